package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestAFormSentAfterTheSessionEndedIsNotLost: signing in carries it, and it can be
// saved right after, without a script.
func TestAFormSentAfterTheSessionEndedIsNotLost(t *testing.T) {
	_, site := newSite(t)
	p := visit(t, site)
	const form = "/inrapportering/ALA/2026K1"
	typed := url.Values{"figure.1.0.2026K1.numerator": {"12"}, "figure.1.0.2026K1.comment": {`Två "barn" & <en> till`}}
	a := p.post(form, typed)
	if a.status != http.StatusUnauthorized || !strings.Contains(a.body, "Det du skrev finns kvar.") {
		t.Fatalf("%d: %s", a.status, a.body)
	}
	hidden := hiddenIn(t, a.body, "/logga-in")
	hidden.Set("email", "lead@exempel.se")
	hidden.Set("password", "fel")
	if a = p.post("/logga-in", hidden); a.status != http.StatusUnprocessableEntity {
		t.Fatalf("a wrong password: %d", a.status)
	}
	hidden = hiddenIn(t, a.body, "/logga-in")
	hidden.Set("email", "lead@exempel.se")
	hidden.Set("password", password)
	if a = p.post("/logga-in", hidden); a.status != http.StatusOK {
		t.Fatalf("signed in: %d", a.status)
	}
	again := hiddenIn(t, a.body, form)
	if again.Encode() != typed.Encode() {
		t.Errorf("%v, want %v", again, typed)
	}
	// Nothing but this site is sent to, and no password is put into a page.
	hidden.Set("kept_path", "https://example.org/steal")
	if a = visit(t, site).post("/logga-in", hidden); strings.Contains(a.body, "example.org") {
		t.Error("what was typed would be sent elsewhere")
	}
	if a = visit(t, site).post("/konto/losenord", url.Values{"password": {"hemligt"}}); strings.Contains(a.body, "hemligt") {
		t.Error("a password stands in the page")
	}
}

// TestAScriptIsToldThatTheSessionHasEnded by a status and not by another page.
func TestAScriptIsToldThatTheSessionHasEnded(t *testing.T) {
	_, site := newSite(t)
	p := visit(t, site)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site.URL+"/inrapportering/ALA/2026K1/rad", strings.NewReader("a=b"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set(partHeader, "row")
	if a := p.read(p.client.Do(request)); a.status != http.StatusUnauthorized || a.body != "" {
		t.Errorf("%d %q", a.status, a.body)
	}
}

// hiddenIn is the hidden fields of the form that is sent to the address.
func hiddenIn(t *testing.T, body, action string) url.Values {
	t.Helper()
	page, err := goquery.NewDocumentFromReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	values := url.Values{}
	page.Find(`form[action="` + action + `"] input[type=hidden]`).Each(func(_ int, field *goquery.Selection) {
		values.Add(field.AttrOr("name", ""), field.AttrOr("value", ""))
	})
	return values
}
