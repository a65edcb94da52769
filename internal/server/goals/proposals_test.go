package goals

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

const newProposal = "/mal/forslag/nytt"

// skin fills in the form for a proposal.
func skin(form url.Values) url.Values {
	for name, value := range map[string]string{"title": "Hud mot hud", "category": "nursing", "scope": "all_units", "value_for_children": "Närhet.\nFrån början.", "patient_view": "Föräldrar har läst.",
		"aim.3.kind": "value", "aim.3.threshold": "80", "aim.3.second": "60", "aim.3.challenging": "90,5", "gestation": "28+0 och senare"} {
		form.Set(name, value)
	}
	form["promises"], form["indicators"] = []string{"3"}, []string{"3"}
	return form
}

// put puts a proposal forward for next year.
func put(b *pagetest.Browser) string {
	return b.Post(newProposal, skin(b.Get(newProposal).Form(newProposal))).Want(http.StatusSeeOther).Location
}

func TestAProposalFromNothingToShown(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.MedicalLead)
	empty := b.Get("/mal/forslag").Want(http.StatusOK)
	if empty.Text(".empty-state-title") != "Inget är föreslaget för 2027 än" || empty.Find(`.empty-state a[href="/mal/forslag/nytt?ar=2027"]`).Length() != 1 {
		t.Errorf("an empty list: %q", empty.Text("main"))
	}
	form := b.Get(newProposal).Want(http.StatusOK).Form(newProposal)
	if form.Get("year") != "2027" {
		t.Errorf("for %s", form.Get("year"))
	}
	form.Set("title", "Hud mot hud")
	form["indicators"] = []string{"3"}
	wrong := b.Post(newProposal, form).Want(http.StatusUnprocessableEntity)
	for id, want := range map[string]string{"#value_for_children-error": "Fyll i uppgiften.", "#promises-error": "Välj minst ett patientlöfte.", "#aim-3-kind-error": "Fyll i uppgiften."} {
		if got := wrong.Text(id); got != want {
			t.Errorf("%s: %q", id, got)
		}
	}
	if wrong.Value("title") != "Hud mot hud" || wrong.Value("indicators") != "3" {
		t.Error("what was typed is lost")
	}
	// The fields of the chosen measures come without saving anything.
	form.Set("do", "measures")
	form["indicators"] = []string{"2", "3"}
	fields := b.Post(newProposal, form).Want(http.StatusOK)
	if fields.Find(".target-form").Length() != 2 || fields.Find("#error-summary").Length() != 0 || f.Text(`SELECT count(*)::text FROM goal_proposal`) != "0" {
		t.Errorf("fields for %d measures", fields.Find(".target-form").Length())
	}
	form = skin(wrong.Form(newProposal))
	form.Set("aim.3.challenging", "70")
	low := b.Post(newProposal, form).Want(http.StatusUnprocessableEntity)
	if got := low.Text("#aim-3-challenging-error"); got != "Den utmanande nivån ska vara högre än målvärdet." || low.Value("aim.3.challenging") != "70" {
		t.Errorf("%q", got)
	}
	if got := b.Post(newProposal, skin(low.Form(newProposal))).Want(http.StatusSeeOther).Location; got != "/mal/forslag/1" {
		t.Fatalf("led to %s", got)
	}
	shown := b.Get("/mal/forslag/1").Want(http.StatusOK)
	for id, want := range map[string]string{
		"#matt tbody tr":                "Hud mot hudAlla klinikerMinst 80 % Gräns för nära målet: 60 % Utmanande nivå: 90,5 % Inget skrivet",
		"#loften dl":                    "P3delaktig och välinformerad",
		"#stallning tbody":              "AlaHar inte svarat BoHar inte svarat",
		"#underlag-3 > p:first-of-type": "Inga siffror finns för måttet de senaste åren före 2027. Därför går det inte att säga hur läget är.",
	} {
		if got := shown.Text(id); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if !strings.Contains(shown.Text("#varde"), "Graviditetslängd28+0 och senare") || !strings.Contains(shown.Text("#varde"), "Lena Läkare") {
		t.Errorf("%q", shown.Text("#varde"))
	}
	list := b.Get("/mal/forslag?ar=2027").Want(http.StatusOK)
	if got := list.Text("#forslag-1 dl"); !strings.HasSuffix(got, "Klinikerna2 har inte svarat") {
		t.Errorf("in the list: %q", got)
	}
	if got := list.Text("#gaps"); !strings.Contains(got, "Patientnöjdheten har inget mål.") || strings.Contains(got, "Omvårdnaden") {
		t.Errorf("if all are chosen: %q", got)
	}
	if got := b.Get("/mal/forslag?ar=2027&omrade=medical").Text(".empty-state-title"); got != "Inget förslag passar det du har valt" {
		t.Errorf("another category: %q", got)
	}
}

func TestWhoSeesProposals(t *testing.T) {
	f := testgroup.New(t)
	put(as(t, f, testgroup.MedicalLead))
	for _, id := range []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Administrator} {
		b := as(t, f, id)
		for _, address := range []string{"/mal/forslag", "/mal/forslag?ar=2027", newProposal, "/mal/forslag/1", "/mal/forslag/1/andra"} {
			b.Get(address).Want(http.StatusForbidden)
		}
	}
	if n := as(t, f, testgroup.Member).Get("/mal").Want(http.StatusOK).Find(`a[href^="/mal/forslag"]`).Length(); n != 0 {
		t.Error("a reader outside the group is led to what is proposed")
	}
	colleague := as(t, f, testgroup.UnitManager)
	shown := colleague.Get("/mal/forslag/1").Want(http.StatusOK)
	if shown.Find(`form[action$="/beslut"], form[action$="/dra-tillbaka"], a[href$="/andra"]`).Length() != 0 || shown.Find(`form[action$="/stallning"]`).Length() != 1 {
		t.Error("a colleague is shown what only others may do")
	}
	colleague.Get("/mal/forslag/1/andra").Want(http.StatusForbidden)
	for _, address := range []string{"/mal/forslag/9", "/mal/forslag/x", "/mal/forslag?ar=x", "/mal/forslag?sida=2", "/mal/forslag/nytt?ar=2025", "/mal/forslag/nytt?matt=INGET", "/mal/forslag/nytt?mal=9&som=keep"} {
		colleague.Get(address).Want(http.StatusNotFound)
	}
	if form := colleague.Get("/mal/forslag/nytt?matt=OMV1").Want(http.StatusOK); form.Value("indicators") != "3" || form.Value("category") != "nursing" || form.Value("promises") != "3" {
		t.Error("the measure of a candidate is not filled in")
	}
}

func TestStandsOnAPage(t *testing.T) {
	f := testgroup.New(t)
	lead, manager := as(t, f, testgroup.MedicalLead), as(t, f, testgroup.UnitManager)
	put(lead)
	form := manager.Get("/mal/forslag/1").Form("/mal/forslag/1/stallning")
	form.Set("stand", "against")
	wrong := manager.Post("/mal/forslag/1/stallning", form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#remark-error") != "Fyll i uppgiften." || wrong.Value("stand") != "against" {
		t.Errorf("%q", wrong.Text("main"))
	}
	form.Set("remark", "Vi är för få.")
	stale := form.Encode()
	manager.Post("/mal/forslag/1/stallning", form).Want(http.StatusSeeOther)
	shown := manager.Get("/mal/forslag/1")
	if got := shown.Text("#stallning tbody tr:last-child"); got != "BoEmot Viktor Vård, 4 maj 2026 Vi är för få." || shown.Value("remark") != "Vi är för få." {
		t.Errorf("%q", got)
	}
	change := lead.Get("/mal/forslag/1/andra").Want(http.StatusOK).Form("/mal/forslag/1/andra")
	if change.Get("aim.3.challenging") != "90,5" || change.Get("scope") != "all_units" {
		t.Errorf("the form opens with %v", change)
	}
	change.Set("title", "Något annat")
	lead.Post("/mal/forslag/1/andra", change).Want(http.StatusSeeOther)
	change.Set("title", "Ett tredje")
	conflict := lead.Post("/mal/forslag/1/andra", change).Want(http.StatusConflict)
	if got := conflict.Text(".notice dl"); got != "MåletNågot annat" || conflict.Value("title") != "Ett tredje" {
		t.Errorf("%q", got)
	}
	old, _ := url.ParseQuery(stale)
	old.Set("remark", "Det jag skrev.")
	again := manager.Post("/mal/forslag/1/stallning", old).Want(http.StatusConflict)
	if !strings.Contains(again.Text(".notice"), "Lena Läkare") || again.Value("remark") != "Det jag skrev." {
		t.Errorf("%q", again.Text(".notice"))
	}
	manager.Post("/mal/forslag/1/stallning", again.Form("/mal/forslag/1/stallning")).Want(http.StatusSeeOther)
	withdraw := lead.Get("/mal/forslag/1").Form("/mal/forslag/1/dra-tillbaka")
	lead.Post("/mal/forslag/1/dra-tillbaka", withdraw).Want(http.StatusSeeOther)
	if gone := lead.Get("/mal/forslag/1").Want(http.StatusOK); gone.Find("main form").Length() != 0 || !strings.Contains(gone.Text(".page-heading"), "Tillbakadraget") {
		t.Error("something can be done to what is withdrawn")
	}
	lead.Get("/mal/forslag/1/andra").Want(http.StatusConflict)
}

func TestADecisionMakesTheGoal(t *testing.T) {
	f := testgroup.New(t)
	put(as(t, f, testgroup.MedicalLead))
	put(as(t, f, testgroup.MedicalLead))
	f.Exec(`INSERT INTO meeting (group_id, kind, title, starts_at, ends_at) VALUES (1, 'joint', 'Vårmötet', '2026-04-20 09:00+02', '2026-04-20 15:00+02')`)
	b := as(t, f, testgroup.Chair)
	const decide = "/mal/forslag/1/beslut"
	shown := b.Get("/mal/forslag/1")
	form := shown.Form(decide)
	if form.Get("decided_on") != "2026-05-04" || !strings.Contains(shown.Text("#beslut"), "Alla kliniker har inte svarat") {
		t.Errorf("%q", shown.Text("#beslut"))
	}
	form.Set("do", "declined")
	wrong := b.Post(decide, form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#decision_reason-error") != "Fyll i uppgiften." {
		t.Errorf("%q", wrong.Text("#beslut"))
	}
	form.Set("do", "chosen")
	form.Set("meeting", "1")
	form.Set("decision_reason", "Viktigast just nu.")
	if got := b.Post(decide, form).Want(http.StatusSeeOther).Location; got != "/mal/1" {
		t.Fatalf("led to %s", got)
	}
	goal := as(t, f, testgroup.Member).Get("/mal/1").Want(http.StatusOK)
	if got := goal.Text("#beslutet dl"); got != "Beslutat4 maj 2026MöteVårmötet, 20 april 2026SkälViktigast just nu." {
		t.Errorf("%q", got)
	}
	if goal.Find(`a[href^="/mal/forslag"]`).Length() != 0 || b.Get("/mal/1").Find(`a[href="/mal/forslag/1"]`).Length() != 1 {
		t.Error("the way to what was proposed")
	}
	if got := goal.Text(".target-words"); got != "Minst 80 % Gräns för nära målet: 60 % Utmanande nivå: 90,5 %" {
		t.Errorf("%q", got)
	}
	if got := b.Get("/mal/forslag/1").Text("#beslut"); !strings.Contains(got, "Viktigast just nu.") || b.Get("/mal/forslag/1").Find("main form").Length() != 0 {
		t.Errorf("%q", got)
	}
	// The same measure twice: the second cannot be chosen, and it says why.
	other := b.Get("/mal/forslag/2").Form("/mal/forslag/2/beslut")
	other.Set("do", "chosen")
	taken := b.Post("/mal/forslag/2/beslut", other).Want(http.StatusUnprocessableEntity)
	if got := taken.Text("#error-summary li"); got != "Måttet hör redan till ett annat mål för året." {
		t.Errorf("%q", got)
	}
	if got, _ := taken.Find("#error-summary a").Attr("href"); taken.Find(got).Length() != 1 {
		t.Errorf("the summary leads to %q", got)
	}
}

func TestAYearIsLockedAndOpened(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	if b.Get("/mal").Find(`form[action="/mal/las"]`).Length() != 0 {
		t.Error("a year without goals can be locked")
	}
	b.Post("/mal/nytt", warm(b.Get("/mal/nytt").Form("/mal/nytt"))).Want(http.StatusSeeOther)
	half := b.Get("/mal/1/andra").Form("/mal/1/andra")
	lock := b.Get("/mal").Form("/mal/las")
	b.Post("/mal/las", lock).Want(http.StatusSeeOther)
	const said = "Målen för 2026 är låsta sedan 4 maj 2026, av Sara Samman."
	for _, address := range []string{"/mal/nytt", "/mal/1/andra", "/mal/1/malvarden", "/mal/processmatt", "/mal/forslag/nytt?ar=2026", "/mal/matt/MED1/ratta"} {
		if shown := b.Get(address).Want(http.StatusOK); shown.Text(".notice h2") != said || shown.Find("main form").Length() != 0 {
			t.Errorf("%s: %q", address, shown.Text("main"))
		}
	}
	if n := b.Get("/mal/1").Find(`main a[href$="andra"], main a[href$="malvarden"]`).Length(); n != 0 {
		t.Errorf("the goal has %d ways to change it", n)
	}
	half.Set("title", "Det jag skrev")
	late := b.Post("/mal/1/andra", half).Want(http.StatusUnprocessableEntity)
	if !strings.HasPrefix(late.Text("#error-summary li"), "Målen för 2026 är låsta sedan 2026-05-04.") || late.Value("title") != "Det jag skrev" {
		t.Errorf("%q", late.Text("#error-summary"))
	}
	if b.Get("/mal/matt/OMV1/ratta").Find("main form").Length() != 1 {
		t.Error("a measure that is not collected is locked too")
	}
	if first, _ := b.Get("/mal/matt/MED1/ny-definition").Find("#valid_from option").Eq(1).Attr("value"); first != "2027-01-01" {
		t.Errorf("a new definition may begin on %s", first)
	}
	member := as(t, f, testgroup.Member).Get("/mal").Want(http.StatusOK)
	if !strings.HasPrefix(member.Text(".notice h2"), said) || member.Find("main form[method=post]").Length() != 0 {
		t.Errorf("to a reader: %q", member.Text("main"))
	}
	b.Post("/mal/las", lock).Want(http.StatusSeeOther) // somebody was first: the page says how it is
	open := b.Get("/mal").Form("/mal/oppna")
	wrong := b.Post("/mal/oppna", open).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#why-error") != "Fyll i uppgiften." {
		t.Errorf("%q", wrong.Text("main"))
	}
	open.Set("why", "Ett målvärde var fel.")
	b.Post("/mal/oppna", open).Want(http.StatusSeeOther)
	if got := b.Get("/mal").Text("main"); !strings.Contains(got, "öppnades igen: Ett målvärde var fel.") {
		t.Errorf("%q", got)
	}
	b.Post("/mal/1/andra", half).Want(http.StatusSeeOther)
}

func TestLastYearsGoals(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	b.Post("/mal/nytt", warm(b.Get("/mal/nytt").Form("/mal/nytt"))).Want(http.StatusSeeOther)
	f.Exec(`INSERT INTO target (indicator_id, year, kind, threshold, second) VALUES (1, 2026, 'value', 80, 70); INSERT INTO target (indicator_id, year, kind) VALUES (2, 2026, 'follow')`)
	list := b.Get("/mal/forslag").Want(http.StatusOK)
	if got := list.Text("#forra-1 ul.plain-list li:first-child"); !strings.HasPrefix(got, "Temperatur vid inskrivning: Minst 80 %; Gräns för nära målet: 70 %.") {
		t.Errorf("%q", got)
	}
	raise, _ := list.Find("#forra-1 .actions a").Eq(1).Attr("href")
	form := b.Get(raise).Want(http.StatusOK).Form(newProposal)
	if form.Get("title") != "Varma barn" || form.Get("aim.1.threshold") != "80" || form.Get("carries") != "raise" || form.Get("previous_goal") != "1" {
		t.Errorf("prefilled with %v", form)
	}
	form.Set("patient_view", "Föräldrar har läst.")
	same := b.Post(newProposal, form).Want(http.StatusUnprocessableEntity)
	if !strings.HasPrefix(same.Text("#carries-error"), "Inget av måtten kräver mer") {
		t.Errorf("%q", same.Text("#carries-error"))
	}
	form.Set("aim.1.threshold", "85")
	b.Post(newProposal, form).Want(http.StatusSeeOther)
	if got := b.Get("/mal/forslag").Text("#forra-1"); !strings.Contains(got, "Föreslås gå vidare: Varma barn") {
		t.Errorf("%q", got)
	}
	decide := b.Get("/mal/forslag/1").Form("/mal/forslag/1/beslut")
	decide.Set("do", "chosen")
	b.Post("/mal/forslag/1/beslut", decide).Want(http.StatusSeeOther)
	chain := b.Get("/mal/1").Want(http.StatusOK)
	if got := chain.Text("#aren tbody tr:last-child"); !strings.HasPrefix(got, "2027Varma barn Höjt från året föreTemperatur vid inskrivning: Minst 85 %; Gräns för nära målet: 70 %. Resultat 2027") {
		t.Errorf("%q", got)
	}
	if href, _ := chain.Find("#aren tbody tr:first-child li:first-child a").Attr("href"); href != "/resultat/matt/MED1?ar=2026" {
		t.Errorf("the result of 2026 is at %s", href)
	}

	b.Post("/mal/nytt", url.Values{"year": {"2026"}, "title": {"Ett till"}, "category": {"nursing"}, "value_for_children": {"Därför"}, "promises": {"1"}}).Want(http.StatusSeeOther)
	retire := b.Get("/mal/forslag").Form("/mal/3/avsluta")
	wrong := b.Post("/mal/3/avsluta", retire).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#why-3-error") != "Fyll i uppgiften." {
		t.Errorf("%q", wrong.Text("#forra-3"))
	}
	retire.Set("why.3", "Det är nått.")
	b.Post("/mal/3/avsluta", retire).Want(http.StatusSeeOther)
	if got := b.Get("/mal/3").Text("#avslutat"); got != "Gruppen beslutade 4 maj 2026 att inte gå vidare med målet: Det är nått." {
		t.Errorf("%q", got)
	}
	b.Post("/mal/3/ga-vidare", b.Get("/mal/forslag").Form("/mal/3/ga-vidare")).Want(http.StatusSeeOther)
	if got := b.Get("/mal/forslag").Text("#forra-3"); !strings.Contains(got, "Inget är bestämt än.") {
		t.Errorf("%q", got)
	}
}

func TestMoreGoalsThanTheCeiling(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	f.Exec(`UPDATE programme_group SET goal_ceiling = 1 WHERE id = 1;
		INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Utan löfte', 'Därför'), (1, 2026, 'nursing', 'Ett till', 'Därför')`)
	got := b.Get("/mal").Text("#gaps")
	for _, want := range []string{"Patientnöjdheten har inget mål.", "Målet ”Utan löfte” tjänar inget patientlöfte.", "Det är 2 mål. Gruppen har bestämt högst 1."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
}
