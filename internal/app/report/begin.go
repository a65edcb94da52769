package report

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// BeginReport begins the work on the year's report: with the sections and authors of the
// latest earlier one, or the group's template. fault.ErrConflict when it has begun, and
// fault.ErrNotFound for a year that the group has chosen nothing for.
func (room *Room) BeginReport(ctx context.Context, actor org.Actor, group org.GroupID, year int) error {
	if !actor.May(org.WriteReport, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		years, err := tx.ReportYears(ctx, group)
		if err != nil {
			return err
		}
		if !slices.Contains(years, year) {
			return fault.ErrNotFound
		}
		now := room.now()
		if err := tx.BeginReport(ctx, group, year, now, actor.Person.ID); err != nil {
			return err
		}
		sections, err := tx.ReportSections(ctx, group, year)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: now, Action: "report.begin", GroupID: group,
			Subject: "report", SubjectID: int64(year), After: map[string]any{"year": year, "sections": headingsOf(sections)}})
	})
}

func headingsOf(sections []postgres.ReportSection) []string {
	list := make([]string, len(sections))
	for n, s := range sections {
		list[n] = s.Heading
	}
	return list
}
