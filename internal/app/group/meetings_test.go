package group

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// swedish tells the time of the tests as clocks in Sweden do: 4 May 2026, 16:02.
func swedish() time.Time { return testgroup.Now.In(i18n.Location()) }

// meetingRoom is the room with an address, and what is done in it by the convener.
func meetingRoom(t *testing.T) (*testgroup.Fixture, *Room, org.Actor) {
	t.Helper()
	f := testgroup.New(t)
	return f, New(f.DB, swedish).WithBaseURL("https://samsyn.exempel.se"), f.Actor(testgroup.Convener)
}

// planned is a joint meeting in June.
func planned() improvement.Meeting {
	return improvement.Meeting{GroupID: testgroup.Group, Kind: improvement.JointMeeting, Title: "Gruppens möte", Place: "Linköping",
		StartsAt: time.Date(2026, time.June, 10, 9, 0, 0, 0, i18n.Location()), EndsAt: time.Date(2026, time.June, 10, 12, 0, 0, 0, i18n.Location())}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (room *Room) at(t *testing.T, actor org.Actor, id org.MeetingID) (MeetingPage, SeenMeeting) {
	t.Helper()
	p := must[MeetingPage](t)(room.Meeting(t.Context(), actor, testgroup.Group, id))
	return p, SeenMeeting{testgroup.Group, id, p.Meeting.Version}
}

func TestAMeetingIsPlannedFromItsSeries(t *testing.T) {
	f, room, convener := meetingRoom(t)
	ctx := t.Context()
	series := must[improvement.SeriesID](t)(room.CreateSeries(ctx, convener, improvement.Series{GroupID: testgroup.Group, Title: "Serien", Place: "Bo", Agenda: "Ett (10 min)\nTvå"}))
	if _, err := room.CreateNext(ctx, convener, testgroup.Group, series); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("the next of none: %v", err)
	}
	m := planned()
	m.SeriesID = series
	first := must[org.MeetingID](t)(room.CreateMeeting(ctx, convener, m))
	next := must[org.MeetingID](t)(room.CreateNext(ctx, convener, testgroup.Group, series))
	p, _ := room.at(t, convener, next)
	if got := p.Meeting.StartsAt.In(i18n.Location()).Format("2006-01-02 15:04"); got != "2026-09-09 09:00" || p.Meeting.Title != "Serien" || p.Meeting.Place != "Bo" {
		t.Errorf("the next is %s, %+v", got, p.Meeting)
	}
	if len(p.Agenda) != 2 || p.Agenda[0].Minutes != 10 {
		t.Errorf("agenda %+v", p.Agenda)
	}
	var names []string
	for _, part := range p.Participants {
		names = append(names, fmt.Sprintf("%s %d %s", part.Name, part.RegionID, part.Organisation))
	}
	if got := strings.Join(names, ", "); got != "Lena Läkare 1 Ala, Olle Ordförande 0 , Sara Samman 0 , Viktor Vård 2 Bo" {
		t.Errorf("participants %s", got)
	}
	list := must[Meetings](t)(room.Meetings(ctx, convener, MeetingsAsked{GroupID: testgroup.Group, Year: 2026}))
	if len(list.Coming) != 2 || list.Coming[0].ID != first || len(list.Past) != 0 || len(list.Series) != 1 {
		t.Errorf("%+v", list)
	}
	s, _, err := room.Series(ctx, convener, testgroup.Group, series)
	if err != nil {
		t.Fatal(err)
	}
	s.Active = false
	if err := room.SaveSeries(ctx, convener, s); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveSeries(ctx, convener, s); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("on an older version: %v", err)
	}
	if _, err := room.CreateNext(ctx, convener, testgroup.Group, series); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("the next of what is out of use: %v", err)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit`); got != "meeting.create_series meeting.create meeting.create meeting.save_series" {
		t.Errorf("log %s", got)
	}
}

// letters are the queued letters' receivers, subjects and methods with sequence.
func letters(f *testgroup.Fixture) string {
	return f.Text(`SELECT string_agg(concat_ws(' ', email, subject, substring(appointment FROM 'METHOD:(\w+)'), substring(appointment FROM 'SEQUENCE:(\d+)')), E'\n' ORDER BY id)
		FROM reminder WHERE occasion = 'letter'`)
}

func TestInvitationsGoToThoseWhoLackThem(t *testing.T) {
	f, room, convener := meetingRoom(t)
	ctx := t.Context()
	id := must[org.MeetingID](t)(room.CreateMeeting(ctx, convener, planned()))
	p, seen := room.at(t, convener, id)
	if err := room.AddAgendaItems(ctx, convener, seen, []improvement.AgendaItem{{Title: "Läget", Minutes: 20, Presenter: "Sara"}, {Title: "Övrigt"}}, nil); err != nil {
		t.Fatal(err)
	}
	guest := improvement.Participant{Name: "Gun Gäst", Email: "gun@exempel.se", Organisation: "Riket", Attended: improvement.AttendanceUnknown}
	silent := improvement.Participant{Name: "Utan Adress", Attended: improvement.AttendanceUnknown}
	if err := room.SaveParticipants(ctx, convener, seen, append(p.Participants[:2:2], guest, silent)); err != nil {
		t.Fatal(err)
	}
	call := func(everybody bool, want int) {
		t.Helper()
		_, seen := room.at(t, convener, id)
		if n, err := room.SendInvitations(ctx, convener, seen, everybody); err != nil || n != want {
			t.Errorf("%d invitations, want %d, %v", n, want, err)
		}
	}
	call(false, 3)
	call(false, 0)
	p, seen = room.at(t, convener, id)
	if p.Meeting.State != improvement.MeetingCalled || p.Meeting.CalledBy != testgroup.Convener {
		t.Errorf("%+v", p.Meeting)
	}
	moved := p.Meeting
	moved.EndsAt = moved.EndsAt.Add(time.Hour)
	if again, err := room.SaveMeeting(ctx, convener, moved); err != nil || !again {
		t.Errorf("moved: again %t, %v", again, err)
	}
	call(false, 3)
	call(true, 3)
	p, seen = room.at(t, convener, id)
	if err := room.SaveParticipants(ctx, convener, seen, p.Participants[1:]); err != nil {
		t.Fatal(err)
	}
	_, seen = room.at(t, convener, id)
	if told, err := room.CancelMeeting(ctx, convener, seen); err != nil || told != 2 {
		t.Errorf("%d told that it is called off, %v", told, err)
	}
	if got, want := letters(f), `lead@exempel.se Kallelse: Gruppens möte, 10 juni 2026 kl. 09:00–12:00 REQUEST 0
chair@exempel.se Kallelse: Gruppens möte, 10 juni 2026 kl. 09:00–12:00 REQUEST 0
gun@exempel.se Kallelse: Gruppens möte, 10 juni 2026 kl. 09:00–12:00 REQUEST 0
lead@exempel.se Ändrad kallelse: Gruppens möte, 10 juni 2026 kl. 09:00–13:00 REQUEST 1
chair@exempel.se Ändrad kallelse: Gruppens möte, 10 juni 2026 kl. 09:00–13:00 REQUEST 1
gun@exempel.se Ändrad kallelse: Gruppens möte, 10 juni 2026 kl. 09:00–13:00 REQUEST 1
lead@exempel.se Ändrad kallelse: Gruppens möte, 10 juni 2026 kl. 09:00–13:00 REQUEST 2
chair@exempel.se Ändrad kallelse: Gruppens möte, 10 juni 2026 kl. 09:00–13:00 REQUEST 2
gun@exempel.se Ändrad kallelse: Gruppens möte, 10 juni 2026 kl. 09:00–13:00 REQUEST 2
lead@exempel.se Inställt: Gruppens möte, 10 juni 2026 kl. 09:00–13:00 CANCEL 3
chair@exempel.se Inställt: Gruppens möte, 10 juni 2026 kl. 09:00–13:00 CANCEL 3
gun@exempel.se Inställt: Gruppens möte, 10 juni 2026 kl. 09:00–13:00 CANCEL 3`; got != want {
		t.Errorf("letters\n%s", got)
	}
	if got, want := f.Text(`SELECT body FROM reminder WHERE email = 'lead@exempel.se' ORDER BY id LIMIT 1`), `Hej Lena Läkare!

Du kallas till Gruppens möte, 10 juni 2026 kl. 09:00–12:00.
Plats: Linköping

Dagordning:
09:00  1. Läget (Sara)
2. Övrigt

Mer om mötet:
https://samsyn.exempel.se/gruppen/moten/`+fmt.Sprint(id)+`

Hälsningar
Sara Samman
Provgruppen`; got != want {
		t.Errorf("a letter:\n%s", got)
	}
	if got := f.Text(`SELECT body FROM reminder WHERE email = 'gun@exempel.se' ORDER BY id LIMIT 1`); strings.Contains(got, "samsyn.exempel.se") {
		t.Errorf("a guest is led to pages that cannot be opened:\n%s", got)
	}
	calendar, err := ics.ParseCalendar(strings.NewReader(f.Text(`SELECT appointment FROM reminder WHERE email = 'gun@exempel.se' ORDER BY id LIMIT 1`)))
	if err != nil {
		t.Fatal(err)
	}
	if starts, err := calendar.Events()[0].GetStartAt(); err != nil || !starts.Equal(planned().StartsAt) {
		t.Errorf("begins %v, %v", starts, err)
	}
	_, seen = room.at(t, convener, id)
	if _, err := room.SendInvitations(ctx, convener, seen, true); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("called to what is called off: %v", err)
	}
}

func TestParticipantsAreChecked(t *testing.T) {
	f, room, convener := meetingRoom(t)
	ctx := t.Context()
	id := must[org.MeetingID](t)(room.CreateMeeting(ctx, convener, planned()))
	p, seen := room.at(t, convener, id)
	wrong := append(p.Participants[:1:1], improvement.Participant{Email: "ingen adress", Attended: improvement.AttendanceUnknown})
	if got := problems(room.SaveParticipants(ctx, convener, seen, wrong)); got != "participant.1.name required, participant.1.email email_invalid" {
		t.Error(got)
	}
	outsider := improvement.Participant{PersonID: testgroup.Member, Name: "Lars", Attended: improvement.AttendanceUnknown}
	if err := room.SaveParticipants(ctx, convener, seen, []improvement.Participant{outsider}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("somebody who is not of the group: %v", err)
	}
	here := p.Participants[0]
	here.Attended, here.Mandate, here.Name = improvement.PresentRemotely, "Hela länet", "Ett annat namn"
	if err := room.SaveParticipants(ctx, convener, seen, []improvement.Participant{here}); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveParticipants(ctx, convener, seen, p.Participants); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("on an older version: %v", err)
	}
	if got := f.Text(`SELECT string_agg(concat_ws(' ', name, mandate, attended), ', ') FROM meeting_participant`); got != "Lena Läkare Hela länet remote" {
		t.Errorf("stored: %s", got)
	}
	if letters(f) != "" {
		t.Error("somebody who was never called is told not to come")
	}
}

func TestTheAgendaTakesQuestionsUp(t *testing.T) {
	f, room, convener := meetingRoom(t)
	ctx := t.Context()
	lead := f.Actor(testgroup.MedicalLead)
	asked := must[improvement.MatterID](t)(room.AskMatter(ctx, lead, improvement.Matter{GroupID: testgroup.Group, Title: "Hur gör ni?"}))
	id := must[org.MeetingID](t)(room.CreateMeeting(ctx, convener, planned()))
	_, seen := room.at(t, convener, id)
	if err := room.AddAgendaItems(ctx, convener, seen, []improvement.AgendaItem{{Title: "Först"}}, []improvement.MatterID{asked}); err != nil {
		t.Fatal(err)
	}
	if err := room.AddAgendaItems(ctx, convener, seen, nil, []improvement.MatterID{asked}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("taken up twice: %v", err)
	}
	p, _ := room.at(t, convener, id)
	if len(p.Agenda) != 2 || p.Agenda[1].Link != "/gruppen/fragor/"+fmt.Sprint(asked) || len(p.Matters) != 1 {
		t.Fatalf("%+v", p.Agenda)
	}
	if err := room.MoveAgendaItem(ctx, convener, seen, p.Agenda[1].ID, true); err != nil {
		t.Fatal(err)
	}
	item := p.Agenda[1]
	item.Minutes = 15
	if err := room.SaveAgendaItem(ctx, convener, item); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveAgendaItem(ctx, convener, item); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("on an older version: %v", err)
	}
	state := func() string { return f.Text(`SELECT state || coalesce(agenda_item_id::text, '') FROM matter`) }
	if got := state(); got != "on_agenda"+fmt.Sprint(item.ID) {
		t.Error(got)
	}
	if err := room.DeleteAgendaItem(ctx, convener, seen, item.ID); err != nil || state() != "open" {
		t.Errorf("after its item was taken away: %s, %v", state(), err)
	}
	if err := room.AddAgendaItems(ctx, convener, seen, nil, []improvement.MatterID{asked}); err != nil {
		t.Fatal(err)
	}
	_, seen = room.at(t, convener, id)
	if _, err := room.CancelMeeting(ctx, convener, seen); err != nil || state() != "open" {
		t.Errorf("after the meeting was called off: %s, %v", state(), err)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action NOT LIKE 'letter%'`); got !=
		"matter.ask meeting.create matter.take_up meeting.add_items meeting.move_item meeting.save_item meeting.delete_item matter.take_up meeting.add_items meeting.cancel" {
		t.Errorf("log %s", got)
	}
}

// Who is not to change anything is refused, and changes nothing.
func TestMeetingsAreForThoseWhoLeadThem(t *testing.T) {
	f, room, convener := meetingRoom(t)
	ctx := context.WithoutCancel(t.Context())
	id := must[org.MeetingID](t)(room.CreateMeeting(ctx, convener, planned()))
	_, seen := room.at(t, convener, id)
	before := f.Text(`SELECT concat((SELECT count(*) FROM audit), (SELECT version FROM meeting))`)
	for _, person := range []org.PersonID{testgroup.MedicalLead, testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		actor := f.Actor(person)
		_, created := room.CreateMeeting(ctx, actor, planned())
		_, saved := room.SaveMeeting(ctx, actor, improvement.Meeting{GroupID: testgroup.Group, ID: id, Version: seen.Version})
		_, cancelled := room.CancelMeeting(ctx, actor, seen)
		_, called := room.SendInvitations(ctx, actor, seen, false)
		_, series := room.CreateSeries(ctx, actor, improvement.Series{GroupID: testgroup.Group, Title: "S"})
		_, next := room.CreateNext(ctx, actor, testgroup.Group, 1)
		_, suggested := room.AgendaSuggestions(ctx, actor, planned())
		_, members := room.MeetingMembers(ctx, actor, testgroup.Group)
		_, task := room.AddAssignment(ctx, actor, improvement.Assignment{GroupID: testgroup.Group, Title: "T", DueOn: testgroup.Now})
		for what, err := range map[string]error{"creates": created, "saves": saved, "cancels": cancelled, "calls": called, "adds a series": series, "plans the next": next,
			"is suggested": suggested, "reads addresses": members, "adds a task": task, "adds an item": room.AddAgendaItems(ctx, actor, seen, nil, nil),
			"invites": room.SaveParticipants(ctx, actor, seen, nil), "begins": room.BeginMinutes(ctx, actor, seen), "publishes": room.PublishMinutes(ctx, actor, seen),
			"writes": room.SaveMinutes(ctx, actor, MinutesEdit{GroupID: testgroup.Group, MeetingID: id})} {
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("person %d %s: %v", person, what, err)
			}
		}
		_, err := room.Meeting(ctx, actor, testgroup.Group, id)
		want := map[org.PersonID]error{testgroup.MedicalLead: nil, testgroup.Member: fault.ErrNotFound}
		if expected, said := want[person]; said && !errors.Is(err, expected) || !said && !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d reads: %v", person, err)
		}
	}
	if got := f.Text(`SELECT concat((SELECT count(*) FROM audit), (SELECT version FROM meeting))`); got != before {
		t.Errorf("a refused person left traces: %s, before %s", got, before)
	}
	other := f.Actor(testgroup.Other)
	if err := room.db.Read(ctx, func(tx *postgres.Tx) error { _, err := tx.Meeting(ctx, testgroup.OtherGroup, id); return err }); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("through another group, by %s: %v", other.Person.Name, err)
	}
}
