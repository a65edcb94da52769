package compose_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/server/compose"
)

func TestDocument(t *testing.T) {
	whole, public := example(t)
	internal, outside := document(t, whole), document(t, public)
	for name, d := range map[string]*edition.Document{"internal": internal, "public": outside} {
		t.Run(name, func(t *testing.T) {
			t.Run("kept", func(t *testing.T) { testKept(t, d) })
			t.Run("names", func(t *testing.T) { testNames(t, d) })
			t.Run("results", func(t *testing.T) { testResults(t, d) })
		})
	}
	t.Run("the same again", func(t *testing.T) {
		if a, b := encoded(t, internal), encoded(t, document(t, whole)); !bytes.Equal(a, b) {
			t.Error("the same report is composed as two documents")
		}
	})
	t.Run("from the whole", func(t *testing.T) { testMadePublic(t, whole, outside) })
	t.Run("what the figures allow", func(t *testing.T) { testHonest(t, internal) })
	t.Run("hidden", func(t *testing.T) { testHidden(t, whole, public, outside) })
	t.Run("for the group alone", func(t *testing.T) { testGroupsOwn(t, whole, internal, outside) })
}

func document(t *testing.T, r *report.Report) *edition.Document {
	t.Helper()
	d, err := compose.Document(t.Context(), r, compose.Frame{AsOf: today})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func encoded(t *testing.T, d *edition.Document) []byte {
	t.Helper()
	content, _, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// testKept: what is kept is read back as it was.
func testKept(t *testing.T, d *edition.Document) {
	again, err := edition.Decode(encoded(t, d))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(encoded(t, d), encoded(t, again)); diff != "" {
		t.Error(diff)
	}
}

// testNames: nothing has another's name, and what is led to is there.
func testNames(t *testing.T, d *edition.Document) {
	seen := map[string]bool{}
	name := func(id string) {
		if id == "" || seen[id] {
			t.Errorf("%q is no name of its own", id)
		}
		seen[id] = true
	}
	for _, s := range d.Sections {
		name(s.ID)
	}
	for m := range d.Measures() {
		name(m.Anchor)
	}
	for p := range d.Pictures() {
		name(p.ID)
		if p.Title == "" || p.Alt == "" || len(p.Option) < 100 {
			t.Errorf("%s: %q, described as %q", p.ID, p.Title, p.Alt)
		}
	}
	tables := tablesOf(d)
	for _, table := range tables {
		name(table.ID)
		for _, r := range table.Rows {
			if r.Over && len(r.Cells) != 1 || !r.Over && len(r.Cells) != len(table.Columns) {
				t.Errorf("%s: a row with %d cells for %d columns: %+v", table.ID, len(r.Cells), len(table.Columns), r.Cells)
			}
		}
	}
	for _, table := range tables {
		for _, r := range table.Rows {
			for _, c := range r.Cells {
				if c.Anchor != "" && !seen[c.Anchor] {
					t.Errorf("%s leads to %s, which is not there", table.ID, c.Anchor)
				}
			}
		}
	}
}

func tablesOf(d *edition.Document) (list []edition.Table) {
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Table != nil {
				list = append(list, *b.Table)
			}
		}
	}
	return list
}

// testResults: a line says the same in words and in numbers.
func testResults(t *testing.T, d *edition.Document) {
	for m := range d.Measures() {
		if len(m.Results) < 4 || !m.Results[len(m.Results)-1].Sum || m.Target == "" || m.Period != "2025" {
			t.Errorf("%s: %d lines, target %q, period %q", m.Title, len(m.Results), m.Target, m.Period)
		}
		for _, r := range m.Results {
			if (r.Point != nil) != (r.Counts != "" && r.Status != "nobody") && m.Code != "" && r.Point == nil && r.Numerator != nil && *r.Denominator != 0 {
				t.Errorf("%s, %s: %q of %q", m.Title, r.Who, r.Value, r.Counts)
			}
			if (r.Lower == nil) != (r.Interval == "") || r.StatusText == "" {
				t.Errorf("%s, %s: interval %q, status %q", m.Title, r.Who, r.Interval, r.StatusText)
			}
			if (r.Missing != "") && !m.Missing {
				t.Errorf("%s, %s: a share that is missing, %q, without its column", m.Title, r.Who, r.Missing)
			}
		}
	}
}

// testMadePublic: an edition's two documents are made of one reading, and the public one is
// what a reader outside would have been shown.
func testMadePublic(t *testing.T, whole *report.Report, outside *edition.Document) {
	if a, b := encoded(t, document(t, whole.Public())), encoded(t, outside); !bytes.Equal(a, b) {
		t.Error("the public document of the whole report is another than the one for a reader outside")
	}
	masked := *whole
	masked.Data = whole.Data.Mask() // without Public: the composer itself leaves out the rest
	if a, b := encoded(t, document(t, &masked)), encoded(t, outside); !bytes.Equal(a, b) {
		t.Error("a report that is masked alone says more than a public one")
	}
}

// testHonest: an effect claims no cause, and a measure that nobody can judge no verdict.
func testHonest(t *testing.T, d *edition.Document) {
	text := string(encoded(t, d))
	for _, claim := range []string{"ledde till", "tack vare", "berodde på", "bäst i", "sämst i"} {
		if strings.Contains(text, claim) {
			t.Errorf("the report says %q", claim)
		}
	}
	drawn := map[string]int{}
	for p := range d.Pictures() {
		drawn[p.Kind]++
	}
	if drawn["timeline"] < 10 || drawn["comparison"] < 10 || drawn["spread"] != 1 || drawn["funnel"] != 0 {
		t.Errorf("pictures: %v; five units are no funnel", drawn)
	}
}

// testHidden: nothing that is hidden stands in the public document, and nothing can be
// worked out from what does.
func testHidden(t *testing.T, whole, public *report.Report, d *edition.Document) {
	text, hidden := string(encoded(t, d)), 0
	open, shut := whole.Data.Overview(2025), public.Data.Overview(2025)
	// Two results may be the same number by chance: 5 of 6, and 30 of 36.
	shown := map[string]bool{}
	for m := range d.Measures() {
		for _, r := range m.Results {
			for _, v := range []*float64{r.Point, r.Lower, r.Upper} {
				if v != nil {
					shown[strconv.FormatFloat(*v, 'f', -1, 64)] = true
				}
			}
		}
	}
	for b := range open {
		for n, row := range open[b].Rows {
			for u, cell := range shut[b].Rows[n].Units {
				if cell.State != analysis.Masked {
					continue
				}
				hidden++
				for _, v := range []*float64{row.Units[u].Point, row.Units[u].Lower, row.Units[u].Upper} {
					if v == nil {
						continue
					}
					if digits := strconv.FormatFloat(*v, 'f', -1, 64); len(digits) > 10 && !shown[digits] && strings.Contains(text, digits[:10]) {
						t.Errorf("%s, %s: %s stands in the public document", row.Measure.Code, cell.Unit.ShortName, digits)
					}
				}
			}
		}
	}
	if hidden < 5 {
		t.Fatalf("%d results are hidden: this test shows nothing", hidden)
	}
	for m := range d.Measures() {
		units, open, masked := 0, 0, 0
		for _, r := range m.Results {
			if r.Status == "masked" && (r.Numerator != nil || r.Denominator != nil || r.Point != nil || r.Lower != nil || r.Counts != "" || r.Interval != "" || r.Missing != "" || r.Note != "") {
				t.Errorf("%s, %s is hidden but says %+v", m.Title, r.Who, r)
			}
			if !r.Sum {
				units++
				if r.Status == "masked" {
					masked++
				} else {
					open++
				}
			}
		}
		if total := m.Results[len(m.Results)-1]; total.Status != "masked" && masked == 1 {
			t.Errorf("%s: the one hidden unit of %d is what is left of the total, %q", m.Title, units, total.Counts)
		}
		for _, said := range m.Comments {
			if !strings.HasPrefix(said.Signed, "i synpunktsrundan") { // what is said in the round is written to be read by all
				t.Errorf("%s: what units have written with their figures: %+v", m.Title, said)
			}
		}
	}
}

// testGroupsOwn: names, drafts and what is said within the group are not for others.
func testGroupsOwn(t *testing.T, whole *report.Report, internal, outside *edition.Document) {
	own, text := string(encoded(t, internal)), string(encoded(t, outside))
	if len(whole.Work.Members) == 0 {
		t.Fatal("the example has no members")
	}
	for _, m := range whole.Work.Members {
		if !strings.Contains(own, m.Name) {
			t.Errorf("%s is not among the group's members", m.Name)
		}
		if strings.Contains(text, m.Name) {
			t.Errorf("%s is named to others", m.Name)
		}
	}
	for _, s := range whole.Work.Supports {
		if strings.Contains(text, s.Title) {
			t.Errorf("others are told of the request %q", s.Title)
		}
	}
	for _, a := range whole.Work.Actions {
		if a.OriginText != "" && (strings.Contains(text, a.OriginText) || strings.Contains(own, a.OriginText)) {
			t.Errorf("what was seen is told: %q", a.OriginText)
		}
	}
	if strings.Contains(text, "-perioder") || !strings.Contains(own, "-perioder") {
		t.Error("figures by period are for the group alone")
	}
	for _, s := range outside.Sections {
		if s.Written != "" {
			t.Errorf("%s: %s", s.Heading, s.Written)
		}
	}
}
