package results_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

func TestPages(t *testing.T) {
	s := newSite(t)
	t.Run("comparison", s.testComparison)
	t.Run("filters", s.testFilters)
	t.Run("indicator", s.testIndicator)
	t.Run("measure of words", s.testWords)
	t.Run("unit", s.testUnit)
	t.Run("pictures", s.testPictures)
	t.Run("who may", s.testWhoMay)
	t.Run("nothing there", s.testNothingThere)
	t.Run("masked", s.testMasked)
	t.Run("marks have words", testMarks)
}

func (s *site) testComparison(t *testing.T) {
	doc := s.page(t, s.as(org.MedicalLead), "/resultat/matris")
	if n := doc.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1", n)
	}
	var names []string
	doc.Find("#mal-tabell thead th").Each(func(_ int, th *goquery.Selection) { names = append(names, strings.TrimSpace(th.Find("a").Text())) })
	for n, u := range s.units[:5] {
		if names[n+1] != u.ShortName {
			t.Errorf("column %d is %q, want %q: the group's own order", n+1, names[n+1], u.ShortName)
		}
	}
	if !strings.Contains(text(doc, "#mal-tabell thead th:last-child"), "Alla enheter") {
		t.Error("no column for all units")
	}
	if n := doc.Find("#mal-tabell .matrix-goal th[scope=rowgroup]").Length(); n < 3 {
		t.Errorf("%d goals", n)
	}
	if doc.Find("#mal-tabell td:not([data-label])").Length() > 0 {
		t.Error("a cell does not say whose it is on a narrow screen")
	}
	cell := doc.Find("#mal-tabell tbody tr:not(.matrix-goal)").First().Find("td").First()
	if cell.Find(".number").Text() == "" || cell.Find(".status svg").Length() != 1 || strings.TrimSpace(cell.Find(".status").Text()) == "" {
		t.Errorf("a cell has value, symbol and word: %s", cell.Text())
	}
	if link, _ := cell.Find("a").Attr("href"); !strings.HasPrefix(link, "/resultat/matt/") {
		t.Errorf("leads to %q", link)
	}
	if doc.Find("#mal-tabell .standing[data-kind=preliminary]").Length() == 0 || doc.Find("#mal-tabell .status[data-kind=nobody]").Length() == 0 {
		t.Error("preliminary figures and nobody to measure are marked")
	}
	if doc.Find("#processmatt-tabell").Length() != 1 || doc.Find("#forklaring details").Length() != 4 {
		t.Error("process measures and explanations")
	}
	if doc.Find("td[data-own]").Length() == 0 {
		t.Error("the own unit is not marked")
	}
}

func (s *site) testFilters(t *testing.T) {
	doc := s.page(t, s.as(org.MedicalLead), "/resultat/matris?tid=2024&omrade=nursing")
	if doc.Find("select[name=tid] option[selected]").AttrOr("value", "") != "2024" || doc.Find("select[name=omrade] option[selected]").AttrOr("value", "") != "nursing" {
		t.Error("the form does not show what is chosen")
	}
	if doc.Find("#processmatt-tabell").Length() != 0 || strings.Contains(text(doc, ".matrix-goal-category"), "Medicinsk") {
		t.Error("other areas are shown")
	}
	if link, _ := doc.Find("#mal-tabell tbody th[scope=row] a").Attr("href"); !strings.Contains(link, "tid=2024") {
		t.Errorf("the year is lost on the way: %q", link)
	}
}

func (s *site) testIndicator(t *testing.T) {
	doc := s.page(t, s.as(org.MedicalLead), "/resultat/matt/MED03")
	for _, id := range []string{"diagram-enheter", "diagram-over-tid"} {
		var option struct{ Samsyn struct{ Title, Kind string } }
		if err := json.Unmarshal([]byte(doc.Find("script#"+id).Text()), &option); err != nil || option.Samsyn.Kind == "" {
			t.Errorf("%s: %v %+v", id, err, option)
		}
		noscript := doc.Find("[data-chart=" + id + "] ~ noscript").Text()
		if strings.Count(noscript, ".svg?") != 2 || strings.Count(noscript, "bredd=smal") != 1 {
			t.Errorf("%s: without JavaScript %q", id, noscript)
		}
	}
	row := doc.Find("#enheter-tabell #enhet-" + s.units[0].Code)
	if row.Find("td").Length() != 8 || row.Find("td.value").Text() == "" {
		t.Errorf("the first unit's row: %s", row.Text())
	}
	if doc.Find("#enheter-tabell tr[data-total]").Length() != 1 || !strings.Contains(text(doc, "#enheter-tabell"), s.units[0].RegionName) {
		t.Error("regions and all units stand in the table")
	}
	if n := doc.Find("#over-tid-tabell tbody tr").Length(); n < 4 {
		t.Errorf("%d quarters", n)
	}
	if !strings.Contains(text(doc, "#definition"), "36,5–37,5") || doc.Find("#jamforelse-tabell tbody tr").Length() == 0 {
		t.Error("definition and published values")
	}
	if doc.Find("#enheter #jamforelse-tabell").Length() != 0 {
		t.Error("published values stand among the own results")
	}
	rolling := s.page(t, s.as(org.MedicalLead), "/resultat/matt/MED03?tid=r2025K3&enhet="+s.units[0].Code)
	if got := rolling.Find("select[name=tid] option[selected]").AttrOr("value", ""); got != "r2025K3" || !strings.Contains(text(rolling, "#enheter h2"), "2024") {
		t.Errorf("twelve months: %q, %q", got, text(rolling, "#enheter h2"))
	}
	rolling.Find("#over-tid .tabs a").Each(func(_ int, tab *goquery.Selection) {
		if link, _ := tab.Attr("href"); !strings.Contains(link, "tid=r2025K3") {
			t.Errorf("the time is lost on the way to a line: %q", link)
		}
	})
	outside := s.page(t, s.as(org.ProgramAreaMember), "/resultat/matt/MED03?tid=3-2026")
	if got := outside.Find("select[name=tid] option[selected]").AttrOr("value", ""); got != "3-2026" || outside.Find("select[name=tid] option[value*=K]").Length() != 0 {
		t.Errorf("outside the group: %q", got)
	}
	changed := s.page(t, s.as(org.MedicalLead), "/resultat/matt/MED11")
	if !strings.Contains(text(changed, "#over-tid-tabell"), "går inte att jämföra") || changed.Find("#definition details h3").Length() < 2 {
		t.Error("a changed definition is not shown")
	}
	one := s.page(t, s.as(org.MedicalLead), "/resultat/matt/MED03?enhet="+s.units[1].Code)
	if got := text(one, "#over-tid .tabs:first-of-type [aria-current]"); got != s.units[1].ShortName {
		t.Errorf("line of %q", got)
	}
}

func (s *site) testWords(t *testing.T) {
	doc := s.page(t, s.as(org.MedicalLead), "/resultat/matt/PRO14")
	if doc.Find("[data-chart], .chart-image").Length() != 0 {
		t.Error("words are drawn")
	}
	if !strings.Contains(text(doc, "#enheter-tabell"), "respirator") || !strings.Contains(text(doc, "#enheter-tabell"), "från 20") {
		t.Errorf("words with the day they hold from: %s", text(doc, "#enheter-tabell"))
	}
}

func (s *site) testUnit(t *testing.T) {
	doc := s.page(t, s.as(org.MedicalLead), "/resultat/enhet/"+s.units[0].Code)
	if text(doc, "h1") != s.units[0].Name || text(doc, "nav.tabs [aria-current]") != s.units[0].ShortName {
		t.Errorf("heading %q", text(doc, "h1"))
	}
	if doc.Find("section[id^=mal-] table").Length() < 3 || doc.Find("#forutsattningar dl dt").Length() < 2 {
		t.Error("goals and conditions")
	}
	if !strings.Contains(text(doc, "section[id^=mal-]"), "procentenheter") {
		t.Error("no change against the year before")
	}
	birthSite := s.page(t, s.as(org.MedicalLead), "/resultat/enhet/"+s.units[len(s.units)-1].Code)
	if birthSite.Find("section[id^=mal-]").Length() != 0 || birthSite.Find("#forutsattningar table tbody tr").Length() == 0 {
		t.Error("a birth site has process measures alone")
	}
}

func (s *site) testPictures(t *testing.T) {
	for _, name := range []string{"enheter", "over-tid"} {
		for query, width := range map[string]int{"": chart.Wide, "?bredd=smal": chart.Narrow, "?bredd=9999": chart.Wide} {
			response := s.get(t, s.as(org.MedicalLead), "/resultat/matt/MED03/diagram/"+name+".svg"+query)
			body, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			var svg struct {
				XMLName xml.Name
				Width   int `xml:"width,attr"`
			}
			if err := xml.Unmarshal(body, &svg); err != nil || svg.XMLName.Local != "svg" || svg.Width != width {
				t.Errorf("%s%s: %d px wide, want %d (%v)", name, query, svg.Width, width, err)
			}
			if got := response.Header.Get("Content-Type"); got != "image/svg+xml" {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
}

func (s *site) testWhoMay(t *testing.T) {
	for role, want := range map[org.Role]int{
		org.MedicalLead: 200, org.HeadOfDepartment: 200, org.Convener: 200, org.ProgramAreaMember: 200,
		org.Administrator: 403, org.Observer: 403,
	} {
		for _, address := range []string{"/resultat", "/resultat/matris", "/resultat/matt/MED03", "/resultat/enhet/" + s.units[0].Code, "/resultat/matt/MED03/diagram/enheter.svg"} {
			if got := s.get(t, s.as(role), address).StatusCode; got != want {
				t.Errorf("%s at %s: %d, want %d", role, address, got, want)
			}
		}
	}
	other := s.as(org.Convener)
	other.Memberships[0].GroupID++
	if got := s.get(t, other, "/resultat").StatusCode; got != http.StatusForbidden {
		t.Errorf("another group's convener: %d", got)
	}
}

func (s *site) testNothingThere(t *testing.T) {
	for _, address := range []string{"/resultat?ar=1999", "/resultat?ar=igår", "/resultat/matris?tid=1999", "/resultat/matris?tid=igår", "/resultat/matris?omrade=x", "/resultat/matt/NEJ", "/resultat/matt/MED03?ar=1999",
		"/resultat/matt/MED03?grupp=x", "/resultat/matt/MED03?enhet=x", "/resultat/enhet/NEJ", "/resultat/matt/MED03/diagram/nej.svg", "/resultat/matt/PRO14/diagram/enheter.svg"} {
		if got := s.get(t, s.as(org.MedicalLead), address).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s: %d", address, got)
		}
	}
}

// testMasked looks, in everything a reader outside the group is sent, for the
// numbers of each hidden result: as words in its own row, and with all their
// decimals, as a chart's description would have them, anywhere.
func (s *site) testMasked(t *testing.T) {
	var whole *analysis.Dataset
	s.read(t, func(tx *postgres.Tx) (err error) {
		whole, err = dataset.Load(t.Context(), tx, s.group.ID, 2024, 2025)
		return err
	})
	masked, reader, hidden := whole.Mask(), s.as(org.ProgramAreaMember), 0
	for n := range whole.Measures {
		m := &whole.Measures[n]
		open, shut := whole.Row(m, quality.Stratum{}, 2025), masked.Row(m, quality.Stratum{}, 2025)
		secrets := map[org.Unit]analysis.Cell{}
		for u, c := range append(shut.Units, shut.Total) {
			if c.State == analysis.Masked {
				secrets[c.Unit] = append(open.Units, open.Total)[u]
			}
		}
		hidden += len(secrets)
		if len(secrets) == 0 {
			continue
		}
		for where, body := range s.sentAbout(t, reader, m.Code) {
			for unit, secret := range secrets {
				for _, number := range written(t.Context(), secret.Result) {
					if unit.ID != 0 && strings.Contains(rowOf(body, unit), number) {
						t.Errorf("%s of %s: %q in the row of %s", m.Code, unit.Code, number, where)
					}
				}
				for _, number := range exact(secret.Result) {
					if strings.Contains(body, number) {
						t.Errorf("%s of %s: %s… in %s", m.Code, unit.Code, number, where)
					}
				}
			}
		}
	}
	if hidden < 5 {
		t.Fatalf("only %d results are hidden: nothing is tested", hidden)
	}
	doc := s.page(t, reader, "/resultat/matt/MED01")
	if strings.Contains(text(doc, "#over-tid-tabell"), "K1") || doc.Find("#kommentarer").Length() != 0 {
		t.Error("quarters or comments are shown")
	}
	if doc.Find("#enheter-tabell .status[data-kind=masked]").Length() == 0 {
		t.Error("nothing is marked as hidden")
	}
}

// written is what a member reads about the result.
func written(ctx context.Context, r analysis.Result) []string {
	var list []string
	for _, number := range []string{words.Basis(ctx, r), words.Interval(ctx, r)} {
		if number != "" {
			list = append(list, number)
		}
	}
	return list
}

// exact is the result's numbers with so many decimals that they are nobody else's.
func exact(r analysis.Result) []string {
	var list []string
	for _, v := range []*float64{r.Point, r.Lower, r.Upper} {
		if v == nil {
			continue
		}
		if digits := strconv.FormatFloat(*v, 'f', -1, 64); len(digits) > 10 {
			list = append(list, digits[:10])
		}
	}
	return list
}

// sentAbout is everything the reader can ask for about the measure in 2025.
func (s *site) sentAbout(t *testing.T, reader org.Actor, code string) map[string]string {
	sent := map[string]string{}
	for _, address := range []string{"/resultat/matt/" + code + "?ar=2025", "/resultat/matt/" + code + "/diagram/enheter.svg?ar=2025",
		"/resultat/matt/" + code + "/diagram/over-tid.svg?ar=2025"} {
		response := s.get(t, reader, address)
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if response.StatusCode == http.StatusOK {
			sent[address] = string(body)
		}
	}
	return sent
}

// rowOf is the part of the page that is about the unit.
func rowOf(body string, u org.Unit) string {
	_, row, _ := strings.Cut(body, `id="enhet-`+u.Code+`"`)
	row, _, _ = strings.Cut(row, "</tr>")
	return row
}

// testMarks holds the badges to the words that tables, charts and files use.
func testMarks(t *testing.T) {
	for _, status := range []quality.Status{
		quality.Met, quality.ProbablyMet, quality.Uncertain, quality.NotMet, quality.Followed,
		quality.NoResult, quality.MissingStatus, quality.NotApplied, quality.MaskedStatus,
	} {
		word := words.Status(t.Context(), status)
		var badge strings.Builder
		if err := ui.StatusBadge(looks.Status(analysis.Cell{Judgement: quality.Judgement{Status: status}})).Render(
			i18n.WithLanguage(t.Context(), i18n.Swedish), &badge); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(badge.String(), word) {
			t.Errorf("%s: %q is not on the badge %s", status, word, badge.String())
		}
	}
}
