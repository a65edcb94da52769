package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// auditedPathwayUnit is what the audit keeps of how far a unit has come.
type auditedPathwayUnit struct {
	Title string                       `json:"pathway"`
	State improvement.PathwayUnitState `json:"unit_state"`
	Why   string                       `json:"unit_why,omitempty"`
	Since string                       `json:"from,omitempty"`
}

// NotePathwayUnit stores how far a unit has come, for those of the unit and those who lead;
// fault.ErrConflict when somebody else noted something since its Version. Problems stand at
// "state", "since" and "why".
func (room *Room) NotePathwayUnit(ctx context.Context, actor org.Actor, u improvement.PathwayUnit) error {
	if !MayNoteUnit(actor, u.GroupID, u.UnitID) {
		return fault.ErrForbidden
	}
	if err := u.Check(room.today()); err != nil {
		return err
	}
	now := room.now()
	u.NotedAt, u.NotedBy = &now, actor.Person.ID
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := tx.Pathway(ctx, u.GroupID, u.PathwayID)
		if err != nil {
			return err
		}
		units, err := tx.PathwayUnits(ctx, u.GroupID, u.PathwayID)
		if err != nil {
			return err
		}
		before, ok := first(units, func(each PathwayUnitRow) bool { return each.UnitID == u.UnitID })
		if !ok {
			return fault.ErrNotFound
		}
		if err := tx.SavePathwayUnit(ctx, u); err != nil {
			return err
		}
		kept := func(of improvement.PathwayUnit) auditedPathwayUnit {
			k := auditedPathwayUnit{Title: p.Title, State: of.State, Why: of.Why}
			if of.Since != nil {
				k.Since = i18n.Date(ctx, *of.Since)
			}
			return k
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: now, Action: "improve.note_pathway_unit", GroupID: u.GroupID, UnitID: u.UnitID,
			Subject: pathwaySubject, SubjectID: int64(u.PathwayID), Before: kept(before.PathwayUnit), After: kept(u)})
	})
}
