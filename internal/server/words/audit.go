package words

import (
	"context"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

var actions = map[string]string{
	"account.sign_in":         i18n.Mark("Loggade in"),
	"account.first_start":     i18n.Mark("Skapade det första kontot"),
	"account.create":          i18n.Mark("Lade till en person"),
	"account.save":            i18n.Mark("Ändrade en persons uppgifter"),
	"account.give_role":       i18n.Mark("Gav en roll"),
	"account.end_role":        i18n.Mark("Avslutade en roll"),
	"account.leave":           i18n.Mark("Avslutade ett konto"),
	"account.return":          i18n.Mark("Öppnade ett konto igen"),
	"account.new_password":    i18n.Mark("Gav ett nytt lösenord"),
	"account.change_password": i18n.Mark("Bytte sitt lösenord"),
	"account.create_calendar": i18n.Mark("Skapade en adress till sin kalender"),
	"account.revoke_calendar": i18n.Mark("Tog bort adressen till sin kalender"),
	"account.create_token":    i18n.Mark("Skapade en nyckel till andra program"),
	"account.revoke_token":    i18n.Mark("Tog bort en nyckel till andra program"),
	"account.use_token":       i18n.Mark("Hämtade uppgifter med ett annat program"),

	"figure.save":         i18n.Mark("Ändrade en siffra"),
	"figure.export":       i18n.Mark("Hämtade siffror som fil"),
	"figure.approve":      i18n.Mark("Godkände en siffra"),
	"figure.return":       i18n.Mark("Lämnade tillbaka en siffra"),
	"board.export":        i18n.Mark("Hämtade läget för enheterna som fil"),
	"submission.submit":   i18n.Mark("Lämnade in"),
	"submission.approve":  i18n.Mark("Godkände"),
	"submission.return":   i18n.Mark("Lämnade tillbaka"),
	"submission.reopen":   i18n.Mark("Öppnade igen"),
	"submission.finalise": i18n.Mark("Fastställde"),

	"goals.create_goal":             i18n.Mark("Lade till ett mål"),
	"goals.save_goal":               i18n.Mark("Ändrade ett mål"),
	"goals.delete_goal":             i18n.Mark("Tog bort ett mål"),
	"goals.save_target":             i18n.Mark("Bestämde ett målvärde"),
	"goals.delete_target":           i18n.Mark("Tog bort ett målvärde"),
	"goals.create_long_term_goal":   i18n.Mark("Lade till ett långsiktigt mål"),
	"goals.save_long_term_goal":     i18n.Mark("Ändrade ett långsiktigt mål"),
	"goals.create_indicator":        i18n.Mark("Lade till ett mått"),
	"goals.correct_indicator":       i18n.Mark("Rättade ett mått"),
	"goals.add_version":             i18n.Mark("Gav ett mått en ny definition"),
	"goals.choose_process_measures": i18n.Mark("Valde processmått"),

	"group.appoint_deputy": i18n.Mark("Utsåg en ersättare"),
	"group.change_deputy":  i18n.Mark("Ändrade en ersättares sista dag"),
	"group.end_deputy":     i18n.Mark("Avslutade en ersättare"),
	"group.remove_deputy":  i18n.Mark("Tog tillbaka en ersättare"),

	"reading.save": i18n.Mark("Skrev hur enheten räknar"),

	"rule.create":  i18n.Mark("Skrev en regel mellan mått"),
	"rule.save":    i18n.Mark("Ändrade en regel mellan mått"),
	"rule.retire":  i18n.Mark("Tog en regel ur bruk"),
	"rule.restore": i18n.Mark("Tog en regel i bruk igen"),

	"group.save_days":          i18n.Mark("Ändrade sista dagar"),
	"group.save_small_numbers": i18n.Mark("Ändrade gränserna för få barn"),
	"group.add_reason":         i18n.Mark("Lade till en orsak"),
	"group.reword_reason":      i18n.Mark("Ändrade en orsaks ord"),
	"group.move_reason":        i18n.Mark("Flyttade en orsak"),
	"group.retire_reason":      i18n.Mark("Tog en orsak ur bruk"),
	"group.restore_reason":     i18n.Mark("Tog en orsak i bruk igen"),

	"results.export":        i18n.Mark("Hämtade resultat som fil"),
	"results.add_note":      i18n.Mark("Skrev på en tidslinje"),
	"results.save_note":     i18n.Mark("Ändrade på en tidslinje"),
	"results.delete_note":   i18n.Mark("Tog bort från en tidslinje"),
	"results.decide_line":   i18n.Mark("Bestämde hur en linje över tid bedöms"),
	"results.undo_decision": i18n.Mark("Tog tillbaka ett beslut om en linje över tid"),

	"improve.create_action":  i18n.Mark("Lade till en åtgärd"),
	"improve.save_action":    i18n.Mark("Ändrade en åtgärd"),
	"improve.step_action":    i18n.Mark("Ändrade läget för en åtgärd"),
	"improve.export_actions": i18n.Mark("Hämtade handlingsplanen som fil"),
	"improve.add_cycle":      i18n.Mark("Lade till en PDSA-cykel"),
	"improve.save_cycle":     i18n.Mark("Ändrade en PDSA-cykel"),
	"improve.save_gap_sheet": i18n.Mark("Skrev i en gapanalys"),
	"improve.create_need":    i18n.Mark("Lade till ett behov"),
	"improve.save_need":      i18n.Mark("Ändrade ett behov"),

	"letter.queued":      i18n.Mark("Köade ett brev"),
	"reminder.queued":    i18n.Mark("Köade en påminnelse"),
	"reminder.sent":      i18n.Mark("Skickade en påminnelse"),
	"reminder.failed":    i18n.Mark("En påminnelse gick inte att skicka"),
	"reminder.cancelled": i18n.Mark("En påminnelse behövdes inte"),
	"reminder.unsure":    i18n.Mark("En påminnelse kom kanske inte fram"),
	"reminder.setting":   i18n.Mark("Ändrade när påminnelser går"),
	"reminder.text":      i18n.Mark("Ändrade en påminnelses text"),

	"report.write_section": i18n.Mark("Skrev i årsrapporten"),

	"import.create":       i18n.Mark("Lade upp det som saknades för en fil"),
	"import.figures":      i18n.Mark("Läste in siffror från en fil"),
	"setup.default":       i18n.Mark("Lade upp gruppen"),
	"setup.demo":          i18n.Mark("Lade in exempeldata"),
	"setup.fill":          i18n.Mark("Fyllde på med en exempelgrupp att mäta med"),
	"setup.demo_password": i18n.Mark("Bytte lösenord för ett exempelkonto"),
}

// AuditAction is what was done, in words; an action without words stands as it is.
func AuditAction(ctx context.Context, action string) string {
	if text, known := actions[action]; known {
		return i18n.T(ctx, text)
	}
	return action
}

// auditField is a part of what the log keeps, with its word. Order is the order
// the parts are shown in. Naming parts say which thing it is.
type auditField struct {
	key, word string
	naming    bool
}

var auditFields = []auditField{
	{"person", i18n.Mark("Person"), true},
	{"code", i18n.Mark("Kod"), true},
	{"name", i18n.Mark("Namn"), true},
	{"title", i18n.Mark("Målet"), true},
	{"indicator", i18n.Mark("Mått"), true},
	{"stratum", i18n.Mark("Barn"), true},
	{"period", i18n.Mark("Period"), true},
	{"year", i18n.Mark("År"), true},
	{"file", i18n.Mark("Fil"), true},
	{"reason", i18n.Mark("Orsak"), true},

	{"email", i18n.Mark("E-postadress"), false},
	{"profession", i18n.Mark("Yrke"), false},
	{"role", i18n.Mark("Roll"), false},
	{"from", i18n.Mark("Från"), false},
	{"to", i18n.Mark("Till"), false},
	{"left_on", i18n.Mark("Slutat"), false},

	{"state", i18n.Mark("Läge"), false},
	{"numerator", i18n.Mark("Täljare"), false},
	{"denominator", i18n.Mark("Nämnare"), false},
	{"mean", i18n.Mark("Medelvärde"), false},
	{"sd", i18n.Mark("Standardavvikelse"), false},
	{"text", i18n.Mark("Text"), false},
	{"yes", i18n.Mark("Svar"), false},
	{"comment", i18n.Mark("Kommentar"), false},
	{"confirms", i18n.Mark("Varför det som ser ovanligt ut stämmer"), false},
	{"why", i18n.Mark("Varför en godkänd siffra ändrades"), false},
	{"follows", i18n.Mark("Följer av"), false},
	{"returned", i18n.Mark("Varför den lämnades tillbaka"), false},
	{"return_reason", i18n.Mark("Varför den lämnades tillbaka"), false},
	{"reopen_reason", i18n.Mark("Varför den öppnades"), false},
	{"reopened_until", i18n.Mark("Öppen till"), false},

	{"category", i18n.Mark("Område"), false},
	{"scope", i18n.Mark("Gäller"), false},
	{"value_for_children", i18n.Mark("Värde för barnen"), false},
	{"vision", i18n.Mark("Målbild"), false},
	{"long_term_goal", i18n.Mark("Långsiktigt mål"), false},
	{"promises", i18n.Mark("Patientlöften"), false},
	{"indicators", i18n.Mark("Mått"), false},
	{"kind", i18n.Mark("Slag"), false},
	{"threshold", i18n.Mark("Målvärde"), false},
	{"second", i18n.Mark("Gräns för nära målet, eller målets övre gräns"), false},
	{"basis", i18n.Mark("Varifrån målet kommer"), false},
	{"start_year", i18n.Mark("Från år"), false},
	{"end_year", i18n.Mark("Till och med år"), false},

	{"valid_from", i18n.Mark("Gäller från"), false},
	{"valid_to", i18n.Mark("Gäller till"), false},
	{"change_note", i18n.Mark("Varför definitionen ändrades"), false},
	{"comparable", i18n.Mark("Går att jämföra med tiden före"), false},
	{"numerator_text", i18n.Mark("Täljarens definition"), false},
	{"denominator_text", i18n.Mark("Nämnarens definition"), false},
	{"exclusions", i18n.Mark("Räknas inte med"), false},
	{"data_source", i18n.Mark("Siffrorna hämtas från"), false},
	{"source", i18n.Mark("Källa till definitionen"), false},
	{"note", i18n.Mark("Att tänka på"), false},
	{"name_en", i18n.Mark("Namn på engelska"), false},
	{"unit_label", i18n.Mark("Enhet på värdet"), false},
	{"rate_per", i18n.Mark("Visas per"), false},
	{"direction", i18n.Mark("Riktning"), false},
	{"decimals", i18n.Mark("Decimaler"), false},
	{"reporting_months", i18n.Mark("Lämnas in, månader"), false},
	{"scale_min", i18n.Mark("Skalans lägsta"), false},
	{"scale_max", i18n.Mark("Skalans högsta"), false},
	{"reported_by", i18n.Mark("Lämnas in av"), false},
	{"counts_children", i18n.Mark("Räknar barn"), false},
	{"carries_over", i18n.Mark("Svaret gäller tills det ändras"), false},
	{"condition", i18n.Mark("Gäller bara om"), false},
	{"certainty", i18n.Mark("Hur säker definitionen är"), false},
	{"subject", i18n.Mark("Ämne"), false},
	{"body", i18n.Mark("Text"), false},
	{"enabled", i18n.Mark("Går av sig själva"), false},
	{"days", i18n.Mark("Dagar från sista dag"), false},
	{"weekday", i18n.Mark("Veckans översikt, veckodag"), false},
	{"figures", i18n.Mark("Siffror"), false},
	{"due_days", i18n.Mark("Dagar efter periodens slut"), false},
	{"report_due", i18n.Mark("Årets material"), false},
	{"masking_threshold", i18n.Mark("Dolt under"), false},
	{"reliability_limit", i18n.Mark("Få barn under"), false},
	{"active", i18n.Mark("I bruk"), false},
	{"place", i18n.Mark("Plats i listan"), false},
	{"reading", i18n.Mark("Så räknar vi"), false},
	{"left", i18n.Mark("Ett mått"), true},
	{"left_part", i18n.Mark("Del"), false},
	{"relation", i18n.Mark("Regel"), false},
	{"right", i18n.Mark("Ett annat mått"), true},
	{"right_part", i18n.Mark("Del"), false},
	{"explanation", i18n.Mark("Förklaring"), false},
	{"on", i18n.Mark("Dag"), true},
	{"note_kind", i18n.Mark("Slag"), false},
	{"decision", i18n.Mark("Beslut"), true},
	{"baseline", i18n.Mark("Nivån räknas på så många perioder"), false},

	{"area", i18n.Mark("Förbättringsområde"), true},
	{"goal", i18n.Mark("Mål"), true},
	{"cycle", i18n.Mark("PDSA-cykel"), true},
	{"action_kind", i18n.Mark("Slag"), false},
	{"action_state", i18n.Mark("Läge"), false},
	{"priority", i18n.Mark("Prioritet"), false},
	{"owner", i18n.Mark("Ansvarig"), false},
	{"due_on", i18n.Mark("Klar senast"), false},
	{"began_on", i18n.Mark("Började"), false},
	{"result", i18n.Mark("Resultat"), false},
	{"origin", i18n.Mark("Gjord utifrån"), false},
	{"origin_text", i18n.Mark("Vad som syntes då"), false},
	{"plan_reason", i18n.Mark("Kort motivering"), false},
	{"measurable_goal", i18n.Mark("Mätbart mål"), false},
	{"measured_how", i18n.Mark("Hur mätningen går till"), false},
	{"measured_by", i18n.Mark("Ansvarig för mätning"), false},
	{"for_patients", i18n.Mark("Konsekvens för invånare, patienter och närstående"), false},
	{"for_staff", i18n.Mark("Konsekvens för verksamhet och medarbetare"), false},
	{"for_governance", i18n.Mark("Konsekvens för styrning och ledning"), false},
	{"activities", i18n.Mark("Aktiviteter"), false},
	{"follow_up", i18n.Mark("Uppföljning"), false},
	{"national_plan", i18n.Mark("NPO-plan som insatsen hör till"), false},
	{"pdsa_plan", i18n.Mark("Planera"), false},
	{"prediction", i18n.Mark("Vad vi tror händer"), false},
	{"pdsa_done", i18n.Mark("Göra"), false},
	{"study", i18n.Mark("Studera"), false},
	{"act", i18n.Mark("Agera"), false},
	{"outcome", i18n.Mark("Vad det ledde till"), false},
	{"started_on", i18n.Mark("Från"), false},
	{"ended_on", i18n.Mark("Till"), false},
	{"current", i18n.Mark("Nuläge"), false},
	{"gap", i18n.Mark("Gap"), false},
	{"causes", i18n.Mark("Orsaker"), false},
	{"effort", i18n.Mark("Vald insats"), false},
	{"need_kind", i18n.Mark("Slag"), false},
	{"need_state", i18n.Mark("Läge"), false},
	{"need_outcome", i18n.Mark("Vad som hände"), false},
}

// AuditField is a part of what the log keeps.
type AuditField struct {
	Key    string
	Word   string
	Naming bool // says which thing it is, and is shown even when it did not change
}

// AuditFields are the parts of what the log keeps, in the order they are shown.
// What is not among them is not for reading.
func AuditFields(ctx context.Context) []AuditField {
	fields := make([]AuditField, len(auditFields))
	for n, f := range auditFields {
		fields[n] = AuditField{Key: f.key, Word: i18n.T(ctx, f.word), Naming: f.naming}
	}
	return fields
}

var figureStates = map[string]string{
	string(quality.Reported):      i18n.Mark("Lämnad"),
	string(quality.Missing):       i18n.Mark("Uppgift saknas"),
	string(quality.NotApplicable): i18n.Mark("Ej tillämpligt"),
}

// reminderStates are a reminder's states in the log.
var reminderStates = map[string]string{
	"queued":    i18n.Mark("I kö"),
	"sending":   i18n.Mark("Skickas"),
	"sent":      i18n.Mark("Skickad"),
	"failed":    i18n.Mark("Gick inte att skicka"),
	"cancelled": i18n.Mark("Behövdes inte"),
	"unsure":    i18n.Mark("Oklart om den kom fram"),
}

// ReminderState is a reminder's state in words.
func ReminderState(ctx context.Context, state string) string {
	return i18n.T(ctx, reminderStates[state])
}

// AuditValue is a value the log keeps of the part, in words where it is one of the
// domain's own.
func AuditValue(ctx context.Context, key, value string) string {
	word := ""
	switch key {
	case "category":
		word = Category(ctx, quality.Category(value))
	case "scope":
		word = Scope(ctx, quality.Scope(value))
	case "direction":
		word = Direction(ctx, quality.Direction(value))
	case "certainty":
		word = Certainty(ctx, quality.Certainty(value))
	case "kind":
		word = TargetKind(ctx, quality.TargetKind(value))
	case "role":
		word = Role(ctx, org.Role(value))
	case "profession":
		word = Profession(ctx, org.Profession(value))
	case "reported_by":
		word = CareLevel(ctx, org.CareLevel(value))
	case "state":
		if text, known := figureStates[value]; known {
			return i18n.T(ctx, text)
		}
		if text, known := reminderStates[value]; known {
			return i18n.T(ctx, text)
		}
		word = SubmissionState(ctx, quality.SubmissionState(value))
	case "period":
		if p, ok := quality.ParsePeriod(value); ok {
			word = Period(ctx, p)
		}
	case "note_kind":
		word = NoteKind(ctx, quality.TimeNoteKind(value))
	case "decision":
		word = DecisionKind(ctx, quality.LineDecisionKind(value))
	case "action_kind", "action_state", "priority", "origin", "outcome", "need_kind", "need_state":
		word = auditAction(ctx, key, value)
	case "left_part", "right_part":
		word = Part(ctx, quality.Part(value))
	case "relation":
		word = Relation(ctx, quality.Relation(value))
	case "report_due": // "02-31", a day that there need not be
		if month, day, found := strings.Cut(value, "-"); found {
			m, _ := strconv.Atoi(month)
			d, _ := strconv.Atoi(day)
			word = DayOfYear(ctx, time.Month(m), d)
		}
	case "numerator", "denominator", "mean", "sd", "threshold", "second", "rate_per", "scale_min", "scale_max":
		word = strings.Replace(value, ".", ",", 1)
	}
	if word == "" {
		return value
	}
	return word
}
