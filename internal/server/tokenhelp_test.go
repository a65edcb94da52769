package server

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestTheLinesToCopyWork: what the help page has Excel, Power BI, R and curl ask for is
// there, in the form and with the columns that the lines say.
func TestTheLinesToCopyWork(t *testing.T) {
	f, site := newSite(t)
	takeOver(f, t, "group;unit;indicator;period;numerator;denominator\nprov;ALA;MED1;2025K1;70;300\n")
	p := visit(t, site)
	p.signIn("lead@exempel.se", password, "/")
	key := regexp.MustCompile(`samsyn_[a-z2-7]{52}`).FindString(p.post("/konto/nycklar", url.Values{"name": {"R"}}).body)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(p.get("/konto/nycklar/hjalp").body))
	if err != nil {
		t.Fatal(err)
	}
	for id, header := range map[string]string{
		"rader-powerquery": `Headers = [Authorization = "Bearer " & Nyckel]`,
		"rader-r":          `headers = c(Authorization = paste("Bearer", nyckel))`,
		"rader-curl":       `--header "Authorization: Bearer $SAMSYN_NYCKEL"`,
	} {
		lines := doc.Find("code#" + id).Text()
		address := regexp.MustCompile(`"(http[^"]*)"`).FindStringSubmatch(lines)
		if !strings.Contains(lines, header) || address == nil || !strings.HasPrefix(address[1], site.URL) {
			t.Errorf("%s: %s", id, lines)
			continue
		}
		a := p.getWith(key, strings.TrimPrefix(address[1], site.URL))
		if a.status != http.StatusOK || !strings.Contains(a.body, "2025K1") {
			t.Errorf("%s: %s: %d %s", id, address[1], a.status, a.body)
		}
		if id == "rader-curl" {
			continue
		}
		first, _, _ := strings.Cut(strings.TrimPrefix(a.body, "\ufeff"), "\r\n")
		columns := strings.Split(first, ";")
		for _, column := range regexp.MustCompile(`\{"(\w+)", type|(\w+) = "character"|siffror, (\w+) ==`).FindAllStringSubmatch(lines, -1) {
			if name := strings.Join(column[1:], ""); !slices.Contains(columns, name) {
				t.Errorf("%s: there is no column %q in %s", id, name, first)
			}
		}
	}
}
