package compose_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/postgres"
	"samsyn/internal/prose"
	"samsyn/internal/quality"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/words"
)

// reads is how the text reads, without its mark-up.
func reads(t *testing.T, r *report.Report, text string) string {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(strings.NewReader(compose.PreviewOf(t.Context(), r, text).HTML))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(d.Text())
}

func TestReferences(t *testing.T) {
	whole, public := example(t)
	t.Run("forms", func(t *testing.T) { testForms(t, whole) })
	t.Run("whole and masked", func(t *testing.T) { testMasked(t, whole, public) })
	t.Run("sets", func(t *testing.T) { testSets(t, whole) })
	t.Run("problems", func(t *testing.T) { testProblems(t, *whole) })
	t.Run("sentences", func(t *testing.T) { testSentences(t, whole, public) })
	t.Run("the example's texts", func(t *testing.T) {
		for _, r := range []*report.Report{whole, public} {
			if list := compose.Problems(t.Context(), r); len(list) != 0 {
				t.Errorf("the example refers to nothing: %+v", list)
			}
		}
	})
	t.Run("anchors", func(t *testing.T) { testAnchors(t, whole) })
}

// counted is a proportion of the year with a target, that is not divided.
func counted(t *testing.T, r *report.Report) analysis.Row {
	t.Helper()
	for _, b := range r.Data.Overview(r.Year) {
		for _, row := range b.Rows {
			if row.Measure.Kind == quality.Proportion && row.Total.Target != nil && row.Total.Target.Threshold != nil && row.Stratum.ID == 0 && row.Total.Change != nil {
				return row
			}
		}
	}
	t.Fatal("the example has no such measure")
	return analysis.Row{}
}

func testForms(t *testing.T, r *report.Report) {
	ctx, row := t.Context(), counted(t, r)
	unit, code := row.Units[0], row.Measure.Code
	reached, judged := 0, 0
	for _, u := range row.Units {
		if s := u.Judgement.Status; s == quality.Met || s == quality.ProbablyMet {
			reached++
			judged++
		} else if s == quality.Uncertain || s == quality.NotMet {
			judged++
		}
	}
	quarter := r.Data.RowOver(row.Measure, row.Stratum, analysis.PeriodSpan(quality.Quarter(2025, 2)))
	before := r.Data.Row(row.Measure, row.Stratum, 2024)
	for typed, want := range map[string]string{
		"":                                words.Value(ctx, row.Total.Result),
		"2025":                            words.Value(ctx, row.Total.Result),
		"2024":                            words.Value(ctx, before.Total.Result),
		"2025K2":                          words.Value(ctx, quarter.Total.Result),
		unit.Unit.ShortName:               words.Value(ctx, unit.Result),
		"2025 " + unit.Unit.Code:          words.Value(ctx, unit.Result),
		"hela gruppen 2025":               words.Value(ctx, row.Total.Result),
		row.Regions[0].Name + " antal":    words.Basis(ctx, row.Regions[0].Result),
		unit.Unit.ShortName + " antal":    words.Basis(ctx, unit.Result),
		"intervall":                       words.Interval(ctx, row.Total.Result),
		"mål":                             words.Target(ctx, *row.Total.Target, row.Measure.Kind, row.Definition),
		"namn":                            row.Definition.Name,
		"nådde":                           strconv.Itoa(reached) + " av " + strconv.Itoa(judged) + " enheter",
		"förändring":                      words.Difference(ctx, row.Total.Result, row.Total.Change.Difference) + ", " + words.ChangeCertainty(ctx, row.Total.Change),
		unit.Unit.ShortName + " bortfall": strconv.Itoa(unit.Expected-unit.Filled()) + " av " + strconv.Itoa(unit.Expected) + " uppgifter",
	} {
		if got := reads(t, r, "[["+code+" "+typed+"]]"); got != want {
			t.Errorf("%q reads %q, want %q", typed, got, want)
		}
	}
	if got := reads(t, r, "[["+strings.ToLower(code)+"]]"); got != words.Value(ctx, row.Total.Result) {
		t.Errorf("a code in small letters reads %q", got)
	}
}

// testMasked asks for every result in every form, as somebody outside: what is hidden
// gives no number.
func testMasked(t *testing.T, whole, public *report.Report) {
	hidden := 0
	open, shut := whole.Data.Overview(2025), public.Data.Overview(2025)
	for b := range shut {
		for n, row := range shut[b].Rows {
			for u, cell := range row.Units {
				if cell.State != analysis.Masked {
					continue
				}
				hidden++
				secret := words.Basis(t.Context(), open[b].Rows[n].Units[u].Result)
				for _, form := range prose.Forms() {
					typed := prose.Reference{Code: row.Measure.Code, Names: row.Stratum.Name + " " + cell.Unit.ShortName, Form: form}.String()
					got := reads(t, public, typed)
					if secret != "" && strings.Contains(got, secret) {
						t.Errorf("%s reads %q", typed, got)
					}
					if slices.Contains([]prose.Form{prose.Value, prose.Counts, prose.Interval, prose.Change}, form) && got != "dolt" {
						t.Errorf("%s reads %q", typed, got)
					}
				}
			}
			typed := prose.Reference{Code: row.Measure.Code, Names: row.Stratum.Name, Period: quality.Quarter(2025, 1)}.String()
			if got := reads(t, public, typed); got != "visas inte kvartal för kvartal" {
				t.Errorf("%s reads %q", typed, got)
			}
		}
	}
	if hidden == 0 {
		t.Error("the example hides nothing: this test shows nothing")
	}
}

func testSets(t *testing.T, r *report.Report) {
	reached, judged := 0, 0
	for _, b := range r.Data.Overview(2025) {
		for _, row := range b.Rows {
			switch row.Total.Judgement.Status {
			case quality.Met, quality.ProbablyMet:
				reached++
				judged++
			case quality.Uncertain, quality.NotMet:
				judged++
			}
		}
	}
	want := strconv.Itoa(reached) + " av " + strconv.Itoa(judged) + " mått"
	if got := reads(t, r, "[[alla 2025 nådde]]"); got != want || judged == 0 {
		t.Errorf("all read %q, want %q", got, want)
	}
	for _, typed := range []string{"[[Omvårdnad nådde]]", "[[medicinska säkert]]", "[[patientnöjdhet missade]]", "[[alla 2024 oklart]]"} {
		if got := reads(t, r, typed); !strings.HasSuffix(got, " mått") {
			t.Errorf("%s reads %q", typed, got)
		}
	}
	if got := reads(t, r, "[[alla bättre]]"); got == "" || strings.Contains(got, "[[") {
		t.Errorf("what is better reads %q", got)
	}
	if got := reads(t, r, "[[alla bortfall]]"); !strings.HasSuffix(got, " uppgifter") {
		t.Errorf("what is missing reads %q", got)
	}
}

func testProblems(t *testing.T, r report.Report) {
	row := counted(t, &r)
	code := row.Measure.Code
	data := *r.Data
	data.Measures = slices.Clone(data.Measures)
	divided := slices.IndexFunc(data.Measures, func(m analysis.Measure) bool { return m.Code != code })
	data.Measures[divided].Strata = []quality.Stratum{{ID: 1, Name: "före vecka 28"}, {ID: 2, Name: "vecka 28–31"}}
	r.Data = &data
	r.Sections = []report.Section{{ID: 7, Heading: "Medicin", Body: "[[XX99]] [[" + code + " Kalmra]] [[" + code + " 2019]] [[" + code + "]]"},
		{ID: 8, Heading: "Mer", Body: "[[" + r.Data.Measures[divided].Code + "]] [[" + code + " bättre]] [[alla]] [[alla 2025K1 nådde]] [[alla Kalmar nådde]]"}}
	r.Texts = []postgres.MeasureText{{IndicatorID: row.Measure.ID, Assessment: "[[YY]]", Message: "[[ZZ]]"}}
	got := compose.Problems(t.Context(), &r)
	var typed []string
	for _, p := range got {
		typed = append(typed, p.Typed+" "+p.Where)
		if p.Why == "" || (p.Section == 0) == (p.Measure == 0) {
			t.Errorf("%+v", p)
		}
	}
	if why := compose.PreviewOf(t.Context(), &r, "[["+data.Measures[divided].Code+" Kalmar]]").Problems; len(why) != 0 {
		t.Errorf("without a part it is all of them together: %+v", why)
	}
	name := row.Definition.Name
	want := []string{"[[XX99]] Medicin", "[[" + code + " Kalmra]] Medicin", "[[" + code + " 2019]] Medicin",
		"[[" + code + " bättre]] Mer", "[[alla]] Mer", "[[alla 2025K1 nådde]] Mer", "[[alla Kalmar nådde]] Mer", "[[YY]] " + name, "[[ZZ]] " + name}
	if !slices.Equal(typed, want) {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(typed, "\n"), strings.Join(want, "\n"))
	}
}

// testSentences: all that is offered can be resolved, by those outside too, and tells them
// nothing that is hidden.
func testSentences(t *testing.T, whole, public *report.Report) {
	count := 0
	check := func(s compose.Sentence) {
		count++
		if strings.Contains(s.Reads, "[[") || strings.Contains(reads(t, public, s.Text), "[[") {
			t.Errorf("cannot be resolved: %+v", s)
		}
	}
	for _, content := range []string{"overview", "text", "medical", "nursing", "patient_satisfaction", "data_quality", "variation"} {
		list := compose.SectionSentences(t.Context(), whole, content)
		if len(list) == 0 {
			t.Errorf("nothing can be said under %s", content)
		}
		for _, s := range list {
			check(s)
		}
	}
	for _, m := range whole.Data.Measures {
		for _, s := range compose.MeasureSentences(t.Context(), whole, m.ID) {
			check(s)
		}
	}
	if len(compose.SectionSentences(t.Context(), whole, "questions")) != 0 || count < 30 {
		t.Errorf("%d sentences", count)
	}
	row := counted(t, whole)
	first := compose.MeasureSentences(t.Context(), whole, row.Measure.ID)[0]
	if !strings.HasPrefix(first.Reads, row.Definition.Name+": ") || !strings.Contains(first.Reads, "nådde målet (") {
		t.Errorf("the first reads %q", first.Reads)
	}
}

// testAnchors: what a text says leads to where it comes from, and is told of in the document.
func testAnchors(t *testing.T, r *report.Report) {
	row := counted(t, r)
	with := *r
	with.Sections = slices.Clone(r.Sections)
	with.Sections[0].Body = "Se [[" + row.Measure.Code + "]] och [[" + row.Measure.Code + "]] och [[alla nådde]]."
	with.Texts = []postgres.MeasureText{{IndicatorID: row.Measure.ID, Discussion: "**Varför**", Assessment: "Nu [[" + row.Measure.Code + " antal]].", NextSteps: "Mer.", Message: "Det blev [[" + row.Measure.Code + "]]."}}
	d, err := compose.Document(t.Context(), &with, compose.Frame{AsOf: today})
	if err != nil {
		t.Fatal(err)
	}
	figures := d.Sections[0].Blocks[0].Prose.Figures
	if len(figures) != 2 || figures[0].From != compose.Anchor(row) || figures[0].Text != words.Value(t.Context(), row.Total.Result) || figures[1].From != "oversikt-tabell" {
		t.Errorf("figures %+v", figures)
	}
	others := 0
	for m := range d.Measures() {
		if m.ID != int64(row.Measure.ID) {
			if m.Discussion != nil {
				t.Errorf("%s has another's text", m.Title)
			}
			if strings.Contains(m.Message, "nådde målet") {
				others++
			}
			continue
		}
		if m.Discussion == nil || m.Discussion.HTML != "<p><strong>Varför</strong></p>\n" || m.Next == nil ||
			len(m.Assessment.Figures) != 1 || m.Message != "Det blev "+words.Value(t.Context(), row.Total.Result)+"." {
			t.Errorf("written of it: %+v", m)
		}
	}
	if others == 0 {
		t.Error("no measure has a message of its own")
	}
}
