package report

import (
	"context"
	"strconv"
	"strings"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/prose"
	"samsyn/internal/quality"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// The fields that a reference is chosen in.
const (
	figureMeasure = "figure.measure"
	figureForm    = "figure.form"
	figureWho     = "figure.who"
	figurePeriod  = "figure.period"
	intoField     = "into"
)

// aidsOf is what can be put into a text of the year's report.
func aidsOf(ctx context.Context, r *report.Report, sentences []compose.Sentence) view.AidsView {
	v := view.AidsView{Chosen: map[string]string{}}
	for _, b := range r.Data.Overview(r.Year) {
		group := ui.OptionGroup{Label: b.Goal.Title}
		if b.Goal.ID == 0 {
			group.Label = i18n.T(ctx, "Mått utan mål")
		}
		for _, row := range b.Rows {
			label := row.Definition.Name
			if row.Stratum.Name != "" {
				label += ", " + row.Stratum.Name
			}
			code := strings.TrimSpace(row.Measure.Code + " " + row.Stratum.Name)
			group.Options = append(group.Options, ui.Option{Value: code, Label: label + " (" + row.Measure.Code + ")"})
		}
		v.Measures = append(v.Measures, group)
	}
	v.Who = whoOptions(ctx, r)
	for year := r.Year; year >= r.Data.FirstYear; year-- {
		v.Periods = append(v.Periods, ui.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	for q := 1; q <= 4 && !r.Data.Masked; q++ {
		p := quality.Quarter(r.Year, q)
		v.Periods = append(v.Periods, ui.Option{Value: p.Code(), Label: words.Sentence(words.Period(ctx, p))})
	}
	v.Forms = formOptions(ctx)
	v.Example = example(r)
	for _, s := range sentences {
		v.Sentences = append(v.Sentences, view.SentenceView{Text: s.Text, Reads: s.Reads})
	}
	return v
}

// example is a reference to a measure and a unit that there are.
func example(r *report.Report) string {
	reference := prose.Reference{Period: quality.WholeYear(r.Year), Form: prose.Counts}
	for _, m := range r.Data.Measures {
		if reference.Code == "" || m.Kind == quality.Proportion && len(m.Strata) == 0 {
			reference.Code, reference.Names = m.Code, m.Parts()[0].Name
		}
		if m.Kind == quality.Proportion && len(m.Strata) == 0 {
			break
		}
	}
	if len(r.Data.Units) > 0 {
		reference.Names = strings.TrimSpace(reference.Names + " " + r.Data.Units[0].ShortName)
	}
	return reference.String()
}

func whoOptions(ctx context.Context, r *report.Report) []ui.OptionGroup {
	units, regions := ui.OptionGroup{Label: i18n.T(ctx, "Enheter")}, ui.OptionGroup{Label: i18n.T(ctx, "Regioner")}
	seen := map[org.RegionID]bool{}
	for _, u := range r.Data.Units {
		units.Options = append(units.Options, ui.Option{Value: u.ShortName, Label: u.ShortName})
		if !seen[u.RegionID] {
			seen[u.RegionID] = true
			regions.Options = append(regions.Options, ui.Option{Value: u.RegionName, Label: u.RegionName})
		}
	}
	return []ui.OptionGroup{units, regions}
}

// formOptions are the forms that a reference to one measure can have.
func formOptions(ctx context.Context) []ui.Option {
	var list []ui.Option
	for _, f := range []struct {
		form prose.Form
		text string
	}{
		{"", i18n.T(ctx, "Värdet")},
		{prose.Counts, i18n.T(ctx, "Antalet, till exempel 24 av 31")},
		{prose.Interval, i18n.T(ctx, "95 % intervall")},
		{prose.Change, i18n.T(ctx, "Förändringen sedan året före")},
		{prose.Target, i18n.T(ctx, "Målvärdet")},
		{prose.Reached, i18n.T(ctx, "Hur många enheter som nådde målet")},
		{prose.Surely, i18n.T(ctx, "Hur många som säkert nådde det")},
		{prose.Missed, i18n.T(ctx, "Hur många som säkert inte nådde det")},
		{prose.Unclear, i18n.T(ctx, "För hur många slumpen kan avgöra")},
		{prose.Spread, i18n.T(ctx, "Om enheterna skiljer sig mer än slumpen")},
		{prose.Missing, i18n.T(ctx, "Hur mycket som saknas")},
		{prose.Name, i18n.T(ctx, "Måttets namn")},
	} {
		list = append(list, ui.Option{Value: string(f.form), Label: f.text})
	}
	return list
}

// chosen is what was chosen among the aids, so that it stays so.
func chosen(form *page.Form) map[string]string {
	all := map[string]string{}
	for _, name := range []string{figureMeasure, figureForm, figureWho, figurePeriod, intoField} {
		all[name] = form.Value(name)
	}
	return all
}

// wanted is what is to be put into the text: a sentence, or the reference that was chosen.
// A reference without a measure is a problem of the form.
func wanted(form *page.Form) string {
	if form.Has("add") {
		return form.Text("add", report.MaxBody)
	}
	if form.Value("do") != "figure" {
		return ""
	}
	measure := strings.TrimSpace(form.Value(figureMeasure))
	if measure == "" {
		form.Problem(figureMeasure, "required")
		return ""
	}
	parts := []string{measure}
	for _, name := range []string{figurePeriod, figureWho, figureForm} {
		if value := strings.TrimSpace(form.Value(name)); value != "" {
			parts = append(parts, value)
		}
	}
	return "[[" + strings.Join(parts, " ") + "]]"
}

// putLast puts a figure after the last word, and a sentence too.
func putLast(body, more string) string {
	if body == "" || more == "" {
		return body + more
	}
	return body + " " + more
}

// previewPart is a text as it will stand in the report.
func previewPart(ctx context.Context, r *report.Report, title, body string) view.PreviewPart {
	part := view.PreviewPart{Title: title}
	if strings.TrimSpace(body) == "" {
		return part
	}
	shown := compose.PreviewOf(ctx, r, body)
	part.Prose = &edition.Prose{HTML: shown.HTML}
	for _, p := range shown.Problems {
		part.Problems = append(part.Problems, ui.Definition{Term: p.Typed, Text: p.Why})
	}
	return part
}
