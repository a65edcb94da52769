package account

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
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
	// Wheel is the task of the group's year, and Mandate the version to acknowledge.
	Wheel   improvement.Task
	Mandate org.Mandate
	// SectionID is what to write in the report of the Period's year, for WriteSection.
	SectionID int64
	// ActionID and Title are of the action, for DoAction; Title is the section's too.
	ActionID improvement.ActionID
	Title    string
	// MatterID is the question, for DecideMatter.
	MatterID improvement.MatterID
	// PathwayID and Phase are the introduction and the number of its phase, for EndPhase,
	// where Reason is the phase's name and Count the criteria left, and MeetCoreTeam.
	PathwayID improvement.PathwayID
	Phase     int
	// MethodID is of the method, for FollowMethod.
	MethodID improvement.MethodID
	// Edition is the number of the edition of the Period's report, for those about one.
	Edition int
	// RoundID is the round of nominations of the Period's year, for those about one, and
	// Draft a nomination that is not sent in; zero for none.
	RoundID improvement.RoundID
	Draft   improvement.NominationID
	// TeamID is the learning team, for EnterTeamFigures; Title is its name.
	TeamID improvement.TeamID
}

// TaskKind is what there is to do.
type TaskKind string

// The kinds, in the order of haste.
const (
	SetUpGroup   TaskKind = "set_up_group"  // a new group lacks what its first figures need
	MendReturned TaskKind = "mend_returned" // a submission came back with a reason
	MendFigures  TaskKind = "mend_figures"  // some figures of one came back
	FillIn       TaskKind = "fill_in"       // figures are due for a unit
	Review       TaskKind = "review"        // submissions wait for approval
	AwaitUnits   TaskKind = "await_units"   // units that have not handed in
	WriteReport  TaskKind = "write_report"  // the yearly material is due
	ReadReport   TaskKind = "read_report"   // for those who only read
	AnswerReport TaskKind = "answer_report" // a unit's pages in the yearly report wait for its word

	AcknowledgeMandate TaskKind = "acknowledge_mandate" // a head of clinic's signature
	DoTask             TaskKind = "do_task"             // of the group's year, or out of a decision
	DoAction           TaskKind = "do_action"           // an action that the actor is to see to

	AcknowledgeEdition TaskKind = "acknowledge_edition" // a yearly report that has been delivered
	EditionChanged     TaskKind = "edition_changed"     // figures are others than in one that has been delivered
	WriteSection       TaskKind = "write_section"       // a section of the yearly report that is the actor's

	DecideMatter       TaskKind = "decide_matter"       // a question that the group has lifted to the actor's body
	EnterTeamFigures   TaskKind = "enter_team_figures"  // what a unit counts in a learning team
	CommentProposals   TaskKind = "comment_proposals"   // goals that are proposed, for those who speak for patients
	AnswerComments     TaskKind = "answer_comments"     // what they have said
	HandleFeedback     TaskKind = "handle_feedback"     // what strangers have written
	AcknowledgeFigures TaskKind = "acknowledge_figures" // a head of clinic's word for what a unit has handed in

	NominateTopic TaskKind = "nominate_topic" // a round of nominations for learning teams is open
	WeighTopics   TaskKind = "weigh_topics"   // a unit's word on what is nominated
	DecideTopics  TaskKind = "decide_topics"  // which nominations are chosen
	EndPhase      TaskKind = "end_phase"      // a phase of an introduction ends soon
	MeetCoreTeam  TaskKind = "meet_core_team" // a check meeting of an introduction comes
	AnswerMethods TaskKind = "answer_methods" // methods that a unit has said nothing of
	FollowMethod  TaskKind = "follow_method"  // a unit is asked again whether a method lasts
)

// Start is what the start page shows.
type Start struct {
	// Tasks are in the order of haste, and by day where the haste is the same.
	Tasks []Task
	// Done is the periods the actor's units have handed in lately, newest first.
	Done []quality.Submission
	// Units is the group's units during the latest period.
	Units []org.Unit
	// Latest is the last collection period that has ended.
	Latest quality.Period
	// Deputy is where the actor reports for a time.
	Deputy []Deputizing
	// New is the units that the actor has begun to report for lately.
	New []org.Unit
	// Meeting is the group's next one that the actor is invited to; nil when there is
	// none.
	Meeting *improvement.Meeting
	// Roles is what the actor should know of roles in the group.
	Roles StartRoles
	// Invited are the introductions whose core team somebody from outside the group is in.
	Invited []improvement.PathwayIntroduction
	// Questions is how many questions to the group are open, for those who lead its
	// meetings.
	Questions int
	// Teams are those that somebody who does not see what is done in the group takes part in.
	Teams []improvement.Team
	// WorkingGroups are those that go on and that the actor is in.
	WorkingGroups []improvement.WorkingGroup
}

// Deputizing is a unit that the actor reports for until a day, counted.
type Deputizing struct {
	Unit  org.Unit
	Until time.Time
}

// Somebody is told of the actions that are due in so many days, and of so many at most.
const (
	actionsAhead = 30
	mostActions  = 20
)

// newFor is how many days somebody is told of the hand-over after the first one, and of what
// a team has handed over.
const newFor = 30

// Start works out what the actor should do now in the group; fault.ErrForbidden
// for somebody who is not in it.
func (room *Room) Start(ctx context.Context, actor org.Actor, group org.Group) (Start, error) {
	if !actor.May(org.ViewPublished, group.ID, 0) {
		return Start{}, fault.ErrForbidden
	}
	var start Start
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if start, err = room.readStart(ctx, tx, actor, group); err != nil {
			return err
		}
		if start.Meeting, start.Questions, err = room.readMeetings(ctx, tx, actor, group.ID); err != nil {
			return err
		}
		return room.readRoles(ctx, tx, actor, &start, group.ID)
	})
	return start, err
}

// readStart works out what the actor should do now in the group.
func (room *Room) readStart(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.Group) (Start, error) {
	f := facts{group: group, today: room.today(), now: room.now(), setsUp: actor.May(org.EditGroup, group.ID, 0), actor: actor}
	if err := f.read(ctx, tx); err != nil {
		return Start{}, err
	}
	if err := f.year.read(ctx, tx, actor, f); err != nil {
		return Start{}, err
	}
	start := newStart(actor, f)
	if err := start.readTeams(ctx, tx, actor, f); err != nil {
		return Start{}, err
	}
	if err := start.readWorkingGroups(ctx, tx, actor, f); err != nil {
		return Start{}, err
	}
	start.sort()
	return start, nil
}

// readMeetings reads the next meeting that the actor is invited to, and how many
// questions wait for whoever leads meetings.
func (room *Room) readMeetings(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID) (next *improvement.Meeting, questions int, err error) {
	if !actor.May(org.Discuss, group, 0) {
		return nil, 0, nil
	}
	coming, err := tx.PersonsMeetings(ctx, actor.Person.ID, []org.GroupID{group}, room.now())
	if err != nil {
		return nil, 0, err
	}
	if len(coming) > 0 && coming[0].Ahead() {
		next = &coming[0]
	}
	if actor.May(org.ManageMeetings, group, 0) {
		questions, err = tx.MatterCount(ctx, postgres.MattersAsked{GroupID: group, State: string(improvement.MatterOpen)})
	}
	return next, questions, err
}

// facts is what the start page is worked out from.
type facts struct {
	group       org.Group
	today       time.Time
	units       []org.Unit // the group's during the latest period
	submissions []quality.Submission
	sentBack    map[quality.SubmissionID]int // figures sent back one by one
	// seen is what heads of clinics have seen, read for them alone.
	seen []quality.FiguresSeen
	// reports are the years that there is a report for.
	reports []int
	// rounds are the reports whose units are asked about their pages.
	rounds []postgres.OpenRound
	// setsUp says that the actor sets the group up, and setup how far it has come.
	setsUp bool
	setup  postgres.GroupSetup
	// actions are those the actor is to see to, due soon or before.
	actions []postgres.DueAction
	// sections are those of the yearly report that the actor is to write.
	sections []postgres.OwnSection
	actor    org.Actor
	// due reports whether the unit has anything to hand in with the period.
	due  func(org.Unit, quality.Period) bool
	year yearFacts
	// editions are what is to be done about fixed editions of the yearly report.
	editions []Task
	// lifted are the questions that wait for the actor's body.
	lifted []Task
	// rounds of nominations that are not decided, for those in the group.
	topics []postgres.RoundDuty
	// pathways are what is to be done in introductions of care pathways, and invited those
	// that somebody from outside the group is in.
	pathways []Task
	invited  []improvement.PathwayIntroduction
	now      time.Time // where the clinics are
	// methods are what the actor's units are to say of methods.
	methods []Task
	// open is what others are let read, and what they say.
	open []Task
}

// latest is the last collection period that has ended.
func (f facts) latest() quality.Period {
	return quality.LastEnded(f.today, f.group.CollectionMonths)
}

// first is the oldest period worth reminding of: a year back.
func (f facts) first() quality.Period { return f.latest().YearBefore() }

func (f *facts) read(ctx context.Context, tx *postgres.Tx) error {
	first, latest := f.first(), f.latest()
	var err error
	if f.units, err = tx.UnitsDuring(ctx, f.group.ID, latest.Start(), latest.End()); err != nil {
		return err
	}
	if f.submissions, err = tx.Submissions(ctx, f.group.ID, first.Start(), latest.Start()); err != nil {
		return err
	}
	if f.sentBack, err = tx.SentBack(ctx, f.group.ID, first.Start(), latest.Start()); err != nil {
		return err
	}
	if f.actor.Has(org.HeadOfDepartment, f.group.ID) {
		if f.seen, err = tx.FiguresSeen(ctx, f.group.ID, first.Start(), latest.Start()); err != nil {
			return err
		}
	}
	if f.setsUp {
		if f.setup, err = tx.GroupSetup(ctx, f.group.ID, f.today); err != nil {
			return err
		}
	}
	if f.reports, err = tx.ReportYears(ctx, f.group.ID); err != nil {
		return err
	}
	if f.rounds, err = tx.OpenRounds(ctx, f.group.ID, f.today); err != nil {
		return err
	}
	own := postgres.Own{GroupID: f.group.ID, OwnerID: f.actor.Person.ID, Until: f.today.AddDate(0, 0, actionsAhead),
		Handed: f.today.AddDate(0, 0, -newFor), Limit: mostActions}
	if f.actions, err = tx.OwnActions(ctx, own); err != nil {
		return err
	}
	if f.editions, err = f.editionTasks(ctx, tx); err != nil {
		return err
	}
	if f.open, err = f.openTasks(ctx, tx); err != nil {
		return err
	}
	if f.lifted, err = f.liftedTasks(ctx, tx); err != nil {
		return err
	}
	if f.pathways, err = f.pathwayTasks(ctx, tx); err != nil {
		return err
	}
	if f.methods, err = f.methodTasks(ctx, tx); err != nil {
		return err
	}
	if f.sections, err = tx.OwnReportSections(ctx, own); err != nil {
		return err
	}
	if f.topics, err = f.readTopics(ctx, tx); err != nil {
		return err
	}
	selected, err := tx.SelectedIndicators(ctx, f.group.ID, latest.LastYear(), latest.LastYear())
	if err != nil {
		return err
	}
	library, err := tx.Indicators(ctx, f.group.ID, latest.End())
	if err != nil {
		return err
	}
	versions, err := tx.GroupVersions(ctx, f.group.ID)
	if err != nil {
		return err
	}
	chosen := map[quality.IndicatorID]bool{}
	for _, s := range selected {
		chosen[s.IndicatorID] = true
	}
	f.due = func(unit org.Unit, period quality.Period) bool {
		for _, i := range library {
			if chosen[i.ID] && len(quality.DueFigures(i, versions[i.ID], unit, period)) > 0 {
				return true
			}
		}
		return false
	}
	return nil
}
