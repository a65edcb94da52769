package improve

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/improve"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// nominating is a browser on the pages about rounds of nominations, signed in as the person.
func nominating(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	press := document.Find()
	if err := press.Missing(document.PDF); err != nil {
		t.Fatal(err)
	}
	h := New(improve.New(f.DB, testgroup.Clock), chart.NewRenderer(chart.Config{Engines: 1})).WithPDF(press)
	const round, nomination = "/forbattring/omgangar/{round}", "/forbattring/omgangar/nominering/{nomination}"
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /forbattring/omgangar", Handler: h.ShowRounds},
		{Pattern: "GET /forbattring/omgangar/ny", Handler: h.EditNewRound},
		{Pattern: "POST /forbattring/omgangar/ny", Handler: h.CreateRound},
		{Pattern: "POST /forbattring/omgangar/som-forra", Handler: h.CreateNextRound},
		{Pattern: "GET /forbattring/omgangar/nominera", Handler: h.NominateMeasure},
		{Pattern: "GET " + nomination, Handler: h.ShowNomination},
		{Pattern: "GET " + nomination + "/utskrift.pdf", Handler: h.ShowNominationPDF},
		{Pattern: "GET " + nomination + "/andra", Handler: h.EditNomination},
		{Pattern: "POST " + nomination + "/andra", Handler: h.SaveNomination},
		{Pattern: "POST " + nomination + "/dra-tillbaka", Handler: h.WithdrawNomination},
		{Pattern: "POST " + nomination + "/vagning", Handler: h.Weigh},
		{Pattern: "GET " + round, Handler: h.ShowRound},
		{Pattern: "GET " + round + "/andra", Handler: h.EditRound},
		{Pattern: "POST " + round + "/andra", Handler: h.SaveRound},
		{Pattern: "POST " + round + "/stang", Handler: h.CloseRound},
		{Pattern: "POST " + round + "/ta-bort", Handler: h.DeleteRound},
		{Pattern: "POST " + round + "/forlang", Handler: h.ExtendRound},
		{Pattern: "GET " + round + "/vagning", Handler: h.ShowWeighing},
		{Pattern: "GET " + round + "/beslut", Handler: h.EditRoundDecision},
		{Pattern: "POST " + round + "/beslut", Handler: h.DecideRound},
		{Pattern: "GET " + round + "/nominera", Handler: h.EditNewNomination},
		{Pattern: "POST " + round + "/nominera", Handler: h.CreateNomination},
		{Pattern: "POST " + round + "/ta-med/{nomination}", Handler: h.BringAlong},
	})
}

const (
	theRound = "/forbattring/omgangar/1"
	nominate = theRound + "/nominera"
	theTopic = "/forbattring/omgangar/nominering/1"
)

// begin has the coordinator begin a round that is open at the tests' moment.
func begin(t *testing.T, b *pagetest.Browser) {
	t.Helper()
	const address = "/forbattring/omgangar/ny"
	form := b.Get(address).Want(http.StatusOK).Form(address)
	wrong := b.Post(address, form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#invitation-error") != "Fyll i uppgiften." || wrong.Text("#closes_on-error") != "Fyll i uppgiften." || form.Get("wanted") != "2" || form.Get("year") != "2026" {
		t.Errorf("an empty form: %q", wrong.Text("#error-summary"))
	}
	form.Set("opens_on", "2026-05-01")
	form.Set("closes_on", "2026-05-31")
	form.Set("invitation", "Vi söker ämnen.\nVälkomna!")
	form.Set("wanted", "1")
	if got := b.Post(address, form).Want(http.StatusSeeOther).Location; got != theRound {
		t.Fatalf("led to %s", got)
	}
}

// whole fills in what a nomination needs.
func whole(form url.Values, title string) url.Values {
	form.Set("title", title)
	form.Set("kind", "care")
	form.Set("problem", "Barnen blir kalla")
	form.Set("poor_quality", "1")
	form.Set("poor_quality_why", "Målet är inte nått")
	form["poor_quality_measures"] = []string{"1"}
	form.Set("effect", "Varma barn")
	return form
}

func TestNominatingATopic(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(measured)
	convener, lead, manager := nominating(t, f, testgroup.Convener), nominating(t, f, testgroup.MedicalLead), nominating(t, f, testgroup.UnitManager)
	if got := lead.Get("/forbattring/omgangar").Want(http.StatusOK).Text(".empty-state-title"); got != "Ingen omgång än" {
		t.Errorf("without rounds: %q", got)
	}
	begin(t, convener)
	shown := lead.Get(theRound).Want(http.StatusOK)
	if got := shown.Text("#inbjudan .user-text"); !strings.HasPrefix(got, "Vi söker ämnen.") || shown.Find(`a[href="`+nominate+`"]`).Length() != 1 || shown.Find("main form").Length() != 0 {
		t.Errorf("to a member: %q", shown.Text("main"))
	}
	form := lead.Get(nominate + "?matt=MED1").Want(http.StatusOK).Form(nominate)
	if form.Get("unit") != "1" || form.Get("begins_on") != "2027-01-01" || form.Get("ends_on") != "2028-12-31" || form.Get("poor_quality_measures") != "1" {
		t.Errorf("begins with %v", form)
	}
	lead.Get(nominate + "?matt=PRO1").Want(http.StatusNotFound)
	if got := lead.Get("/forbattring/omgangar/nominera?matt=MED1").Want(http.StatusSeeOther).Location; got != nominate+"?matt=MED1" {
		t.Errorf("from the variation page to %s", got)
	}
	form.Set("do", "send")
	wrong := lead.Post(nominate, form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#poor_quality-error") != "Kryssa i minst ett av de två kriterierna, och skriv varför." || wrong.Text("#title-error") == "" {
		t.Errorf("half a nomination: %q", wrong.Text("#error-summary"))
	}
	if href, _ := wrong.Find(`#error-summary a`).Attr("href"); wrong.Find(href).Length() != 1 {
		t.Errorf("the summary leads to %q", href)
	}

	// A button shows the figures, without saving anything.
	form = whole(form, "Varma barn")
	form.Set("expert.0.name", "Exempelperson")
	form.Set("expert.0.competence", "Omvårdnad")
	form.Set("do", "figures")
	figures := lead.Post(nominate, form).Want(http.StatusOK)
	if got := figures.Text("#siffror-poor_quality-1"); !strings.Contains(got, "Alla enheter tillsammans: 80 %") || figures.Value("title") != "Varma barn" {
		t.Errorf("the figures: %q", got)
	}
	if got := f.Text(`SELECT count(*) FROM nomination`); got != "0" {
		t.Errorf("%s nominations are stored", got)
	}
	form.Set("do", "draft")
	if got := lead.Post(nominate, form).Want(http.StatusSeeOther).Location; got != theTopic {
		t.Fatalf("led to %s", got)
	}
	manager.Get(theTopic).Want(http.StatusForbidden)
	if got := lead.Get(theTopic).Want(http.StatusOK).Text(".notice"); !strings.HasPrefix(got, "Utkast") {
		t.Errorf("a draft says %q", got)
	}
	stale := lead.Get(theTopic + "/andra").Want(http.StatusOK).Form(theTopic + "/andra")
	send := lead.Get(theTopic + "/andra").Form(theTopic + "/andra")
	send.Set("do", "send")
	lead.Post(theTopic+"/andra", send).Want(http.StatusSeeOther)
	stale.Set("problem", "Det jag skrev")
	stale.Set("do", "send")
	conflict := lead.Post(theTopic+"/andra", stale).Want(http.StatusConflict)
	if got := conflict.Text(".notice dl"); got != "ProblemetBarnen blir kalla" || conflict.Text("#problem") != "Det jag skrev" {
		t.Errorf("changed meanwhile: %q, %q", got, conflict.Text("#problem"))
	}
	topic := manager.Get(theTopic).Want(http.StatusOK)
	if got := topic.Text("#kvalitet"); !strings.Contains(got, "Målet är inte nått") || !strings.Contains(got, "Alla enheter tillsammans: 80 % (320 av 400") ||
		!strings.Contains(got, "Måttet hade inget mål att nå.") || !strings.Contains(got, "Källa: Provkällan") {
		t.Errorf("the evidence: %q", got)
	}
	if got := topic.Text("#variation"); !strings.Contains(got, "inte ikryssat") || topic.Find("main form").Length() != 0 {
		t.Errorf("what is not claimed: %q", got)
	}
	if got := topic.Text("#vilka"); !strings.Contains(got, "ExempelpersonOmvårdnad") {
		t.Errorf("who is needed: %q", got)
	}
	pdf := manager.Get(theTopic + "/utskrift.pdf").Want(http.StatusOK)
	if !strings.HasPrefix(pdf.Body, "%PDF-") {
		t.Errorf("the file begins with %.20q", pdf.Body)
	}
	manager.Get(theTopic + "/andra").Want(http.StatusForbidden)
	if got := convener.Get(theRound).Text("#inte-nominerat p"); !strings.HasPrefix(got, "Bo") {
		t.Errorf("who has nominated nothing: %q", got)
	}
	withdraw := lead.Get(theTopic).Form(theTopic + "/dra-tillbaka")
	lead.Post(theTopic+"/dra-tillbaka", withdraw).Want(http.StatusSeeOther)
	if gone := lead.Get(theTopic).Want(http.StatusOK); gone.Text(".page-heading .badge") != "Tillbakadragen" || gone.Find("main form").Length() != 0 {
		t.Errorf("withdrawn: %q", gone.Text(".page-heading"))
	}
}

func TestWeighingAndDeciding(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(measured)
	convener, lead, manager, member := nominating(t, f, testgroup.Convener), nominating(t, f, testgroup.MedicalLead), nominating(t, f, testgroup.UnitManager), nominating(t, f, testgroup.Member)
	begin(t, convener)
	for n, b := range []*pagetest.Browser{lead, manager} {
		form := whole(b.Get(nominate).Form(nominate), []string{"Varma barn", "Färre infektioner"}[n])
		form.Set("do", "send")
		b.Post(nominate, form).Want(http.StatusSeeOther)
	}
	lead.Get(theRound + "/vagning").Want(http.StatusConflict)
	convener.Get(theRound + "/beslut").Want(http.StatusConflict)
	member.Get(theRound).Want(http.StatusForbidden)

	// Its days are moved with a reason, and it is closed before its last.
	stale := convener.Get(theRound).Form(theRound + "/stang")
	extend := convener.Get(theRound).Form(theRound + "/forlang")
	extend.Set("new_closes_on", "2026-05-20")
	wrong := convener.Post(theRound+"/forlang", extend).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#new_closes_on-error") != "Välj en dag efter den sista dag som gäller nu." || wrong.Text("#extended_why-error") == "" || wrong.Value("new_closes_on") != "2026-05-20" {
		t.Errorf("%q", wrong.Text("#error-summary"))
	}
	extend.Set("new_closes_on", "2026-06-07")
	extend.Set("extended_why", "Fler vill")
	convener.Post(theRound+"/forlang", extend).Want(http.StatusSeeOther)
	if got := convener.Post(theRound+"/stang", stale).Want(http.StatusConflict).Text(".notice"); !strings.HasPrefix(got, "Omgången har ändrats") {
		t.Errorf("changed meanwhile: %q", got)
	}
	edit := convener.Get(theRound + "/andra").Want(http.StatusOK).Form(theRound + "/andra")
	edit.Set("wanted", "2")
	convener.Post(theRound+"/andra", edit).Want(http.StatusSeeOther)
	convener.Post(theRound+"/stang", convener.Get(theRound).Form(theRound+"/stang")).Want(http.StatusSeeOther)
	if got := lead.Get(theRound).Text(".page-heading .badge"); got != "Vägs av klinikerna" {
		t.Errorf("closed: %q", got)
	}

	weigh := manager.Get(theTopic).Want(http.StatusOK).Form(theTopic + "/vagning")
	weigh.Set("stand", "with_remark")
	again := manager.Post(theTopic+"/vagning", weigh).Want(http.StatusUnprocessableEntity)
	if again.Text("#weigh_poor_quality-error") == "" || again.Text("#remark-error") == "" || again.Find("#weigh_variation").Length() != 0 {
		t.Errorf("%q", again.Text("#error-summary"))
	}
	weigh.Set("weigh_poor_quality", "strong")
	weigh.Set("remark", "Om natten räknas")
	manager.Post(theTopic+"/vagning", weigh).Want(http.StatusSeeOther)
	side := lead.Get(theRound + "/vagning").Want(http.StatusOK)
	if got := side.Text("#vagning tbody tr:first-child"); !strings.HasPrefix(got, "Varma barn") || !strings.Contains(got, "Stöder med synpunkt Kvalitet: starkt") {
		t.Errorf("side by side: %q", got)
	}
	if got := side.Text("#kommentarer dl"); got != "BoOm natten räknas" {
		t.Errorf("remarks: %q", got)
	}

	if got := lead.Get("/forbattring/omgangar/nominera?matt=MED1").Want(http.StatusSeeOther).Location; got != "/forbattring/omgangar" {
		t.Errorf("with no round open to %s", got)
	}
	lead.Get(theRound + "/beslut").Want(http.StatusForbidden)
	decide := convener.Get(theRound + "/beslut").Want(http.StatusOK).Form(theRound + "/beslut")
	if decide.Get("decided_on") != "2026-05-04" {
		t.Errorf("begins with %v", decide)
	}
	empty := convener.Post(theRound+"/beslut", decide).Want(http.StatusUnprocessableEntity)
	if got := empty.Find("#error-summary li").Length(); got != 4 {
		t.Errorf("%d problems: %q", got, empty.Text("#error-summary"))
	}
	for name, value := range map[string]string{"outcome.1": "chosen", "reason.1": "Alla vill", "outcome.2": "kept", "reason.2": "Nästa år"} {
		decide.Set(name, value)
	}
	other := convener.Post(theRound+"/beslut", decide).Want(http.StatusUnprocessableEntity)
	if got := other.Text("#confirm-error"); got != "Omgången gäller 2 team. Valda nomineringar: 1. Kryssa i rutan om gruppen beslutade så." {
		t.Errorf("another number: %q", got)
	}
	decide = other.Form(theRound + "/beslut")
	decide.Set("confirm", "1")
	convener.Post(theRound+"/beslut", decide).Want(http.StatusSeeOther)
	chosen := convener.Get(theTopic).Want(http.StatusOK)
	if href, _ := chosen.Find(`.page-heading a:contains("Bilda förbättringsteam")`).Attr("href"); href != "/forbattring/team/nytt?nominering=1" || !strings.Contains(chosen.Text("#beslut"), "Alla vill") {
		t.Errorf("chosen: %q, %q", href, chosen.Text("#beslut"))
	}
	f.Exec(`INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, nomination_id, written_at) VALUES (1, 'Nattliv', 'x', '2026-07-01', '2028-06-30', 1, now())`)
	chosen = convener.Get(theTopic).Want(http.StatusOK)
	if href, _ := chosen.Find(`#beslut a`).Attr("href"); href != "/forbattring/team/1" || chosen.Find(`a:contains("Bilda förbättringsteam")`).Length() > 0 {
		t.Errorf("with its team: %q", href)
	}
	outside := member.Get(theTopic).Want(http.StatusOK)
	if got := outside.Text("main"); strings.Contains(got, "Om natten räknas") || strings.Contains(got, "Bilda förbättringsteam") || !strings.Contains(got, "Alla vill") {
		t.Errorf("to a reader outside the group: %q", got)
	}
	member.Get(theRound + "/vagning").Want(http.StatusForbidden)

	// Next year's in one click, and what was kept comes along; days that have been are asked for again.
	f.Exec(`UPDATE nomination_round SET year = 2025, opens_on = '2025-04-01', closes_on = '2025-05-20', decides_on = NULL, decided_on = '2025-06-01'`)
	if got := convener.Post("/forbattring/omgangar/som-forra", url.Values{}).Want(http.StatusSeeOther).Location; got != "/forbattring/omgangar/2" {
		t.Fatalf("led to %s", got)
	}
	next := manager.Get("/forbattring/omgangar/2").Want(http.StatusOK)
	const along = "/forbattring/omgangar/2/ta-med/2"
	if got := manager.Post(along, next.Form(along)).Want(http.StatusSeeOther).Location; got != "/forbattring/omgangar/nominering/3" {
		t.Fatalf("led to %s", got)
	}
	if got := manager.Get("/forbattring/omgangar/2").Find("#sparade").Length(); got != 0 {
		t.Error("what has come along can come again")
	}
	if got := manager.Get("/forbattring/omgangar/nominering/3").Text("#amnet"); !strings.Contains(got, "Nomineringen i en tidigare omgång") {
		t.Errorf("%q", got)
	}
	const third = "/forbattring/omgangar/3"
	if got := convener.Post("/forbattring/omgangar/som-forra", url.Values{}).Want(http.StatusSeeOther).Location; got != third {
		t.Fatalf("once more led to %s", got)
	}
	convener.Post(third+"/ta-bort", convener.Get(third).Want(http.StatusOK).Form(third+"/ta-bort")).Want(http.StatusSeeOther)
	convener.Get(third).Want(http.StatusNotFound)
	f.Exec(`UPDATE nomination_round SET year = 2024, opens_on = '2024-04-01', closes_on = '2024-05-20' WHERE id = 2; UPDATE nomination_round SET closes_on = '2025-05-03' WHERE id = 1`)
	passed := convener.Post("/forbattring/omgangar/som-forra", url.Values{}).Want(http.StatusUnprocessableEntity)
	if got := passed.Text("#error-summary li"); got == "" || passed.Value("wanted") != "2" {
		t.Errorf("days that have been: %q", got)
	}
}

// TestANominationComesBackWhenTheRoundHasClosed: all that was typed, and why it is not stored;
// when the round is extended it can be sent from there.
func TestANominationComesBackWhenTheRoundHasClosed(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(measured)
	convener, lead := nominating(t, f, testgroup.Convener), nominating(t, f, testgroup.MedicalLead)
	begin(t, convener)
	form := whole(lead.Get(nominate).Want(http.StatusOK).Form(nominate), "Varma barn")
	form.Set("do", "send")
	lead.Post(nominate, form).Want(http.StatusSeeOther)
	edit := lead.Get(theTopic + "/andra").Want(http.StatusOK).Form(theTopic + "/andra")
	edit.Set("problem", "Barnen blir kalla på natten")
	form.Set("title", "Färre infektioner")
	f.Exec(`UPDATE nomination_round SET opens_on = '2026-04-01', closes_on = '2026-05-03'`)
	late := lead.Post(nominate, form).Want(http.StatusConflict)
	if got := late.Text(".notice"); !strings.Contains(got, "Omgången stängde medan du skrev") || !strings.Contains(got, "Kopiera texten") ||
		late.Value("title") != "Färre infektioner" || late.Find("#problem").Text() != "Barnen blir kalla" {
		t.Errorf("a new one: %s", late.Text("main"))
	}
	lead.Get(nominate).Want(http.StatusConflict)
	edited := lead.Post(theTopic+"/andra", edit).Want(http.StatusConflict)
	if got := edited.Text(".notice"); !strings.Contains(got, "Omgången stängde medan du skrev") || edited.Find("#problem").Text() != "Barnen blir kalla på natten" {
		t.Errorf("a changed one: %s", edited.Text("main"))
	}
	if got := f.Text(`SELECT string_agg(title || ': ' || problem, ', ') FROM nomination`); got != "Varma barn: Barnen blir kalla" {
		t.Errorf("stored: %s", got)
	}
	f.Exec(`UPDATE nomination_round SET closes_on = '2026-05-31'`)
	again := late.Form(nominate)
	again.Set("do", "send")
	lead.Post(nominate, again).Want(http.StatusSeeOther)
	f.Exec(`UPDATE nomination SET state = 'withdrawn', withdrawn_at = now() WHERE id = 1`)
	if got := lead.Post(theTopic+"/andra", edit).Want(http.StatusConflict).Text(".notice"); !strings.Contains(got, "Nomineringen togs tillbaka medan du skrev") {
		t.Errorf("withdrawn meanwhile: %q", got)
	}
}
