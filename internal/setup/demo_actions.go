package setup

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// actionsFile is actions.json: what the example's units do to get better. What lies ahead
// on the day of the set-up has not happened yet.
type actionsFile struct {
	About   string
	Gaps    []demoGap
	Actions []demoAction
	Needs   []demoNeed
}

// demoGap is a gap sheet about the goal that the measure followed in the year.
type demoGap struct {
	Unit, Indicator              string
	Year                         int
	Written                      string
	Current, Gap, Causes, Effort string
}

// demoAction is an action; without a unit a joint one.
type demoAction struct {
	Unit, Indicator string
	GoalYear        int `json:"goal_year"`
	Written         string
	Kind            improvement.ActionKind
	Priority        int
	Area, Seen      string
	Origin          improvement.ActionOrigin
	Plan            map[string]string // by the fields' names
	Due, Began      string
	Settled, Result string
	Stopped         bool
	Cycles          []struct {
		Plan, Prediction, Done, Study, Act string
		Outcome                            improvement.CycleOutcome
		Started, Ended                     string
	}
}

// demoNeed is a need; Of is the area of the action that it came up in.
type demoNeed struct {
	Unit         string
	Year         int
	Written      string
	Kind         improvement.NeedKind
	Text, Of     string
	Met, Outcome string
}

var demoDay = regexp.MustCompile(`^(-?\d)-(\d\d-\d\d)$|^now([+-]\d+)$`)

// dayIn reads a day such as "-1-04-07", the 7th of April of the year before, or "now+25".
func (d *demo) dayIn(text string) (time.Time, error) {
	m := demoDay.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, fmt.Errorf("%q is no day", text)
	}
	n, err := strconv.Atoi(m[1] + m[3])
	if err != nil {
		return time.Time{}, err
	}
	if m[3] != "" {
		return org.DayOf(d.now).AddDate(0, 0, n), nil
	}
	return time.Parse("2006-01-02", fmt.Sprintf("%d-%s", d.year+n, m[2]))
}

// past is the day when there is one that has come; nil otherwise.
func (d *demo) past(text string) (*time.Time, error) {
	if text == "" {
		return nil, nil
	}
	day, err := d.dayIn(text)
	if err != nil || day.After(org.DayOf(d.now)) {
		return nil, err
	}
	return &day, nil
}

// act lets the example's people do it, as they would in the program, so that the log tells
// of it.
func (d *demo) act(ctx context.Context, db *postgres.DB) error {
	file, err := readJSON[actionsFile]("actions.json")
	if err != nil {
		return err
	}
	a := acting{demo: d, db: db, actions: map[string]improvement.ActionID{}}
	if err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if a.library, err = readLibrary(ctx, tx, d.group.ID, d.now); err != nil {
			return err
		}
		if a.goals, err = tx.Goals(ctx, d.group.ID, d.year-historyYears, d.year+1); err != nil {
			return err
		}
		a.promises, err = tx.Promises(ctx, d.group.ID)
		return err
	}); err != nil {
		return err
	}
	for _, g := range file.Gaps {
		if err := a.gap(ctx, g); err != nil {
			return fmt.Errorf("gap sheet of %s: %w", g.Unit, err)
		}
	}
	for _, each := range file.Actions {
		if err := a.action(ctx, each); err != nil {
			return fmt.Errorf("%s: %w", each.Area, err)
		}
	}
	for _, n := range file.Needs {
		if err := a.need(ctx, n); err != nil {
			return fmt.Errorf("%s: %w", n.Text, err)
		}
	}
	return nil
}

// acting is what filling in actions takes.
type acting struct {
	*demo
	db       *postgres.DB
	library  library
	goals    []quality.Goal
	promises []quality.Promise
	actions  map[string]improvement.ActionID // by area
}

// on is the room on the day, and whoever speaks for the unit then; false when the day has
// not come.
func (a *acting) on(ctx context.Context, day, unit string) (*improve.Room, org.Actor, bool, error) {
	at, err := a.past(day)
	if err != nil || at == nil {
		return nil, org.Actor{}, false, err
	}
	person := a.people.convener
	if unit != "" {
		person = a.people.reporter[a.people.units[unit].ID]
	}
	actor, err := a.actor(ctx, a.db, person)
	when := a.after(*at, 0)
	return improve.New(a.db, func() time.Time { return when }), actor, true, err
}

// goalOf is the goal that the measure followed in the year; zero for none.
func (a *acting) goalOf(i quality.Indicator, year int) quality.Goal {
	for _, g := range a.goals {
		if g.Year == a.year+year && slices.Contains(g.Indicators, i.ID) {
			return g
		}
	}
	return quality.Goal{}
}

func (a *acting) gap(ctx context.Context, g demoGap) error {
	room, actor, come, err := a.on(ctx, g.Written, g.Unit)
	if err != nil || !come {
		return err
	}
	i, unit, err := a.line(a.library, g.Indicator, g.Unit)
	if err != nil {
		return err
	}
	return room.SaveGapSheet(ctx, actor, improvement.GapSheet{GroupID: a.group.ID, GoalID: a.goalOf(i, g.Year).ID, UnitID: unit,
		Current: g.Current, Gap: g.Gap, Causes: g.Causes, Effort: g.Effort})
}

// action makes an action, and then what has happened with it since.
func (a *acting) action(ctx context.Context, given demoAction) error {
	room, actor, come, err := a.on(ctx, given.Written, given.Unit)
	if err != nil || !come {
		return err
	}
	i, unit, err := a.line(a.library, given.Indicator, given.Unit)
	if err != nil {
		return err
	}
	goal := a.goalOf(i, given.GoalYear)
	made := improvement.Action{GroupID: a.group.ID, UnitID: unit, Area: given.Area, Kind: given.Kind, State: improvement.ActionPlanned, Priority: given.Priority,
		OwnerID: actor.Person.ID, GoalID: goal.ID, Promises: goal.Promises, IndicatorID: i.ID, Origin: given.Origin, OriginText: given.Seen}
	for _, f := range made.Plan.Fields() {
		*f.Text = given.Plan[f.Name]
	}
	if made.DueOn, err = a.dayIn(given.Due); err != nil {
		return err
	}
	id, err := room.CreateAction(ctx, actor, made)
	if err != nil {
		return err
	}
	a.actions[given.Area] = id
	if err := a.steps(ctx, given, id); err != nil {
		return err
	}
	return a.cycles(ctx, given, id)
}

// steps are how far the action has come.
func (a *acting) steps(ctx context.Context, given demoAction, id improvement.ActionID) error {
	step := improve.ActionStep{GroupID: a.group.ID, ID: id, Version: 1}
	var err error
	if step.BeganOn, err = a.past(given.Began); err != nil {
		return err
	}
	if step.BeganOn != nil {
		room, actor, _, err := a.on(ctx, given.Began, given.Unit)
		if err != nil {
			return err
		}
		step.State = improvement.ActionOngoing
		if err := room.StepAction(ctx, actor, step); err != nil {
			return err
		}
		step.Version++
	}
	room, actor, come, err := a.on(ctx, given.Settled, given.Unit)
	if given.Settled == "" || err != nil || !come {
		return err
	}
	if step.State, step.Result = improvement.ActionDone, given.Result; given.Stopped {
		step.State = improvement.ActionStopped
	}
	return room.StepAction(ctx, actor, step)
}

// cycles are the turns that have begun.
func (a *acting) cycles(ctx context.Context, given demoAction, id improvement.ActionID) error {
	for _, c := range given.Cycles {
		day := c.Started
		if c.Ended != "" {
			day = c.Ended
		}
		room, actor, come, err := a.on(ctx, day, given.Unit)
		if err != nil {
			return err
		}
		if !come {
			continue
		}
		cycle := improvement.Cycle{ActionID: id, Plan: c.Plan, Prediction: c.Prediction, Done: c.Done, Study: c.Study, Act: c.Act, Outcome: c.Outcome}
		if cycle.StartedOn, err = a.past(c.Started); err != nil {
			return err
		}
		if cycle.EndedOn, err = a.past(c.Ended); err != nil {
			return err
		}
		if err := room.SaveCycle(ctx, actor, a.group.ID, cycle); err != nil {
			return err
		}
	}
	return nil
}

func (a *acting) need(ctx context.Context, given demoNeed) error {
	room, actor, come, err := a.on(ctx, given.Written, given.Unit)
	if err != nil || !come {
		return err
	}
	n := improvement.Need{GroupID: a.group.ID, Year: a.year + given.Year, Kind: given.Kind, Text: given.Text, State: improvement.NeedOpen, ActionID: a.actions[given.Of]}
	if given.Unit != "" {
		n.UnitID = a.people.units[given.Unit].ID
	}
	if n.ID, err = room.CreateNeed(ctx, actor, n); err != nil {
		return err
	}
	room, actor, come, err = a.on(ctx, given.Met, given.Unit)
	if given.Met == "" || err != nil || !come {
		return err
	}
	n.Version, n.State, n.Outcome = 1, improvement.NeedMet, given.Outcome
	return room.SaveNeed(ctx, actor, n)
}
