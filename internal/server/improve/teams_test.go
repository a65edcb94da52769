package improve

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/app/improve"
	"samsyn/internal/chart"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// inTeams is a browser on the learning teams' pages, signed in as the person.
func inTeams(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(improve.New(f.DB, testgroup.Clock), chart.NewRenderer(chart.Config{Engines: 1}))
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /forbattring/team", Handler: h.ShowTeams},
		{Pattern: "GET /forbattring/team/nytt", Handler: h.EditNewTeam},
		{Pattern: "POST /forbattring/team/nytt", Handler: h.CreateTeam},
		{Pattern: "GET /forbattring/team/{team}", Handler: h.ShowTeam},
		{Pattern: "GET /forbattring/team/{team}/siffror.csv", Handler: h.ExportTeamCSV},
		{Pattern: "GET /forbattring/team/{team}/siffror.xlsx", Handler: h.ExportTeamXLSX},
		{Pattern: "GET /forbattring/team/{team}/andra", Handler: h.EditTeam},
		{Pattern: "POST /forbattring/team/{team}/andra", Handler: h.SaveTeam},
		{Pattern: "POST /forbattring/team/{team}/starta", Handler: h.StartTeam},
		{Pattern: "GET /forbattring/team/{team}/avsluta", Handler: h.EditTeamEnd},
		{Pattern: "POST /forbattring/team/{team}/avsluta", Handler: h.EndTeam},
		{Pattern: "GET /forbattring/team/{team}/enheter", Handler: h.EditTeamUnits},
		{Pattern: "POST /forbattring/team/{team}/enheter", Handler: h.SaveTeamUnits},
		{Pattern: "POST /forbattring/team/{team}/oppenhet", Handler: h.SaveTeamOpening},
		{Pattern: "GET /forbattring/team/{team}/personer/ny", Handler: h.EditTeamMember},
		{Pattern: "POST /forbattring/team/{team}/personer/ny", Handler: h.SaveTeamMember},
		{Pattern: "GET /forbattring/team/{team}/personer/{member}", Handler: h.EditTeamMember},
		{Pattern: "POST /forbattring/team/{team}/personer/{member}", Handler: h.SaveTeamMember},
		{Pattern: "POST /forbattring/team/{team}/personer/{member}/ta-bort", Handler: h.RemoveTeamMember},
		{Pattern: "GET /forbattring/team/{team}/mal/nytt", Handler: h.EditTeamGoal},
		{Pattern: "POST /forbattring/team/{team}/mal/nytt", Handler: h.SaveTeamGoal},
		{Pattern: "GET /forbattring/team/{team}/mal/{teamgoal}", Handler: h.EditTeamGoal},
		{Pattern: "POST /forbattring/team/{team}/mal/{teamgoal}", Handler: h.SaveTeamGoal},
		{Pattern: "POST /forbattring/team/{team}/mal/{teamgoal}/ta-bort", Handler: h.DeleteTeamGoal},
		{Pattern: "GET /forbattring/team/{team}/matt/nytt", Handler: h.EditTeamMeasure},
		{Pattern: "POST /forbattring/team/{team}/matt/nytt", Handler: h.SaveTeamMeasure},
		{Pattern: "GET /forbattring/team/{team}/matt/{teammeasure}", Handler: h.ShowTeamMeasure},
		{Pattern: "GET /forbattring/team/{team}/matt/{teammeasure}/diagram/{name}", Handler: h.ShowTeamChart},
		{Pattern: "GET /forbattring/team/{team}/matt/{teammeasure}/andra", Handler: h.EditTeamMeasure},
		{Pattern: "POST /forbattring/team/{team}/matt/{teammeasure}/andra", Handler: h.SaveTeamMeasure},
		{Pattern: "POST /forbattring/team/{team}/matt/{teammeasure}/ta-bort", Handler: h.DeleteTeamMeasure},
		{Pattern: "GET /forbattring/atgarder/{action}", Handler: h.ShowAction},
		{Pattern: "GET /forbattring/team/{team}/siffror/{unit}", Handler: h.EditTeamSheet},
		{Pattern: "POST /forbattring/team/{team}/siffror/{unit}", Handler: h.SaveTeamSheet},
		{Pattern: "POST /forbattring/team/{team}/siffror/{unit}/rad", Handler: h.SaveTeamRow},
	})
}

// said is what the page that a form leads to tells.
func said(a pagetest.Answer) string {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Cookie", a.Header.Get("Set-Cookie"))
	var texts []string
	for _, f := range page.TakeFlashes(httptest.NewRecorder(), r) {
		texts = append(texts, f.Text)
	}
	return strings.Join(texts, " ")
}

// aRunningTeam is a team of Ala and Bo that counts two measures: by month, and the group's own
// by quarter. Ala has three months, the second of which is missing.
const aRunningTeam = `INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, state, written_at) VALUES (1, 'Hud mot hud', 'Barnet hos sin förälder', '2026-01-01', '2027-12-31', 'running', now());
	INSERT INTO team_unit (team_id, group_id, unit_id) VALUES (1, 1, 1), (1, 1, 2);
	INSERT INTO team_goal (team_id, group_id, title) VALUES (1, 1, 'Minst 80 procent');
	INSERT INTO team_measure (team_id, group_id, team_goal_id, indicator_id, name, numerator_text, denominator_text, rhythm, direction, starts_on, target) VALUES
		(1, 1, 1, NULL, 'Hud mot hud', 'Barn hud mot hud', 'Alla barn', 'month', 'higher', '2026-01-01', 80),
		(1, 1, NULL, 1, 'Varma barn', 'Varma barn', 'Alla barn', 'quarter', 'higher', '2026-01-01', NULL);
	INSERT INTO team_figure (team_id, measure_id, unit_id, period, state, numerator, denominator, reason, entered_at) VALUES
		(1, 1, 1, '2026-01-01', 'value', 10, 12, '', now()), (1, 1, 1, '2026-02-01', 'missing', NULL, NULL, 'Systemet låg nere', now()),
		(1, 1, 1, '2026-03-01', 'value', 0, 9, '', now())`

// TestATeamIsBegunAndEnded: from nothing to a running team, by the pages alone, and to its end.
func TestATeamIsBegunAndEnded(t *testing.T) {
	f := testgroup.New(t)
	b := inTeams(t, f, testgroup.Convener)
	if got := b.Get("/forbattring/team").Want(http.StatusOK).Text(".empty-state"); !strings.Contains(got, "Inget förbättringsteam finns än") {
		t.Errorf("without teams: %q", got)
	}
	form := b.Get("/forbattring/team/nytt").Want(http.StatusOK).Form("/forbattring/team/nytt")
	if form.Get("begins_on") != "2026-06-01" || form.Get("ends_on") != "2028-05-31" {
		t.Errorf("suggested from %s to %s", form.Get("begins_on"), form.Get("ends_on"))
	}
	if got := b.Post("/forbattring/team/nytt", form).Want(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "Fyll i uppgiften") {
		t.Errorf("empty: %q", got)
	}
	form.Set("title", "Varma barn")
	form.Set("aim", "Barnet ska vara varmt.")
	to := b.Post("/forbattring/team/nytt", form).Want(http.StatusSeeOther).Location
	shown := b.Get(to).Want(http.StatusOK)
	for _, want := range []string{"Planerat", "Teamet är inte igång än", "Ingen är med i expertgruppen än", "Ingen enhet är vald än"} {
		if got := shown.Text("main"); !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if n := shown.Find("#seminarier a").Length(); n != 4 {
		t.Errorf("%d days are suggested", n)
	}
	units := b.Get(to + "/enheter").Want(http.StatusOK).Form(to + "/enheter")
	units["units"] = []string{"1", "2"}
	b.Post(to+"/enheter", units).Want(http.StatusSeeOther)
	units["units"] = []string{"1", "3"} // chosen in another window, before that
	overtaken := b.Post(to+"/enheter", units).Want(http.StatusConflict)
	if got := overtaken.Text(".notice"); !strings.Contains(got, "Någon annan hann före") || !strings.Contains(got, "Ala, Bo") {
		t.Errorf("units chosen meanwhile: %q", got)
	}
	if again := overtaken.Form(to + "/enheter"); strings.Join(again["units"], " ") != "1 3" || again.Get("version") == units.Get("version") {
		t.Errorf("comes back with %v", again)
	}
	goal := b.Get(to + "/mal/nytt").Want(http.StatusOK).Form(to + "/mal/nytt")
	goal.Set("title", "Minst 90 procent")
	b.Post(to+"/mal/nytt", goal).Want(http.StatusSeeOther)
	measure := b.Get(to + "/matt/nytt").Want(http.StatusOK).Form(to + "/matt/nytt")
	measure.Set("indicator", "1")
	measure.Set("target", "90,5")
	measure.Set("starts_on", "2026-01-01")
	b.Post(to+"/matt/nytt", measure).Want(http.StatusSeeOther)
	person := b.Get(to + "/personer/ny").Want(http.StatusOK).Form(to + "/personer/ny")
	person.Set("name", "Exempelförälder")
	person.Set("competence", "patient")
	b.Post(to+"/personer/ny", person).Want(http.StatusSeeOther)
	b.Post(to+"/starta", url.Values{}).Want(http.StatusSeeOther)
	shown = b.Get(to).Want(http.StatusOK)
	for _, want := range []string{"Pågår", "Minst 90 procent", "Temperatur vid inskrivning", "Varje månad", "mål minst 90,5 %", "Exempelförälder", "Ingen är med i expertgruppen än", "Inga siffror att visa än"} {
		if got := shown.Text("main"); !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	changed := b.Get(to + "/andra").Want(http.StatusOK).Form(to + "/andra")
	changed.Set("title", "Varmare barn")
	b.Post(to+"/andra", changed).Want(http.StatusSeeOther)
	if got := b.Post(to+"/andra", changed).Want(http.StatusConflict).Text("main"); !strings.Contains(got, "Någon annan hann före") {
		t.Errorf("changed meanwhile: %q", got)
	}
	end := b.Get(to + "/avsluta").Want(http.StatusOK).Form(to + "/avsluta")
	b.Post(to+"/avsluta", end).Want(http.StatusUnprocessableEntity)
	end.Set("end_note", "Det gick bra.")
	end.Set("continues", "Mät en månad om året.")
	end.Set("owner", "1")
	end.Set("goals", "1")
	changed = b.Get(to + "/andra").Form(to + "/andra")
	changed.Set("title", "Varmast barn")
	b.Post(to+"/andra", changed).Want(http.StatusSeeOther)
	meanwhile := b.Post(to+"/avsluta", end).Want(http.StatusConflict)
	if meanwhile.Value("end_note") != "Det gick bra." || !strings.Contains(meanwhile.Text(".notice"), "Någon annan hann före") {
		t.Errorf("changed while it was ended: %q", meanwhile.Text("main"))
	}
	end = meanwhile.Form(to + "/avsluta")
	b.Post(to+"/avsluta", end).Want(http.StatusSeeOther)
	end.Set("end_note", "Det gick inte alls.")
	twice := b.Post(to+"/avsluta", end).Want(http.StatusConflict)
	if got := twice.Text(".notice"); twice.Value("end_note") != "Det gick inte alls." || !strings.Contains(got, "Teamet avslutades medan du skrev") || !strings.Contains(got, "Det gick bra.") {
		t.Errorf("ended meanwhile: %q", got)
	}
	shown = b.Get(to).Want(http.StatusOK)
	if got := shown.Text("main"); !strings.Contains(got, "lämnade över") || !strings.Contains(got, "Mät en månad om året.") || !strings.Contains(got, "ansvarig Lena Läkare") {
		t.Errorf("handed over: %s", got)
	}
	if got := shown.Find(`a[href^="/mal/forslag/nytt"]`).AttrOr("href", ""); !strings.Contains(got, "ar=2027") || !strings.Contains(got, "matt=MED1") || !strings.Contains(got, "rubrik=Minst+90+procent") {
		t.Errorf("proposing the goal leads to %s", got)
	}
	if got := shown.Text("main"); strings.Contains(got, "Inget seminarium") || strings.Contains(got, "Ta fram ett datapaket") {
		t.Errorf("one that is over has more to plan: %s", got)
	}
	if shown.Find("main form").Length() > 0 || shown.Find(`main a[href$="/andra"]`).Length() > 0 {
		t.Error("one that is over can be changed")
	}
	b.Get(to + "/avsluta").Want(http.StatusConflict)
	action := b.Get(shown.Find(`main a[href^="/forbattring/atgarder/"]`).AttrOr("href", "")).Want(http.StatusOK)
	if got := action.Text("main"); action.Text("h1") != "Mät en månad om året." || !strings.Contains(got, "Teamets överlämning") || strings.Contains(got, "Egen idé") ||
		action.Find(`main a[href="`+to+`"]`).Text() != "Varmast barn" {
		t.Errorf("what goes on is %s", got)
	}
}

// TestATeamsMeasureHasTheGroupsDirection: untouched, the form stores what the group says of
// its measure, and one that follows the group's has nothing to choose.
func TestATeamsMeasureHasTheGroupsDirection(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(aRunningTeam)
	f.Exec(`UPDATE indicator_version SET direction = 'lower' WHERE indicator_id = 1`)
	b := inTeams(t, f, testgroup.Convener)
	const address = "/forbattring/team/1/matt/nytt"
	form := b.Get(address).Want(http.StatusOK).Form(address)
	form.Set("indicator", "1")
	form.Set("rhythm", "month")
	form.Set("target", "2")
	b.Post(address, form).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT direction FROM team_measure WHERE id = 3`); got != "lower" {
		t.Errorf("stored %s", got)
	}
	if got := b.Get("/forbattring/team/1").Want(http.StatusOK).Text("#mal"); !strings.Contains(got, "mål högst 2 %") {
		t.Errorf("the goal is %s", got)
	}
	follows := b.Get("/forbattring/team/1/matt/2/andra").Want(http.StatusOK)
	if got := follows.Text("main"); follows.Find(`[name=direction]`).Length() > 0 || !strings.Contains(got, "Följer gruppens mått MED1. Lägre är bättre.") {
		t.Errorf("one that follows the group's asks %s", got)
	}
	if n := b.Get("/forbattring/team/1/matt/1/andra").Want(http.StatusOK).Find(`[name=direction]`).Length(); n != 2 {
		t.Errorf("a team's own has %d directions", n)
	}
}

// TestATeamThatDoesNotRunYetTakesNoFigures: the page says so, and has no fields.
func TestATeamThatDoesNotRunYetTakesNoFigures(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(aRunningTeam + `; UPDATE improvement_team SET state = 'planned'`)
	b := inTeams(t, f, testgroup.MedicalLead)
	const address = "/forbattring/team/1/siffror/ALA"
	sheet := b.Get(address).Want(http.StatusOK)
	if got := sheet.Text(".notice"); !strings.Contains(got, "Teamet är inte igång än") || sheet.Find("main form").Length() > 0 {
		t.Errorf("the sheet: %s", sheet.Text("main"))
	}
	b.Post(address, url.Values{"m1.2026-04-01.numerator": {"7"}, "m1.2026-04-01.denominator": {"9"}, "m1.2026-04-01.version": {"0"}}).Want(http.StatusConflict)
}

// TestATeamsFiguresAreTyped: a row at a time or all at once; what is wrong, and what somebody
// else has entered, comes back beside its fields.
func TestATeamsFiguresAreTyped(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(aRunningTeam)
	b := inTeams(t, f, testgroup.MedicalLead)
	const address = "/forbattring/team/1/siffror/ALA"
	sheet := b.Get(address).Want(http.StatusOK)
	form := sheet.Form(address)
	if strings.Index(sheet.Body, "data-sheet-state") < strings.Index(sheet.Body, "Spara siffrorna") {
		t.Error("what is said as a row is left stands above the button, and moves it while it is pressed")
	}
	if n := sheet.Find("[data-sheet-row]").Length(); n != 4 {
		t.Fatalf("%d rows: the four months that have ended, and no quarter", n)
	}
	if form.Get("m1.2026-01-01.numerator") != "10" || form.Get("m1.2026-02-01.state") != "missing" || form.Get("m1.2026-03-01.numerator") != "0" || form.Get("m1.2026-04-01.numerator") != "" {
		t.Errorf("the form has %v", form)
	}
	row := func(month string, values url.Values) pagetest.Answer {
		sent := url.Values{}
		for name, v := range values {
			sent[month+"."+name] = v
		}
		return b.Post(address+"/rad", sent)
	}
	april := url.Values{"numerator": {"7/9"}, "denominator": {""}, "state": {""}, "reason": {""}, "version": {"0"}}
	if a := row("m1.2026-04-01", april).Want(http.StatusOK); !strings.Contains(a.Body, `value="7"`) || !strings.Contains(a.Body, `value="9"`) || !strings.Contains(a.Body, "Lämnad") {
		t.Errorf("the saved row: %s", a.Body)
	}
	if a := row("m1.2026-04-01", april).Want(http.StatusConflict); !strings.Contains(a.Body, "Ändrad av någon annan: 7 av 9") {
		t.Errorf("saved meanwhile: %s", a.Body)
	}
	april["version"], april["numerator"], april["denominator"] = []string{"1"}, []string{"9"}, []string{"7"}
	if a := row("m1.2026-04-01", april).Want(http.StatusUnprocessableEntity); !strings.Contains(a.Body, "Täljaren ska vara mellan noll och nämnaren") {
		t.Errorf("the wrong row: %s", a.Body)
	}
	april["state"] = []string{"missing"}
	if a := row("m1.2026-04-01", april).Want(http.StatusUnprocessableEntity); !strings.Contains(a.Body, "Här finns både en uppgift och en orsak") {
		t.Errorf("both: %s", a.Body)
	}
	form = b.Get(address).Want(http.StatusOK).Form(address)
	form.Set("m1.2026-03-01.numerator", "x")
	form.Set("m1.2026-02-01.state", "not_applicable")
	if got := b.Post(address, form).Want(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "Skriv ett tal") {
		t.Errorf("not a number: %s", got)
	}
	form.Set("m1.2026-03-01.numerator", "9")
	b.Post(address, form).Want(http.StatusSeeOther)
	again := b.Get(address).Want(http.StatusOK).Form(address) // all of it has been saved
	if got := said(b.Post(address, again).Want(http.StatusSeeOther)); got != "Siffrorna är sparade." {
		t.Errorf("pressed once more: %q", got)
	}
	if got := f.Text(`SELECT string_agg(concat_ws(' ', state, numerator, denominator), ', ' ORDER BY period) FROM team_figure`); got != "value 10 12, not_applicable, value 9 9, value 7 9" {
		t.Errorf("stored: %s", got)
	}
	if got := b.Post(address, form).Want(http.StatusConflict).Text("main"); !strings.Contains(got, "Någon annan har ändrat en siffra") {
		t.Errorf("sent twice: %s", got)
	}
	inTeams(t, f, testgroup.UnitManager).Get(address).Want(http.StatusForbidden)
	inTeams(t, f, testgroup.Chair).Get(address).Want(http.StatusForbidden)
	b.Get("/forbattring/team/1/siffror/CEDA").Want(http.StatusNotFound)
}

// aNomination is a chosen one that proposes two experts and a measure, which the team was
// begun from.
const aNomination = `INSERT INTO nomination_round (group_id, year, invitation, opens_on, closes_on, wanted, decided_on, created_at) VALUES (1, 2026, 'N', '2026-01-01', '2026-02-01', 2, '2026-03-01', now());
	INSERT INTO nomination (group_id, round_id, unit_id, title, kind, problem, poor_quality, poor_quality_why, effect, state, written_at, changed_at, sent_at, outcome, outcome_reason) VALUES
		(1, 1, 1, 'Hud mot hud', 'care', 'x', true, 'x', 'x', 'sent', now(), now(), now(), 'chosen', 'x');
	INSERT INTO nomination_measure (nomination_id, criterion, indicator_id) VALUES (1, 'poor_quality', 1);
	INSERT INTO nomination_expert (nomination_id, position, name, competence) VALUES (1, 1, 'Eva Exempel', 'Neonatalsjuksköterska'), (1, 2, 'Olle Exempel', 'Data & statistik');
	UPDATE improvement_team SET nomination_id = 1`

// TestATeamsNominationFillsItsFormsIn: whom and what it proposed does not have to be typed
// again.
func TestATeamsNominationFillsItsFormsIn(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(aRunningTeam)
	f.Exec(aNomination)
	b := inTeams(t, f, testgroup.Convener)
	const team, address = "/forbattring/team/1", "/forbattring/team/1/personer/ny"
	proposed := b.Get(team).Want(http.StatusOK).Find(`#expertgrupp a[href*="/personer/ny?namn="]`)
	if proposed.Length() != 2 || proposed.First().Text() != "Eva Exempel, Neonatalsjuksköterska" {
		t.Fatalf("the page proposes %q", proposed.Text())
	}
	form := b.Get(proposed.Last().AttrOr("href", "")).Want(http.StatusOK).Form(address)
	if form.Get("name") != "Olle Exempel" || form.Get("profession") != "Data & statistik" || form.Get("kind") != "expert" {
		t.Errorf("filled in with %v", form)
	}
	b.Post(address, form).Want(http.StatusSeeOther)
	if n := b.Get(team).Want(http.StatusOK).Find(`#expertgrupp a[href*="namn="]`).Length(); n != 0 {
		t.Errorf("with somebody in the group the page proposes %d", n)
	}
	if got := b.Get(address).Want(http.StatusOK).Find(`main a[href*="namn="]`).Text(); got != "Eva Exempel, Neonatalsjuksköterska" {
		t.Errorf("the form proposes %q", got)
	}
	if got := b.Get(team + "/matt/nytt").Want(http.StatusOK).Find(`[name=indicator] optgroup`).First(); got.AttrOr("label", "") != "Nomineringens mått" || got.Find("option").Length() != 1 ||
		got.Find("option").AttrOr("value", "") != "1" {
		t.Errorf("the measures begin with %q %q", got.AttrOr("label", ""), got.Text())
	}
	own := inTeams(t, f, testgroup.MedicalLead)
	if n := own.Get(team).Want(http.StatusOK).Find(`a[href*="namn="]`).Length() + own.Get(address).Want(http.StatusOK).Find(`a[href*="namn="]`).Length(); n != 0 {
		t.Errorf("a unit that writes its own is led to %d experts", n)
	}
}

// TestATeamsCurves: one's own curve and the table behind it, a picture of it, and none of a
// unit that has not opened its results.
func TestATeamsCurves(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(aRunningTeam)
	own := inTeams(t, f, testgroup.MedicalLead)
	shown := own.Get("/forbattring/team/1/matt/1").Want(http.StatusOK)
	if got := shown.Text("#enhet-for-enhet"); !strings.Contains(got, "83 %") || !strings.Contains(got, "0 %") || !strings.Contains(got, "Systemet låg nere") || !strings.Contains(got, "Ännu inget värde") {
		t.Errorf("one's own: %s", got)
	}
	if a := own.Get("/forbattring/team/1/matt/1/diagram/ALA.svg?bredd=smal").Want(http.StatusOK); !strings.Contains(a.Body, "<svg") {
		t.Error("no picture")
	}
	for _, name := range []string{"BO.svg", "ALA.png", "tillsammans.svg"} { // the sum of one unit is not shown to Bo, and has no value here
		inTeams(t, f, testgroup.Chair).Get("/forbattring/team/1/matt/1/diagram/" + name).Want(http.StatusNotFound)
	}
	other := inTeams(t, f, testgroup.UnitManager).Get("/forbattring/team/1/matt/1").Want(http.StatusOK)
	if read := other.Text("main"); strings.Contains(read, "83") || strings.Contains(read, "låg nere") || !strings.Contains(other.Body, "Dolt (för få enheter)") {
		t.Error("another unit reads Ala's figures")
	}
	quarter := own.Get("/forbattring/team/1/matt/2").Want(http.StatusOK)
	if got := quarter.Text("main"); !strings.Contains(got, "gruppens kvartalssiffror") || quarter.Find(`a[href="/resultat/matt/MED1#over-tid"]`).Length() != 1 {
		t.Errorf("the group's quarter: %s", got)
	}
	own.Get("/forbattring/team/1/matt/9").Want(http.StatusNotFound)
	own.Post("/forbattring/team/1/oppenhet", url.Values{"unit": {"1"}, "open": {"1"}}).Want(http.StatusSeeOther)
	if got := own.Get("/forbattring/team/1").Want(http.StatusOK).Text("#enheter"); !strings.Contains(got, "Öppna sedan 4 maj 2026, enligt Lena Läkare") {
		t.Errorf("opened: %s", got)
	}
}

// TestATeamsFiguresAsAFile: a unit takes away its own, and others what they see on the pages.
func TestATeamsFiguresAsAFile(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(aRunningTeam)
	f.Exec(`INSERT INTO team_figure (team_id, measure_id, unit_id, period, state, numerator, denominator, reason, entered_at) VALUES
		(1, 1, 2, '2026-01-01', 'value', 4, 7, '', now()), (1, 1, 2, '2026-02-01', 'not_applicable', NULL, NULL, '', now())`)
	const own = "Hud mot hud;Varje månad;Ala;januari 2026;2026-01-01;10;12;83,3;;"
	const others = "Hud mot hud;Varje månad;Bo;januari 2026;2026-01-01;4;7;"
	for _, c := range []struct {
		who          org.PersonID
		own, missing bool
	}{{testgroup.MedicalLead, true, true}, {testgroup.Member, false, false}} {
		file := inTeams(t, f, c.who).Get("/forbattring/team/1/siffror.csv").Want(http.StatusOK)
		if strings.Contains(file.Body, own) != c.own || strings.Contains(file.Body, "Uppgift saknas: Systemet låg nere") != c.missing {
			t.Errorf("%d is handed %s", c.who, file.Body)
		}
		if strings.Contains(file.Body, others) {
			t.Errorf("%d is handed the figures of a unit that has not opened them: %s", c.who, file.Body)
		}
	}
	f.Exec(`UPDATE team_unit SET opened_at = now(), opened_by = 1`)
	if file := inTeams(t, f, testgroup.MedicalLead).Get("/forbattring/team/1/siffror.csv").Want(http.StatusOK); !strings.Contains(file.Body, others) {
		t.Errorf("units that have opened to each other: %s", file.Body)
	}
	book, err := excelize.OpenReader(strings.NewReader(inTeams(t, f, testgroup.MedicalLead).Get("/forbattring/team/1/siffror.xlsx").Want(http.StatusOK).Body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Teamets siffror")
	if err != nil || len(rows) < 4 || rows[0][0] != "Mått" {
		t.Errorf("the workbook: %v, %v", rows, err)
	}
	inTeams(t, f, testgroup.Other).Get("/forbattring/team/1/siffror.csv").Want(http.StatusNotFound)
}
