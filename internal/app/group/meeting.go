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

// MeetingPage is everything about a meeting.
type MeetingPage struct {
	Meeting      improvement.Meeting
	Agenda       improvement.Agenda
	Participants []improvement.Participant
	Decisions    []improvement.Decision
	// Tasks are those that the decisions have given, by decision.
	Tasks   map[improvement.DecisionID][]postgres.AssignmentRow
	Matters []postgres.MatterRow // the questions on its agenda
	Regions []Region             // that the group's units are in, in the units' order
	// Documents are made of its minutes, as the actor may read them.
	Documents []DocumentRow
	// Programme is the team or the introduction that it belongs to; zero for none. Whoever
	// reads a meeting reads these.
	Programme postgres.ProgrammeRow
	// Publisher is who published the minutes, by name.
	Publisher string
	// Last is who changed the meeting last.
	Last postgres.LastChange
}

// mostMatters is how many questions a meeting can have on its agenda.
const mostMatters = 500

// Meeting reads one of the group's meetings. Readers outside the group may read it
// when its minutes are published; others are fault.ErrNotFound to them.
func (room *Room) Meeting(ctx context.Context, actor org.Actor, group org.GroupID, id org.MeetingID) (MeetingPage, error) {
	var p MeetingPage
	if !actor.May(org.ViewWork, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		p, err = readMeeting(ctx, tx, group, id)
		if err == nil && !actor.May(org.Discuss, group, 0) {
			if !p.Meeting.Published() {
				return fault.ErrNotFound
			}
			p.Matters, p.Last = nil, postgres.LastChange{}
		}
		if err != nil || !p.Meeting.Published() {
			return err
		}
		p.Documents, err = tx.Documents(ctx, postgres.DocumentFilter{GroupID: group, MeetingID: id, Unpublished: mayWrite(actor, group),
			Readers: improvement.DocumentsReadBy(actor, group), Limit: DocumentsPage})
		return err
	})
	return p, err
}

func readMeeting(ctx context.Context, tx *postgres.Tx, group org.GroupID, id org.MeetingID) (p MeetingPage, err error) {
	if p.Meeting, err = tx.Meeting(ctx, group, id); err != nil {
		return p, err
	}
	if p.Agenda, err = tx.Agenda(ctx, group, id); err != nil {
		return p, err
	}
	if p.Participants, err = tx.Participants(ctx, group, id); err != nil {
		return p, err
	}
	if p.Decisions, err = tx.MeetingDecisions(ctx, group, id); err != nil {
		return p, err
	}
	if p.Tasks, err = tasksOf(ctx, tx, group, p.Decisions); err != nil {
		return p, err
	}
	if p.Matters, err = tx.Matters(ctx, postgres.MattersAsked{GroupID: group, MeetingID: id, Most: mostMatters}); err != nil {
		return p, err
	}
	units, err := tx.Units(ctx, group)
	if err != nil {
		return p, err
	}
	p.Regions = regionsOf(units)
	if m := p.Meeting; m.ProgrammeKind != improvement.NoProgramme {
		if p.Programme, err = tx.Programme(ctx, group, m.ProgrammeKind, m.ProgrammeID); err != nil {
			return p, err
		}
	}
	if by := p.Meeting.PublishedBy; by != 0 {
		publisher, err := tx.Person(ctx, by)
		if err != nil {
			return p, err
		}
		p.Publisher = publisher.Name
	}
	p.Last, err = tx.LastChange(ctx, meetingSubject, int64(id))
	return p, err
}

// meetingSubject is what the log calls a change of a meeting.
const meetingSubject = "meeting"

func tasksOf(ctx context.Context, tx *postgres.Tx, group org.GroupID, decisions []improvement.Decision) (map[improvement.DecisionID][]postgres.AssignmentRow, error) {
	ids := make([]improvement.DecisionID, len(decisions))
	for n, d := range decisions {
		ids[n] = d.ID
	}
	rows, err := tx.Assignments(ctx, group, ids)
	tasks := map[improvement.DecisionID][]postgres.AssignmentRow{}
	for _, row := range rows {
		tasks[row.DecisionID] = append(tasks[row.DecisionID], row)
	}
	return tasks, err
}

func regionsOf(units []org.Unit) []Region {
	var regions []Region
	seen := map[org.RegionID]bool{}
	for _, u := range units {
		if !seen[u.RegionID] {
			seen[u.RegionID] = true
			regions = append(regions, Region{ID: u.RegionID, Name: u.RegionName})
		}
	}
	return regions
}

// SeenMeeting is a meeting as somebody has seen it. A Version of zero stands for any:
// then it does not matter what others have changed.
type SeenMeeting struct {
	GroupID org.GroupID
	ID      org.MeetingID
	Version int
}

// changeMeeting makes a change of the meeting, for those who may; what it gives is
// written into the log, nothing when it gives none. Nobody else changes the meeting
// meanwhile. fault.ErrConflict when it is not as it was seen.
func (room *Room) changeMeeting(ctx context.Context, actor org.Actor, seen SeenMeeting, do func(*postgres.Tx, improvement.Meeting) (*postgres.AuditEntry, error)) error {
	if !actor.May(org.ManageMeetings, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		m, err := tx.LockMeeting(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if seen.Version != 0 && seen.Version != m.Version {
			return fault.ErrConflict
		}
		if m.Published() {
			return fault.ErrWrongState
		}
		entry, err := do(tx, m)
		if err != nil || entry == nil {
			return err
		}
		entry.At, entry.GroupID = room.now(), seen.GroupID
		if entry.Subject == "" {
			entry.Subject, entry.SubjectID = meetingSubject, int64(seen.ID)
		}
		return tx.AppendAudit(ctx, actor, *entry)
	})
}

// auditedMeeting is what the log keeps of a meeting.
type auditedMeeting struct {
	Meeting   string                   `json:"meeting"`
	Kind      improvement.MeetingKind  `json:"meeting_kind"`
	Starts    string                   `json:"starts"`
	Ends      string                   `json:"ends"`
	Venue     string                   `json:"venue"`
	VideoLink string                   `json:"video_link"`
	Connected string                   `json:"connected_to"`
	State     improvement.MeetingState `json:"meeting_state"`
	Minutes   string                   `json:"minutes"`
}

func keptMeeting(m improvement.Meeting) auditedMeeting {
	return auditedMeeting{m.Title, m.Kind, moment(m.StartsAt), moment(m.EndsAt), m.Place, m.VideoLink, m.ConnectedTo, m.State, m.MinutesName()}
}

// moment is a point in time as the log keeps it, where the clinics are.
func moment(t time.Time) string { return t.In(i18n.Location()).Format("2006-01-02 15:04") }
