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
	headings := w.headings(w.full)
	full := postgres.SectionEdit{HeadingID: headings[0].ID, Year: 2026, Body: "Ett.\n\nTvå.", At: noon, By: w.anna}
	bare := postgres.SectionEdit{HeadingID: headings[1].ID, Year: 2026, At: noon}
	save := func(e postgres.SectionEdit) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveReportSection(ctx, e) }
	}
	sections := func(group org.GroupID, year int) []postgres.ReportSection {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportSection, error) {
			return tx.ReportSections(ctx, group, year)
		})
	}
	w.write(save(bare))
	w.write(save(full))
	want := []postgres.ReportSection{{HeadingID: full.HeadingID, Body: full.Body, Version: 1, EditedAt: noon, EditedBy: "Anna"},
		{HeadingID: bare.HeadingID, Version: 1, EditedAt: noon}}
	same(t, "as the headings stand", sections(w.full, 2026), want)
	same(t, "another year's", len(sections(w.full, 2025)), 0)
	same(t, "another group's", len(sections(w.bare, 2026)), 0)

	w.refused("written by somebody else meanwhile", fault.ErrConflict, save(full))
	full.Version, full.Body, full.By = 1, "Tre.", 0
	w.write(save(full))
	w.refused("changed meanwhile", fault.ErrConflict, save(full))
	want[0].Body, want[0].Version, want[0].EditedBy = "Tre.", 2, ""
	same(t, "changed", sections(w.full, 2026), want)
	w.refused("under no heading", fault.ErrNotFound, save(postgres.SectionEdit{HeadingID: 99, Year: 2026, At: noon}))
}
