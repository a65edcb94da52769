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

// ExamplePage is one example with all that belongs to it.
type ExamplePage struct {
	Example  improvement.Example
	Unit     org.Unit
	Contact  org.Person // zero for nobody with an account
	Goal     quality.Goal
	Promises []quality.Promise // those that it serves
	// Attachments are without their content.
	Attachments []improvement.Attachment
	// Adoptions are one for each other unit of today, in the group's order, and of
	// those that have left only what they noted.
	Adoptions []UnitAdoption
	// CanEdit says that the actor may change it.
	CanEdit bool
	Last    postgres.LastChange
	// Shown is the measure with what can be said of it; nil when the example has none.
	Shown *ShownMeasure
	Today time.Time
	Talk  improvement.Talk // zero for a draft, and for readers outside the talks
}

// UnitAdoption is how far one unit has come with the example.
type UnitAdoption struct {
	Unit org.Unit
	// Noted is what the unit has said; its State is "" when it has said nothing.
	Noted postgres.Adoption
	// Effects are the unit's figures before and after Noted.Since, part by part of the
	// measure; none unless the unit does as in the example.
	Effects []analysis.Effect
	// Own says that the actor belongs to the unit, and CanNote that the actor may note
	// something for it.
	Own, CanNote bool
}

// ShownMeasure is the measure that shows the example's result, as the reader may see it.
type ShownMeasure struct {
	Dataset *analysis.Dataset
	Measure *analysis.Measure
	// Effects are the unit's figures before and after the day it began, part by part.
	Effects []analysis.Effect
}

// Example reads an example with the figures that show its result, those of its own unit
// and of the units that do the same. The number of queries does not depend on how many
// units there are. fault.ErrNotFound when the actor may not see it.
func (room *Room) Example(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.ExampleID) (ExamplePage, error) {
	p := ExamplePage{Today: room.today()}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Example, err = seenExample(ctx, tx, actor, ExampleRef{GroupID: group, ID: id}); err != nil {
			return err
		}
		p.CanEdit = actor.May(org.EditActions, group, p.Example.UnitID)
		if p.Example.IndicatorID != 0 {
			if p.Shown, err = room.shown(ctx, tx, actor, p.Example); err != nil {
				return err
			}
		}
		if err = room.readAdoptions(ctx, tx, actor, &p); err != nil {
			return err
		}
		if err := p.readParts(ctx, tx); err != nil || p.Example.State == improvement.ExampleDraft || !actor.May(org.Discuss, group, 0) {
			return err
		}
		p.Talk, err = tx.Talk(ctx, group, improvement.Subject{Kind: improvement.AboutExample, ID: int64(id)})
		return err
	})
	return p, err
}

func (p *ExamplePage) readParts(ctx context.Context, tx *postgres.Tx) (err error) {
	e := p.Example
	if e.ContactID != 0 {
		if p.Contact, err = tx.Person(ctx, e.ContactID); err != nil {
			return err
		}
	}
	if e.GoalID != 0 {
		goals, err := tx.Goals(ctx, e.GroupID, earliestYear, latestYear)
		if err != nil {
			return err
		}
		for _, g := range goals {
			if g.ID == e.GoalID {
				p.Goal = g
			}
		}
	}
	promises, err := tx.Promises(ctx, e.GroupID)
	if err != nil {
		return err
	}
	p.Promises = nil
	for _, promise := range promises {
		for _, id := range e.Promises {
			if promise.ID == id {
				p.Promises = append(p.Promises, promise)
			}
		}
	}
	if p.Attachments, err = tx.Attachments(ctx, e.ID); err != nil {
		return err
	}
	p.Last, err = tx.LastChange(ctx, "example", int64(e.ID))
	return err
}

// shown reads the example's measure with all its years; nil when the group does not
// collect it any more, or never did. Readers outside the group get the masked figures,
// and so everything that is made of them.
func (room *Room) shown(ctx context.Context, tx *postgres.Tx, actor org.Actor, e improvement.Example) (*ShownMeasure, error) {
	library, err := tx.Indicators(ctx, e.GroupID, room.today())
	if err != nil {
		return nil, err
	}
	code := ""
	for _, i := range library {
		if i.ID == e.IndicatorID {
			code = i.Code
		}
	}
	years, err := tx.ResultYears(ctx, e.GroupID)
	if err != nil || len(years) == 0 {
		return nil, err
	}
	whole, err := dataset.LoadMeasure(ctx, tx, e.GroupID, dataset.Years{First: years[0].Year, Last: years[len(years)-1].Year}, code)
	if err != nil {
		return nil, err
	}
	ds, err := dataset.Seen(ctx, tx, actor, whole, analysis.Span{})
	if err != nil {
		return nil, err
	}
	m, collected := ds.Measure(code)
	if !collected {
		return nil, nil
	}
	s := &ShownMeasure{Dataset: ds, Measure: m}
	if e.BeganOn != nil {
		s.Effects, err = ds.Effects(m, e.UnitID, *e.BeganOn)
	}
	return s, err
}

// readAdoptions reads how far the units have come, with what their figures say.
func (room *Room) readAdoptions(ctx context.Context, tx *postgres.Tx, actor org.Actor, p *ExamplePage) error {
	units, err := tx.Units(ctx, p.Example.GroupID)
	if err != nil {
		return err
	}
	noted, err := tx.Adoptions(ctx, p.Example.ID)
	if err != nil {
		return err
	}
	byUnit := map[org.UnitID]postgres.Adoption{}
	for _, a := range noted {
		byUnit[a.UnitID] = a
	}
	own := unitIDs(room.ownUnits(actor, p.Example.GroupID, units))
	editable := unitIDs(room.editable(actor, p.Example.GroupID, units))
	p.Adoptions = nil
	for _, u := range units {
		a := UnitAdoption{Unit: u, Noted: byUnit[u.ID], Own: slices.Contains(own, u.ID), CanNote: slices.Contains(editable, u.ID)}
		if u.ID == p.Example.UnitID {
			p.Unit = u
			continue
		}
		if a.Noted.State == "" && !u.ActiveDuring(p.Today, p.Today) {
			continue
		}
		if p.Shown != nil && a.Noted.State.Uses() {
			if a.Effects, err = p.Shown.Dataset.Effects(p.Shown.Measure, u.ID, a.Noted.Since); err != nil {
				return err
			}
		}
		p.Adoptions = append(p.Adoptions, a)
	}
	return nil
}
