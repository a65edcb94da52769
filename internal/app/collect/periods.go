package collect

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Periods is what the actor's units have to hand in and have handed in.
type Periods struct {
	Units []org.Unit // the actor's own
	// Now is what to do now: periods that have ended and are not handed in, and
	// those that came back; the most urgent first.
	Now []Progress
	// Running is the periods that have not ended yet, which may be begun.
	Running []Progress
	// Earlier is what was handed in, newest first.
	Earlier []Progress
}

// yearsBack is how many years before this one are listed; older ones are found
// through the board.
const yearsBack = 2

// Periods lists the collection periods of the actor's units in the group, this
// year's and the two years' before.
func (room *Room) Periods(ctx context.Context, actor org.Actor, group org.GroupID) (Periods, error) {
	var list Periods
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if !actor.May(org.ViewBoard, group, 0) {
			return fault.ErrForbidden
		}
		g, err := tx.Group(ctx, group)
		if err != nil {
			return err
		}
		units, err := tx.Units(ctx, group)
		if err != nil {
			return err
		}
		for _, unit := range units {
			if slices.Contains(actor.Units(group), unit.ID) {
				list.Units = append(list.Units, unit)
			}
		}
		year := room.today().Year()
		p, err := room.readProgress(ctx, tx, g, year-yearsBack, year)
		if err != nil {
			return err
		}
		list.sort(p)
		return nil
	})
	return list, err
}

// sort puts each unit's periods where they belong.
func (list *Periods) sort(p progress) {
	for _, year := range p.plan.years() {
		for _, period := range periodsEnding(p.plan.group, year) {
			for _, unit := range list.Units {
				list.add(p.of(unit, period))
			}
		}
	}
	slices.SortStableFunc(list.Now, func(a, b Progress) int { return a.Due.Compare(b.Due) })
	slices.Reverse(list.Earlier)
}

func (list *Periods) add(at Progress) {
	switch {
	case at.Total == 0 || !at.Begun || !at.Unit.ActiveDuring(at.Period.Start(), at.Period.End()):
	case !at.Open():
		list.Earlier = append(list.Earlier, at)
	case !at.Ended && at.Submission.State == quality.Draft:
		list.Running = append(list.Running, at)
	default:
		list.Now = append(list.Now, at)
	}
}
