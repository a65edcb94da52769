// Package appointment writes meetings as iCalendar (RFC 5545), for calendars: in an
// invitation (RFC 5546), in a file to save, in somebody's calendar of all meetings. It
// must not know SQL, HTTP or who may see a meeting.
package appointment

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// Event is a meeting as a calendar shows it. Times are written in UTC, which every
// calendar turns into its reader's own, whatever it knows of time zones.
type Event struct {
	Meeting improvement.Meeting
	// Words are more about it, in lines.
	Words string
	// URL is where the meeting can be read, a whole address; "" when that is not known.
	URL string
	// Organiser is to whom answers go; without an address there is none.
	Organiser org.Person
}

// UID names the meeting in every calendar, for as long as there is one.
func UID(id org.MeetingID) string { return "mote-" + strconv.FormatInt(int64(id), 10) + "@samsyn" }

// Request invites somebody to the meeting, or tells of its change: an invitation with
// the same UID and a higher SEQUENCE takes the place of the one before.
func Request(e Event, to improvement.Participant, now time.Time) string {
	return invitation(e, to, ics.MethodRequest, now)
}

// Cancel takes an invitation back: the meeting is called off, or the person is not to
// come. sequence is higher than that of the invitation.
func Cancel(e Event, to improvement.Participant, sequence int, now time.Time) string {
	e.Meeting.CallSequence, e.Meeting.State = sequence, improvement.MeetingCancelled
	return invitation(e, to, ics.MethodCancel, now)
}

func invitation(e Event, to improvement.Participant, method ics.Method, now time.Time) string {
	calendar := ics.NewCalendarFor("Samsyn")
	calendar.SetMethod(method)
	event := Add(calendar, e, now)
	if e.Organiser.Email != "" {
		event.SetOrganizer(mailto(e.Organiser.Email), ics.WithCN(e.Organiser.Name))
	}
	event.AddAttendee(mailto(to.Email), ics.WithCN(to.Name), ics.CalendarUserTypeIndividual,
		ics.ParticipationRoleReqParticipant, ics.ParticipationStatusNeedsAction, rsvp(method == ics.MethodRequest))
	return calendar.Serialize(ics.WithNewLineWindows)
}

// rsvp asks for an answer, or does not: in capitals, as RFC 5545 writes it and some
// calendars want it.
func rsvp(asked bool) ics.PropertyParameter {
	return &ics.KeyValues{Key: string(ics.ParameterRsvp), Value: []string{strings.ToUpper(strconv.FormatBool(asked))}}
}

// mailto is the address as a calendar user address; an @ stands for itself there.
func mailto(address string) string { return (&url.URL{Scheme: "mailto", Opaque: address}).String() }

// File is the meeting as a file to open in a calendar.
func File(e Event, now time.Time) string {
	calendar := ics.NewCalendarFor("Samsyn")
	calendar.SetMethod(ics.MethodPublish)
	Add(calendar, e, now)
	return calendar.Serialize(ics.WithNewLineWindows)
}

// Add puts the meeting into the calendar.
func Add(calendar *ics.Calendar, e Event, now time.Time) *ics.VEvent {
	m := e.Meeting
	event := calendar.AddEvent(UID(m.ID))
	event.SetDtStampTime(now.UTC())
	event.SetSequence(m.CallSequence)
	event.SetStartAt(m.StartsAt)
	event.SetEndAt(m.EndsAt)
	event.SetSummary(m.Title)
	status := ics.ObjectStatusConfirmed
	if m.State == improvement.MeetingCancelled {
		status = ics.ObjectStatusCancelled
	}
	event.SetStatus(status)
	switch {
	case m.Place != "":
		event.SetLocation(m.Place)
	case m.VideoLink != "":
		event.SetLocation(m.VideoLink)
	}
	words := e.Words
	for _, line := range []string{m.VideoLink, e.URL} {
		if line != "" {
			words += "\n" + line
		}
	}
	if words != "" {
		event.SetDescription(words)
	}
	if e.URL != "" {
		event.SetURL(e.URL)
	}
	return event
}
