package report

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Composer makes the finished document of a report as it is on a day, with the number of
// the edition that it is to be. It is given to the use cases, since the report's words are
// not theirs.
type Composer func(ctx context.Context, r *Report, number int, day time.Time) (*edition.Document, error)

// maxReason is the longest reason for another edition, in characters.
const maxReason = 2000

// Fixing is an edition to make of the year's report as it stands.
type Fixing struct {
	Group org.GroupID
	Year  int
	// Number is what the edition was to be called when the actor decided.
	Number int
	// Reason is why there is another one; not asked for the first.
	Reason  string
	Compose Composer
	// FilesLater leaves the edition's files to be made when somebody asks for them.
	FilesLater bool
}

// Fix makes an edition of the report: what it says to each audience, from one snapshot of
// all it is made of. Nothing changes it afterwards. fault.ErrConflict when somebody else has
// fixed an edition with the number meanwhile, and fault.ErrNotFound when the report has not
// begun.
func (room *Room) Fix(ctx context.Context, actor org.Actor, f Fixing) error {
	if !actor.May(org.FixReport, f.Group, 0) {
		return fault.ErrForbidden
	}
	f.Reason = strings.TrimSpace(f.Reason)
	if err := f.check(); err != nil {
		return err
	}
	return room.db.WriteSnapshot(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockReport(ctx, f.Group, f.Year); err != nil {
			return err
		}
		done, err := tx.Editions(ctx, f.Group, f.Year)
		if err != nil {
			return err
		}
		if f.Number != NextNumber(done) {
			return fault.ErrConflict
		}
		fixed := postgres.Edition{GroupID: f.Group, Year: f.Year, Number: f.Number, FixedAt: room.now(), Reason: f.Reason}
		if err := f.document(ctx, tx, &fixed); err != nil {
			return err
		}
		id, err := tx.AddEdition(ctx, fixed, actor.Person.ID)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: fixed.FixedAt, Action: "report.fix", GroupID: f.Group,
			Subject: editionSubject, SubjectID: id, After: keptEdition{Edition: edition.Name(fixed.Year, fixed.Number), Reason: f.Reason,
				Internal: hex.EncodeToString(fixed.InternalSHA256), Public: hex.EncodeToString(fixed.PublicSHA256)}})
	})
}

func (f *Fixing) check() error {
	var v fault.ValidationError
	if f.Number > 1 {
		quality.NeededText(&v, "reason", f.Reason, maxReason)
	} else {
		f.Reason = ""
	}
	return v.OrNil()
}

// document reads the report, and stores what it says to each audience.
func (f *Fixing) document(ctx context.Context, tx *postgres.Tx, fixed *postgres.Edition) error {
	whole := &Report{Year: f.Year}
	if err := whole.load(ctx, tx, f.Group); err != nil {
		return err
	}
	if !slices.Contains(whole.Years, f.Year) {
		return fault.ErrNotFound
	}
	for _, audience := range []struct {
		of     edition.Audience
		report *Report
		sum    *[]byte
	}{{edition.Internal, whole, &fixed.InternalSHA256}, {edition.Public, whole.Public(), &fixed.PublicSHA256}} {
		d, err := f.Compose(ctx, audience.report, f.Number, org.DayOf(fixed.FixedAt))
		if err != nil {
			return err
		}
		if d.Audience != audience.of {
			return fmt.Errorf("report: a document for %q is for %q", audience.of, d.Audience)
		}
		content, sum, err := d.Encode()
		if err != nil {
			return err
		}
		*audience.sum = sum[:]
		kept := postgres.ReportDocument{SHA256: sum[:], GroupID: f.Group, Year: f.Year,
			Audience: string(audience.of), Content: content, MadeAt: fixed.FixedAt}
		if err := tx.AddReportDocument(ctx, kept); err != nil {
			return err
		}
		if f.FilesLater {
			continue
		}
		if err := AskForFiles(ctx, tx, kept); err != nil {
			return err
		}
	}
	return nil
}

// editionSubject is the table that the log names.
const editionSubject = "report_edition"

// keptEdition is what the log keeps of an edition.
type keptEdition struct {
	Edition  string `json:"edition"`
	Reason   string `json:"reason,omitempty"`
	Internal string `json:"internal_sha256,omitempty"`
	Public   string `json:"public_sha256,omitempty"`
}

// NextNumber is the number of the year's next edition; done are those there are, the latest
// first.
func NextNumber(done []postgres.Edition) int {
	if len(done) == 0 {
		return 1
	}
	return done[0].Number + 1
}
