package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestReportHeadings(t *testing.T) {
	w := newWorld(t)
	first, second := postgres.ReportHeading{Heading: "Sammanfattning", Content: "text"}, postgres.ReportHeading{Heading: "Medicin", Content: "medical"}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.AddReportHeading(ctx, w.full, first) })
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.AddReportHeading(ctx, w.full, second) })
	got := w.headings(w.full)
	for n := range got {
		got[n].ID = 0
	}
	same(t, "in order", got, []postgres.ReportHeading{first, second})
	same(t, "another group's", len(w.headings(w.bare)), 0)
	if err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AddReportHeading(ctx, w.full, postgres.ReportHeading{Heading: "X", Content: "nothing known"})
	}); err == nil {
		t.Error("a heading for unknown data")
	}
}

func (w *world) headings(group org.GroupID) []postgres.ReportHeading {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportHeading, error) {
		return tx.ReportHeadings(ctx, group)
	})
}

func TestReportSections(t *testing.T) {
	w := newWorld(t)
	for _, heading := range []string{"Sammanfattning", "Slutsats"} {
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			return tx.AddReportHeading(ctx, w.full, postgres.ReportHeading{Heading: heading, Content: "text"})
		})
	}
	sections := func(group org.GroupID, year int) []postgres.ReportSection {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportSection, error) {
			return tx.ReportSections(ctx, group, year)
		})
	}
	begin := func(year int, by org.PersonID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.BeginReport(ctx, w.full, year, noon, by) }
	}
	save := func(e postgres.SectionEdit) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveReportSection(ctx, e) }
	}
	want := []postgres.ReportSection{{Heading: "Sammanfattning", Content: "text", State: "waiting"}, {Heading: "Slutsats", Content: "text", State: "waiting"}}
	same(t, "before it has begun", sections(w.full, 2026), want)
	w.write(begin(2026, w.anna))
	w.refused("begun twice", fault.ErrConflict, begin(2026, w.anna))
	same(t, "begun", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.Report, error) {
		return tx.Report(ctx, w.full, 2026)
	}),
		postgres.Report{Year: 2026, BegunAt: noon, BegunBy: "Anna", Version: 1})
	begun := sections(w.full, 2026)
	for n := range want {
		want[n].ID, want[n].Version = begun[n].ID, 1
	}
	same(t, "as the headings stand", begun, want)
	same(t, "another group's", len(sections(w.bare, 2026)), 0)

	full := postgres.SectionEdit{GroupID: w.full, SectionID: want[0].ID, Year: 2026, Body: "Ett.\n\nTvå.", State: "ready", Version: 1, At: noon, By: w.anna}
	w.write(save(full))
	w.refused("written by somebody else meanwhile", fault.ErrConflict, save(full))
	want[0].Body, want[0].State, want[0].Version, want[0].EditedAt, want[0].EditedBy = full.Body, "ready", 2, ptr(noon), "Anna"
	same(t, "changed", sections(w.full, 2026), want)
	w.exec(`UPDATE report_section SET author_id = $1, due_on = '2027-02-01' WHERE id = $2`, w.anna, want[1].ID)
	want[1].AuthorID, want[1].Author, want[1].DueOn = w.anna, "Anna", ptr(date(2027, 2, 1))
	same(t, "given to somebody", sections(w.full, 2026), want)

	// The year after begins as this one stands, and so does what is read before that.
	next := []postgres.ReportSection{{Heading: "Sammanfattning", Content: "text", State: "waiting"},
		{Heading: "Slutsats", Content: "text", State: "waiting", AuthorID: w.anna, Author: "Anna"}}
	same(t, "planned", sections(w.full, 2027), next)
	w.write(begin(2027, 0))
	same(t, "begun reports", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int, error) { return tx.BegunReports(ctx, w.full) }), []int{2027, 2026})
	same(t, "another group's reports", len(fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int, error) { return tx.BegunReports(ctx, w.bare) })), 0)
	got := sections(w.full, 2027)
	for n := range next {
		next[n].ID, next[n].Version = got[n].ID, 1
	}
	same(t, "the year after", got, next)

	other := full
	other.GroupID, other.Version = w.bare, 2
	w.refused("another group's", fault.ErrConflict, save(other))
	w.refused("not begun", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Report(ctx, w.full, 2030)
		return err
	})
}
