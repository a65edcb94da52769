package improve

import (
	"context"
	"net/url"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// sparkYears is how many years a line in small is about.
const sparkYears = 3

// addFigures puts the unit's results of the goal's measures beside its sheet, and what
// they are read against.
func addFigures(ctx context.Context, p improve.GapPage, v *view.GapView) {
	v.Year = i18n.T(ctx, "Enhetens siffror")
	switch {
	case len(p.Goal.Indicators) == 0:
		v.NoFigures = i18n.T(ctx, "Målet har inget mått, så det finns inga siffror att visa.")
	case len(p.Rows) == 0:
		v.NoFigures = i18n.T(ctx, "Inget av målets mått gäller enheten.")
	default:
		v.Year = i18n.T(ctx, "Enhetens siffror %s", strconv.Itoa(p.Year))
	}
	for _, row := range p.Rows {
		v.Figures = append(v.Figures, gapFigure(ctx, p, row))
	}
	for _, row := range p.Conditions {
		if c := row.Units[p.Index]; c.State == analysis.Reported {
			name := row.Definition.Name
			if row.Stratum.Name != "" {
				name += ", " + row.Stratum.Name
			}
			v.Conditions = append(v.Conditions, ui.Definition{Term: name, Text: value(ctx, c.Result)})
		}
	}
}

// gapFigure is one measure's result at the unit.
func gapFigure(ctx context.Context, p improve.GapPage, row analysis.Row) view.GapFigure {
	c := row.Units[p.Index]
	q := url.Values{yearName: {strconv.Itoa(row.Year)}, "grupp": {row.Stratum.Code}}
	f := view.GapFigure{Name: row.Definition.Name, Part: row.Stratum.Name, URL: address("/resultat/matt/"+row.Measure.Code, q), Value: value(ctx, c.Result),
		Basis: words.Basis(ctx, c.Result), Status: looks.Status(c)}
	if interval := words.Interval(ctx, c.Result); interval != "" {
		f.Interval = i18n.T(ctx, "95 %% säkerhet: %s", interval)
	}
	if c.Target == nil {
		f.Status = ""
	} else if c.Target.Kind != quality.FollowOnly {
		f.Target = i18n.T(ctx, "Mål: %s", words.Target(ctx, *c.Target, row.Measure.Kind, row.Definition))
	}
	for _, line := range []string{words.Reached(ctx, c.Judgement), words.Gap(ctx, row.Measure, c.Distance), words.ToTell(ctx, c.Distance, row.Definition.ReportingMonths)} {
		if line != "" {
			f.More = append(f.More, words.Sentence(line))
		}
	}
	if c.Uncertain {
		f.More = append(f.More, i18n.T(ctx, "Få barn: värdet kan svänga mycket av en slump."))
	}
	if c.Change != nil {
		f.Change = joined(", ", i18n.T(ctx, "Mot året före: %s", words.Difference(ctx, c.Result, c.Change.Difference)), words.ChangeCertainty(ctx, c.Change))
	}
	for _, region := range row.Regions {
		if region.ID == p.Unit.RegionID && region.Known() {
			f.Others = append(f.Others, ui.Definition{Term: region.Name, Text: value(ctx, region.Result)})
		}
	}
	if row.Measure.Kind != quality.Count {
		f.Others = append(f.Others, ui.Definition{Term: i18n.T(ctx, "Alla enheter"), Text: value(ctx, row.Total.Result)})
	}
	spark := p.Dataset.Spark(row.Measure, row.Stratum, row.Span, sparkYears)
	low, high, ok := spark.Ends()
	if ok {
		var level *float64
		if c.Target != nil && c.Target.Kind == quality.ValueTarget {
			level = c.Target.Threshold
		}
		f.Spark = looks.Spark(spark.Units[p.Index], low, high, level)
		f.SparkText = sparkTime(ctx, spark, p.Index)
	}
	return f
}

// sparkTime is the time of a unit's line in small, from its first value to its last.
func sparkTime(ctx context.Context, s analysis.Spark, unit int) string {
	var first, last string
	for n, v := range s.Units[unit] {
		if v != nil {
			if last = words.ShortPeriod(ctx, s.Periods[n]); first == "" {
				first = last
			}
		}
	}
	if first == last {
		return first
	}
	return i18n.T(ctx, "%s till %s", first, last)
}

// value is a result with its unit, or the word for why there is none.
func value(ctx context.Context, r analysis.Result) string {
	if r.Known() {
		return words.WithUnit(ctx, r.Kind, r.Definition, *r.Point)
	}
	return words.Value(ctx, r)
}
