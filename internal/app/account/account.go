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

	secondFactor SecondFactorPolicy
	sealer       sealer

	// mails says whether mails are sent, and base is where their links lead.
	mails bool
	base  string
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// WithStart gives the use cases with what new groups start with.
func (room *Room) WithStart(start GroupStart) *Room {
	with := *room
	with.start = start
	return &with
}

// WithSecondFactor gives the use cases with what the installation says of second factors.
func (room *Room) WithSecondFactor(policy SecondFactorPolicy) *Room {
	with := *room
	with.secondFactor, with.sealer = policy, newSealer(policy.SecretKey)
	return &with
}

// WithMail gives the use cases with a mail server that sends what they queue, or without
// one, and the address where people find the site, "" when it is not known.
func (room *Room) WithMail(sends bool, baseURL string) *Room {
	with := *room
	with.mails, with.base = sends, baseURL
	return &with
}

// SendsMail reports whether mails about accounts are sent.
func (room *Room) SendsMail() bool { return room.mails }

// today is the calendar day where the clinics are, at midnight UTC as dates are kept.
func (room *Room) today() time.Time {
	return org.DayOf(room.now())
}
