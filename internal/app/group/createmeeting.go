package group

import (
	"context"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CreateMeeting plans a meeting, with the usual agenda of its series and all of the
// group's members as participants, and gives its id.
func (room *Room) CreateMeeting(ctx context.Context, actor org.Actor, m improvement.Meeting) (org.MeetingID, error) {
	if !actor.May(org.ManageMeetings, m.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := m.Check(); err != nil {
		return 0, err
	}
	var id org.MeetingID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		series := improvement.Series{}
		if m.SeriesID != 0 {
			var err error
			if series, err = seriesIn(ctx, tx, m.GroupID, m.SeriesID); err != nil {
				return err
			}
		}
		agenda, err := programmeOf(ctx, tx, m)
		if err != nil {
			return err
		}
		if agenda != "" {
			series.Agenda = agenda
		}
		id, err = room.addMeeting(ctx, tx, actor, m, series)
		return err
	})
	return id, err
}

// CreateNext plans the series' next meeting, as long after the latest as that was
// after the one before; fault.ErrWrongState for a series without a meeting, which
// nothing says the time of.
func (room *Room) CreateNext(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.SeriesID) (org.MeetingID, error) {
	if !actor.May(org.ManageMeetings, group, 0) {
		return 0, fault.ErrForbidden
	}
	var meeting org.MeetingID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		series, err := seriesIn(ctx, tx, group, id)
		if err != nil {
			return err
		}
		latest, err := tx.LatestOfSeries(ctx, group, id)
		if err != nil {
			return err
		}
		next, ok := series.Next(latest, room.now().In(i18n.Location()))
		if !ok || !series.Active {
			return fault.ErrWrongState
		}
		meeting, err = room.addMeeting(ctx, tx, actor, next, series)
		return err
	})
	return meeting, err
}

func (room *Room) addMeeting(ctx context.Context, tx *postgres.Tx, actor org.Actor, m improvement.Meeting, series improvement.Series) (org.MeetingID, error) {
	id, err := tx.AddMeeting(ctx, m)
	if err != nil {
		return 0, err
	}
	for _, item := range improvement.UsualAgenda(series.Agenda) {
		item.GroupID, item.MeetingID = m.GroupID, id
		if _, err := tx.AddAgendaItem(ctx, item); err != nil {
			return 0, err
		}
	}
	members, err := room.meetingMembers(ctx, tx, m.GroupID)
	if err != nil {
		return 0, err
	}
	if m.ProgrammeKind == improvement.TeamProgramme {
		if members, err = room.seminarMembers(ctx, tx, m, members); err != nil {
			return 0, err
		}
	}
	for _, p := range members {
		p.MeetingID = id
		if _, err := tx.AddParticipant(ctx, p); err != nil {
			return 0, err
		}
	}
	m.State = improvement.MeetingPlanned
	return id, tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "meeting.create", GroupID: m.GroupID,
		Subject: meetingSubject, SubjectID: int64(id), After: keptMeeting(m)})
}

// meetingMembers are those who take part in the group's talk today, each once, by
// name, as participants of a meeting to come.
func (room *Room) meetingMembers(ctx context.Context, tx *postgres.Tx, group org.GroupID) ([]improvement.Participant, error) {
	persons, err := tx.Persons(ctx)
	if err != nil {
		return nil, err
	}
	memberships, err := tx.Memberships(ctx, group)
	if err != nil {
		return nil, err
	}
	units, err := tx.Units(ctx, group)
	if err != nil {
		return nil, err
	}
	byUnit := map[org.UnitID]org.Unit{}
	for _, u := range units {
		byUnit[u.ID] = u
	}
	var list []improvement.Participant
	at := map[org.PersonID]int{}
	for _, member := range membersOn(room.today(), persons, memberships) {
		in := org.Actor{Memberships: []org.Membership{{GroupID: group, UnitID: member.UnitID, Role: member.Role}}}
		if !in.May(org.Discuss, group, 0) {
			continue
		}
		n, seen := at[member.Person.ID]
		if !seen {
			n, at[member.Person.ID] = len(list), len(list)
			list = append(list, improvement.Participant{GroupID: group, PersonID: member.Person.ID, Name: member.Person.Name,
				Email: member.Person.Email, Attended: improvement.AttendanceUnknown})
		}
		if unit, of := byUnit[member.UnitID]; of && list[n].RegionID == 0 {
			list[n].RegionID, list[n].Organisation = unit.RegionID, unit.ShortName
		}
	}
	swedish := collate.New(language.Swedish)
	slices.SortStableFunc(list, func(a, b improvement.Participant) int { return swedish.CompareString(a.Name, b.Name) })
	return list, nil
}
