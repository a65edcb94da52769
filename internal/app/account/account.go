// Package account is the use cases around who somebody is: signing in, what to
// do now, one's own account, and the administrator's care of everybody's. It
// must not know HTTP, sessions or templates.
package account

import (
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Room is the account room's use cases.
type Room struct {
	db    *postgres.DB
	now   func() time.Time // Swedish time
	start GroupStart
	// base is where people find the site, for the links in letters; "" when not known.
	base string
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// WithStart gives the use cases with what new groups start with.
func (room *Room) WithStart(start GroupStart) *Room {
	with := *room
	with.start = start
	return &with
}

// WithBaseURL gives the use cases with the address where people find the site.
func (room *Room) WithBaseURL(url string) *Room {
	with := *room
	with.base = url
	return &with
}

// today is the calendar day where the clinics are, at midnight UTC as dates are kept.
func (room *Room) today() time.Time {
	return org.DayOf(room.now())
}
