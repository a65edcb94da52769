package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// planned is the sections of the group's year as they are planned.
func (w *world) planned(group org.GroupID, year int) (list []postgres.SectionPlan) {
	w.t.Helper()
	for _, s := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportSection, error) {
		return tx.ReportSections(ctx, group, year)
	}) {
		list = append(list, postgres.SectionPlan{GroupID: group, Year: year, SectionID: s.ID, Heading: s.Heading, Content: s.Content,
			AuthorID: s.AuthorID, DueOn: s.DueOn, Version: s.Version})
	}
	return list
}

// section adds one.
func (w *world) section(p postgres.SectionPlan) (id int64) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		id, err = tx.AddReportSection(ctx, p)
		return err
	})
	return id
}

func TestSectionPlans(t *testing.T) {
	w := newWorld(t)
	for _, group := range []org.GroupID{w.full, w.bare} {
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			return tx.BeginReport(ctx, group, 2026, noon, w.anna)
		})
	}
	add := func(p postgres.SectionPlan) postgres.SectionPlan {
		p.SectionID, p.Version = w.section(p), 1
		return p
	}
	first := add(postgres.SectionPlan{GroupID: w.full, Year: 2026, Heading: "Inledning", Content: "text"})
	second := add(postgres.SectionPlan{GroupID: w.full, Year: 2026, Heading: "Medicin", Content: "medical", AuthorID: w.anna, DueOn: ptr(date(2027, 2, 1))})
	others := add(postgres.SectionPlan{GroupID: w.bare, Year: 2026, Heading: "Annat", Content: "text"})
	same(t, "in order", w.planned(w.full, 2026), []postgres.SectionPlan{first, second})

	second.Heading, second.Content, second.AuthorID, second.DueOn = "Medicinskt", "text", 0, nil
	save := func(p postgres.SectionPlan) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveSectionPlan(ctx, p) }
	}
	w.write(save(second))
	w.refused("changed by somebody else meanwhile", fault.ErrConflict, save(second))
	second.Version = 2
	stolen := others
	stolen.GroupID = w.full
	w.refused("another group's", fault.ErrConflict, save(stolen))

	order := func(ids ...int64) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.OrderReportSections(ctx, w.full, 2026, ids)
		}
	}
	w.write(order(second.SectionID, first.SectionID))
	same(t, "in another order", w.planned(w.full, 2026), []postgres.SectionPlan{second, first})
	w.refused("another group's in the order", fault.ErrConflict, order(second.SectionID, others.SectionID))

	remove := func(p postgres.SectionPlan) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteReportSection(ctx, p) }
	}
	w.refused("another group's is not removed", fault.ErrConflict, remove(stolen))
	stale := second
	stale.Version = 1
	w.refused("one that was changed is not removed", fault.ErrConflict, remove(stale))
	w.write(remove(second))
	same(t, "removed", w.planned(w.full, 2026), []postgres.SectionPlan{first})
	same(t, "the other group's is left", w.planned(w.bare, 2026), []postgres.SectionPlan{others})
}

func TestReplaceReportHeadings(t *testing.T) {
	w := newWorld(t)
	replace := func(list ...postgres.ReportHeading) {
		t.Helper()
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplaceReportHeadings(ctx, w.full, list) })
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AddReportHeading(ctx, w.bare, postgres.ReportHeading{Heading: "Annat", Content: "text"})
	})
	one, two := postgres.ReportHeading{Heading: "Ett", Content: "text"}, postgres.ReportHeading{Heading: "Två", Content: "questions"}
	replace(one, two)
	replace(two, one)
	got := w.headings(w.full)
	for n := range got {
		got[n].ID = 0
	}
	same(t, "in order", got, []postgres.ReportHeading{two, one})
	replace()
	same(t, "none left", len(w.headings(w.full)), 0)
	same(t, "another group's", len(w.headings(w.bare)), 1)
}

func TestOwnReportSections(t *testing.T) {
	w := newWorld(t)
	begin := func(year int) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.BeginReport(ctx, w.full, year, noon, 0) })
	}
	begin(2026)
	var ids []int64
	for _, p := range []postgres.SectionPlan{
		{Heading: "Sent", AuthorID: w.anna, DueOn: ptr(date(2027, 2, 20))}, {Heading: "Snart", AuthorID: w.anna, DueOn: ptr(date(2027, 2, 1))},
		{Heading: "Långt fram", AuthorID: w.anna, DueOn: ptr(date(2027, 5, 1))}, {Heading: "Utan dag", AuthorID: w.anna},
		{Heading: "Klart", AuthorID: w.anna, DueOn: ptr(date(2027, 2, 1))}, {Heading: "Ingens", DueOn: ptr(date(2027, 2, 1))},
	} {
		p.GroupID, p.Year, p.Content = w.full, 2026, "text"
		ids = append(ids, w.section(p))
	}
	w.exec(`UPDATE report_section SET state = 'ready' WHERE id = $1`, ids[4])
	own := func(group org.GroupID) []postgres.OwnSection {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.OwnSection, error) {
			return tx.OwnReportSections(ctx, postgres.Own{GroupID: group, OwnerID: w.anna, Until: date(2027, 2, 28), Limit: 10})
		})
	}
	same(t, "hers", own(w.full), []postgres.OwnSection{{ID: ids[1], Year: 2026, Heading: "Snart", DueOn: date(2027, 2, 1)},
		{ID: ids[0], Year: 2026, Heading: "Sent", DueOn: date(2027, 2, 20)}})
	same(t, "another group's", len(own(w.bare)), 0)
	begin(2027)
	same(t, "when the next report has begun", len(own(w.full)), 0)
}
