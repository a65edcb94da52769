package goals

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ThreadPage is a goal with everything that is tied to it: from the group's mandate to
// what became of it the year after.
type ThreadPage struct {
	Overview
	Goal quality.Goal
	Ties postgres.Thread
	// Data is the goal's year and the one before, as the actor may see it, and Rows the
	// goal's measures in it.
	Data *analysis.Dataset
	Rows []analysis.Row
	// Effects are what the lines say before and after each of the actions and examples
	// began; none where it cannot be told.
	Effects map[improvement.ActionID][]analysis.Effect
	// Inside reports whether the actor may read what is said within the group.
	Inside bool
}

// Thread reads the thread of one of the group's goals; fault.ErrNotFound when it is not
// the group's. Readers outside the group are not told of gap sheets and talk.
func (room *Room) Thread(ctx context.Context, actor org.Actor, group org.GroupID, id quality.GoalID) (ThreadPage, error) {
	p := ThreadPage{Inside: actor.May(org.Discuss, group, 0)}
	if err := mayView(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if p.Goal, err = goalIn(ctx, tx, group, id); err != nil {
			return err
		}
		if p.Overview, err = room.overview(ctx, tx, group, p.Goal.Year); err != nil {
			return err
		}
		if p.Ties, err = tx.Thread(ctx, p.Goal); err != nil {
			return err
		}
		return p.readResults(ctx, tx, actor)
	})
	if !p.Inside {
		p.Ties.Gaps, p.Ties.Posts = nil, 0
	}
	return p, err
}

// readResults reads the goal's results, over all the years that the lines need.
func (p *ThreadPage) readResults(ctx context.Context, tx *postgres.Tx, actor org.Actor) error {
	years, err := tx.ResultYears(ctx, p.Goal.GroupID)
	if err != nil {
		return err
	}
	first, last := p.Goal.Year-1, p.Goal.Year
	for _, y := range years {
		first, last = min(first, y.Year), max(last, y.Year)
	}
	ds, err := dataset.LoadLines(ctx, tx, p.Goal.GroupID, first, last)
	if err != nil {
		return err
	}
	span := analysis.YearSpan(p.Goal.Year)
	if p.Data, err = dataset.Seen(ctx, tx, actor, ds, span); err != nil {
		return err
	}
	for _, block := range p.Data.OverviewOf(span) {
		if block.Goal.ID == p.Goal.ID {
			p.Rows = append(p.Rows, block.Rows...)
		}
	}
	return p.readEffects()
}

// readEffects works out what the lines say of the actions that have begun.
func (p *ThreadPage) readEffects() error {
	p.Effects = map[improvement.ActionID][]analysis.Effect{}
	for _, a := range p.Ties.Actions {
		if a.BeganOn == nil {
			continue
		}
		for n := range p.Data.Measures {
			m := &p.Data.Measures[n]
			if m.ID != a.IndicatorID || !m.Charted() {
				continue
			}
			effects, err := p.Data.Effects(m, a.UnitID, *a.BeganOn)
			if err != nil {
				return err
			}
			p.Effects[a.ID] = effects
		}
	}
	return nil
}

// Unit is the unit with the id; the zero Unit when it took no part in the year.
func (p ThreadPage) Unit(id org.UnitID) org.Unit {
	for _, u := range p.Units {
		if u.ID == id {
			return u
		}
	}
	return org.Unit{}
}
