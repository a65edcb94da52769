package improve

import (
	"context"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// TeamMemberPage is somebody who takes part in a team, to write down.
type TeamMemberPage struct {
	Team   improvement.Team
	Units  []improvement.TeamUnit // that the actor may write members of
	Member improvement.TeamMember // zero for a new one
	// People are those in the group with an account, by name; those who are invited too.
	People []org.Person
	// Leads says that the actor may write the expert group and those who are invited.
	Leads bool
	// Proposed are those whom the team's nomination proposes for the expert group and who
	// are not in the team by that name, for a new one that Leads.
	Proposed []improvement.Expert
}

// TeamMember reads one who takes part to change, id zero for a new one. A unit's people write
// its local team, and those who lead teams everybody. fault.ErrForbidden for others, and
// fault.ErrWrongState for a team that is over.
func (room *Room) TeamMember(ctx context.Context, actor org.Actor, team improvement.Team, id improvement.TeamMemberID) (TeamMemberPage, error) {
	var p TeamMemberPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		p, err = room.teamMemberIn(ctx, tx, actor, team, id)
		return err
	})
	return p, err
}

func (room *Room) teamMemberIn(ctx context.Context, tx *postgres.Tx, actor org.Actor, team improvement.Team, id improvement.TeamMemberID) (TeamMemberPage, error) {
	p := TeamMemberPage{Leads: MayLeadTeams(actor, team.GroupID)}
	if err := mayInside(actor, team.GroupID); err != nil {
		return p, err
	}
	var err error
	if p.Team, err = tx.Team(ctx, team.GroupID, team.ID); err != nil {
		return p, err
	}
	units, err := tx.TeamUnits(ctx, team.GroupID, team.ID)
	if err != nil {
		return p, err
	}
	for _, u := range units[team.ID] {
		if actor.May(org.EditActions, team.GroupID, u.UnitID) {
			p.Units = append(p.Units, u)
		}
	}
	if !p.Leads && len(p.Units) == 0 {
		return p, fault.ErrForbidden
	}
	if !p.Team.State.Open() {
		return p, fault.ErrWrongState
	}
	if p.People, err = room.teamPeople(ctx, tx, team.GroupID); err != nil {
		return p, err
	}
	members, err := tx.TeamMembers(ctx, team.GroupID, team.ID)
	if err != nil {
		return p, err
	}
	if id == 0 {
		return p, p.propose(ctx, tx, members)
	}
	var ok bool
	if p.Member, ok = first(members, func(m improvement.TeamMember) bool { return m.ID == id }); !ok {
		return p, fault.ErrNotFound
	}
	return p, p.may(p.Member)
}

// propose adds those whom the nomination proposes and who are not among the members.
func (p *TeamMemberPage) propose(ctx context.Context, tx *postgres.Tx, members []improvement.TeamMember) error {
	if !p.Leads {
		return nil
	}
	n, err := teamsNomination(ctx, tx, p.Team)
	for _, e := range n.Experts {
		if _, in := first(members, func(m improvement.TeamMember) bool { return strings.EqualFold(m.Name, e.Name) }); !in {
			p.Proposed = append(p.Proposed, e)
		}
	}
	return err
}

// may is fault.ErrForbidden for a member that the actor may not write.
func (p TeamMemberPage) may(m improvement.TeamMember) error {
	_, own := first(p.Units, func(u improvement.TeamUnit) bool { return u.UnitID == m.UnitID })
	if p.Leads || m.Kind == improvement.LocalMember && own {
		return nil
	}
	return fault.ErrForbidden
}

// teamPeople are those with an account in the group today, each once, by name.
func (room *Room) teamPeople(ctx context.Context, tx *postgres.Tx, group org.GroupID) ([]org.Person, error) {
	receivers, err := tx.Receivers(ctx, group, room.today())
	var people []org.Person
	for _, r := range receivers {
		if _, known := first(people, func(p org.Person) bool { return p.ID == r.Person.ID }); !known {
			people = append(people, r.Person)
		}
	}
	return people, err
}

// SaveTeamMember stores somebody who takes part: a new one for ID zero, and otherwise a
// changed one, fault.ErrConflict when somebody else has changed it since its Version.
// Problems stand at the fields of improvement.TeamMember.Check, and at "person" for one who
// has no account in the group.
func (room *Room) SaveTeamMember(ctx context.Context, actor org.Actor, group org.GroupID, m improvement.TeamMember) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := room.changedMember(ctx, tx, actor, group, m)
		if err != nil {
			return err
		}
		if m.Version != p.Member.Version {
			return fault.ErrConflict
		}
		if m.PersonID != 0 {
			person, known := first(p.People, func(each org.Person) bool { return each.ID == m.PersonID })
			if !known && m.PersonID != p.Member.PersonID {
				return &fault.ValidationError{Problems: []fault.Problem{{Field: "person", Code: "unknown_choice"}}}
			}
			if known {
				m.Name, m.Email = person.Name, person.Email
			}
		}
		if err := m.Check(); err != nil {
			return err
		}
		if err := p.may(m); err != nil {
			return err
		}
		e := postgres.AuditEntry{At: room.now(), Action: "improve.add_team_member", GroupID: group, UnitID: m.UnitID, Subject: teamSubject,
			SubjectID: int64(m.TeamID), After: auditTeamMember(p.Team.Title, m)}
		if m.ID == 0 {
			if _, err := tx.AddTeamMember(ctx, group, m); err != nil {
				return err
			}
			return tx.AppendAudit(ctx, actor, e)
		}
		if err := tx.SaveTeamMember(ctx, group, m); err != nil {
			return err
		}
		e.Action, e.Before = "improve.save_team_member", auditTeamMember(p.Team.Title, p.Member)
		return tx.AppendAudit(ctx, actor, e)
	})
}

// RemoveTeamMember takes somebody out of the team.
func (room *Room) RemoveTeamMember(ctx context.Context, actor org.Actor, group org.GroupID, m improvement.TeamMember) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := room.changedMember(ctx, tx, actor, group, m)
		if err != nil {
			return err
		}
		if p.Member.ID == 0 {
			return fault.ErrNotFound
		}
		if err := tx.DeleteTeamMember(ctx, group, p.Member); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.remove_team_member", GroupID: group, UnitID: p.Member.UnitID,
			Subject: teamSubject, SubjectID: int64(m.TeamID), Before: auditTeamMember(p.Team.Title, p.Member)})
	})
}

// changedMember is teamMemberIn while nobody else changes the team.
func (room *Room) changedMember(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID, m improvement.TeamMember) (TeamMemberPage, error) {
	if err := mayInside(actor, group); err != nil {
		return TeamMemberPage{}, err
	}
	if _, err := openTeam(ctx, tx, group, m.TeamID); err != nil {
		return TeamMemberPage{}, err
	}
	return room.teamMemberIn(ctx, tx, actor, improvement.Team{GroupID: group, ID: m.TeamID}, m.ID)
}
