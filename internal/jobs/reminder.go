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

// unnamed is the error without the mail server's words, which may repeat the receiver's
// address and so do not belong in the log: they stand with the reminder.
func unnamed(err error) error {
	var failed *mail.Error
	if !errors.As(err, &failed) {
		return err
	}
	return fmt.Errorf("the mail was not sent (temporary: %t, unsure: %t)", failed.Temporary, failed.Unsure)
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
