package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// NominationRound is a year's round of nominations for learning and quality teams
// (lärande- och kvalitetsteam), after the Danish programme: topics are nominated until a
// day, the clinics weigh them, and the group chooses a few.
type NominationRound struct {
	ID         RoundID
	GroupID    org.GroupID
	Year       int
	Invitation string
	// OpensOn and ClosesOn are the first and the last day that something can be nominated,
	// at midnight UTC as dates are kept.
	OpensOn, ClosesOn time.Time
	DecidesOn         *time.Time // when the group means to decide; nil for not said
	Wanted            int        // how many teams are to be chosen
	ClosedAt          *time.Time // when it was closed before its last day
	ClosedBy          org.PersonID
	ExtendedWhy       string // why its last day was moved, the last time
	DecidedOn         *time.Time
	DecidedBy         org.PersonID
	MeetingID         org.MeetingID // zero when no meeting is recorded
	CreatedBy         org.PersonID
	CreatedAt         time.Time
	Version           int
}

// RoundState is how far a round has come.
type RoundState string

// The states.
const (
	RoundComing   RoundState = "coming" // it has not opened
	RoundOpen     RoundState = "open"
	RoundWeighing RoundState = "weighing"
	RoundDecided  RoundState = "decided"
)

// State is how far the round has come on the day. It closes by itself when its last day
// is over: nothing has to run for that.
func (r NominationRound) State(today time.Time) RoundState {
	switch {
	case r.DecidedOn != nil:
		return RoundDecided
	case r.ClosedAt != nil || today.After(r.ClosesOn):
		return RoundWeighing
	case today.Before(r.OpensOn):
		return RoundComing
	}
	return RoundOpen
}

// The limits of a round.
const (
	MostTeams      = 20
	UsualTeams     = 2 // "2-3 nye lærings- og kvalitetsteams om året"
	MostInvitation = 5000
	MostRoundWhy   = 2000
	firstRoundYear = 1990
	lastRoundYear  = 2200
	longestRound   = 366 // days
)

// Check lists what is wrong with the round at its fields, or nil: "year", "invitation",
// "opens_on", "closes_on", "decides_on" and "wanted".
func (r NominationRound) Check() error {
	var v fault.ValidationError
	quality.YearWithin(&v, "year", r.Year, firstRoundYear, lastRoundYear)
	quality.NeededText(&v, "invitation", r.Invitation, MostInvitation)
	if r.OpensOn.IsZero() {
		v.Add("opens_on", "required")
	}
	switch {
	case r.ClosesOn.IsZero():
		v.Add("closes_on", "required")
	case r.ClosesOn.Before(r.OpensOn):
		v.Add("closes_on", "date_order")
	case !r.OpensOn.IsZero() && r.ClosesOn.After(r.OpensOn.AddDate(0, 0, longestRound)):
		v.Add("closes_on", "round_long")
	}
	if r.DecidesOn != nil && !r.ClosesOn.IsZero() && !r.DecidesOn.After(r.ClosesOn) {
		v.Add("decides_on", "round_decided_early")
	}
	if r.Wanted < 1 || r.Wanted > MostTeams {
		v.Add("wanted", "out_of_range", 1, MostTeams)
	}
	return v.OrNil()
}

// Next is the round a year later, with this one as its template: the same invitation and
// number, and the same days of that year.
func (r NominationRound) Next() NominationRound {
	next := NominationRound{GroupID: r.GroupID, Year: r.Year + 1, Invitation: r.Invitation, Wanted: r.Wanted,
		OpensOn: r.OpensOn.AddDate(1, 0, 0), ClosesOn: r.ClosesOn.AddDate(1, 0, 0)}
	if r.DecidesOn != nil {
		decides := r.DecidesOn.AddDate(1, 0, 0)
		next.DecidesOn = &decides
	}
	return next
}

// Close is the round closed before its last day; fault.ErrWrongState when it is not open.
func (r NominationRound) Close(by org.PersonID, at, today time.Time) (NominationRound, error) {
	if r.State(today) != RoundOpen {
		return r, fault.ErrWrongState
	}
	r.ClosedAt, r.ClosedBy = &at, by
	return r, nil
}

// Extend is the round with a later last day, open again when it had closed: problems at
// "new_closes_on" and "extended_why". fault.ErrWrongState when it is decided. A day to
// decide on that is no longer after the last one is left out.
func (r NominationRound) Extend(closes time.Time, why string, today time.Time) (NominationRound, error) {
	if r.State(today) == RoundDecided {
		return r, fault.ErrWrongState
	}
	var v fault.ValidationError
	switch {
	case closes.IsZero():
		v.Add("new_closes_on", "required")
	case closes.Before(today):
		v.Add("new_closes_on", "date_past")
	case r.ClosedAt == nil && !closes.After(r.ClosesOn):
		v.Add("new_closes_on", "round_not_later")
	case closes.After(r.OpensOn.AddDate(0, 0, longestRound)):
		v.Add("new_closes_on", "round_long")
	}
	quality.NeededText(&v, "extended_why", why, MostRoundWhy)
	if err := v.OrNil(); err != nil {
		return r, err
	}
	r.ClosesOn, r.ExtendedWhy, r.ClosedAt, r.ClosedBy = closes, why, nil, 0
	if r.DecidesOn != nil && !r.DecidesOn.After(closes) {
		r.DecidesOn = nil
	}
	return r, nil
}
