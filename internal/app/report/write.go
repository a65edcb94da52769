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
// report has none such, or has not begun. Its own author may write in it too.
func (room *Room) Section(ctx context.Context, actor org.Actor, group org.GroupID, year int, id int64) (postgres.ReportSection, error) {
	var found postgres.ReportSection
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		found, err = writable(ctx, tx, actor, Edit{Group: group, Year: year, Section: id})
		return err
	})
	return found, err
}

// writable is the section, for those who may write in it: all who write the report, and
// the section's own author for as long as the report may be read. Others do not learn
// which sections there are.
func writable(ctx context.Context, tx *postgres.Tx, actor org.Actor, e Edit) (postgres.ReportSection, error) {
	every := actor.May(org.WriteReport, e.Group, 0)
	if !every && !actor.May(org.ViewReport, e.Group, 0) {
		return postgres.ReportSection{}, fault.ErrForbidden
	}
	s, err := section(ctx, tx, e.Group, e.Year, e.Section)
	if !every && (errors.Is(err, fault.ErrNotFound) || err == nil && (s.AuthorID == 0 || s.AuthorID != actor.Person.ID)) {
		return postgres.ReportSection{}, fault.ErrForbidden
	}
	return s, err
}

func section(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int, id int64) (postgres.ReportSection, error) {
	all, err := tx.ReportSections(ctx, group, year)
	if err != nil {
		return postgres.ReportSection{}, err
	}
	return among(all, id)
}

// Writing is a section to write in, with what one writes about.
type Writing struct {
	*Report
	Section Section
	// Last is the section of the year before that this one continues; zero when there
	// is none, or nothing is written in it.
	Last Section
}

// Writing reads a section to write in, as Section, with the year's data. For an author who
// may not see small numbers they are masked.
func (room *Room) Writing(ctx context.Context, actor org.Actor, e Edit) (Writing, error) {
	w := Writing{Report: &Report{Year: e.Year}}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if w.Section, err = writable(ctx, tx, actor, e); err != nil {
			return err
		}
		if err := w.load(ctx, tx, e.Group); err != nil {
			return err
		}
		before, err := tx.ReportSections(ctx, e.Group, e.Year-1)
		w.Last = continued(w.Section, before)
		return err
	})
	if err == nil && !actor.May(org.ViewUnmasked, e.Group, 0) {
		w.Data = w.Data.Mask()
	}
	return w, err
}

// continued is the earlier section with the same heading, or else with the same data.
func continued(s Section, before []Section) Section {
	for _, same := range []func(Section) bool{
		func(b Section) bool { return strings.EqualFold(b.Heading, s.Heading) },
		func(b Section) bool { return b.Content == s.Content && s.Content != "text" },
	} {
		if n := slices.IndexFunc(before, func(b Section) bool { return b.Body != "" && same(b) }); n >= 0 {
			return before[n]
		}
	}
	return Section{}
}

// Edit is the text a writer has for a section, and the version it was written from.
type Edit struct {
	Group   org.GroupID
	Year    int
	Section int64
	Body    string
	// Ready says that the writer is done with it; a section without text never is.
	Ready   bool
	Version int
}

// ConflictError says that somebody else wrote in the section meanwhile, with
// what stands there now. It is a fault.ErrConflict.
type ConflictError struct{ Stored postgres.ReportSection }

// Error names the conflict for a log.
func (e *ConflictError) Error() string { return fault.ErrConflict.Error() }

// Unwrap makes the error a fault.ErrConflict.
func (e *ConflictError) Unwrap() error { return fault.ErrConflict }

// WriteSection stores the writer's text, as those who may read the Section may. When
// somebody else has written since the writer began it is a *ConflictError, and nothing is
// stored.
func (room *Room) WriteSection(ctx context.Context, actor org.Actor, e Edit) error {
	if !actor.May(org.ViewReport, e.Group, 0) {
		return fault.ErrForbidden
	}
	e.Body = strings.TrimSpace(e.Body)
	wrong := checkBody(e.Body)
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := writable(ctx, tx, actor, e)
		if err != nil {
			return err
		}
		if wrong != nil {
			return wrong
		}
		if before.Body == e.Body && before.State == e.state() {
			return nil
		}
		if before.Version != e.Version {
			return fault.ErrConflict
		}
		now := room.now()
		if err := tx.SaveReportSection(ctx, postgres.SectionEdit{GroupID: e.Group, Year: e.Year, SectionID: e.Section,
			Body: e.Body, State: e.state(), Version: e.Version, At: now, By: actor.Person.ID}); err != nil {
			return err
		}
		kept := func(body, state string) map[string]any {
			return map[string]any{"year": e.Year, "heading": before.Heading, "body": body, "section_state": state}
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: now, Action: "report.write_section", GroupID: e.Group,
			Subject: "report_section", SubjectID: e.Section, Before: kept(before.Body, before.State), After: kept(e.Body, e.state())})
	})
	if errors.Is(err, fault.ErrConflict) {
		return room.conflict(ctx, e)
	}
	return err
}

// state is how far the section has come.
func (e Edit) state() string {
	switch {
	case e.Body == "":
		return "waiting"
	case e.Ready:
		return "ready"
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
