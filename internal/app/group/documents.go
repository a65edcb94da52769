package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
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

// readersFor are those whose documents the actor reads; none for who reads none.
func readersFor(actor org.Actor, group org.GroupID) []improvement.DocumentReaders {
	switch {
	case actor.May(org.Discuss, group, 0):
		return improvement.AllDocumentReaders()
	case actor.May(org.ViewWork, group, 0):
		return []improvement.DocumentReaders{improvement.ReadByBody, improvement.ReadByAll}
	case actor.May(org.ViewPublished, group, 0):
		return []improvement.DocumentReaders{improvement.ReadByAll}
	}
	return nil
}

// Documents lists what the actor may read: what is published, and all of it for those who
// write.
func (room *Room) Documents(ctx context.Context, actor org.Actor, asked DocumentsAsked) (Documents, error) {
	readers := readersFor(actor, asked.GroupID)
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
		return p.readBeside(ctx, tx, actor, asked)
	})
	return p, err
}

// readBeside reads the minutes and editions, on the first page of their kinds.
func (p *Documents) readBeside(ctx context.Context, tx *postgres.Tx, actor org.Actor, asked DocumentsAsked) (err error) {
	p.Minutes, p.Editions = nil, nil
	if asked.Page > 1 {
		return nil
	}
	if (asked.Kind == "" || asked.Kind == improvement.NotesDocument) && actor.May(org.ViewWork, asked.GroupID, 0) {
		q := postgres.MeetingsAsked{GroupID: asked.GroupID, From: time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC),
			Published: true, Backwards: true, Most: mostListed}
		if p.Minutes, err = tx.Meetings(ctx, q); err != nil {
			return err
		}
		p.Minutes = slices.DeleteFunc(p.Minutes, func(m improvement.Meeting) bool { return asked.Year != 0 && m.StartsAt.Year() != asked.Year })
	}
	if (asked.Kind == "" || asked.Kind == improvement.ReportDocument) && actor.May(org.ViewReport, asked.GroupID, 0) {
		p.Editions, err = tx.Editions(ctx, asked.GroupID, asked.Year)
	}
	return err
}

// DocumentPage is one document as the actor reads it.
type DocumentPage struct {
	DocumentRow
	// Shown is the latest version for those who write, and the latest published for others.
	Shown DocumentVersion
	// Versions are those that the actor may read, the latest first.
	Versions []DocumentVersion
	CanWrite bool
	// Named says that the actor may read who did what.
	Named bool
	Told  []TellingRow
	Last  postgres.LastChange
}

// Document reads one of the group's documents; what the actor may not read is
// fault.ErrNotFound.
func (room *Room) Document(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.DocumentID) (DocumentPage, error) {
	p := DocumentPage{CanWrite: mayWrite(actor, group), Named: actor.May(org.Discuss, group, 0)}
	readers := readersFor(actor, group)
	if readers == nil {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.DocumentRow, err = tx.Document(ctx, group, id); err != nil {
			return err
		}
		if !p.CanWrite && (!slices.Contains(readers, p.Readers) || p.Published == 0 || p.WithdrawnAt != nil) {
			return fault.ErrNotFound
		}
		all, err := tx.DocumentVersions(ctx, id)
		if err != nil {
			return err
		}
		p.Versions = slices.DeleteFunc(all, func(v DocumentVersion) bool { return !p.CanWrite && v.PublishedAt == nil })
		p.Shown = p.Versions[0]
		if p.Named {
			if p.Told, err = tx.Tellings(ctx, group, improvement.TellingOf{DocumentID: id}); err != nil {
				return err
			}
		}
		p.Last, err = tx.LastChange(ctx, documentSubject, int64(id))
		return err
	})
	return p, err
}

// documentSubject is what the log calls a document.
const documentSubject = "document"

// DocumentFile reads the archive copy of a version, or the file of one that is not published
// for those who write.
func (room *Room) DocumentFile(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.DocumentID, number int) (c improvement.ArchiveCopy, err error) {
	p, err := room.Document(ctx, actor, group, id)
	if err != nil {
		return c, err
	}
	if !slices.ContainsFunc(p.Versions, func(v DocumentVersion) bool { return v.Number == number }) {
		return c, fault.ErrNotFound
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		c, err = tx.DocumentFile(ctx, id, number)
		return err
	})
	return c, err
}

// DocumentForm is what a document can belong to.
type DocumentForm struct {
	Goals    []quality.Goal // the newest year first
	Measures []quality.Indicator
	Mandates []org.Mandate // those that are adopted
	// Document and Text are the stored ones, zero for a new one.
	Document improvement.Document
	Text     DocumentVersion
	Last     postgres.LastChange
}

// DocumentForm reads it; id zero is a new one, which from names the document to begin from;
// zero for none.
func (room *Room) DocumentForm(ctx context.Context, actor org.Actor, group org.GroupID, id, from improvement.DocumentID) (DocumentForm, error) {
	if !mayWrite(actor, group) {
		return DocumentForm{}, fault.ErrForbidden
	}
	f := DocumentForm{Document: improvement.Document{Kind: improvement.OtherDocument, Readers: improvement.ReadByGroup, Year: room.today().Year()}}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if err := room.readDocumentChoices(ctx, tx, group, &f); err != nil {
			return err
		}
		read := id
		if id == 0 {
			read = from
		}
		if read == 0 {
			return nil
		}
		row, err := tx.Document(ctx, group, read)
		if err != nil {
			return err
		}
		versions, err := tx.DocumentVersions(ctx, read)
		if err != nil {
			return err
		}
		f.Text = versions[0]
		if id == 0 { // begun from the other's text
			f.Document.Title, f.Text.Number = row.Title, 0
			return nil
		}
		f.Document = row.Document
		f.Last, err = tx.LastChange(ctx, documentSubject, int64(id))
		return err
	})
	return f, err
}

func (room *Room) readDocumentChoices(ctx context.Context, tx *postgres.Tx, group org.GroupID, f *DocumentForm) (err error) {
	if f.Goals, err = tx.Goals(ctx, group, 1990, 2200); err != nil {
		return err
	}
	slices.SortStableFunc(f.Goals, func(a, b quality.Goal) int { return b.Year - a.Year })
	if f.Measures, err = tx.Indicators(ctx, group, room.today()); err != nil {
		return err
	}
	all, err := tx.Mandates(ctx, group)
	f.Mandates = slices.DeleteFunc(all, org.Mandate.Draft)
	return err
}

// check lists what the document belongs to that is not the group's.
func (f DocumentForm) check(v *fault.ValidationError, d improvement.Document) {
	if d.GoalID != 0 && d.GoalID != f.Document.GoalID && !slices.ContainsFunc(f.Goals, func(g quality.Goal) bool { return g.ID == d.GoalID }) {
		v.Add("goal", "unknown_choice")
	}
	if d.IndicatorID != 0 && d.IndicatorID != f.Document.IndicatorID && !slices.ContainsFunc(f.Measures, func(i quality.Indicator) bool { return i.ID == d.IndicatorID }) {
		v.Add("measure", "unknown_choice")
	}
	if d.MandateID != 0 && d.MandateID != f.Document.MandateID && !slices.ContainsFunc(f.Mandates, func(m org.Mandate) bool { return m.ID == d.MandateID }) {
		v.Add("mandate", "unknown_choice")
	}
}
