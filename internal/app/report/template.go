package report

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// MostHeadings is how many sections a template may have.
const MostHeadings = 40

// Template is the sections that the group's first report begins with. Mark is what it was
// when it was read.
type Template struct {
	Headings []postgres.ReportHeading
	Mark     string
}

// Heading is one of a template's.
type Heading = postgres.ReportHeading

func newTemplate(list []postgres.ReportHeading) (Template, error) {
	content, err := json.Marshal(list)
	if err != nil {
		return Template{}, fmt.Errorf("report: %w", err)
	}
	sum := sha256.Sum256(content)
	return Template{Headings: list, Mark: hex.EncodeToString(sum[:8])}, nil
}

// Template reads the group's template.
func (room *Room) Template(ctx context.Context, actor org.Actor, group org.GroupID) (t Template, err error) {
	if !actor.May(org.WriteReport, group, 0) {
		return t, fault.ErrForbidden
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		list, err := tx.ReportHeadings(ctx, group)
		if err != nil {
			return err
		}
		t, err = newTemplate(list)
		return err
	})
	return t, err
}

// SaveTemplate makes the headings the group's template; fault.ErrConflict when it is
// another now than the one with the Mark. A problem's field is "heading.2" for the second.
func (room *Room) SaveTemplate(ctx context.Context, actor org.Actor, group org.GroupID, t Template) error {
	if !actor.May(org.WriteReport, group, 0) {
		return fault.ErrForbidden
	}
	if err := checkTemplate(t.Headings); err != nil {
		return err
	}
	return room.replaceTemplate(ctx, actor, group, func(_ *postgres.Tx, stored Template) ([]postgres.ReportHeading, error) {
		if stored.Mark != t.Mark {
			return nil, fault.ErrConflict
		}
		return t.Headings, nil
	})
}

// UseAsTemplate makes the sections of the year's report the group's template.
func (room *Room) UseAsTemplate(ctx context.Context, actor org.Actor, group org.GroupID, year int) error {
	if !actor.May(org.WriteReport, group, 0) {
		return fault.ErrForbidden
	}
	return room.replaceTemplate(ctx, actor, group, func(tx *postgres.Tx, _ Template) ([]postgres.ReportHeading, error) {
		if _, err := tx.Report(ctx, group, year); err != nil {
			return nil, err
		}
		sections, err := tx.ReportSections(ctx, group, year)
		list := make([]postgres.ReportHeading, len(sections))
		for n, s := range sections {
			list[n] = postgres.ReportHeading{Heading: s.Heading, Content: s.Content}
		}
		return list, err
	})
}

func (room *Room) replaceTemplate(ctx context.Context, actor org.Actor, group org.GroupID, with func(*postgres.Tx, Template) ([]postgres.ReportHeading, error)) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		list, err := tx.ReportHeadings(ctx, group)
		if err != nil {
			return err
		}
		stored, err := newTemplate(list)
		if err != nil {
			return err
		}
		headings, err := with(tx, stored)
		if err != nil {
			return err
		}
		before, after := keptHeadings(stored.Headings), keptHeadings(headings)
		if slices.Equal(before, after) && sameContents(stored.Headings, headings) {
			return nil
		}
		if err := tx.ReplaceReportHeadings(ctx, group, headings); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "report.save_template", GroupID: group,
			Subject: "report_heading", SubjectID: int64(group), Before: map[string]any{"sections": before}, After: map[string]any{"sections": after}})
	})
}

func keptHeadings(list []postgres.ReportHeading) []string {
	kept := make([]string, len(list))
	for n, h := range list {
		kept[n] = h.Heading
	}
	return kept
}

func sameContents(a, b []postgres.ReportHeading) bool {
	return slices.EqualFunc(a, b, func(x, y postgres.ReportHeading) bool { return x.Content == y.Content })
}

func checkTemplate(list []postgres.ReportHeading) error {
	var v fault.ValidationError
	if len(list) == 0 {
		v.Add("heading.1", "required")
	}
	if len(list) > MostHeadings {
		v.Add(fmt.Sprintf("heading.%d", MostHeadings+1), "too_many_headings", MostHeadings)
	}
	for n, h := range list {
		quality.NeededText(&v, fmt.Sprintf("heading.%d", n+1), h.Heading, MaxHeading)
		if !slices.Contains(Contents(), h.Content) {
			v.Add(fmt.Sprintf("content.%d", n+1), "unknown_choice")
		}
	}
	return v.OrNil()
}
