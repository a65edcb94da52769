package compose

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
)

// longTerm is the goals of three to five years: their milestones, and how far their
// measures have come.
func (c composer) longTerm(ctx context.Context) (blocks []edition.Block, err error) {
	for _, g := range c.LongTerm {
		if g.StartYear > c.Year+1 || g.EndYear < c.Year {
			continue
		}
		blocks = append(blocks, edition.Block{Heading: g.Title}, edition.Block{Note: fmt.Sprintf("%d–%d", g.StartYear, g.EndYear)})
		if g.Vision != "" {
			blocks = append(blocks, edition.Block{Paragraph: g.Vision})
		}
		steps := slices.DeleteFunc(slices.Clone(c.Work.Milestones), func(m quality.Milestone) bool { return m.LongTermGoalID != g.ID })
		ways := c.ways(g, steps)
		if t := c.milestones(ctx, g, steps, ways); len(t.Rows) > 0 {
			blocks = append(blocks, edition.Block{Table: &t})
		}
		for _, w := range ways {
			blocks = append(blocks, edition.Block{Paragraph: wayWords(ctx, w)})
			if walked(w) < 2 {
				continue // one year is no way
			}
			drawing := looks.Way(ctx, looks.Subject{Measure: w.Measure, Stratum: w.Stratum}, w)
			drawing.Alt.Description = wayWords(ctx, w)
			p, err := pictureOf(fmt.Sprintf("vagen-%d-%d-%d", g.ID, w.Measure.ID, w.Stratum.ID), "timeline", drawing, drawing.Alt)
			if err != nil {
				return nil, err
			}
			blocks = append(blocks, edition.Block{Picture: &p})
		}
	}
	return blocks, nil
}

// ways are how far the milestones' measures have come.
func (c composer) ways(g quality.LongTermGoal, steps []quality.Milestone) (ways []analysis.Way) {
	plan := analysis.WayPlan{Milestones: steps, First: g.StartYear, Last: g.EndYear, Present: c.Year + 1}
	for n := range c.Data.Measures {
		m := &c.Data.Measures[n]
		if !slices.ContainsFunc(steps, func(s quality.Milestone) bool { return s.IndicatorID == m.ID }) {
			continue
		}
		for _, stratum := range m.Parts() {
			ways = append(ways, c.Data.Way(m, stratum, plan))
		}
	}
	return ways
}

// walked is how many years there is a result of.
func walked(w analysis.Way) (n int) {
	for _, t := range w.Totals {
		if t.Known() {
			n++
		}
	}
	return n
}

// milestones is the goal's milestones by year, with what became of them.
func (c composer) milestones(ctx context.Context, g quality.LongTermGoal, steps []quality.Milestone, ways []analysis.Way) edition.Table {
	t := edition.Table{ID: fmt.Sprintf("delmal-%d-tabell", g.ID), Caption: i18n.T(ctx, "Delmål: %s", g.Title), Columns: []edition.Column{
		{Text: i18n.T(ctx, "År")}, {Text: i18n.T(ctx, "Delmål")}, {Text: i18n.T(ctx, "Läge")}}}
	for _, s := range steps {
		state := edition.Cell{Text: words.MilestoneState(ctx, s.State), Detail: s.Outcome}
		if s.IndicatorID != 0 {
			state = edition.Cell{Text: i18n.T(ctx, "Året är inte slut"), Detail: s.Outcome}
			for _, w := range ways {
				for _, step := range w.Steps {
					if step.ID != s.ID || step.Ahead {
						continue
					}
					state = statusCell(ctx, step.Cell)
					state.Detail = words.Value(ctx, step.Result)
				}
			}
		}
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: strconv.Itoa(s.Year)}, {Text: s.Text}, state}})
	}
	return t
}

// wayWords says how far a measure has come, without claiming more than the figures do.
func wayWords(ctx context.Context, w analysis.Way) string {
	title := w.Measure.Definition.Name
	if w.Stratum.Name != "" {
		title += ", " + w.Stratum.Name
	}
	if w.Latest < 0 {
		return i18n.T(ctx, "%s: inga siffror än.", title)
	}
	text := i18n.T(ctx, "%s: %s %d. %s.", title, words.Value(ctx, w.Totals[w.Latest].Result), w.Years[w.Latest], words.Way(ctx, w.Answer))
	if w.Course != nil {
		text += " " + i18n.T(ctx, "Sedan %d: %s", w.CourseFrom, words.Difference(ctx, w.Totals[w.Latest].Result, w.Course.Difference))
		if certainty := words.ChangeCertainty(ctx, w.Course); certainty != "" {
			text += ", " + certainty
		}
		text += "."
	}
	return text
}

// nextGoals is what the group has chosen for the year to come, with the targets and how
// they differ from this year's, and which goals it does not go on with.
func (c composer) nextGoals(ctx context.Context) (blocks []edition.Block) {
	for _, g := range c.NextGoals {
		blocks = append(blocks, edition.Block{Heading: g.Title}, edition.Block{Note: words.Category(ctx, g.Category) + ". " + c.since(ctx, g)},
			edition.Block{Paragraph: g.ValueForChildren})
		if lines := c.nextTargets(ctx, g); len(lines) > 0 {
			blocks = append(blocks, edition.Block{List: lines})
		}
	}
	var retired []string
	for _, b := range c.blocks {
		if b.Goal.Retired.Why != "" {
			retired = append(retired, b.Goal.Title+": "+b.Goal.Retired.Why)
		}
	}
	if len(retired) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Mål som gruppen inte går vidare med")}, edition.Block{List: retired})
	}
	return blocks
}

// since says whether the goal goes on from this year's.
func (c composer) since(ctx context.Context, g quality.Goal) string {
	switch {
	case g.PreviousGoalID == 0:
		return i18n.T(ctx, "Nytt för året.")
	case g.Raised:
		return i18n.T(ctx, "Fortsätter från %s, med högre krav.", strconv.Itoa(c.Year))
	}
	return i18n.T(ctx, "Fortsätter från %s.", strconv.Itoa(c.Year))
}

// nextTargets are what the goal's measures are to reach, each in a line.
func (c composer) nextTargets(ctx context.Context, g quality.Goal) (lines []string) {
	for _, id := range g.Indicators {
		n := slices.IndexFunc(c.Work.Library, func(i quality.Indicator) bool { return i.ID == id })
		if n < 0 {
			continue
		}
		i := c.Work.Library[n]
		next := everybodys(c.Work.NextTargets, id, c.Year+1)
		if next == nil {
			lines = append(lines, i18n.T(ctx, "%s: följs utan mål", i.Definition.Name))
			continue
		}
		line := i18n.T(ctx, "%s: %s", i.Definition.Name, words.Target(ctx, *next, i.Kind, i.Definition))
		if before := everybodys(c.Data.Targets, id, c.Year); before != nil && !before.SameAim(*next) {
			line += " " + i18n.T(ctx, "(%s: %s)", strconv.Itoa(c.Year), words.Target(ctx, *before, i.Kind, i.Definition))
		}
		lines = append(lines, line)
	}
	return lines
}

// everybodys is the common target of the measure for the year; nil when there is none.
func everybodys(list []quality.Target, id quality.IndicatorID, year int) *quality.Target {
	for n, t := range list {
		if t.IndicatorID == id && t.Year == year && t.UnitID == 0 {
			return &list[n]
		}
	}
	return nil
}
