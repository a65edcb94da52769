// Package report is the use cases of the yearly report: reading it with the
// data under its headings, and writing the texts. It must not know HTTP or how
// the report looks.
package report

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Room is the report room's use cases.
type Room struct {
	db  *postgres.DB
	now func() time.Time // Swedish time
	// base is where people find the site, for the links in letters; "" when not known.
	base string
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// WithBaseURL gives the use cases with the address where people find the site.
func (room *Room) WithBaseURL(url string) *Room {
	with := *room
	with.base = url
	return &with
}

// today is the calendar day where the clinics are, at midnight UTC as dates are kept.
func (room *Room) today() time.Time { return org.DayOf(room.now()) }

// Years lists the years a report can be read for, newest first.
func (room *Room) Years(ctx context.Context, actor org.Actor, group org.GroupID) ([]int, error) {
	if !actor.May(org.ViewReport, group, 0) {
		return nil, fault.ErrForbidden
	}
	var years []int
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		years, err = tx.ReportYears(ctx, group)
		return err
	})
	return years, err
}

// Section is one section of a year's report.
type Section = postgres.ReportSection
