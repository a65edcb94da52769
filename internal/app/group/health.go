package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// goalCategories are those that a group is to have goals in each year.
var goalCategories = []quality.Category{quality.Medical, quality.Nursing, quality.PatientSatisfaction}

// HealthPage is how the group's own work stands in a year, and how it stood the year
// before.
type HealthPage struct {
	Group     org.Group
	Years     []int // to choose among, newest first
	Now, Then improvement.Health
	Limits    org.MemberLimits
}

// Health counts the group's own work in the year, zero for this year. Nobody is named and
// no child is counted, so that those who receive the results may see it too.
func (room *Room) Health(ctx context.Context, actor org.Actor, group org.GroupID, year int) (HealthPage, error) {
	var p HealthPage
	if !actor.May(org.ViewWork, group, 0) {
		return p, fault.ErrForbidden
	}
	if year == 0 {
		year = room.today().Year()
	}
	if year <= improvement.FirstTaskYear || year > room.today().Year() {
		return p, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		f := healthFacts{group: p.Group, first: year - 1, year: year, today: room.today(), now: room.now(), dayOf: room.dayOf}
		if err := f.read(ctx, tx); err != nil {
			return err
		}
		p.Limits, p.Now, p.Then = f.limits, f.of(year), f.of(year-1)
		p.Years = f.years(room.today().Year())
		return nil
	})
	return p, err
}

// dayOf is the clinics' calendar day of a moment.
func (room *Room) dayOf(at time.Time) time.Time { return org.DayOf(at.In(room.now().Location())) }

// healthFacts is what a group's health is worked out from.
type healthFacts struct {
	group       org.Group
	first, year int
	today       time.Time
	now         time.Time
	dayOf       func(time.Time) time.Time

	counted     map[int]postgres.GroupYear
	mandates    []org.Mandate
	signed      []org.Acknowledgement
	persons     []org.Person
	memberships []org.Membership
	units       []org.Unit
	limits      org.MemberLimits
	periods     periodFacts
	reports     []int
}

func (f *healthFacts) read(ctx context.Context, tx *postgres.Tx) error {
	counted, err := tx.GroupYears(ctx, f.group.ID, f.first, f.year, f.now, f.today)
	if err != nil {
		return err
	}
	f.counted = map[int]postgres.GroupYear{}
	for _, y := range counted {
		f.counted[y.Year] = y
	}
	if f.mandates, err = tx.Mandates(ctx, f.group.ID); err != nil {
		return err
	}
	if f.signed, err = tx.Acknowledgements(ctx, f.group.ID); err != nil {
		return err
	}
	if f.persons, err = tx.Persons(ctx); err != nil {
		return err
	}
	if f.memberships, err = tx.Memberships(ctx, f.group.ID); err != nil {
		return err
	}
	if f.units, err = tx.Units(ctx, f.group.ID); err != nil {
		return err
	}
	if f.limits, err = tx.MemberLimits(ctx, f.group.ID); err != nil {
		return err
	}
	if f.reports, err = tx.ReportYears(ctx, f.group.ID); err != nil {
		return err
	}
	return f.periods.read(ctx, tx, f)
}

// years are those with something to show, newest first.
func (f healthFacts) years(this int) []int {
	earliest := min(f.year, this)
	for _, y := range f.reports {
		earliest = min(earliest, y)
	}
	var years []int
	for y := this; y >= earliest; y-- {
		years = append(years, y)
	}
	return years
}

// of is the group's health in the year, as it stood at its end or as it stands.
func (f healthFacts) of(year int) improvement.Health {
	c, end := f.counted[year], yearEnd(year)
	h := improvement.Health{Year: year, Over: end.Before(f.today), Held: c.Held, Meetings: c.Meetings, PastUnheld: c.PastUnheld,
		JointHeld: c.JointHeld, JointMeetings: c.JointMeetings, Headings: c.Headings, HeadingsWritten: c.HeadingsWritten,
		ReportExpected: c.Followed > 0, ReportDue: f.group.ReportDue(year - 1).Before(f.today), Goals: c.Goals,
		GoalsWithAction: c.GoalsWithAction, Categories: len(goalCategories), Tasks: c.Tasks, TasksDone: c.TasksDone,
		TasksDropped: c.TasksDropped, TasksOverdue: c.TasksOverdue}
	h.CategoriesLack = lacking(c.Categories)
	on := end
	if !h.Over {
		on = f.today
	}
	f.count(&h, on)
	f.periods.count(&h, f)
	return h
}

// lacking is how many of the categories that need a goal have none.
func lacking(have []quality.Category) int {
	lack := len(goalCategories)
	for _, needed := range goalCategories {
		for _, c := range have {
			if c == needed {
				lack--
			}
		}
	}
	return lack
}

// count counts the signatures and the members as they were on the day.
func (f healthFacts) count(h *improvement.Health, on time.Time) {
	var units []org.Unit
	for _, u := range f.units {
		if u.ActiveDuring(on, on) {
			units = append(units, u)
			if u.Participation == org.Full {
				h.Clinics++
			}
		}
	}
	moment := on.AddDate(0, 0, 1)
	current := org.Current(f.mandates, moment)
	h.Mandate = current.ID != 0
	if h.Mandate {
		var signed []org.Acknowledgement
		for _, a := range f.signed {
			if a.At.Before(moment) {
				signed = append(signed, a)
			}
		}
		h.Signed = h.Clinics - len(org.Unsigned(units, signed, current.ID))
	}
	for _, c := range org.Composition(units, representatives(membersOn(on, f.persons, f.memberships)), f.limits) {
		h.Units++
		if len(c.Lacks) == 0 {
			h.UnitsFull++
		}
	}
}
