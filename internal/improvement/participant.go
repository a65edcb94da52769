package improvement

import (
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Attendance is whether somebody came to a meeting.
type Attendance string

// The attendances.
const (
	AttendanceUnknown Attendance = "unknown"
	PresentThere      Attendance = "present"
	PresentRemotely   Attendance = "remote"
	Absent            Attendance = "absent"
)

// Attendances lists them, in the order they are shown.
func Attendances() []Attendance {
	return []Attendance{AttendanceUnknown, PresentThere, PresentRemotely, Absent}
}

// Came reports whether somebody with the attendance took part.
func (a Attendance) Came() bool { return a == PresentThere || a == PresentRemotely }

// Participant is somebody who is invited to a meeting.
type Participant struct {
	ID        ParticipantID
	GroupID   org.GroupID
	MeetingID org.MeetingID
	PersonID  org.PersonID // zero for a guest (adjungerad), who has no account
	// Name and the rest are as they are to stand in the minutes, whatever happens to
	// the person later.
	Name         string
	Email        string // "" when no invitation can be sent
	Organisation string
	RegionID     org.RegionID // zero for none
	Mandate      string       // what they speak for: "mandat för hela länet"
	Attended     Attendance
	// CalledSequence is the CallSequence of the invitation they last got; nil before
	// any.
	CalledSequence *int
}

// Guest reports whether it is somebody from outside the group.
func (p Participant) Guest() bool { return p.PersonID == 0 }

// NeedsCall reports whether the invitation that the meeting has now has not gone to
// them.
func (p Participant) NeedsCall(m Meeting) bool {
	return p.Email != "" && (p.CalledSequence == nil || *p.CalledSequence < m.CallSequence)
}

// Check lists what is wrong with the participant at fields that begin with prefix, or
// nil.
func (p Participant) Check(prefix string) error {
	var v fault.ValidationError
	quality.NeededText(&v, prefix+"name", p.Name, 100)
	quality.FreeText(&v, prefix+"organisation", p.Organisation, 200)
	quality.FreeText(&v, prefix+"mandate", p.Mandate, 200)
	if len(p.Email) > 200 {
		v.Add(prefix+"email", "too_long", 200)
	}
	return v.OrNil()
}
