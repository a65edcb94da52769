package improve

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// made opens the form for a new action at the address, fills it in and sends it, and opens
// what it leads to.
func made(t *testing.T, b *pagetest.Browser, address string, change func(url.Values)) (pagetest.Answer, string) {
	t.Helper()
	form := filled(b.Get(address).Want(http.StatusOK).Form("/forbattring/atgarder/ny"))
	change(form)
	a := b.Post("/forbattring/atgarder/ny", form).Want(http.StatusSeeOther)
	return b.Get(a.Location).Want(http.StatusOK), a.Location
}

// TestAnActionInAMinute: from a signal, with nothing but what is to be done and what kind
// it is filled in by hand.
func TestAnActionInAMinute(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(measured)
	b := as(t, f, testgroup.MedicalLead)
	from := "/forbattring/atgarder/ny?enhet=ALA&matt=MED1&fran=signal&sett=" + url.QueryEscape("Sju värden i rad under medianen")
	form := b.Get(from).Want(http.StatusOK)
	if got := form.Text(".notice"); !strings.Contains(got, "Sju värden i rad") {
		t.Errorf("what was seen: %q", got)
	}
	if form.Find("details[open]").Length() > 0 {
		t.Error("the rest of the plan is not folded")
	}
	shown, address := made(t, b, from, func(url.Values) {})
	for _, want := range []string{"Lena Läkare", "27 juli 2026", "Varma barn (2026)", "Temperatur vid inskrivning", "P2 bästa kunskap", "En signal", "Sju värden i rad"} {
		if got := shown.Text("main"); !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if got := shown.Text("#effekt"); !strings.Contains(got, "Fyll i när åtgärden började") {
		t.Errorf("not begun: %q", got)
	}
	outside := as(t, f, testgroup.Member).Get(address).Want(http.StatusOK)
	if got := outside.Text("main"); strings.Contains(got, "Sju värden") || strings.Contains(got, "PDSA") || outside.Find("main form").Length() > 0 {
		t.Errorf("outside the group: %s", got)
	}
	as(t, f, testgroup.Observer).Get(address).Want(http.StatusForbidden)
	as(t, f, testgroup.Chair).Get("/forbattring/atgarder/ny").Want(http.StatusForbidden)
}

func TestMistakesComeBackAtTheirFields(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.MedicalLead)
	form := b.Get("/forbattring/atgarder/ny").Want(http.StatusOK).Form("/forbattring/atgarder/ny")
	form.Set("due_on", "30 juni")
	form.Set("reason", strings.Repeat("å", 5001))
	form.Set("began_on", "2026-05-05")
	a := b.Post("/forbattring/atgarder/ny", form).Want(http.StatusUnprocessableEntity)
	if got := a.Text("#due_on-error"); got == "" {
		t.Errorf("no problem at the day: %s", a.Text("main"))
	}
	form.Set("due_on", "2026-06-30")
	a = b.Post("/forbattring/atgarder/ny", form).Want(http.StatusUnprocessableEntity)
	for _, field := range []string{"area", "reason", "began_on"} {
		if a.Text("#"+field+"-error") == "" {
			t.Errorf("no problem at %s", field)
		}
	}
	if a.Find("details[open]").Length() == 0 || a.Value("began_on") != "2026-05-05" {
		t.Error("what is wrong is folded away, or what was typed is lost")
	}
}

// TestFollowingAnAction: it begins, its effect is told with picture and table, and it is
// done with a result.
func TestFollowingAnAction(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(measured)
	b := as(t, f, testgroup.MedicalLead)
	_, address := made(t, b, "/forbattring/atgarder/ny?enhet=ALA&matt=MED1", func(form url.Values) { form.Set("began_on", "2025-01-01") })
	shown := b.Get(address)
	if got := shown.Text("#effekt"); !strings.Contains(got, "Bättre än före, mer än slumpen förklarar.") || !strings.Contains(got, "Men annat kan ha hänt samtidigt.") ||
		!strings.Contains(got, "50 % (200 av 400), median 50 %, 4 värden") || !strings.Contains(got, "+30 procentenheter") {
		t.Errorf("effect: %s", got)
	}
	if rows := shown.Find("#diagram-effekt-tabell tbody tr").Length(); rows != 9 {
		t.Errorf("%d rows in the table", rows)
	}
	if got := b.Get(address + "/diagram.svg").Want(http.StatusOK); !strings.HasPrefix(got.Body, "<svg") || got.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("picture: %.80s", got.Body)
	}
	outside := as(t, f, testgroup.Member).Get(address).Want(http.StatusOK)
	if got := outside.Text("#effekt"); !strings.Contains(got, "För få år före") || strings.Contains(got, "K1 2025") {
		t.Errorf("outside, year by year: %s", got)
	}

	step := shown.Form(address + "/lage")
	step.Set("state", "done")
	a := b.Post(address+"/lage", step).Want(http.StatusUnprocessableEntity)
	if a.Text("#result-error") == "" || a.Find(`input[value="done"][checked]`).Length() != 1 {
		t.Errorf("done without a result: %s", a.Text("main"))
	}
	step.Set("result", "Det gick bra")
	b.Post(address+"/lage", step).Want(http.StatusSeeOther)
	if got := b.Get(address).Text("#resultat"); !strings.Contains(got, "Det gick bra") {
		t.Errorf("result: %q", got)
	}
	step.Set("result", "Någon annans ord")
	a = b.Post(address+"/lage", step).Want(http.StatusConflict)
	if !strings.Contains(a.Text(".notice"), "Lena Läkare ändrade") || a.Value("result") != "Någon annans ord" || a.Value("version") != "2" {
		t.Errorf("conflict: %s", a.Text("main"))
	}
}

func TestTwoChangeTheSameAction(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.MedicalLead)
	_, address := made(t, b, "/forbattring/atgarder/ny", func(url.Values) {})
	mine := b.Get(address + "/andra").Want(http.StatusOK).Form(address + "/andra")
	theirs := as(t, f, testgroup.Convener).Get(address + "/andra").Want(http.StatusOK).Form(address + "/andra")
	theirs.Set("area", "Deras ord")
	as(t, f, testgroup.Convener).Post(address+"/andra", theirs).Want(http.StatusSeeOther)
	mine.Set("area", "Mina ord")
	a := b.Post(address+"/andra", mine).Want(http.StatusConflict)
	if got := a.Text(".notice"); !strings.Contains(got, "Sara Samman ändrade") || !strings.Contains(got, "Deras ord") || a.Value("area") != "Mina ord" {
		t.Errorf("conflict: %s", got)
	}
	mine.Set("version", a.Value("version"))
	b.Post(address+"/andra", mine).Want(http.StatusSeeOther)
	if got := b.Get(address).Text("h1"); got != "Mina ord" {
		t.Errorf("%q", got)
	}
	as(t, f, testgroup.UnitManager).Get(address + "/andra").Want(http.StatusForbidden)
}

func TestTheListAndThePlan(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(measured)
	lead := as(t, f, testgroup.MedicalLead)
	if got := lead.Get("/forbattring").Want(http.StatusOK).Text(".empty-state"); !strings.Contains(got, "Lägg till en här") {
		t.Errorf("empty: %q", got)
	}
	made(t, lead, "/forbattring/atgarder/ny?matt=MED1", func(form url.Values) {
		form.Set("due_on", "2026-05-01")
		form.Set("activities", "Öva\nvarje vecka")
	})
	made(t, as(t, f, testgroup.Convener), "/forbattring/atgarder/ny", func(form url.Values) { form.Set("area", "Tillsammans"); form.Set("kind", "phasing_out") })
	outside := as(t, f, testgroup.Member)
	all := outside.Get("/forbattring").Want(http.StatusOK)
	if all.Find("#atgarder tbody tr").Length() != 2 || !strings.Contains(all.Text("#atgarder tbody tr:first-child"), "försenad") || all.Find(`a[href*="atgarder/ny"]`).Length() > 0 {
		t.Errorf("outside: %s", all.Text("main"))
	}
	for query, want := range map[string]string{"lage=forsenade": "Varma barn hela vägen", "enhet=gemensamt": "Tillsammans", "region=1": "Varma barn hela vägen", "slag=phasing_out": "Tillsammans", "lofte=P2": "Varma barn hela vägen", "mal=1": "Varma barn hela vägen", "ansvarig=3": "Tillsammans", "matt=MED1": "Varma barn hela vägen"} {
		a := lead.Get("/forbattring?" + query).Want(http.StatusOK)
		if a.Find("#atgarder tbody tr").Length() != 1 || !strings.Contains(a.Text("#atgarder tbody"), want) {
			t.Errorf("%s: %s", query, a.Text("#atgarder tbody"))
		}
	}
	if got := lead.Get("/forbattring?lage=klara&ansvarig=mina").Text(".empty-state"); !strings.Contains(got, "stämmer med valet") {
		t.Errorf("nothing: %q", got)
	}
	for _, wrong := range []string{"lage=x", "enhet=x", "region=99", "slag=x", "mal=x", "sida=9", "ansvarig=x"} {
		lead.Get("/forbattring?" + wrong).Want(http.StatusNotFound)
	}
	plan := outside.Get("/forbattring/handlingsplan").Want(http.StatusOK)
	if got := plan.Text("#lofte-2"); !strings.Contains(got, "P2 bästa kunskap") || !strings.Contains(got, "Öva varje vecka") || plan.Find("#utan-lofte article").Length() != 1 {
		t.Errorf("plan: %s", plan.Text("main"))
	}
	file := outside.Get("/forbattring/handlingsplan.csv?enhet=ALA").Want(http.StatusOK)
	if lines := strings.Count(strings.TrimSpace(file.Body), "\r\n"); !strings.Contains(file.Body, "Förbättringsområde;Patientlöften;") || !strings.Contains(file.Body, "Varma barn hela vägen;P2;") || strings.Contains(file.Body, "Tillsammans") {
		t.Errorf("%d lines:\n%s", lines, file.Body)
	}
}
