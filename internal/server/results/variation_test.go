package results_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestVariation(t *testing.T) {
	s := newSite(t)
	t.Run("between units", s.testBetweenUnits)
	t.Run("sites beside the result", s.testBeside)
	t.Run("measures that are not tested", s.testNotTested)
	t.Run("files", s.testChartFiles)
	t.Run("page", s.testVariationPage)
	t.Run("filters", s.testVariationFilters)
	t.Run("who may", s.testVariationWhoMay)
	t.Run("masked", s.testVariationMasked)
}

// body is what is sent from the address; "" when nothing is.
func (s *site) body(t *testing.T, actor org.Actor, address string) string {
	t.Helper()
	response := s.get(t, actor, address)
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		return ""
	}
	return string(body)
}

// unranked fails when the page claims what figures cannot show.
func unranked(t *testing.T, doc *goquery.Document) {
	t.Helper()
	said := strings.ToLower(text(doc, "#skillnader, #forslag, #alla-matt, .key-figures"))
	said = strings.ReplaceAll(said, "det är ingen rangordning", "")
	for _, word := range []string{"oberättigad", "rangord", "bäst", "sämst"} {
		if strings.Contains(said, word) {
			t.Errorf("the page says %q", word)
		}
	}
}

func (s *site) testBetweenUnits(t *testing.T) {
	doc := s.page(t, s.as(org.Convener), "/resultat/matt/OMV03?ar=2025")
	unranked(t, doc)
	if got := text(doc, "#skillnader .between-answer"); !strings.Contains(got, "slumpen") {
		t.Errorf("the answer: %q", got)
	}
	for chart, table := range map[string]string{"diagram-tratt": "#tratt-tabell", "diagram-mot-ovriga": "#mot-ovriga-tabell"} {
		var option struct {
			Samsyn struct{ Kind, Description string }
		}
		if err := json.Unmarshal([]byte(doc.Find("#"+chart).Text()), &option); err != nil || option.Samsyn.Description == "" {
			t.Errorf("%s: %v %+v", chart, err, option)
		}
		var names []string
		doc.Find(table + " tbody th").Each(func(_ int, th *goquery.Selection) { names = append(names, th.Find("a").Text()) })
		if len(names) < 5 || names[0] != s.units[0].ShortName || names[1] != s.units[1].ShortName {
			t.Errorf("%s: %q, want the group's own order", table, names)
		}
		if n := doc.Find(table + " td:not([data-label])").Length(); n > 0 {
			t.Errorf("%s: %d cells do not say what they are on a narrow screen", table, n)
		}
	}
	// A place within the limits is neither good nor bad.
	doc.Find("#tratt-tabell tbody tr").Each(func(_ int, tr *goquery.Selection) {
		within := strings.Contains(tr.Text(), "Innanför")
		if kind, _ := tr.Find("td:last-child .change").Attr("data-kind"); within && kind != "" {
			t.Errorf("%s is marked %s", tr.Text(), kind)
		}
	})
	if doc.Find("#skillnader details").Length() < 6 {
		t.Error("the methods are not explained beside the charts")
	}
	if got := text(doc, "#avstand-tabell tbody tr:last-child"); !strings.Contains(got, "2025") {
		t.Errorf("the distance year by year: %q", got)
	}
}

func (s *site) testBeside(t *testing.T) {
	doc := s.page(t, s.as(org.Convener), "/resultat/matt/OMV03?ar=2025")
	if n := doc.Find("#forutsattningar-tabell thead th").Length(); n < 4 {
		t.Fatalf("%d columns: no process measures beside the result", n)
	}
	doc.Find("#forutsattningar-tabell tbody tr").Each(func(_ int, tr *goquery.Selection) {
		result := strings.TrimSpace(tr.Find("td").First().Text())
		if !strings.Contains(result, "%") && !strings.Contains(result, " ") {
			t.Errorf("%s: the result is %q", tr.Find("th").Text(), result)
		}
		if tr.Find(".status[data-kind=not_met]").Length() > 0 {
			t.Error("a condition is judged")
		}
	})
}

func (s *site) testNotTested(t *testing.T) {
	for _, code := range []string{"PRO01", "PRO14"} {
		doc := s.page(t, s.as(org.Convener), "/resultat/matt/"+code)
		if doc.Find("#skillnader, #forutsattningar").Length() > 0 {
			t.Errorf("%s: sites are meant to differ in what they have", code)
		}
	}
}

func (s *site) testChartFiles(t *testing.T) {
	for _, name := range []string{"tratt", "mot-ovriga", "avstand"} {
		for _, query := range []string{"?ar=2025", "?ar=2025&bredd=smal", "?ar=2025&granser=vida"} {
			body := s.body(t, s.as(org.MedicalLead), "/resultat/matt/OMV03/diagram/"+name+".svg"+query)
			var svg struct{ XMLName xml.Name }
			if err := xml.Unmarshal([]byte(body), &svg); err != nil || svg.XMLName.Local != "svg" {
				t.Errorf("%s%s: %v", name, query, err)
			}
		}
		lines := strings.Split(s.body(t, s.as(org.MedicalLead), "/resultat/matt/OMV03/diagram/"+name+".csv?ar=2025"), "\r\n")
		if len(lines) < 3 || strings.Count(lines[0], ";") < 5 || strings.Count(lines[1], ";") != strings.Count(lines[0], ";") {
			t.Errorf("%s.csv: %q", name, lines)
		}
	}
	if units := s.body(t, s.as(org.MedicalLead), "/resultat/matt/OMV03/diagram/enheter.csv?ar=2025"); strings.Count(units, "\r\n") != 7 {
		t.Errorf("five units and their total: %q", units)
	}
	funnel := s.body(t, s.as(org.MedicalLead), "/resultat/matt/OMV03/diagram/tratt.csv?ar=2025")
	if !strings.Contains(funnel, s.units[0].ShortName+";") || strings.Contains(funnel, "%;") {
		t.Errorf("numbers are numbers in a file: %s", funnel)
	}
	for _, address := range []string{"/resultat/matt/OMV03/diagram/nej.csv", "/resultat/matt/PRO14/diagram/tratt.csv", "/resultat/matt/PRO01/diagram/mot-ovriga.svg",
		"/resultat/variation/diagram/nej.svg", "/resultat/variation/diagram/variation.pdf", "/resultat/variation?tid=x", "/resultat/variation?omrade=x", "/resultat/variation?ar=1999"} {
		if got := s.get(t, s.as(org.MedicalLead), address).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s: %d", address, got)
		}
	}
}

func (s *site) testVariationPage(t *testing.T) {
	for _, role := range []org.Role{org.Convener, org.MedicalLead} {
		doc := s.page(t, s.as(role), "/resultat/variation?ar=2025")
		unranked(t, doc)
		if n := doc.Find("h1").Length(); n != 1 {
			t.Errorf("%d h1", n)
		}
		if got := text(doc, "#forslag h2"); !strings.Contains(got, "2026") {
			t.Errorf("goals of the year after: %q", got)
		}
		candidates := doc.Find("#forslag .candidate")
		if candidates.Length() == 0 {
			t.Fatal("no candidates in the example")
		}
		candidates.Each(func(_ int, c *goquery.Selection) {
			said := strings.Join(strings.Fields(c.Text()), " ")
			if c.Find(".tag, .ds-tag").Length() == 0 || !strings.Contains(said, "2025") {
				t.Errorf("without criterion or year: %s", said)
			}
			if strings.Contains(said, "når inte målet") && (!strings.Contains(said, "Målet är") && !strings.Contains(said, "Säkert inte i mål") || !strings.Contains(said, "säkerhet")) {
				t.Errorf("without target or interval: %s", said)
			}
			if strings.Contains(said, "Mer variation") && (!strings.Contains(said, "gånger") || !strings.Contains(said, "enheternas")) {
				t.Errorf("without how much and how many: %s", said)
			}
		})
		if doc.Find("#variation-tabell svg.spark").Length() < 5 {
			t.Error("the distance over the years is not drawn")
		}
		var verdicts []string
		doc.Find("#variation-tabell tbody tr").Each(func(_ int, tr *goquery.Selection) {
			verdicts = append(verdicts, strings.TrimSpace(tr.Find("td").Eq(2).Text()))
		})
		if len(verdicts) < 8 || verdicts[0] != "Mer än slumpen" || verdicts[len(verdicts)-1] == "Mer än slumpen" {
			t.Errorf("%q", verdicts)
		}
	}
}

func (s *site) testVariationFilters(t *testing.T) {
	rows := func(query string) int {
		return s.page(t, s.as(org.Convener), "/resultat/variation"+query).Find("#variation-tabell tbody tr").Length()
	}
	all, nursing := rows("?ar=2025"), rows("?ar=2025&omrade=nursing")
	if nursing == 0 || nursing >= all {
		t.Errorf("%d of %d measures are nursing", nursing, all)
	}
	if rows("?tid=r2025K3") == 0 || rows("?tid=2025K3") == 0 {
		t.Error("nothing over twelve months or a quarter")
	}
	doc := s.page(t, s.as(org.Convener), "/resultat/variation?ar=2025&omrade=nursing")
	if got, _ := doc.Find(".chart-files a[download]").Attr("href"); !strings.Contains(got, "omrade=nursing") || !strings.Contains(got, "ar=2025") {
		t.Errorf("the picture is of something else: %s", got)
	}
	csv := s.body(t, s.as(org.Convener), "/resultat/variation/diagram/variation.csv?ar=2025&omrade=nursing")
	if got := strings.Count(strings.TrimSpace(csv), "\r\n"); got != nursing {
		t.Errorf("%d lines for %d measures", got, nursing)
	}
}

func (s *site) testVariationWhoMay(t *testing.T) {
	for role, want := range map[org.Role]int{org.MedicalLead: 200, org.Convener: 200, org.ProgramAreaMember: 200, org.Administrator: 403, org.Observer: 403} {
		for _, address := range []string{"/resultat/variation", "/resultat/variation/diagram/variation.svg", "/resultat/variation/diagram/variation.csv", "/resultat/matt/OMV02/diagram/tratt.csv"} {
			if got := s.get(t, s.as(role), address).StatusCode; got != want {
				t.Errorf("%s at %s: %d, want %d", role, address, got, want)
			}
		}
	}
}

// testVariationMasked looks for the numbers of hidden units in everything that a
// reader outside the group gets about differences between units.
func (s *site) testVariationMasked(t *testing.T) {
	var whole *analysis.Dataset
	s.read(t, func(tx *postgres.Tx) (err error) {
		whole, err = dataset.Load(t.Context(), tx, s.group.ID, 2023, 2025)
		return err
	})
	reader, masked, hidden := s.as(org.ProgramAreaMember), whole.Mask(), 0
	common := s.body(t, reader, "/resultat/variation?ar=2025") + s.body(t, reader, "/resultat/variation/diagram/variation.csv?ar=2025")
	for n := range whole.Measures {
		m := &whole.Measures[n]
		open, shut := whole.Row(m, quality.Stratum{}, 2025), masked.Row(m, quality.Stratum{}, 2025)
		base := "/resultat/matt/" + m.Code
		sent := common + s.body(t, reader, base+"?ar=2025")
		for _, name := range []string{"enheter", "tratt", "mot-ovriga", "avstand"} {
			sent += s.body(t, reader, base+"/diagram/"+name+".csv?ar=2025") + s.body(t, reader, base+"/diagram/"+name+".svg?ar=2025")
		}
		if units := s.body(t, s.as(org.MedicalLead), "/resultat/matt/OMV03/diagram/enheter.csv?ar=2025"); strings.Count(units, "\r\n") != 7 {
			t.Errorf("five units and their total: %q", units)
		}
		funnel := s.body(t, reader, base+"/diagram/tratt.svg?ar=2025")
		for u, c := range shut.Units {
			if c.State != analysis.Masked {
				continue
			}
			hidden++
			if strings.Contains(funnel, c.Unit.ShortName) {
				t.Errorf("%s: %s has a place in the funnel", m.Code, c.Unit.ShortName)
			}
			for _, number := range exact(open.Units[u].Result) {
				if strings.Contains(sent, number) || strings.Contains(sent, strings.Replace(number, ".", ",", 1)) {
					t.Errorf("%s of %s: %s… is sent", m.Code, c.Unit.Code, number)
				}
			}
		}
		if v := whole.Variation(open); v.Hidden == 0 && masked.Variation(shut).Hidden > 0 && v.Times != nil {
			if number := exact(analysis.Result{Point: v.Times}); len(number) > 0 && strings.Contains(sent, number[0]) {
				t.Errorf("%s: how much all units vary is sent, hidden ones among them", m.Code)
			}
		}
	}
	if hidden < 5 {
		t.Fatalf("only %d results are hidden: nothing is tested", hidden)
	}
}
