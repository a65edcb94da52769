package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Acknowledging is a version of a mandate that a head of clinic has read, for a unit.
type Acknowledging struct {
	GroupID org.GroupID
	Mandate org.MandateID
	Unit    org.UnitID
}

// AcknowledgeMandate signs the version that holds, in the actor's name.
// fault.ErrNotFound when it is none of the group's; fault.ErrConflict when it is not the
// version that holds: that one is to be read first;
// fault.ErrWrongState when the unit has signed it already.
func (room *Room) AcknowledgeMandate(ctx context.Context, actor org.Actor, a Acknowledging) error {
	if !actor.May(org.AcknowledgeMandate, a.GroupID, a.Unit) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		all, err := tx.Mandates(ctx, a.GroupID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(m org.Mandate) bool { return m.ID == a.Mandate }) {
			return fault.ErrNotFound
		}
		current := org.Current(all, room.now())
		if current.ID != a.Mandate {
			return fault.ErrConflict
		}
		signed := org.Acknowledgement{MandateID: a.Mandate, UnitID: a.Unit, PersonID: actor.Person.ID, Name: actor.Person.Name, At: room.now()}
		if err := tx.AddAcknowledgement(ctx, a.GroupID, signed); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: signed.At, Action: "group.acknowledge_mandate", GroupID: a.GroupID,
			UnitID: a.Unit, Subject: mandateSubject, SubjectID: int64(a.Mandate), After: acknowledged{current.Title, current.Number}})
	})
}

// acknowledged is what the log keeps of a signature; who and where stand beside it.
type acknowledged struct {
	Title  string `json:"mandate"`
	Number int    `json:"number"`
}
