package account

import (
	"context"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Task is one thing for the actor to do now, with its day.
type Task struct {
	Kind   TaskKind
	UnitID org.UnitID
	Unit   org.Unit
	Period quality.Period
	Reason string // why a submission was returned
	Due    time.Time
	// Count is how many things the task is about, of Total.
	Count, Total int
}

// TaskKind is what there is to do.
type TaskKind string

// The kinds, in the order of haste.
const (
	MendReturned TaskKind = "mend_returned" // a submission came back with a reason
	FillIn       TaskKind = "fill_in"       // figures are due for a unit
	Review       TaskKind = "review"        // submissions wait for approval
	AwaitUnits   TaskKind = "await_units"   // units that have not handed in
	WriteReport  TaskKind = "write_report"  // the yearly material is due
	ReadReport   TaskKind = "read_report"   // for those who only read
)

// Start is what the start page shows.
type Start struct {
	Tasks []Task
	// Done is the periods the actor's units have handed in lately, newest first.
	Done []quality.Submission
	// Units is the group's units during the latest period.
	Units []org.Unit
	// Latest is the last collection period that has ended.
	Latest quality.Period
}

// Start works out what the actor should do now in the group.
func (room *Room) Start(ctx context.Context, actor org.Actor, group org.Group) (Start, error) {
	today := room.today()
	latest := quality.PeriodOf(today, group.CollectionMonths).Previous()
	// A year back is as far as an unfinished period is worth reminding of.
	first := latest.YearBefore()
	var units []org.Unit
	var submissions []quality.Submission
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if units, err = tx.UnitsDuring(ctx, group.ID, latest.Start(), latest.End()); err != nil {
			return err
		}
		submissions, err = tx.Submissions(ctx, group.ID, first.Start(), latest.Start())
		return err
	})
	return newStart(actor, group, today, units, submissions), err
}

type submissionKey struct {
	unit   org.UnitID
	period quality.Period
}

func newStart(actor org.Actor, group org.Group, today time.Time, units []org.Unit, submissions []quality.Submission) Start {
	latest := quality.PeriodOf(today, group.CollectionMonths).Previous()
	start := Start{Latest: latest, Units: units}
	known := map[submissionKey]quality.Submission{}
	for _, s := range submissions {
		known[submissionKey{s.UnitID, s.Period}] = s
	}
	for _, unit := range ownUnits(actor, group.ID, units) {
		start.Tasks = append(start.Tasks, unitTasks(unit, group, latest, known)...)
		if s, handedIn := known[submissionKey{unit.ID, latest}]; handedIn && s.State.Shown() {
			start.Done = append(start.Done, s)
		}
	}
	start.Tasks = append(start.Tasks, groupTasks(actor, group, latest, units, submissions)...)
	start.Tasks = append(start.Tasks, reportTask(actor, group, today)...)
	return start
}

func ownUnits(actor org.Actor, group org.GroupID, units []org.Unit) []org.Unit {
	var own []org.Unit
	for _, id := range actor.Units(group) {
		for _, u := range units {
			if u.ID == id {
				own = append(own, u)
			}
		}
	}
	return own
}

// unitTasks is what a unit has to hand in: everything returned or reopened, and
// the latest period if it has not been handed in.
func unitTasks(unit org.Unit, group org.Group, latest quality.Period, known map[submissionKey]quality.Submission) []Task {
	var tasks []Task
	for period := latest; !period.Before(latest.YearBefore()); period = period.Previous() {
		s, begun := known[submissionKey{unit.ID, period}]
		task := Task{UnitID: unit.ID, Unit: unit, Period: period, Due: period.Due(group.DueDays)}
		switch {
		case begun && s.State == quality.Returned:
			task.Kind, task.Reason = MendReturned, s.ReturnReason
		case begun && s.State == quality.Reopened:
			task.Kind, task.Reason, task.Due = MendReturned, s.ReopenReason, *s.ReopenedUntil
		case begun && s.State == quality.Draft, !begun && period == latest:
			task.Kind = FillIn
		default:
			continue
		}
		tasks = append(tasks, task)
	}
	return tasks
}

// groupTasks is what the convener has to see to: what waits for approval, and
// who has not handed in the latest period.
func groupTasks(actor org.Actor, group org.Group, latest quality.Period, units []org.Unit, submissions []quality.Submission) []Task {
	if !actor.May(org.ApproveFigures, group.ID, 0) {
		return nil
	}
	var tasks []Task
	waiting := map[quality.Period]int{}
	handedIn := 0
	for _, s := range submissions {
		if s.State == quality.Submitted {
			waiting[s.Period]++
		}
		if s.Period == latest && s.State.Shown() {
			handedIn++
		}
	}
	for period := latest; !period.Before(latest.YearBefore()); period = period.Previous() {
		if waiting[period] > 0 {
			tasks = append(tasks, Task{Kind: Review, Period: period, Count: waiting[period], Due: period.Due(group.DueDays)})
		}
	}
	if handedIn < len(units) {
		tasks = append(tasks, Task{Kind: AwaitUnits, Period: latest,
			Count: len(units) - handedIn, Total: len(units), Due: latest.Due(group.DueDays)})
	}
	return tasks
}

// reportTask reminds of the yearly report: of writing it those who write, of
// reading the last one those who only read.
func reportTask(actor org.Actor, group org.Group, today time.Time) []Task {
	year := today.Year() - 1
	if group.ReportDue(year).Before(today) {
		year = today.Year()
	}
	task := Task{Period: quality.WholeYear(year), Due: group.ReportDue(year)}
	switch {
	case actor.May(org.WriteReport, group.ID, 0):
		task.Kind = WriteReport
	case actor.May(org.ViewReport, group.ID, 0) && !actor.May(org.ViewUnmasked, group.ID, 0):
		// The last report that is due already.
		task.Kind, task.Period = ReadReport, quality.WholeYear(year-1)
		task.Due = group.ReportDue(year - 1)
	default:
		return nil
	}
	return []Task{task}
}
