package improve

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// MethodPage is one method with all that belongs to it.
type MethodPage struct {
	MethodLine
	Promises []quality.Promise
	// Notes are all that has been said, the latest first.
	Notes []MethodNote
	// Units are all the group has had, to name those of the notes.
	Units   []org.Unit
	Actions []ActionRow
	// Measure is the one that follows it, in its Dataset, as the actor may see it; nil
	// without one that the group has collected.
	Dataset *analysis.Dataset
	Measure *analysis.Measure
	// Effects are of each unit's line before and after it began, one for each stratum.
	Effects map[org.UnitID][]analysis.Effect
	CanEdit bool
	// CanAct says that the actor may make an action for it.
	CanAct bool
	Last   LastChange
	Today  time.Time
}

// mostOfMethod is how many actions a method's page shows.
const mostOfMethod = 100

// Method reads one of the group's methods with what its measure's figures say before and
// after each unit began. The number of queries does not depend on how many units there are.
func (room *Room) Method(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.MethodID) (MethodPage, error) {
	if err := mayView(actor, group); err != nil {
		return MethodPage{}, err
	}
	p := MethodPage{Today: room.today(), CanEdit: actor.May(org.EditActions, group, 0), Effects: map[org.UnitID][]analysis.Effect{}}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		m, err := tx.Method(ctx, group, id)
		if err != nil {
			return err
		}
		if p.Units, err = tx.Units(ctx, group); err != nil {
			return err
		}
		p.CanAct = Inside(actor, group) && MayAct(actor, group, p.Units)
		said, err := readSaid(ctx, tx, group, id)
		if err != nil {
			return err
		}
		now := slices.DeleteFunc(slices.Clone(p.Units), func(u org.Unit) bool { return !u.ActiveDuring(p.Today, p.Today) })
		p.MethodLine = room.methodLine(actor, m, now, said)
		p.Notes = slices.Clone(said.notes)
		slices.Reverse(p.Notes)
		return p.readAround(ctx, tx, actor)
	})
	p.Actions = seen(actor, group, p.Actions)
	return p, err
}

// readAround reads what the method points at, and what points at it.
func (p *MethodPage) readAround(ctx context.Context, tx *postgres.Tx, actor org.Actor) error {
	promises, err := tx.Promises(ctx, p.GroupID)
	if err != nil {
		return err
	}
	for _, promise := range promises {
		if slices.Contains(p.Method.Promises, promise.ID) {
			p.Promises = append(p.Promises, promise)
		}
	}
	actions := postgres.ActionFilter{GroupID: p.GroupID, ProgrammeKind: improvement.MethodProgramme, ProgrammeID: int64(p.ID), Limit: mostOfMethod}
	if p.Actions, err = tx.Actions(ctx, actions); err != nil {
		return err
	}
	if p.Last, err = tx.LastChange(ctx, "method", int64(p.ID)); err != nil {
		return err
	}
	return p.readEffects(ctx, tx, actor)
}

// readEffects reads all the years of the measure, and works out what they say of each unit
// that has begun.
func (p *MethodPage) readEffects(ctx context.Context, tx *postgres.Tx, actor org.Actor) error {
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
	for _, c := range p.Cells {
		if began := improvement.MethodBegan(c.Course); began != nil {
			if p.Effects[c.Unit.ID], err = ds.Effects(m, c.Unit.ID, *began); err != nil {
				return err
			}
		}
	}
	return nil
}
