package improve

import (
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// TestWhoMayDoWhat: outsiders read actions alone, and only a unit's people and the
// coordinator write its.
func TestWhoMayDoWhat(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withGoal)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	id, err := room.CreateAction(ctx, f.Actor(testgroup.MedicalLead), warm())
	if err != nil {
		t.Fatal(err)
	}
	stored := warm()
	stored.ID, stored.Version = id, 1
	for _, test := range []struct {
		who                 org.PersonID
		view, inside, write error
	}{
		{testgroup.UnitManager, nil, nil, fault.ErrForbidden}, // of another unit
		{testgroup.Chair, nil, nil, fault.ErrForbidden},
		{testgroup.Member, nil, fault.ErrForbidden, fault.ErrForbidden},
		{testgroup.Observer, fault.ErrForbidden, fault.ErrForbidden, fault.ErrForbidden},
		{testgroup.Administrator, fault.ErrForbidden, fault.ErrForbidden, fault.ErrForbidden},
		{testgroup.Other, fault.ErrForbidden, fault.ErrForbidden, fault.ErrForbidden},
	} {
		actor := f.Actor(test.who)
		list := ActionList{GroupID: testgroup.Group}
		_, actions := room.Actions(ctx, actor, list)
		_, action := room.Action(ctx, actor, testgroup.Group, id)
		_, plan := room.ActionPlan(ctx, actor, list)
		_, export := room.ExportActions(ctx, actor, list, "plan.csv")
		for what, err := range map[string]error{"Actions": actions, "Action": action, "ActionPlan": plan, "ExportActions": export} {
			wantError(t, what+" by "+actor.Person.Name, err, test.view)
		}
		_, gaps := room.GapSheets(ctx, actor, testgroup.Group, 2026)
		_, gap := room.GapSheet(ctx, actor, testgroup.Group, 1, "ALA")
		_, needs := room.Needs(ctx, actor, NeedList{GroupID: testgroup.Group})
		for what, err := range map[string]error{"GapSheets": gaps, "GapSheet": gap, "Needs": needs} {
			wantError(t, what+" by "+actor.Person.Name, err, test.inside)
		}
		_, edit := room.EditAction(ctx, actor, testgroup.Group, id)
		_, create := room.CreateAction(ctx, actor, warm())
		_, cycle := room.Cycle(ctx, actor, stored, 0)
		need := improvement.Need{GroupID: testgroup.Group, UnitID: testgroup.Ala, Year: 2026, Kind: improvement.TrainingNeed, Text: "Lära", State: improvement.NeedOpen}
		_, createNeed := room.CreateNeed(ctx, actor, need)
		for what, err := range map[string]error{"EditAction": edit, "CreateAction": create, "Cycle": cycle, "CreateNeed": createNeed,
			"SaveAction": room.SaveAction(ctx, actor, stored), "StepAction": room.StepAction(ctx, actor, ActionStep{GroupID: testgroup.Group, ID: id, State: improvement.ActionOngoing, Version: 1}),
			"SaveCycle":    room.SaveCycle(ctx, actor, testgroup.Group, improvement.Cycle{ActionID: id, Plan: "P"}),
			"SaveGapSheet": room.SaveGapSheet(ctx, actor, improvement.GapSheet{GroupID: testgroup.Group, GoalID: 1, UnitID: testgroup.Ala, Gap: "G"})} {
			wantError(t, what+" by "+actor.Person.Name, err, test.write)
		}
	}
	if _, err := room.Begin(ctx, f.Actor(testgroup.Chair), From{GroupID: testgroup.Group}); err == nil {
		t.Error("the chair begins an action")
	}
	if _, err := room.BeginNeed(ctx, f.Actor(testgroup.Chair), testgroup.Group, 0); err == nil {
		t.Error("the chair begins a need")
	}
}

// TestTheOwnerChangesTheAction: whoever is to see to it may say how far it has come, at
// any unit, but not make it another unit's.
func TestTheOwnerChangesTheAction(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, chair := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Chair)
	joint := warm()
	joint.UnitID, joint.OwnerID = 0, testgroup.Chair
	id, err := room.CreateAction(ctx, f.Actor(testgroup.Convener), joint)
	if err != nil {
		t.Fatal(err)
	}
	joint.ID, joint.Version, joint.Area = id, 1, "Alla barn varma"
	if err := room.SaveAction(ctx, chair, joint); err != nil {
		t.Fatal(err)
	}
	joint.Version, joint.UnitID = 2, testgroup.Ala
	wantError(t, "moving it to a unit", room.SaveAction(ctx, chair, joint), fault.ErrForbidden)
	if err := room.SaveCycle(ctx, chair, testgroup.Group, improvement.Cycle{ActionID: id, Plan: "Pröva"}); err != nil {
		t.Error(err)
	}
}

func TestCreateAndSaveAction(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withGoal)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	foreign := warm()
	foreign.Area, foreign.OwnerID, foreign.IndicatorID, foreign.GoalID, foreign.Promises = "", testgroup.Member, 7, 99, []quality.PromiseID{99}
	_, err := room.CreateAction(ctx, lead, foreign)
	wantCodes(t, err, "area: required", "owner: unknown_choice", "goal: unknown_choice", "measure: unknown_choice", "promises: unknown_choice")

	id, err := room.CreateAction(ctx, lead, warm())
	if err != nil {
		t.Fatal(err)
	}
	read, err := room.EditAction(ctx, lead, testgroup.Group, id)
	if err != nil || read.Area != "Varma barn" || read.OriginText != "Sju i rad" || read.Last.ActorName != "Lena Läkare" {
		t.Fatalf("%+v, %v", read.Action, err)
	}
	changed := read.Action
	changed.Area, changed.Origin, changed.OriginText = "Varma barn hela tiden", improvement.OwnIdea, ""
	if err := room.SaveAction(ctx, lead, changed); err != nil {
		t.Fatal(err)
	}
	wantError(t, "saved with the old version", room.SaveAction(ctx, lead, changed), fault.ErrConflict)
	if got := f.Text(`SELECT area || ', ' || origin || ', ' || origin_text || ', ' || version FROM action`); got != "Varma barn hela tiden, signal, Sju i rad, 2" {
		t.Errorf("stored: %s", got)
	}
	if got := f.Text(`SELECT before->>'area' || ' → ' || (after->>'area') || ' ' || (after->>'indicator') || ' ' || (after->>'promises') || ' ' || group_id FROM audit WHERE action = 'improve.save_action'`); got != `Varma barn → Varma barn hela tiden MED1 ["P2"] 1` {
		t.Errorf("audit: %s", got)
	}
	// What an owner who has left was responsible for can still be changed.
	f.Exec(`UPDATE membership SET valid_to = '2026-01-01' WHERE person_id = 2`)
	f.Exec(`UPDATE action SET owner_id = 2`)
	changed.Version, changed.OwnerID = 2, testgroup.UnitManager
	if err := room.SaveAction(ctx, lead, changed); err != nil {
		t.Error(err)
	}
}

func TestStepAction(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	id, err := room.CreateAction(ctx, lead, warm())
	if err != nil {
		t.Fatal(err)
	}
	began := day(2026, time.March, 2)
	step := ActionStep{GroupID: testgroup.Group, ID: id, State: improvement.ActionOngoing, BeganOn: &began, Version: 1}
	if err := room.StepAction(ctx, lead, step); err != nil {
		t.Fatal(err)
	}
	step.Version, step.State = 2, improvement.ActionDone
	wantCodes(t, room.StepAction(ctx, lead, step), "result: required")
	step.Result = "Det gick"
	if err := room.StepAction(ctx, lead, step); err != nil {
		t.Fatal(err)
	}
	wantError(t, "with the old version", room.StepAction(ctx, lead, step), fault.ErrConflict)
	if got := f.Text(`SELECT concat_ws(' ', state, began_on, settled_on, result, area) FROM action`); got != "done 2026-03-02 2026-05-04 Det gick Varma barn" {
		t.Errorf("stored: %s", got)
	}
	step.Version, step.State = 3, improvement.ActionOngoing
	if err := room.StepAction(ctx, lead, step); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT settled_on::text FROM action`); got != "" {
		t.Errorf("taken up again, but settled %s", got)
	}
}

// TestActionLists: the choices of the list, and what outsiders do not read.
func TestActionLists(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withGoal)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	late, joint := warm(), warm()
	late.Area, late.DueOn, late.GoalID, late.State = "Försenad", day(2026, time.May, 3), 1, improvement.ActionOngoing
	joint.Area, joint.UnitID, joint.OwnerID, joint.Promises = "Tillsammans", 0, testgroup.Convener, nil
	for _, a := range []improvement.Action{warm(), late, joint} {
		if _, err := room.CreateAction(ctx, f.Actor(testgroup.Convener), a); err != nil {
			t.Fatal(err)
		}
	}
	for name, test := range map[string]struct {
		list ActionList
		want string
	}{
		"all":            {ActionList{}, "Försenad, Varma barn, Tillsammans"},
		"mine":           {ActionList{Mine: true}, "Försenad, Varma barn"},
		"somebody's":     {ActionList{Owner: testgroup.Convener}, "Tillsammans"},
		"a unit's":       {ActionList{Unit: "ALA"}, "Försenad, Varma barn"},
		"a region's":     {ActionList{Region: 1}, "Försenad, Varma barn"},
		"another's":      {ActionList{Region: 2}, ""},
		"the joint ones": {ActionList{Unit: Together}, "Tillsammans"},
		"overdue":        {ActionList{Overdue: true}, "Försenad"},
		"a goal's":       {ActionList{Goal: 1}, "Försenad"},
		"a promise's":    {ActionList{Promise: "P2"}, "Försenad, Varma barn"},
		"a measure's":    {ActionList{Measure: "MED1", States: []improvement.ActionState{improvement.ActionPlanned}}, "Varma barn, Tillsammans"},
		"nobody's":       {ActionList{Unit: "BO"}, ""},
	} {
		test.list.GroupID = testgroup.Group
		got, err := room.Actions(ctx, lead, test.list)
		if err != nil {
			t.Fatal(err)
		}
		areas := ""
		for _, r := range got.Rows {
			if areas != "" {
				areas += ", "
			}
			areas += r.Area
		}
		if areas != test.want || got.Total != len(got.Rows) || got.Pages != 1 {
			t.Errorf("%s: %q of %d, want %q", name, areas, got.Total, test.want)
		}
	}
	for name, list := range map[string]ActionList{"unit": {Unit: "X"}, "region": {Region: 99}, "promise": {Promise: "X"}, "measure": {Measure: "X"}, "page": {Page: 2}} {
		list.GroupID = testgroup.Group
		_, err := room.Actions(ctx, lead, list)
		wantError(t, "no such "+name, err, fault.ErrNotFound)
	}
	outside, err := room.ExportActions(ctx, f.Actor(testgroup.Member), ActionList{GroupID: testgroup.Group}, "plan.csv")
	if err != nil || len(outside.Rows) != 3 || outside.Rows[0].OriginText != "" {
		t.Errorf("outside: %+v, %v", outside.Rows, err)
	}
	inside, err := room.ActionPlan(ctx, lead, ActionList{GroupID: testgroup.Group})
	if err != nil || inside.Rows[0].OriginText != "Sju i rad" || inside.Total != 3 {
		t.Errorf("inside: %+v, %v", inside, err)
	}
	if got := f.Text(`SELECT after->>'file' FROM audit WHERE action = 'improve.export_actions'`); got != "plan.csv" {
		t.Errorf("log: %q", got)
	}
}

// TestBegin: what an action is made from fills in what it can.
func TestBegin(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withGoal)
	f.Exec(`INSERT INTO example (group_id, unit_id, title, indicator_id, state, published_at, written_at) VALUES (1, 2, 'Varma täcken', 3, 'published', now(), now())`)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	begin := func(actor org.Actor, from From) NewAction {
		t.Helper()
		from.GroupID = testgroup.Group
		n, err := room.Begin(ctx, actor, from)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	n := begin(lead, From{Unit: "BO", Measure: "MED1", Origin: improvement.FromSignal, Text: "Sju i rad"})
	if n.UnitID != testgroup.Ala || n.IndicatorID != 1 || n.GoalID != 1 || len(n.Action.Promises) != 1 || n.Origin != improvement.FromSignal || n.OriginText != "Sju i rad" || n.OwnerID != testgroup.MedicalLead {
		t.Errorf("from a signal at another unit: %+v", n.Action)
	}
	if !n.DueOn.Equal(day(2026, time.July, 27)) {
		t.Errorf("due %s", n.DueOn)
	}
	convener := f.Actor(testgroup.Convener)
	if n := begin(convener, From{Unit: "BO"}); n.UnitID != testgroup.Bo || n.Origin != improvement.OwnIdea {
		t.Errorf("the coordinator's for a unit: %+v", n.Action)
	}
	if n := begin(convener, From{Goal: 1, Origin: improvement.FromVariation}); n.UnitID != 0 || n.GoalID != 1 {
		t.Errorf("the coordinator's for all: %+v", n.Action)
	}
	if n := begin(lead, From{Example: 1}); n.ExampleID != 1 || n.Origin != improvement.FromExample || n.Area != "Varma täcken" || n.IndicatorID != 3 {
		t.Errorf("from an example: %+v", n.Action)
	}
	if n := begin(lead, From{Origin: improvement.FromExample}); n.Origin != improvement.OwnIdea {
		t.Errorf("from no example: %+v", n.Action)
	}
	for _, from := range []From{{GroupID: testgroup.Group, Example: 2}, {GroupID: testgroup.Group, Decision: 1}} {
		_, err := room.Begin(ctx, lead, from)
		wantError(t, "from what is not there", err, fault.ErrNotFound)
	}
}

// TestActionsEffect: the page says what the unit's line shows, and a reader outside the
// group gets it from whole years.
func TestActionsEffect(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withGoal)
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at)
		SELECT 1, 1, date '2024-01-01' + make_interval(months => 3 * n), 3, 'submitted', now() FROM generate_series(0, 8) n;
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
		SELECT s.id, 1, 1, 'proportion', s.period_start, 3, 'reported', CASE WHEN s.period_start < '2025-01-01' THEN 50 ELSE 80 END, 100, now() FROM submission s`)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	began := day(2025, time.January, 1)
	a := warm()
	a.BeganOn, a.State = &began, improvement.ActionOngoing
	id, err := room.CreateAction(ctx, lead, a)
	if err != nil {
		t.Fatal(err)
	}
	p, err := room.Action(ctx, lead, testgroup.Group, id)
	if err != nil || len(p.Effects) != 1 || p.Effects[0].Verdict != analysis.Differs || p.Effects[0].ValuesAfter != 5 || p.Unit.Code != "ALA" || len(p.Promises) != 1 {
		t.Fatalf("%+v, %v", p.Effects, err)
	}
	outside, err := room.Action(ctx, f.Actor(testgroup.Member), testgroup.Group, id)
	if err != nil || !outside.Dataset.Masked || outside.Effects[0].Verdict != analysis.TooFewBefore || outside.OriginText != "" || outside.Cycles != nil {
		t.Errorf("outside: %+v, %v", outside.Effects, err)
	}
	f.Exec(`UPDATE action SET began_on = NULL`)
	if p, err = room.Action(ctx, lead, testgroup.Group, id); err != nil || len(p.Effects) != 0 || p.Measure == nil {
		t.Errorf("not begun: %+v, %v", p.Effects, err)
	}
	f.Exec(`UPDATE action SET indicator_id = 2`)
	if p, err = room.Action(ctx, lead, testgroup.Group, id); err != nil || p.Measure != nil || p.MeasureName != "Sen infektion" {
		t.Errorf("a measure that is not collected: %+v, %v", p.Measure, err)
	}
}
