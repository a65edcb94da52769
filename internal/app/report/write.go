package report

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// MaxBody is the longest text of a section, in characters.
const MaxBody = 50000

// Section reads one section to write in, or fault.ErrNotFound when the year's
// report has none such, or has not begun.
func (room *Room) Section(ctx context.Context, actor org.Actor, group org.GroupID, year int, id int64) (postgres.ReportSection, error) {
	if !actor.May(org.WriteReport, group, 0) {
		return postgres.ReportSection{}, fault.ErrForbidden
	}
	var found postgres.ReportSection
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		found, err = section(ctx, tx, group, year, id)
		return err
	})
	return found, err
}

func section(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int, id int64) (postgres.ReportSection, error) {
	all, err := tx.ReportSections(ctx, group, year)
	if err != nil {
		return postgres.ReportSection{}, err
	}
	n := slices.IndexFunc(all, func(s postgres.ReportSection) bool { return s.ID == id && id != 0 })
	if n < 0 {
		return postgres.ReportSection{}, fault.ErrNotFound
	}
	return all[n], nil
}

// Edit is the text a writer has for a section, and the version it was written from.
type Edit struct {
	Group   org.GroupID
	Year    int
	Section int64
	Body    string
	Version int
}

// ConflictError says that somebody else wrote in the section meanwhile, with
// what stands there now. It is a fault.ErrConflict.
type ConflictError struct{ Stored postgres.ReportSection }

// Error names the conflict for a log.
func (e *ConflictError) Error() string { return fault.ErrConflict.Error() }

// Unwrap makes the error a fault.ErrConflict.
func (e *ConflictError) Unwrap() error { return fault.ErrConflict }

// WriteSection stores the writer's text. When somebody else has written since the
// writer began it is a *ConflictError, and nothing is stored.
func (room *Room) WriteSection(ctx context.Context, actor org.Actor, e Edit) error {
	if !actor.May(org.WriteReport, e.Group, 0) {
		return fault.ErrForbidden
	}
	e.Body = strings.TrimSpace(e.Body)
	if err := checkBody(e.Body); err != nil {
		return err
	}
	var before postgres.ReportSection
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		var err error
		if before, err = section(ctx, tx, e.Group, e.Year, e.Section); err != nil {
			return err
		}
		if before.Body == e.Body {
			return nil
		}
		if before.Version != e.Version {
			return fault.ErrConflict
		}
		now := room.now()
		if err := tx.SaveReportSection(ctx, postgres.SectionEdit{GroupID: e.Group, Year: e.Year, SectionID: e.Section,
			Body: e.Body, State: stateOf(e.Body), Version: e.Version, At: now, By: actor.Person.ID}); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: now, Action: "report.write_section",
			GroupID: e.Group, Subject: "report_section", SubjectID: e.Section,
			Before: map[string]any{"year": e.Year, "body": before.Body},
			After:  map[string]any{"year": e.Year, "body": e.Body}})
	})
	if errors.Is(err, fault.ErrConflict) {
		return room.conflict(ctx, e)
	}
	return err
}

// stateOf is how far a text has come by itself; that it is ready is for its writer to say.
func stateOf(body string) string {
	if body == "" {
		return "waiting"
	}
	return "writing"
}

func checkBody(body string) error {
	var v fault.ValidationError
	if utf8.RuneCountInString(body) > MaxBody {
		v.Add("body", "too_long", MaxBody)
	}
	if quality.HoldsPersonalNumber(body) {
		v.Add("body", "personal_number")
	}
	return v.OrNil()
}

func (room *Room) conflict(ctx context.Context, e Edit) error {
	var stored postgres.ReportSection
	if err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		stored, err = section(ctx, tx, e.Group, e.Year, e.Section)
		return err
	}); err != nil {
		return err
	}
	return &ConflictError{Stored: stored}
}
