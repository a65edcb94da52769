package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MeetingsAsked is which meetings to list.
type MeetingsAsked struct {
	GroupID org.GroupID
	Year    int                     // zero for all
	Kind    improvement.MeetingKind // "" for all
	Page    int                     // of those that have been, from 1
}

// MeetingsPage is how many meetings that have been stand on a page.
const MeetingsPage = 25

// mostComing is how many meetings to come are listed.
const mostComing = 100

// Meetings is a group's meetings.
type Meetings struct {
	// Coming are those that have not ended, the next first; readers outside the group
	// see none.
	Coming []improvement.Meeting
	Past   []improvement.Meeting // a page of the others, the latest first
	Count  int                   // how many those are in all
	Years  []int                 // that there are meetings in, the latest first
	Series []improvement.Series  // those in use
}

// Meetings lists the group's meetings. Readers outside the group see those whose
// minutes are published.
func (room *Room) Meetings(ctx context.Context, actor org.Actor, asked MeetingsAsked) (Meetings, error) {
	var list Meetings
	if !actor.May(org.ViewWork, asked.GroupID, 0) {
		return list, fault.ErrForbidden
	}
	inside, now := actor.May(org.Discuss, asked.GroupID, 0), room.now()
	q := postgres.MeetingsAsked{GroupID: asked.GroupID, Kind: asked.Kind, Published: !inside, From: yearBegins(1990), To: yearBegins(2201)}
	if asked.Year != 0 {
		q.From, q.To = yearBegins(asked.Year), yearBegins(asked.Year+1)
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if list.Years, err = tx.MeetingYears(ctx, asked.GroupID, q.Published); err != nil {
			return err
		}
		today := midnight(now)
		coming, past := q, q
		coming.From, coming.Most = later(q.From, today), mostComing
		past.To, past.Backwards = earlier(q.To, today), true
		past.Most, past.First = MeetingsPage, (max(asked.Page, 1)-1)*MeetingsPage
		if list.Coming, err = tx.Meetings(ctx, coming); err != nil {
			return err
		}
		if list.Past, err = tx.Meetings(ctx, past); err != nil {
			return err
		}
		if list.Count, err = tx.MeetingCount(ctx, past); err != nil || !inside {
			return err
		}
		list.Series, err = seriesInUse(ctx, tx, asked.GroupID)
		return err
	})
	return list, err
}

// yearBegins is when the year begins where the clinics are.
func yearBegins(year int) time.Time {
	return time.Date(year, time.January, 1, 0, 0, 0, 0, i18n.Location())
}

// midnight is when the day of the moment began where the clinics are.
func midnight(now time.Time) time.Time {
	y, m, d := now.In(i18n.Location()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, i18n.Location())
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
