package goals

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// UnmeasuredPage is a goal, the group's own or a higher one, of which it can be said that it
// is not measurable in a year.
type UnmeasuredPage struct {
	Title string
	Said  quality.Unmeasured // Why is "" when nobody has said so
}

// Unmeasured reads what is said of the goal that about names, in its year; a goal of the
// group's is of its own year. Only those who may change goals may. fault.ErrNotFound for a
// goal that is not the group's, or a higher one that is not in force then.
func (room *Room) Unmeasured(ctx context.Context, actor org.Actor, about quality.Unmeasured) (UnmeasuredPage, error) {
	var p UnmeasuredPage
	if err := mayEdit(actor, about.GroupID); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		p, err = room.unmeasuredIn(ctx, tx, about)
		return err
	})
	return p, err
}

func (room *Room) unmeasuredIn(ctx context.Context, tx *postgres.Tx, about quality.Unmeasured) (UnmeasuredPage, error) {
	p := UnmeasuredPage{Said: about}
	if about.HigherGoalID != 0 {
		all, err := tx.HigherGoals(ctx, about.GroupID)
		if err != nil {
			return p, err
		}
		h, err := higherIn(all, about.HigherGoalID)
		if err != nil {
			return p, err
		}
		if p.Said.Year == 0 {
			p.Said.Year = room.now().Year()
		}
		if p.Title = h.Title; !h.Holds(p.Said.Year) {
			return p, fault.ErrNotFound
		}
	} else {
		all, err := tx.Goals(ctx, about.GroupID, firstYear, lastYear)
		if err != nil {
			return p, err
		}
		n := slices.IndexFunc(all, func(g quality.Goal) bool { return g.ID == about.GoalID })
		if n < 0 {
			return p, fault.ErrNotFound
		}
		p.Title, p.Said.Year = all[n].Title, all[n].Year
	}
	p.Said.Why = ""
	said, err := tx.Unmeasured(ctx, about.GroupID, p.Said.Year)
	for _, u := range said {
		if u.GoalID == about.GoalID && u.HigherGoalID == about.HigherGoalID {
			p.Said = u
		}
	}
	return p, err
}

// SayUnmeasured stores why a goal is not measurable in a year; without a reason it is
// measurable again. Problems stand at "why".
func (room *Room) SayUnmeasured(ctx context.Context, actor org.Actor, u quality.Unmeasured) error {
	if err := mayEdit(actor, u.GroupID); err != nil {
		return err
	}
	if err := u.Check(); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := room.unmeasuredIn(ctx, tx, u)
		if err != nil || before.Said.Why == u.Why {
			return err
		}
		u.Year, u.SaidAt = before.Said.Year, room.now()
		if err := tx.SaveUnmeasured(ctx, u, actor.Person.ID); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "goals.say_unmeasured", GroupID: u.GroupID, Subject: "unmeasured",
			Before: auditedUnmeasured{before.Title, u.Year, before.Said.Why}, After: auditedUnmeasured{before.Title, u.Year, u.Why}})
	})
}

// auditedUnmeasured is what the audit keeps of it.
type auditedUnmeasured struct {
	Title string `json:"title"`
	Year  int    `json:"year"`
	Why   string `json:"unmeasured"`
}
