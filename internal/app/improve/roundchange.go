package improve

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func mayCareForRounds(actor org.Actor, group org.GroupID) error {
	if !CaresForRounds(actor, group) {
		return fault.ErrForbidden
	}
	return nil
}

// checkRound is what is wrong with a round that is to be open some day.
func (room *Room) checkRound(r improvement.NominationRound) error {
	var v fault.ValidationError
	if invalid, ok := r.Check().(*fault.ValidationError); ok {
		v.Problems = append(v.Problems, invalid.Problems...)
	} else if r.ClosesOn.Before(room.today()) {
		v.Add("closes_on", "date_past")
	}
	return v.OrNil()
}

// SaveRound changes a round's invitation, days and number while it is not decided; when it
// has opened its year and last day stay as they are, since those are moved with a reason.
// fault.ErrConflict when somebody else changed it since it was read.
func (room *Room) SaveRound(ctx context.Context, actor org.Actor, r improvement.NominationRound) error {
	if err := mayCareForRounds(actor, r.GroupID); err != nil {
		return err
	}
	return room.changeRound(ctx, actor, roundChange{r, "round.save", func(before improvement.NominationRound) (improvement.NominationRound, error) {
		after := before
		after.Invitation, after.DecidesOn, after.Wanted = r.Invitation, r.DecidesOn, r.Wanted
		switch before.State(room.today()) {
		case improvement.RoundDecided:
			return after, fault.ErrWrongState
		case improvement.RoundComing:
			after.Year, after.OpensOn, after.ClosesOn = r.Year, r.OpensOn, r.ClosesOn
			return after, room.checkRound(after)
		}
		return after, after.Check()
	}})
}

// CloseRound closes a round before its last day. Only GroupID, ID and Version are read.
func (room *Room) CloseRound(ctx context.Context, actor org.Actor, r improvement.NominationRound) error {
	if err := mayCareForRounds(actor, r.GroupID); err != nil {
		return err
	}
	return room.changeRound(ctx, actor, roundChange{r, "round.close", func(before improvement.NominationRound) (improvement.NominationRound, error) {
		return before.Close(actor.Person.ID, room.now(), room.today())
	}})
}

// Extension is a later last day for a round that was read in a version, with why.
type Extension struct {
	GroupID  org.GroupID
	ID       improvement.RoundID
	Version  int
	ClosesOn time.Time
	Why      string
}

// ExtendRound moves a round's last day, also when it has closed, and tells those who may
// nominate by letter.
func (room *Room) ExtendRound(ctx context.Context, actor org.Actor, e Extension) error {
	if err := mayCareForRounds(actor, e.GroupID); err != nil {
		return err
	}
	seen := improvement.NominationRound{GroupID: e.GroupID, ID: e.ID, Version: e.Version}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		after, err := room.changeRoundIn(ctx, tx, actor, roundChange{seen, "round.extend", func(before improvement.NominationRound) (improvement.NominationRound, error) {
			return before.Extend(e.ClosesOn, e.Why, room.today())
		}})
		if err != nil || after.State(room.today()) != improvement.RoundOpen {
			return err
		}
		return room.sendExtended(ctx, tx, actor, after)
	})
}

// roundChange is what is done to a round that was read in seen's version.
type roundChange struct {
	seen   improvement.NominationRound
	action string
	do     func(before improvement.NominationRound) (improvement.NominationRound, error)
}

func (room *Room) changeRound(ctx context.Context, actor org.Actor, c roundChange) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		_, err := room.changeRoundIn(ctx, tx, actor, c)
		return err
	})
}

// changeRoundIn does it, stores the round as it becomes and notes it in the log.
func (room *Room) changeRoundIn(ctx context.Context, tx *postgres.Tx, actor org.Actor, c roundChange) (improvement.NominationRound, error) {
	before, err := tx.LockNominationRound(ctx, c.seen.GroupID, c.seen.ID)
	if err != nil {
		return before, err
	}
	if before.Version != c.seen.Version {
		return before, fault.ErrConflict
	}
	after, err := c.do(before)
	if err != nil {
		return after, err
	}
	if err := tx.SaveNominationRound(ctx, after); err != nil {
		return after, err
	}
	return after, room.auditRound(ctx, tx, actor, roundAudit{c.action, &before, after})
}
