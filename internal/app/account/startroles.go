package account

import (
	"context"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// StartRoles is what somebody should know of roles in the group, the own and others'.
type StartRoles struct {
	// Introduction is how far a new member has come; nil for those who are not new, are
	// done or have put it away.
	Introduction *Progress
	// Coming is the handing over of the coordinator that concerns the actor and is ahead,
	// or happened lately to the actor's advantage; nil when there is none.
	Coming *org.Handover
	// Ending are the actor's own roles that end soon, but for deputies'.
	Ending []org.Membership
	// LeftOpen is how much those have left unfinished who are no longer in the group, for
	// its coordinator.
	LeftOpen int
	// Published are the editions open to everybody, the latest first, for those who read
	// nothing else.
	Published []postgres.Edition
}

// Progress is how many of the steps are done.
type Progress struct{ Done, Of int }

// endsWithin is how many days before its last somebody is told that a role ends.
const endsWithin = 30

func (room *Room) readRoles(ctx context.Context, tx *postgres.Tx, actor org.Actor, start *Start, group org.GroupID) (err error) {
	start.Roles = StartRoles{Ending: endingSoon(actor, group, room.today())}
	roles := &start.Roles
	if !actor.May(org.ViewReport, group, 0) {
		editions, err := tx.Editions(ctx, group, 0)
		for _, e := range editions {
			if e.PublishedAt != nil {
				roles.Published = append(roles.Published, e)
			}
		}
		return err
	}
	if !actor.May(org.Discuss, group, 0) {
		return nil
	}
	history, err := tx.Handovers(ctx, group)
	if err != nil {
		return err
	}
	if len(history) > 0 && tells(history[0], actor, room.today()) {
		roles.Coming = &history[0]
	}
	if actor.May(org.AppointMembers, group, 0) {
		left, err := tx.LeftOpen(ctx, group, room.today(), mostLeft)
		if err != nil {
			return err
		}
		roles.LeftOpen = len(left)
	}
	if newcomer(actor, group, room.today()) {
		roles.Introduction, err = room.introduced(ctx, tx, actor, group)
	}
	return err
}

// tells reports whether the start page tells the actor of the handing over: both of whom it
// concerns until the day, and who takes over for some weeks after.
func tells(h org.Handover, actor org.Actor, today time.Time) bool {
	if h.TakenBackAt != nil {
		return false
	}
	taking := h.To == actor.Person.ID && today.Before(h.First.AddDate(0, 0, newFor))
	return taking || h.From == actor.Person.ID && h.Ahead(today)
}

// endingSoon are the actor's roles in the group that end soon. A deputy's days are told
// apart, and the end of a role that goes on under another first day is none.
func endingSoon(actor org.Actor, group org.GroupID, today time.Time) []org.Membership {
	var list []org.Membership
	for _, m := range actor.Memberships {
		if m.GroupID == group && m.To != nil && m.Role != org.Delegate && m.To.Before(today.AddDate(0, 0, endsWithin+1)) {
			list = append(list, m)
		}
	}
	return list
}

// seeTasks are what the actor's units have handed in since the actor became head of the
// clinic, within the start page's year, and no head of it has seen.
func seeTasks(actor org.Actor, f facts) []Task {
	var tasks []Task
	for _, unit := range f.units {
		since := headSince(actor, f.group.ID, unit.ID)
		for _, s := range f.submissions {
			if since == nil || s.UnitID != unit.ID || s.Acknowledge(actor) != nil || s.SubmittedAt.Before(*since) || len(quality.SeenOf(f.seen, s)) > 0 {
				continue
			}
			tasks = append(tasks, Task{Kind: AcknowledgeFigures, UnitID: unit.ID, Unit: unit, Period: s.Period, Due: org.DayOf(*s.SubmittedAt)})
		}
	}
	return tasks
}

// headSince is the first day that the actor is head of the unit's clinic; nil for others.
func headSince(actor org.Actor, group org.GroupID, unit org.UnitID) *time.Time {
	for _, m := range actor.Memberships {
		if m.Role == org.HeadOfDepartment && m.GroupID == group && m.UnitID == unit {
			return &m.From
		}
	}
	return nil
}
