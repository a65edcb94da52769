package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Series is meetings that come again: what the next one begins with.
type Series struct {
	ID        SeriesID
	GroupID   org.GroupID
	Title     string
	Place     string
	VideoLink string
	Agenda    string // the usual one, an item on each line; see UsualAgenda
	Active    bool
	Version   int
}

// Check lists what is wrong with the series at its fields, or nil.
func (s Series) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", s.Title, 200)
	quality.FreeText(&v, "place", s.Place, 200)
	checkVideoLink(&v, s.VideoLink)
	quality.FreeText(&v, "agenda", s.Agenda, 5000)
	for _, item := range UsualAgenda(s.Agenda) {
		if item.Check() != nil {
			v.Add("agenda", "agenda_line_long")
			break
		}
	}
	return v.OrNil()
}

// usualPause is how far apart meetings are of which there has been only one: a
// quarter, on the same day of the week.
const usualPause = 13 * 7

// Next is the series' next meeting: as long after the latest as that was after the one
// before it, on the same time of day by the clocks of now's zone, and not before
// tomorrow. meetings are the series' own, by time; with none it is false, since nothing
// says when.
func (s Series) Next(meetings []Meeting, now time.Time) (Meeting, bool) {
	if len(meetings) == 0 {
		return Meeting{}, false
	}
	last := meetings[len(meetings)-1]
	starts, pause := last.StartsAt.In(now.Location()), usualPause
	if len(meetings) > 1 {
		before := meetings[len(meetings)-2].StartsAt.In(now.Location())
		pause = max(1, int(org.DayOf(starts).Sub(org.DayOf(before)).Hours()/24))
	}
	for days := pause; ; days += pause {
		if next := starts.AddDate(0, 0, days); org.DayOf(next).After(org.DayOf(now)) {
			return Meeting{GroupID: s.GroupID, SeriesID: s.ID, Kind: last.Kind, Title: s.Title, StartsAt: next,
				EndsAt: next.Add(last.EndsAt.Sub(last.StartsAt)), Place: s.Place, VideoLink: s.VideoLink, State: MeetingPlanned}, true
		}
	}
}
