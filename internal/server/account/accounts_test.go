package account

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/account"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

// accountPages is a browser on the pages that this test is about.
func accountPages(t *testing.T, db *postgres.DB, visitor page.Visitor) *pagetest.Browser {
	h := New(account.New(db, testgroup.Clock), nil)
	return pagetest.New(t, visitor, []pagetest.Route{
		{Pattern: "GET /forsta-start", Handler: h.ShowFirstStart},
		{Pattern: "POST /forsta-start", Handler: h.CreateFirstAccount},
		{Pattern: "GET /konton", Handler: h.ShowAccounts},
		{Pattern: "GET /konton/nytt", Handler: h.EditNewAccount},
		{Pattern: "POST /konton/nytt", Handler: h.CreateAccount},
		{Pattern: "GET /konton/{person}", Handler: h.ShowAccount},
		{Pattern: "POST /konton/{person}", Handler: h.SaveAccount},
		{Pattern: "POST /konton/{person}/roll", Handler: h.GiveRole},
		{Pattern: "POST /konton/{person}/roll/{membership}/avsluta", Handler: h.EndRole},
		{Pattern: "POST /konton/{person}/losenord", Handler: h.SendKey},
		{Pattern: "POST /konton/{person}/slutat", Handler: h.Leave},
		{Pattern: "POST /konton/{person}/tillbaka", Handler: h.Return},
	})
}

func TestAccountList(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE person SET left_on = '2026-05-04' WHERE id = 4`)
	list := accountPages(t, f.DB, f.Visitor(testgroup.Administrator)).Get("/konton").Want(http.StatusOK)
	if rows := list.Find("#konton tbody tr").Length(); rows != 7 {
		t.Errorf("%d people in the list", rows)
	}
	if got := list.Text(`#konton tr:has(a[href="/konton/1"])`); got != "Lena Läkare lead@exempel.se Medicinskt ledningsansvarig läkare, Ala, Provgruppen" {
		t.Errorf("a row says %q", got)
	}
	if got := list.Text("#slutat li"); got != "Olle Ordförande från 4 maj 2026" {
		t.Errorf("those who left: %q", got)
	}
	accountPages(t, f.DB, f.Visitor(testgroup.Convener)).Get("/konton").Want(http.StatusForbidden)
}

func TestNewAccountKeepsWhatWasTyped(t *testing.T) {
	f := testgroup.New(t)
	b := accountPages(t, f.DB, f.Visitor(testgroup.Administrator))
	form := b.Get("/konton/nytt").Want(http.StatusOK).Form("/konton/nytt")
	if form.Get("from") != "2026-05-04" {
		t.Errorf("the role would begin %q", form.Get("from"))
	}
	form.Set("name", "Nina Ny")
	form.Set("email", "lead@exempel.se")
	form.Set("profession", "nurse")
	form.Set("role", "unit_manager")
	form.Set("group", "1")
	form.Set("unit", "2")
	again := b.Post("/konton/nytt", form).Want(http.StatusUnprocessableEntity)
	if got := again.Text("#email-error"); got != "E-postadressen används redan." {
		t.Errorf("beside the field: %q", got)
	}
	if got, _ := again.Find("#error-summary a").Attr("href"); got != "#email" {
		t.Errorf("the summary leads to %q", got)
	}
	for name, want := range map[string]string{"name": "Nina Ny", "email": "lead@exempel.se", "profession": "nurse",
		"role": "unit_manager", "group": "1", "unit": "2", "from": "2026-05-04"} {
		if got := again.Value(name); got != want {
			t.Errorf("%s came back as %q, want %q", name, got, want)
		}
	}

	form.Set("email", "nina@exempel.se")
	done := b.Post("/konton/nytt", form).Want(http.StatusOK)
	if link := done.Text("#made-link"); !strings.HasPrefix(link, "http://example.com/valkommen/") {
		t.Errorf("the link is %q", link)
	}
	if got := done.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the link may be cached: %q", got)
	}
	if got := b.Get("/konton").Text(`#konton tr:contains("Nina Ny") th`); got != "Nina Ny Inbjuden 4 maj 2026, har inte valt lösenord än. Länken gäller till 18 maj 2026." {
		t.Errorf("in the list: %q", got)
	}
}

func TestAccountForms(t *testing.T) {
	f := testgroup.New(t)
	b := accountPages(t, f.DB, f.Visitor(testgroup.Administrator))
	shown := b.Get("/konton/4").Want(http.StatusOK)
	if got := shown.Text("#roller tbody tr th"); got != "Ordförande" {
		t.Errorf("roles: %q", got)
	}
	end := shown.Form("/konton/4/roll/4/avsluta")
	end.Set("last.4", "i morgon")
	wrong := b.Post("/konton/4/roll/4/avsluta", end).Want(http.StatusUnprocessableEntity)
	if wrong.Value("last.4") != "i morgon" || !strings.HasPrefix(wrong.Text("#last-4-error"), "Skriv datumet") {
		t.Errorf("%q: %q", wrong.Value("last.4"), wrong.Text("#last-4-error"))
	}
	end.Set("last.4", "2026-05-04")
	b.Post("/konton/4/roll/4/avsluta", end).Want(http.StatusSeeOther)

	b.Post("/konton/4/roll", url.Values{"role": {"observer"}, "group": {"1"}, "unit": {"1"}}).Want(http.StatusUnprocessableEntity)
	b.Post("/konton/4/roll", url.Values{"role": {"observer"}, "group": {"1"}}).Want(http.StatusSeeOther)
	person := shown.Form("/konton/4")
	person.Set("name", "")
	if got := b.Post("/konton/4", person).Want(http.StatusUnprocessableEntity).Text("#name-error"); got != "Fyll i uppgiften." {
		t.Errorf("without a name: %q", got)
	}
	person.Set("name", "Olle Ny")
	b.Post("/konton/4", person).Want(http.StatusSeeOther)
	if got := b.Post("/konton/4/losenord", nil).Want(http.StatusOK).Text("#made-link"); !strings.Contains(got, "/valkommen/") {
		t.Errorf("somebody without a password is led to %q", got)
	}
	if got := b.Get("/konton/4").Text("#inbjudan"); !strings.HasPrefix(got, "Inbjuden 4 maj 2026") {
		t.Errorf("the invitation: %q", got)
	}
	f.Exec(`UPDATE person SET password_hash = 'x' WHERE id = 4`)
	if got := b.Post("/konton/4/losenord", url.Values{"end_now": {"1"}}).Want(http.StatusOK).Text("#made-link"); !strings.Contains(got, "/nytt-losenord/") {
		t.Errorf("somebody with a password is led to %q", got)
	}
	if got := f.Text(`SELECT coalesce(password_hash, 'none') FROM person WHERE id = 4`); got != "none" {
		t.Error("the password that was to end is still there")
	}
	b.Post("/konton/4/slutat", shown.Form("/konton/4/slutat")).Want(http.StatusSeeOther)
	left := b.Get("/konton/4").Want(http.StatusOK)
	if left.Find(`form[action="/konton/4/roll"]`).Length() != 0 {
		t.Error("somebody who has left can be given a role")
	}
	b.Post("/konton/4/tillbaka", nil).Want(http.StatusSeeOther)
	alone := b.Post("/konton/7/slutat", url.Values{"left": {"2026-05-04"}}).Want(http.StatusUnprocessableEntity)
	if !strings.Contains(alone.Text("#left-error"), "minst en systemförvaltare") {
		t.Errorf("the last one leaves: %q", alone.Text("#left-error"))
	}
	b.Get("/konton/99").Want(http.StatusNotFound)
	b.Get("/konton/x").Want(http.StatusNotFound)
}

func TestFirstStartPage(t *testing.T) {
	d := testdb.New(t)
	b := accountPages(t, d.DB, page.Visitor{Now: testgroup.Now})
	form := b.Get("/forsta-start").Want(http.StatusOK).Form("/forsta-start")
	form.Set("name", "Amir Admin")
	form.Set("email", "admin@exempel.se")
	form.Set("password", "ett långt lösenord")
	again := b.Post("/forsta-start", form).Want(http.StatusUnprocessableEntity)
	if again.Value("name") != "Amir Admin" || !strings.HasPrefix(again.Text("#repeat-error"), "Lösenorden är olika") {
		t.Errorf("%q, %q", again.Value("name"), again.Text("#repeat-error"))
	}
	form.Set("repeat", "ett långt lösenord")
	if got := b.Post("/forsta-start", form).Want(http.StatusSeeOther).Location; got != "/logga-in" {
		t.Errorf("redirected to %q", got)
	}
	b.Get("/forsta-start").Want(http.StatusNotFound)
	b.Post("/forsta-start", form).Want(http.StatusNotFound)
	room := account.New(d.DB, testgroup.Clock)
	who, err := room.SignIn(t.Context(), account.Credentials{Email: "admin@exempel.se", Password: "ett långt lösenord"})
	if err != nil {
		t.Fatal(err)
	}
	actor, _, err := room.Visit(t.Context(), who)
	if err != nil || !actor.May(org.ManageAccounts, 0, 0) {
		t.Errorf("%+v, %v", actor, err)
	}
}
