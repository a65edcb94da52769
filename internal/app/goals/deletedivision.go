package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// DeleteDivision removes a division that no measure is divided by.
func (room *Room) DeleteDivision(ctx context.Context, actor org.Actor, group org.GroupID, d quality.Division) error {
	if !actor.May(org.EditIndicators, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockDivisions(ctx, group); err != nil {
			return err
		}
		list, _, err := room.readDivisions(ctx, tx, group)
		if err != nil {
			return err
		}
		before, err := (Divisions{List: list}).Of(d.ID)
		if err != nil {
			return err
		}
		if len(before.Measures) > 0 || before.Figures() > 0 {
			return fault.ErrWrongState
		}
		if err := tx.DeleteDivision(ctx, group, d); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "goals.delete_division", GroupID: group,
			Subject: "stratification", SubjectID: d.ID, Before: keptDivision(before.Division)})
	})
}
