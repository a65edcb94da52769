// Package goals is the use cases around what the group wants to reach: the year's
// goals and targets, the long-term goals, and the library of measures with its
// definitions. It must not know HTTP or templates.
package goals

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Room is the goals room's use cases.
type Room struct {
	db  *postgres.DB
	now func() time.Time // Swedish time
	// templates are the libraries that come with the program.
	templates []Template
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room { return &Room{db: db, now: now} }

// WithTemplates gives the use cases with libraries that groups can begin with.
func (room *Room) WithTemplates(templates []Template) *Room {
	with := *room
	with.templates = templates
	return &with
}

// mayView and mayEdit are fault.ErrForbidden for those who may not.
func mayView(actor org.Actor, group org.GroupID) error {
	if !actor.May(org.ViewResults, group, 0) {
		return fault.ErrForbidden
	}
	return nil
}

func mayEdit(actor org.Actor, group org.GroupID) error {
	if !actor.May(org.EditIndicators, group, 0) {
		return fault.ErrForbidden
	}
	return nil
}

// goalIn reads one of the group's goals; fault.ErrNotFound when it is not the
// group's.
func goalIn(ctx context.Context, tx *postgres.Tx, group org.GroupID, id quality.GoalID) (quality.Goal, error) {
	goals, err := tx.Goals(ctx, group, firstYear, lastYear)
	if err != nil {
		return quality.Goal{}, err
	}
	for _, g := range goals {
		if g.ID == id {
			return g, nil
		}
	}
	return quality.Goal{}, fault.ErrNotFound
}

// lockedGoal is goalIn for a goal that is to be changed: what the group has chosen
// for its year, and the figures about the year, stay as they are until the
// transaction ends.
func lockedGoal(ctx context.Context, tx *postgres.Tx, group org.GroupID, id quality.GoalID) (quality.Goal, error) {
	g, err := goalIn(ctx, tx, group, id)
	if err != nil {
		return g, err
	}
	if err := tx.LockGoals(ctx, group, g.Year); err != nil {
		return g, err
	}
	return goalIn(ctx, tx, group, id)
}

// The years that goals can be about; the database's own limits.
const (
	firstYear = 1990
	lastYear  = 2200
)

// endOf is the last day of the year, whose definitions the year is shown with.
func endOf(year int) time.Time { return time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC) }

// What handlers name without knowing the database: a measure to add, what a
// measure is used for, a way of dividing the children, who changed something,
// how a unit reads a measure, what is collected in a year, and what is proposed,
// said of it and decided where.
type (
	NewIndicator = postgres.NewIndicator
	IndicatorUse = postgres.IndicatorUse
	Division     = postgres.Stratification
	DocumentRow  = postgres.DocumentRow
	LastChange   = postgres.LastChange
	Reading      = postgres.Reading

	IndicatorPromise = postgres.IndicatorPromise
	Selected         = postgres.Selected
	FoundProposal    = postgres.FoundProposal
	TakenStand       = postgres.TakenStand
	MeetingName      = postgres.MeetingName
	ThreadProposal   = postgres.ThreadProposal
	ThreadProgramme  = postgres.ThreadProgramme
)
