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

// Weigh says what a clinic thinks of a nomination, instead of what it said before, while
// its round is weighed. Problems are at the form's fields; fault.ErrWrongState before the
// round has closed, when it is decided and for what is not in.
func (room *Room) Weigh(ctx context.Context, actor org.Actor, group org.GroupID, w improvement.Weighing) error {
	if !actor.May(org.TakeStand, group, w.UnitID) {
		return fault.ErrForbidden
	}
	w.PersonID, w.TakenAt = actor.Person.ID, room.now()
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		n, err := tx.Nomination(ctx, group, w.NominationID)
		if err != nil {
			return err
		}
		r, err := tx.LockNominationRound(ctx, group, n.RoundID)
		if err != nil {
			return err
		}
		if n, err = tx.Nomination(ctx, group, w.NominationID); err != nil {
			return err
		}
		if r.State(room.today()) != improvement.RoundWeighing || n.State != improvement.NominationSent {
			return fault.ErrWrongState
		}
		units, err := tx.Units(ctx, group)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(room.asked(units), func(u org.Unit) bool { return u.ID == w.UnitID }) {
			return fault.ErrForbidden
		}
		said := w.Of(n.Nomination)
		if err := said.Check(n.Nomination); err != nil {
			return err
		}
		taken, err := tx.Weighings(ctx, group, n.RoundID)
		if err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "round.weigh", GroupID: group, UnitID: w.UnitID, Subject: "nomination_weighing",
			SubjectID: int64(n.ID), After: keptWeighing(n, said)}
		before, answered := first(taken, func(b FoundWeighing) bool { return b.NominationID == n.ID && b.UnitID == w.UnitID })
		if answered {
			if sameWord(before.Weighing, said) {
				return nil
			}
			entry.Before = keptWeighing(n, before.Weighing)
		}
		if err := tx.SaveWeighing(ctx, group, said); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

func sameWord(a, b improvement.Weighing) bool {
	return a.PoorQuality == b.PoorQuality && a.Variation == b.Variation && a.Stand == b.Stand && a.Remark == b.Remark
}

// auditedWeighing is what the log keeps of a clinic's word on a nomination.
type auditedWeighing struct {
	Year        int                  `json:"year"`
	Topic       string               `json:"topic"`
	PoorQuality improvement.Strength `json:"poor_quality_strength,omitempty"`
	Variation   improvement.Strength `json:"variation_strength,omitempty"`
	Stand       quality.StandKind    `json:"stand"`
	Remark      string               `json:"remark,omitempty"`
}

func keptWeighing(n FoundNomination, w improvement.Weighing) auditedWeighing {
	return auditedWeighing{n.Year, n.Title, w.PoorQuality, w.Variation, w.Stand, w.Remark}
}
