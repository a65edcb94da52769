package group

import (
	"context"
	"fmt"
	"strings"

	"samsyn/internal/app/letter"
	"samsyn/internal/appointment"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SendInvitations puts an invitation, with the agenda and an appointment for the
// calendar, into the queue for each participant who has not got the meeting as it is
// now; with everybody also for those who have, as when the agenda is another. It gives
// how many there are to be sent to. Guests without an address are passed over.
func (room *Room) SendInvitations(ctx context.Context, actor org.Actor, seen SeenMeeting, everybody bool) (called int, err error) {
	err = room.changeMeeting(ctx, actor, seen, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		called = 0
		if !m.Ahead() || m.EndsAt.Before(room.now()) {
			return nil, fault.ErrWrongState
		}
		before, at := m, room.now()
		if everybody && m.State == improvement.MeetingCalled {
			m.CallSequence++
		}
		m.State, m.CalledAt = improvement.MeetingCalled, &at
		if m.CalledBy == 0 {
			m.CalledBy = actor.Person.ID
		}
		to, err := tx.Participants(ctx, m.GroupID, m.ID)
		if err != nil {
			return nil, err
		}
		post, err := room.newPost(ctx, tx, actor, m)
		if err != nil {
			return nil, err
		}
		for _, p := range to {
			if !p.NeedsCall(m) {
				continue
			}
			if _, err := letter.Queue(ctx, tx, letter.Queued{At: at, By: actor}, post.call(p)); err != nil {
				return nil, err
			}
			called++
			sequence := m.CallSequence
			p.CalledSequence = &sequence
			if err := tx.SaveParticipant(ctx, p); err != nil {
				return nil, err
			}
		}
		if called == 0 {
			return nil, nil
		}
		return &postgres.AuditEntry{Action: "meeting.call", Before: keptMeeting(before), After: keptMeeting(m)}, tx.SaveMeeting(ctx, m)
	})
	return called, err
}

// tellCancelled puts a letter into the queue for each of the participants (nil for all)
// who has got an invitation, that takes it back. m has the sequence of the letter.
func (room *Room) tellCancelled(ctx context.Context, tx *postgres.Tx, actor org.Actor, m improvement.Meeting, to []improvement.Participant) (told int, err error) {
	if m.StartsAt.Before(room.now()) {
		return 0, nil
	}
	post, err := room.newPost(ctx, tx, actor, m)
	if err != nil {
		return 0, err
	}
	if to == nil {
		if to, err = tx.Participants(ctx, m.GroupID, m.ID); err != nil {
			return 0, err
		}
	}
	for _, p := range to {
		if p.CalledSequence == nil || p.Email == "" {
			continue
		}
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: actor}, post.cancel(p)); err != nil {
			return told, err
		}
		told++
	}
	return told, nil
}

// post writes the letters about one meeting. They are always written in Swedish.
type post struct {
	meeting improvement.Meeting
	group   org.Group
	agenda  improvement.Agenda
	event   appointment.Event
	sender  org.Person
	room    *Room
	swedish context.Context
}

func (room *Room) newPost(ctx context.Context, tx *postgres.Tx, actor org.Actor, m improvement.Meeting) (post, error) {
	p := post{meeting: m, sender: actor.Person, room: room, swedish: i18n.WithLanguage(ctx, i18n.Swedish)}
	var err error
	if p.group, err = tx.Group(ctx, m.GroupID); err != nil {
		return p, err
	}
	if p.agenda, err = tx.Agenda(ctx, m.GroupID, m.ID); err != nil {
		return p, err
	}
	organiser := actor.Person
	if m.CalledBy != 0 && m.CalledBy != organiser.ID {
		if organiser, err = tx.Person(ctx, m.CalledBy); err != nil {
			return p, err
		}
	}
	p.event = appointment.Event{Meeting: m, Words: p.group.Name, URL: p.url(), Organiser: organiser}
	return p, nil
}

// url is where the meeting can be read; "" when nobody knows where the site is.
func (p post) url() string {
	if p.room.base == "" {
		return ""
	}
	return letter.URL(p.room.base, fmt.Sprintf("/gruppen/moten/%d", p.meeting.ID))
}

// about tells the letter apart from others about the meeting to the same person.
func (p post) about(to improvement.Participant, sequence int) string {
	return fmt.Sprintf("meeting %d %d %d", p.meeting.ID, sequence, to.ID)
}

func (p post) call(to improvement.Participant) letter.Letter {
	subject, first := "Kallelse: ", "Du kallas till "
	if to.CalledSequence != nil {
		subject, first = "Ändrad kallelse: ", "Kallelsen är ändrad. Så här gäller den nu: "
	}
	lines := []string{"Hej " + to.Name + "!", "", first + p.meeting.Title + ", " + p.when() + "."}
	lines = append(lines, p.where()...)
	if agenda := p.agendaLines(); len(agenda) > 0 {
		lines = append(append(lines, "", "Dagordning:"), agenda...)
	}
	if url := p.url(); url != "" && !to.Guest() {
		lines = append(lines, "", "Mer om mötet:", url)
	}
	return p.letter(to, subject+p.meeting.Title+", "+p.when(), lines, p.meeting.CallSequence,
		appointment.Request(p.event, to, p.room.now()))
}

func (p post) cancel(to improvement.Participant) letter.Letter {
	lines := []string{"Hej " + to.Name + "!", "", p.meeting.Title + ", " + p.when() + ", är inställt för dig."}
	if p.meeting.State == improvement.MeetingCancelled {
		lines[2] = p.meeting.Title + ", " + p.when() + ", är inställt."
	}
	return p.letter(to, "Inställt: "+p.meeting.Title+", "+p.when(), lines, p.meeting.CallSequence,
		appointment.Cancel(p.event, to, p.meeting.CallSequence, p.room.now()))
}

func (p post) letter(to improvement.Participant, subject string, lines []string, sequence int, calendar string) letter.Letter {
	lines = append(lines, "", "Hälsningar", p.sender.Name, p.group.Name)
	return letter.Letter{GroupID: p.meeting.GroupID, To: org.Person{ID: to.PersonID, Name: to.Name, Email: to.Email},
		About: p.about(to, sequence), Subject: subject, Body: strings.Join(lines, "\n"), Appointment: calendar}
}

// when is the meeting's day and hours: "9 december 2026 kl. 09:00–15:30".
func (p post) when() string {
	starts, ends := p.meeting.StartsAt, p.meeting.EndsAt
	text := i18n.LongDate(p.swedish, starts) + " kl. " + i18n.Clock(p.swedish, starts) + "–"
	if i18n.Date(p.swedish, starts) != i18n.Date(p.swedish, ends) {
		text += i18n.LongDate(p.swedish, ends) + " kl. "
	}
	return text + i18n.Clock(p.swedish, ends)
}

func (p post) where() []string {
	var lines []string
	for _, f := range [][2]string{{"Plats: ", p.meeting.Place}, {"Videolänk: ", p.meeting.VideoLink}, {"I samband med: ", p.meeting.ConnectedTo}} {
		if f[1] != "" {
			lines = append(lines, f[0]+f[1])
		}
	}
	return lines
}

func (p post) agendaLines() []string {
	var lines []string
	clock := p.agenda.Clock(p.meeting.StartsAt)
	for n, item := range p.agenda {
		line := fmt.Sprintf("%d. %s", n+1, item.Title)
		if !clock[n].IsZero() && item.Minutes > 0 {
			line = i18n.Clock(p.swedish, clock[n]) + "  " + line
		}
		if item.Presenter != "" {
			line += " (" + item.Presenter + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

// MeetingFile is the meeting as a file to open in a calendar, for those inside the
// group.
func (room *Room) MeetingFile(ctx context.Context, actor org.Actor, group org.GroupID, id org.MeetingID) (string, error) {
	if !actor.May(org.Discuss, group, 0) {
		return "", fault.ErrForbidden
	}
	var text string
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		m, err := tx.Meeting(ctx, group, id)
		if err != nil {
			return err
		}
		p, err := room.newPost(ctx, tx, actor, m)
		text = appointment.File(p.event, room.now())
		return err
	})
	return text, err
}
