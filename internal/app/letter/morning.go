package letter

import (
	"context"
	"errors"
	"fmt"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// from is the hour of the morning, where the clinics are, that the day's mails go from.
const from = 7

// EachMorning lets plan put a group's mails of the day into the queue, in a transaction of
// its own, for every group; nothing before the morning. Groups with example data are left
// alone: their addresses are made up. A group that fails does not stop the others.
func EachMorning(ctx context.Context, db *postgres.DB, now time.Time, plan func(*postgres.Tx, org.Group) error) error {
	if now.Hour() < from {
		return nil
	}
	var groups []org.Group
	err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		groups, err = tx.AllGroups(ctx)
		return err
	})
	if err != nil {
		return err
	}
	var errs []error
	for _, group := range groups {
		if group.ExampleData {
			continue
		}
		if err := db.Write(ctx, func(tx *postgres.Tx) error { return plan(tx, group) }); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", group.Code, err))
		}
	}
	return errors.Join(errs...)
}
