package improve

import (
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// skin is a team to begin with.
func skin() improvement.Team {
	return improvement.Team{GroupID: testgroup.Group, Title: "Hud mot hud", Aim: "Barnet hos sin förälder", BeginsOn: day(2026, time.January, 1), EndsOn: day(2027, time.December, 31)}
}

// running is a team of Ala and Bo that runs, with a goal and a measure by month, of which Ala
// has two figures and Bo one.
type running struct {
	*testgroup.Fixture
	room    *Room
	team    improvement.Team
	measure improvement.TeamMeasure
}

func run(t *testing.T) running {
	t.Helper()
	f := testgroup.New(t)
	f.Exec(withGoal)
	r := running{Fixture: f, room: New(f.DB, testgroup.Clock), team: skin()}
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	r.team.ID, err = r.room.CreateTeam(ctx, convener, r.team)
	must(err)
	must(r.room.SaveTeamUnits(ctx, convener, r.read(t).Team, []org.UnitID{testgroup.Ala, testgroup.Bo}))
	must(r.room.SaveTeamGoal(ctx, convener, testgroup.Group, improvement.TeamGoal{TeamID: r.team.ID, Title: "Minst 80 %", GoalID: 1}))
	target := 80.0
	r.measure = improvement.TeamMeasure{TeamID: r.team.ID, TeamGoalID: 1, IndicatorID: 1, Rhythm: improvement.Monthly, StartsOn: r.team.BeginsOn, Target: &target}
	r.measure.ID, err = r.room.SaveTeamMeasure(ctx, convener, testgroup.Group, r.measure)
	must(err)
	_, err = r.room.SaveTeamFigures(ctx, f.Actor(testgroup.MedicalLead), r.team, "ALA", []improvement.TeamFigure{r.figure(1, 10, 12)})
	wantError(t, "figures before the team runs", err, fault.ErrWrongState)
	must(r.room.StartTeam(ctx, convener, r.team))
	_, err = r.room.SaveTeamFigures(ctx, f.Actor(testgroup.MedicalLead), r.team, "ALA", []improvement.TeamFigure{r.figure(1, 10, 12), r.figure(2, 9, 12)})
	must(err)
	_, err = r.room.SaveTeamFigures(ctx, f.Actor(testgroup.UnitManager), r.team, "BO", []improvement.TeamFigure{r.figure(1, 3, 12)})
	must(err)
	return r
}

// read is which units take part, as it is now.
func (r running) read(t *testing.T) TeamUnitsPage {
	t.Helper()
	p, err := r.room.TeamUnits(t.Context(), r.Actor(testgroup.Convener), testgroup.Group, r.team.ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// figure is a unit's of a month in 2026.
func (r running) figure(month time.Month, numerator, denominator int) improvement.TeamFigure {
	return improvement.TeamFigure{MeasureID: r.measure.ID, Period: day(2026, month, 1), State: improvement.FigureValue, Numerator: numerator, Denominator: denominator}
}

// lines are the lines that the person sees of the team's measure: all together first.
func (r running) lines(t *testing.T, id org.PersonID) []analysis.TeamLine {
	t.Helper()
	p, err := r.room.Team(t.Context(), r.Actor(id), testgroup.Group, r.team.ID)
	if err != nil {
		t.Fatal(err)
	}
	return p.Measures[0].Lines
}

// TestWhoMayDoWhatInATeam: the coordinator leads, a unit's people write its figures and its
// local team, and somebody invited sees the team that they are in, and nothing else.
func TestWhoMayDoWhatInATeam(t *testing.T) {
	r := run(t)
	ctx := t.Context()
	for _, test := range []struct {
		who                org.PersonID
		view, lead, enters error
	}{
		{testgroup.Convener, nil, nil, nil},
		{testgroup.MedicalLead, nil, fault.ErrForbidden, nil},
		{testgroup.UnitManager, nil, fault.ErrForbidden, fault.ErrForbidden}, // of Bo
		{testgroup.Chair, nil, fault.ErrForbidden, fault.ErrForbidden},
		{testgroup.Member, nil, fault.ErrForbidden, fault.ErrForbidden},
		{testgroup.Observer, fault.ErrForbidden, fault.ErrForbidden, fault.ErrForbidden},
		{testgroup.Administrator, fault.ErrForbidden, fault.ErrForbidden, fault.ErrForbidden},
		{testgroup.Other, fault.ErrForbidden, fault.ErrForbidden, fault.ErrForbidden},
	} {
		actor := r.Actor(test.who)
		_, teams := r.room.Teams(ctx, actor, testgroup.Group)
		_, team := r.room.Team(ctx, actor, testgroup.Group, r.team.ID)
		for what, err := range map[string]error{"Teams": teams, "Team": team} {
			wantError(t, what+" by "+actor.Person.Name, err, test.view)
		}
		_, begin := r.room.BeginTeam(ctx, actor, testgroup.Group, 0)
		_, units := r.room.TeamUnits(ctx, actor, testgroup.Group, r.team.ID)
		_, end := r.room.TeamEnd(ctx, actor, testgroup.Group, r.team.ID)
		_, goal := r.room.TeamGoal(ctx, actor, r.team, 0)
		_, measure := r.room.TeamMeasure(ctx, actor, r.team, 0)
		for what, err := range map[string]error{"BeginTeam": begin, "TeamUnits": units, "TeamEnd": end, "TeamGoal": goal, "TeamMeasure": measure} {
			wantError(t, what+" by "+actor.Person.Name, err, test.lead)
		}
		_, sheet := r.room.TeamSheet(ctx, actor, r.team, "ALA")
		wantError(t, "TeamSheet by "+actor.Person.Name, sheet, test.enters)
	}
	lead, other := r.Actor(testgroup.MedicalLead), r.Actor(testgroup.UnitManager)
	local := improvement.TeamMember{TeamID: r.team.ID, Kind: improvement.LocalMember, UnitID: testgroup.Ala, Name: "Barnmorska", Competence: improvement.Clinical}
	wantError(t, "one's own local team", r.room.SaveTeamMember(ctx, lead, testgroup.Group, local), nil)
	wantError(t, "another unit's local team", r.room.SaveTeamMember(ctx, other, testgroup.Group, local), fault.ErrForbidden)
	expert := improvement.TeamMember{TeamID: r.team.ID, Kind: improvement.ExpertMember, Name: "Expert", Competence: improvement.Clinical}
	wantError(t, "the expert group by a unit", r.room.SaveTeamMember(ctx, lead, testgroup.Group, expert), fault.ErrForbidden)
	wantError(t, "opening another unit's results", r.room.OpenTeamResults(ctx, lead, TeamOpening{testgroup.Group, r.team.ID, testgroup.Bo, true}), fault.ErrForbidden)
	wantError(t, "opening for a unit by the coordinator", r.room.OpenTeamResults(ctx, r.Actor(testgroup.Convener), TeamOpening{testgroup.Group, r.team.ID, testgroup.Bo, true}), fault.ErrForbidden)

	r.Exec(`UPDATE membership SET role = 'invited' WHERE person_id = 6`)
	guest, convener := r.Actor(testgroup.Observer), r.Actor(testgroup.Convener)
	_, err := r.room.Team(ctx, guest, testgroup.Group, r.team.ID)
	wantError(t, "somebody invited to nothing", err, fault.ErrForbidden)
	wantError(t, "inviting", r.room.SaveTeamMember(ctx, convener, testgroup.Group,
		improvement.TeamMember{TeamID: r.team.ID, Kind: improvement.InvitedMember, PersonID: testgroup.Observer, Competence: improvement.Clinical}), nil)
	p, err := r.room.Team(ctx, guest, testgroup.Group, r.team.ID)
	if err != nil || len(p.Measures[0].Lines) != 1 || len(p.Actions) != 0 || p.Talk.About.ID != 0 {
		t.Errorf("somebody invited sees %+v, %v", p, err)
	}
	for _, m := range p.Members {
		if m.Email != "" {
			t.Errorf("somebody invited reads the address %s", m.Email)
		}
	}
	other2, err := r.room.CreateTeam(ctx, convener, improvement.Team{GroupID: testgroup.Group, Title: "Ett annat", Aim: "A", BeginsOn: r.team.BeginsOn, EndsOn: r.team.EndsOn})
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.room.Team(ctx, guest, testgroup.Group, other2)
	wantError(t, "another team", err, fault.ErrForbidden)
	if rows, err := r.room.Teams(ctx, guest, testgroup.Group); err != nil || len(rows) != 1 {
		t.Errorf("somebody invited lists %d, %v", len(rows), err)
	}
	_, err = r.room.Actions(ctx, guest, ActionList{GroupID: testgroup.Group})
	wantError(t, "the group's actions", err, fault.ErrForbidden)
}

// TestResultsAreOpenBetweenThoseWhoAgree: a unit sees its own, both see each other once both
// have opened theirs, and everybody else sees sums that tell of no unit.
func TestResultsAreOpenBetweenThoseWhoAgree(t *testing.T) {
	r := run(t)
	ctx := t.Context()
	seen := func(id org.PersonID) string {
		var names []string
		for _, l := range r.lines(t, id)[1:] {
			names = append(names, l.Unit.Name)
		}
		return strings.Join(names, " ")
	}
	for who, want := range map[org.PersonID]string{testgroup.MedicalLead: "Ala", testgroup.UnitManager: "Bo", testgroup.Chair: "", testgroup.Member: "", testgroup.Convener: "Ala Bo"} {
		if got := seen(who); got != want {
			t.Errorf("before: %d sees %q, want %q", who, got, want)
		}
	}
	if got := r.lines(t, testgroup.MedicalLead)[0].Points[0]; got.State != analysis.TeamFewUnits {
		t.Errorf("the sum tells of Bo: %+v", got)
	}
	open := func(id org.PersonID, unit org.UnitID, yes bool) {
		t.Helper()
		if err := r.room.OpenTeamResults(ctx, r.Actor(id), TeamOpening{testgroup.Group, r.team.ID, unit, yes}); err != nil {
			t.Fatal(err)
		}
	}
	open(testgroup.MedicalLead, testgroup.Ala, true)
	if got := seen(testgroup.UnitManager); got != "Bo" {
		t.Errorf("Bo, which has not opened, sees %q", got)
	}
	open(testgroup.UnitManager, testgroup.Bo, true)
	for who, want := range map[org.PersonID]string{testgroup.MedicalLead: "Ala Bo", testgroup.UnitManager: "Ala Bo", testgroup.Chair: "", testgroup.Member: ""} {
		if got := seen(who); got != want {
			t.Errorf("after: %d sees %q, want %q", who, got, want)
		}
	}
	if got := r.lines(t, testgroup.MedicalLead)[0].Points[0]; got.Numerator != 13 || got.Denominator != 24 {
		t.Errorf("the sum of the two: %+v", got)
	}
	open(testgroup.UnitManager, testgroup.Bo, false)
	if got := seen(testgroup.MedicalLead); got != "Ala" {
		t.Errorf("closed again: %q", got)
	}
	if got := r.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action LIKE 'improve.%_team_results'`); got !=
		"improve.open_team_results improve.open_team_results improve.close_team_results" {
		t.Errorf("the log says %s", got)
	}
}

// TestEnteringTeamFigures: what is wrong stands at its row, nothing is stored then, and what
// somebody else has entered is not overwritten.
func TestEnteringTeamFigures(t *testing.T) {
	r := run(t)
	ctx, lead := t.Context(), r.Actor(testgroup.MedicalLead)
	enter := func(figures ...improvement.TeamFigure) error {
		_, err := r.room.SaveTeamFigures(ctx, lead, r.team, "ALA", figures)
		return err
	}
	missing := improvement.TeamFigure{MeasureID: r.measure.ID, Period: day(2026, time.April, 1), State: improvement.FigureMissing}
	wantCodes(t, enter(r.figure(3, 5, 4), missing), "m1.2026-03-01.numerator: team_numerator", "m1.2026-04-01.reason: required")
	emptied := improvement.TeamFigure{MeasureID: r.measure.ID, Period: day(2026, time.January, 1), Version: 1}
	wantCodes(t, enter(emptied), "m1.2026-01-01.numerator: team_figure_emptied")
	wantError(t, "what somebody else has entered", enter(r.figure(1, 1, 12)), fault.ErrConflict)
	wantError(t, "a month that has not ended", enter(r.figure(5, 1, 12)), fault.ErrNotFound)
	missing.Reason = "Låg nere"
	nothing := improvement.TeamFigure{MeasureID: r.measure.ID, Period: day(2026, time.March, 1)}
	saved, err := r.room.SaveTeamFigures(ctx, lead, r.team, "ALA", []improvement.TeamFigure{nothing, missing})
	if err != nil || len(saved) != 1 || saved[0].Version != 1 {
		t.Errorf("saved %+v, %v", saved, err)
	}
	same := r.figure(1, 10, 12)
	same.Version = 1
	if saved, err := r.room.SaveTeamFigures(ctx, lead, r.team, "ALA", []improvement.TeamFigure{same}); err != nil || len(saved) != 0 {
		t.Errorf("the same again: %+v, %v", saved, err)
	}
	if got := r.Text(`SELECT count(*)::text || max(after->>'missing_reason') FROM audit WHERE action = 'improve.enter_team_figure'`); got != "4Låg nere" {
		t.Errorf("the log says %s", got)
	}
	wantCodes(t, r.room.SaveTeamUnits(ctx, r.Actor(testgroup.Convener), r.read(t).Team, []org.UnitID{testgroup.Bo}), "units: unit_has_figures")
	wantCodes(t, r.room.DeleteTeamMeasure(ctx, r.Actor(testgroup.Convener), testgroup.Group, improvement.TeamMeasure{ID: r.measure.ID, TeamID: r.team.ID, Version: 1}), "measure: measure_has_figures")
}

// TestHandingOver: a team that is handed over leaves an action with whoever sees to it, marks
// the goals that go on, and is fixed.
func TestHandingOver(t *testing.T) {
	r := run(t)
	ctx, convener := t.Context(), r.Actor(testgroup.Convener)
	p, err := r.room.TeamEnd(ctx, convener, testgroup.Group, r.team.ID)
	if err != nil {
		t.Fatal(err)
	}
	e := improvement.TeamEnding{As: improvement.TeamHandedOver, Note: "Det gick", Continues: "Mät en månad om året\nVarje enhet för sig", OwnerID: testgroup.MedicalLead, DueOn: day(2026, time.December, 1),
		CarriedOn: []improvement.TeamGoalID{99}}
	wantCodes(t, r.room.EndTeam(ctx, convener, p.Team, e), "goals: unknown_choice")
	e.CarriedOn = []improvement.TeamGoalID{p.Goals[0].ID}
	stale := p.Team
	stale.Version--
	wantError(t, "what was changed meanwhile", r.room.EndTeam(ctx, convener, stale, e), fault.ErrConflict)
	if err := r.room.EndTeam(ctx, convener, p.Team, e); err != nil {
		t.Fatal(err)
	}
	page, err := r.room.Team(ctx, r.Actor(testgroup.Member), testgroup.Group, r.team.ID)
	if err != nil || page.State != improvement.TeamHandedOver || !page.Goals[0].CarriedOn || len(page.Actions) != 1 || page.Actions[0].ID != page.ActionID ||
		page.Actions[0].OwnerName != "Lena Läkare" || page.Actions[0].Activities != e.Continues || page.Actions[0].Area != "Mät en månad om året" || len(page.Measures[0].Lines[0].Points) == 0 {
		t.Errorf("handed over: %+v, %v", page, err)
	}
	action0, err := r.room.Action(ctx, convener, testgroup.Group, page.ActionID)
	if err != nil || action0.Programme != "Hud mot hud" || !action0.HandedOver {
		t.Errorf("the action is of %q, %v, %v", action0.Programme, action0.HandedOver, err)
	}
	stored := page.Team
	_, goal := r.room.TeamGoal(ctx, convener, stored, 0)
	_, figures := r.room.SaveTeamFigures(ctx, r.Actor(testgroup.MedicalLead), stored, "ALA", []improvement.TeamFigure{r.figure(3, 1, 12)})
	action := warm()
	action.ProgrammeKind, action.ProgrammeID = improvement.TeamProgramme, int64(r.team.ID)
	_, acting := r.room.CreateAction(ctx, convener, action)
	for what, err := range map[string]error{"a goal": goal, "figures": figures, "an action": acting, "the team": r.room.SaveTeam(ctx, convener, stored),
		"the units": r.room.SaveTeamUnits(ctx, convener, stored, nil), "the end": r.room.EndTeam(ctx, convener, stored, e),
		"openness": r.room.OpenTeamResults(ctx, r.Actor(testgroup.MedicalLead), TeamOpening{testgroup.Group, r.team.ID, testgroup.Ala, true}),
		"a member": r.room.SaveTeamMember(ctx, convener, testgroup.Group, improvement.TeamMember{TeamID: r.team.ID, Kind: improvement.ExpertMember, Name: "N", Competence: improvement.Clinical})} {
		wantError(t, what+" of one that is over", err, fault.ErrWrongState)
	}
	action.ProgrammeID = 99
	_, acting = r.room.CreateAction(ctx, convener, action)
	wantError(t, "an action of no team", acting, fault.ErrNotFound)
	action.ProgrammeKind = "choir"
	_, acting = r.room.CreateAction(ctx, convener, action)
	wantError(t, "an action of no programme", acting, fault.ErrNotFound)
}

// TestTeamMeasuresFollowTheGroups: a measure of the group's lends its words, and a team's own
// has its own.
func TestTeamMeasuresFollowTheGroups(t *testing.T) {
	r := run(t)
	ctx, convener := t.Context(), r.Actor(testgroup.Convener)
	p, err := r.room.TeamMeasure(ctx, convener, r.team, r.measure.ID)
	if err != nil || p.Measure.Name != "Temperatur vid inskrivning" || p.Measure.Direction != quality.Higher || !p.Used || len(p.Shares) == 0 {
		t.Errorf("follows %+v, %v", p.Measure, err)
	}
	for _, i := range p.Shares {
		if i.Kind != quality.Proportion {
			t.Errorf("%s is offered, and is no share", i.Code)
		}
	}
	r.Exec(`UPDATE indicator_version SET direction = 'lower' WHERE indicator_id = 1`)
	if l := r.lines(t, testgroup.Convener)[0]; l.Measure.Direction != quality.Lower {
		t.Errorf("a stored measure is judged as if %s were better", l.Measure.Direction)
	}
	contrary := improvement.TeamMeasure{TeamID: r.team.ID, IndicatorID: 1, Rhythm: improvement.Weekly, Direction: quality.Higher, StartsOn: r.team.BeginsOn}
	if _, err = r.room.SaveTeamMeasure(ctx, convener, testgroup.Group, contrary); err != nil {
		t.Fatal(err)
	}
	if got := r.Text(`SELECT string_agg(direction, ' ' ORDER BY id) FROM team_measure`); got != "higher lower" {
		t.Errorf("stored %s", got)
	}
	m := improvement.TeamMeasure{TeamID: r.team.ID, TeamGoalID: 99, IndicatorID: 2, Rhythm: improvement.Weekly, Direction: quality.Higher, StartsOn: r.team.BeginsOn}
	_, err = r.room.SaveTeamMeasure(ctx, convener, testgroup.Group, m)
	wantCodes(t, err, "goal: unknown_choice", "indicator: unknown_choice")
	changed := p.Measure.TeamMeasure
	changed.Rhythm, changed.Name = improvement.Weekly, "Varma barn varje månad"
	if _, err := r.room.SaveTeamMeasure(ctx, convener, testgroup.Group, changed); err != nil {
		t.Fatal(err)
	}
	if p, _ = r.room.TeamMeasure(ctx, convener, r.team, r.measure.ID); p.Measure.Rhythm != improvement.Monthly || p.Measure.Name != changed.Name {
		t.Errorf("changed into %+v", p.Measure)
	}
	_, err = r.room.SaveTeamMeasure(ctx, convener, testgroup.Group, changed)
	wantError(t, "what was changed meanwhile", err, fault.ErrConflict)
}

// TestTeamMembersChange: somebody with an account has its name, and can be taken out again.
func TestTeamMembersChange(t *testing.T) {
	r := run(t)
	ctx, convener := t.Context(), r.Actor(testgroup.Convener)
	m := improvement.TeamMember{TeamID: r.team.ID, Kind: improvement.ExpertMember, PersonID: testgroup.Chair, Name: "Fel namn", Competence: improvement.Leading}
	if err := r.room.SaveTeamMember(ctx, convener, testgroup.Group, m); err != nil {
		t.Fatal(err)
	}
	page, _ := r.room.Team(ctx, convener, testgroup.Group, r.team.ID)
	stored := page.Members[0]
	if stored.Name == "Fel namn" || stored.PersonID != testgroup.Chair {
		t.Errorf("stored %+v", stored)
	}
	stored.PersonID = testgroup.Other // of another group
	wantCodes(t, r.room.SaveTeamMember(ctx, convener, testgroup.Group, stored), "person: unknown_choice")
	stored.PersonID, stored.Version = testgroup.Chair, 7
	wantError(t, "what was changed meanwhile", r.room.SaveTeamMember(ctx, convener, testgroup.Group, stored), fault.ErrConflict)
	wantError(t, "taken out", r.room.RemoveTeamMember(ctx, convener, testgroup.Group, stored), nil)
	wantError(t, "taken out twice", r.room.RemoveTeamMember(ctx, convener, testgroup.Group, stored), fault.ErrNotFound)
	g := improvement.TeamGoal{ID: 1, TeamID: r.team.ID, Version: 1}
	wantError(t, "a goal removed", r.room.DeleteTeamGoal(ctx, convener, testgroup.Group, g), nil)
	wantError(t, "a goal removed twice", r.room.DeleteTeamGoal(ctx, convener, testgroup.Group, g), fault.ErrNotFound)
}

// TestTeamLetters: who lacks figures gets one letter a month, with all that lacks.
func TestTeamLetters(t *testing.T) {
	r := run(t)
	ctx := t.Context()
	on := func(d int) error {
		return New(r.DB, func() time.Time { return time.Date(2026, time.May, d, 8, 0, 0, 0, time.UTC) }).WithBaseURL("https://x.se").RemindOfTeams(ctx)
	}
	for _, d := range []int{4, 9, 10, 10, 11, 13} {
		if err := on(d); err != nil {
			t.Fatal(err)
		}
	}
	if got := r.Text(`SELECT string_agg(p.name || ': ' || (regexp_match(r.body, 'Bo: (.*?)\n|Ala: (.*?)\n'))::text, '; ' ORDER BY p.name) FROM reminder r JOIN person p ON p.id = r.person_id`); strings.Count(got, "saknas") != 2 {
		t.Errorf("letters: %s", got)
	}
	if got := r.Text(`SELECT min(body) FROM reminder`); !strings.Contains(got, "https://x.se/forbattring/team/1/siffror/") {
		t.Errorf("a letter says %s", got)
	}
}
