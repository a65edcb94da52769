package goals

import (
	"context"
	"errors"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// CopyGoals adds the template's goals to the group's year, with the measures that show
// them, which are added to the library where they are missing (as CopyMeasures does). The
// targets come along only when asked for: they were somebody else's choice. A measure
// that another goal of the year has already is a problem at "goals".
func (room *Room) CopyGoals(ctx context.Context, actor org.Actor, t Taking) (Taken, error) {
	if len(t.Goals) == 0 {
		return Taken{}, &fault.ValidationError{Problems: []fault.Problem{{Field: "goals", Code: "choose_any"}}}
	}
	return room.take(ctx, actor, t, func(ctx context.Context, tx *postgres.Tx, c *copying) error {
		for _, key := range t.Goals {
			n := slices.IndexFunc(c.template.Goals, func(g TemplateGoal) bool { return g.Key == key })
			if n < 0 {
				return fault.ErrNotFound
			}
			if err := c.goal(ctx, tx, c.template.Goals[n]); err != nil {
				return err
			}
			c.taken.Goals++
		}
		return nil
	})
}

func (c *copying) goal(ctx context.Context, tx *postgres.Tx, g TemplateGoal) error {
	own := quality.Goal{GroupID: c.taking.GroupID, Year: c.taking.Year, Category: g.Category, Title: g.Title, ValueForChildren: g.Value}
	for _, p := range c.promises {
		if slices.Contains(g.Promises, p.Code) {
			own.Promises = append(own.Promises, p.ID)
		}
	}
	for _, code := range g.Indicators {
		id, err := c.measure(ctx, tx, code)
		if err != nil {
			return err
		}
		own.Indicators = append(own.Indicators, id)
	}
	if err := own.Check(); err != nil {
		return atGoals(err)
	}
	if _, err := c.room.addGoal(ctx, tx, c.actor, own); err != nil {
		return atGoals(err)
	}
	if !c.taking.WithTargets {
		return nil
	}
	return c.targets(ctx, tx, g)
}

// atGoals puts what is wrong with a goal of the template at "goals", where it was chosen.
func atGoals(err error) error {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	var v fault.ValidationError
	for _, p := range invalid.Problems {
		v.Add("goals", p.Code, p.Args...)
	}
	return v.OrNil()
}

// targets gives the goal's measures the targets that they had, unless the group has
// decided on others already.
func (c *copying) targets(ctx context.Context, tx *postgres.Tx, g TemplateGoal) error {
	stored, err := tx.Targets(ctx, c.taking.GroupID, c.taking.Year, c.taking.Year)
	if err != nil {
		return err
	}
	for _, code := range g.Indicators {
		t, has := g.Targets[code]
		t.ID, t.Version, t.UnitID, t.Year, t.IndicatorID = 0, 0, 0, c.taking.Year, c.ids[code]
		if !has || find(stored, t) != nil {
			continue
		}
		if err := c.room.saveTarget(ctx, tx, c.actor, targetChange{group: c.taking.GroupID, after: t}); err != nil {
			return err
		}
	}
	return nil
}
