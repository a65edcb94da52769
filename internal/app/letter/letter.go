// Package letter puts mails about other things than figures to hand in into the queue
// that the jobs send from, in the transaction of what they tell of: a letter about
// something that was never stored does not go. Any room may use it. It must not know
// SMTP, or what a letter says.
package letter

import (
	"context"
	"strings"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Letter is one mail to one person, in Swedish.
type Letter struct {
	GroupID org.GroupID
	// To is who gets it; somebody without an account has no ID.
	To org.Person
	// About tells letters apart: "action 12". The same person gets one about the same
	// thing once a day, however often it is queued.
	About string
	// Day is the one that the letter belongs to, when it may be made up for later; zero
	// is the day it is queued.
	Day time.Time
	// Unit is the unit it concerns, zero for none.
	Unit    org.UnitID
	Subject string
	Body    string
	// Appointment goes with it, as iCalendar (RFC 5545); "" for none.
	Appointment string
}

// Queued is when something is queued, and by whom; the zero By is the clock.
type Queued struct {
	At time.Time // where the clinics are
	By org.Actor
}

// clockwork is who the log says did what the clock did.
var clockwork = org.Person{Name: "samsyn"}

// Queue puts the letter into the queue, and reports whether it was not there already.
// Letters in a group with example data are left alone, since their addresses are made
// up; so are those to somebody who has no address.
func Queue(ctx context.Context, tx *postgres.Tx, q Queued, l Letter) (bool, error) {
	group, err := tx.Group(ctx, l.GroupID)
	if err != nil || group.ExampleData || l.To.Email == "" {
		return false, err
	}
	if q.By.Person.ID == 0 {
		q.By.Person = clockwork
	}
	if l.Day.IsZero() {
		l.Day = org.DayOf(q.At)
	}
	r := postgres.Reminder{GroupID: l.GroupID, PersonID: l.To.ID, UnitID: l.Unit, Occasion: quality.Letter, About: l.About,
		Day: l.Day, Email: l.To.Email, Subject: strings.Join(strings.Fields(l.Subject), " "), Body: l.Body,
		Appointment: l.Appointment, QueuedAt: q.At, QueuedBy: q.By.Person.ID}
	id, err := tx.QueueReminder(ctx, r)
	if err != nil || id == 0 {
		return false, err
	}
	return true, tx.AppendAudit(ctx, q.By, postgres.AuditEntry{At: q.At, Action: "letter.queued", GroupID: l.GroupID,
		UnitID: l.Unit, Subject: "reminder", SubjectID: id, OnlyRead: true,
		After: queued{Person: l.To.Name, Email: l.To.Email, Title: r.Subject}})
}

// queued is what the audit keeps of a letter.
type queued struct {
	Person string `json:"person"`
	Email  string `json:"email"`
	Title  string `json:"subject"`
}

// URL is a whole address on the site: base is where people find Samsyn.
func URL(base, path string) string { return strings.TrimSuffix(base, "/") + path }
