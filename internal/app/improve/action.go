package improve

import (
	"context"
	"errors"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ActionPage is one action with all that belongs to it.
type ActionPage struct {
	ActionRow
	Unit     org.Unit // zero when the clinics do it together
	Promises []quality.Promise
	// Cycles and Needs are for the group alone.
	Cycles []improvement.Cycle
	Needs  []NeedRow
	// Source is what it was made from when that is an example or a decision; "" otherwise.
	Source string
	// Programme is the title of the team, the introduction or the method that it belongs to;
	// "" for none. Whoever sees an action sees all of these.
	Programme string
	// HandedOver says that it is what goes on of the team that it belongs to.
	HandedOver bool
	// Dataset has the measure's years, with small numbers hidden from those who do not see
	// them, and Measure is in it; nil without a measure that the group has collected.
	Dataset *analysis.Dataset
	Measure *analysis.Measure
	// Effects are of the measure's line at the unit, one for each stratum; none before the
	// action has begun.
	Effects []analysis.Effect
	Last    LastChange
	Today   time.Time
	Talk    improvement.Talk // zero for readers outside the talks
}

// Action reads one of the group's actions.
func (room *Room) Action(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.ActionID) (ActionPage, error) {
	if err := mayView(actor, group); err != nil {
		return ActionPage{}, err
	}
	p := ActionPage{Today: room.today()}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.ActionRow, err = tx.Action(ctx, group, id); err != nil {
			return err
		}
		if err := p.readAround(ctx, tx, actor); err != nil {
			return err
		}
		return p.readEffect(ctx, tx, actor)
	})
	p.ActionRow = seen(actor, group, []ActionRow{p.ActionRow})[0]
	return p, err
}

// readAround reads what the action points at, and what points at it.
func (p *ActionPage) readAround(ctx context.Context, tx *postgres.Tx, actor org.Actor) error {
	units, err := tx.Units(ctx, p.GroupID)
	if err != nil {
		return err
	}
	p.Unit, _ = first(units, func(u org.Unit) bool { return u.ID == p.UnitID })
	promises, err := tx.Promises(ctx, p.GroupID)
	if err != nil {
		return err
	}
	for _, id := range p.Action.Promises {
		if promise, ok := first(promises, func(each quality.Promise) bool { return each.ID == id }); ok {
			p.Promises = append(p.Promises, promise)
		}
	}
	if Inside(actor, p.GroupID) {
		if p.Cycles, err = tx.Cycles(ctx, p.GroupID, p.ID); err != nil {
			return err
		}
		if p.Talk, err = tx.Talk(ctx, p.GroupID, improvement.Subject{Kind: improvement.AboutAction, ID: int64(p.ID)}); err != nil {
			return err
		}
		if p.Needs, err = tx.Needs(ctx, postgres.NeedFilter{GroupID: p.GroupID, ActionID: p.ID, Limit: pageSize}); err != nil {
			return err
		}
	}
	if p.Last, err = tx.LastChange(ctx, "action", int64(p.ID)); err != nil {
		return err
	}
	switch p.ProgrammeKind {
	case improvement.NoProgramme:
	case improvement.TeamProgramme:
		t, err := tx.Team(ctx, p.GroupID, improvement.TeamID(p.ProgrammeID))
		if err != nil {
			return err
		}
		p.Programme, p.HandedOver = t.Title, t.ActionID == p.ID
	default:
		programme, err := tx.Programme(ctx, p.GroupID, p.ProgrammeKind, p.ProgrammeID)
		if err != nil {
			return err
		}
		p.Programme = programme.Title
	}
	var source postgres.ActionSource
	switch {
	case p.ExampleID != 0:
		source, err = tx.ExampleSource(ctx, p.GroupID, p.ExampleID)
	case p.DecisionID != 0 && Inside(actor, p.GroupID):
		source, err = tx.DecisionSource(ctx, p.GroupID, p.DecisionID)
	}
	if errors.Is(err, fault.ErrNotFound) { // an example that has been withdrawn
		err = nil
	}
	p.Source = source.Title
	return err
}

// readEffect reads all the years of the measure, and works out what they say.
func (p *ActionPage) readEffect(ctx context.Context, tx *postgres.Tx, actor org.Actor) error {
	if p.IndicatorID == 0 {
		return nil
	}
	years, err := tx.ResultYears(ctx, p.GroupID)
	if err != nil || len(years) == 0 {
		return err
	}
	whole, err := dataset.LoadMeasure(ctx, tx, p.GroupID, dataset.Years{First: years[0].Year, Last: years[len(years)-1].Year}, p.MeasureCode)
	if err != nil {
		return err
	}
	ds, err := dataset.Seen(ctx, tx, actor, whole, analysis.Span{})
	if err != nil {
		return err
	}
	m, ok := ds.Measure(p.MeasureCode)
	if !ok {
		return nil
	}
	p.Dataset, p.Measure = ds, m
	if p.BeganOn != nil {
		p.Effects, err = ds.Effects(m, p.UnitID, *p.BeganOn)
	}
	return err
}
