package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// auditedNeed is what the audit keeps of a need.
type auditedNeed struct {
	Year    int                   `json:"year"`
	Kind    improvement.NeedKind  `json:"need_kind"`
	Text    string                `json:"text"`
	State   improvement.NeedState `json:"need_state"`
	Outcome string                `json:"need_outcome,omitempty"`
}

func auditNeed(n improvement.Need) auditedNeed {
	return auditedNeed{n.Year, n.Kind, n.Text, n.State, n.Outcome}
}

// CreateNeed stores a new need and gives its id. Problems stand at the fields of
// improvement.Need.Check.
func (room *Room) CreateNeed(ctx context.Context, actor org.Actor, n improvement.Need) (improvement.NeedID, error) {
	if !actor.May(org.EditActions, n.GroupID, n.UnitID) {
		return 0, fault.ErrForbidden
	}
	if err := n.Check(); err != nil {
		return 0, err
	}
	n.WrittenAt, n.WrittenBy = room.now(), actor.Person.ID
	var id improvement.NeedID
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if id, err = tx.AddNeed(ctx, n); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.create_need", GroupID: n.GroupID, UnitID: n.UnitID,
			Subject: "need", SubjectID: int64(id), After: auditNeed(n)})
	})
	return id, err
}

// SaveNeed changes a need, for those who may change it as it was and as it becomes;
// fault.ErrConflict when somebody else has changed it since its Version.
func (room *Room) SaveNeed(ctx context.Context, actor org.Actor, n improvement.Need) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := needIn(ctx, tx, actor, n.GroupID, n.ID)
		if err != nil {
			return err
		}
		if !actor.May(org.EditActions, n.GroupID, n.UnitID) {
			return fault.ErrForbidden
		}
		if n.Version != before.Version {
			return fault.ErrConflict
		}
		if err := n.Check(); err != nil {
			return err
		}
		n.WrittenAt, n.WrittenBy = room.now(), actor.Person.ID
		if err := tx.SaveNeed(ctx, n); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.save_need", GroupID: n.GroupID, UnitID: n.UnitID,
			Subject: "need", SubjectID: int64(n.ID), Before: auditNeed(before.Need), After: auditNeed(n)})
	})
}
