package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// LogPageSize is how many changes one page of the log has.
const LogPageSize = 50

// Change is one line of the log.
type Change = postgres.AuditRow

// Log is one page of the log, newest first.
type Log struct {
	Changes []Change
	// Older is what to ask for the next page with; zero when this is the last.
	Older int64
	// Whole reports whether the log is the whole installation's.
	Whole bool
}

// Log reads what has been changed: in the group for its convener, everywhere for
// those who care for accounts, who see that something was changed and by whom but
// not the content. below is Older of the page before, zero for the newest.
func (room *Room) Log(ctx context.Context, actor org.Actor, group org.GroupID, below int64) (Log, error) {
	var log Log
	page := postgres.AuditPage{GroupID: group, Below: below, Limit: LogPageSize + 1}
	switch {
	case actor.May(org.ApproveFigures, group, 0):
	case actor.May(org.ManageAccounts, 0, 0):
		page.GroupID, log.Whole = 0, true
	default:
		return log, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		log.Changes, err = tx.Audit(ctx, page)
		return err
	})
	if len(log.Changes) > LogPageSize {
		log.Changes = log.Changes[:LogPageSize]
		log.Older = log.Changes[LogPageSize-1].ID
	}
	if log.Whole {
		withoutContent(log.Changes)
	}
	return log, err
}

// withoutContent empties what was changed in everything but accounts.
func withoutContent(changes []Change) {
	for n := range changes {
		if !slices.Contains([]string{"person", "membership"}, changes[n].Subject) {
			changes[n].Before, changes[n].After = nil, nil
		}
	}
}
