// Package improve is the use cases about what is done to get better: actions, good
// examples, what people say to each other and ask of each other. It must not know HTTP
// or templates.
package improve

import (
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Room is the improvement room's use cases.
type Room struct {
	db  *postgres.DB
	now func() time.Time // Swedish time
	// base is where people find the site, for the links in letters; "" when not known.
	base string
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// WithBaseURL gives the use cases with the address where people find the site.
func (room *Room) WithBaseURL(url string) *Room {
	with := *room
	with.base = url
	return &with
}

// today is the calendar day where the clinics are, at midnight UTC as dates are kept.
func (room *Room) today() time.Time { return org.DayOf(room.now()) }
