package compose

import (
	"context"
	"strings"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// actions is what has been done, what is under way and what is planned, goal by goal, with
// what the figures say before and after.
func (c composer) actions(ctx context.Context) ([]edition.Block, error) {
	t := edition.Table{ID: "atgarder-tabell", Caption: i18n.T(ctx, "Åtgärder under året och framåt"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Åtgärd")}, {Text: i18n.T(ctx, "Enhet")}, {Text: i18n.T(ctx, "Läge")}, {Text: i18n.T(ctx, "Vad siffrorna säger")}}}
	add := func(title string, list []report.Action) error {
		if len(list) == 0 {
			return nil
		}
		t.Rows = append(t.Rows, edition.Row{Over: true, Cells: []edition.Cell{{Text: title}}})
		for _, a := range list {
			line, err := c.actionRow(ctx, a)
			if err != nil {
				return err
			}
			t.Rows = append(t.Rows, line)
		}
		return nil
	}
	told := map[improvement.ActionID]bool{}
	for _, b := range c.blocks {
		list := c.goalActions(b)
		for _, a := range list {
			told[a.ID] = true
		}
		if err := add(goalTitle(ctx, b.Goal), list); err != nil {
			return nil, err
		}
	}
	var rest []report.Action
	for _, a := range byState(c.Work.Actions) {
		if !told[a.ID] {
			rest = append(rest, a)
		}
	}
	if err := add(i18n.T(ctx, "Utan koppling till årets mål"), rest); err != nil {
		return nil, err
	}
	if len(t.Rows) == 0 {
		return nil, nil
	}
	return []edition.Block{{Paragraph: c.actionCount(ctx)}, {Table: &t},
		{Note: i18n.T(ctx, "Att siffrorna ändras efter att en åtgärd började betyder inte att åtgärden är orsaken: annat kan ha hänt samtidigt.")}}, nil
}

// goalActions are the actions for the block's goal, or else for one of its measures; what
// is done first.
func (c composer) goalActions(b analysis.Block) (list []report.Action) {
	for _, a := range byState(c.Work.Actions) {
		switch {
		case b.Goal.ID == 0:
		case a.GoalID == b.Goal.ID:
			list = append(list, a)
		case a.GoalID == 0 || a.GoalYear != b.Goal.Year: // last year's goal, with the same measure
			for _, row := range b.Rows {
				if a.IndicatorID != 0 && row.Measure.ID == a.IndicatorID {
					list = append(list, a)
					break
				}
			}
		}
	}
	return list
}

// byState is the actions by how far they have come: done, under way, planned, stopped.
func byState(list []report.Action) (sorted []report.Action) {
	for _, state := range []improvement.ActionState{improvement.ActionDone, improvement.ActionOngoing, improvement.ActionPlanned, improvement.ActionStopped} {
		for _, a := range list {
			if a.State == state {
				sorted = append(sorted, a)
			}
		}
	}
	return sorted
}

// actionCount is how many actions have come how far, in a sentence.
func (c composer) actionCount(ctx context.Context) string {
	counts := map[improvement.ActionState]int{}
	for _, a := range c.Work.Actions {
		counts[a.State]++
	}
	var parts []string
	for _, state := range []improvement.ActionState{improvement.ActionDone, improvement.ActionOngoing, improvement.ActionPlanned, improvement.ActionStopped} {
		if counts[state] > 0 {
			parts = append(parts, words.CountedActions(ctx, state, counts[state]))
		}
	}
	return i18n.N(ctx, "%d åtgärd: %s.", "%d åtgärder: %s.", len(c.Work.Actions), len(c.Work.Actions), strings.Join(parts, ", "))
}

func (c composer) actionRow(ctx context.Context, a report.Action) (edition.Row, error) {
	effect, err := c.effect(ctx, a.IndicatorID, a.UnitID, a.BeganOn)
	return edition.Row{Cells: []edition.Cell{{Text: a.Area, Detail: a.Result}, {Text: c.doer(ctx, a.UnitID)},
		{Text: words.ActionState(ctx, a.State), Detail: actionDay(ctx, a)}, {Text: effect}}}, err
}

// actionDay is when it was or is to be done.
func actionDay(ctx context.Context, a report.Action) string {
	switch {
	case a.SettledOn != nil:
		return i18n.LongDate(ctx, *a.SettledOn)
	case a.BeganOn != nil:
		return i18n.T(ctx, "började %s, klart senast %s", i18n.LongDate(ctx, *a.BeganOn), i18n.LongDate(ctx, a.DueOn))
	}
	return i18n.T(ctx, "klart senast %s", i18n.LongDate(ctx, a.DueOn))
}

// actionLines are the actions in a line each.
func (c composer) actionLines(ctx context.Context, list []report.Action) (lines []string) {
	for _, a := range byState(list) {
		line := i18n.T(ctx, "%s (%s): %s, %s.", a.Area, c.doer(ctx, a.UnitID), words.LowerActionState(ctx, a.State), actionDay(ctx, a))
		if a.Result != "" {
			line += " " + a.Result
		}
		lines = append(lines, line)
	}
	return lines
}

// effect is what the unit's figures of the measure say before and after the day, in words
// that claim no cause; "" when there is nothing to hold it against. Of a public report they
// are the published years alone.
func (c composer) effect(ctx context.Context, indicator quality.IndicatorID, unit org.UnitID, began *time.Time) (string, error) {
	if indicator == 0 || began == nil {
		return "", nil
	}
	var said []string
	for n := range c.Data.Measures {
		m := &c.Data.Measures[n]
		if m.ID != indicator {
			continue
		}
		for _, stratum := range m.Parts() {
			for _, course := range c.timeline(m, stratum).Courses(m, stratum) {
				if course.Line.Unit.ID != unit {
					continue
				}
				e, err := c.Data.Effect(course, *began)
				if err != nil {
					return "", err
				}
				text := words.ShortEffect(ctx, e)
				if difference := words.EffectDifference(ctx, e); difference != "" && (e.Verdict == analysis.Lasts || e.Verdict == analysis.Differs) {
					text += ": " + difference
				}
				if stratum.Name != "" {
					text = stratum.Name + ": " + text
				}
				said = append(said, text)
			}
		}
	}
	return strings.Join(said, "; "), nil
}
