package account

import (
	"context"
	"errors"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// NewHandover is the coordinator's role to hand over: to whom, and from which day.
type NewHandover struct {
	GroupID org.GroupID
	To      org.PersonID
	First   time.Time // the zero day is one that was not chosen
	Note    string    // to whoever takes over
}

// HandOver lets another member of the group be its coordinator from a day on; the role
// that somebody holds ends the day before. Both get a letter. Problems stand at "to",
// "first" and "note"; fault.ErrWrongState when somebody is to take over already.
func (room *Room) HandOver(ctx context.Context, actor org.Actor, n NewHandover) error {
	if !actor.May(org.HandOver, n.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		held, err := room.coordinator(ctx, tx, n.GroupID)
		if err != nil {
			return err
		}
		if err := room.checkHandover(ctx, tx, n, held); err != nil {
			return err
		}
		h := org.Handover{GroupID: n.GroupID, From: held.PersonID, To: n.To, First: n.First, FormerLast: held.To, Note: n.Note,
			MadeBy: actor.Person.Name, MadeAt: room.now()}
		if err := room.endBefore(ctx, tx, actor, held, n.First); err != nil {
			return err
		}
		m := org.Membership{PersonID: n.To, GroupID: n.GroupID, Role: org.Convener, From: n.First}
		if _, err := room.addRole(ctx, tx, actor, m); err != nil {
			return handoverProblem(err)
		}
		if h.ID, err = tx.AddHandover(ctx, h, actor.Person.ID); err != nil {
			return err
		}
		return room.auditHandover(ctx, tx, actor, "group.hand_over", h)
	})
}

// coordinator is the role of the group's coordinator that is to end: the latest one, if
// it lasts today or later. It has a PersonID and no ID when the last one has ended, and
// neither when there has been none. fault.ErrWrongState when somebody is to take over
// already.
func (room *Room) coordinator(ctx context.Context, tx *postgres.Tx, group org.GroupID) (org.Membership, error) {
	all, err := tx.LockCoordinators(ctx, group)
	if err != nil || len(all) == 0 {
		return org.Membership{}, err
	}
	last := all[len(all)-1]
	switch {
	case last.From.After(room.today()):
		return org.Membership{}, fault.ErrWrongState
	case last.To != nil && last.To.Before(room.today()):
		return org.Membership{PersonID: last.PersonID}, nil
	}
	return last, nil
}

func (room *Room) checkHandover(ctx context.Context, tx *postgres.Tx, n NewHandover, held org.Membership) error {
	var v fault.ValidationError
	take(&v, org.CheckHandoverDay(n.First, room.today(), held))
	quality.FreeText(&v, "note", n.Note, org.MaxHandoverNote)
	switch {
	case n.To == 0:
		v.Add("to", "required")
	case held.ID != 0 && n.To == held.PersonID:
		v.Add("to", "coordinator_already")
	case v.OrNil() == nil:
		memberships, err := tx.Memberships(ctx, n.GroupID)
		if err != nil {
			return err
		}
		person, err := tx.Person(ctx, n.To)
		if err != nil && !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		if person.ID == 0 || person.LeftOn != nil || !slices.Contains(org.Candidates(memberships, n.First, 0), n.To) {
			v.Add("to", "coordinator_not_member")
		}
	}
	return v.OrNil()
}

// endBefore makes the day before first the last of the role, unless it ends sooner.
func (room *Room) endBefore(ctx context.Context, tx *postgres.Tx, actor org.Actor, held org.Membership, first time.Time) error {
	last := first.AddDate(0, 0, -1)
	if held.ID == 0 || held.To != nil && !held.To.After(last) {
		return nil
	}
	if err := tx.EndMembership(ctx, held.ID, last); err != nil {
		return err
	}
	after := held
	after.To = &last
	return room.auditRole(ctx, tx, actor, roleChange{action: "account.end_role", before: &held, after: &after})
}

// handoverProblem puts the problem that somebody else is coordinator on one of the days at
// the field for the person.
func handoverProblem(err error) error {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	return &fault.ValidationError{Problems: []fault.Problem{{Field: "to", Code: invalid.Problems[0].Code}}}
}

// take adds the problems of err, which is nil or a *fault.ValidationError.
func take(v *fault.ValidationError, err error) {
	var invalid *fault.ValidationError
	if errors.As(err, &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
}

// auditedHandover is what the log keeps; who did it and when stand beside it.
type auditedHandover struct {
	From  string `json:"former,omitempty"`
	To    string `json:"person"`
	First string `json:"from"`
	Note  string `json:"handover_note,omitempty"`
}

// auditHandover writes into the log that the role is handed over, or is taken back, and
// lets both know.
func (room *Room) auditHandover(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, h org.Handover) error {
	to, err := tx.Person(ctx, h.To)
	if err != nil {
		return err
	}
	var from org.Person
	if h.From != 0 {
		if from, err = tx.Person(ctx, h.From); err != nil {
			return err
		}
	}
	entry := postgres.AuditEntry{At: room.now(), Action: action, GroupID: h.GroupID, Subject: "handover", SubjectID: h.ID}
	kept := auditedHandover{From: from.Name, To: to.Name, First: i18n.Date(ctx, h.First), Note: h.Note}
	if h.TakenBackAt != nil {
		entry.Before = kept
	} else {
		entry.After = kept
	}
	if err := tx.AppendAudit(ctx, actor, entry); err != nil {
		return err
	}
	return room.tellHandover(ctx, tx, actor, h, [2]org.Person{from, to})
}
