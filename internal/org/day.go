package org

import "time"

// DayOf is the calendar day of a moment in the moment's own time zone, at
// midnight UTC as dates are kept: a deadline ends at midnight where the clinics
// are, so the moment should be given in their zone.
func DayOf(moment time.Time) time.Time {
	y, m, d := moment.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
