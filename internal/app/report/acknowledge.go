package report

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AcknowledgeEdition is the receiving body's chair saying, today, that the edition has come;
// the coordinator gets a letter. fault.ErrWrongState when it has not been delivered, and
// fault.ErrConflict when it is acknowledged already.
func (room *Room) AcknowledgeEdition(ctx context.Context, actor org.Actor, asked AskedEdition) error {
	if !actor.May(org.AcknowledgeReport, asked.Group, 0) {
		return fault.ErrForbidden
	}
	return room.changeEdition(ctx, actor, asked, func(tx *postgres.Tx, w EditionWay) (postgres.AuditEntry, error) {
		entry := postgres.AuditEntry{Action: "report.acknowledge"}
		if w.First(Delivered) == nil {
			return entry, fault.ErrWrongState
		}
		v := Event{EditionID: w.ID, Kind: Acknowledged, HappenedOn: org.DayOf(room.now()), WithWhom: actor.Person.Name, NotedAt: room.now()}
		if _, err := tx.AddEditionEvent(ctx, v, actor.Person.ID); err != nil {
			return entry, err
		}
		entry.After = newKeptEvent(w.Edition, v)
		return entry, room.tellAcknowledged(ctx, tx, actor, w.Edition)
	})
}

// TakeBackEvent says that something noted about the edition was wrong: it stays, marked as
// taken back. The chair takes back an acknowledgement, the group the rest.
// fault.ErrConflict when it is taken back already.
func (room *Room) TakeBackEvent(ctx context.Context, actor org.Actor, asked AskedEdition, event int64) error {
	if !actor.May(org.ViewReport, asked.Group, 0) {
		return fault.ErrForbidden
	}
	return room.changeEdition(ctx, actor, asked, func(tx *postgres.Tx, w EditionWay) (postgres.AuditEntry, error) {
		entry := postgres.AuditEntry{Action: "report.take_back_event"}
		for _, v := range w.Events {
			if v.ID != event {
				continue
			}
			if !MayTakeBack(actor, asked.Group, v) {
				return entry, fault.ErrForbidden
			}
			entry.Before = newKeptEvent(w.Edition, v)
			return entry, tx.TakeBackEditionEvent(ctx, v, room.now(), actor.Person.ID)
		}
		return entry, fault.ErrNotFound
	})
}

// MayTakeBack reports whether the actor may say that the event was wrong.
func MayTakeBack(actor org.Actor, group org.GroupID, v Event) bool {
	if v.Kind == Acknowledged {
		return actor.May(org.AcknowledgeReport, group, 0)
	}
	return actor.May(org.FixReport, group, 0)
}
