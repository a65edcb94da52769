package postgres_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// hours is a moment so many hours after noon.
func hours(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }

// meeting is a bare one, that begins so many hours after noon.
func (w *world) meeting(at int) improvement.Meeting {
	m := improvement.Meeting{GroupID: w.full, Kind: improvement.WorkingMeeting, Title: fmt.Sprintf("Möte %d", at), StartsAt: hours(at), EndsAt: hours(at + 1)}
	m.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (org.MeetingID, error) { return tx.AddMeeting(ctx, m) })
	m.State, m.Version, m.MinutesVersion = improvement.MeetingPlanned, 1, 1
	return m
}

func (w *world) readMeeting(id org.MeetingID) improvement.Meeting {
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.Meeting, error) {
		return tx.Meeting(ctx, w.full, id)
	})
}

func TestMeetings(t *testing.T) {
	w := newWorld(t)
	series := made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.SeriesID, error) {
		return tx.AddMeetingSeries(ctx, improvement.Series{GroupID: w.full, Title: "Serien"})
	})
	bare := w.meeting(1)
	same(t, "bare", w.readMeeting(bare.ID), bare)
	save := func(m improvement.Meeting) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMeeting(ctx, m) }
	}
	whole := improvement.Meeting{GroupID: w.full, SeriesID: series, Kind: improvement.JointMeeting, Title: "Hela", StartsAt: hours(5), EndsAt: hours(7),
		Place: "Ala", VideoLink: "https://video.exempel.se", ConnectedTo: "Höstmötet"}
	whole.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (org.MeetingID, error) { return tx.AddMeeting(ctx, whole) })
	called := noon
	whole.State, whole.CallSequence, whole.CalledAt, whole.CalledBy = improvement.MeetingHeld, 2, &called, w.anna
	whole.MinutesYear, whole.MinutesNumber, whole.Version, whole.MinutesVersion = 2026, 4, 1, 1
	w.write(save(whole))
	w.refused("a version that is not the latest", fault.ErrConflict, save(whole))
	whole.Version, whole.MinutesText = 2, "Inledning"
	text := func(m improvement.Meeting) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMinutesText(ctx, m) }
	}
	w.write(text(whole))
	w.refused("words on an older version", fault.ErrConflict, text(whole))
	whole.MinutesVersion = 2
	same(t, "whole", w.readMeeting(whole.ID), whole)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		locked, err := tx.LockMeeting(ctx, w.full, whole.ID)
		same(t, "locked", locked, whole)
		return err
	})
	same(t, "the highest number", fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) {
		return tx.LastMinutesNumber(ctx, w.full, 2026)
	}), 4)
	same(t, "of a year without", fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) {
		return tx.LastMinutesNumber(ctx, w.full, 2025)
	}), 0)
	other := bare
	other.State, other.MinutesYear, other.MinutesNumber = improvement.MeetingHeld, 2026, 4
	w.refused("a number that is taken", fault.ErrConflict, save(other))
	whole.PublishedAt, whole.PublishedBy = &called, w.bert
	w.write(save(whole))
	whole.Version = 3
	w.refused("what is published", fault.ErrConflict, save(whole))
	w.refused("the words of what is published", fault.ErrConflict, text(whole))
	bare.GroupID = w.bare
	w.refused("another group's", fault.ErrConflict, save(bare))
	w.refused("another group's, to read", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Meeting(ctx, w.bare, whole.ID)
		return err
	})
	w.refused("a series of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddMeeting(ctx, improvement.Meeting{GroupID: w.bare, SeriesID: series, Kind: improvement.JointMeeting, Title: "M", StartsAt: noon, EndsAt: hours(1)})
		return err
	})
}

func TestListsOfMeetings(t *testing.T) {
	w := newWorld(t)
	first, second, third := w.meeting(1), w.meeting(30), w.meeting(24*400)
	list := func(q postgres.MeetingsAsked) string {
		var titles []string
		for _, m := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Meeting, error) { return tx.Meetings(ctx, q) }) {
			titles = append(titles, m.Title)
		}
		count := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.MeetingCount(ctx, q) })
		return fmt.Sprint(strings.Join(titles, ", "), " of ", count)
	}
	all := postgres.MeetingsAsked{GroupID: w.full, From: hours(0), To: hours(24 * 500), Most: 10}
	same(t, "by time", list(all), "Möte 1, Möte 30, Möte 9600 of 3")
	back := all
	back.Backwards, back.Most, back.First, back.To = true, 1, 1, third.StartsAt
	same(t, "a page, backwards", list(back), "Möte 1 of 2")
	kind := all
	kind.Kind = improvement.JointMeeting
	same(t, "of another kind", list(kind), " of 0")
	published := all
	published.Published = true
	same(t, "published", list(published), " of 0")
	w.exec(`UPDATE meeting SET state = 'held', minutes_year = 2026, minutes_number = 1, published_at = starts_at WHERE id = $1`, first.ID)
	same(t, "published then", list(published), "Möte 1 of 1")
	years := func(published bool) []int {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int, error) {
			return tx.MeetingYears(ctx, w.full, published)
		})
	}
	same(t, "years", years(false), []int{third.StartsAt.Year(), first.StartsAt.Year()})
	same(t, "years of what is published", years(true), []int{first.StartsAt.Year()})

	mine := func(from time.Time) string {
		var titles []string
		for _, m := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Meeting, error) {
			return tx.PersonsMeetings(ctx, w.anna, []org.GroupID{w.full}, from)
		}) {
			titles = append(titles, m.Title)
		}
		return strings.Join(titles, ", ")
	}
	for _, m := range []improvement.Meeting{first, second, third} {
		m := m
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.AddParticipant(ctx, improvement.Participant{GroupID: w.full, MeetingID: m.ID, PersonID: w.anna, Name: "Anna", Attended: improvement.AttendanceUnknown})
			return err
		})
	}
	w.exec(`UPDATE meeting SET state = 'cancelled' WHERE id = $1`, third.ID)
	same(t, "one's own", mine(hours(0)), "Möte 1, Möte 30")
	same(t, "that are not over", mine(hours(3)), "Möte 30")
}

func TestSeriesOfMeetings(t *testing.T) {
	w := newWorld(t)
	read := func() []improvement.Series {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Series, error) {
			return tx.MeetingSeries(ctx, w.full)
		})
	}
	s := improvement.Series{GroupID: w.full, Title: "Ö", Place: "Ala", VideoLink: "https://video.exempel.se", Agenda: "Ett\nTvå", Active: true, Version: 1}
	s.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.SeriesID, error) {
		return tx.AddMeetingSeries(ctx, s)
	})
	same(t, "added", read(), []improvement.Series{s})
	save := func(s improvement.Series) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMeetingSeries(ctx, s) }
	}
	s.Title, s.Active, s.Agenda = "Å", false, ""
	w.write(save(s))
	w.refused("an older version", fault.ErrConflict, save(s))
	s.Version = 2
	same(t, "changed", read(), []improvement.Series{s})
	first, second, third := w.meeting(1), w.meeting(2), w.meeting(3)
	w.exec(`UPDATE meeting SET series_id = $1`, s.ID)
	w.exec(`UPDATE meeting SET state = 'cancelled' WHERE id = $1`, third.ID)
	latest := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Meeting, error) {
		return tx.LatestOfSeries(ctx, w.full, s.ID)
	})
	if len(latest) != 2 || latest[0].ID != first.ID || latest[1].ID != second.ID {
		t.Errorf("the latest are %+v", latest)
	}
}

func TestAgendas(t *testing.T) {
	w := newWorld(t)
	m := w.meeting(1)
	read := func() improvement.Agenda {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.Agenda, error) {
			return tx.Agenda(ctx, w.full, m.ID)
		})
	}
	bare := improvement.AgendaItem{GroupID: w.full, MeetingID: m.ID, Title: "Bara rubrik"}
	whole := improvement.AgendaItem{GroupID: w.full, MeetingID: m.ID, Title: "Hela", Note: "Mer", Link: "/mal", Presenter: "Anna", Minutes: 20}
	for n, item := range []*improvement.AgendaItem{&bare, &whole} {
		item.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.AgendaItemID, error) {
			return tx.AddAgendaItem(ctx, *item)
		})
		item.Position, item.Version = n+1, 1
	}
	same(t, "in order", read(), improvement.Agenda{bare, whole})
	save := func(i improvement.AgendaItem) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveAgendaItem(ctx, i) }
	}
	whole.Discussed, whole.Minutes = "Det sades", 0
	w.write(save(whole))
	w.refused("an older version", fault.ErrConflict, save(whole))
	whole.Version = 2
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.OrderAgenda(ctx, w.full, m.ID, improvement.Agenda{bare, whole}.Moved(bare.ID, false))
	})
	bare.Position, whole.Position = 2, 1
	same(t, "moved", read(), improvement.Agenda{whole, bare})
	remove := func(i improvement.AgendaItem) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteAgendaItem(ctx, i) }
	}
	stale := whole
	stale.Version = 1
	w.refused("removing what has changed", fault.ErrConflict, remove(stale))
	w.write(remove(whole))
	same(t, "what is left", read(), improvement.Agenda{bare})
}

func TestParticipants(t *testing.T) {
	w := newWorld(t)
	m := w.meeting(1)
	read := func() []improvement.Participant {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Participant, error) {
			return tx.Participants(ctx, w.full, m.ID)
		})
	}
	guest := improvement.Participant{GroupID: w.full, MeetingID: m.ID, Name: "Alva Gäst", Attended: improvement.AttendanceUnknown}
	member := improvement.Participant{GroupID: w.full, MeetingID: m.ID, PersonID: w.bert, Name: "Bert", Email: "bert@exempel.se", Organisation: "Bo",
		RegionID: fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.RegionID, error) {
			units, err := tx.Units(ctx, w.full)
			return units[0].RegionID, err
		}), Mandate: "Hela länet", Attended: improvement.PresentRemotely}
	for _, p := range []*improvement.Participant{&guest, &member} {
		p.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.ParticipantID, error) {
			return tx.AddParticipant(ctx, *p)
		})
	}
	same(t, "guests last", read(), []improvement.Participant{member, guest})
	w.refused("the same person twice", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddParticipant(ctx, member)
		return err
	})
	sequence := 3
	member.CalledSequence, member.Attended, member.RegionID = &sequence, improvement.Absent, 0
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveParticipant(ctx, member) })
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteParticipant(ctx, guest) })
	same(t, "changed", read(), []improvement.Participant{member})
	w.refused("somebody who is gone", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteParticipant(ctx, guest) })
}
