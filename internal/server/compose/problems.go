package compose

import (
	"context"

	"samsyn/internal/app/report"
	"samsyn/internal/i18n"
	"samsyn/internal/prose"
	"samsyn/internal/quality"
)

// section is one of the report's.
type section = report.Section

// Problem is a reference in one of the year's texts that refers to nothing.
type Problem struct {
	// Section is where it stands, or Measure; the other is zero.
	Section int64
	Measure quality.IndicatorID
	Where   string // the section's heading, or the measure's name
	Typed   string // as it stands in the text, with its brackets
	Why     string // in words, with what to do
}

// Problems are the references in all of the year's texts that refer to nothing, in the
// order the texts are read.
func Problems(ctx context.Context, r *report.Report) (list []Problem) {
	c := newComposer(r)
	resolve := c.resolver(ctx)
	add := func(at Problem, body string) {
		for _, p := range prose.HTML(body, resolve).Problems {
			at.Typed, at.Why = "[["+p.Typed+"]]", why(ctx, r, p.Why)
			list = append(list, at)
		}
	}
	for _, s := range r.Sections {
		add(Problem{Section: s.ID, Where: s.Heading}, s.Body)
	}
	for n := range r.Data.Measures {
		m := &r.Data.Measures[n]
		text := r.TextOf(m.ID)
		for _, body := range []string{text.Discussion, text.Assessment, text.NextSteps, text.Message} {
			add(Problem{Measure: m.ID, Where: m.VersionOn(quality.WholeYear(r.Year).End()).Name}, body)
		}
	}
	return list
}

// Preview is a text as it will stand in the report, with what its references lack.
type Preview struct {
	HTML     string
	Problems []Problem
}

// PreviewOf shows how a text will stand in the report.
func PreviewOf(ctx context.Context, r *report.Report, body string) Preview {
	text := prose.HTML(body, newComposer(r).resolver(ctx))
	p := Preview{HTML: text.HTML}
	for _, problem := range text.Problems {
		p.Problems = append(p.Problems, Problem{Typed: "[[" + problem.Typed + "]]", Why: why(ctx, r, problem.Why)})
	}
	return p
}

// why is the reason in words.
func why(ctx context.Context, r *report.Report, w prose.Why) string {
	switch w {
	case prose.UnknownCode:
		return i18n.T(ctx, "Det finns inget mått med den koden.")
	case prose.UnknownName:
		return i18n.T(ctx, "Ingen enhet, region, del av måttet eller uppgift heter så.")
	case prose.UnknownYear:
		return i18n.T(ctx, "Rapporten har bara siffror för %d–%d.", r.Data.FirstYear, r.Data.LastYear)
	case prose.PartNeeded:
		return i18n.T(ctx, "Måttet är uppdelat. Skriv vilken del du menar.")
	}
	return i18n.T(ctx, "Den uppgiften finns inte för det du har valt.")
}
