package report

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Standing is how far the work on a year's report has come; one with version zero has not
// begun.
type Standing = postgres.ReportStanding

// Stage is a Standing in one word.
type Stage string

// The stages, in their order.
const (
	StageNotBegun     Stage = "not_begun"
	StageDraft        Stage = "draft"
	StageOut          Stage = "out"
	StageFixed        Stage = "fixed"
	StageDelivered    Stage = "delivered"
	StagePresented    Stage = "presented"
	StageAcknowledged Stage = "acknowledged"
)

// Stages are all of them, in their order.
func Stages() []Stage {
	return []Stage{StageNotBegun, StageDraft, StageOut, StageFixed, StageDelivered, StagePresented, StageAcknowledged}
}

// StageOf is the stage on the day. What any edition has reached counts, so that a later
// edition does not make a report that has been delivered undelivered.
func StageOf(s Standing, today time.Time) Stage {
	switch {
	case s.AcknowledgedOn != nil:
		return StageAcknowledged
	case s.PresentedOn != nil:
		return StagePresented
	case s.DeliveredOn != nil:
		return StageDelivered
	case ShutOf(s, today) == Open:
		return StageOut
	case s.Edition > 0:
		return StageFixed
	case s.Version > 0:
		return StageDraft
	}
	return StageNotBegun
}

// Shut is why units cannot answer about their pages.
type Shut string

// The reasons; Open is none.
const (
	Open         Shut = ""
	NotAsked     Shut = "not_asked"     // the round has not been opened
	EditionFixed Shut = "edition_fixed" // an edition was made after it was
	RoundClosed  Shut = "closed"        // by somebody
	DayPassed    Shut = "day_passed"
)

// ShutOf is why units cannot answer on the day. An edition that was there when the round
// was opened is no reason: the answers are for the next one.
func ShutOf(s Standing, today time.Time) Shut {
	switch {
	case s.RoundOpenedAt == nil || s.RoundDue == nil:
		return NotAsked
	case s.FixedAt != nil && !s.FixedAt.Before(*s.RoundOpenedAt):
		return EditionFixed
	case s.RoundClosedAt != nil:
		return RoundClosed
	case today.After(*s.RoundDue):
		return DayPassed
	}
	return Open
}

// Standings reads how far each year's report has come, by year; those that have not begun
// are not among them.
func (room *Room) Standings(ctx context.Context, actor org.Actor, group org.GroupID) (map[int]Standing, error) {
	if !actor.May(org.ViewReport, group, 0) {
		return nil, fault.ErrForbidden
	}
	byYear := map[int]Standing{}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		list, err := tx.ReportStandings(ctx, group, 0)
		for _, s := range list {
			byYear[s.Year] = s
		}
		return err
	})
	return byYear, err
}

// standing is the year's; with no version when the report has not begun.
func standing(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) (Standing, error) {
	list, err := tx.ReportStandings(ctx, group, year)
	if err != nil || len(list) == 0 {
		return Standing{Year: year}, err
	}
	return list[0], nil
}

// daysTo is how many days are left until the day; negative when it has passed.
func daysTo(day, today time.Time) int { return int(day.Sub(today).Hours() / 24) }
