package org

import (
	"time"

	"samsyn/internal/fault"
)

// Deputy is somebody who reports for a unit as a delegate, now or later.
type Deputy struct {
	Membership
	Person Person
	// AppointedBy is whose deputy it is, by name; "" for a delegate to whom the
	// administrator has given the role, and who is nobody's deputy.
	AppointedBy string
}

// longestDeputy is how long a deputy may last at a time, counted from its first
// day or from the day it is prolonged, whichever is later.
func longestDeputy(from, today time.Time) time.Time {
	if from.Before(today) {
		from = today
	}
	return from.AddDate(1, 0, -1)
}

// CheckDeputy lists what is wrong with the days of a deputy who is appointed today,
// at "from" and "to"; a zero day is one that was not chosen. Nil when nothing is.
func CheckDeputy(from, to, today time.Time) error {
	var v fault.ValidationError
	latest := today.AddDate(1, 0, 0)
	switch {
	case from.IsZero():
		v.Add("from", "required")
	case from.Before(today):
		v.Add("from", "date_past")
	case from.After(latest):
		v.Add("from", "date_limits", today, latest)
	}
	if to.IsZero() {
		v.Add("to", "required")
	}
	if v.OrNil() == nil {
		checkLastDay(&v, from, to, today)
	}
	return v.OrNil()
}

// CheckDeputyUntil lists what is wrong with another last day for a deputy since
// from, at "to", or nil.
func CheckDeputyUntil(from, to, today time.Time) error {
	var v fault.ValidationError
	switch {
	case to.IsZero():
		v.Add("to", "required")
	case to.Before(today):
		v.Add("to", "date_past")
	default:
		checkLastDay(&v, from, to, today)
	}
	return v.OrNil()
}

func checkLastDay(v *fault.ValidationError, from, to, today time.Time) {
	switch latest := longestDeputy(from, today); {
	case to.Before(from):
		v.Add("to", "date_order")
	case to.After(latest):
		v.Add("to", "deputy_too_long", latest)
	}
}

// Overlaps reports whether the two are held on the same day at some time.
func (m Membership) Overlaps(o Membership) bool {
	return (m.To == nil || !m.To.Before(o.From)) && (o.To == nil || !o.To.Before(m.From))
}
