package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// FiledPlan is the group's action plan as it stands on a day.
type FiledPlan struct {
	GroupID org.GroupID
	Title   string // of the document, when there is none for the year
	Body    string // Markdown
}

// FilePlan publishes the action plan as it stands as a version of the year's document, with
// an archive copy, and gives the document. The first time the group alone reads it. One that
// is the same as the latest version is not filed again; fault.ErrWrongState when the document
// has a version that is not published.
func (room *Room) FilePlan(ctx context.Context, actor org.Actor, p FiledPlan) (id improvement.DocumentID, err error) {
	if !mayWrite(actor, p.GroupID) {
		return 0, fault.ErrForbidden
	}
	w := WrittenDocument{Body: p.Body, Document: improvement.Document{GroupID: p.GroupID, Kind: improvement.ActionPlanDocument, Title: p.Title, Year: room.today().Year(),
		Readers: improvement.ReadByGroup, WrittenAt: room.now(), WrittenBy: actor.Person.ID}}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		rows, err := tx.Documents(ctx, postgres.DocumentFilter{GroupID: p.GroupID, Kind: w.Kind, Year: w.Year, Unpublished: true, Readers: improvement.AllDocumentReaders(), Limit: DocumentsPage})
		if err != nil {
			return err
		}
		n := slices.IndexFunc(rows, func(d DocumentRow) bool { return d.WithdrawnAt == nil })
		number := 1
		if n < 0 {
			if id, err = tx.AddDocument(ctx, w.Document); err != nil {
				return err
			}
			w.ID = id
		} else {
			versions, err := tx.DocumentVersions(ctx, rows[n].ID)
			if err != nil {
				return err
			}
			w.Document, id, number = rows[n].Document, rows[n].ID, versions[0].Number+1
			switch {
			case versions[0].PublishedAt == nil:
				return fault.ErrWrongState
			case versions[0].Body == p.Body:
				return nil
			}
		}
		return room.file(ctx, tx, actor, w, number)
	})
	return id, err
}

// file stores the text as a version that is reviewed and published at once.
func (room *Room) file(ctx context.Context, tx *postgres.Tx, actor org.Actor, w WrittenDocument, number int) error {
	v := room.draftOf(actor, w, number)
	if err := v.Check(); err != nil {
		return err
	}
	if err := tx.AddDocumentVersion(ctx, v, nil); err != nil {
		return err
	}
	reviewed, err := v.Review(actor.Person.ID, room.now())
	if err != nil {
		return err
	}
	if err := tx.SaveDocumentVersion(ctx, reviewed, v.State, nil); err != nil {
		return err
	}
	published, err := room.publish(ctx, tx, actor, w.Document, reviewed)
	if err != nil {
		return err
	}
	return room.auditDocument(ctx, tx, actor, "document.file_plan", nil, keptDocument(w.Document, published))
}
