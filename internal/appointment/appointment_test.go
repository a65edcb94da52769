package appointment

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

var now = time.Date(2026, time.May, 4, 14, 2, 0, 0, time.UTC)

// event is a meeting in summer time that ends in winter's: the clock goes back between.
func event() Event {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic(err)
	}
	return Event{Meeting: improvement.Meeting{ID: 12, Title: "Möte, med komma; och\nrad", CallSequence: 3, Place: "Linköping",
		VideoLink: "https://video.exempel.se", StartsAt: time.Date(2026, 10, 24, 9, 0, 0, 0, zone), EndsAt: time.Date(2026, 10, 25, 9, 0, 0, 0, zone)},
		Words: "Provgruppen", URL: "https://samsyn.exempel.se/gruppen/moten/12", Organiser: org.Person{Name: "Sara Samman", Email: "sara@exempel.se"}}
}

// lines are the calendar's lines, unfolded (RFC 5545, 3.1).
func lines(t *testing.T, text string) map[string]bool {
	t.Helper()
	if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		t.Error("a line ends with LF alone")
	}
	for line := range strings.Lines(text) {
		if len(strings.TrimRight(line, "\r\n")) > 75 {
			t.Errorf("a line of %d octets: %s", len(line), line)
		}
	}
	found := map[string]bool{}
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n ", "")) {
		found[strings.TrimRight(line, "\r\n")] = true
	}
	if _, err := ics.ParseCalendar(strings.NewReader(text)); err != nil {
		t.Errorf("cannot be read: %v", err)
	}
	return found
}

func TestAnInvitation(t *testing.T) {
	to := improvement.Participant{Name: "Lena Läkare", Email: "lead@exempel.se"}
	found := lines(t, Request(event(), to, now))
	for _, want := range []string{"METHOD:REQUEST", "UID:mote-12@samsyn", "SEQUENCE:3", "DTSTAMP:20260504T140200Z", "STATUS:CONFIRMED",
		"DTSTART:20261024T070000Z", "DTEND:20261025T080000Z", `SUMMARY:Möte\, med komma\; och\nrad`, "LOCATION:Linköping",
		"ORGANIZER;CN=Sara Samman:mailto:sara@exempel.se",
		"ATTENDEE;CN=Lena Läkare;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:lead@exempel.se",
		`DESCRIPTION:Provgruppen\nhttps://video.exempel.se\nhttps://samsyn.exempel.se/gruppen/moten/12`, "URL:https://samsyn.exempel.se/gruppen/moten/12"} {
		if !found[want] {
			t.Errorf("no line %s among\n%v", want, found)
		}
	}
	found = lines(t, Cancel(event(), to, 4, now))
	for _, want := range []string{"METHOD:CANCEL", "UID:mote-12@samsyn", "SEQUENCE:4", "STATUS:CANCELLED", "ORGANIZER;CN=Sara Samman:mailto:sara@exempel.se"} {
		if !found[want] {
			t.Errorf("taken back: no line %s", want)
		}
	}
}

func TestAFileForACalendar(t *testing.T) {
	e := event()
	e.Meeting.Place, e.URL = "", ""
	found := lines(t, File(e, now))
	for _, want := range []string{"METHOD:PUBLISH", "LOCATION:https://video.exempel.se", `DESCRIPTION:Provgruppen\nhttps://video.exempel.se`} {
		if !found[want] {
			t.Errorf("no line %s among\n%v", want, found)
		}
	}
	for line := range found {
		if strings.HasPrefix(line, "ATTENDEE") || strings.HasPrefix(line, "ORGANIZER") || strings.HasPrefix(line, "URL") {
			t.Errorf("a line too much: %s", line)
		}
	}
}
