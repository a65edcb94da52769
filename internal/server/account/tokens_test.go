package account

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/account"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

func tokensBrowser(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(account.New(f.DB, testgroup.Clock), nil)
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /konto", Handler: h.ShowProfile},
		{Pattern: "GET /konto/nycklar", Handler: h.ShowTokens},
		{Pattern: "POST /konto/nycklar", Handler: h.CreateToken},
		{Pattern: "POST /konto/nycklar/{token}/ta-bort", Handler: h.RevokeToken},
	})
}

func TestAKeyFromTheAccountsPage(t *testing.T) {
	f := testgroup.New(t)
	b := tokensBrowser(t, f, testgroup.Member)
	if b.Get("/konto").Want(http.StatusOK).Find(`a[href="/konto/nycklar"]`).Length() != 1 {
		t.Error("nothing leads to the keys")
	}
	form := b.Get("/konto/nycklar").Want(http.StatusOK).Form("/konto/nycklar")
	if form.Get("last_day") != "2027-05-04" {
		t.Errorf("proposes %v", form)
	}
	form.Set("name", "Power BI på jobbet")
	made := b.Post("/konto/nycklar", form).Want(http.StatusOK)
	token := made.Text("#made-token")
	if _, err := account.New(f.DB, testgroup.Clock).Bearer(t.Context(), token); err != nil {
		t.Fatalf("%q does not work: %v", token, err)
	}
	if made.Header.Get("Cache-Control") != "no-store" {
		t.Error("the browser may keep the key")
	}
	list := b.Get("/konto/nycklar").Want(http.StatusOK)
	if strings.Contains(list.Body, token) {
		t.Error("the key is shown again")
	}
	if got := list.Text("#mina"); !strings.Contains(got, "Power BI på jobbet") || !strings.Contains(got, "sista dag 4 maj 2027") || !strings.Contains(got, "aldrig använd") {
		t.Errorf("the list says %q", got)
	}
	revoke, _ := list.Find("#mina form").Attr("action")
	if tokensBrowser(t, f, testgroup.Convener).Post(revoke, url.Values{}).Status != http.StatusNotFound {
		t.Error("somebody else's key can be removed")
	}
	b.Post(revoke, url.Values{}).Want(http.StatusSeeOther)
	b.Post(revoke, url.Values{}).Want(http.StatusNotFound)
	b.Post("/konto/nycklar/x/ta-bort", url.Values{}).Want(http.StatusNotFound)
	if got := b.Get("/konto/nycklar").Text("#mina"); strings.Contains(got, "Power BI") {
		t.Errorf("still there: %q", got)
	}
}

func TestAKeyThatCannotBeMade(t *testing.T) {
	f := testgroup.New(t)
	b := tokensBrowser(t, f, testgroup.MedicalLead)
	for _, test := range []struct{ name, last, field string }{
		{"", "2027-01-01", "name"}, {"R", "2026-05-03", "last_day"}, {"R", "i morgon", "last_day"}, {strings.Repeat("å", 101), "", "name"},
	} {
		answer := b.Post("/konto/nycklar", url.Values{"name": {test.name}, "last_day": {test.last}}).Want(http.StatusUnprocessableEntity)
		if answer.Find(`.ds-error-summary a[href="#`+test.field+`"], [role="alert"] a[href="#`+test.field+`"], a[href="#`+test.field+`"]`).Length() == 0 {
			t.Errorf("%+v: nothing at the field: %s", test, answer.Text("main"))
		}
		if answer.Value("last_day") != test.last {
			t.Errorf("%+v: lost what was typed", test)
		}
	}
	b.Post("/konto/nycklar", url.Values{"name": {"R"}}).Want(http.StatusOK)
	if got := b.Post("/konto/nycklar", url.Values{"name": {"r"}}).Want(http.StatusUnprocessableEntity).Text("form"); !strings.Contains(got, "Välj ett annat namn") {
		t.Errorf("the same name: %q", got)
	}
	for n := 1; n < account.MaxTokens; n++ {
		b.Post("/konto/nycklar", url.Values{"name": {strings.Repeat("x", n)}}).Want(http.StatusOK)
	}
	if full := b.Get("/konto/nycklar").Want(http.StatusOK); full.Find(`form[action="/konto/nycklar"]`).Length() != 0 {
		t.Error("offers one more than there can be")
	}
	tokensBrowser(t, f, testgroup.Administrator).Get("/konto/nycklar").Want(http.StatusForbidden)
}
