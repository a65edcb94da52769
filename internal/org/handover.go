package org

import (
	"time"

	"samsyn/internal/fault"
)

// Handover is the coordinator's role going from one member of a group to another.
type Handover struct {
	ID      int64
	GroupID GroupID
	// From is who had the role, zero when the group had no coordinator.
	From, To         PersonID
	FromName, ToName string
	First            time.Time // the first day of the one who takes over
	// FormerLast is the last day that the former role had before it was handed over.
	FormerLast *time.Time
	Note       string // to whoever takes over
	MadeBy     string // by name
	MadeAt     time.Time
	// TakenBackAt is when it was taken back, before the first day; nil when it was not.
	TakenBackAt *time.Time
	TakenBackBy string
}

// Ahead reports whether the handing over is decided and can still be taken back.
func (h Handover) Ahead(today time.Time) bool { return h.TakenBackAt == nil && h.First.After(today) }

// MaxHandoverNote is the most characters that the note may have.
const MaxHandoverNote = 5000

// longestHandover is how many months ahead a coordinator can be handed over.
const longestHandover = 12

// CheckHandoverDay lists what is wrong with the first day of a new coordinator, at
// "first"; the zero day is one that was not chosen. held is the role that ends the day
// before, and must last for a day; the zero membership when there is none.
func CheckHandoverDay(first, today time.Time, held Membership) error {
	var v fault.ValidationError
	earliest, latest := today, today.AddDate(0, longestHandover, 0)
	if held.ID != 0 && !held.From.Before(earliest) {
		earliest = held.From.AddDate(0, 0, 1)
	}
	switch {
	case first.IsZero():
		v.Add("first", "required")
	case first.Before(earliest), first.After(latest):
		v.Add("first", "date_limits", earliest, latest)
	}
	return v.OrNil()
}

// Candidates are those who can take over as the group's coordinator on the day: its
// members then, but for the one who is its coordinator, each once.
func Candidates(held []Membership, day time.Time, coordinator PersonID) []PersonID {
	var list []PersonID
	seen := map[PersonID]bool{coordinator: true}
	for _, m := range held {
		if m.Role.OfMember() && m.ActiveOn(day) && !seen[m.PersonID] {
			seen[m.PersonID] = true
			list = append(list, m.PersonID)
		}
	}
	return list
}
