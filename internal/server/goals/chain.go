package goals

import (
	"context"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// chainRows is the goal's years with what each was to reach; none when there is but one.
func chainRows(ctx context.Context, p goals.GoalPage) []view.ChainRow {
	chain := quality.Chain(p.AllGoals, p.Goal.ID)
	if len(chain) < 2 {
		return nil
	}
	var rows []view.ChainRow
	for _, g := range chain {
		row := view.ChainRow{Year: strconv.Itoa(g.Year), Title: g.Title, URL: "/mal/" + number(g.ID), Current: g.ID == p.Goal.ID}
		switch {
		case g.Raised:
			row.Step = i18n.T(ctx, "Höjt från året före")
		case g.PreviousGoalID != 0:
			row.Step = i18n.T(ctx, "Behållet från året före")
		default:
			row.Step = i18n.T(ctx, "Nytt mål")
		}
		for _, id := range g.Indicators {
			if i, known := p.Indicator(id); known {
				row.Targets = append(row.Targets, chainTarget(ctx, p.AllTargets, g.Year, i))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// chainTarget is what the measure was to reach in the year, for everybody.
func chainTarget(ctx context.Context, targets []quality.Target, year int, i quality.Indicator) view.ChainTarget {
	c := view.ChainTarget{Measure: i.Definition.Name, Target: i18n.T(ctx, "Inget mål bestämt"), ResultURL: resultURL(i.Code, year)}
	n := slices.IndexFunc(targets, func(t quality.Target) bool { return t.IndicatorID == i.ID && t.Year == year && t.UnitID == 0 })
	if n >= 0 {
		c.Target = words.WholeTarget(ctx, targets[n], i.Kind, i.Definition)
	}
	return c
}

// decisionFacts is when and where something was decided, and why.
func decisionFacts(ctx context.Context, d quality.Decision, m goals.MeetingName) []ui.Definition {
	facts := []ui.Definition{{Term: i18n.T(ctx, "Beslutat"), Text: i18n.LongDate(ctx, d.On)}}
	if m.ID != 0 {
		facts = append(facts, ui.Definition{Term: i18n.T(ctx, "Möte"), Text: meetingText(ctx, m)})
	}
	return append(facts, ui.Definition{Term: i18n.T(ctx, "Skäl"), Text: d.Reason})
}
