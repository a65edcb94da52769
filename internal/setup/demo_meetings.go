package setup

import (
	"context"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// usualAgenda is the example series' own.
const usualAgenda = `Föregående minnesanteckningar (10 min)
Läget i siffrorna (40 min)
Frågor mellan mötena (30 min)
Åtgärder som pågår (30 min)
Nästa möte (10 min)`

// meetings makes the example's meetings and questions.
type meetings struct {
	*demo
	tx     *postgres.Tx
	series improvement.SeriesID
	people []org.Person // by the accounts' order
	units  []org.Unit
}

// fillMeetings stores a year of meetings: one held last autumn with published minutes,
// whose decisions made tasks; one of which the minutes are being written; one to come;
// and questions between them.
func (d *demo) fillMeetings(ctx context.Context, tx *postgres.Tx) error {
	m := meetings{demo: d, tx: tx}
	var err error
	if m.units, err = tx.Units(ctx, d.group.ID); err != nil {
		return err
	}
	all, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	for _, a := range d.file.Accounts {
		for _, p := range all {
			if p.Email == a.Email {
				m.people = append(m.people, p)
			}
		}
	}
	if m.series, err = tx.AddMeetingSeries(ctx, improvement.Series{GroupID: d.group.ID, Title: "Neonatalgruppens gemensamma möte",
		Place: "Linköping", VideoLink: "https://video.exempel.se/neonatalgruppen", Agenda: usualAgenda}); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{m.fillHeld, m.fillDraft, m.fillComing, m.fillQuestions} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// weekday is the day, or the Monday after when it is in a weekend.
func weekday(day time.Time) time.Time {
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// at is a clock time on the day where the clinics are.
func at(day time.Time, clock string) time.Time {
	moment, _ := improvement.Moment(day, clock, i18n.Location()) // in working hours, which every day has
	return moment
}

// add stores a meeting with the agenda and all members of the group.
func (m meetings) add(ctx context.Context, meeting improvement.Meeting, agenda improvement.Agenda) (improvement.Meeting, []improvement.AgendaItemID, error) {
	meeting.GroupID = m.group.ID
	if err := meeting.Check(); err != nil {
		return meeting, nil, err
	}
	id, err := m.tx.AddMeeting(ctx, meeting)
	if err != nil {
		return meeting, nil, err
	}
	var items []improvement.AgendaItemID
	for _, item := range agenda {
		item.GroupID, item.MeetingID = m.group.ID, id
		itemID, err := m.tx.AddAgendaItem(ctx, item)
		if err != nil {
			return meeting, nil, err
		}
		items = append(items, itemID)
	}
	for n, a := range m.file.Accounts {
		if p := m.participant(n, a); p.Organisation != "" {
			p.MeetingID = id
			if _, err := m.tx.AddParticipant(ctx, p); err != nil {
				return meeting, nil, err
			}
		}
	}
	stored, err := m.tx.Meeting(ctx, m.group.ID, id)
	return stored, items, err
}

// participant is the account's person as a participant; without an organisation for
// those who are of no unit.
func (m meetings) participant(n int, a demoAccount) improvement.Participant {
	p := improvement.Participant{GroupID: m.group.ID, PersonID: m.people[n].ID, Name: a.Name, Email: a.Email, Attended: improvement.AttendanceUnknown}
	for _, role := range a.Roles {
		if unit, ok := m.demo.people.units[role.Unit]; ok && p.Organisation == "" {
			p.Organisation, p.RegionID = unit.ShortName, unit.RegionID
		}
	}
	return p
}

// hold begins the minutes and says who came: those in absent did not, every third was
// there from afar, and the first of each region speaks for all of it.
func (m meetings) hold(ctx context.Context, meeting improvement.Meeting, absent map[string]bool) (improvement.Meeting, error) {
	list, err := m.tx.Participants(ctx, m.group.ID, meeting.ID)
	if err != nil {
		return meeting, err
	}
	speaks := map[org.RegionID]bool{}
	for n, p := range list {
		p.Attended = improvement.PresentThere
		switch {
		case absent[p.Email]:
			p.Attended = improvement.Absent
		case n%3 == 2:
			p.Attended = improvement.PresentRemotely
		}
		if p.RegionID != 0 && p.Attended.Came() && !speaks[p.RegionID] {
			speaks[p.RegionID], p.Mandate = true, "Mandat för hela länet"
		}
		if err := m.tx.SaveParticipant(ctx, p); err != nil {
			return meeting, err
		}
	}
	last, err := m.tx.LastMinutesNumber(ctx, m.group.ID, meeting.StartsAt.In(i18n.Location()).Year())
	if err != nil {
		return meeting, err
	}
	if err := meeting.BeginMinutes(last, meeting.EndsAt.In(i18n.Location())); err != nil {
		return meeting, err
	}
	if err := m.tx.SaveMeeting(ctx, meeting); err != nil {
		return meeting, err
	}
	return m.tx.Meeting(ctx, m.group.ID, meeting.ID)
}

// say writes what was said of the items, in their order.
func (m meetings) say(ctx context.Context, meeting org.MeetingID, said ...string) error {
	agenda, err := m.tx.Agenda(ctx, m.group.ID, meeting)
	if err != nil {
		return err
	}
	for n, text := range said {
		if text == "" {
			continue
		}
		agenda[n].Discussed = text
		if err := m.tx.SaveAgendaItem(ctx, agenda[n]); err != nil {
			return err
		}
	}
	return nil
}
