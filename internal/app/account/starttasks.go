package account

import (
	"cmp"
	"slices"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

type submissionKey struct {
	unit   org.UnitID
	period quality.Period
}

func newStart(actor org.Actor, f facts) Start {
	latest := f.latest()
	start := Start{Latest: latest, Units: f.units}
	known := map[submissionKey]quality.Submission{}
	for _, s := range f.submissions {
		known[submissionKey{s.UnitID, s.Period}] = s
	}
	for _, unit := range ownUnits(actor, f) {
		start.Tasks = append(start.Tasks, unitTasks(unit, f, known)...)
		start.Tasks = append(start.Tasks, roundTasks(unit, f.rounds)...)
		if s, handedIn := known[submissionKey{unit.ID, latest}]; handedIn && s.State.Shown() && f.sentBack[s.ID] == 0 {
			start.Done = append(start.Done, s)
		}
	}
	start.noteRoles(actor, f)
	if f.setsUp && f.setup.Pending() {
		start.Tasks = append(start.Tasks, Task{Kind: SetUpGroup, Period: f.latest()})
	}
	start.Tasks = append(start.Tasks, groupTasks(actor, f, known)...)
	start.Tasks = append(start.Tasks, reportTask(actor, f)...)
	start.Tasks = append(start.Tasks, f.year.tasks()...)
	start.Tasks = append(start.Tasks, f.editions...)
	start.Tasks = append(start.Tasks, f.lifted...)
	start.Tasks = append(start.Tasks, topicTasks(actor, f)...)
	start.Tasks, start.Invited = append(start.Tasks, f.pathways...), f.invited
	start.Tasks = append(start.Tasks, f.methods...)
	start.Tasks = append(start.Tasks, f.open...)
	start.Tasks = append(start.Tasks, seeTasks(actor, f)...)
	for _, a := range f.actions {
		start.Tasks = append(start.Tasks, Task{Kind: DoAction, ActionID: a.ID, Title: a.Area, UnitID: a.UnitID, Unit: org.Unit{ID: a.UnitID, ShortName: a.UnitName}, Due: a.DueOn})
	}
	for _, s := range f.sections {
		if actor.May(org.ViewReport, f.group.ID, 0) {
			start.Tasks = append(start.Tasks, Task{Kind: WriteSection, Period: quality.WholeYear(s.Year), SectionID: s.ID, Title: s.Heading, Due: s.DueOn})
		}
	}
	return start
}

// sort puts the tasks in the order of haste, and by day where the haste is the same.
func (start *Start) sort() {
	slices.SortStableFunc(start.Tasks, func(a, b Task) int {
		return cmp.Or(haste[a.Kind]-haste[b.Kind], a.Due.Compare(b.Due))
	})
}

// noteRoles notes what the actor should know of the roles at units: which end, and
// which have just begun. Somebody who has had another role there for long is not new.
func (start *Start) noteRoles(actor org.Actor, f facts) {
	for _, unit := range ownUnits(actor, f) {
		var until *time.Time
		fresh, lasting := true, false
		for _, m := range actor.Memberships {
			if m.GroupID != f.group.ID || m.UnitID != unit.ID || !m.Role.Reports() {
				continue
			}
			fresh = fresh && f.today.Before(m.From.AddDate(0, 0, newFor))
			if m.Role == org.Delegate && m.To != nil {
				until = m.To
			} else {
				lasting = true
			}
		}
		if fresh {
			start.New = append(start.New, unit)
		}
		if until != nil && !lasting {
			start.Deputy = append(start.Deputy, Deputizing{unit, *until})
		}
	}
}

// haste is the order of the kinds.
var haste = map[TaskKind]int{MendReturned: 1, MendFigures: 1, FillIn: 2, AnswerReport: 2, Review: 3, AwaitUnits: 4, WriteReport: 5, ReadReport: 6,
	AcknowledgeMandate: 4, DoTask: 4, DoAction: 4, AcknowledgeEdition: 3, EditionChanged: 5, WriteSection: 5, AcknowledgeFigures: 4, DecideMatter: 3,
	NominateTopic: 4, WeighTopics: 4, DecideTopics: 4,
	EnterTeamFigures: 3,
	EndPhase:         4, MeetCoreTeam: 4,
	FollowMethod: 4, AnswerMethods: 6,
	CommentProposals: 3, AnswerComments: 3, HandleFeedback: 4}

func ownUnits(actor org.Actor, f facts) []org.Unit {
	var own []org.Unit
	for _, id := range actor.Units(f.group.ID) {
		for _, u := range f.units {
			if u.ID == id {
				own = append(own, u)
			}
		}
	}
	return own
}

// unitTasks is what a unit has to hand in: everything returned, reopened or begun,
// and the latest period if anything is due with it.
func unitTasks(unit org.Unit, f facts, known map[submissionKey]quality.Submission) []Task {
	var tasks []Task
	for period := f.latest(); !period.Before(f.first()); period = period.Previous() {
		s, begun := known[submissionKey{unit.ID, period}]
		task := Task{UnitID: unit.ID, Unit: unit, Period: period, Due: period.Due(f.group.DueDays)}
		switch {
		case begun && s.State == quality.Returned:
			task.Kind, task.Reason = MendReturned, s.ReturnReason
		case begun && s.State == quality.Submitted && f.sentBack[s.ID] > 0:
			task.Kind, task.Count = MendFigures, f.sentBack[s.ID]
		case begun && s.State == quality.Reopened:
			task.Kind, task.Reason, task.Due = MendReturned, s.ReopenReason, *s.ReopenedUntil
		case begun && s.State == quality.Draft, !begun && period == f.latest() && f.due(unit, period):
			task.Kind = FillIn
		default:
			continue
		}
		tasks = append(tasks, task)
	}
	return tasks
}

// roundTasks is the reports whose pages the unit has not answered about. Count is one when
// it has begun to.
func roundTasks(unit org.Unit, rounds []postgres.OpenRound) []Task {
	var tasks []Task
	for _, r := range rounds {
		year := quality.WholeYear(r.Year)
		if slices.Contains(r.Answered, unit.ID) || !unit.ActiveDuring(year.Start(), year.End()) {
			continue
		}
		t := Task{Kind: AnswerReport, UnitID: unit.ID, Unit: unit, Period: year, Due: r.Due}
		if slices.Contains(r.Begun, unit.ID) {
			t.Count = 1
		}
		tasks = append(tasks, t)
	}
	return tasks
}

// groupTasks is what the convener has to see to: what waits for approval, and
// who has not handed in the latest period.
func groupTasks(actor org.Actor, f facts, known map[submissionKey]quality.Submission) []Task {
	if !actor.May(org.ApproveFigures, f.group.ID, 0) {
		return nil
	}
	var tasks []Task
	waiting := map[quality.Period]int{}
	for _, s := range f.submissions {
		if s.State == quality.Submitted {
			waiting[s.Period]++
		}
	}
	for period := f.latest(); !period.Before(f.first()); period = period.Previous() {
		if waiting[period] > 0 {
			tasks = append(tasks, Task{Kind: Review, Period: period, Count: waiting[period], Due: period.Due(f.group.DueDays)})
		}
	}
	await := Task{Kind: AwaitUnits, Period: f.latest(), Due: f.latest().Due(f.group.DueDays)}
	for _, unit := range f.units {
		if !f.due(unit, f.latest()) {
			continue
		}
		await.Total++
		if s, begun := known[submissionKey{unit.ID, f.latest()}]; !begun || !s.State.Shown() {
			await.Count++
		}
	}
	if await.Count > 0 {
		tasks = append(tasks, await)
	}
	return tasks
}

// reportTask reminds of the yearly report: of writing the one that is due next
// those who write, of reading the last one that was due those who only read.
// There is nothing to remind of for a year that the group collected nothing in.
func reportTask(actor org.Actor, f facts) []Task {
	next := f.today.Year() - 1
	if f.group.ReportDue(next).Before(f.today) {
		next++
	}
	var task Task
	switch {
	case actor.May(org.WriteReport, f.group.ID, 0):
		task = Task{Kind: WriteReport, Period: quality.WholeYear(next), Due: f.group.ReportDue(next)}
	case actor.May(org.ViewReport, f.group.ID, 0) && !actor.May(org.ViewUnmasked, f.group.ID, 0):
		task = Task{Kind: ReadReport, Period: quality.WholeYear(next - 1), Due: f.group.ReportDue(next - 1)}
	}
	if !slices.Contains(f.reports, task.Period.Year) {
		return nil
	}
	return []Task{task}
}
