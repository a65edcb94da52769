package report

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// PackageComposer makes the finished document of a package as it is on a day, with the
// number of the edition that it is to be.
type PackageComposer func(ctx context.Context, p *PackageData, number int, day time.Time) (*edition.Document, error)

// packageFormats are made of every edition of a package.
var packageFormats = []edition.FileFormat{edition.PDFFile, edition.WorkbookFile}

// PackageFixing is an edition to make of a package as it stands.
type PackageFixing struct {
	Group org.GroupID
	ID    improvement.PackageID
	// Number is what the edition was to be called when the actor decided.
	Number int
	// Reason is what is new in it; not asked for the first.
	Reason  string
	Compose PackageComposer
	// FilesLater leaves the files to be made when somebody asks for them.
	FilesLater bool
}

// FixPackage keeps what the package says to each audience, from one snapshot of all it is
// made of, and asks for its files. Nothing changes it afterwards. fault.ErrConflict when
// somebody else has made an edition with the number meanwhile.
func (room *Room) FixPackage(ctx context.Context, actor org.Actor, f PackageFixing) error {
	if !mayMakePackages(actor, f.Group) {
		return fault.ErrForbidden
	}
	if f.Reason = strings.TrimSpace(f.Reason); f.Number == 1 {
		f.Reason = ""
	} else {
		var v fault.ValidationError
		quality.NeededText(&v, "reason", f.Reason, maxReason)
		if err := v.OrNil(); err != nil {
			return err
		}
	}
	return room.db.WriteSnapshot(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockDataPackage(ctx, f.Group, f.ID); err != nil {
			return err
		}
		row, err := tx.DataPackage(ctx, f.Group, f.ID)
		if err != nil {
			return err
		}
		done, err := tx.PackageEditions(ctx, f.ID)
		if err != nil {
			return err
		}
		if f.Number != len(done)+1 {
			return fault.ErrConflict
		}
		fixed := PackageEdition{PackageID: f.ID, Number: f.Number, MadeAt: room.now(), Reason: f.Reason}
		if err := f.documents(ctx, tx, row.DataPackage, &fixed); err != nil {
			return err
		}
		id, err := tx.AddPackageEdition(ctx, fixed, actor.Person.ID)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: fixed.MadeAt, Action: "report.fix_package", GroupID: f.Group,
			Subject: "data_package_edition", SubjectID: id, After: map[string]any{"package": row.Title, "number": fixed.Number, "reason": f.Reason,
				"internal_sha256": hex.EncodeToString(fixed.InternalSHA256), "public_sha256": hex.EncodeToString(fixed.PublicSHA256)}})
	})
}

// documents reads what the package is made of, and stores what it says to each audience.
func (f PackageFixing) documents(ctx context.Context, tx *postgres.Tx, p improvement.DataPackage, fixed *PackageEdition) error {
	whole, err := packageData(ctx, tx, p)
	if err != nil {
		return err
	}
	for _, audience := range []struct {
		of   edition.Audience
		data *PackageData
		sum  *[]byte
	}{{edition.Internal, whole, &fixed.InternalSHA256}, {edition.Public, whole.Public(), &fixed.PublicSHA256}} {
		d, err := f.Compose(ctx, audience.data, f.Number, org.DayOf(fixed.MadeAt))
		if err != nil {
			return err
		}
		if d.Audience != audience.of {
			return fmt.Errorf("report: a package for %q is for %q", audience.of, d.Audience)
		}
		content, sum, err := d.Encode()
		if err != nil {
			return err
		}
		*audience.sum = sum[:]
		if err := tx.AddReportDocument(ctx, postgres.ReportDocument{SHA256: sum[:], GroupID: p.GroupID, Year: p.LastYear,
			Audience: string(audience.of), Content: content, MadeAt: fixed.MadeAt}); err != nil {
			return err
		}
		if f.FilesLater {
			continue
		}
		for _, format := range packageFormats {
			if _, err := tx.AskForReportFile(ctx, File{SHA256: sum[:], Format: string(format), Maker: edition.FilesVersion, AskedAt: fixed.MadeAt}, 0); err != nil {
				return err
			}
		}
	}
	return nil
}
