package results

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// act leads to a new action about the unit's result of the measure, for those who may
// make one there; the zero link for others. The zero unit is all of them together, about
// which somebody else may do something at the own unit.
func (r reader) act(ctx context.Context, unit org.Unit, n page.NewAction) ui.Link {
	if !r.mayAct(unit.ID) && (unit.ID != 0 || !slices.ContainsFunc(r.own, r.mayAct)) {
		return ui.Link{}
	}
	n.Unit = unit.Code
	return ui.Link{Text: i18n.T(ctx, "Ny åtgärd"), URL: n.URL()}
}

// mayAct reports whether the reader may make actions for the unit.
func (r reader) mayAct(unit org.UnitID) bool { return r.actor.May(org.EditActions, r.group.ID, unit) }

// fromRow begins an action from the unit's result in the row.
func (r reader) fromRow(ctx context.Context, row analysis.Row, c analysis.Cell) ui.Link {
	if !c.Known() {
		return ui.Link{}
	}
	text := i18n.T(ctx, "%s %s: %s.", title(ctx, row.Definition), words.Period(ctx, row.Period), told(ctx, c.Result))
	return r.act(ctx, c.Unit, page.NewAction{Measure: row.Measure.Code, Origin: string(improvement.FromComparison), Text: text})
}

// acting is what is done about the unit's result of the measure from the day on: the
// actions, each with how far it has come.
func (p signalsPage) acting(ctx context.Context, m *analysis.Measure, unit org.UnitID, since time.Time) []ui.Link {
	var links []ui.Link
	for _, a := range p.Dataset.Actions {
		if len(links) < mostNotes && a.Concerns(m.ID, unit, since) {
			links = append(links, ui.Link{URL: page.ActionURL(a.ID), Text: i18n.T(ctx, "Åtgärd: %s, %s", a.Area, words.LowerActionState(ctx, a.State))})
		}
	}
	return links
}
