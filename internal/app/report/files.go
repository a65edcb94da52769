package report

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// File is a file of a report, made or asked for.
type File = postgres.ReportFile

// FileState is how far its making has come.
type FileState = postgres.ReportFileState

// The states.
const (
	FileWaiting   = postgres.ReportFileWaiting
	FileWorking   = postgres.ReportFileWorking
	FileMade      = postgres.ReportFileMade
	FileFailed    = postgres.ReportFileFailed
	FileCancelled = postgres.ReportFileCancelled
)

// FileOrder is what file to make of a document.
type FileOrder struct {
	Format edition.FileFormat
	UnitID org.UnitID // of edition.UnitFile, else zero
}

// FilesOf is whose files it is about: a year's drafts, or one of its editions, for an
// audience.
type FilesOf struct {
	Group    org.GroupID
	Year     int
	Number   int // of the edition; zero for drafts
	Audience edition.Audience
}

// mayHave reports whether the actor may have files of a document for the audience: the
// internal one is for those who see all numbers, and a unit's own report for them too.
func mayHave(actor org.Actor, group org.GroupID, audience edition.Audience, order FileOrder) bool {
	if !actor.May(org.ViewReport, group, 0) {
		return false
	}
	if audience == edition.Internal || order.Format == edition.UnitFile {
		return actor.May(org.ViewUnmasked, group, 0)
	}
	return true
}

// AskForFile asks for a file of the year's report as it stands in the document, which is
// kept for as long as the file is. Asking again for the same gives the same file. It
// gives the file's number.
func (room *Room) AskForFile(ctx context.Context, actor org.Actor, group org.GroupID, doc *edition.Document, order FileOrder) (int64, error) {
	if !mayHave(actor, group, doc.Audience, order) {
		return 0, fault.ErrForbidden
	}
	content, sum, err := doc.Encode()
	if err != nil {
		return 0, err
	}
	var id int64
	err = room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		now := room.now()
		if err := tx.AddReportDocument(ctx, postgres.ReportDocument{SHA256: sum[:], GroupID: group, Year: doc.Year,
			Audience: string(doc.Audience), Content: content, MadeAt: now}); err != nil {
			return err
		}
		id, err = ask(ctx, tx, asking{actor: actor, group: group, year: doc.Year, sum: sum[:], at: now}, order)
		return err
	})
	return id, err
}

// AskForEditionFile asks for a file of an edition, which is then kept with it. It gives the
// file's number; fault.ErrNotFound when there is no such edition.
func (room *Room) AskForEditionFile(ctx context.Context, actor org.Actor, of FilesOf, order FileOrder) (int64, error) {
	if !mayHave(actor, of.Group, of.Audience, order) {
		return 0, fault.ErrForbidden
	}
	var id int64
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		editions, err := tx.Editions(ctx, of.Group, of.Year)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(editions, func(e Edition) bool { return e.Number == of.Number })
		if n < 0 {
			return fault.ErrNotFound
		}
		sum := editions[n].PublicSHA256
		if of.Audience == edition.Internal {
			sum = editions[n].InternalSHA256
		}
		id, err = ask(ctx, tx, asking{actor: actor, group: of.Group, year: of.Year, sum: sum, at: room.now()}, order)
		return err
	})
	return id, err
}

// asking is who asks for files of which document.
type asking struct {
	actor org.Actor
	group org.GroupID
	year  int
	sum   []byte
	at    time.Time
}

func ask(ctx context.Context, tx *postgres.Tx, a asking, order FileOrder) (int64, error) {
	id, err := tx.AskForReportFile(ctx, File{SHA256: a.sum, Format: string(order.Format), UnitID: order.UnitID, Maker: edition.FilesVersion,
		AskedAt: a.at}, a.actor.Person.ID)
	if err != nil {
		return 0, err
	}
	return id, tx.AppendAudit(ctx, a.actor, postgres.AuditEntry{At: a.at, Action: "report.ask_file", GroupID: a.group, UnitID: order.UnitID,
		Subject: "report_file", SubjectID: id, OnlyRead: true, After: map[string]any{"year": a.year, "format": order.Format}})
}

// Files are the latest file of each format and unit that the actor may have.
func (room *Room) Files(ctx context.Context, actor org.Actor, of FilesOf) ([]File, error) {
	if !mayHave(actor, of.Group, of.Audience, FileOrder{}) {
		return nil, fault.ErrForbidden
	}
	var list []File
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		files, err := tx.ReportFiles(ctx, postgres.ReportFilesOf{GroupID: of.Group, Year: of.Year, Edition: of.Number, Audience: string(of.Audience)})
		list = nil // the transaction may run again
		for _, f := range files {
			if mayHave(actor, of.Group, of.Audience, FileOrder{Format: edition.FileFormat(f.Format)}) {
				list = append(list, f)
			}
		}
		return err
	})
	return list, err
}

// file reads one of the group's files of the year that the actor may have.
func file(ctx context.Context, tx *postgres.Tx, actor org.Actor, which FileID) (File, error) {
	f, err := tx.ReportFile(ctx, which.ID)
	if err != nil {
		return File{}, err
	}
	if f.GroupID != which.Group || f.Year != which.Year ||
		!mayHave(actor, f.GroupID, edition.Audience(f.Audience), FileOrder{Format: edition.FileFormat(f.Format)}) {
		return File{}, fault.ErrNotFound
	}
	return f, nil
}

// FileID is a file of the group's report of the year.
type FileID struct {
	Group org.GroupID
	Year  int
	ID    int64
}

// FetchFile gives a made file with its content. One that is not there, not made, or not
// for the actor is fault.ErrNotFound. That it was fetched is logged.
func (room *Room) FetchFile(ctx context.Context, actor org.Actor, which FileID) (File, []byte, error) {
	var f File
	var content []byte
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if f, err = file(ctx, tx, actor, which); err != nil {
			return err
		}
		if content, err = tx.ReportFileContent(ctx, which.ID); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "report.fetch_file", GroupID: f.GroupID, UnitID: f.UnitID,
			Subject: "report_file", SubjectID: f.ID, OnlyRead: true, After: map[string]any{"year": f.Year, "format": f.Format, "name": f.Name}})
	})
	return f, content, err
}

// CancelFile says that a file is not wanted any more, and gives it as it was. A file that
// is made or has failed stays so.
func (room *Room) CancelFile(ctx context.Context, actor org.Actor, which FileID) (File, error) {
	var f File
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if f, err = file(ctx, tx, actor, which); err != nil {
			return err
		}
		if err := tx.CancelReportFile(ctx, which.ID); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "report.cancel_file", GroupID: f.GroupID, UnitID: f.UnitID,
			Subject: "report_file", SubjectID: f.ID, OnlyRead: true, After: map[string]any{"year": f.Year, "format": f.Format}})
	})
	return f, err
}
