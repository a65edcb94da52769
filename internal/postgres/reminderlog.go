package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ReminderLogged is one mail in the group's log.
type ReminderLogged struct {
	PersonID   org.PersonID // zero for somebody without an account
	PersonName string       // or the address, without an account
	UnitID     org.UnitID   // zero for the digest
	UnitName   string       // the short one, "" for the digest
	Period     quality.Period
	Occasion   quality.Occasion
	Subject    string
	State      ReminderState
	QueuedAt   time.Time
	SettledAt  *time.Time // when it was sent or given up
	Error      string
}

const selectReminders = `-- name: reminders of a group
SELECT coalesce(r.person_id, 0) AS person_id, coalesce(p.name, r.email) AS person_name, coalesce(r.unit_id, 0) AS unit_id, coalesce(u.short_name, '') AS unit_name,
       r.period_start, coalesce(r.period_months, 0) AS period_months, r.occasion, r.subject, r.state, r.queued_at, r.settled_at, r.error
FROM reminder r
LEFT JOIN person p ON p.id = r.person_id
LEFT JOIN unit u ON u.id = r.unit_id
WHERE r.group_id = @group AND r.queued_at >= @since
ORDER BY r.queued_at DESC, r.id DESC
LIMIT 500`

// Reminders reads the group's mails since a moment, the newest first, at most
// five hundred.
func (tx *Tx) Reminders(ctx context.Context, group org.GroupID, since time.Time) ([]ReminderLogged, error) {
	type row struct {
		PersonID     org.PersonID
		PersonName   string
		UnitID       org.UnitID
		UnitName     string
		PeriodStart  *time.Time
		PeriodMonths int
		Occasion     quality.Occasion
		Subject      string
		State        ReminderState
		QueuedAt     time.Time
		SettledAt    *time.Time
		Error        string
	}
	rows, err := collect[row](ctx, tx, selectReminders, pgx.StrictNamedArgs{"group": group, "since": since})
	list := make([]ReminderLogged, len(rows))
	for n, r := range rows {
		list[n] = ReminderLogged{PersonID: r.PersonID, PersonName: r.PersonName, UnitID: r.UnitID, UnitName: r.UnitName,
			Occasion: r.Occasion, Subject: r.Subject, State: r.State, QueuedAt: r.QueuedAt, SettledAt: r.SettledAt, Error: r.Error}
		if r.PeriodStart != nil {
			list[n].Period = quality.PeriodFrom(*r.PeriodStart, r.PeriodMonths)
		}
	}
	return list, err
}

const selectReceivers = `-- name: receivers
SELECT p.id, p.email, p.name, p.profession, p.left_on,
       m.role, coalesce(m.unit_id, 0) AS unit_id
FROM membership m
JOIN person p ON p.id = m.person_id
WHERE m.group_id = @group AND m.valid_from <= @day AND (m.valid_to IS NULL OR m.valid_to >= @day)
  AND (p.left_on IS NULL OR p.left_on > @day)
ORDER BY p.name COLLATE "sv-x-icu", p.id, m.id`

// Receiver is somebody who holds a role in a group and has not left.
type Receiver struct {
	Person org.Person
	Role   org.Role
	UnitID org.UnitID // zero for roles in the whole group
}

// Receivers reads who holds which role in the group on the day, by name. Those
// who have left are not among them.
func (tx *Tx) Receivers(ctx context.Context, group org.GroupID, day time.Time) ([]Receiver, error) {
	type row struct {
		org.Person
		Role   org.Role
		UnitID org.UnitID
	}
	rows, err := collect[row](ctx, tx, selectReceivers, pgx.StrictNamedArgs{"group": group, "day": day})
	list := make([]Receiver, len(rows))
	for n, r := range rows {
		list[n] = Receiver{Person: r.Person, Role: r.Role, UnitID: r.UnitID}
	}
	return list, err
}
