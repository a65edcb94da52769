package results

import (
	"context"
	"strconv"

	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// learningView is what a unit does to learn and become better; nil for nothing to show.
func learningView(ctx context.Context, p results.UnitProfile) *view.UnitLearning {
	l := p.Learning
	if l == nil {
		return nil
	}
	v := &view.UnitLearning{Actions: ui.Link{Text: i18n.N(ctx, "En åtgärd är planerad eller pågår", "%d åtgärder är planerade eller pågår", l.Open, l.Open), URL: "/forbattring?enhet=" + p.Unit.Code}}
	if l.Open == 0 {
		v.Actions.Text = i18n.T(ctx, "Ingen åtgärd är planerad eller pågår")
	}
	if l.Overdue > 0 {
		v.Overdue = ui.Link{Text: i18n.N(ctx, "En är försenad", "%d är försenade", l.Overdue, l.Overdue), URL: "/forbattring?enhet=" + p.Unit.Code + "&lage=forsenade"}
	}
	for _, t := range l.Teams {
		v.Teams = append(v.Teams, view.LearningRow{Link: ui.Link{Text: t.Title, URL: "/forbattring/team/" + strconv.FormatInt(int64(t.ID), 10)}, About: words.TeamState(ctx, t.State)})
	}
	for _, e := range l.Tried {
		v.Tried = append(v.Tried, view.LearningRow{Link: ui.Link{Text: e.Title, URL: "/forbattring/exempel/" + strconv.FormatInt(int64(e.ID), 10)},
			About: i18n.T(ctx, "%s, från %s", words.AdoptionState(ctx, e.State), e.UnitName)})
	}
	return v
}
