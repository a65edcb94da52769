// Package report is the use cases of the yearly report: reading it with the
// data under its headings, and writing the texts. It must not know HTTP or how
// the report looks.
package report

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Room is the report room's use cases.
type Room struct {
	db  *postgres.DB
	now func() time.Time // Swedish time
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// Year is a year that a report can be read for. Begun says that the work on it has begun.
type Year struct {
	Year  int
	Begun bool
}

// Years lists the years a report can be read for, newest first.
func (room *Room) Years(ctx context.Context, actor org.Actor, group org.GroupID) ([]Year, error) {
	if !actor.May(org.ViewReport, group, 0) {
		return nil, fault.ErrForbidden
	}
	var list []Year
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		years, err := tx.ReportYears(ctx, group)
		if err != nil {
			return err
		}
		begun, err := tx.BegunReports(ctx, group)
		list = nil
		for _, y := range years {
			list = append(list, Year{Year: y, Begun: slices.Contains(begun, y)})
		}
		return err
	})
	return list, err
}

// Section is one section of a year's report.
type Section = postgres.ReportSection
