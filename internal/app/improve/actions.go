package improve

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// What handlers name without knowing the database: an action or a need with the names of
// what it points at, and who changed something last.
type (
	ActionRow  = postgres.ActionRow
	NeedRow    = postgres.NeedRow
	LastChange = postgres.LastChange
)

// ActionList says which of the group's actions to list; what is zero is not asked for.
type ActionList struct {
	GroupID org.GroupID
	Mine    bool
	Owner   org.PersonID
	Unit    string // a unit's code, or Together
	Region  org.RegionID
	Promise string // its code
	Goal    quality.GoalID
	Measure string // its code
	Kind    improvement.ActionKind
	// States are those asked for; none is all.
	States  []improvement.ActionState
	Overdue bool
	// Page is counted from 1.
	Page int
}

// Together is the choice of what the clinics do together, instead of a unit's code.
const Together = "gemensamt"

// pageSize is how many actions, or needs, are on a page.
const pageSize = 50

// Actions is a page of the group's actions.
type Actions struct {
	Choices
	Rows  []ActionRow
	Total int
	// Page is the one that is shown of Pages, both at least 1.
	Page, Pages int
	Today       time.Time
}

// Actions reads a page of the actions that are asked for: what is open first, by the day
// it is due. fault.ErrNotFound for a choice or a page that there is not.
func (room *Room) Actions(ctx context.Context, actor org.Actor, l ActionList) (Actions, error) {
	if err := mayView(actor, l.GroupID); err != nil {
		return Actions{}, err
	}
	a := Actions{Page: max(1, l.Page), Today: room.today()}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		f, err := room.filter(ctx, tx, actor, l, &a.Choices)
		if err != nil {
			return err
		}
		if a.Total, err = tx.CountActions(ctx, f); err != nil {
			return err
		}
		if a.Pages = pages(a.Total); a.Page > a.Pages {
			return fault.ErrNotFound
		}
		f.Limit, f.Skip = pageSize, (a.Page-1)*pageSize
		a.Rows, err = tx.Actions(ctx, f)
		return err
	})
	a.Rows = seen(actor, l.GroupID, a.Rows)
	return a, err
}

// pages is how many pages there are of so many, at least one.
func pages(total int) int { return max(1, (total+pageSize-1)/pageSize) }

// filter reads the choices, and finds what the list names among them.
func (room *Room) filter(ctx context.Context, tx *postgres.Tx, actor org.Actor, l ActionList, c *Choices) (postgres.ActionFilter, error) {
	f := postgres.ActionFilter{GroupID: l.GroupID, OwnerID: l.Owner, GoalID: l.Goal, Kind: l.Kind, States: l.States, Joint: l.Unit == Together}
	var err error
	if *c, err = room.readChoices(ctx, tx, l.GroupID); err != nil {
		return f, err
	}
	if l.Mine {
		f.OwnerID = actor.Person.ID
	}
	if l.Overdue {
		f.DueBefore, f.States = room.today(), []improvement.ActionState{improvement.ActionPlanned, improvement.ActionOngoing}
	}
	known := true
	if l.Unit != "" && !f.Joint {
		u, ok := c.Unit(l.Unit)
		f.UnitID, known = u.ID, known && ok
	}
	if l.Region != 0 {
		for _, u := range c.Units {
			if u.RegionID == l.Region {
				f.Units = append(f.Units, u.ID)
			}
		}
		known = known && len(f.Units) > 0
	}
	if l.Measure != "" {
		m, ok := c.Measure(l.Measure)
		f.IndicatorID, known = m.ID, known && ok
	}
	if l.Promise != "" {
		p, ok := first(c.Promises, func(p quality.Promise) bool { return p.Code == l.Promise })
		f.PromiseID, known = p.ID, known && ok
	}
	if !known {
		return f, fault.ErrNotFound
	}
	return f, nil
}

// seen leaves out what the actor does not read.
func seen(actor org.Actor, group org.GroupID, rows []ActionRow) []ActionRow {
	if !Inside(actor, group) {
		for n := range rows {
			rows[n].OriginText = ""
		}
	}
	return rows
}
