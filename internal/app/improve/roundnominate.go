package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Nominate stores a new nomination, as a draft or sent in, and gives its id. Problems are
// at the form's fields; as a draft it needs but a title. fault.ErrWrongState when the
// round is not open.
func (room *Room) Nominate(ctx context.Context, actor org.Actor, n improvement.Nomination, send bool) (improvement.NominationID, error) {
	if !NominatesTopics(actor, n.GroupID) {
		return 0, fault.ErrForbidden
	}
	n.WrittenBy, n.WrittenAt, n.ChangedAt, n.State = actor.Person.ID, room.now(), room.now(), improvement.NominationDraft
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		r, err := room.openRound(ctx, tx, n.GroupID, n.RoundID)
		if err != nil {
			return err
		}
		if n, err = room.checkNomination(ctx, tx, actor, nominating{n, 0, send}); err != nil {
			return err
		}
		if n.ID, err = tx.AddNomination(ctx, n); err != nil {
			return err
		}
		action := "round.draft"
		if send {
			action = "round.nominate"
		}
		return room.auditNomination(ctx, tx, actor, nominationAudit{action: action, year: r.Year, after: &n})
	})
	return n.ID, err
}

// openRound is the round, locked; fault.ErrWrongState when it is not open.
func (room *Room) openRound(ctx context.Context, tx *postgres.Tx, group org.GroupID, id improvement.RoundID) (improvement.NominationRound, error) {
	r, err := tx.LockNominationRound(ctx, group, id)
	if err == nil && r.State(room.today()) != improvement.RoundOpen {
		err = fault.ErrWrongState
	}
	return r, err
}

// nominating is a nomination that is stored, beside the unit that it was for before.
type nominating struct {
	improvement.Nomination
	before org.UnitID
	send   bool
}

// checkNomination is the nomination as it is to be stored, when its parts are the group's
// own and there is nothing wrong with it.
func (room *Room) checkNomination(ctx context.Context, tx *postgres.Tx, actor org.Actor, n nominating) (improvement.Nomination, error) {
	names, err := room.readNominationNames(ctx, tx, n.GroupID)
	if err != nil {
		return n.Nomination, err
	}
	var v fault.ValidationError
	own := NominatingUnits(actor, n.GroupID, names.units)
	if n.UnitID != 0 && n.UnitID != n.before && !slices.ContainsFunc(own, func(u org.Unit) bool { return u.ID == n.UnitID }) {
		v.Add("unit", "unknown_choice")
	}
	for _, id := range n.Units {
		if !slices.ContainsFunc(names.units, func(u org.Unit) bool { return u.ID == id }) {
			v.Add("units", "unknown_choice")
		}
	}
	for _, id := range n.Promises {
		if !slices.ContainsFunc(names.promises, func(p quality.Promise) bool { return p.ID == id }) {
			v.Add("promises", "unknown_choice")
		}
	}
	check := n.CheckDraft()
	if n.send || n.State == improvement.NominationSent {
		check = n.Check(names.measures)
	}
	if invalid, ok := check.(*fault.ValidationError); ok {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	if n.send && n.State == improvement.NominationDraft {
		at := room.now()
		n.State, n.SentBy, n.SentAt = improvement.NominationSent, actor.Person.ID, &at
	}
	return n.Nomination, v.OrNil()
}
