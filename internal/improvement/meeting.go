package improvement

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MeetingKind is what sort of meeting it is.
type MeetingKind string

// The kinds. A group has at least one joint meeting a year.
const (
	JointMeeting   MeetingKind = "joint"   // gemensamt möte: all of the group
	WorkingMeeting MeetingKind = "working" // arbetsmöte: some of it
	BodyMeeting    MeetingKind = "body"    // the programme area's own, where the group takes part
	NetworkMeeting MeetingKind = "network" // nätverksmöte
)

// MeetingKinds lists the kinds, in the order they are shown.
func MeetingKinds() []MeetingKind {
	return []MeetingKind{JointMeeting, WorkingMeeting, BodyMeeting, NetworkMeeting}
}

// MeetingState is how far a meeting has come.
type MeetingState string

// The states. A meeting is held from when its minutes are begun.
const (
	MeetingPlanned   MeetingState = "planned"
	MeetingCalled    MeetingState = "called" // invitations have gone
	MeetingHeld      MeetingState = "held"
	MeetingCancelled MeetingState = "cancelled"
)

// Meeting is one meeting of a group's.
type Meeting struct {
	ID       org.MeetingID
	GroupID  org.GroupID
	SeriesID SeriesID // zero when it belongs to none
	Kind     MeetingKind
	Title    string
	StartsAt time.Time
	EndsAt   time.Time
	Place    string
	// VideoLink is where one takes part from afar, https alone; "" for none.
	VideoLink string
	// ConnectedTo is another meeting that it is held in connection with, in words.
	ConnectedTo string
	State       MeetingState
	// CallSequence counts the changes of what the invitation says since it first went
	// out (SEQUENCE of RFC 5545).
	CallSequence int
	CalledAt     *time.Time   // when invitations last went; nil before
	CalledBy     org.PersonID // who first sent them: the appointment's organiser
	// MinutesYear and MinutesNumber are the minutes' number, 2026:3; zero until they
	// are begun.
	MinutesYear    int
	MinutesNumber  int
	MinutesText    string // what was said beside the agenda
	MinutesVersion int    // counts the changes of MinutesText
	PublishedAt    *time.Time
	PublishedBy    org.PersonID
	// ProgrammeKind and ProgrammeID are the programme that it belongs to; "" and zero for none.
	ProgrammeKind ProgrammeKind
	ProgrammeID   int64
	Version       int
}

// Check lists what is wrong with the meeting at its fields, or nil. The fields of the
// times are "day" and "ends".
func (m Meeting) Check() error {
	var v fault.ValidationError
	if !slices.Contains(MeetingKinds(), m.Kind) {
		v.Add("kind", "required")
	}
	quality.NeededText(&v, "title", m.Title, 200)
	quality.FreeText(&v, "place", m.Place, 200)
	quality.FreeText(&v, "connected_to", m.ConnectedTo, 200)
	checkVideoLink(&v, m.VideoLink)
	if !m.EndsAt.After(m.StartsAt) {
		v.Add("ends", "ends_before_start")
	}
	return v.OrNil()
}

// checkVideoLink: a link that is opened from a page must not be able to run anything,
// nor send what is said unprotected.
func checkVideoLink(v *fault.ValidationError, link string) {
	quality.FreeText(v, "video_link", link, 500)
	if host, ok := strings.CutPrefix(link, "https://"); link != "" && (!ok || host == "" || strings.ContainsAny(link, " \t\n\"<>")) {
		v.Add("video_link", "link_https")
	}
}

// Ahead reports whether the meeting can still be changed, called and called off.
func (m Meeting) Ahead() bool { return m.State == MeetingPlanned || m.State == MeetingCalled }

// Published reports whether the minutes are for others than the group, and fixed.
func (m Meeting) Published() bool { return m.PublishedAt != nil }

// MinutesName is the minutes' number, "2026:3"; "" before they are begun.
func (m Meeting) MinutesName() string {
	if m.MinutesNumber == 0 {
		return ""
	}
	return strconv.Itoa(m.MinutesYear) + ":" + strconv.Itoa(m.MinutesNumber)
}

// CalledAnew reports whether the invitation says something else when the meeting has
// become to.
func (m Meeting) CalledAnew(to Meeting) bool {
	return m.Title != to.Title || m.Place != to.Place || m.VideoLink != to.VideoLink ||
		!m.StartsAt.Equal(to.StartsAt) || !m.EndsAt.Equal(to.EndsAt)
}

// BeginMinutes makes the meeting held, with the number of its year's next minutes;
// last is the highest number of the year so far and now is given where the clinics
// are. fault.ErrWrongState before the day of the meeting, or of one that is called off.
func (m *Meeting) BeginMinutes(last int, now time.Time) error {
	starts := m.StartsAt.In(now.Location())
	if !m.Ahead() || org.DayOf(starts).After(org.DayOf(now)) {
		return fault.ErrWrongState
	}
	m.State, m.MinutesYear, m.MinutesNumber = MeetingHeld, starts.Year(), last+1
	return nil
}

// Publish makes the minutes readable for others than the group, and fixed.
// fault.ErrWrongState for minutes that are not begun, or published already.
func (m *Meeting) Publish(at time.Time, by org.PersonID) error {
	if m.State != MeetingHeld || m.Published() {
		return fault.ErrWrongState
	}
	m.PublishedAt, m.PublishedBy = &at, by
	return nil
}

// Moment is a clock time such as "09:30" on a day, in a zone. It is false for what is
// no clock time, and for one that the day does not have, since clocks are put
// forward; of one that it has twice it is the first.
func Moment(day time.Time, clock string, zone *time.Location) (time.Time, bool) {
	at, err := time.Parse("15:04", strings.Replace(strings.TrimSpace(clock), ".", ":", 1))
	if err != nil {
		return time.Time{}, false
	}
	moment := time.Date(day.Year(), day.Month(), day.Day(), at.Hour(), at.Minute(), 0, 0, zone)
	if moment.Hour() != at.Hour() || moment.Minute() != at.Minute() {
		return time.Time{}, false
	}
	if before := moment.Add(-time.Hour); before.Hour() == at.Hour() {
		moment = before
	}
	return moment, true
}
