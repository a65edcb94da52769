package report

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// asking is a group with a report of 2025 whose material is due at the end of May, after
// testgroup.Now, and a figure of the unit in Ala.
func asking(t *testing.T) *testgroup.Fixture {
	t.Helper()
	f := testgroup.New(t)
	f.Exec(`UPDATE programme_group SET report_due_month = 5, report_due_day = 31 WHERE id = 1;
		INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1), (1, 2025, 5), (1, 2024, 1);
		INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now());
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at) VALUES (1, 1, '2025-01-01', 3, 'submitted', now());
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, comment, entered_at)
		VALUES (1, 1, 1, 'proportion', '2025-01-01', 3, 'reported', 70, 100, 'Med siffran', now());
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at) VALUES (1, 1, '2025-04-01', 3, 'submitted', now());
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, missing_reason_id, entered_at)
		VALUES (2, 1, 1, 'proportion', '2025-04-01', 3, 'missing', 1, now());`)
	return f
}

// on is a browser of the person on a day in May.
func on(t *testing.T, f *testgroup.Fixture, id org.PersonID, day int) *pagetest.Browser {
	t.Helper()
	now := time.Date(2026, time.May, day, 9, 0, 0, 0, time.UTC)
	h := New(report.New(f.DB, func() time.Time { return now }), chart.NewRenderer(chart.Config{Engines: 1})).WithMail(true)
	v := f.Visitor(id)
	v.Now = now
	return pagetest.New(t, v, []pagetest.Route{
		{Pattern: "GET /arsrapport", Handler: h.ShowYears},
		{Pattern: "GET /arsrapport/{year}", Handler: h.ShowReport},
		{Pattern: "GET /arsrapport/{year}/lage", Handler: h.ShowReadiness},
		{Pattern: "GET /arsrapport/{year}/synpunkter", Handler: h.ShowRound},
		{Pattern: "POST /arsrapport/{year}/synpunkter", Handler: h.AskUnits},
		{Pattern: "POST /arsrapport/{year}/synpunkter/stang", Handler: h.CloseRound},
		{Pattern: "POST /arsrapport/{year}/synpunkter/paminn", Handler: h.RemindUnits},
		{Pattern: "GET /arsrapport/{year}/synpunkter/{unit}", Handler: h.EditAnswer},
		{Pattern: "POST /arsrapport/{year}/synpunkter/{unit}", Handler: h.SaveAnswer},
	})
}

const (
	theRound = "/arsrapport/2025/synpunkter"
	alaPages = theRound + "/ALA"
)

func TestTheUnitsAreAsked(t *testing.T) {
	f := asking(t)
	convener := on(t, f, testgroup.Convener, 4)
	form := convener.Get(theRound).Want(http.StatusOK).Form(theRound)
	for day, want := range map[string]string{"": "Fyll i uppgiften.", "2026-05-31": "Enheterna behöver svara innan", "igår": "Skriv datumet", "2026-05-03": "Datumet har redan varit"} {
		form.Set("due", day)
		a := convener.Post(theRound, form).Want(http.StatusUnprocessableEntity)
		if got := a.Text("#due-error"); !strings.HasPrefix(got, want) || a.Value("due") != day {
			t.Errorf("%q: %q with %q", day, got, a.Value("due"))
		}
	}
	form.Set("due", "2026-05-08")
	short := convener.Post(theRound, form).Want(http.StatusUnprocessableEntity)
	if got := short.Text("#due-error"); !strings.HasPrefix(got, "Det är mindre än en vecka") || short.Find("[name=short]").Length() != 1 {
		t.Errorf("a short time: %q", got)
	}
	form.Set("short", "1")
	if got := convener.Post(theRound, form).Want(http.StatusSeeOther).Location; got != theRound {
		t.Errorf("leads to %s", got)
	}
	open := convener.Get(theRound).Want(http.StatusOK)
	if got := open.Text("main"); !strings.Contains(got, "Svara senast 8 maj 2026, om 4 dagar.") || !strings.Contains(got, "0 av 3") {
		t.Errorf("open: %s", got)
	}
	form.Del("short")
	form.Set("due", "2026-05-20")
	stale := convener.Post(theRound, form).Want(http.StatusConflict)
	if stale.Value("due") != "2026-05-20" || !strings.Contains(stale.Text(".ds-alert"), "Någon annan") {
		t.Errorf("a stale form: %s", stale.Text(".ds-alert"))
	}
	form.Set("version", stale.Value("version"))
	convener.Post(theRound, form).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT string_agg(subject, E'\n' ORDER BY id) FROM reminder WHERE unit_id = 1`); got != "Stämmer sidorna för Ala i årsrapporten? Svara senast 8 maj 2026\nNy sista dag för synpunkter på årsrapporten, Ala: 20 maj 2026" {
		t.Errorf("letters: %s", got)
	}
	// Who only reports sees the round and does not lead it.
	other := on(t, f, testgroup.UnitManager, 4)
	if a := other.Get(theRound).Want(http.StatusOK); a.Find("main form").Length() != 0 || a.Find("#rundan tbody tr").Length() != 3 {
		t.Errorf("%d forms, %d units", a.Find("main form").Length(), a.Find("#rundan tbody tr").Length())
	}
	other.Post(theRound, form).Want(http.StatusForbidden)
	other.Post(theRound+"/paminn", url.Values{}).Want(http.StatusForbidden)
	on(t, f, testgroup.Member, 4).Get(theRound).Want(http.StatusForbidden)
	on(t, f, testgroup.Member, 4).Get(alaPages).Want(http.StatusForbidden)

	convener.Post(theRound+"/paminn", url.Values{"unit": {"BO"}}).Want(http.StatusSeeOther)
	convener.Post(theRound+"/paminn", url.Values{"unit": {"XX"}}).Want(http.StatusConflict)
	if got := f.Text(`SELECT count(*)::text FROM reminder WHERE about = 'report round 2025 remind'`); got != "1" {
		t.Errorf("%s reminders", got)
	}
	convener.Post(theRound+"/stang", url.Values{"version": {convener.Get(theRound).Value("version")}}).Want(http.StatusSeeOther)
	if got := convener.Get(theRound).Text("main"); !strings.Contains(got, "Synpunktsrundan stängdes 4 maj 2026.") || !strings.Contains(got, "Öppna synpunktsrundan igen") {
		t.Errorf("closed: %s", got)
	}
	if got := convener.Get("/arsrapport/2024/synpunkter").Want(http.StatusOK).Text("main"); !strings.Contains(got, "Rapporten är inte påbörjad") {
		t.Errorf("not begun: %s", got)
	}
	convener.Get("/arsrapport/1999/synpunkter").Want(http.StatusNotFound)
}

func TestAUnitsPages(t *testing.T) {
	f := asking(t)
	lead := on(t, f, testgroup.MedicalLead, 4)
	before := lead.Get(alaPages).Want(http.StatusOK)
	if got := before.Text("main"); before.Find("main form").Length() != 0 || !strings.Contains(got, "Enheterna har inte fått frågan än") {
		t.Errorf("before it is asked: %s", got)
	}
	on(t, f, testgroup.Convener, 4).Post(theRound, url.Values{"due": {"2026-05-20"}, "version": {"1"}}).Want(http.StatusSeeOther)

	open := lead.Get(alaPages).Want(http.StatusOK)
	measure := plain(open.Find("#matt-1"))
	for _, want := range []string{"Temperatur vid inskrivning", "Barn med rätt temperatur. Av: Inskrivna barn", "70 %", "70 av 100", "Följs", "Hela gruppen",
		"kvartal 2 2025: Registret är inte ifyllt", "2 uppgifter är inte lämnade, och det står inte varför", "Med siffran", "kvartal 1 2025"} {
		if !strings.Contains(measure, want) {
			t.Errorf("the pages lack %q: %s", want, measure)
		}
	}
	if !strings.Contains(open.Text("#body-description"), "utanför gruppen") || open.Find("label[for=body]").Length() != 1 || open.Find("label[for=comment-1]").Length() != 1 {
		t.Error("the fields are not explained")
	}
	form := open.Form(alaPages)
	form.Set("comment.1", "Min synpunkt")
	form.Set("body", "Året\nvar långt")
	if got := lead.Post(alaPages, form).Want(http.StatusSeeOther).Location; got != alaPages {
		t.Errorf("leads to %s", got)
	}
	draft := lead.Get(alaPages)
	if draft.Value("comment.1") != "Min synpunkt" || draft.Value("body") != "Året\nvar långt" || !strings.Contains(draft.Text(".ds-alert"), "Ett utkast är sparat 4 maj 2026 av Lena Läkare. Det är inte skickat.") {
		t.Errorf("a draft: %s", draft.Text(".ds-alert"))
	}
	if others := on(t, f, testgroup.Convener, 4).Get(alaPages).Text("main"); strings.Contains(others, "Min synpunkt") {
		t.Error("others read a draft")
	}

	// Two at the unit have had the page open: the later sees what the other wrote.
	form.Set("body", "Något annat")
	conflict := lead.Post(alaPages, form).Want(http.StatusConflict)
	if got := conflict.Text(".ds-alert"); !strings.Contains(got, "Lena Läkare ändrade") || !strings.Contains(got, "Året var långt") {
		t.Errorf("overtaken: %s", got)
	}
	if conflict.Value("body") != "Något annat" || conflict.Value("version") != "1" {
		t.Errorf("version %s with %q", conflict.Value("version"), conflict.Value("body"))
	}
	form = conflict.Form(alaPages)
	form.Set("sending", "confirm")
	wrong := lead.Post(alaPages, form).Want(http.StatusUnprocessableEntity)
	if href, _ := wrong.Find("#error-summary a").Attr("href"); href != "#sending" || !strings.HasPrefix(wrong.Text("#sending-error"), "Ni har skrivit synpunkter") || wrong.Value("body") != "Något annat" {
		t.Errorf("%s, %q", href, wrong.Text("#sending-error"))
	}
	form.Set("sending", "comment")
	named := url.Values{"version": {"1"}, "sending": {"comment"}, "comment.1": {"Barnet 19121212-1212."}, "body": {strings.Repeat("å", 10001)}}
	refused := lead.Post(alaPages, named).Want(http.StatusUnprocessableEntity)
	if !strings.HasPrefix(refused.Text("#comment-1-error"), "Texten ser ut att innehålla") && !strings.HasPrefix(refused.Text("#body-error"), "Texten är för lång") {
		t.Errorf("%q, %q", refused.Text("#comment-1-error"), refused.Text("#body-error"))
	}
	if refused.Value("comment.1") != "Barnet 19121212-1212." || len(refused.Value("body")) != 20002 {
		t.Error("what was typed is lost")
	}
	lead.Post(alaPages, form).Want(http.StatusSeeOther)
	sent := lead.Get(alaPages).Text("main")
	for _, want := range []string{"Ala har lämnat synpunkter", "4 maj 2026, Lena Läkare.", "Svaret går att ändra till och med 20 maj 2026."} {
		if !strings.Contains(sent, want) {
			t.Errorf("it is not said %q: %s", want, sent)
		}
	}

	// A figure changes, and the day passes.
	f.Exec(`UPDATE figure SET numerator = 71 WHERE id = 1`)
	late := on(t, f, testgroup.MedicalLead, 21)
	after := late.Get(alaPages).Want(http.StatusOK)
	if row := after.Text("#andrat-tabell tbody"); row != "Temperatur vid inskrivning70 % (70 av 100)71 % (71 av 100)" {
		t.Errorf("changed: %s", row)
	}
	if got := after.Text("main"); after.Find("main form").Length() != 0 || !strings.Contains(got, "Sista dagen var 20 maj 2026") || !strings.Contains(got, "Något annat") {
		t.Errorf("too late: %s", got)
	}
	form.Set("version", "2")
	form.Set("body", "Skrivet för sent")
	if a := late.Post(alaPages, form).Want(http.StatusConflict); a.Value("body") != "Skrivet för sent" || !strings.Contains(a.Text(".ds-alert"), "Det går inte att svara nu") {
		t.Errorf("what was typed too late: %s", a.Text(".ds-alert"))
	}
	round := on(t, f, testgroup.Convener, 21).Get(theRound)
	if got := round.Text("#ord-ALA"); !strings.Contains(got, "Något annat") || !strings.Contains(got, "Min synpunkt") {
		t.Errorf("the convener reads %s", got)
	}
	if got := round.Text("#rundan tbody tr:first-child"); !strings.Contains(got, "Synpunkter lämnade") || !strings.Contains(got, "en siffra är ändrad sedan dess") {
		t.Errorf("the convener sees %s", got)
	}
}

func TestWhatIsLeftOfTheReport(t *testing.T) {
	f := asking(t)
	f.Exec(`INSERT INTO report_section (group_id, year, content, heading, position, state, author_id, due_on) VALUES
		(1, 2025, 'text', 'Slutsats', 1, 'writing', 3, '2026-05-01'), (1, 2025, 'text', 'Klar', 2, 'ready', NULL, NULL)`)
	convener := on(t, f, testgroup.Convener, 4)
	convener.Post(theRound, url.Values{"due": {"2026-05-20"}, "version": {"1"}}).Want(http.StatusSeeOther)
	a := convener.Get("/arsrapport/2025/lage").Want(http.StatusOK)
	if got := a.Text(".readiness-verdict"); !strings.HasPrefix(got, "7 saker återstår.Det gäller inlämningar") {
		t.Errorf("the verdict: %s", got)
	}
	if got := a.Text(".key-figures"); !strings.Contains(got, "Dagar kvar27") || !strings.Contains(got, "Klara avsnitt1 av 2") {
		t.Errorf("key figures: %s", got)
	}
	if got := a.Text(`.steps [aria-current="step"]`); !strings.Contains(got, "Ute för synpunkter") {
		t.Errorf("the step: %s", got)
	}
	for id, want := range map[string]string{
		"inlamnat": "0 av 9 inlämningar är godkända.", "avsnitt": "Sara Samman skriverSkulle ha varit klart 1 maj 2026", "bedomning": "Temperatur vid inskrivning Saknar diskussion och bedömning",
		"synpunkter": "0 av 3 har svarat. Svara senast 20 maj 2026", "utgava": "Ingen utgåva är fastställd.", "lamnad": "0 av 3 steg", "aterlamnat": "KlartInget väntar",
	} {
		if got := a.Text("#" + id); !strings.Contains(got, want) {
			t.Errorf("%s: %s", id, got)
		}
	}
	for _, href := range []string{"/inrapportering/granska/ALA/2025K1", "/inrapportering/BO/2025K1", "/arsrapport/2025/avsnitt/1", "/arsrapport/2025/matt/1", alaPages, theRound} {
		if a.Find(`main a[href="`+href+`"]`).Length() == 0 {
			t.Errorf("no way to %s", href)
		}
	}
	if a.Find(`form[action="`+theRound+`/paminn"]`).Length() != 1 || a.Find(`form[action="/inrapportering/oversikt/paminnelser/nu"]`).Length() != 1 {
		t.Error("not one click to remind")
	}
	member := on(t, f, testgroup.UnitManager, 4).Get("/arsrapport/2025/lage").Want(http.StatusOK)
	if member.Find("main form").Length() != 0 || member.Find(`main a[href*="/avsnitt/"], main a[href*="/granska/"]`).Length() != 0 {
		t.Error("those who only report are offered what they may not do")
	}
	on(t, f, testgroup.Member, 4).Get("/arsrapport/2025/lage").Want(http.StatusForbidden)
	if got := convener.Get("/arsrapport").Text("main"); !strings.Contains(got, "Ute för synpunkter") || !strings.Contains(got, "Inte påbörjad") {
		t.Errorf("the years: %s", got)
	}
}

func TestTheExamplesAnswers(t *testing.T) {
	s := newSite(t, true)
	inside := s.as(t, org.Convener).Get("/arsrapport/2025").Want(http.StatusOK)
	overview := under(t, inside, "Så går det: mål och patientlöften")
	for _, want := range []string{"Enheternas egna ord", "Exempel: sidorna stämmer med vår egen bild av året.", "i synpunktsrundan, Exempelläkare Kalmar, 2 februari 2026",
		"Linköping har bekräftat utan kommentar.", "Jönköping har skrivit vid måtten.", "Värnamo har inte svarat.", "Norrköping har inte svarat.", "Västervik, Antal förlossningar"} {
		if !strings.Contains(plain(overview), want) {
			t.Errorf("the overview lacks %q: %s", want, plain(overview))
		}
	}
	skin := plain(inside.Find(`section.report-measure:has(h4:contains("Hud-mot-hud första dygnet"))`).First())
	if own, with := strings.Index(skin, "Exempel: arbetssättet infördes"), strings.Index(skin, "Exempel: alla barn får ligga"); with < 0 || own < with {
		t.Errorf("what was said in the round does not stand after what was said with the figures: %s", skin)
	}
	if strings.Contains(inside.Body, "Exempel: utkast") {
		t.Error("a draft is in the report")
	}
	outside := s.as(t, org.ProgramAreaMember).Get("/arsrapport/2025").Want(http.StatusOK)
	if got := outside.Text("article"); !strings.Contains(got, "Exempel: sidorna stämmer") || !strings.Contains(got, "Exempel: arbetssättet infördes") || strings.Contains(got, "Exempelläkare") {
		t.Errorf("outside: %s", got)
	}
	round := s.as(t, org.Convener).Get(theRound).Want(http.StatusOK)
	if got := round.Text(".key-figures"); !strings.Contains(got, "5 av 7") || !strings.Contains(got, "Dagar kvar6") {
		t.Errorf("the round: %s", got)
	}
	if got := round.Text("#enheter > .note"); !strings.Contains(got, "inga") || round.Find("#enheter form").Length() != 0 {
		t.Errorf("letters to made-up addresses: %s", got)
	}
	s.as(t, org.Convener).Get("/arsrapport/2025/lage").Want(http.StatusOK)
	s.as(t, org.HeadOfDepartment).Get("/arsrapport/2025/synpunkter/LIN").Want(http.StatusOK)
}
