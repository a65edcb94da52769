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

// Section reads one section to write in, or fault.ErrNotFound when the group has
// no such heading, or no report for the year.
func (room *Room) Section(ctx context.Context, actor org.Actor, group org.GroupID, year int, heading int64) (Section, error) {
	if !actor.May(org.WriteReport, group, 0) {
		return Section{}, fault.ErrForbidden
	}
	var found Section
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		found, err = section(ctx, tx, group, year, heading)
		return err
	})
	return found, err
}

func section(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int, heading int64) (Section, error) {
	years, err := tx.ReportYears(ctx, group)
	if err != nil {
		return Section{}, err
	}
	if !slices.Contains(years, year) {
		return Section{}, fault.ErrNotFound
	}
	all, err := sections(ctx, tx, group, year)
	if err != nil {
		return Section{}, err
	}
	for _, s := range all {
		if s.Heading.ID == heading {
			return s, nil
		}
	}
	return Section{}, fault.ErrNotFound
}

// Edit is the text a writer has for a section, and the version it was written from.
type Edit struct {
	Group   org.GroupID
	Year    int
	Heading int64
	Body    string
	Version int
}

// ConflictError says that somebody else wrote in the section meanwhile, with
// what stands there now. It is a fault.ErrConflict.
type ConflictError struct{ Stored Section }

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
	var before Section
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		var err error
		if before, err = section(ctx, tx, e.Group, e.Year, e.Heading); err != nil {
			return err
		}
		if before.Text.Body == e.Body {
			return nil
		}
		if before.Text.Version != e.Version {
			return fault.ErrConflict
		}
		now := room.now()
		if err := tx.SaveReportSection(ctx, postgres.SectionEdit{HeadingID: e.Heading, Year: e.Year,
			Body: e.Body, Version: e.Version, At: now, By: actor.Person.ID}); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: now, Action: "report.write_section",
			GroupID: e.Group, Subject: "report_section", SubjectID: e.Heading,
			Before: map[string]any{"year": e.Year, "body": before.Text.Body},
			After:  map[string]any{"year": e.Year, "body": e.Body}})
	})
	if errors.Is(err, fault.ErrConflict) {
		return room.conflict(ctx, e)
	}
	return err
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
	var stored Section
	if err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		stored, err = section(ctx, tx, e.Group, e.Year, e.Heading)
		return err
	}); err != nil {
		return err
	}
	return &ConflictError{Stored: stored}
}
