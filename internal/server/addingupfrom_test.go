package server

import (
	"encoding/csv"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"

	"samsyn/internal/server/api"
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
	{"/api/v1/groups/neonatologi/figures.csv", collectAPIFigures},
	{analysisOf("2024", ""), collectAnalysis},
	{analysisOf("2025", ""), collectAnalysis},
	{analysisOf("2025", "a"), collectAnalysis},
	{analysisOf("2025", "b"), collectAnalysis},
	{analysisOf("3-2026", ""), collectAnalysis},
	{analysisOf("3-2026", "c"), collectAnalysis},
}

// dividedCode is a measure of all the example's years, which the test divides.
const dividedCode = "OMV01"

// analysisOf is where other programs read it.
func analysisOf(time, stratum string) string {
	return "/api/v1/groups/neonatologi/indicators/" + dividedCode + "/analysis?time=" + time + "&stratum=" + stratum
}

// collectAPIFigures reads the figures that other programs are sent.
func collectAPIFigures(d *demo, body string, found map[number]bool) {
	d.t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		d.t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	for _, row := range rows[1:] {
		tells := false
		for _, name := range []string{"value", "numerator", "denominator", "mean", "sd", "text", "yes"} {
			tells = tells || row[column(name)] != ""
		}
		if year := row[column("period_end")][:4]; tells {
			found[number{row[column("indicator")], d.stratumName(row[column("indicator")], row[column("stratum")]), year, year,
				d.fullName(row[column("unit_name")])}] = true
		}
	}
}

// collectAnalysis reads what other programs are sent of one measure, with its time line.
func collectAnalysis(d *demo, body string, found map[number]bool) {
	d.t.Helper()
	var a api.Analysis
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		d.t.Fatal(err)
	}
	n := number{code: a.Indicator, first: a.Period.Start[:4], last: a.Period.End[:4]}
	if a.Stratum != nil {
		n.stratum = a.Stratum.Name
	}
	see := func(n number, who string, r api.Result) {
		if n.who = who; r.Value != nil || r.Numerator != nil || r.Denominator != nil || r.Mean != nil || r.Lower != nil || r.Upper != nil {
			found[n] = true
		}
	}
	units := map[string]string{"": ""}
	for _, u := range d.whole.Units {
		units[u.Code] = u.Name
	}
	see(n, "", a.Total.Result)
	for _, r := range a.Regions {
		see(n, r.Region, r.Result)
	}
	for _, u := range a.Units {
		see(n, units[u.Unit], u.Result)
	}
	for _, p := range a.Timeline {
		n.first, n.last = p.Period.Start[:4], p.Period.End[:4]
		see(n, units[p.Unit], p.Result)
	}
}

// stratumName is the name of a measure's stratum, "" for none.
func (d *demo) stratumName(code, stratum string) string {
	if m, ok := d.whole.Measure(code); ok {
		for _, part := range m.Strata {
			if part.Code == stratum {
				return part.Name
			}
		}
	}
	return ""
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
			n.stratum = d.stratumName(n.code, link.Query().Get("grupp"))
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
