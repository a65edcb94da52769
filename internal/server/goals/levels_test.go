package goals

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// report stores a quarter's figures of MED1 for a unit, handed in.
func report(f *testgroup.Fixture, unit org.UnitID, quarter string, good, of int) {
	f.Exec(fmt.Sprintf(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at)
		VALUES (1, %[1]d, '%[2]s', 3, 'submitted', now());
	INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
	SELECT s.id, %[1]d, 1, 'proportion', '%[2]s', 3, 'reported', %[3]d, %[4]d, now() FROM submission s
	WHERE s.unit_id = %[1]d AND s.period_start = '%[2]s'`, unit, quarter, good, of))
}

// withGoal is a group whose year 2026 has the goal "Varma barn".
func withGoal(t *testing.T) *testgroup.Fixture {
	t.Helper()
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	b.Post("/mal/nytt", warm(b.Get("/mal/nytt").Form("/mal/nytt"))).Want(http.StatusSeeOther)
	return f
}

// local fills in the form for a unit's own goal.
func local(form url.Values) url.Values {
	form.Set("title", "Varma händer")
	form.Set("method", "Vi värmer händerna\noch tar det lugnt.")
	form.Set("indicator", "1")
	form.Set("threshold", "82,5")
	form.Set("due_on", "2026-05-03")
	return form
}

func TestUnitWritesItsOwnGoal(t *testing.T) {
	f := withGoal(t)
	report(f, testgroup.Ala, "2026-01-01", 180, 200)
	report(f, testgroup.Bo, "2026-01-01", 2, 3)
	lead := as(t, f, testgroup.MedicalLead)
	empty := lead.Get("/mal/enheter").Want(http.StatusOK)
	if got := empty.Text(".empty-state-title"); got != "Ingen enhet har skrivit något mål för 2026" {
		t.Errorf("empty: %q", got)
	}
	if got := empty.Text(".page-heading-extra a"); got != "Mål för Ala" {
		t.Errorf("leads to: %q", got)
	}
	if got := lead.Get("/mal/enheter?lage=reached").Text(".empty-state-title"); got != "Inget mål passar det du har valt" {
		t.Errorf("nothing fits: %q", got)
	}
	form := lead.Get("/mal/enheter/ALA/nytt?ar=2026&mal=1").Want(http.StatusOK).Form("/mal/enheter/ALA/nytt")
	if form.Get("goal") != "1" {
		t.Errorf("the shared goal is not chosen: %v", form)
	}
	wrong := url.Values{}
	for name, values := range form {
		wrong[name] = values
	}
	wrong.Set("threshold", "mycket")
	wrong.Set("method", "Först\nsedan")
	again := lead.Post("/mal/enheter/ALA/nytt", wrong).Want(http.StatusUnprocessableEntity)
	if again.Value("threshold") != "mycket" || again.Value("method") != "Först\nsedan" || !strings.HasPrefix(again.Text("#threshold-error"), "Skriv ett tal") {
		t.Errorf("%q, %q, %q", again.Value("threshold"), again.Value("method"), again.Text("#threshold-error"))
	}
	if got := lead.Post("/mal/enheter/ALA/nytt", local(form)).Want(http.StatusSeeOther).Location; got != "/mal/enheter/ALA?ar=2026" {
		t.Errorf("redirected to %q", got)
	}
	own := local(lead.Get("/mal/enheter/ALA/nytt?ar=2026").Form("/mal/enheter/ALA/nytt"))
	own.Del("indicator")
	own.Del("threshold")
	own.Set("sign_text", "Alla vet")
	lead.Post("/mal/enheter/ALA/nytt", own).Want(http.StatusSeeOther)

	unit := lead.Get("/mal/enheter/ALA?ar=2026").Want(http.StatusOK)
	if got := unit.Text("#eget-1 .outcomes tbody tr"); got != "Temperatur vid inskrivning90 % 180 av 20095 % säkerhet: 85–93 %1 av 4 kvartalMinst 82,5 %Uppfyllt" {
		t.Errorf("against its own threshold: %q", got)
	}
	if got := unit.Text("#eget-1 .late"); got != "Dagen har gått. Säg hur det gick." {
		t.Errorf("late: %q", got)
	}
	if unit.Find("#mal-1 #eget-1").Length() != 1 || unit.Find("#egna #eget-2").Length() != 1 {
		t.Error("the step does not stand below its goal, or the own goal not by itself")
	}
	list := lead.Get("/mal/enheter").Want(http.StatusOK)
	if got := list.Text("#enheternas-mal tbody tr:first-child"); got != "Varma händer Temperatur vid inskrivning minst 82,5 %AlaVarma barn3 maj 2026 dagen har gått Pågår" {
		t.Errorf("in the list: %q", got)
	}
	for query, want := range map[string]int{"": 2, "mal=1": 1, "mal=egna": 1, "enhet=BO": 0, "lage=active": 2} {
		if n := lead.Get("/mal/enheter?ar=2026&" + query).Want(http.StatusOK).Find("#enheternas-mal tbody tr").Length(); n != want {
			t.Errorf("%s: %d goals, want %d", query, n, want)
		}
	}
	// What is said of few children is hidden from readers outside the group.
	f.Exec(`INSERT INTO local_goal (group_id, unit_id, year, title, indicator_id, threshold, written_at) VALUES (1, 2, 2026, 'Bos eget', 1, 80, now())`)
	for id, want := range map[org.PersonID]string{testgroup.UnitManager: "67 % 2 av 395 % säkerhet: 21–94 %1 av 4 kvartalfå barn", testgroup.Member: "–"} {
		shown := as(t, f, id).Get("/mal/enheter/BO?ar=2026").Want(http.StatusOK)
		if got := shown.Text("#eget-3 .outcomes td:nth-child(2)"); got != want {
			t.Errorf("%d sees %q, want %q", id, got, want)
		}
	}
}

func TestUnitsGoalIsItsOwn(t *testing.T) {
	f := withGoal(t)
	lead := as(t, f, testgroup.MedicalLead)
	lead.Post("/mal/enheter/ALA/nytt", local(lead.Get("/mal/enheter/ALA/nytt?ar=2026").Form("/mal/enheter/ALA/nytt"))).Want(http.StatusSeeOther)
	for _, id := range []org.PersonID{testgroup.UnitManager, testgroup.Convener, testgroup.Member} {
		b := as(t, f, id)
		shown := b.Get("/mal/enheter/ALA?ar=2026").Want(http.StatusOK)
		if n := shown.Find(`main a[href*="/nytt"], main a[href="/mal/enheter/ALA/1"]`).Length(); n != 0 {
			t.Errorf("%d is shown %d ways to change", id, n)
		}
		for _, address := range []string{"/mal/enheter/ALA/nytt", "/mal/enheter/ALA/1"} {
			b.Get(address).Want(http.StatusForbidden)
		}
		b.Post("/mal/enheter/ALA/nytt", url.Values{"year": {"2026"}, "title": {"x"}, "sign_text": {"x"}}).Want(http.StatusForbidden)
		b.Post("/mal/enheter/ALA/1", url.Values{"version": {"1"}, "title": {"x"}, "sign_text": {"x"}, "state": {"active"}}).Want(http.StatusForbidden)
		b.Post("/mal/enheter/ALA/1/ta-bort", url.Values{"version": {"1"}}).Want(http.StatusForbidden)
	}
	for _, address := range []string{"/mal/enheter/X", "/mal/enheter/BO/1", "/mal/enheter/ALA/9", "/mal/enheter?sida=2", "/mal/enheter?ar=x", "/mal/enheter?mal=x"} {
		lead.Get(address).Want(http.StatusNotFound)
	}
	as(t, f, testgroup.Administrator).Get("/mal/enheter").Want(http.StatusForbidden)

	first, second := lead.Get("/mal/enheter/ALA/1").Form("/mal/enheter/ALA/1"), lead.Get("/mal/enheter/ALA/1").Form("/mal/enheter/ALA/1")
	first.Set("state", "not_reached")
	again := lead.Post("/mal/enheter/ALA/1", first).Want(http.StatusUnprocessableEntity)
	if got := again.Text("#outcome-error"); got != "Skriv vad som hände, så att andra kan lära av det." {
		t.Errorf("not reached without a word: %q", got)
	}
	first.Set("outcome", "Vi hann inte.")
	lead.Post("/mal/enheter/ALA/1", first).Want(http.StatusSeeOther)
	second.Set("title", "Varma fötter")
	conflict := lead.Post("/mal/enheter/ALA/1", second).Want(http.StatusConflict)
	if got := conflict.Text(".notice dl"); got != "MåletVarma händerLägeInte nåttHur det gickVi hann inte." || conflict.Value("title") != "Varma fötter" {
		t.Errorf("%q, %q", got, conflict.Value("title"))
	}
	lead.Post("/mal/enheter/ALA/1", conflict.Form("/mal/enheter/ALA/1")).Want(http.StatusSeeOther)
	lead.Post("/mal/enheter/ALA/1/ta-bort", lead.Get("/mal/enheter/ALA/1").Form("/mal/enheter/ALA/1/ta-bort")).Want(http.StatusSeeOther)
	lead.Get("/mal/enheter/ALA/1").Want(http.StatusNotFound)
}

func TestWayToALongTermGoal(t *testing.T) {
	f := withGoal(t)
	b := as(t, f, testgroup.Convener)
	form := b.Get("/mal/langsiktiga/nytt").Form("/mal/langsiktiga/nytt")
	form.Set("title", "Alla barn varma")
	form.Set("start_year", "2024")
	form.Set("end_year", "2028")
	b.Post("/mal/langsiktiga/nytt", form).Want(http.StatusSeeOther)
	f.Exec(`UPDATE goal SET long_term_goal_id = 1;
		INSERT INTO selected_indicator (group_id, year, indicator_id, position) VALUES (1, 2025, 1, 1)`)
	report(f, testgroup.Ala, "2025-01-01", 150, 200)
	report(f, testgroup.Ala, "2026-01-01", 170, 200)
	if got := b.Get("/mal/langsiktiga/1").Want(http.StatusOK).Text("#vagen .empty-state-title"); got != "Inget delmål har ett mått med siffror" {
		t.Errorf("without milestones: %q", got)
	}
	for _, m := range []map[string]string{
		{"year": "2025", "text": "Fyra av fem", "indicator": "1", "threshold": "90"}, {"year": "2028", "text": "Nio av tio", "indicator": "1", "threshold": "95"},
		{"year": "2026", "text": "En rutin överallt"}} {
		form := b.Get("/mal/langsiktiga/1/delmal/nytt").Want(http.StatusOK).Form("/mal/langsiktiga/1/delmal/nytt")
		for name, value := range m {
			form.Set(name, value)
		}
		b.Post("/mal/langsiktiga/1/delmal/nytt", form).Want(http.StatusSeeOther)
	}
	way := as(t, f, testgroup.Member).Get("/mal/langsiktiga/1").Want(http.StatusOK)
	if got := way.Text("#vag-MED1 .goal-state") + ": " + way.Text("#vag-MED1 > p"); got != "Efter: 2025 var värdet 75 %. Det når inte delmålet (minst 90 %), och slumpen räcker inte som förklaring." {
		t.Errorf("on its way: %q", got)
	}
	if got := way.Text("#vag-MED1-tabell tbody tr:nth-child(2)"); got != "2025 75 % 150 av 20095 % säkerhet: 69–80 %1 av 2 enheterMinst 90 %Inte uppfyllt" {
		t.Errorf("the table: %q", got)
	}
	if got := way.Text("#arsmal dl"); got != "2026Varma barn" {
		t.Errorf("served by: %q", got)
	}
	if n := way.Find(`main a[href*="delmal"], main a[href$="andra"]`).Length(); n != 0 {
		t.Errorf("%d ways to change things for a reader", n)
	}
	if option := way.Find("#diagram-vag-MED1").Text(); !strings.Contains(option, `"2028"`) || !strings.Contains(option, "Delmål") {
		t.Errorf("the chart does not reach the last year, or has no milestones: %s", option)
	}
	picture := b.Get("/mal/langsiktiga/1/diagram/MED1.svg").Want(http.StatusOK)
	if !strings.HasPrefix(picture.Body, "<svg") || !strings.Contains(picture.Body, "2028") {
		t.Error("no picture")
	}
	if csv := b.Get("/mal/langsiktiga/1/diagram/MED1.csv").Want(http.StatusOK).Body; !strings.Contains(csv, "2025;Inrapporterad;150;200;75;") || !strings.Contains(csv, ";90;Inte uppfyllt") {
		t.Errorf("file: %s", csv)
	}
	for _, name := range []string{"MED2.svg", "MED1.png", "MED1.svg?grupp=X"} {
		b.Get("/mal/langsiktiga/1/diagram/" + name).Want(http.StatusNotFound)
	}
	first, second := b.Get("/mal/langsiktiga/1/delmal/3").Form("/mal/langsiktiga/1/delmal/3"), b.Get("/mal/langsiktiga/1/delmal/3").Form("/mal/langsiktiga/1/delmal/3")
	first.Set("state", "reached")
	b.Post("/mal/langsiktiga/1/delmal/3", first).Want(http.StatusSeeOther)
	second.Set("text", "Två rutiner")
	conflict := b.Post("/mal/langsiktiga/1/delmal/3", second).Want(http.StatusConflict)
	if got := conflict.Text(".notice dl"); got != "Så långt ska vården ha kommitEn rutin överalltLägeNått" || conflict.Value("text") != "Två rutiner" {
		t.Errorf("%q, %q", got, conflict.Value("text"))
	}
	b.Post("/mal/langsiktiga/1/delmal/3/ta-bort", b.Get("/mal/langsiktiga/1/delmal/3").Form("/mal/langsiktiga/1/delmal/3/ta-bort")).Want(http.StatusSeeOther)
	b.Get("/mal/langsiktiga/1/delmal/3").Want(http.StatusNotFound)
	as(t, f, testgroup.Member).Get("/mal/langsiktiga/1/delmal/1").Want(http.StatusForbidden)
}

func TestGoalsOnAllLevels(t *testing.T) {
	f := withGoal(t)
	b := as(t, f, testgroup.Convener)
	if got := b.Get("/mal/overordnade").Want(http.StatusOK).Text(".empty-state-title"); got != "Inget överordnat mål är inskrivet" {
		t.Errorf("empty: %q", got)
	}
	form := b.Get("/mal/overordnade/nytt").Want(http.StatusOK).Form("/mal/overordnade/nytt")
	form.Set("level", "national")
	form.Set("title", "Jämlik vård")
	form.Set("set_by", "Nämnden")
	again := b.Post("/mal/overordnade/nytt", form).Want(http.StatusUnprocessableEntity)
	if again.Text("#source-error") == "" || again.Value("title") != "Jämlik vård" {
		t.Error("a goal above without a source is taken, or the title is lost")
	}
	form.Set("source", "Ett beslut")
	b.Post("/mal/overordnade/nytt", form).Want(http.StatusSeeOther)
	link := b.Get("/mal/1/overordnade").Want(http.StatusOK).Form("/mal/1/overordnade")
	stale := url.Values{"before": {""}}
	link.Set("higher", "1")
	b.Post("/mal/1/overordnade", link).Want(http.StatusSeeOther)
	conflict := b.Post("/mal/1/overordnade", stale).Want(http.StatusConflict)
	if got := conflict.Text(".notice dl"); got != "Målet tjänarJämlik vård" {
		t.Errorf("the notice says %q", got)
	}
	f.Exec(`INSERT INTO local_goal (group_id, unit_id, year, goal_id, title, sign_text, written_at) VALUES (1, 1, 2026, 1, 'Alas steg', 'Syns', now())`)
	if got := b.Get("/mal/overordnade?ar=2026").Text("#overordnat-1 > .quiet"); got != "Det är inte sagt hur målet mäts." {
		t.Errorf("a goal above without a word of measures: %q", got)
	}
	measured := b.Get("/mal/overordnade/1").Form("/mal/overordnade/1")
	measured.Set("threshold2", "95")
	again = b.Post("/mal/overordnade/1", measured).Want(http.StatusUnprocessableEntity)
	if got := again.Text("#threshold2-error"); got != "Välj vilket mått värdet gäller." || again.Value("threshold2") != "95" {
		t.Errorf("a value of no measure: %q", got)
	}
	measured.Set("indicator2", "1")
	b.Post("/mal/overordnade/1", measured).Want(http.StatusSeeOther)
	if again = b.Get("/mal/overordnade/1"); again.Value("threshold1") != "95" {
		t.Errorf("stored: %q", again.Value("threshold1"))
	}
	tree := as(t, f, testgroup.Member).Get("/mal/overordnade?ar=2026").Want(http.StatusOK)
	if got := tree.Text("#nivaer > .levels > li > .levels > li > .level"); got != "Gruppens mål Varma barnInte mätbart i år: inga siffror är inlämnade." {
		t.Errorf("the group's goal below: %q", got)
	}
	if got := tree.Text("#nivaer .levels .levels .levels .level"); got != "Ala Alas steg PågårInget mått: enheten säger själv hur det går." {
		t.Errorf("the unit's goal at the bottom: %q", got)
	}
	if got := tree.Text("#overordnat-1 .level-summary"); got != "1 mål i år. Inte mätbart i år: 1." {
		t.Errorf("before any figure: %q", got)
	}
	if got := tree.Text("#overordnat-1 > .quiet"); got != "Inte mätbart i år: inga siffror är inlämnade om Temperatur vid inskrivning." {
		t.Errorf("the goal above before any figure: %q", got)
	}
	report(f, testgroup.Ala, "2026-01-01", 180, 200)
	f.Exec(`INSERT INTO target (indicator_id, year, kind, threshold, second) VALUES (1, 2026, 'value', 80, 60);
		UPDATE local_goal SET indicator_id = 1, threshold = 85`)
	tree = b.Get("/mal/overordnade?ar=2026")
	for where, want := range map[string]string{
		"#overordnat-1 .level-results":                                  "Inte uppfylltTemperatur vid inskrivning 90 % Mål: Minst 95 % Preliminär",
		"#nivaer > .levels > li > .levels > li > .level .level-results": "UppfylltTemperatur vid inskrivning 90 % Mål: Minst 80 %, nära målet från 60 % Preliminär Ännu inget värdeSen infektion",
		"#nivaer .levels .levels .levels .level-results":                "UppfylltTemperatur vid inskrivning 90 % Mål: Minst 85 % Preliminär",
	} {
		if got := tree.Text(where); got != want {
			t.Errorf("%s: %q, want %q", where, got, want)
		}
	}
	if got := tree.Text("#overordnat-1 .level-summary"); got != "1 mål i år. Uppfyllt: 1." {
		t.Errorf("with figures: %q", got)
	}
	if got := b.Get("/mal/1").Text("#nivaer li"); !strings.HasPrefix(got, "Jämlik vård") {
		t.Errorf("on the goal's own page: %q", got)
	}
	first, second := b.Get("/mal/overordnade/1").Form("/mal/overordnade/1"), b.Get("/mal/overordnade/1").Form("/mal/overordnade/1")
	first.Set("body", "Lika för alla")
	b.Post("/mal/overordnade/1", first).Want(http.StatusSeeOther)
	second.Set("title", "Jämlikare vård")
	late := b.Post("/mal/overordnade/1", second).Want(http.StatusConflict)
	if got := late.Text(".notice dl"); got != "MåletJämlik vårdVad det sägerLika för alla" || late.Value("title") != "Jämlikare vård" {
		t.Errorf("%q, %q", got, late.Value("title"))
	}
	f.Exec(`INSERT INTO higher_goal (group_id, level, parent_id, title, set_by, source, from_year) VALUES (1, 'national', 1, 'Under', 'N', 'K', 2020)`)
	kept := b.Post("/mal/overordnade/1/ta-bort", b.Get("/mal/overordnade/1").Form("/mal/overordnade/1/ta-bort")).Want(http.StatusUnprocessableEntity)
	if got := kept.Text("#parent-error"); !strings.HasPrefix(got, "Andra mål tjänar det här målet.") {
		t.Errorf("removed from under another: %q", got)
	}
	f.Exec(`DELETE FROM higher_goal WHERE parent_id = 1`)
	b.Post("/mal/overordnade/1/ta-bort", b.Get("/mal/overordnade/1").Form("/mal/overordnade/1/ta-bort")).Want(http.StatusSeeOther)
	as(t, f, testgroup.Member).Get("/mal/overordnade/nytt").Want(http.StatusForbidden)
	as(t, f, testgroup.Member).Get("/mal/1/overordnade").Want(http.StatusForbidden)
}

func TestAGroupChoosesItsPromises(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	if got := b.Get("/mal/loften").Want(http.StatusOK).Text(".notice h2"); got != "Börja med två eller tre löften" {
		t.Errorf("a new group is told %q", got)
	}
	if n := as(t, f, testgroup.Member).Get("/mal/loften").Find(".notice, main a[href*=valj]").Length(); n != 0 {
		t.Error("a reader is told to choose")
	}
	form := b.Get("/mal/loften/valj?ar=2026").Want(http.StatusOK).Form("/mal/loften")
	form["promises"] = []string{"1", "2"}
	if got := b.Post("/mal/loften", form).Want(http.StatusSeeOther).Location; got != "/mal/loften?ar=2026" {
		t.Errorf("redirected to %q", got)
	}
	form["promises"] = []string{"3"}
	conflict := b.Post("/mal/loften", form).Want(http.StatusConflict)
	if got := conflict.Text(".notice dl"); got != "PatientlöftenP1, P2" || conflict.Value("promises") != "3" {
		t.Errorf("%q, %q", got, conflict.Value("promises"))
	}
	b.Post("/mal/nytt", warm(b.Get("/mal/nytt").Form("/mal/nytt"))).Want(http.StatusSeeOther)
	shown := b.Get("/mal/loften?ar=2026").Want(http.StatusOK)
	if got := shown.Text("#valda") + shown.Text("#utan-mal"); got != "Gruppen arbetar med 2 av 3 löften 2026.1 löfte har inget mål 2026." {
		t.Errorf("%q", got)
	}
	if got := shown.Text("#vilande-loften tbody"); got != "P3 delaktig och välinformeradInget måttInga" {
		t.Errorf("what rests is asked for: %q", got)
	}
	as(t, f, testgroup.Member).Get("/mal/loften/valj").Want(http.StatusForbidden)
	as(t, f, testgroup.Member).Post("/mal/loften", form).Want(http.StatusForbidden)
}

// TestATeamsGoalSaysHowItGoes in the tree, against the team's own target, with few children
// hidden from readers outside the group; and a region's goal is named by the region.
func TestATeamsGoalSaysHowItGoes(t *testing.T) {
	f := withGoal(t)
	f.Exec(`INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, state, written_at) VALUES (1, 'Hud mot hud', 'A', '2026-01-01', '2027-12-31', 'running', now());
		INSERT INTO team_unit (team_id, group_id, unit_id) SELECT 1, 1, id FROM unit WHERE id <= 3;
		INSERT INTO team_goal (team_id, group_id, title, goal_id) VALUES (1, 1, 'Alla hud mot hud', 1);
		INSERT INTO team_measure (team_id, group_id, team_goal_id, name, numerator_text, denominator_text, rhythm, direction, starts_on, target) VALUES
			(1, 1, 1, 'Hudtid', 'T', 'N', 'month', 'higher', '2026-01-01', 80);
		INSERT INTO team_figure (team_id, measure_id, unit_id, period, state, numerator, denominator, entered_at)
			SELECT 1, 1, u.id, '2026-01-01', 'value', 95, 100, now() FROM unit u WHERE u.id <= 3;
		INSERT INTO higher_goal (group_id, level, region_id, title, set_by, source, from_year) SELECT 1, 'region', h.region_id, 'Regionens', 'N', 'K', 2020 FROM unit u JOIN clinic c ON c.id = u.clinic_id JOIN hospital h ON h.id = c.hospital_id WHERE u.id = 1`)
	team := func(id org.PersonID) string {
		text := as(t, f, id).Get("/mal/overordnade?ar=2026").Want(http.StatusOK).Find(`.level:contains("Alla hud mot hud") .level-summary`).Last().Text()
		return strings.ReplaceAll(text, "\u00a0", " ")
	}
	want := "Teamet: Pågår. Hudtid: Målet, minst 80 %, är nått, mer än slumpen förklarar."
	for _, id := range []org.PersonID{testgroup.Convener, testgroup.Member} {
		if got := team(id); !strings.Contains(got, want) {
			t.Errorf("%d reads %q", id, got)
		}
	}
	f.Exec(`UPDATE team_figure SET numerator = 1`)
	if got := team(testgroup.Member); !strings.Contains(got, "Hudtid: Dolt (få barn).") {
		t.Errorf("outside the group, of three children: %q", got)
	}
	region := f.Text(`SELECT r.name FROM region r JOIN hospital h ON h.region_id = r.id JOIN clinic c ON c.hospital_id = h.id JOIN unit u ON u.clinic_id = c.id WHERE u.id = 1`)
	if got := as(t, f, testgroup.Convener).Get("/mal/1/overordnade").Want(http.StatusOK).Text("main form"); !strings.Contains(got, "Regionens ("+region+", från 2020)") {
		t.Errorf("the region's goal: %q", got)
	}
}
