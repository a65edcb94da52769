package group

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

const settingsPath = "/gruppen/installningar"

// rows is what stands in the list of reasons.
func rows(a pagetest.Answer, list string) string {
	var texts []string
	for _, row := range a.Find(list + " .task-title").EachIter() {
		texts = append(texts, row.Text())
	}
	return strings.Join(texts, ", ")
}

// messages is what the page that an answer leads to will tell.
func messages(t *testing.T, a pagetest.Answer) string {
	t.Helper()
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		if raw, err := base64.RawURLEncoding.DecodeString(c.Value); err == nil {
			return string(raw)
		}
	}
	t.Fatal("no message is left")
	return ""
}

func TestSettingsPage(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	shown := b.Get(settingsPath).Want(http.StatusOK)
	if got := shown.Text("#betyder li:nth-child(3)"); got != "Kvartal 4 2026 lämnas senast 30 januari 2027." {
		t.Errorf("what it means: %q", got)
	}
	if got := shown.Text("#betyder li:last-child"); got != "Materialet till årsrapporten om 2026 lämnas senast 28 februari 2027." {
		t.Errorf("the report: %q", got)
	}
	if shown.Value("due_days")+" "+shown.Value("report_due_day")+" "+shown.Value("report_due_month") != "30 31 2" {
		t.Error("the fields do not say what is stored")
	}
	if rows(shown, "#reasons") != "Registret är inte ifyllt" || rows(shown, "#retired") != "Gammal orsak" {
		t.Errorf("reasons %s, retired %s", rows(shown, "#reasons"), rows(shown, "#retired"))
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Administrator} {
		reader := as(t, f, id)
		reader.Get(settingsPath).Want(http.StatusForbidden)
		reader.Post(settingsPath, shown.Form(settingsPath)).Want(http.StatusForbidden)
		reader.Post(settingsPath+"/orsaker/1", url.Values{"do": {"up"}, "version": {"1"}}).Want(http.StatusForbidden)
	}
	if as(t, f, testgroup.MedicalLead).Get("/gruppen").Find(`main a[href="`+settingsPath+`"]`).Length() != 0 {
		t.Error("somebody is led to what may not be seen")
	}
	if b.Get("/gruppen").Find(`main a[href="`+settingsPath+`"]`).Length() != 1 {
		t.Error("the convener is not led there")
	}
}

func TestDaysAreTriedSavedAndOvertaken(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at)
		VALUES (1, 1, '2026-01-01', 3, 'submitted', '2026-04-29 10:00Z')`)
	b := as(t, f, testgroup.Convener)
	form := b.Get(settingsPath).Form(settingsPath)
	form.Set("due_days", "70")
	form.Set("do", "try")
	tried := b.Post(settingsPath, form).Want(http.StatusOK)
	if got := tried.Text("#betyder"); !strings.Contains(got, "om du sparar") || !strings.Contains(got, "Kvartal 2 2026 lämnas senast 8 september 2026.") ||
		!strings.Contains(got, "Siffrorna för kvartal 4 2026 lämnas först efter materialet om samma år.") {
		t.Errorf("tried: %s", got)
	}
	if tried.Value("due_days") != "70" || f.Text(`SELECT due_days FROM programme_group WHERE id = 1`) != "30" {
		t.Error("trying lost what was typed, or saved it")
	}
	form.Set("due_days", "20")
	if got := b.Post(settingsPath, form).Text("#betyder .notice"); !strings.Contains(got, "En inlämning som har räknats som i tid blir försenad.") {
		t.Errorf("what becomes late: %s", got)
	}
	form.Set("do", "save")
	stored := b.Post(settingsPath, form).Want(http.StatusSeeOther)
	if stored.Location != settingsPath {
		t.Errorf("led to %s", stored.Location)
	}
	if got := messages(t, stored); !strings.Contains(got, "Dagarna är sparade.") || !strings.Contains(got, "En inlämning som har räknats som i tid blir försenad.") {
		t.Errorf("told %s", got)
	}
	form.Set("due_days", "25")
	form.Set("report_due_month", "3")
	conflict := b.Post(settingsPath, form).Want(http.StatusConflict)
	if got := conflict.Text(".notice"); !strings.Contains(got, "Sara Samman ändrade") || !strings.Contains(got, "Dagar efter periodens slut20") ||
		!strings.Contains(got, "Årets materialsista dagen i februari") {
		t.Errorf("overtaken: %s", got)
	}
	if conflict.Value("due_days") != "25" {
		t.Error("what was typed is lost")
	}
	b.Post(settingsPath, conflict.Form(settingsPath)).Want(http.StatusSeeOther)
	if got := b.Get("/gruppen/logg").Text("#logg tbody tr:first-child"); !strings.Contains(got, "Ändrade sista dagar") ||
		!strings.Contains(got, "Dagar efter periodens slut: 20 → 25") || !strings.Contains(got, "Årets material: sista dagen i februari → 31 mars") {
		t.Errorf("the log: %s", got)
	}
}

func TestDaysThatCannotBeSaved(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	form := b.Get(settingsPath).Form(settingsPath)
	for field, value := range map[string]string{"due_days": "400", "report_due_day": "", "report_due_month": ""} {
		form.Set(field, value)
	}
	for _, do := range []string{"save", "try"} {
		form.Set("do", do)
		back := b.Post(settingsPath, form).Want(http.StatusUnprocessableEntity)
		if do == "save" && (back.Find("#report_due_day-error").Length() != 1 || back.Find("#report_due_month-error").Length() != 1) {
			t.Errorf("no sentence at the fields: %s", back.Text("#error-summary"))
		}
		if back.Value("due_days") != "400" {
			t.Error("what was typed is lost")
		}
	}
	form.Set("report_due_day", "31")
	form.Set("report_due_month", "2")
	if got := b.Post(settingsPath, form).Want(http.StatusUnprocessableEntity).Text("#due_days-error"); got != "Talet ska vara mellan 0 och 365." {
		t.Errorf("%q", got)
	}
}

func TestReasonsOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	add := func(text string) pagetest.Answer {
		form := b.Get(settingsPath).Form(settingsPath + "/orsaker")
		form.Set("text", text)
		return b.Post(settingsPath+"/orsaker", form)
	}
	press := func(id, do string, more url.Values) pagetest.Answer {
		form := b.Get(settingsPath).Form(settingsPath + "/orsaker/" + id)
		form.Set("do", do)
		for name, values := range more {
			form[name] = values
		}
		return b.Post(settingsPath+"/orsaker/"+id, form)
	}
	add("Tekniskt fel").Want(http.StatusSeeOther)
	if got := add("tekniskt fel").Want(http.StatusUnprocessableEntity); got.Text("#text-error") != "Orsaken finns redan i listan." || got.Value("text") != "tekniskt fel" {
		t.Errorf("twice: %q", got.Text("#text-error"))
	}
	press("3", "up", nil).Want(http.StatusSeeOther)
	press("2", "restore", nil).Want(http.StatusSeeOther)
	press("1", "retire", nil).Want(http.StatusSeeOther)
	press("2", "reword", url.Values{"text.2": {"Gammal, men god"}}).Want(http.StatusSeeOther)
	wrong := press("2", "reword", url.Values{"text.2": {""}}).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#text-2-error") != "Fyll i uppgiften." || wrong.Find("#orsak-2 details[open]").Length() != 1 {
		t.Errorf("no words: %s", wrong.Text("#orsak-2"))
	}
	shown := b.Get(settingsPath)
	if rows(shown, "#reasons") != "Tekniskt fel, Gammal, men god" || rows(shown, "#retired") != "Registret är inte ifyllt" {
		t.Errorf("reasons %s, retired %s", rows(shown, "#reasons"), rows(shown, "#retired"))
	}
	press("3", "retire", nil).Want(http.StatusSeeOther)
	if got := press("2", "retire", nil).Want(http.StatusUnprocessableEntity).Text("#error-summary li"); got != "Minst en orsak måste finnas att välja. Lägg till en annan först." {
		t.Errorf("the last one: %q", got)
	}
	press("2", "dance", nil).Want(http.StatusNotFound)
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months) VALUES (1, 1, '2026-01-01', 3);
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, missing_reason_id, entered_at)
		VALUES (1, 1, 1, 'proportion', '2026-01-01', 3, 'missing', 2, now())`)
	shown = b.Get(settingsPath)
	if shown.Find("#orsak-2 details").Length() != 0 || !strings.Contains(shown.Text("#orsak-2"), "Står vid siffror") {
		t.Errorf("a reason that stands at a figure: %s", shown.Text("#orsak-2"))
	}
	conflict := b.Post(settingsPath+"/orsaker", url.Values{"version": {"1"}, "text": {"Ny orsak"}}).Want(http.StatusConflict)
	if conflict.Value("text") != "Ny orsak" || !strings.Contains(conflict.Text(".notice"), "Sara Samman") {
		t.Errorf("overtaken: %s", conflict.Text(".notice"))
	}
}
