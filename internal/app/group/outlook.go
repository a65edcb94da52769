package group

import (
	"context"
	"slices"

	"samsyn/internal/app/outlook"
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
		p.Last, err = tx.LastChange(ctx, outlook.Subject, int64(id))
		return err
	})
	p.Seen = slices.Contains(p.SeenBy, actor.Person.Name)
	p.MayEdit = p.State == improvement.OutlookNew && (p.Manages || p.NotedBy == actor.Person.ID)
	return p, err
}
