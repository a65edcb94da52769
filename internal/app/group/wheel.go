package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// TasksPerPage is how many tasks a page of the year wheel shows.
const TasksPerPage = 100

// WheelChoice is what somebody wants to see of a year.
type WheelChoice struct {
	GroupID org.GroupID
	Year    int // zero for this year
	Page    int // from 1
	// State is one of the states, or Overdue for the open ones whose day has passed; ""
	// for all.
	State improvement.TaskState
	// Whose: Mine the actor's own, Nobody's those without an owner, else a person's or a
	// role's; all when none is chosen.
	Mine, Nobody bool
	OwnerID      org.PersonID
	Role         org.Role
}

// OverdueTasks is the choice of what should have been done already.
const OverdueTasks improvement.TaskState = "overdue"

// Wheel is a year of the group's, with what is to be done when.
type Wheel struct {
	Group org.Group
	Year  int
	Years []int // to choose among, newest first
	Today time.Time
	Tasks []WheelTask // by the day they are due, one page of them
	Count int         // of those chosen, on all pages
	Page  int
	// Months counts all tasks of the year, those not chosen too.
	Months []postgres.MonthTasks
	// Fixed are days that follow from the group's own settings, and are no tasks.
	Fixed []FixedDay
	Joint postgres.JointMeetings
	Choices
	CanEdit bool
	// CanBegin says that the year has nothing of its own yet, and that the actor may
	// begin it; Before is how many tasks the year before has to copy.
	CanBegin bool
	Before   int
}

// WheelTask is a task as the actor sees it.
type WheelTask struct {
	improvement.Task
	Mine, Overdue bool
	// CanSettle says that the actor may say what came of it, CanEdit that it may be
	// changed altogether.
	CanSettle, CanEdit bool
}

// FixedDay is a last day that the group has set: for a period's figures, or for the
// material about a year when the period is a whole year and Report is true.
type FixedDay struct {
	Day    time.Time
	Period quality.Period
	Report bool
}

// Choices is whom and what a task can be for.
type Choices struct {
	Members []Member // with a role in the group today, by role
	Units   []org.Unit
	Names   map[org.PersonID]string // of everybody who has had a part in the tasks
}

// mayPlan is who sees the group's year: those within the group.
func mayPlan(actor org.Actor, group org.GroupID) bool { return actor.May(org.Discuss, group, 0) }

// Wheel reads the group's year. The number of queries depends on nothing that grows.
func (room *Room) Wheel(ctx context.Context, actor org.Actor, c WheelChoice) (Wheel, error) {
	w := Wheel{Year: c.Year, Page: max(1, c.Page), Today: room.today(), CanEdit: actor.May(org.EditYear, c.GroupID, 0)}
	if !mayPlan(actor, c.GroupID) {
		return w, fault.ErrForbidden
	}
	if w.Year == 0 {
		w.Year = w.Today.Year()
	}
	if w.Year < improvement.FirstTaskYear || w.Year > improvement.LastTaskYear {
		return w, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if w.Group, err = tx.Group(ctx, c.GroupID); err != nil {
			return err
		}
		if err := w.readTasks(ctx, tx, actor, c); err != nil {
			return err
		}
		if w.Months, err = tx.MonthTasks(ctx, c.GroupID, w.Year, w.Today); err != nil {
			return err
		}
		if w.Joint, err = tx.JointMeetings(ctx, c.GroupID, w.Year); err != nil {
			return err
		}
		if err := w.readYears(ctx, tx); err != nil {
			return err
		}
		if w.Fixed, err = fixedDays(ctx, tx, w.Group, w.Year); err != nil {
			return err
		}
		w.Choices, err = room.readChoices(ctx, tx, c.GroupID, w.people())
		return err
	})
	return w, err
}

func (w *Wheel) readTasks(ctx context.Context, tx *postgres.Tx, actor org.Actor, c WheelChoice) error {
	filter := postgres.TaskFilter{GroupID: c.GroupID, From: yearStart(w.Year), To: yearEnd(w.Year), State: c.State,
		OwnerID: c.OwnerID, Role: c.Role, Nobody: c.Nobody, Limit: TasksPerPage, Offset: (w.Page - 1) * TasksPerPage}
	if c.State == OverdueTasks {
		filter.State, filter.Overdue = "", w.Today
	}
	if c.Mine {
		filter.Mine = &actor
	}
	var err error
	if w.Count, err = tx.CountTasks(ctx, filter); err != nil {
		return err
	}
	tasks, err := tx.Tasks(ctx, filter)
	w.Tasks = nil
	for _, t := range tasks {
		w.Tasks = append(w.Tasks, seenBy(actor, t, w.Today))
	}
	return err
}

// seenBy is the task as the actor sees it.
func seenBy(actor org.Actor, t improvement.Task, today time.Time) WheelTask {
	edit, mine := actor.May(org.EditYear, t.GroupID, 0), t.OwnedBy(actor)
	return WheelTask{Task: t, Mine: mine, Overdue: t.Overdue(today), CanEdit: edit, CanSettle: edit || mine}
}

// readYears reads which years there are, and whether this one can be begun.
func (w *Wheel) readYears(ctx context.Context, tx *postgres.Tx) error {
	years, err := tx.TaskYears(ctx, w.Group.ID)
	if err != nil {
		return err
	}
	now := w.Today.Year()
	w.Years = []int{now, now + 1, w.Year}
	w.Before, w.CanBegin = 0, w.CanEdit
	for _, y := range years {
		w.Years = append(w.Years, y.Year)
		switch {
		case y.Year == w.Year-1:
			w.Before = y.Tasks
		case y.Year == w.Year && y.Tasks > 0:
			w.CanBegin = false
		}
	}
	slices.Sort(w.Years)
	w.Years = slices.Compact(w.Years)
	slices.Reverse(w.Years)
	return nil
}

// people are those who have had a part in the tasks shown.
func (w *Wheel) people() []org.PersonID {
	var ids []org.PersonID
	for _, t := range w.Tasks {
		ids = append(ids, t.OwnerID, t.SettledBy)
	}
	return ids
}

// readChoices reads whom a task can be for, with the names of some more people.
func (room *Room) readChoices(ctx context.Context, tx *postgres.Tx, group org.GroupID, more []org.PersonID) (Choices, error) {
	var c Choices
	var err error
	if c.Members, err = room.members(ctx, tx, group); err != nil {
		return c, err
	}
	if c.Units, err = tx.UnitsDuring(ctx, group, room.today(), room.today()); err != nil {
		return c, err
	}
	c.Names, err = tx.PersonNames(ctx, more)
	for _, m := range c.Members {
		if c.Names != nil {
			c.Names[m.Person.ID] = m.Person.Name
		}
	}
	return c, err
}

// fixedDays are the last days within the year: for the periods that something was chosen
// to be followed in, and for the material about the year before.
func fixedDays(ctx context.Context, tx *postgres.Tx, group org.Group, year int) ([]FixedDay, error) {
	years, err := tx.ReportYears(ctx, group.ID)
	if err != nil {
		return nil, err
	}
	var days []FixedDay
	for period := quality.PeriodOf(yearStart(year-1), group.CollectionMonths); period.Start().Year() <= year; period = period.Next() {
		if due := period.Due(group.DueDays); due.Year() == year && slices.Contains(years, period.LastYear()) {
			days = append(days, FixedDay{Day: due, Period: period})
		}
	}
	if slices.Contains(years, year-1) {
		days = append(days, FixedDay{Day: group.ReportDue(year - 1), Period: quality.WholeYear(year - 1), Report: true})
	}
	slices.SortStableFunc(days, func(a, b FixedDay) int { return a.Day.Compare(b.Day) })
	return days, nil
}

func yearStart(year int) time.Time { return time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC) }
func yearEnd(year int) time.Time   { return time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC) }
