package group

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

const deputiesPath = "/gruppen/ersattare"

const stand = `INSERT INTO person (email, name, profession, password_hash) VALUES ('vik@exempel.se', 'Viveka Vikarie', 'nurse', 'hash')`

func TestDeputiesOnThePage(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(stand)
	b := as(t, f, testgroup.MedicalLead)
	shown := b.Get(deputiesPath).Want(http.StatusOK)
	if got := shown.Text("#ersattare"); !strings.Contains(got, "Ingen ersättare är utsedd") {
		t.Errorf("nobody yet: %q", got)
	}
	form := shown.Form(deputiesPath)
	if form.Get("from") != "2026-05-04" || form.Get("unit") != "1" {
		t.Errorf("the form opens with %v", form)
	}
	form.Set("email", "okand@exempel.se")
	form.Set("to", "2026-06-30")
	unknown := b.Post(deputiesPath, form).Want(http.StatusUnprocessableEntity)
	if got := unknown.Text("#email-error"); got != "Det finns inget konto med den adressen. Be systemförvaltaren (Amir Admin, admin@exempel.se) lägga till personen först." {
		t.Errorf("an unknown address: %q", got)
	}
	if unknown.Value("email") != "okand@exempel.se" || unknown.Value("to") != "2026-06-30" {
		t.Error("what was typed is lost")
	}
	form.Set("email", "vik@exempel.se")
	b.Post(deputiesPath, form).Want(http.StatusSeeOther)
	if got := b.Get(deputiesPath).Text("#ersattare-9 .task-main"); got != "Viveka Vikarie, Ala4 maj 2026 till och med 30 juni 2026. Utsedd av Lena Läkare." {
		t.Errorf("appointed: %q", got)
	}
	if got := b.Post(deputiesPath, form).Want(http.StatusUnprocessableEntity).Text("#email-error"); got !=
		"Personen är redan ersättare för enheten från 2026-05-04 till 2026-06-30. Ändra sista dagen där i stället." {
		t.Errorf("twice: %q", got)
	}
	change := b.Get(deputiesPath).Form(deputiesPath + "/9")
	change.Set("do", "until")
	change.Set("to.9", "2026-05-01")
	past := b.Post(deputiesPath+"/9", change).Want(http.StatusUnprocessableEntity)
	if past.Text("#to-9-error") != "Datumet har redan varit. Välj ett senare datum." || past.Value("to.9") != "2026-05-01" {
		t.Errorf("a day that has been: %q", past.Text("#to-9-error"))
	}
	change.Set("to.9", "2026-07-31")
	b.Post(deputiesPath+"/9", change).Want(http.StatusSeeOther)
	conflict := b.Post(deputiesPath+"/9", change).Want(http.StatusConflict)
	if got := conflict.Text(".notice"); !strings.Contains(got, "Någon annan ändrade") {
		t.Errorf("overtaken: %q", got)
	}
	end := b.Get(deputiesPath).Form(deputiesPath + "/9")
	end.Set("do", "end")
	b.Post(deputiesPath+"/9", end).Want(http.StatusSeeOther)
	if got := b.Get(deputiesPath).Find("#ersattare .task").Length(); got != 0 {
		t.Error("the deputy has not ended")
	}
	end.Set("do", "dance")
	b.Post(deputiesPath+"/9", end).Want(http.StatusNotFound)
}

// The coordinator chooses a unit, and the administrator's delegates stand there
// without a way to change them.
func TestTheCoordinatorsDeputies(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(stand + `; INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (4, 1, 3, 'delegate', '2020-01-01')`)
	b := as(t, f, testgroup.Convener)
	shown := b.Get(deputiesPath).Want(http.StatusOK)
	if got := shown.Text("#ersattare-9"); !strings.Contains(got, "Olle Ordförande, CedaDelegerad sedan 1 januari 2020, tills vidare.") || shown.Find("#ersattare-9 form").Length() != 0 {
		t.Errorf("the administrator's: %q", got)
	}
	form := shown.Form(deputiesPath)
	form.Set("email", "vik@exempel.se")
	form.Set("to", "2026-06-30")
	if got := b.Post(deputiesPath, form).Want(http.StatusUnprocessableEntity).Text("#unit-error"); got != "Välj en enhet." {
		t.Errorf("no unit: %q", got)
	}
	form.Set("unit", "2")
	form.Set("from", "2026-06-01")
	b.Post(deputiesPath, form).Want(http.StatusSeeOther)
	later := b.Get(deputiesPath)
	if got := later.Text("#ersattare-10 button[value=end]"); !strings.HasPrefix(got, "Ta tillbaka") {
		t.Errorf("one to come can be %q", got)
	}
	for person, led := range map[org.PersonID]int{testgroup.MedicalLead: 1, testgroup.Convener: 1, testgroup.Chair: 0, testgroup.Member: 0, testgroup.Observer: 0} {
		if got := as(t, f, person).Get("/gruppen").Find(`main a[href="` + deputiesPath + `"]`).Length(); got != led {
			t.Errorf("person %d is led there %d times", person, got)
		}
	}
	for _, person := range []org.PersonID{testgroup.Chair, testgroup.Member, testgroup.Observer} {
		reader := as(t, f, person)
		reader.Get(deputiesPath).Want(http.StatusForbidden)
		reader.Post(deputiesPath, form).Want(http.StatusForbidden)
		reader.Post(deputiesPath+"/10", url.Values{"do": {"end"}, "seen": {"2026-06-30"}}).Want(http.StatusForbidden)
	}
	as(t, f, testgroup.MedicalLead).Post(deputiesPath+"/10", url.Values{"do": {"end"}, "seen": {"2026-06-30"}}).Want(http.StatusForbidden)
}
