package improve

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PlanCheck is a check meeting (avstämning) of an introduction to plan.
type PlanCheck struct {
	Ref     PathwayRef
	Phase   int // its number
	Meeting improvement.Meeting
	// Agenda are the titles of what is taken up.
	Agenda []string
}

// auditedCheck is what the audit keeps of a check meeting, by the meetings' own names.
type auditedCheck struct {
	Title   string                   `json:"pathway"`
	Phase   string                   `json:"phase"`
	Meeting string                   `json:"meeting"`
	Kind    improvement.MeetingKind  `json:"meeting_kind"`
	Starts  string                   `json:"starts"`
	Ends    string                   `json:"ends"`
	Venue   string                   `json:"venue"`
	State   improvement.MeetingState `json:"meeting_state"`
}

// PlanCheckMeeting plans a check meeting in a phase, as one of the group's meetings: it is
// called, led and minuted as they are. The core team are its participants, those from
// outside the group as guests; those with an account who have left the group are not. Problems stand at the fields of improvement.Meeting.Check.
func (room *Room) PlanCheckMeeting(ctx context.Context, actor org.Actor, c PlanCheck) (org.MeetingID, error) {
	if !actor.May(org.ManageMeetings, c.Ref.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	m := c.Meeting
	m.GroupID, m.Kind, m.State, m.ProgrammeKind, m.ProgrammeID = c.Ref.GroupID, improvement.WorkingMeeting, improvement.MeetingPlanned, improvement.PathwayProgramme, int64(c.Ref.ID)
	if err := m.Check(); err != nil {
		return 0, err
	}
	var id org.MeetingID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := room.readPathway(ctx, tx, actor, c.Ref)
		if err != nil {
			return err
		}
		phase := p.Phases.Numbered(c.Phase)
		switch {
		case phase == nil:
			return fault.ErrNotFound
		case p.State != improvement.PathwayRunning:
			return fault.ErrWrongState
		}
		if id, err = tx.AddMeeting(ctx, m); err != nil {
			return err
		}
		if err := tx.SetMeetingPhase(ctx, m.GroupID, id, c.Phase); err != nil {
			return err
		}
		for _, title := range c.Agenda {
			if _, err := tx.AddAgendaItem(ctx, improvement.AgendaItem{GroupID: m.GroupID, MeetingID: id, Title: title}); err != nil {
				return err
			}
		}
		people, err := room.teamPeople(ctx, tx, m.GroupID)
		if err != nil {
			return err
		}
		for _, member := range p.Team {
			who, called := participant(member, people)
			if !called {
				continue
			}
			who.MeetingID = id
			if _, err := tx.AddParticipant(ctx, who); err != nil {
				return err
			}
		}
		moment := func(t time.Time) string { return t.In(i18n.Location()).Format("2006-01-02 15:04") }
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.plan_check_meeting", GroupID: m.GroupID, Subject: "meeting", SubjectID: int64(id),
			After: auditedCheck{p.Title, phase.Name, m.Title, m.Kind, moment(m.StartsAt), moment(m.EndsAt), m.Place, m.State}})
	})
	return id, err
}

// participant is the member as one of a meeting's, with the address that the account has
// now; false for one with an account who is not among the group's people any longer.
func participant(m improvement.CoreMember, people []org.Person) (improvement.Participant, bool) {
	p := improvement.Participant{GroupID: m.GroupID, PersonID: m.PersonID, Name: m.Name, Email: m.Email, Organisation: m.Organisation, Mandate: m.Competence,
		Attended: improvement.AttendanceUnknown}
	if m.PersonID == 0 {
		return p, true
	}
	person, here := first(people, func(each org.Person) bool { return each.ID == m.PersonID })
	p.Name, p.Email = person.Name, person.Email
	return p, here
}
