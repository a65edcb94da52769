package goals

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// TakingStand is a clinic's word on a proposal that was read in a version.
type TakingStand struct {
	GroupID org.GroupID
	Version int
	Stand   quality.Stand // whose proposal, unit, kind and remark are read
}

// TakeStand says what a clinic thinks of a proposal, instead of what it said before. It
// can be changed while the proposal is not settled: after that it is
// fault.ErrWrongState. fault.ErrConflict when what is proposed has been changed since it
// was read, so that nobody takes a stand on something else than they saw.
func (room *Room) TakeStand(ctx context.Context, actor org.Actor, t TakingStand) error {
	s := t.Stand
	if !actor.May(org.TakeStand, t.GroupID, s.UnitID) {
		return fault.ErrForbidden
	}
	if err := s.Check(); err != nil {
		return err
	}
	s.PersonID, s.TakenAt = actor.Person.ID, room.now()
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := lockedProposal(ctx, tx, quality.GoalProposal{ID: s.ProposalID, GroupID: t.GroupID, Version: t.Version})
		if err != nil {
			return err
		}
		units, err := tx.Units(ctx, t.GroupID)
		if err != nil {
			return err
		}
		today := org.DayOf(room.now())
		if !slices.ContainsFunc(units, func(u org.Unit) bool { return u.ID == s.UnitID && quality.TakesStand(u, today) }) {
			return fault.ErrForbidden
		}
		taken, err := tx.Stands(ctx, t.GroupID, []quality.ProposalID{p.ID})
		if err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "goals.take_stand", GroupID: t.GroupID, UnitID: s.UnitID,
			Subject: "goal_stand", SubjectID: int64(p.ID), After: keptStand(p, s)}
		for _, before := range taken {
			if before.UnitID != s.UnitID {
				continue
			}
			if before.Kind == s.Kind && before.Remark == s.Remark && !before.TakenAt.Before(p.ChangedAt) {
				return nil
			}
			entry.Before = keptStand(p, before.Stand)
		}
		if err := tx.SaveStand(ctx, t.GroupID, s); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// auditedStand is what the audit keeps of a stand.
type auditedStand struct {
	Year   int               `json:"year"`
	Title  string            `json:"title"`
	Stand  quality.StandKind `json:"stand"`
	Remark string            `json:"remark,omitempty"`
}

func keptStand(p quality.GoalProposal, s quality.Stand) auditedStand {
	return auditedStand{p.Year, p.Title, s.Kind, s.Remark}
}
