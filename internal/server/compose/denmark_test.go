package compose_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/importing"
	"samsyn/internal/app/report"
	"samsyn/internal/exchange"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

// denmark is the report of nine Danish hospitals' published figures for 2002–2005, which
// come in through a file: see the source beside it.
func denmark(t *testing.T) *report.Report {
	t.Helper()
	file, err := os.Open("../../exchange/testdata/neonatal_denmark_2002_2005.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read, err := exchange.Read(file, exchange.Limits{})
	if err != nil || len(read.Problems) > 0 {
		t.Fatal(err, read.Problems)
	}
	db, now := testdb.New(t).DB, func() time.Time { return today }
	template := importing.Template{MissingReasons: []string{"Annan orsak"}}
	for _, content := range []string{"text", "overview", "medical", "nursing", "patient_satisfaction", "variation", "data_quality", "appendix"} {
		template.Headings = append(template.Headings, postgres.ReportHeading{Heading: "Om " + content, Content: content})
	}
	request := importing.Request{File: "neonatal_denmark_2002_2005.csv", Rows: read.Rows, Create: true, Template: template}
	if _, problems, err := importing.New(db, now).Apply(t.Context(), org.Actor{Person: org.Person{Name: "samsyn import"}}, request); err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var group org.Group
	if err := db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		group, err = tx.GroupByCode(t.Context(), "danmark-neo")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	convener := org.Actor{Memberships: []org.Membership{{Role: org.Convener, GroupID: group.ID}}}
	r, err := report.New(db, now).Read(t.Context(), convener, group.ID, 2005)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRealFigures: every hospital stands with each of the eight measures, in both groups of
// children, with its interval, and where it lies in a funnel.
func TestRealFigures(t *testing.T) {
	d := document(t, denmark(t))
	if d.Example {
		t.Error("real figures are said to be made up")
	}
	codes, pictures := map[string]int{}, map[string]int{}
	for m := range d.Measures() {
		codes[m.Code]++
		if m.Period != "2002–2005" || m.Before != "" || m.Earlier != "" || m.Missing {
			t.Errorf("%s: %q, before %q and %q, missing %t", m.Title, m.Period, m.Before, m.Earlier, m.Missing)
		}
		hospitals := 0
		for _, r := range m.Results {
			if r.Sum {
				continue
			}
			hospitals++
			if r.Numerator == nil || r.Denominator == nil || r.Point == nil || *r.Lower > *r.Point || *r.Upper < *r.Point || r.Counts == "" || r.Interval == "" {
				t.Errorf("%s, %s: %+v", m.Title, r.Who, r)
			}
		}
		if hospitals != 9 {
			t.Errorf("%s: %d hospitals", m.Title, hospitals)
		}
		if strings.Contains(m.Message, "[[") {
			t.Errorf("%s: the sentence is %q", m.Title, m.Message)
		}
		drawn := ""
		for _, p := range m.Pictures {
			pictures[p.Kind]++
			drawn += p.Kind + " "
			if p.Kind == "funnel" && !strings.Contains(p.Alt, "slumpens gränser") {
				t.Errorf("%s: the funnel is described as %q", m.Title, p.Alt)
			}
		}
		if drawn != "comparison funnel " {
			t.Errorf("%s: pictures %q; one period is no line", m.Title, drawn)
		}
	}
	if len(codes) != 8 {
		t.Errorf("measures %v", codes)
	}
	for code, parts := range codes {
		if parts != 3 { // two gestation groups, and both together
			t.Errorf("%s stands for %d groups of children", code, parts)
		}
	}
	if pictures["funnel"] != 24 || pictures["comparison"] != 24 {
		t.Errorf("pictures %v", pictures)
	}
	for _, table := range tablesOf(d) {
		if table.ID == "oversikt-tabell" && (len(table.Columns) != 3 || len(table.Rows) != 25) {
			t.Errorf("without targets and a year before, the overview has %d columns and %d lines", len(table.Columns), len(table.Rows))
		}
	}
	said := string(encoded(t, d))
	for _, want := range []string{"Enheterna skiljer sig mer än slumpen förklarar för", "Så är resultaten gjorda"} {
		if !strings.Contains(said, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
}
