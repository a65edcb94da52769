package report

import (
	"context"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PublishEdition opens the edition's public document to everybody who has its address;
// fault.ErrConflict when it is open already.
func (room *Room) PublishEdition(ctx context.Context, actor org.Actor, asked AskedEdition) error {
	if !actor.May(org.PublishReport, asked.Group, 0) {
		return fault.ErrForbidden
	}
	return room.changeEdition(ctx, actor, asked, func(tx *postgres.Tx, w EditionWay) (postgres.AuditEntry, error) {
		now := room.now()
		return postgres.AuditEntry{Action: "report.publish", After: keptEdition{Edition: edition.Name(w.Edition.Year, w.Edition.Number)}},
			tx.PublishEdition(ctx, w.ID, &now, actor.Person.ID)
	})
}

// UnpublishEdition closes it again; fault.ErrConflict when it is closed already.
func (room *Room) UnpublishEdition(ctx context.Context, actor org.Actor, asked AskedEdition) error {
	if !actor.May(org.PublishReport, asked.Group, 0) {
		return fault.ErrForbidden
	}
	return room.changeEdition(ctx, actor, asked, func(tx *postgres.Tx, w EditionWay) (postgres.AuditEntry, error) {
		return postgres.AuditEntry{Action: "report.unpublish", After: keptEdition{Edition: edition.Name(w.Edition.Year, w.Edition.Number)}},
			tx.PublishEdition(ctx, w.ID, nil, actor.Person.ID)
	})
}

// changeEdition lets the actor, who has been asked whether it may, do something to an
// edition, one at a time for the year's, and writes it into the log.
func (room *Room) changeEdition(ctx context.Context, actor org.Actor, asked AskedEdition,
	change func(*postgres.Tx, EditionWay) (postgres.AuditEntry, error)) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockReport(ctx, asked.Group, asked.Year); err != nil {
			return err
		}
		ways, err := editionWays(ctx, tx, asked.Group, asked.Year)
		if err != nil {
			return err
		}
		for _, w := range ways {
			if w.Number != asked.Number {
				continue
			}
			entry, err := change(tx, w)
			if err != nil {
				return err
			}
			entry.At, entry.GroupID, entry.Subject, entry.SubjectID = room.now(), asked.Group, editionSubject, w.ID
			return tx.AppendAudit(ctx, actor, entry)
		}
		return fault.ErrNotFound
	})
}

// Published is an edition that is open to everybody.
type Published struct {
	Edition
	// Document is the public one.
	Document *edition.Document
	// Whose is the group, as strangers find it.
	Whose postgres.PublicGroup
}

// Published reads an edition that is open to everybody, by its group's code. One that is
// not, or is not there, is fault.ErrNotFound.
func (room *Room) Published(ctx context.Context, code string, year, number int) (Published, error) {
	var p Published
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Edition, err = tx.PublishedEdition(ctx, code, year, number); err != nil {
			return err
		}
		if p.Whose, err = tx.PublicGroup(ctx, code); err != nil {
			return err
		}
		p.Document, err = stored(ctx, tx, p.Edition, edition.Public)
		return err
	})
	return p, err
}
