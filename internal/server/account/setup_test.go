package account

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/app/account"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// setUp is a browser on the pages that groups are made and peopled by.
func setUp(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(account.New(f.DB, testgroup.Clock), nil)
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /konton/grupper", Handler: h.ShowAdministered},
		{Pattern: "GET /konton/grupper/ny", Handler: h.EditNewGroup},
		{Pattern: "POST /konton/grupper/ny", Handler: h.CreateGroup},
		{Pattern: "GET /konton/grupper/{group}", Handler: h.EditGroup},
		{Pattern: "POST /konton/grupper/{group}", Handler: h.SaveGroup},
		{Pattern: "GET /konton/grupper/{group}/sammanstallande", Handler: h.ShowNewCoordinator},
		{Pattern: "POST /konton/grupper/{group}/sammanstallande", Handler: h.AppointCoordinator},
		{Pattern: "POST /konton/grupper/{group}/sammanstallande/{handover}/ta-tillbaka", Handler: h.TakeBackCoordinator},
		{Pattern: "GET /gruppen/overlamna", Handler: h.ShowHandingOver},
		{Pattern: "GET /gruppen/personer", Handler: h.ShowMembers},
		{Pattern: "POST /gruppen/personer", Handler: h.InviteMember},
		{Pattern: "POST /gruppen/personer/{membership}/avsluta", Handler: h.EndMember},
		{Pattern: "POST /gruppen/personer/{membership}/inbjudan", Handler: h.SendInvitation},
	})
}

func TestGroupsAreMadeAndChangedOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b := setUp(t, f, testgroup.Administrator)
	form := b.Get("/konton/grupper/ny").Want(http.StatusOK).Form("/konton/grupper/ny")
	form.Set("body_short_name", "Rådet")
	form.Set("national_area", "NPO barn")
	form.Set("email", "ny@exempel.se")
	wrong := b.Post("/konton/grupper/ny", form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#name-error") != "Fyll i uppgiften." || wrong.Text("#person-error") != "Det finns inget konto med den adressen. Skriv personens namn så skapas ett." ||
		wrong.Find("details[open]").Length() != 2 || wrong.Value("national_area") != "NPO barn" {
		t.Errorf("what is wrong: %q, %q", wrong.Text("#name-error"), wrong.Text("#error-summary"))
	}
	form.Set("name", "Barndiabetes")
	form.Set("short_name", "Diabetes")
	form.Set("body_name", "Kunskapsrådet")
	form.Set("person", "Disa Diabetes")
	made := b.Post("/konton/grupper/ny", form).Want(http.StatusOK)
	if made.Text("h1") != "Barndiabetes är skapad och Disa Diabetes har fått ett konto" || made.Text("#made-link") == "" || made.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("made: %q", made.Text("main"))
	}
	if got := b.Get("/konton/grupper").Text(`#grupper tr:has(a[href="/konton/grupper/diabetes"])`); got != "BarndiabetesProvregionenKunskapsrådet Disa DiabetesLäggs upp" {
		t.Errorf("in the list: %q", got)
	}
	form.Set("email", "chair@exempel.se")
	form.Set("body_name", "")
	form.Set("body_short_name", "")
	form.Set("code", "Stor")
	if got := b.Post("/konton/grupper/ny", form).Want(http.StatusUnprocessableEntity).Text("#code-error"); got != "Gruppens kod får bara ha små bokstäver a–z, siffror och bindestreck." {
		t.Errorf("the code: %q", got)
	}
	form.Set("code", "stor")
	if to := b.Post("/konton/grupper/ny", form).Want(http.StatusSeeOther).Location; to != "/konton/grupper" {
		t.Errorf("leads to %s", to)
	}
	change := b.Get("/konton/grupper/prov").Form("/konton/grupper/prov")
	change.Set("active_to", "2026-05-03")
	b.Post("/konton/grupper/prov", change).Want(http.StatusSeeOther)
	overtaken := b.Post("/konton/grupper/prov", change).Want(http.StatusConflict)
	if got := overtaken.Text(".notice"); !strings.Contains(got, "Någon annan ändrade") {
		t.Errorf("overtaken: %q", got)
	}
	if got := b.Get("/konton/grupper").Text(`#grupper tr:has(a[href="/konton/grupper/prov"]) td:last-child`); got != "Avslutad 3 maj 2026" {
		t.Errorf("ended: %q", got)
	}
	if got := f.Text(`SELECT body_id || ' ' || name FROM programme_group WHERE id = 1`); got != "1 Provgruppen" {
		t.Errorf("the rest stays: %s", got)
	}
	b.Get("/konton/grupper/ingen").Want(http.StatusNotFound)
	for _, path := range []string{"/konton/grupper", "/konton/grupper/ny", "/konton/grupper/prov"} {
		setUp(t, f, testgroup.Convener).Get(path).Want(http.StatusForbidden)
	}
}

func TestPeopleAreLetInOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b := setUp(t, f, testgroup.Convener)
	shown := b.Get("/gruppen/personer").Want(http.StatusOK)
	if got := shown.Text(".notice li"); got !=
		"Ala: En person är utsedd; gruppen vill ha minst 2. Sjuksköterska saknas.Bo: En person är utsedd; gruppen vill ha minst 2. Läkare saknas.Ceda: Ingen är utsedd." {
		t.Errorf("the units lack %q", got)
	}
	if shown.Find(`#roller form[action*="/3/"]`).Length() != 0 || shown.Find("#roll-1 form").Length() != 1 {
		t.Error("the coordinator's own role can be ended, or others' cannot")
	}
	if got := shown.Find(`select[name=role] option[value=convener], select[name=role] option[value=administrator]`).Length(); got != 0 {
		t.Error("roles are offered that are not the coordinator's to give")
	}
	form := shown.Form("/gruppen/personer")
	form.Set("email", "ny@exempel.se")
	form.Set("role", "medical_lead")
	wrong := b.Post("/gruppen/personer", form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#unit-error") != "Välj en enhet." || wrong.Text("#person-error") == "" || wrong.Value("email") != "ny@exempel.se" {
		t.Errorf("what is wrong: %q", wrong.Text("#error-summary"))
	}
	form.Set("unit", "3")
	form.Set("person", "Nils Ny")
	made := b.Post("/gruppen/personer", form).Want(http.StatusOK)
	if made.Text("#made-link") == "" || made.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("made: %q", made.Text("main"))
	}
	row := b.Get("/gruppen/personer").Find(`form[action="/gruppen/personer/9/inbjudan"]`).Closest("li")
	if got := strings.Join(strings.Fields(row.Text()), " "); !strings.Contains(got, "Inbjuden 4 maj 2026") {
		t.Errorf("the invited person: %q", got)
	}
	if again := b.Post("/gruppen/personer/9/inbjudan", nil).Want(http.StatusOK).Text("#made-link"); again == made.Text("#made-link") {
		t.Error("the same link once more")
	}
	b.Post("/gruppen/personer/8/inbjudan", nil).Want(http.StatusNotFound)
	f.Exec(`INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (4, NULL, 'administrator', '2020-01-01')`)
	if got := b.Post("/gruppen/personer/4/inbjudan", nil).Want(http.StatusUnprocessableEntity).Text("#error-summary"); !strings.Contains(got, "roller utanför gruppen") {
		t.Errorf("a link that opens more than the group: %q", got)
	}
	f.Exec(`UPDATE person SET password_hash = 'x' WHERE id = 4`)
	b.Post("/gruppen/personer/4/inbjudan", nil).Want(http.StatusSeeOther)
	form.Set("email", "other@exempel.se")
	form.Set("role", "convener")
	if got := b.Post("/gruppen/personer", form).Want(http.StatusUnprocessableEntity).Text("#role-error"); got != "Rollen ges av systemförvaltaren." {
		t.Errorf("the coordinator's role: %q", got)
	}
	form.Set("role", "chair")
	form.Set("unit", "")
	b.Post("/gruppen/personer", form).Want(http.StatusSeeOther)
	end := b.Get("/gruppen/personer").Form("/gruppen/personer/9/avsluta")
	end.Set("last.9", "2026-05-03")
	if got := b.Post("/gruppen/personer/9/avsluta", end).Want(http.StatusUnprocessableEntity).Find("#roll-9 .ds-validation-message").Length(); got != 1 {
		t.Error("the day that is wrong is not shown where it was typed")
	}
	end.Set("last.9", "2026-05-04")
	b.Post("/gruppen/personer/9/avsluta", end).Want(http.StatusSeeOther)
	if got := b.Get("/gruppen/personer").Text("#roll-9 .task-text"); !strings.Contains(got, "till och med 4 maj 2026") {
		t.Errorf("ended: %q", got)
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Administrator} {
		setUp(t, f, id).Get("/gruppen/personer").Want(http.StatusForbidden)
	}
	end.Set("last.1", "2026-05-04")
	setUp(t, f, testgroup.Other).Post("/gruppen/personer/1/avsluta", end).Want(http.StatusNotFound)
}

// The administrator lets a member take over where the coordinator has left, and takes it
// back; the page tells neither what is open in the group nor what is written to the member.
func TestTheAdministratorAppointsACoordinatorOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b := setUp(t, f, testgroup.Administrator)
	const path = "/konton/grupper/prov/sammanstallande"
	shown := b.Get(path).Want(http.StatusOK)
	if got := shown.Text("main"); !strings.Contains(got, "Sara Samman är sammanställande sedan 1 januari 2020.") || shown.Find("#oppet").Length() != 0 {
		t.Errorf("shown: %q", got)
	}
	form := shown.Form(path)
	form.Set("first", "2026-05-03")
	if got := b.Post(path, form).Want(http.StatusUnprocessableEntity); got.Text("#to-error") != "Fyll i uppgiften." || !strings.Contains(got.Text("#first-error"), "2026-05-04") {
		t.Errorf("what is wrong: %q, %q", got.Text("#to-error"), got.Text("#first-error"))
	}
	form.Set("to", "4")
	form.Set("first", "2026-06-01")
	form.Set("note", "Bara till Olle")
	b.Post(path, form).Want(http.StatusSeeOther)
	ahead := b.Get(path)
	if got := ahead.Text("main"); !strings.Contains(got, "Olle Ordförande tar över 1 juni 2026") || strings.Contains(got, "Bara till Olle") {
		t.Errorf("ahead: %q", got)
	}
	chair := setUp(t, f, testgroup.Chair).Get("/gruppen/overlamna").Want(http.StatusOK)
	if got := chair.Text("main"); !strings.Contains(got, "Bara till Olle") || chair.Find("main form").Length() != 0 {
		t.Errorf("the chair reads %q", got)
	}
	if to := b.Post(path+"/1/ta-tillbaka", nil).Want(http.StatusSeeOther).Location; to != path {
		t.Errorf("leads to %s", to)
	}
	b.Post(path+"/1/ta-tillbaka", nil).Want(http.StatusConflict)
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Observer} {
		setUp(t, f, id).Get(path).Want(http.StatusForbidden)
	}
	setUp(t, f, testgroup.Member).Get("/gruppen/overlamna").Want(http.StatusForbidden)
	setUp(t, f, testgroup.Administrator).Get("/konton/grupper/ingen/sammanstallande").Want(http.StatusNotFound)
}
