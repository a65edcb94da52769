package group

import (
	"context"

	"samsyn/internal/app/outlook"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MarkOutlookSeen notes that the actor has read it.
func (room *Room) MarkOutlookSeen(ctx context.Context, actor org.Actor, seen SeenOutlook) error {
	if !actor.May(org.Discuss, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		n, err := tx.OutlookNote(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if err := tx.SeeOutlookNote(ctx, n.OutlookNote, actor.Person.ID, room.now()); err != nil {
			return err
		}
		return outlook.Audit(ctx, tx, outlook.Change{Action: "outlook.see", At: room.now(), By: actor, After: n.OutlookNote})
	})
}

// PutOutlookAway ends a note that nothing comes of, with why.
func (room *Room) PutOutlookAway(ctx context.Context, actor org.Actor, seen SeenOutlook, why string) error {
	return room.changeOutlook(ctx, actor, seen, "outlook.put_away", func(_ *postgres.Tx, n *improvement.OutlookNote) error {
		if !actor.May(org.ManageArea, seen.GroupID, 0) {
			return fault.ErrForbidden
		}
		return n.PutAway(why, room.now(), actor.Person.ID)
	})
}

// OutlookToMatter makes a note a question to the group, and gives the question's id.
func (room *Room) OutlookToMatter(ctx context.Context, actor org.Actor, seen SeenOutlook) (id improvement.MatterID, err error) {
	if !actor.May(org.ManageArea, seen.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	err = room.changeOutlook(ctx, actor, seen, "outlook.use", func(tx *postgres.Tx, n *improvement.OutlookNote) error {
		m := improvement.Matter{GroupID: n.GroupID, Title: n.Title, Body: n.Body, Link: outlookLink(n.ID), State: improvement.MatterOpen,
			AskedBy: actor.Person.ID, AskedAt: room.now()}
		if err := m.Check(); err != nil {
			return err
		}
		if m.ID, err = tx.AddMatter(ctx, m); err != nil {
			return err
		}
		id = m.ID
		if err := room.auditMatter(ctx, tx, actor, "matter.ask", improvement.Matter{}, m); err != nil {
			return err
		}
		return n.Use(matterLink(m.ID), room.now(), actor.Person.ID)
	})
	return id, err
}

// OutlookToAgenda puts a note on the agenda of a meeting to come.
func (room *Room) OutlookToAgenda(ctx context.Context, actor org.Actor, seen SeenOutlook, meeting org.MeetingID) error {
	if !actor.May(org.ManageArea, seen.GroupID, 0) || !actor.May(org.ManageMeetings, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.changeOutlook(ctx, actor, seen, "outlook.use", func(tx *postgres.Tx, n *improvement.OutlookNote) error {
		m, err := tx.LockMeeting(ctx, seen.GroupID, meeting)
		if err != nil {
			return err
		}
		if !m.Ahead() {
			return fault.ErrWrongState
		}
		item := improvement.AgendaItem{GroupID: n.GroupID, MeetingID: m.ID, Title: n.Title, Link: outlookLink(n.ID)}
		if err := item.Check(); err != nil {
			return err
		}
		if _, err := tx.AddAgendaItem(ctx, item); err != nil {
			return err
		}
		if err := tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "meeting.add_items", GroupID: m.GroupID, Subject: meetingSubject,
			SubjectID: int64(m.ID), After: auditedItems{m.Title, []string{item.Title}}}); err != nil {
			return err
		}
		return n.Use("/gruppen/moten/"+idText(m.ID), room.now(), actor.Person.ID)
	})
}

func outlookLink(id improvement.OutlookID) string { return "/gruppen/omvarld/" + idText(id) }
