package compose

import (
	"context"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
)

// goals is the category's goals with their measures, and last the category's measures
// that follow no goal.
func (c composer) goals(ctx context.Context, category quality.Category) ([]edition.Block, error) {
	var blocks []edition.Block
	for _, b := range c.blocks {
		goal := c.goal(ctx, b)
		for _, row := range b.Rows {
			if b.Goal.Category != category && (b.Goal.ID != 0 || row.Measure.Category != category) {
				continue
			}
			m, err := c.measure(ctx, row)
			if err != nil {
				return nil, err
			}
			goal.Measures = append(goal.Measures, m)
		}
		if len(goal.Measures) > 0 || b.Goal.Category == category {
			blocks = append(blocks, edition.Block{Goal: &goal})
		}
	}
	if len(blocks) == 0 {
		blocks = append(blocks, edition.Block{Paragraph: i18n.T(ctx, "Gruppen valde inget mål av det här slaget för året.")})
	}
	return blocks, nil
}

func (c composer) goal(ctx context.Context, b analysis.Block) edition.Goal {
	g := b.Goal
	if g.ID == 0 {
		return edition.Goal{Title: i18n.T(ctx, "Mått utan mål")}
	}
	goal := edition.Goal{ID: int64(g.ID), Title: g.Title, Value: g.ValueForChildren, Patients: g.PatientView, Marks: words.CareMarks(ctx, g.Marks), Work: c.actionLines(ctx, c.goalActions(b))}
	for _, id := range g.Promises {
		for _, p := range c.Data.Promises {
			if p.ID == id {
				goal.Promises = append(goal.Promises, p.Text)
			}
		}
	}
	return goal
}

// measure is a measure's pages: results, pictures, and what has been written of them.
func (c composer) measure(ctx context.Context, row analysis.Row) (edition.Measure, error) {
	before := c.Data.Row(row.Measure, row.Stratum, c.Year-1)
	earlier := c.Data.Row(row.Measure, row.Stratum, c.Year-2)
	m := edition.Measure{
		Anchor: Anchor(row), Code: row.Measure.Code, ID: int64(row.Measure.ID), Title: rowTitle(row), Target: targetWords(ctx, row),
		Measured: measured(ctx, row.Definition), Period: words.Period(ctx, row.Period),
		Before: words.Period(ctx, before.Period), Earlier: words.Period(ctx, earlier.Period),
	}
	for n, cell := range row.Units {
		if !c.tells(row, cell.Unit) {
			continue
		}
		line := result(ctx, cell.Unit.ShortName, cell, before.Units[n].Result, earlier.Units[n].Result)
		line.UnitID = int64(cell.Unit.ID)
		m.Results = append(m.Results, line)
		for _, said := range cell.Comments {
			m.Comments = append(m.Comments, edition.Statement{Unit: cell.Unit.ShortName, UnitID: int64(cell.Unit.ID),
				About: words.Period(ctx, said.Period), Text: said.Text})
		}
	}
	m.Comments = append(m.Comments, c.answered(ctx, row)...)
	if len(row.Regions) < 2 {
		row.Regions = nil // one region is the whole group
	}
	for n, region := range row.Regions {
		sum := result(ctx, region.Name, region.Cell, before.Regions[n].Result, earlier.Regions[n].Result)
		sum.Sum = true
		m.Results = append(m.Results, sum)
	}
	total := result(ctx, i18n.T(ctx, "Hela gruppen"), row.Total, before.Total.Result, earlier.Total.Result)
	total.Sum = true
	m.Results = append(m.Results, total)
	m.Missing = slices.ContainsFunc(row.Units, func(cell analysis.Cell) bool { return row.Includes(cell.Unit) && !cell.Complete() })
	hideEmpty(&m)
	c.written(ctx, row, &m)
	drawn, err := c.pictures(ctx, row)
	m.Pictures, m.Notes = drawn.list, append(c.notes(ctx, row), drawn.notes...)
	m.Course = c.course(ctx, row)
	return m, err
}

// hideEmpty leaves out the earlier years that nobody has a value for, as before the group
// began to collect the measure, and the share that is missing when nothing is.
func hideEmpty(m *edition.Measure) {
	before, earlier := false, false
	for n, r := range m.Results {
		before = before || r.Before != i18n.NoValue
		earlier = earlier || r.Earlier != i18n.NoValue
		if !m.Missing {
			m.Results[n].Missing = ""
		}
	}
	if !before {
		m.Before = ""
	}
	if !earlier {
		m.Earlier = ""
	}
}

func result(ctx context.Context, who string, c analysis.Cell, before, earlier analysis.Result) edition.Result {
	status := looks.Status(c)
	r := edition.Result{
		Who: who, Counts: words.Basis(ctx, c.Result), Value: words.Value(ctx, c.Result), Interval: words.Interval(ctx, c.Result),
		Before: earlierYear(ctx, before), Earlier: earlierYear(ctx, earlier),
		Status: string(status), StatusText: looks.StatusText(ctx, status), Standing: string(looks.Standing(c.Standing)),
		Numerator: c.Value.Numerator, Denominator: c.Value.Denominator, Point: c.Point, Lower: c.Lower, Upper: c.Upper,
	}
	if c.Standing != "" {
		r.StandingText = words.Standing(ctx, c.Standing)
	}
	if c.Expected > 0 {
		r.Missing = i18n.Percent(ctx, float64(c.Expected-c.Filled())/float64(c.Expected), 0)
	}
	if c.State == analysis.Reported && !c.Complete() {
		r.Note = words.Handed(ctx, c.Result, c.Definition.ReportingMonths)
	}
	return r
}

func targetWords(ctx context.Context, row analysis.Row) string {
	t := row.Total.Target
	if t == nil {
		return i18n.T(ctx, "Följs utan mål")
	}
	text := i18n.T(ctx, "Mål: %s", words.Target(ctx, *t, row.Measure.Kind, row.Definition))
	if t.Basis != "" {
		text += " (" + t.Basis + ")"
	}
	return text
}

// measured says in one line what is counted, out of what.
func measured(ctx context.Context, def quality.Version) string {
	if def.DenominatorText == "" || def.DenominatorText == "–" {
		return def.NumeratorText
	}
	return i18n.T(ctx, "%s, av %s", def.NumeratorText, lowerFirst(def.DenominatorText))
}

// earlierYear is a value of a year before; nothing is said of years before the group
// began to collect the measure.
func earlierYear(ctx context.Context, r analysis.Result) string {
	if r.State == analysis.NotEntered {
		return i18n.NoValue
	}
	return words.Value(ctx, r)
}

func rowTitle(row analysis.Row) string {
	return partName(row.Definition.Name, row.Stratum)
}

func partName(measure string, part quality.Stratum) string {
	if part.Name == "" {
		return measure
	}
	return measure + ", " + part.Name
}

// Anchor is where a measure's part stands in the report.
func Anchor(row analysis.Row) string {
	return fmt.Sprintf("matt-%d-%d", row.Measure.ID, row.Stratum.ID)
}

// lowerFirst lets a definition's text stand within a sentence; an abbreviation
// keeps its capitals.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
