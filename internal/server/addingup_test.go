package server

import (
	"encoding/csv"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"

	"samsyn/internal/analysis"
	"samsyn/internal/disclosure"
	"samsyn/internal/quality"
)

// number names a result that somebody may have been sent a number of.
type number struct {
	code, stratum string // the stratum's name
	first, last   string // years
	who           string // a unit's or region's name, "" for all together
}

// collectors find the numbers in what an address sends. A new output with numbers of
// its own is added here; what it may tell at all is tested by walking every address.
var collectors = []struct {
	address string
	collect func(d *demo, body string, found map[number]bool)
}{
	{"/resultat/siffror.csv", collectCSV},
	{"/resultat/siffror.csv?tid=3-2026", collectSum},
	{"/resultat/alla.csv", collectCSV},
	{"/resultat/siffror.xlsx", collectXLSX},
	{"/resultat/alla.xlsx", collectXLSX},
	{"/resultat/matris?tid=2024", collectMatrix("2024", "2024")},
	{"/resultat/matris?tid=2025", collectMatrix("2025", "2025")},
	{"/resultat/matris?tid=3-2026", collectMatrix("2024", "2026")},
}

func collectCSV(d *demo, body string, found map[number]bool) {
	d.t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		d.t.Fatal(err)
	}
	d.collectRows(rows, found)
}

// collectSum is collectCSV of a file about the three years to 2026.
func collectSum(d *demo, body string, found map[number]bool) {
	d.t.Helper()
	rows := map[number]bool{}
	collectCSV(d, body, rows)
	for n := range rows {
		n.first, n.last = "2024", "2026"
		found[n] = true
	}
}

func collectXLSX(d *demo, body string, found map[number]bool) {
	d.t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		d.t.Fatal(err)
	}
	d.collectRows(rows, found)
}

// collectRows reads the table that files of results hold.
func (d *demo) collectRows(rows [][]string, found map[number]bool) {
	d.t.Helper()
	column := map[string]int{}
	for n, name := range rows[0] {
		column[name] = n
	}
	for _, row := range rows[1:] {
		at := func(name string) string {
			if n, ok := column[name]; ok && n < len(row) {
				return row[n]
			}
			return ""
		}
		who := at("Namn")
		if at("Vad raden visar") == "Alla tillsammans" {
			who = ""
		}
		if at("Täljare")+at("Nämnare")+at("Medelvärde")+at("Standardavvikelse")+at("Värde")+at("95 % från")+at("95 % till")+at("I ord") != "" {
			found[number{at("Mått"), at("Delgrupp"), at("År"), at("År"), who}] = true
		}
	}
}

var digit = regexp.MustCompile(`\d`)

// collectMatrix takes every cell with a digit in it, whatever it says.
func collectMatrix(first, last string) func(*demo, string, map[number]bool) {
	return func(d *demo, body string, found map[number]bool) {
		d.t.Helper()
		page, err := goquery.NewDocumentFromReader(strings.NewReader(body))
		if err != nil {
			d.t.Fatal(err)
		}
		page.Find(".results-matrix tbody tr").Each(func(_ int, tr *goquery.Selection) {
			link, err := url.Parse(tr.Find("th a").AttrOr("href", ""))
			if err != nil || !strings.HasPrefix(link.Path, "/resultat/matt/") {
				return
			}
			n := number{code: strings.TrimPrefix(link.Path, "/resultat/matt/"), first: first, last: last}
			if m, ok := d.whole.Measure(n.code); ok {
				for _, part := range m.Strata {
					if part.Code == link.Query().Get("grupp") {
						n.stratum = part.Name
					}
				}
			}
			tr.Find("td").Each(func(_ int, td *goquery.Selection) {
				if n.who = d.fullName(td.AttrOr("data-label", "")); digit.MatchString(td.Text()) {
					found[n] = true
				}
			})
		})
	}
}

// fullName is a unit's or region's name in files, "" for all units together.
func (d *demo) fullName(column string) string {
	for _, u := range d.whole.Units {
		if u.ShortName == column {
			return u.Name
		}
	}
	if column == "Alla enheter" {
		return ""
	}
	return column
}

// collected is every number that somebody is sent.
func (d *demo) collected(p *person) map[number]bool {
	d.t.Helper()
	found := map[number]bool{}
	for _, c := range collectors {
		response, err := p.client.Get(p.site.URL + c.address)
		if err != nil {
			d.t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if err == nil {
			err = response.Body.Close()
		}
		if err != nil || response.StatusCode != 200 {
			d.t.Fatalf("%s: %d, %v", c.address, response.StatusCode, err)
		}
		before := len(found)
		c.collect(d, string(body), found)
		if len(found) == 0 || before == 0 && len(found) < 50 {
			d.t.Fatalf("%s: only %d numbers are found", c.address, len(found)-before)
		}
	}
	return found
}

// sheet is a measure's part as somebody who was sent the numbers can put it down: every
// year of every unit, and what is known to be sums of them.
func (d *demo) sheet(m *analysis.Measure, part quality.Stratum, sent map[number]bool) disclosure.Sheet {
	s := disclosure.Sheet{Kind: map[quality.Kind]disclosure.Kind{quality.Proportion: disclosure.Proportion, quality.Rate: disclosure.Rate,
		quality.Count: disclosure.Count, quality.Mean: disclosure.Mean, quality.Score: disclosure.Mean}[m.Kind]}
	type place struct{ unit, year, cell int }
	var places []place
	year := func(y int) string { return quality.WholeYear(y).Code() }
	whole := func(v *float64) int64 {
		if v == nil {
			return 0
		}
		return int64(*v)
	}
	for y := d.whole.FirstYear; y <= d.whole.LastYear; y++ {
		for n, c := range d.whole.Row(m, part, y).Units {
			if c.State == analysis.Reported {
				places = append(places, place{n, y, len(s.Cells)})
				s.Cells = append(s.Cells, disclosure.Cell{Numerator: whole(c.Value.Numerator), Denominator: whole(c.Value.Denominator),
					Hidden: !sent[number{m.Code, part.Name, year(y), year(y), c.Unit.Name}]})
			}
		}
	}
	add := func(first, last int, who string, has func(unit int) bool) {
		total := disclosure.Total{Hidden: !sent[number{m.Code, part.Name, year(first), year(last), who}]}
		if from := d.whole.RowOver(m, part, analysis.ThreeYearSpan(last)).Total.BreakFrom; from != nil && first < last {
			first = max(first, from.Year()) // the sum is about the time under the new definition
		}
		for _, p := range places {
			if p.year >= first && p.year <= last && has(p.unit) {
				total.Cells = append(total.Cells, p.cell)
			}
		}
		if len(total.Cells) > 0 {
			s.Totals = append(s.Totals, total)
		}
	}
	var regions []string
	for _, u := range d.whole.Units {
		if !slices.Contains(regions, u.RegionName) {
			regions = append(regions, u.RegionName)
		}
	}
	for last := d.whole.FirstYear; last <= d.whole.LastYear; last++ {
		for _, first := range []int{last, last - 2} {
			add(first, last, "", func(int) bool { return true })
			for _, region := range regions {
				add(first, last, region, func(unit int) bool { return d.whole.Units[unit].RegionName == region })
			}
			if first < last {
				for n, u := range d.whole.Units {
					add(first, last, u.Name, func(unit int) bool { return unit == n })
				}
			}
		}
	}
	return s
}

// TestNothingHiddenCanBeAddedUp puts all numbers that a reader outside the group is sent
// beside each other, and works out by integer bounds what follows from them.
func TestNothingHiddenCanBeAddedUp(t *testing.T) {
	d := newDemo(t)
	sent := d.collected(d.as(d.site, "rmpo"))
	rule := disclosure.Rule{Threshold: int64(d.group.MaskingThreshold)}
	hidden, unseen := 0, 0
	for n := range d.whole.Measures {
		m := &d.whole.Measures[n]
		if !m.CountsChildren || !m.Kind.Numeric() {
			continue
		}
		for _, part := range m.Parts() {
			s := d.sheet(m, part, sent)
			if exposures := s.Audit(rule); len(exposures) > 0 {
				t.Errorf("%s %s: %v can be worked out", m.Code, part.Name, exposures)
			}
			for i, c := range s.Cells {
				if !c.Hidden || !rule.Small(s.Kind, c) {
					continue
				}
				hidden++
				s.Cells[i].Hidden = false
				if len(s.Audit(rule)) == 0 {
					unseen++
				}
				s.Cells[i].Hidden = true
			}
		}
	}
	if hidden < 15 || unseen > 0 {
		t.Errorf("of %d small numbers that are hidden, %d could be sent without being found", hidden, unseen)
	}
	d.testLeaks(rule, sent)
}

// testLeaks sends one hidden number in each way there is, and must find it.
func (d *demo) testLeaks(rule disclosure.Rule, sent map[number]bool) {
	d.t.Helper()
	all := d.as(d.site, "sammanstallande")
	for _, c := range collectors {
		response, err := all.client.Get(all.site.URL + c.address)
		if err != nil {
			d.t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if err != nil {
			d.t.Fatal(err)
		}
		_ = response.Body.Close()
		leaked := map[number]bool{}
		c.collect(d, string(body), leaked)
		for n := range sent {
			leaked[n] = true
		}
		found := false
		for n := range d.whole.Measures {
			m := &d.whole.Measures[n]
			if m.CountsChildren && m.Kind.Numeric() {
				for _, part := range m.Parts() {
					found = found || len(d.sheet(m, part, leaked).Audit(rule)) > 0
				}
			}
		}
		if !found {
			d.t.Errorf("%s could send everything without anybody noticing", c.address)
		}
	}
}
