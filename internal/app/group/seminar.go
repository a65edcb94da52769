package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// seminarAgenda is what a learning seminar takes up.
const seminarAgenda = `Siffrorna enhet för enhet (40 min)
Vad vi har prövat, och vad det gav (60 min)
Expertgruppen: vad man vet på området (30 min)
Vad patienter och närstående vill att vi tänker på (20 min)
Vad vi prövar till nästa gång (30 min)`

// Seminar is the team that a learning seminar is to be planned for, and how many it has had
// planned before. fault.ErrForbidden for those who may not plan meetings, fault.ErrWrongState
// for a team that is over.
func (room *Room) Seminar(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.TeamID) (t improvement.Team, before int, err error) {
	if !actor.May(org.ManageMeetings, group, 0) {
		return t, 0, fault.ErrForbidden
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		if t, err = seminarTeam(ctx, tx, group, id); err != nil {
			return err
		}
		q := postgres.MeetingsAsked{GroupID: group, From: yearBegins(1990), To: yearBegins(2201), ProgrammeKind: improvement.TeamProgramme, ProgrammeID: int64(id)}
		before, err = tx.MeetingCount(ctx, q)
		return err
	})
	return t, before, err
}

func seminarTeam(ctx context.Context, tx *postgres.Tx, group org.GroupID, id improvement.TeamID) (improvement.Team, error) {
	t, err := tx.Team(ctx, group, id)
	if err == nil && !t.State.Open() {
		err = fault.ErrWrongState
	}
	return t, err
}

// programmeOf looks that the programme that a meeting is to belong to is the group's, and
// gives the agenda that meetings of it have; "" for none of its own.
func programmeOf(ctx context.Context, tx *postgres.Tx, m improvement.Meeting) (agenda string, err error) {
	switch m.ProgrammeKind {
	case improvement.NoProgramme:
		if m.ProgrammeID == 0 {
			return "", nil
		}
	case improvement.TeamProgramme:
		_, err := seminarTeam(ctx, tx, m.GroupID, improvement.TeamID(m.ProgrammeID))
		return seminarAgenda, err
	case improvement.PathwayProgramme:
		_, err := tx.Pathway(ctx, m.GroupID, improvement.PathwayID(m.ProgrammeID))
		return "", err
	}
	return "", fault.ErrNotFound
}

// seminarMembers are those among the group's members who come to a team's seminar: the
// team's units' and those who are of no unit, and besides them everybody who takes part in the
// team, with or without an account; those with one who have left the group are not called.
func (room *Room) seminarMembers(ctx context.Context, tx *postgres.Tx, m improvement.Meeting, members []improvement.Participant) ([]improvement.Participant, error) {
	id := improvement.TeamID(m.ProgrammeID)
	units, err := tx.TeamUnits(ctx, m.GroupID, id)
	if err != nil {
		return nil, err
	}
	team, err := tx.TeamMembers(ctx, m.GroupID, id)
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(slices.Clone(members), func(p improvement.Participant) bool {
		of := slices.ContainsFunc(units[id], func(u improvement.TeamUnit) bool { return u.Name == p.Organisation })
		return p.Organisation != "" && !of && !improvement.Takes(team, p.PersonID)
	})
	receivers, err := tx.Receivers(ctx, m.GroupID, room.today())
	if err != nil {
		return nil, err
	}
	for _, t := range team {
		here := slices.ContainsFunc(receivers, func(r postgres.Receiver) bool { return r.Person.ID == t.PersonID })
		if t.PersonID != 0 && !here {
			continue // who has left the group since is not called
		}
		known := slices.ContainsFunc(list, func(p improvement.Participant) bool { return p.PersonID == t.PersonID && t.PersonID != 0 })
		if known {
			continue
		}
		guest := improvement.Participant{GroupID: m.GroupID, PersonID: t.PersonID, Name: t.Name, Email: t.Email, Organisation: t.Organisation, Attended: improvement.AttendanceUnknown}
		for _, u := range units[id] {
			if u.UnitID == t.UnitID && guest.Organisation == "" {
				guest.Organisation = u.Name
			}
		}
		list = append(list, guest)
	}
	return list, nil
}
