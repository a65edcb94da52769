package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// mark is everything that is to be known about a value in a table of many. Where
// nobody has set a target, and for process measures, the value speaks for itself.
func mark(ctx context.Context, row analysis.Row, c analysis.Cell) view.Mark {
	m := view.Mark{Status: looks.Status(c), Note: joined(", ", append(notes(ctx, c), incomplete(ctx, row, c))...), Few: few(ctx, c)}
	if m.Status == ui.StatusFollowed && (c.Target == nil || row.Measure.Category == quality.Process) {
		m.Status = ""
	}
	m.Standing = standing(c)
	return m
}

// notes say what a value lacks, but how much of it that is in.
func notes(ctx context.Context, c analysis.Cell) []string {
	if c.State != analysis.Reported {
		return nil
	}
	var list []string
	if c.Changed {
		list = append(list, i18n.T(ctx, "ändrad efter godkännandet"))
	}
	if c.BreakFrom != nil {
		list = append(list, i18n.T(ctx, "ny definition från %s", i18n.Date(ctx, *c.BreakFrom)))
	}
	return list
}

// few says that a value is of few children: for whoever reads it that it may be chance,
// and for those who see it as members that it is not for others.
func few(ctx context.Context, c analysis.Cell) string {
	switch {
	case c.State != analysis.Reported:
		return ""
	case c.Uncertain && c.Small:
		return i18n.T(ctx, "få barn, döljs utanför gruppen")
	case c.Small:
		return i18n.T(ctx, "döljs utanför gruppen")
	case c.Uncertain:
		return i18n.T(ctx, "få barn")
	}
	return ""
}

// incomplete says how much of what is expected there is, when it is not all.
func incomplete(ctx context.Context, row analysis.Row, c analysis.Cell) string {
	switch {
	case c.State != analysis.Reported || c.Complete():
		return ""
	case c.Unit.ID == 0 && c.Units < c.ExpectedUnits:
		return i18n.N(ctx, "%d av %d enhet", "%d av %d enheter", c.ExpectedUnits, c.Units, c.ExpectedUnits)
	case !row.Measure.Kind.Numeric():
		return ""
	}
	return words.Handed(ctx, c.Result, row.Definition.ReportingMonths)
}

// standing is the badge of how settled a value is.
func standing(c analysis.Cell) ui.Standing {
	if c.State != analysis.Reported && c.State != analysis.Nobody {
		return ""
	}
	return looks.Standing(c.Standing)
}

// shown is a value for a cell of its own: "" when a badge says why there is none.
func shown(ctx context.Context, r analysis.Result) string {
	if r.State != analysis.Reported {
		return ""
	}
	return words.Value(ctx, r)
}

// changed is the difference from the time before, empty when there is none to tell.
func changed(ctx context.Context, c analysis.Cell) view.Change {
	if c.Change == nil {
		return view.Change{}
	}
	return view.Change{Text: words.Difference(ctx, c.Result, c.Change.Difference), Note: words.ChangeCertainty(ctx, c.Change)}
}

// more is what there is to say of a result against its target where there is room:
// whether the value itself reaches it, how many children it lacks, and what it takes
// to tell.
func more(ctx context.Context, row analysis.Row, c analysis.Cell) []string {
	var list []string
	for _, line := range []string{words.Reached(ctx, c.Judgement), words.Gap(ctx, row.Measure, c.Distance),
		words.ToTell(ctx, c.Distance, row.Definition.ReportingMonths)} {
		if line != "" {
			list = append(list, line)
		}
	}
	return list
}

// joined puts what there is of the parts after each other.
func joined(separator string, parts ...string) string {
	text := ""
	for _, p := range parts {
		if p != "" && text != "" {
			text += separator
		}
		text += p
	}
	return text
}
