package report

import (
	"context"
	"slices"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PackageDocument is what an edition of a package says, as it is stored: its SHA-256 is the
// one that the edition names.
func (room *Room) PackageDocument(ctx context.Context, actor org.Actor, asked AskedPackage) ([]byte, error) {
	var content []byte
	err := room.readPackageEdition(ctx, actor, asked, func(tx *postgres.Tx, sum []byte) error {
		d, err := tx.ReportDocument(ctx, sum)
		content = d.Content
		return err
	})
	return content, err
}

// PackageFile gives the package's made file of the format with its content;
// fault.ErrNotFound when none is made. That it was fetched is logged.
func (room *Room) PackageFile(ctx context.Context, actor org.Actor, asked AskedPackage, format edition.FileFormat) (File, []byte, error) {
	var f File
	var content []byte
	err := room.writePackageEdition(ctx, actor, asked, func(tx *postgres.Tx, sum []byte) error {
		files, err := tx.ReportFilesOfDocument(ctx, sum)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(files, func(f File) bool { return f.Format == string(format) && f.State == FileMade })
		if n < 0 {
			return fault.ErrNotFound
		}
		f = files[n]
		if content, err = tx.ReportFileContent(ctx, f.ID); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "report.fetch_file", GroupID: asked.Group,
			Subject: "report_file", SubjectID: f.ID, OnlyRead: true, After: map[string]any{"year": f.Year, "format": f.Format, "name": f.Name}})
	})
	return f, content, err
}

// AskForPackageFile asks for the package's file of the format; asking again for one that is
// made, or being made, does nothing.
func (room *Room) AskForPackageFile(ctx context.Context, actor org.Actor, asked AskedPackage, format edition.FileFormat) error {
	return room.writePackageEdition(ctx, actor, asked, func(tx *postgres.Tx, sum []byte) error {
		_, err := ask(ctx, tx, asking{actor: actor, group: asked.Group, sum: sum, at: room.now()}, FileOrder{Format: format})
		return err
	})
}

func (room *Room) readPackageEdition(ctx context.Context, actor org.Actor, asked AskedPackage, do func(tx *postgres.Tx, sum []byte) error) error {
	return withPackageEdition(ctx, actor, asked, room.db.Read, do)
}

func (room *Room) writePackageEdition(ctx context.Context, actor org.Actor, asked AskedPackage, do func(tx *postgres.Tx, sum []byte) error) error {
	return withPackageEdition(ctx, actor, asked, room.db.Write, do)
}

// withPackageEdition does something with the document that the actor may read of the
// edition that is asked for.
func withPackageEdition(ctx context.Context, actor org.Actor, asked AskedPackage,
	in func(context.Context, func(*postgres.Tx) error) error, do func(tx *postgres.Tx, sum []byte) error) error {
	audience := audienceOf(actor, asked.Group)
	if asked.Public {
		audience = edition.Public
	}
	return in(ctx, func(tx *postgres.Tx) error {
		row, err := tx.DataPackage(ctx, asked.Group, asked.ID)
		if err != nil {
			return err
		}
		if _, err := packageFor(ctx, tx, actor, row.DataPackage); err != nil {
			return err
		}
		editions, err := tx.PackageEditions(ctx, asked.ID)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(editions, func(e PackageEdition) bool { return e.Number == asked.Number })
		if n < 0 {
			return fault.ErrNotFound
		}
		return do(tx, sumOf(editions[n], audience))
	})
}
