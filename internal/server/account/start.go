package account

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// ShowStart is the first page: what the visitor should do now.
func (h *Handlers) ShowStart(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	var start account.Start
	var awaiting account.Awaiting
	var duties []improvement.Duty
	if visitor.Group.ID != 0 {
		var err error
		if start, err = h.room.Start(ctx, visitor.Actor, visitor.Group); err != nil {
			return err
		}
		if awaiting, err = h.room.Awaiting(ctx, visitor.Actor, visitor.Group.ID); err != nil {
			return err
		}
		if duties, err = h.room.AreaDuties(ctx, visitor.Actor, visitor.Group.ID); err != nil {
			return err
		}
	}
	if h.beginGuide(ctx, start) {
		return page.Redirect(w, r, guideURL)
	}
	v := newStartView(ctx, visitor, start)
	v.Tasks = append(v.Tasks, awaitingTasks(ctx, visitor, awaiting)...)
	v.Tasks = append(v.Tasks, dutyTasks(ctx, visitor, duties)...)
	return page.Show(w, r, http.StatusOK, page.Page{Content: view.Start(v)})
}

// guideURL is where a new group is set up, step by step.
const guideURL = "/gruppen/start"

// guideBegunKey is kept by a session that has been led to the steps once.
const guideBegunKey = "guide"

// beginGuide reports whether the visitor is to be led to the steps that set a new group
// up: once in a session, so that the start page can be reached.
func (h *Handlers) beginGuide(ctx context.Context, start account.Start) bool {
	pending := slices.ContainsFunc(start.Tasks, func(t account.Task) bool { return t.Kind == account.SetUpGroup })
	if !pending || h.sessions.GetBool(ctx, guideBegunKey) {
		return false
	}
	h.sessions.Put(ctx, guideBegunKey, true)
	return true
}

func newStartView(ctx context.Context, visitor page.Visitor, start account.Start) view.StartView {
	v := view.StartView{
		Greeting: i18n.T(ctx, "Hej %s", visitor.Actor.Person.Name),
		Ways:     ways(ctx, visitor),
	}
	if visitor.Group.ID != 0 {
		v.Lead = visitor.Group.Line()
	}
	for _, unit := range start.New {
		v.Notes = append(v.Notes, ui.Way{Text: i18n.T(ctx, "Du är ny för %s.", unit.ShortName),
			Link: ui.Link{Text: i18n.T(ctx, "Läs överlämningen"), URL: "/inrapportering/" + unit.Code + "/overlamning"}})
	}
	for _, d := range start.Deputy {
		v.Notes = append(v.Notes, ui.Way{Text: i18n.T(ctx, "Du är ersättare för %s till och med %s.", d.Unit.ShortName, i18n.LongDate(ctx, d.Until)),
			Link: ui.Link{Text: i18n.T(ctx, "Se vad som ska lämnas"), URL: "/inrapportering"}})
	}
	if m := start.Meeting; m != nil {
		v.Notes = append(v.Notes, ui.Way{Text: i18n.T(ctx, "Nästa möte: %s, %s.", m.Title, words.MeetingTime(ctx, *m)),
			Link: ui.Link{Text: i18n.T(ctx, "Se dagordningen"), URL: fmt.Sprintf("/gruppen/moten/%d", m.ID)}})
	}
	if start.Questions > 0 {
		v.Notes = append(v.Notes, ui.Way{Text: i18n.N(ctx, "En fråga till gruppen väntar på svar.", "%d frågor till gruppen väntar på svar.", start.Questions),
			Link: ui.Link{Text: i18n.T(ctx, "Se frågorna"), URL: "/gruppen/fragor?lage=oppna"}})
	}
	for _, p := range start.Invited {
		v.Notes = append(v.Notes, ui.Way{Text: i18n.T(ctx, "Du är med i kärntruppen för ”%s”.", p.Title),
			Link: ui.Link{Text: i18n.T(ctx, "Läs införandet"), URL: fmt.Sprintf("/forbattring/inforanden/%d", p.ID)}})
	}
	v.Notes = append(v.Notes, roleNotes(ctx, visitor, start.Roles)...)
	for _, t := range start.Teams {
		v.Notes = append(v.Notes, ui.Way{Text: i18n.T(ctx, "Du är med i förbättringsteamet ”%s”.", t.Title),
			Link: ui.Link{Text: i18n.T(ctx, "Se teamet"), URL: fmt.Sprintf("/forbattring/team/%d", t.ID)}})
	}
	for _, g := range start.WorkingGroups {
		v.Notes = append(v.Notes, ui.Way{Text: i18n.T(ctx, "Du är med i arbetsgruppen ”%s”.", g.Title),
			Link: ui.Link{Text: i18n.T(ctx, "Se arbetsgruppen"), URL: fmt.Sprintf("/gruppen/arbetsgrupper/%d", g.ID)}})
	}
	v.Ways = append(clinicWays(ctx, visitor, start), v.Ways...)
	v.Published = publishedWays(ctx, visitor, start.Roles)
	for _, t := range start.Tasks {
		if t.Kind == account.DoAction {
			v.Tasks = append(v.Tasks, actionTask(ctx, visitor, t))
		} else {
			v.Tasks = append(v.Tasks, taskView(ctx, visitor, t))
		}
	}
	for _, s := range start.Done {
		v.Done = append(v.Done, ui.TaskProps{
			Title: unitPeriod(ctx, unitName(start, s.UnitID), words.Period(ctx, s.Period)),
			URL:   "/inrapportering", Text: words.SubmissionState(ctx, s.State),
		})
	}
	return v
}

// actionTask is an action that the visitor is to see to; it is about no period.
func actionTask(ctx context.Context, visitor page.Visitor, t account.Task) ui.TaskProps {
	task := ui.TaskProps{Title: t.Title, Text: i18n.T(ctx, "Din åtgärd"), URL: page.ActionURL(t.ActionID),
		Due: dueWords(ctx, t.Due, visitor.Today()), Late: t.Due.Before(visitor.Today())}
	if t.Unit.ShortName != "" {
		task.Text = i18n.T(ctx, "Din åtgärd, %s", t.Unit.ShortName)
	}
	return task
}

// readinessAhead is how many days before the report's last day its task leads to what is
// left of it.
const readinessAhead = 60

func taskView(ctx context.Context, visitor page.Visitor, t account.Task) ui.TaskProps {
	period := ""
	if t.Period.Months > 0 {
		period = words.Period(ctx, t.Period)
	}
	form := fmt.Sprintf("/inrapportering/%s/%s", t.Unit.Code, t.Period.Code())
	task := ui.TaskProps{Late: t.Due.Before(visitor.Today())}
	task.Due = dueWords(ctx, t.Due, visitor.Today())
	switch t.Kind {
	case account.SetUpGroup:
		task.Title, task.URL = i18n.T(ctx, "Lägg upp %s, steg för steg", visitor.Group.Name), guideURL
		task.Text = i18n.T(ctx, "Något fattas innan enheterna kan lämna sina första siffror.")
		task.Due, task.Late = "", false
	case account.MendReturned:
		task.Title = i18n.T(ctx, "Rätta %s", unitPeriod(ctx, t.Unit.ShortName, period))
		task.Text, task.URL = t.Reason, form
	case account.MendFigures:
		task.Title = i18n.T(ctx, "Rätta %s", unitPeriod(ctx, t.Unit.ShortName, period))
		task.Text = i18n.N(ctx, "En uppgift är återlämnad.", "%d uppgifter är återlämnade.", t.Count)
		task.URL, task.Due, task.Late = form, "", false
	case account.FillIn:
		task.Title = i18n.T(ctx, "Fyll i %s", unitPeriod(ctx, t.Unit.ShortName, period))
		task.URL = form
	case account.Review:
		task.Title = i18n.N(ctx, "Granska en inlämning", "Granska %d inlämningar", t.Count)
		task.Text, task.URL = period, fmt.Sprintf("/inrapportering/oversikt?ar=%d", t.Period.LastYear())
		task.Due, task.Late = "", false
	case account.AwaitUnits:
		task.Title = i18n.N(ctx, "En enhet har inte lämnat in", "%d enheter har inte lämnat in", t.Count)
		task.Text, task.URL = period, fmt.Sprintf("/inrapportering/oversikt?ar=%d", t.Period.LastYear())
	case account.WriteReport:
		task.Title = i18n.T(ctx, "Skriv årsrapporten för %d", t.Period.Year)
		if body := visitor.Group.BodyShortName; body != "" {
			task.Text = i18n.T(ctx, "Materialet lämnas till %s.", body)
		}
		task.URL = fmt.Sprintf("/arsrapport/%d", t.Period.Year)
		if t.Due.Before(visitor.Today().AddDate(0, 0, readinessAhead)) {
			task.Title, task.URL = i18n.T(ctx, "Gör klart årsrapporten för %d", t.Period.Year), task.URL+"/lage"
		}
	case account.AnswerReport:
		task.Title = i18n.T(ctx, "Svara om årsrapporten för %d, %s", t.Period.Year, t.Unit.ShortName)
		task.Text, task.URL = i18n.T(ctx, "Stämmer enhetens sidor?"), fmt.Sprintf("/arsrapport/%d/synpunkter/%s", t.Period.Year, t.Unit.Code)
		if t.Count > 0 {
			task.Text = i18n.T(ctx, "Ett utkast är sparat men inte skickat.")
		}
	case account.WriteSection:
		task.Title = i18n.T(ctx, "Skriv ”%s”", t.Title)
		task.Text = i18n.T(ctx, "Ditt avsnitt i årsrapporten för %d", t.Period.Year)
		task.URL = fmt.Sprintf("/arsrapport/%d/avsnitt/%d", t.Period.Year, t.SectionID)
	case account.AcknowledgeMandate:
		task.Title = i18n.T(ctx, "Ta del av gruppens uppdrag, %s", t.Unit.ShortName)
		task.Text = i18n.T(ctx, "Version %d, antagen %s.", t.Mandate.Number, i18n.LongDate(ctx, *t.Mandate.AdoptedAt))
		task.URL, task.Due, task.Late = "/gruppen/uppdrag", "", false
	case account.DoTask:
		task.Title, task.Text, task.URL = t.Wheel.Title, i18n.T(ctx, "Uppgift i årshjulet"), fmt.Sprintf("/gruppen/arshjul/%d", t.Wheel.ID)
		if kind := words.TaskKind(ctx, t.Wheel.Kind); kind != "" {
			task.Text = kind
		}
	case account.AcknowledgeEdition:
		task.Title, task.URL = i18n.T(ctx, "Bekräfta att årsrapport %s är mottagen", edition.Name(t.Period.Year, t.Edition)), fmt.Sprintf("/arsrapport/%d/utgavor/%d", t.Period.Year, t.Edition)
		task.Text, task.Due, task.Late = i18n.T(ctx, "Lämnad %s.", i18n.LongDate(ctx, t.Due)), "", false
	case account.EditionChanged:
		task.Title, task.URL = i18n.T(ctx, "Siffror är ändrade sedan årsrapport %s fastställdes", edition.Name(t.Period.Year, t.Edition)), fmt.Sprintf("/arsrapport/%d/utgavor/%d#sedan", t.Period.Year, t.Edition)
		task.Text, task.Due, task.Late = i18n.N(ctx, "En siffra är ändrad. Utgåvan är densamma.", "%d siffror är ändrade. Utgåvan är densamma.", t.Count), "", false
	case account.DecideMatter:
		task.Title, task.Text = i18n.T(ctx, "Ta ställning till ”%s”", t.Title), i18n.T(ctx, "Gruppen lyfte frågan %s.", i18n.LongDate(ctx, t.Due))
		task.URL, task.Due, task.Late = fmt.Sprintf("/gruppen/fragor/%d", t.MatterID), "", false
	case account.EndPhase:
		task.Title, task.URL = i18n.T(ctx, "Fasen %s slutar: %s", t.Reason, t.Title), fmt.Sprintf("/forbattring/inforanden/%d/faser/%d", t.PathwayID, t.Phase)
		task.Text = i18n.T(ctx, "Alla klarkriterier är uppfyllda, så den kan stängas.")
		if t.Count > 0 {
			task.Text = i18n.N(ctx, "Ett klarkriterium är kvar.", "%d klarkriterier är kvar.", t.Count)
		}
	case account.MeetCoreTeam:
		task.Title, task.URL = t.Title, fmt.Sprintf("/forbattring/inforanden/%d#avstamningar", t.PathwayID)
		task.Text, task.Due = i18n.T(ctx, "Kärntruppens avstämning"), i18n.LongDate(ctx, t.Due)
	case account.CommentProposals, account.AnswerComments, account.HandleFeedback:
		return heardTask(ctx, t)
	case account.AcknowledgeFigures:
		task.Title = i18n.T(ctx, "Ta del av inlämningen, %s", unitPeriod(ctx, t.Unit.ShortName, period))
		task.Text, task.URL, task.Due, task.Late = i18n.T(ctx, "Inlämnad %s.", i18n.LongDate(ctx, t.Due)), form, "", false
	case account.NominateTopic, account.WeighTopics, account.DecideTopics:
		return topicTask(ctx, visitor, t)
	case account.EnterTeamFigures:
		task.Title, task.URL = i18n.T(ctx, "Fyll i siffror för %s, %s", t.Unit.ShortName, t.Title), fmt.Sprintf("/forbattring/team/%d/siffror/%s", t.TeamID, t.Unit.Code)
		task.Text = i18n.N(ctx, "Förbättringsteam. En period saknas.", "Förbättringsteam. %d perioder saknas.", t.Count)
	case account.AnswerMethods, account.FollowMethod:
		methodTask(ctx, t, &task)
	case account.ReadReport:
		task.Title = i18n.T(ctx, "Läs årsrapporten för %d", t.Period.Year)
		task.URL, task.Due, task.Late = fmt.Sprintf("/arsrapport/%d", t.Period.Year), "", false
	}
	return task
}

// dueWords says when something is due, and that it is late when it is.
func dueWords(ctx context.Context, due, today time.Time) string {
	days := int(due.Sub(today).Hours() / 24)
	switch {
	case days < 0:
		return i18n.T(ctx, "Skulle ha varit klart %s", i18n.LongDate(ctx, due))
	case days == 0:
		return i18n.T(ctx, "Senast i dag")
	}
	return i18n.N(ctx, "Senast i morgon", "Senast %[2]s, om %[1]d dagar", days, days, i18n.LongDate(ctx, due))
}

func unitPeriod(ctx context.Context, unit, period string) string {
	return i18n.T(ctx, "%s, %s", unit, period)
}

func unitName(start account.Start, id org.UnitID) string {
	for _, u := range start.Units {
		if u.ID == id {
			return u.ShortName
		}
	}
	return ""
}

// clinicWays lead a head of clinic to the page with all of the own clinic.
func clinicWays(ctx context.Context, v page.Visitor, start account.Start) []ui.Way {
	var list []ui.Way
	for _, m := range v.Actor.Memberships {
		for _, u := range start.Units {
			if m.Role == org.HeadOfDepartment && m.GroupID == v.Group.ID && m.UnitID == u.ID {
				list = append(list, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Min klinik: %s", u.ShortName), URL: "/resultat/enhet/" + u.Code},
					Text: i18n.T(ctx, "Hur det går mot målen, vad som prövas och förbättringsteam, på en sida.")})
			}
		}
	}
	return list
}

// ways is where the visitor can go from here.
func ways(ctx context.Context, v page.Visitor) []ui.Way {
	all := []struct {
		open      bool
		url, text string
		about     string
	}{
		{v.May(org.ViewResults, 0), "/resultat", i18n.T(ctx, "Resultat"), i18n.T(ctx, "Jämför enheterna mått för mått.")},
		{v.May(org.ViewResults, 0), "/mal", i18n.T(ctx, "Mål"), i18n.T(ctx, "Årets mål, långsiktiga mål och patientlöften.")},
		{v.May(org.ViewWork, 0), "/forbattring", i18n.T(ctx, "Förbättring"), i18n.T(ctx, "Åtgärder, vad de gav och vad som är kvar.")},
		{v.May(org.ViewReport, 0), "/arsrapport", i18n.T(ctx, "Årsrapport"), i18n.T(ctx, "Året samlat, att skriva ut.")},
		{v.May(org.ViewGroup, 0), "/gruppen", i18n.T(ctx, "Om gruppen"), i18n.T(ctx, "Vilka som är med och vem man frågar.")},
		{v.Actor.May(org.ManageAccounts, 0, 0), "/konton", i18n.T(ctx, "Konton"), i18n.T(ctx, "Lägg till personer och ge dem roller.")},
	}
	var open []ui.Way
	for _, w := range all {
		if w.open {
			open = append(open, ui.Way{Link: ui.Link{Text: w.text, URL: w.url}, Text: w.about})
		}
	}
	return open
}
