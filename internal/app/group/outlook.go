package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// OutlookAsked is which notes to list.
type OutlookAsked struct {
	GroupID org.GroupID
	State   improvement.OutlookState // "" for all
	Words   string
	Page    int // from 1
}

// OutlookPage is how many notes stand on a page.
const OutlookPage = 25

// Outlook is a page of what happens elsewhere.
type Outlook struct {
	List  []postgres.OutlookRow
	Count int // in all
}

// Outlook lists what happens elsewhere, for those inside the group.
func (room *Room) Outlook(ctx context.Context, actor org.Actor, asked OutlookAsked) (Outlook, error) {
	var list Outlook
	if !actor.May(org.Discuss, asked.GroupID, 0) {
		return list, fault.ErrForbidden
	}
	q := postgres.OutlookAsked{GroupID: asked.GroupID, State: asked.State, Words: asked.Words, Most: OutlookPage, First: (max(asked.Page, 1) - 1) * OutlookPage}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if list.Count, err = tx.OutlookCount(ctx, q); err != nil {
			return err
		}
		list.List, err = tx.OutlookNotes(ctx, q)
		return err
	})
	return list, err
}

// OutlookNotePage is a note with what can be done with it.
type OutlookNotePage struct {
	postgres.OutlookRow
	Meetings []improvement.Meeting // to come, that can take it up
	// Seen says that the actor has said so, Manages that the actor decides what becomes of
	// it.
	Seen, Manages bool
	MayEdit       bool
	Last          postgres.LastChange
}

// outlookSubject is what the log calls a change of a note.
const outlookSubject = "outlook_note"

// OutlookNote reads one note, for those inside the group.
func (room *Room) OutlookNote(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.OutlookID) (OutlookNotePage, error) {
	p := OutlookNotePage{Manages: actor.May(org.ManageArea, group, 0)}
	if !actor.May(org.Discuss, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.OutlookRow, err = tx.OutlookNote(ctx, group, id); err != nil {
			return err
		}
		coming, err := tx.Meetings(ctx, postgres.MeetingsAsked{GroupID: group, From: midnight(room.now()), To: yearBegins(2201), Most: mostComing})
		if err != nil {
			return err
		}
		p.Meetings = slices.DeleteFunc(coming, func(m improvement.Meeting) bool { return !m.Ahead() })
		p.Last, err = tx.LastChange(ctx, outlookSubject, int64(id))
		return err
	})
	p.Seen = slices.Contains(p.SeenBy, actor.Person.Name)
	p.MayEdit = p.State == improvement.OutlookNew && (p.Manages || p.NotedBy == actor.Person.ID)
	return p, err
}

// NoteOutlook stores a note of something that happens elsewhere and gives its id.
func (room *Room) NoteOutlook(ctx context.Context, actor org.Actor, n improvement.OutlookNote) (id improvement.OutlookID, err error) {
	if !actor.May(org.Discuss, n.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := n.Check(); err != nil {
		return 0, err
	}
	n.NotedBy, n.NotedAt, n.State = actor.Person.ID, room.now(), improvement.OutlookNew
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if id, err = tx.AddOutlookNote(ctx, n); err != nil {
			return err
		}
		n.ID = id
		return room.auditOutlook(ctx, tx, actor, "outlook.note", nil, n)
	})
	return id, err
}

// SeenOutlook is a note as somebody has seen it.
type SeenOutlook struct {
	GroupID org.GroupID
	ID      improvement.OutlookID
	Version int
}

// SaveOutlook changes a new note's words, for whoever noted it and those who see to the area.
func (room *Room) SaveOutlook(ctx context.Context, actor org.Actor, seen SeenOutlook, to improvement.OutlookNote) error {
	return room.changeOutlook(ctx, actor, seen, "outlook.save", func(_ *postgres.Tx, n *improvement.OutlookNote) error {
		if n.NotedBy != actor.Person.ID && !actor.May(org.ManageArea, seen.GroupID, 0) {
			return fault.ErrForbidden
		}
		if n.State != improvement.OutlookNew {
			return fault.ErrWrongState
		}
		n.Title, n.Body, n.Source, n.Link, n.Field = to.Title, to.Body, to.Source, to.Link, to.Field
		return n.Check()
	})
}

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
		return room.auditOutlook(ctx, tx, actor, "outlook.see", nil, n.OutlookNote)
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
		m, err := tx.Meeting(ctx, seen.GroupID, meeting)
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
		return n.Use("/gruppen/moten/"+idText(m.ID), room.now(), actor.Person.ID)
	})
}

func outlookLink(id improvement.OutlookID) string { return "/gruppen/omvarld/" + idText(id) }

// useOutlook notes that something was made of the note; nothing for the zero ID, nor for a
// note that something was made of before.
func (room *Room) useOutlook(ctx context.Context, tx *postgres.Tx, actor org.Actor, seen SeenOutlook, became string) error {
	if seen.ID == 0 {
		return nil
	}
	row, err := tx.OutlookNote(ctx, seen.GroupID, seen.ID)
	if err != nil {
		return err
	}
	n := row.OutlookNote
	if n.Use(became, room.now(), actor.Person.ID) != nil {
		return nil
	}
	if err := tx.SaveOutlookNote(ctx, n); err != nil {
		return err
	}
	return room.auditOutlook(ctx, tx, actor, "outlook.use", &row.OutlookNote, n)
}

func (room *Room) changeOutlook(ctx context.Context, actor org.Actor, seen SeenOutlook, action string, do func(*postgres.Tx, *improvement.OutlookNote) error) error {
	if !actor.May(org.Discuss, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.OutlookNote(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		n := row.OutlookNote
		if err := do(tx, &n); err != nil {
			return err
		}
		if err := tx.SaveOutlookNote(ctx, n); err != nil {
			return err
		}
		return room.auditOutlook(ctx, tx, actor, action, &row.OutlookNote, n)
	})
}

// auditedOutlook is what the log keeps of a note.
type auditedOutlook struct {
	Title  string                   `json:"outlook"`
	Body   string                   `json:"body"`
	Source string                   `json:"outlook_source"`
	Link   string                   `json:"link"`
	State  improvement.OutlookState `json:"outlook_state"`
	Became string                   `json:"became,omitempty"`
	Why    string                   `json:"put_away_reason,omitempty"`
}

func (room *Room) auditOutlook(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, before *improvement.OutlookNote, after improvement.OutlookNote) error {
	kept := func(n improvement.OutlookNote) auditedOutlook {
		return auditedOutlook{n.Title, n.Body, n.Source, n.Link, n.State, n.Became, n.Reason}
	}
	entry := postgres.AuditEntry{At: room.now(), Action: action, GroupID: after.GroupID, Subject: outlookSubject, SubjectID: int64(after.ID), After: kept(after)}
	if before != nil {
		entry.Before = kept(*before)
	}
	return tx.AppendAudit(ctx, actor, entry)
}
