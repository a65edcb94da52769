package group

import (
	"context"
	"fmt"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Seen is whose settings are changed, and the version they were seen in.
type Seen struct {
	GroupID org.GroupID
	Version int
}

// SaveDays stores when the group's figures and its yearly material are due, from
// now on for all periods; fault.ErrConflict when the settings have been changed
// since they were read.
func (room *Room) SaveDays(ctx context.Context, actor org.Actor, seen Seen, days org.Days) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		if err := days.Check(); err != nil {
			return nil, err
		}
		before, err := tx.Group(ctx, seen.GroupID)
		if err != nil || before.Days() == days {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.save_days", Before: keptDays(before.Days()), After: keptDays(days)},
			tx.SaveDays(ctx, seen.GroupID, days)
	})
}

// changeSettings makes a change to the group's settings in their next version, and
// writes it into the log. A change that changes nothing has no log entry.
func (room *Room) changeSettings(ctx context.Context, actor org.Actor, seen Seen, do func(*postgres.Tx) (*postgres.AuditEntry, error)) error {
	if !actor.May(org.EditGroup, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.NextGroupVersion(ctx, seen.GroupID, seen.Version); err != nil {
			return err
		}
		entry, err := do(tx)
		if err != nil || entry == nil {
			return err
		}
		entry.At, entry.GroupID = room.now(), seen.GroupID
		entry.Subject, entry.SubjectID = settingsSubject, int64(seen.GroupID)
		return tx.AppendAudit(ctx, actor, *entry)
	})
}

// auditedDays is what the log keeps of the days.
type auditedDays struct {
	DueDays   int    `json:"due_days"`
	ReportDue string `json:"report_due"` // "02-31": month and day
}

func keptDays(d org.Days) auditedDays {
	return auditedDays{d.DueDays, fmt.Sprintf("%02d-%02d", d.ReportDueMonth, d.ReportDueDay)}
}
