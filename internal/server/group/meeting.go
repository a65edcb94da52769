package group

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// ShowMeeting shows a meeting to those inside the group: when and where, its agenda,
// who is invited, and what it decided. Others are led to its minutes.
func (h *Handlers) ShowMeeting(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.meetingPage(r)
	if err != nil {
		return err
	}
	if !visitor.May(org.Discuss, 0) {
		return page.Redirect(w, r, meetingURL(p.Meeting.ID)+"/protokoll")
	}
	v := newMeetingView(ctx, visitor, p)
	switch {
	case visitor.Group.ExampleData:
		v.Call.Lines = append(v.Call.Lines, i18n.T(ctx, "Gruppen har exempeldata, så inga mejl går iväg."))
	case !h.mail:
		v.Call.Lines = append(v.Call.Lines, i18n.T(ctx, "Ingen e-postserver är inställd: mejlen väntar tills systemförvaltaren har ordnat det."))
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: p.Meeting.Title, Content: view.Meeting(v)})
}

// meetingPage reads the meeting that the address names.
func (h *Handlers) meetingPage(r *http.Request) (group.MeetingPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "meeting")
	if err != nil {
		return group.MeetingPage{}, err
	}
	return h.room.Meeting(r.Context(), visitor.Actor, visitor.Group.ID, org.MeetingID(id))
}

// managedMeeting is meetingPage for those who lead meetings.
func (h *Handlers) managedMeeting(r *http.Request) (group.MeetingPage, error) {
	if !page.VisitorOf(r).May(org.ManageMeetings, 0) {
		return group.MeetingPage{}, fault.ErrForbidden
	}
	return h.meetingPage(r)
}

func meetingTrail(ctx context.Context, m *improvement.Meeting) []ui.Link {
	trail := []ui.Link{{Text: i18n.T(ctx, "Möten"), URL: meetingsURL}}
	if m != nil {
		trail = append(trail, ui.Link{Text: m.Title, URL: meetingURL(m.ID)})
	}
	return trail
}

func newMeetingView(ctx context.Context, visitor page.Visitor, p group.MeetingPage) view.MeetingView {
	m := p.Meeting
	v := view.MeetingView{
		Heading: ui.PageHeadingProps{Trail: meetingTrail(ctx, nil), Title: m.Title, Lead: words.MeetingTime(ctx, m)},
		Tags:    []string{words.MeetingKind(ctx, m.Kind), words.MeetingState(ctx, m.State)}, URL: meetingURL(m.ID), Version: strconv.Itoa(m.Version),
		Facts:     []ui.Definition{{Term: i18n.T(ctx, "Plats"), Text: m.Place}, {Term: i18n.T(ctx, "I samband med"), Text: m.ConnectedTo}},
		VideoLink: m.VideoLink, Agenda: agendaRows(ctx, p), CanManage: visitor.May(org.ManageMeetings, 0),
		Cancelled: m.State == improvement.MeetingCancelled,
	}
	v.ProgrammeKind, v.Programme = meetingProgramme(ctx, p)
	v.AgendaNote = agendaLength(ctx, p)
	v.Ahead = m.Ahead()
	over := m.EndsAt.Before(visitor.Now)
	v.CanCall = v.CanManage && v.Ahead && !over
	v.CanBegin = v.CanManage && v.Ahead && !org.DayOf(m.StartsAt.In(i18n.Location())).After(org.DayOf(visitor.Now.In(i18n.Location())))
	v.CanWrite = v.CanManage && m.State == improvement.MeetingHeld && !m.Published()
	v.CanChange = v.CanManage && !v.Cancelled && !m.Published()
	if m.MinutesNumber != 0 {
		v.MinutesURL, v.Minutes = v.URL+"/protokoll", i18n.T(ctx, "Minnesanteckningar %s", m.MinutesName())
		if !m.Published() {
			v.Minutes = i18n.T(ctx, "Minnesanteckningar %s (utkast)", m.MinutesName())
		}
	}
	v.Call = callView(ctx, p)
	for _, part := range p.Participants {
		v.Participants = append(v.Participants, participantLine(ctx, p, part))
	}
	for _, d := range p.Decisions {
		v.Decisions = append(v.Decisions, newDecisionCard(ctx, visitor, d, p.Tasks[d.ID]))
	}
	return v
}

// meetingProgramme leads to the team or the introduction that the meeting belongs to.
func meetingProgramme(ctx context.Context, p group.MeetingPage) (kind string, link ui.Link) {
	if p.Programme.Kind == improvement.NoProgramme {
		return "", ui.Link{}
	}
	return words.ProgrammeKind(ctx, p.Programme.Kind), ui.Link{Text: p.Programme.Title, URL: page.ProgrammeURL(p.Programme.Kind, p.Programme.ID)}
}

// agendaRows are the items with the clock that they begin at.
func agendaRows(ctx context.Context, p group.MeetingPage) []view.AgendaRow {
	var rows []view.AgendaRow
	clock := p.Agenda.Clock(p.Meeting.StartsAt)
	for n, item := range p.Agenda {
		row := view.AgendaRow{ID: "punkt-" + page.Digits(item.ID), Number: strconv.Itoa(n + 1), Title: item.Title, Note: item.Note, Link: item.Link,
			URL: meetingURL(p.Meeting.ID) + "/dagordning/" + page.Digits(item.ID), Presenter: item.Presenter, Version: strconv.Itoa(item.Version),
			Up: n > 0, Down: n < len(p.Agenda)-1}
		if item.Minutes > 0 {
			row.Minutes = i18n.T(ctx, "%d min", item.Minutes)
			if !clock[n].IsZero() {
				row.Clock = i18n.Clock(ctx, clock[n])
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// agendaLength says when the items take longer than the meeting does.
func agendaLength(ctx context.Context, p group.MeetingPage) string {
	length := int(p.Meeting.EndsAt.Sub(p.Meeting.StartsAt).Minutes())
	if over := p.Agenda.Minutes() - length; over > 0 {
		return i18n.N(ctx, "Punkterna tar en minut längre än mötet.", "Punkterna tar %d minuter längre än mötet.", over)
	}
	return ""
}

// callView says whom the invitation has gone to, and who is left.
func callView(ctx context.Context, p group.MeetingPage) view.CallView {
	waiting, without := 0, 0
	for _, part := range p.Participants {
		switch {
		case part.NeedsCall(p.Meeting):
			waiting++
		case part.Email == "":
			without++
		}
	}
	v := view.CallView{Button: i18n.T(ctx, "Skicka kallelse"), Again: p.Meeting.State == improvement.MeetingCalled, Waiting: waiting > 0}
	if p.Meeting.CalledAt != nil {
		v.Lines = append(v.Lines, i18n.T(ctx, "Kallelsen skickades %s kl. %s.", i18n.LongDate(ctx, *p.Meeting.CalledAt), i18n.Clock(ctx, *p.Meeting.CalledAt)))
	}
	switch {
	case waiting > 0 && v.Again:
		v.Lines = append(v.Lines, i18n.N(ctx, "En deltagare har inte fått mötet som det är nu.", "%d deltagare har inte fått mötet som det är nu.", waiting))
	case waiting > 0:
		v.Lines = append(v.Lines, i18n.N(ctx, "Kallelsen går till en deltagare, med dagordningen och en kalenderbokning.", "Kallelsen går till %d deltagare, med dagordningen och en kalenderbokning.", waiting))
	case v.Again:
		v.Lines = append(v.Lines, i18n.T(ctx, "Alla med e-postadress har fått den."))
	}
	if without > 0 {
		v.Lines = append(v.Lines, i18n.N(ctx, "En deltagare saknar e-postadress och får ingen.", "%d deltagare saknar e-postadress och får ingen.", without))
	}
	return v
}

// participantLine is a participant in one line, as in minutes.
func participantLine(ctx context.Context, p group.MeetingPage, part improvement.Participant) view.ParticipantLine {
	line := view.ParticipantLine{Name: part.Name, Organisation: part.Organisation, Region: regionName(p.Regions, part.RegionID), Mandate: part.Mandate, Guest: part.Guest()}
	if part.Attended != improvement.AttendanceUnknown {
		line.Attended = words.Attendance(ctx, part.Attended)
	}
	if part.NeedsCall(p.Meeting) && p.Meeting.State == improvement.MeetingCalled {
		line.Attended = i18n.T(ctx, "Inte kallad än")
	}
	return line
}

func regionName(regions []group.Region, id org.RegionID) string {
	for _, r := range regions {
		if r.ID == id {
			return r.Name
		}
	}
	return ""
}
