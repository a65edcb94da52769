package improvement

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
)

var stockholm = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic(err)
	}
	return zone
}()

// fields are the fields with problems, in one line.
func fields(err error) string {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return fmt.Sprint(err)
	}
	var list []string
	for _, p := range invalid.Problems {
		list = append(list, p.Field+" "+p.Code)
	}
	return strings.Join(list, ", ")
}

func sound() Meeting {
	return Meeting{GroupID: 1, Kind: JointMeeting, Title: "Möte", StartsAt: time.Date(2026, 10, 14, 9, 0, 0, 0, stockholm),
		EndsAt: time.Date(2026, 10, 14, 15, 0, 0, 0, stockholm), State: MeetingPlanned}
}

func TestWhatAMeetingMayBe(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Meeting)
		want   string
	}{
		"sound":             {func(*Meeting) {}, "<nil>"},
		"with a link":       {func(m *Meeting) { m.VideoLink = "https://video.exempel.se/rum?p=1" }, "<nil>"},
		"no kind, no title": {func(m *Meeting) { m.Kind, m.Title = "other", " " }, "kind required, title required"},
		"backwards":         {func(m *Meeting) { m.EndsAt = m.StartsAt }, "ends ends_before_start"},
		"an open link":      {func(m *Meeting) { m.VideoLink = "http://video.exempel.se" }, "video_link link_https"},
		"a script":          {func(m *Meeting) { m.VideoLink = "javascript:alert(1)" }, "video_link link_https"},
		"no host":           {func(m *Meeting) { m.VideoLink = "https://" }, "video_link link_https"},
		"a child's number":  {func(m *Meeting) { m.ConnectedTo = "20121212-1212" }, "connected_to personal_number"},
	} {
		m := sound()
		test.change(&m)
		if got := fields(m.Check()); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

func TestMomentsByTheClock(t *testing.T) {
	for _, test := range []struct {
		day   time.Time
		clock string
		want  string // in UTC, "" for none
	}{
		{day(2026, 10, 14), "09:00", "2026-10-14 07:00"}, // summer time
		{day(2026, 11, 14), "9:05", "2026-11-14 08:05"},
		{day(2026, 11, 14), "09.30", "2026-11-14 08:30"},
		{day(2026, 3, 29), "02:30", ""}, // the clock goes from two to three
		{day(2026, 3, 29), "03:00", "2026-03-29 01:00"},
		{day(2026, 10, 25), "02:30", "2026-10-25 00:30"}, // there are two; the first
		{day(2026, 10, 25), "03:00", "2026-10-25 02:00"},
		{day(2026, 10, 14), "25:00", ""}, {day(2026, 10, 14), "nio", ""}, {day(2026, 10, 14), "", ""},
	} {
		at, ok := Moment(test.day, test.clock, stockholm)
		got := ""
		if ok {
			got = at.UTC().Format("2006-01-02 15:04")
		}
		if got != test.want {
			t.Errorf("%s %s: %q, want %q", test.day.Format(time.DateOnly), test.clock, got, test.want)
		}
	}
}

func TestMinutesAreNumberedByYear(t *testing.T) {
	m := sound()
	before, after := time.Date(2026, 10, 13, 23, 59, 0, 0, stockholm), time.Date(2026, 10, 14, 0, 1, 0, 0, stockholm)
	if err := m.BeginMinutes(2, before); !errors.Is(err, fault.ErrWrongState) || m.MinutesName() != "" {
		t.Errorf("the day before: %v, %q", err, m.MinutesName())
	}
	if err := m.Publish(after, 3); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("published before they were begun: %v", err)
	}
	if err := m.BeginMinutes(2, after); err != nil || m.MinutesName() != "2026:3" || m.State != MeetingHeld || m.Ahead() {
		t.Errorf("on the day: %v, %+v", err, m)
	}
	if err := m.BeginMinutes(3, after); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("twice: %v", err)
	}
	if err := m.Publish(after, 3); err != nil || !m.Published() || m.PublishedBy != 3 {
		t.Errorf("published: %v, %+v", err, m)
	}
	if err := m.Publish(after, 3); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("published twice: %v", err)
	}
	// New Year's Eve in Sweden is still the year before in UTC.
	eve := Meeting{StartsAt: time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC), EndsAt: time.Date(2027, 1, 1, 1, 0, 0, 0, time.UTC), State: MeetingCalled}
	if err := eve.BeginMinutes(0, time.Date(2027, 1, 1, 10, 0, 0, 0, stockholm)); err != nil || eve.MinutesName() != "2027:1" {
		t.Errorf("at the turn of the year: %v, %s", err, eve.MinutesName())
	}
	off := sound()
	off.State = MeetingCancelled
	if err := off.BeginMinutes(0, after); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("of one that is called off: %v", err)
	}
}

func TestTheNextOfASeries(t *testing.T) {
	s := Series{ID: 4, GroupID: 1, Title: "Gruppens möte", Place: "Linköping", VideoLink: "https://video.exempel.se"}
	now := time.Date(2026, 9, 1, 12, 0, 0, 0, stockholm)
	if _, ok := s.Next(nil, now); ok {
		t.Error("nothing says when")
	}
	first := sound() // 14 October, 9 to 15, summer time
	next, ok := s.Next([]Meeting{first}, now)
	if want := time.Date(2027, 1, 13, 9, 0, 0, 0, stockholm); !ok || !next.StartsAt.Equal(want) || next.StartsAt.Weekday() != first.StartsAt.Weekday() {
		t.Errorf("after one alone: %v, want %v", next.StartsAt, want)
	}
	if next.Title != s.Title || next.Place != s.Place || next.VideoLink != s.VideoLink || next.Kind != JointMeeting || next.SeriesID != 4 ||
		next.EndsAt.Sub(next.StartsAt) != 6*time.Hour || next.Check() != nil {
		t.Errorf("it has %+v", next)
	}
	second := first
	second.StartsAt, second.EndsAt = first.StartsAt.AddDate(0, 0, 14), first.EndsAt.AddDate(0, 0, 14) // winter time now
	if next, _ = s.Next([]Meeting{first, second}, now); !next.StartsAt.Equal(time.Date(2026, 11, 11, 9, 0, 0, 0, stockholm)) {
		t.Errorf("two weeks after, by the clock: %v", next.StartsAt)
	}
	late := time.Date(2027, 2, 3, 8, 0, 0, 0, stockholm) // that day would be one, but it has come
	if next, _ = s.Next([]Meeting{first, second}, late); !next.StartsAt.Equal(time.Date(2027, 2, 17, 9, 0, 0, 0, stockholm)) {
		t.Errorf("not before tomorrow: %v", next.StartsAt)
	}
}

func TestInvitationsThatSaySomethingElse(t *testing.T) {
	m := sound()
	other := m
	other.ConnectedTo, other.Kind = "Höstmötet", WorkingMeeting
	if m.CalledAnew(other) {
		t.Error("a change that calendars do not show")
	}
	other.EndsAt = other.EndsAt.Add(time.Minute)
	if !m.CalledAnew(other) {
		t.Error("another end")
	}
	zero, one := 0, 1
	called := sound()
	called.CallSequence = 1
	for name, test := range map[string]struct {
		p    Participant
		want bool
	}{
		"new": {Participant{Email: "a@exempel.se"}, true}, "has an older": {Participant{Email: "a@exempel.se", CalledSequence: &zero}, true},
		"has it": {Participant{Email: "a@exempel.se", CalledSequence: &one}, false}, "no address": {Participant{}, false},
	} {
		if got := test.p.NeedsCall(called); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
