package jobs

import (
	"errors"
	"fmt"

	"samsyn/internal/mail"
	"samsyn/internal/postgres"
)

// message is the reminder as a mail.
func message(r postgres.Reminder) mail.Message {
	return mail.Message{ID: fmt.Sprintf("reminder-%d-%d", r.ID, r.QueuedAt.Unix()), To: r.Email,
		Subject: r.Subject, Text: r.Body, Appointment: r.Appointment, At: r.QueuedAt}
}

// stateAfter is what a mail is after an attempt: tried again only when it is
// certain that it was not sent and it may go well another time.
func stateAfter(err error, last bool) postgres.ReminderState {
	var failed *mail.Error
	switch {
	case err == nil:
		return postgres.ReminderSent
	case !errors.As(err, &failed):
		return postgres.ReminderFailed
	case failed.Unsure:
		return postgres.ReminderUnsure
	case failed.Temporary && !last:
		return postgres.ReminderQueued
	}
	return postgres.ReminderFailed
}
