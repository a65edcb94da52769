package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// TestThePublicPagesInEnglish: another page at an address of its own, kept apart from the
// Swedish one, that leads on in English and says what is in Swedish.
func TestThePublicPagesInEnglish(t *testing.T) {
	d := newDemo(t)
	const group = "/publicerat/neonatologi"
	_, list := d.asked(http.MethodGet, group+"/exempel", nil)
	_, documents := d.asked(http.MethodGet, group+"/dokument", nil)
	example, document := regexp.MustCompile(`/exempel/\d+`).FindString(list), regexp.MustCompile(`/dokument/\d+`).FindString(documents)
	for path, says := range map[string]string{
		"/publicerat":                   "Example data – not real figures",
		group:                           "Annual report 2024",
		group + "/2024/1":               "The annual report is in Swedish.",
		group + "/mal":                  "Value for children and families",
		group + "/resultat":             "so that nobody can be recognised",
		group + "/resultat/OMV01":       "The result for the whole group is",
		group + "/atgarder":             "In progress",
		group + "/exempel":              "its unit has agreed",
		group + example:                 "How it was",
		group + "/dokument":             "Referral paths",
		group + document:                ", published ",
		"/tillganglighet":               "The Swedish statement is the one that applies",
		"/tillganglighet/synpunkt":      "Give feedback",
		"/tillganglighet/synpunkt/tack": "Thank you for your feedback",
	} {
		got, body := d.asked(http.MethodGet, path+"?sprak=en", nil)
		_, original := d.asked(http.MethodGet, path, nil)
		if got.StatusCode != http.StatusOK || !strings.Contains(body, says) || strings.Contains(original, says) {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
		for _, want := range []string{`<html lang="en"`, `hreflang="sv"`, `hreflang="en"`, ">På svenska</a>"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s has no %s", path, want)
			}
		}
		if !strings.Contains(original, `<html lang="sv"`) || !strings.Contains(original, ">In English</a>") {
			t.Errorf("%s in Swedish", path)
		}
		leadsOnInEnglish(t, path, body)
		if strings.HasPrefix(path, "/tillganglighet/") {
			continue // kept by nobody
		}
		mark := got.Header.Get("Etag")
		if again, _ := d.asked(http.MethodGet, path+"?sprak=en", nil, "If-None-Match", mark); again.StatusCode != http.StatusNotModified || got.Header.Get("Content-Language") != "en" {
			t.Errorf("%s asked again: %d", path, again.StatusCode)
		}
		if other, _ := d.asked(http.MethodGet, path+"?sprak=sv", nil, "If-None-Match", mark); other.StatusCode != http.StatusOK {
			t.Errorf("%s: the two languages are one to whoever keeps them: %d", path, other.StatusCode)
		}
		if !strings.Contains(body, `<meta name="description" content="`) {
			t.Errorf("%s does not say what it is about", path)
		}
	}
	if _, goals := d.asked(http.MethodGet, group+"/mal?sprak=en", nil); !strings.Contains(goals, `<dd lang="sv">`) {
		t.Error("what is written in Swedish is not marked")
	}
	written := url.Values{"kind": {"content"}, "body": {""}}
	if got, body := d.asked(http.MethodPost, "/tillganglighet/synpunkt?sprak=en", written); got.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "Give feedback") {
		t.Errorf("the form comes back: %d", got.StatusCode)
	}
	written.Set("body", "What is this?")
	if got, _ := d.asked(http.MethodPost, "/tillganglighet/synpunkt?sprak=en", written); got.Header.Get("Location") != "/tillganglighet/synpunkt/tack?sprak=en" {
		t.Errorf("sent: %s", got.Header.Get("Location"))
	}
}

// leadsOnInEnglish looks at every link to a public page but the way to the Swedish one.
func leadsOnInEnglish(t *testing.T, path, body string) {
	t.Helper()
	for _, link := range regexp.MustCompile(`<a [^>]*href="((?:/publicerat|/tillganglighet)[^"]*)"[^>]*>`).FindAllStringSubmatch(body, -1) {
		if to := link[1]; !strings.Contains(to, "sprak=en") && !strings.Contains(link[0], `hreflang="sv"`) {
			t.Errorf("%s leads to the Swedish %s", path, to)
		}
	}
}
