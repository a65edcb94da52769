package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// TeamUnitsPage is a team with the units that can take part.
type TeamUnitsPage struct {
	improvement.Team
	All    []org.Unit
	Chosen []improvement.TeamUnit
	// Figures are those that have entered figures, and Local those with people in their
	// local team: they stay, so that nothing goes with them unseen.
	Figures, Local map[org.UnitID]bool
	Last           LastChange
}

// TeamUnits reads which units take part in a team, to change that; fault.ErrForbidden for
// those who may not, fault.ErrWrongState for a team that is over.
func (room *Room) TeamUnits(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.TeamID) (TeamUnitsPage, error) {
	var p TeamUnitsPage
	if !MayLeadTeams(actor, group) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Team, err = tx.Team(ctx, group, id); err != nil {
			return err
		}
		if !p.State.Open() {
			return fault.ErrWrongState
		}
		return p.read(ctx, tx)
	})
	return p, err
}

func (p *TeamUnitsPage) read(ctx context.Context, tx *postgres.Tx) (err error) {
	if p.All, err = tx.Units(ctx, p.GroupID); err != nil {
		return err
	}
	units, err := tx.TeamUnits(ctx, p.GroupID, p.ID)
	if err != nil {
		return err
	}
	p.Chosen = units[p.ID]
	p.Figures, p.Local = map[org.UnitID]bool{}, map[org.UnitID]bool{}
	figures, err := tx.TeamFigures(ctx, postgres.TeamFigureFilter{GroupID: p.GroupID, Teams: []improvement.TeamID{p.ID}})
	if err != nil {
		return err
	}
	for _, f := range figures {
		p.Figures[f.UnitID] = true
	}
	members, err := tx.TeamMembers(ctx, p.GroupID, p.ID)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.Kind == improvement.LocalMember {
			p.Local[m.UnitID] = true
		}
	}
	p.Last, err = tx.LastChange(ctx, teamSubject, int64(p.ID))
	return err
}

// SaveTeamUnits makes the units given those that take part. Of t only GroupID, ID and Version
// are read: fault.ErrConflict when somebody else has changed it since, unless that came to the
// same units. One that has entered figures, or has somebody in its local team, stays;
// problems stand at "units".
func (room *Room) SaveTeamUnits(ctx context.Context, actor org.Actor, t improvement.Team, units []org.UnitID) error {
	if !MayLeadTeams(actor, t.GroupID) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		var p TeamUnitsPage
		var err error
		if p.Team, err = openTeam(ctx, tx, t.GroupID, t.ID); err != nil {
			return err
		}
		if err := p.read(ctx, tx); err != nil {
			return err
		}
		var was []org.UnitID
		for _, u := range p.Chosen {
			was = append(was, u.UnitID)
		}
		switch {
		case len(was) == len(units) && slices.Equal(p.Names(was), p.Names(units)): // sent twice
			return nil
		case t.Version != p.Version:
			return fault.ErrConflict
		}
		if err := p.check(units); err != nil {
			return err
		}
		if err := tx.SetTeamUnits(ctx, p.Team, units); err != nil {
			return err
		}
		changed := p.Team // so that its version tells those who chose at the same time
		changed.WrittenAt, changed.WrittenBy = room.now(), actor.Person.ID
		if err := tx.SaveTeam(ctx, changed); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.set_team_units", GroupID: t.GroupID, Subject: teamSubject,
			SubjectID: int64(t.ID), Before: auditedTeamUnits{p.Title, p.Names(was)}, After: auditedTeamUnits{p.Title, p.Names(units)}})
	})
}

// check refuses units that are not the group's, and that one with figures or with people in
// its local team leaves.
func (p TeamUnitsPage) check(units []org.UnitID) error {
	var v fault.ValidationError
	for _, id := range units {
		if !slices.ContainsFunc(p.All, func(u org.Unit) bool { return u.ID == id }) {
			v.Add("units", "unknown_choice")
		}
	}
	for _, u := range p.Chosen {
		switch {
		case slices.Contains(units, u.UnitID):
		case p.Figures[u.UnitID]:
			v.Add("units", "unit_has_figures", u.Name)
		case p.Local[u.UnitID]:
			v.Add("units", "unit_has_local_team", u.Name)
		}
	}
	return v.OrNil()
}

// Names are the units' short names in the group's order.
func (p TeamUnitsPage) Names(units []org.UnitID) []string {
	names := []string{}
	for _, u := range p.All {
		if slices.Contains(units, u.ID) {
			names = append(names, u.ShortName)
		}
	}
	return names
}

// OpenTeamResults stores a clinic's word that its unit's results are open to the other units
// that open theirs, or takes it back. fault.ErrForbidden for those who do not speak for the
// unit.
func (room *Room) OpenTeamResults(ctx context.Context, actor org.Actor, o TeamOpening) error {
	if !actor.May(org.TakeStand, o.GroupID, o.UnitID) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		t, err := openTeam(ctx, tx, o.GroupID, o.TeamID)
		if err != nil {
			return err
		}
		opening := postgres.Opening{TeamID: o.TeamID, GroupID: o.GroupID, UnitID: o.UnitID}
		entry := postgres.AuditEntry{At: room.now(), Action: "improve.close_team_results", GroupID: o.GroupID, UnitID: o.UnitID, Subject: teamSubject,
			SubjectID: int64(t.ID), After: auditedTeamName{t.Title}}
		if o.Open {
			now := room.now()
			opening.At, opening.By, entry.Action = &now, actor.Person.ID, "improve.open_team_results"
		}
		if err := tx.SaveOpening(ctx, opening); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// TeamOpening is a unit's word about its results within a team.
type TeamOpening struct {
	GroupID org.GroupID
	TeamID  improvement.TeamID
	UnitID  org.UnitID
	Open    bool
}
