package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// pathwayWork is an introduction that is being changed.
type pathwayWork struct {
	PathwayRow
	phases improvement.Phases
	rights PathwayRights
	audit  postgres.AuditEntry
}

// pathwayChange is a change of an introduction.
type pathwayChange struct {
	ref PathwayRef
	// work says that all who work in the core team may, and not only those who lead.
	work bool
	// ended says that it may have ended, and beside that the change is beside the
	// introduction itself: what else has changed does not matter to it, and it not to others.
	ended, beside bool
	action        string // in the audit
	// do changes it, and says in the audit entry what was and became.
	do func(*postgres.Tx, *pathwayWork) error
}

// changePathway stores a change of an introduction, for those who may; fault.ErrConflict
// when somebody else has changed it since the reference's version, fault.ErrWrongState for
// one that has ended.
func (room *Room) changePathway(ctx context.Context, actor org.Actor, c pathwayChange) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.LockPathway(ctx, c.ref.GroupID, c.ref.ID)
		if err != nil {
			return err
		}
		team, err := tx.CoreMembers(ctx, c.ref.GroupID, c.ref.ID)
		if err != nil {
			return err
		}
		w := &pathwayWork{PathwayRow: row, rights: pathwayRights(actor, row.PathwayIntroduction, team)}
		if !w.rights.Lead && !(c.work && w.rights.Work) {
			return fault.ErrForbidden
		}
		if row.State != improvement.PathwayRunning && !c.ended {
			return fault.ErrWrongState
		}
		if row.Version != c.ref.Version && !c.beside {
			return fault.ErrConflict
		}
		phases, err := tx.PathwayPhases(ctx, c.ref.GroupID, c.ref.ID)
		if err != nil {
			return err
		}
		w.phases = phases[c.ref.ID]
		w.audit = postgres.AuditEntry{At: room.now(), Action: c.action, GroupID: c.ref.GroupID, Subject: pathwaySubject, SubjectID: int64(c.ref.ID)}
		if err := c.do(tx, w); err != nil {
			return err
		}
		if w.WrittenAt, w.WrittenBy = room.now(), actor.Person.ID; !c.beside {
			if err := tx.SavePathway(ctx, w.PathwayIntroduction); err != nil {
				return err
			}
		}
		return tx.AppendAudit(ctx, actor, w.audit)
	})
}
