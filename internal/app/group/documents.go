package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// What handlers name without knowing the database.
type (
	DocumentRow     = postgres.DocumentRow
	DocumentVersion = postgres.DocumentVersion
	Edition         = postgres.Edition
)

// DocumentsPage is how many documents are on a page.
const DocumentsPage = 50

// mostListed is how many minutes and editions stand in the list of documents.
const mostListed = 500

// DocumentsAsked says which documents to list; what is zero is not asked for.
type DocumentsAsked struct {
	GroupID org.GroupID
	Kind    improvement.DocumentKind
	Year    int
	Page    int // counted from 1
}

// Documents is the group's documents, with the minutes and the yearly reports that stand
// beside them.
type Documents struct {
	List []DocumentRow
	// More says that there is another page.
	More bool
	// Minutes are published meetings of the year, or of all, and Editions the fixed yearly
	// reports that the actor may read; none where another kind is asked for.
	Minutes  []improvement.Meeting
	Editions []Edition
	CanWrite bool
}

// mayWrite reports whether the actor writes and publishes the group's documents.
func mayWrite(actor org.Actor, group org.GroupID) bool {
	return actor.May(org.ManageMeetings, group, 0)
}

// Documents lists what the actor may read: what is published, and all of it for those who
// write.
func (room *Room) Documents(ctx context.Context, actor org.Actor, asked DocumentsAsked) (Documents, error) {
	readers := improvement.DocumentsReadBy(actor, asked.GroupID)
	if readers == nil {
		return Documents{}, fault.ErrForbidden
	}
	p := Documents{CanWrite: mayWrite(actor, asked.GroupID)}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		f := postgres.DocumentFilter{GroupID: asked.GroupID, Kind: asked.Kind, Year: asked.Year, Unpublished: p.CanWrite, Readers: readers,
			Limit: DocumentsPage + 1, Skip: (max(1, asked.Page) - 1) * DocumentsPage}
		if p.List, err = tx.Documents(ctx, f); err != nil {
			return err
		}
		if p.More = len(p.List) > DocumentsPage; p.More {
			p.List = p.List[:DocumentsPage]
		}
		return p.readBeside(ctx, tx, actor, asked, room.now().Location())
	})
	return p, err
}

// readBeside reads the minutes and editions, on the first page of their kinds; years begin in
// the zone.
func (p *Documents) readBeside(ctx context.Context, tx *postgres.Tx, actor org.Actor, asked DocumentsAsked, zone *time.Location) (err error) {
	p.Minutes, p.Editions = nil, nil
	if asked.Page > 1 {
		return nil
	}
	if (asked.Kind == "" || asked.Kind == improvement.NotesDocument) && actor.May(org.ViewWork, asked.GroupID, 0) {
		from, to := 1990, 2200
		if asked.Year != 0 {
			from, to = asked.Year, asked.Year+1
		}
		q := postgres.MeetingsAsked{GroupID: asked.GroupID, From: time.Date(from, 1, 1, 0, 0, 0, 0, zone), To: time.Date(to, 1, 1, 0, 0, 0, 0, zone),
			Published: true, Backwards: true, Most: mostListed}
		if p.Minutes, err = tx.Meetings(ctx, q); err != nil {
			return err
		}
	}
	if (asked.Kind == "" || asked.Kind == improvement.ReportDocument) && actor.May(org.ViewReport, asked.GroupID, 0) {
		p.Editions, err = tx.Editions(ctx, asked.GroupID, asked.Year)
	}
	return err
}
