package group

import (
	"context"
	"net/mail"
	"strconv"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MeetingMembers reads those who can be invited to a meeting without being guests, as
// participants of none yet, for those who invite.
func (room *Room) MeetingMembers(ctx context.Context, actor org.Actor, group org.GroupID) ([]improvement.Participant, error) {
	if !actor.May(org.ManageMeetings, group, 0) {
		return nil, fault.ErrForbidden
	}
	var list []improvement.Participant
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = room.meetingMembers(ctx, tx, group)
		return err
	})
	return list, err
}

// ParticipantField begins the names of the fields of a participant in a list, as
// problems with them name it.
func ParticipantField(n int) string { return "participant." + strconv.Itoa(n) + "." }

// SaveParticipants stores who is invited to a meeting and who came: those in the list
// are, others are not any more. Who had got an invitation and is not to come is told.
// A participant without an ID is new.
func (room *Room) SaveParticipants(ctx context.Context, actor org.Actor, seen SeenMeeting, list []improvement.Participant) error {
	return room.changeMeeting(ctx, actor, seen, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		if m.State == improvement.MeetingCancelled {
			return nil, fault.ErrWrongState
		}
		if err := checkParticipants(list); err != nil {
			return nil, err
		}
		members, err := room.meetingMembers(ctx, tx, m.GroupID)
		if err != nil {
			return nil, err
		}
		stored, err := tx.Participants(ctx, m.GroupID, m.ID)
		if err != nil {
			return nil, err
		}
		change := participantsChange{meeting: m, members: members, stored: stored}
		if err := room.storeParticipants(ctx, tx, actor, change, list); err != nil {
			return nil, err
		}
		after, err := tx.Participants(ctx, m.GroupID, m.ID)
		if err != nil {
			return nil, err
		}
		was, is := keptParticipants(m, stored), keptParticipants(m, after)
		if was.Participants == is.Participants {
			return nil, nil
		}
		return &postgres.AuditEntry{Action: "meeting.save_participants", Before: was, After: is}, tx.SaveMeeting(ctx, m)
	})
}

func checkParticipants(list []improvement.Participant) error {
	var v fault.ValidationError
	for n, p := range list {
		if err := p.Check(ParticipantField(n)); err != nil {
			v.Problems = append(v.Problems, err.(*fault.ValidationError).Problems...)
		}
		if address, err := mail.ParseAddress(p.Email); p.Email != "" && (err != nil || address.Address != p.Email) {
			v.Add(ParticipantField(n)+"email", "email_invalid")
		}
	}
	return v.OrNil()
}

// participantsChange is what a change of the participants starts from.
type participantsChange struct {
	meeting         improvement.Meeting
	members, stored []improvement.Participant
}

func (room *Room) storeParticipants(ctx context.Context, tx *postgres.Tx, actor org.Actor, c participantsChange, list []improvement.Participant) error {
	kept := map[improvement.ParticipantID]bool{}
	for _, p := range list {
		p.GroupID, p.MeetingID = c.meeting.GroupID, c.meeting.ID
		if p.ID == 0 {
			if err := c.add(ctx, tx, p); err != nil {
				return err
			}
			continue
		}
		kept[p.ID] = true
		before, ok := c.find(p.ID)
		if !ok {
			return fault.ErrConflict
		}
		p.PersonID, p.CalledSequence = before.PersonID, before.CalledSequence
		if !before.Guest() {
			p.Name, p.Email, p.Organisation = before.Name, before.Email, before.Organisation
		}
		if err := tx.SaveParticipant(ctx, p); err != nil {
			return err
		}
	}
	var gone []improvement.Participant
	for _, p := range c.stored {
		if !kept[p.ID] {
			gone = append(gone, p)
			if err := tx.DeleteParticipant(ctx, p); err != nil {
				return err
			}
		}
	}
	if len(gone) == 0 || !c.meeting.Ahead() {
		return nil
	}
	called := c.meeting
	called.CallSequence++
	_, err := room.tellCancelled(ctx, tx, actor, called, gone)
	return err
}

func (c participantsChange) find(id improvement.ParticipantID) (improvement.Participant, bool) {
	for _, p := range c.stored {
		if p.ID == id {
			return p, true
		}
	}
	return improvement.Participant{}, false
}

// add invites a guest as written, or a member with the name and address of today.
func (c participantsChange) add(ctx context.Context, tx *postgres.Tx, p improvement.Participant) error {
	if !p.Guest() {
		known := false
		for _, m := range c.members {
			if m.PersonID == p.PersonID {
				known, p.Name, p.Email, p.Organisation = true, m.Name, m.Email, m.Organisation
			}
		}
		if !known {
			return fault.ErrNotFound
		}
	}
	_, err := tx.AddParticipant(ctx, p)
	return err
}

// auditedParticipants is what the log keeps of who is invited and who came.
type auditedParticipants struct {
	Meeting      string `json:"meeting"`
	Participants string `json:"participants"`
}

func keptParticipants(m improvement.Meeting, list []improvement.Participant) auditedParticipants {
	var names []string
	for _, p := range list {
		name := p.Name
		for _, more := range []string{p.Mandate, attendanceKept[p.Attended]} {
			if more != "" {
				name += ", " + more
			}
		}
		names = append(names, name)
	}
	return auditedParticipants{m.Title, strings.Join(names, "; ")}
}

// attendanceKept is an attendance as the log's list of names says it.
var attendanceKept = map[improvement.Attendance]string{improvement.PresentThere: "på plats",
	improvement.PresentRemotely: "på distans", improvement.Absent: "frånvarande"}
