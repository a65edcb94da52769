package improvement

// Health is how a group's own work stands in a year, as counts: how it works, not how
// its results are.
type Health struct {
	Year int
	// Over says that the year has ended: what is not done by then was not done.
	Over bool
	// Meetings and joint meetings that were held, and all that were not cancelled.
	Held, Meetings           int
	JointHeld, JointMeetings int
	// PastUnheld is the meetings whose day has passed without being noted as held.
	PastUnheld int
	// Periods that the units had to hand in by now, those that they have, and those
	// that they had by the last day.
	PeriodsDue, PeriodsIn, PeriodsInTime int
	// The material that is due within the year, about the year before: the report's
	// headings and those with something written. ReportDue says that its last day has passed,
	// and ReportExpected that the group followed anything that year.
	Headings, HeadingsWritten int
	ReportDue, ReportExpected bool
	// The year's goals, those with an action, and the categories without a goal, of
	// those that a group is to have goals in.
	Goals, GoalsWithAction     int
	Categories, CategoriesLack int
	// The tasks that are due in the year.
	Tasks, TasksDone, TasksDropped, TasksOverdue int
	// The clinics that are to acknowledge the mandate, and those that have; Mandate
	// says that there is one.
	Mandate          bool
	Clinics, Signed  int
	Units, UnitsFull int // units, and those whose members are as the group wants them
}

// Condition is how one thing stands.
type Condition string

// The conditions. Nothing is a thing that there was nothing to do about.
const (
	Fine      Condition = "fine"
	OnTheWay  Condition = "on_the_way"
	Attention Condition = "attention"
	Lacking   Condition = "lacking"
	Nothing   Condition = "nothing"
)

// Conditions are the parts of a group's health.
type Conditions struct {
	Meetings, Joint, Periods, InTime, Report, Actions, Categories, Tasks, Mandate, Members Condition
}

// Judge says how each part stands.
func (h Health) Judge() Conditions {
	return Conditions{Meetings: h.meetings(), Joint: h.joint(), Periods: h.share(h.PeriodsIn, h.PeriodsDue), InTime: h.share(h.PeriodsInTime, h.PeriodsDue),
		Report: h.report(), Actions: h.actions(), Categories: h.categories(), Tasks: h.tasks(), Mandate: h.mandate(), Members: h.share(h.UnitsFull, h.Units)}
}

// share is fine when all of them are, lacking when fewer than half are.
func (h Health) share(have, of int) Condition {
	switch {
	case of == 0:
		return Nothing
	case have == of:
		return Fine
	case 2*have < of:
		return Lacking
	}
	return Attention
}

func (h Health) meetings() Condition {
	switch {
	case h.Meetings == 0 && h.Over:
		return Lacking
	case h.Meetings == 0 || h.PastUnheld > 0:
		return Attention
	case h.Held == 0:
		return OnTheWay
	}
	return Fine
}

// joint: the mandate asks for one a year.
func (h Health) joint() Condition {
	switch {
	case h.JointHeld > 0:
		return Fine
	case h.Over:
		return Lacking
	case h.JointMeetings > 0:
		return OnTheWay
	}
	return Attention
}

func (h Health) report() Condition {
	switch {
	case !h.ReportExpected:
		return Nothing
	case h.HeadingsWritten == h.Headings:
		return Fine
	case !h.ReportDue:
		return OnTheWay
	case h.HeadingsWritten == 0:
		return Lacking
	}
	return Attention
}

func (h Health) actions() Condition {
	c := h.share(h.GoalsWithAction, h.Goals)
	if c == Lacking && !h.Over {
		return Attention
	}
	return c
}

func (h Health) categories() Condition {
	switch h.CategoriesLack {
	case 0:
		return Fine
	case h.Categories:
		return Lacking
	}
	return Attention
}

func (h Health) tasks() Condition {
	switch {
	case h.Tasks == 0:
		return Attention
	case h.TasksOverdue == 0 && h.TasksDone+h.TasksDropped == h.Tasks:
		return Fine
	case h.TasksOverdue == 0:
		return OnTheWay
	case 2*h.TasksOverdue > h.Tasks:
		return Lacking
	}
	return Attention
}

func (h Health) mandate() Condition {
	if !h.Mandate {
		return Lacking
	}
	return h.share(h.Signed, h.Clinics)
}
