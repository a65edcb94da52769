package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// onPage is a page to look for parts in.
func (a answer) onPage(t *testing.T) *goquery.Document {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// valueOf is what the field of the form that is sent to the address holds.
func valueOf(d *goquery.Document, action, field string) string {
	at := d.Find(`form[action="` + action + `"] [name="` + field + `"]`).Last()
	if goquery.NodeName(at) == "textarea" {
		return at.Text()
	}
	return at.AttrOr("value", "")
}

// TestWhatWasTypedStaysWhenSomebodyElseWasFirst: the form comes back with it, what is stored
// now stands beside, and sending it once more stores it.
func TestWhatWasTypedStaysWhenSomebodyElseWasFirst(t *testing.T) {
	d := newDemo(t)
	if got, _ := d.asked(http.MethodPost, "/tillganglighet/synpunkt", url.Values{"group": {"neonatologi"}, "kind": {"content"}, "body": {"Vad betyder det här?"}}); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("a stranger's feedback: %d", got.StatusCode)
	}
	group, admin := visit(t, d.site), visit(t, d.site)
	group.signIn("sammanstallande@exempel.se", password, "")
	admin.signIn("admin@exempel.se", password, "")
	comment := regexp.MustCompile(`/gruppen/patienter/(\d+)`).FindStringSubmatch(group.get("/gruppen/patienter").body)
	feedback := regexp.MustCompile(`/gruppen/oppet/synpunkter/(\d+)`).FindStringSubmatch(group.get("/gruppen/oppet/synpunkter").body)
	if comment == nil || feedback == nil {
		t.Fatal("nothing to answer")
	}
	statement := admin.get("/konton/tillganglighet").onPage(t)
	facts := url.Values{}
	for _, field := range []string{"owner", "burdens", "tested_how", "tested_on", "email", "phone", "address"} {
		facts.Set(field, valueOf(statement, "/konton/tillganglighet", field))
	}
	facts.Set("conformance", "partial")
	for _, c := range []struct {
		who         *person
		page, to    string
		field       string
		others      url.Values
		openDetails bool
	}{
		{group, "/gruppen/patienter", comment[0], "answer." + comment[1], nil, true},
		{group, "/gruppen/oppet/synpunkter", feedback[0], "outcome." + feedback[1], url.Values{"state." + feedback[1]: {"handled"}}, true},
		{admin, "/konton/tillganglighet", "/konton/tillganglighet", "shortcomings", facts, false},
	} {
		send := func(version, text string) answer {
			form := url.Values{"version": {version}, c.field: {text}}
			for name, values := range c.others {
				form[name] = values
			}
			return c.who.post(c.to, form)
		}
		version := valueOf(c.who.get(c.page).onPage(t), c.to, "version")
		if a := send(version, "Det första som skrevs."); a.status != http.StatusSeeOther {
			t.Fatalf("%s: the first: %d", c.page, a.status)
		}
		late := send(version, "Det andra som skrevs.")
		back := late.onPage(t)
		if late.status != http.StatusConflict || valueOf(back, c.to, c.field) != "Det andra som skrevs." || !strings.Contains(back.Find(".notice dl").Text(), "Det första som skrevs.") {
			t.Errorf("%s: the second: %d, %q, %q", c.page, late.status, valueOf(back, c.to, c.field), back.Find(".notice").Text())
		}
		if c.openDetails && back.Find(`details[open] form[action="`+c.to+`"]`).Length() != 1 {
			t.Errorf("%s: what was typed is hidden", c.page)
		}
		if a := send(valueOf(back, c.to, "version"), "Det andra som skrevs."); a.status != http.StatusSeeOther || !strings.Contains(c.who.get(c.page).body, "Det andra som skrevs.") {
			t.Errorf("%s: once more: %d", c.page, a.status)
		}
		// What is wrong stands at its field, and the version stays the one that was read.
		long := send(version, strings.Repeat("x", 20_000))
		if long.status != http.StatusUnprocessableEntity || valueOf(long.onPage(t), c.to, "version") != version ||
			long.onPage(t).Find(`[name="`+c.field+`"][aria-invalid]`).Length() != 1 {
			t.Errorf("%s: too long: %d", c.page, long.status)
		}
	}
	if a := group.post(comment[0], url.Values{"version": {"1"}, "do": {"read"}}); a.status != http.StatusSeeOther {
		t.Errorf("marking as read what is answered already: %d", a.status)
	}
}
