package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const selectGroupVersion = `-- name: group version
SELECT g.version FROM programme_group g WHERE g.id = @group`

// GroupVersion counts the changes to the group's own settings: its days, its
// limits for few children and its reasons for missing figures. No such group is fault.ErrNotFound.
func (tx *Tx) GroupVersion(ctx context.Context, group org.GroupID) (int, error) {
	return value[int](ctx, tx, selectGroupVersion, pgx.StrictNamedArgs{"group": group})
}

const nextGroupVersion = `-- name: next group version
UPDATE programme_group SET version = version + 1 WHERE id = @group AND version = @version`

// NextGroupVersion notes that the group's own settings are being changed by
// somebody who has seen them in the version; fault.ErrConflict when they have been
// changed since. Others who change them wait until the transaction ends.
func (tx *Tx) NextGroupVersion(ctx context.Context, group org.GroupID, version int) error {
	return exec(ctx, tx, nextGroupVersion, pgx.StrictNamedArgs{"group": group, "version": version}, 1, fault.ErrConflict)
}

const updateDays = `-- name: update days of group
UPDATE programme_group SET due_days = @due_days, report_due_month = @month, report_due_day = @day, days_decided = true
WHERE id = @group`

// SaveDays stores when the group's figures and its yearly material are due.
func (tx *Tx) SaveDays(ctx context.Context, group org.GroupID, d org.Days) error {
	return exec(ctx, tx, updateDays, pgx.StrictNamedArgs{"group": group, "due_days": d.DueDays,
		"month": int(d.ReportDueMonth), "day": d.ReportDueDay}, 1, fault.ErrNotFound)
}
