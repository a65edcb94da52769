package improve

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// What handlers name without knowing the database: a team's goal with the group's that it
// is a step towards, and a measure with the group's that it follows.
type (
	TeamGoalRow    = postgres.TeamGoalRow
	TeamMeasureRow = postgres.TeamMeasureRow
)

// TeamPage is one learning team with all that the actor may see of it.
type TeamPage struct {
	improvement.Team
	Units    []improvement.TeamUnit
	Members  []improvement.TeamMember
	Goals    []TeamGoalRow
	Measures []TeamMeasure
	Actions  []ActionRow // for those who see what is done in the group
	Seminars []improvement.Meeting
	Packages []PackageRow // made for the team
	// Proposed are those whom its nomination proposes for the expert group, for those who
	// write it while nobody is in it.
	Proposed []improvement.Expert
	Talk     improvement.Talk // for those who take part in the group's talks
	Last     LastChange
	Today    time.Time
	// Inside says that the actor reads what is for the group alone.
	Inside bool
}

// TeamMeasure is a measure of a team's with the lines that the actor may see.
type TeamMeasure struct {
	TeamMeasureRow
	Periods []time.Time // that have ended
	Lines   []analysis.TeamLine
	// Enters are the units that the actor enters figures of, with how many periods lack one.
	Enters []TeamGap
}

// TeamGap is how many of a measure's periods a unit has said nothing of.
type TeamGap struct {
	Unit    improvement.TeamUnit
	Lacking int
}

// mostTeamActions and mostSeminars bound what stands on a team's page.
const (
	mostTeamActions = 100
	mostSeminars    = 50
)

// Team reads one of the group's teams: for those who see what is done in the group, and for
// those who take part in the team, whoever they are. fault.ErrForbidden for others.
func (room *Room) Team(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.TeamID) (TeamPage, error) {
	var p TeamPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		p, err = room.readTeam(ctx, tx, actor, group, id)
		return err
	})
	return p, err
}

func (room *Room) readTeam(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID, id improvement.TeamID) (TeamPage, error) {
	p := TeamPage{Today: room.today(), Inside: Inside(actor, group)}
	if !actor.May(org.ViewPublished, group, 0) {
		return p, fault.ErrForbidden
	}
	var err error
	if p.Members, err = tx.TeamMembers(ctx, group, id); err != nil {
		return p, err
	}
	if !mayViewTeam(actor, group, p.Members) {
		return p, fault.ErrForbidden
	}
	if p.Team, err = tx.Team(ctx, group, id); err != nil {
		return p, err
	}
	units, err := tx.TeamUnits(ctx, group, id)
	if err != nil {
		return p, err
	}
	p.Units = units[id]
	if p.Packages, err = readPackages(ctx, tx, actor, postgres.PackagesFor{GroupID: group, TeamID: int64(id)}); err != nil {
		return p, err
	}
	if p.Goals, err = tx.TeamGoals(ctx, postgres.TeamGoalFilter{GroupID: group, TeamID: id, Limit: mostTeamGoals}); err != nil {
		return p, err
	}
	if err := room.readTeamFigures(ctx, tx, actor, &p); err != nil {
		return p, err
	}
	_, any := first(p.Members, func(m improvement.TeamMember) bool { return m.Kind == improvement.ExpertMember })
	if MayLeadTeams(actor, group) && p.State.Open() && !any {
		n, err := teamsNomination(ctx, tx, p.Team)
		if err != nil {
			return p, err
		}
		p.Proposed = n.Experts
	}
	if !p.Inside {
		for n := range p.Members {
			p.Members[n].Email = ""
		}
	}
	return p, room.readTeamWork(ctx, tx, actor, &p)
}

// teamsNomination is the nomination that the team was begun from; zero for none.
func teamsNomination(ctx context.Context, tx *postgres.Tx, t improvement.Team) (improvement.Nomination, error) {
	if t.NominationID == 0 {
		return improvement.Nomination{}, nil
	}
	n, err := tx.Nomination(ctx, t.GroupID, t.NominationID)
	return n.Nomination, err
}

// mayViewTeam reports whether the actor may see the team with the members: its seminars,
// goals and sums. Being invited to the group's teams opens only those that one is in.
func mayViewTeam(actor org.Actor, group org.GroupID, members []improvement.TeamMember) bool {
	return actor.May(org.ViewWork, group, 0) || actor.May(org.ViewPublished, group, 0) && improvement.Takes(members, actor.Person.ID)
}

// readTeamFigures reads the measures, and works out the lines that the actor may see.
func (room *Room) readTeamFigures(ctx context.Context, tx *postgres.Tx, actor org.Actor, p *TeamPage) error {
	rows, err := tx.TeamMeasures(ctx, p.GroupID, p.ID)
	if err != nil {
		return err
	}
	figures, err := tx.TeamFigures(ctx, postgres.TeamFigureFilter{GroupID: p.GroupID, Teams: []improvement.TeamID{p.ID}})
	if err != nil {
		return err
	}
	group, err := tx.Group(ctx, p.GroupID)
	if err != nil {
		return err
	}
	reader := analysis.ReaderOfTeam(actor, group, p.Units, slices.ContainsFunc(p.Members, func(m improvement.TeamMember) bool {
		return m.Kind == improvement.ExpertMember && m.PersonID != 0 && m.PersonID == actor.Person.ID
	}))
	for _, row := range rows {
		m := TeamMeasure{TeamMeasureRow: row}
		if row.Counted() {
			m.Periods = row.Periods(p.Team, room.today())
			d := analysis.TeamData{Measure: row.TeamMeasure, Units: p.Units, Periods: m.Periods, Figures: figures}
			m.Lines = d.Lines(reader)
			m.Enters = teamGaps(actor, *p, m, figures)
		}
		p.Measures = append(p.Measures, m)
	}
	return nil
}

// teamGaps counts what the actor's units have not said of the measure.
func teamGaps(actor org.Actor, p TeamPage, m TeamMeasure, figures []improvement.TeamFigure) []TeamGap {
	said := map[org.UnitID]int{}
	for _, f := range figures {
		if f.MeasureID == m.ID {
			said[f.UnitID]++
		}
	}
	var gaps []TeamGap
	for _, u := range p.Units {
		if actor.May(org.EnterFigures, p.GroupID, u.UnitID) {
			gaps = append(gaps, TeamGap{Unit: u, Lacking: max(0, len(m.Periods)-said[u.UnitID])})
		}
	}
	return gaps
}

// readTeamWork reads the team's actions, its seminars and what is said of it.
func (room *Room) readTeamWork(ctx context.Context, tx *postgres.Tx, actor org.Actor, p *TeamPage) error {
	var err error
	if actor.May(org.ViewWork, p.GroupID, 0) {
		rows, err := tx.Actions(ctx, postgres.ActionFilter{GroupID: p.GroupID, ProgrammeKind: improvement.TeamProgramme, ProgrammeID: int64(p.ID), Limit: mostTeamActions})
		if err != nil {
			return err
		}
		p.Actions = seen(actor, p.GroupID, rows)
	}
	if p.Seminars, err = tx.Meetings(ctx, postgres.MeetingsAsked{GroupID: p.GroupID, From: firstMoment, To: lastMoment,
		ProgrammeKind: improvement.TeamProgramme, ProgrammeID: int64(p.ID), Most: mostSeminars}); err != nil {
		return err
	}
	if actor.May(org.Discuss, p.GroupID, 0) {
		if p.Talk, err = tx.Talk(ctx, p.GroupID, improvement.Subject{Kind: improvement.AboutTeam, ID: int64(p.ID)}); err != nil {
			return err
		}
	}
	p.Last, err = tx.LastChange(ctx, teamSubject, int64(p.ID))
	return err
}

// The times between which meetings are.
var (
	firstMoment = time.Date(firstYear, time.January, 1, 0, 0, 0, 0, time.UTC)
	lastMoment  = time.Date(lastYear+1, time.January, 1, 0, 0, 0, 0, time.UTC)
)

// teamSubject is what the log calls a change of a team.
const teamSubject = "team"
