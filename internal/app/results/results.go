// Package results is the use cases of reading results: the comparison between
// units, one measure in depth, and one unit. Each reads one unchanging snapshot
// and masks small numbers for readers outside the group before anything is
// computed. It must not know HTTP, templates or how anything is drawn.
package results

import (
	"context"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Room is the results room's use cases.
type Room struct {
	db  *postgres.DB
	now func() time.Time // Swedish time
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// read runs fn on a snapshot for somebody who may see the group's results, of a replica
// when it has all that the group has.
func (room *Room) read(ctx context.Context, actor org.Actor, group org.GroupID, fn func(*postgres.Tx) error) error {
	if !actor.May(org.ViewResults, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.ReadGroup(ctx, group, fn)
}

// seen is the dataset as the actor may see it year by year; see dataset.Seen for sums
// of years.
func seen(actor org.Actor, group org.GroupID, ds *analysis.Dataset) *analysis.Dataset {
	if actor.May(org.ViewUnmasked, group, 0) {
		return ds
	}
	return ds.Mask()
}

// Years are the years that can be chosen, oldest first, and the one chosen.
type Years struct {
	All    []int
	Chosen int
}

// choose settles which year is asked for: the year itself when the group
// collects something then, or for zero the latest with any figures, else the
// latest that has begun. fault.ErrNotFound for a year the group does not have;
// no years at all leave it at zero.
func (room *Room) choose(years []postgres.ResultYear, wanted int) (Years, error) {
	var y Years
	latest := 0
	for _, each := range years {
		y.All = append(y.All, each.Year)
		if each.Year == wanted {
			y.Chosen = wanted
		}
		if each.HasFigures {
			latest = each.Year
		}
	}
	if wanted != 0 && y.Chosen == 0 {
		return y, fault.ErrNotFound
	}
	if y.Chosen != 0 || len(years) == 0 {
		return y, nil
	}
	y.Chosen = latest
	for _, each := range years {
		if latest == 0 && (y.Chosen == 0 || each.Year <= room.now().Year()) {
			y.Chosen = each.Year
		}
	}
	return y, nil
}
