package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SeenMatter is a question as somebody has seen it.
type SeenMatter struct {
	GroupID org.GroupID
	ID      improvement.MatterID
	Version int
}

// SaveMatter changes the words of a question that waits, for whoever asked it and for
// those who manage meetings.
func (room *Room) SaveMatter(ctx context.Context, actor org.Actor, seen SeenMatter, to improvement.Matter) error {
	return room.changeMatter(ctx, actor, seen, "matter.save", func(_ *postgres.Tx, m *improvement.Matter) error {
		if !mayEditMatter(actor, *m) {
			return fault.ErrForbidden
		}
		if !m.Waits() {
			return fault.ErrWrongState
		}
		m.Title, m.Body, m.Link = to.Title, to.Body, to.Link
		return m.Check()
	})
}

// changeMatter makes a change of the question and writes it into the log;
// fault.ErrConflict when it is not as it was seen.
func (room *Room) changeMatter(ctx context.Context, actor org.Actor, seen SeenMatter, action string, do func(*postgres.Tx, *improvement.Matter) error) error {
	if !actor.May(org.AskMatter, seen.GroupID, 0) && !actor.May(org.DecideLifted, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.Matter(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if err := mayRead(ctx, tx, actor, row.Matter); err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		before, m := row.Matter, row.Matter
		if err := do(tx, &m); err != nil {
			return err
		}
		if m == before {
			return nil
		}
		if err := tx.SaveMatter(ctx, m); err != nil {
			return err
		}
		return room.auditMatter(ctx, tx, actor, action, before, m)
	})
}

func (room *Room) auditMatter(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, before, after improvement.Matter) error {
	entry := postgres.AuditEntry{At: room.now(), Action: action, GroupID: after.GroupID, UnitID: after.UnitID, Subject: matterSubject,
		SubjectID: int64(after.ID), After: keptMatter(after)}
	if before.ID != 0 {
		entry.Before = keptMatter(before)
	}
	return tx.AppendAudit(ctx, actor, entry)
}

// auditedMatter is what the log keeps of a question.
type auditedMatter struct {
	Matter string                  `json:"matter"`
	Body   string                  `json:"body"`
	Link   string                  `json:"link"`
	State  improvement.MatterState `json:"matter_state"`
	Lifted string                  `json:"lifted_note"`
	Answer string                  `json:"answer"`
}

func keptMatter(m improvement.Matter) auditedMatter {
	return auditedMatter{m.Title, m.Body, m.Link, m.State, m.LiftedNote, m.Answer}
}
