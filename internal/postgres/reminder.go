package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ReminderState is how far a reminder has come.
type ReminderState string

// The states. A mail that is Unsure had left when the program died or the server
// stopped answering; it is not sent again, since it may have arrived.
const (
	ReminderQueued    ReminderState = "queued"
	ReminderSending   ReminderState = "sending"
	ReminderSent      ReminderState = "sent"
	ReminderFailed    ReminderState = "failed"
	ReminderCancelled ReminderState = "cancelled"
	ReminderUnsure    ReminderState = "unsure"
)

// Reminder is one mail to one person, as it was written when it was queued.
type Reminder struct {
	ID       int64
	GroupID  org.GroupID
	PersonID org.PersonID   // zero for a letter to somebody without an account
	UnitID   org.UnitID     // zero for the digest
	Period   quality.Period // zero for the digest and for letters
	Occasion quality.Occasion
	// About tells letters apart: the same person gets one about the same thing once a
	// day. "" for what is no letter.
	About   string
	Day     time.Time // the day the occasion belongs to
	Email   string
	Subject string
	Body    string
	// Appointment goes with a letter, as iCalendar (RFC 5545); "" for none.
	Appointment string
	QueuedAt    time.Time
	QueuedBy    org.PersonID // zero when the clock asked
}

const insertReminder = `-- name: queue reminder
INSERT INTO reminder (group_id, person_id, unit_id, period_start, period_months, occasion, about, day,
                      email, subject, body, appointment, queued_at, queued_by)
VALUES (@group, nullif(@person::bigint, 0), nullif(@unit::bigint, 0), @period_start, nullif(@period_months::smallint, 0),
        @occasion, @about, @day, @email, @subject, @body, @appointment, @at, nullif(@by::bigint, 0))
ON CONFLICT ON CONSTRAINT reminder_once DO NOTHING
RETURNING id`

// QueueReminder puts the mail in the queue and gives its id; zero when the person
// has that reminder already, sent or not.
func (tx *Tx) QueueReminder(ctx context.Context, r Reminder) (int64, error) {
	var start *time.Time
	if r.Period.Months > 0 {
		day := r.Period.Start()
		start = &day
	}
	rows, err := collect[struct{ ID int64 }](ctx, tx, insertReminder, pgx.StrictNamedArgs{
		"group": r.GroupID, "person": r.PersonID, "unit": r.UnitID, "period_start": start, "period_months": r.Period.Months,
		"occasion": r.Occasion, "about": r.About, "day": r.Day, "email": r.Email, "subject": r.Subject, "body": r.Body,
		"appointment": r.Appointment,
		"at":          r.QueuedAt, "by": r.QueuedBy})
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].ID, nil
}

const selectQueued = `-- name: queued reminders
SELECT r.id FROM reminder r WHERE r.state = 'queued' ORDER BY r.id LIMIT 1000`

// QueuedReminders reads which mails wait to be sent, the oldest first, at most a thousand.
func (tx *Tx) QueuedReminders(ctx context.Context) ([]int64, error) {
	type row struct{ ID int64 }
	rows, err := collect[row](ctx, tx, selectQueued, pgx.StrictNamedArgs{})
	ids := make([]int64, len(rows))
	for n, r := range rows {
		ids[n] = r.ID
	}
	return ids, err
}

const claimReminder = `-- name: claim reminder
UPDATE reminder SET state = 'sending', claimed_at = @at, attempts = attempts + 1
WHERE id = @id AND state = 'queued'
RETURNING id, group_id, coalesce(person_id, 0) AS person_id, coalesce(unit_id, 0) AS unit_id, period_start,
          coalesce(period_months, 0) AS period_months, occasion, about, day, email, subject, body, appointment, queued_at,
          coalesce(queued_by, 0) AS queued_by`

// reminderRow is the columns of a Reminder.
type reminderRow struct {
	ID           int64
	GroupID      org.GroupID
	PersonID     org.PersonID
	UnitID       org.UnitID
	PeriodStart  *time.Time
	PeriodMonths int
	Occasion     quality.Occasion
	About        string
	Day          time.Time
	Email        string
	Subject      string
	Body         string
	Appointment  string
	QueuedAt     time.Time
	QueuedBy     org.PersonID
}

// ClaimReminder takes a queued mail in order to send it. Only one can: for all
// others, and when it does not wait any more, it is fault.ErrWrongState.
func (tx *Tx) ClaimReminder(ctx context.Context, id int64, at time.Time) (Reminder, error) {
	rows, err := collect[reminderRow](ctx, tx, claimReminder, pgx.StrictNamedArgs{"id": id, "at": at})
	if err != nil {
		return Reminder{}, err
	}
	if len(rows) == 0 {
		return Reminder{}, fault.ErrWrongState
	}
	r := rows[0]
	claimed := Reminder{ID: r.ID, GroupID: r.GroupID, PersonID: r.PersonID, UnitID: r.UnitID, Occasion: r.Occasion,
		About: r.About, Appointment: r.Appointment, Day: r.Day, Email: r.Email, Subject: r.Subject, Body: r.Body, QueuedAt: r.QueuedAt, QueuedBy: r.QueuedBy}
	if r.PeriodStart != nil {
		claimed.Period = quality.PeriodFrom(*r.PeriodStart, r.PeriodMonths)
	}
	return claimed, nil
}

const settleReminder = `-- name: settle reminder
UPDATE reminder SET state = @state, error = left(@error, 1000),
       settled_at = CASE WHEN @state = 'queued' THEN NULL ELSE @at::timestamptz END
WHERE id = @id AND state = 'sending'`

// ReminderOutcome is what became of an attempt to send a mail.
type ReminderOutcome struct {
	ID    int64
	State ReminderState // ReminderQueued puts it back, to be tried again
	At    time.Time
	Error string // the mail server's answer, "" when it was a yes
}

// SettleReminder notes what became of a mail that was claimed.
func (tx *Tx) SettleReminder(ctx context.Context, o ReminderOutcome) error {
	return exec(ctx, tx, settleReminder, pgx.StrictNamedArgs{
		"id": o.ID, "state": o.State, "at": o.At, "error": o.Error}, 1, fault.ErrWrongState)
}

const abandonReminders = `-- name: abandon reminders
UPDATE reminder SET state = 'unsure', settled_at = @at WHERE state = 'sending' AND claimed_at < @before`

// AbandonReminders gives up the mails that were claimed before the moment and
// never settled: whoever claimed them is gone, and nobody knows if they were sent.
func (tx *Tx) AbandonReminders(ctx context.Context, before, at time.Time) error {
	return exec(ctx, tx, abandonReminders, pgx.StrictNamedArgs{"before": before, "at": at}, -1, nil)
}
