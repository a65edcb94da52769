package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// teamsFile is demo_teams.json: example learning teams.
type teamsFile struct {
	About string
	Teams []demoTeam
}

// demoTeam is a team; months count from the one that the example data are filled in.
type demoTeam struct {
	Title, Aim, Parties string
	Nomination          string // that it was begun from, by title
	State               improvement.TeamState
	Begins, Months      int
	Settled             int
	Units, Open         []string
	Members             []demoTeamMember
	Goals               []demoTeamGoal
	Seminars            []demoSeminar
	Actions             []demoTeamAction
	EndNote             string `json:"end_note"`
	Continues           string
	Owner               string
}

type demoTeamMember struct {
	Kind                                        improvement.TeamMemberKind
	Unit, Email, Name, Profession, Organisation string
	Competence                                  improvement.Competence
}

// demoTeamGoal is a step towards the group's goal of the year that has the indicator.
type demoTeamGoal struct {
	Title, Body, Indicator string
	CarriedOn              bool `json:"carried_on"`
	Measures               []demoTeamMeasure
}

// demoTeamMeasure has for each unit the figures of its latest periods: [18, 25], a word for
// why there is none, or "not_applicable".
type demoTeamMeasure struct {
	Indicator, Name, Numerator, Denominator string
	Rhythm                                  improvement.Rhythm
	Direction                               quality.Direction
	Baseline, Target                        *float64
	Figures                                 map[string][]json.RawMessage
}

type demoSeminar struct {
	Month, Day int
	Held       bool
}

type demoTeamAction struct {
	Unit, Owner, Area string
	Month             int
}

// teaming is what filling in teams takes.
type teaming struct {
	*demo
	lib    library
	goals  []quality.Goal
	people map[string]org.Person      // by address
	topics []postgres.FoundNomination // that were chosen
}

// fillTeams stores the example's learning teams.
func (d *demo) fillTeams(ctx context.Context, tx *postgres.Tx) error {
	file, err := readJSON[teamsFile]("demo_teams.json")
	if err != nil {
		return err
	}
	t := teaming{demo: d, people: map[string]org.Person{}}
	if t.lib, err = readLibrary(ctx, tx, d.group.ID, d.now); err != nil {
		return err
	}
	if t.goals, err = tx.Goals(ctx, d.group.ID, d.year, d.year); err != nil {
		return err
	}
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	for _, p := range persons {
		t.people[p.Email] = p
	}
	if t.topics, err = tx.Nominations(ctx, d.group.ID, postgres.NominationFilter{Outcome: improvement.TopicChosen}); err != nil {
		return err
	}
	for _, team := range file.Teams {
		if err := t.fill(ctx, tx, team); err != nil {
			return fmt.Errorf("%s: %w", team.Title, err)
		}
	}
	return nil
}

// month is the first day of the month that is so many from this one.
func (d *demo) month(n int) time.Time {
	return time.Date(d.now.Year(), d.now.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
}

func (t teaming) fill(ctx context.Context, tx *postgres.Tx, given demoTeam) error {
	team := improvement.Team{GroupID: t.group.ID, Title: given.Title, Aim: given.Aim, Parties: given.Parties, BeginsOn: t.month(given.Begins),
		EndsOn: t.month(given.Begins+given.Months).AddDate(0, 0, -1), State: improvement.TeamRunning, WrittenAt: t.after(t.month(given.Begins), -20), WrittenBy: t.demo.people.convener}
	for _, n := range t.topics { // the first months of a year the team began before the round was decided, in March
		if n.Title == given.Nomination && team.BeginsOn.After(time.Date(n.Year, time.March, 31, 0, 0, 0, 0, time.UTC)) {
			team.NominationID = n.ID
		}
	}
	var err error
	if team.ID, err = tx.AddTeam(ctx, team); err != nil {
		return err
	}
	if err := t.fillUnits(ctx, tx, team, given); err != nil {
		return err
	}
	for _, m := range given.Members {
		if err := t.fillMember(ctx, tx, team, m); err != nil {
			return err
		}
	}
	for _, g := range given.Goals {
		if err := t.fillGoal(ctx, tx, team, given, g); err != nil {
			return err
		}
	}
	if err := t.fillWork(ctx, tx, team, given); err != nil || given.State != improvement.TeamHandedOver {
		return err
	}
	settled := t.month(given.Settled).AddDate(0, 0, 8)
	owner := t.people[given.Owner]
	action := improvement.Action{GroupID: t.group.ID, Area: given.Title, Kind: improvement.RoutineAction, State: improvement.ActionOngoing, Priority: improvement.MediumPriority,
		OwnerID: owner.ID, DueOn: t.month(9), BeganOn: &settled, Origin: improvement.OwnIdea, ProgrammeKind: improvement.TeamProgramme, ProgrammeID: int64(team.ID),
		WrittenAt: t.after(settled, 0), WrittenBy: t.demo.people.convener}
	action.Activities = given.Continues
	if team.ActionID, err = tx.AddAction(ctx, action); err != nil {
		return err
	}
	team.State, team.SettledOn, team.EndNote, team.Continues, team.Version = given.State, &settled, given.EndNote, given.Continues, 1
	return tx.SaveTeam(ctx, team)
}

func (t teaming) fillUnits(ctx context.Context, tx *postgres.Tx, team improvement.Team, given demoTeam) error {
	var units []org.UnitID
	for _, code := range given.Units {
		units = append(units, t.demo.people.units[code].ID)
	}
	if err := tx.SetTeamUnits(ctx, team, units); err != nil {
		return err
	}
	for _, code := range given.Open {
		unit := t.demo.people.units[code].ID
		at := t.after(team.BeginsOn, 12)
		if err := tx.SaveOpening(ctx, postgres.Opening{TeamID: team.ID, GroupID: t.group.ID, UnitID: unit, At: &at, By: t.reporter(unit)}); err != nil {
			return err
		}
	}
	return nil
}

// reporter is who reports for the unit.
func (t teaming) reporter(unit org.UnitID) org.PersonID { return t.demo.people.reporter[unit] }

func (t teaming) fillMember(ctx context.Context, tx *postgres.Tx, team improvement.Team, given demoTeamMember) error {
	m := improvement.TeamMember{TeamID: team.ID, Kind: given.Kind, Name: given.Name, Competence: given.Competence, Profession: given.Profession, Organisation: given.Organisation}
	if given.Unit != "" {
		m.UnitID = t.demo.people.units[given.Unit].ID
	}
	if given.Email != "" {
		p, known := t.people[given.Email]
		if !known {
			return fmt.Errorf("nobody has the address %s", given.Email)
		}
		m.PersonID, m.Name, m.Email = p.ID, p.Name, p.Email
	}
	if err := m.Check(); err != nil {
		return err
	}
	_, err := tx.AddTeamMember(ctx, t.group.ID, m)
	return err
}

func (t teaming) fillGoal(ctx context.Context, tx *postgres.Tx, team improvement.Team, given demoTeam, g demoTeamGoal) error {
	goal := improvement.TeamGoal{TeamID: team.ID, Title: g.Title, Body: g.Body, CarriedOn: g.CarriedOn, Version: 1}
	if g.Indicator != "" {
		i, err := t.lib.indicator(g.Indicator)
		if err != nil {
			return err
		}
		for _, of := range t.goals {
			if slices.Contains(of.Indicators, i.ID) {
				goal.GoalID = of.ID
			}
		}
	}
	var err error
	if goal.ID, err = tx.AddTeamGoal(ctx, t.group.ID, goal); err != nil {
		return err
	}
	if g.CarriedOn {
		if err := tx.SaveTeamGoal(ctx, t.group.ID, goal); err != nil {
			return err
		}
	}
	for _, m := range g.Measures {
		if err := t.fillMeasure(ctx, tx, team, given, goal.ID, m); err != nil {
			return fmt.Errorf("%s%s: %w", m.Indicator, m.Name, err)
		}
	}
	return nil
}
