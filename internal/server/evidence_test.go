package server

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/postgres"
)

// TestEvidenceSaysWhatTheResultsSay: a proposal's page tells of its measures exactly what
// the results room tells, and says so when there is nothing to tell.
func TestEvidenceSaysWhatTheResultsSay(t *testing.T) {
	d := newDemo(t)
	p := d.as(d.site, "kalmar")
	variation := opened(t, p, "/resultat/variation?ar=2025")
	told := variation.Find(".candidate").FilterFunction(func(_ int, c *goquery.Selection) bool {
		return strings.Contains(c.Text(), "Hud-mot-hud första dygnet")
	})
	sentence := regexp.MustCompile(`De \d enheternas resultat 2025 .*tiden före\.`).FindString(plain(told))
	if sentence == "" {
		t.Fatalf("nothing is told of the candidate: %s", plain(told))
	}
	if link, _ := told.Find(`a[href^="/mal/forslag/nytt"]`).Attr("href"); link != "/mal/forslag/nytt?ar=2026&matt=OMV01" {
		t.Errorf("the candidate is proposed at %q", link)
	}
	id := d.proposal("Hud mot hud")
	proposal := opened(t, p, "/mal/forslag/"+id)
	evidence := plain(proposal.Find("#underlag"))
	for _, want := range []string{sentence, "Inga siffror finns för 2026. Det som står här är om 2025.", "Det föreslagna värdet, minst 85 %, är inte nått: med ",
		"Når säkert inte det föreslagna värdet: Linköping, ", "Året före var det ", "Över tid: ", "Källa: "} {
		if !strings.Contains(evidence, want) {
			t.Errorf("%q is not in the evidence: %s", want, evidence)
		}
	}
	// The value and its interval are those of the measure's page.
	result := regexp.MustCompile(`\d+ % \(\d+ av \d+`).FindString(evidence)
	row := plain(opened(t, p, "/resultat?ar=2025").Find("main"))
	if value, basis, _ := strings.Cut(result, " ("); result == "" || !strings.Contains(row, basis) || !strings.Contains(row, value) {
		t.Errorf("the results say nothing of %q", result)
	}
	id = d.proposal("Föräldrarna")
	if got := plain(opened(t, p, "/mal/forslag/"+id).Find("#underlag")); !strings.Contains(got, "Inga siffror finns för måttet") {
		t.Errorf("a measure without figures: %s", got)
	}
	if a := d.as(d.site, "rmpo"); a.get("/mal/forslag/"+id).status != http.StatusForbidden || strings.Contains(a.get("/resultat/variation?ar=2025").body, "/mal/forslag") {
		t.Error("a reader outside the group is led to what is proposed")
	}
}

// proposal is the id of next year's proposal whose title begins so.
func (d *demo) proposal(title string) (id string) {
	d.t.Helper()
	err := d.db.DB.Read(d.t.Context(), func(tx *postgres.Tx) error {
		all, err := tx.Proposals(d.t.Context(), d.group.ID, postgres.ProposalFilter{Year: demoDay.Year() + 1})
		for _, p := range all {
			if strings.HasPrefix(p.Title, title) {
				id = fmt.Sprint(p.ID)
			}
		}
		return err
	})
	if err != nil || id == "" {
		d.t.Fatalf("no proposal %q: %v", title, err)
	}
	return id
}

// opened is the page that the person gets.
func opened(t *testing.T, p *person, address string) *goquery.Document {
	t.Helper()
	a := p.get(address)
	if a.status != http.StatusOK {
		t.Fatalf("%s: %d", address, a.status)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// plain is the text with single, ordinary spaces.
func plain(s *goquery.Selection) string {
	return strings.Join(strings.Fields(s.Text()), " ")
}
