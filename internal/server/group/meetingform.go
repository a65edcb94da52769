package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

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

// EditNewMeeting shows the form for a new meeting, of a series when the address names
// one.
func (h *Handlers) EditNewMeeting(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	if !visitor.May(org.ManageMeetings, 0) {
		return fault.ErrForbidden
	}
	values := url.Values{"kind": {string(improvement.JointMeeting)}, "starts": {"09:00"}, "ends": {"15:00"}}
	id, err := addressNumber(r, "serie", 0, 1, 1<<31-1)
	if err != nil {
		return err
	}
	if id != 0 {
		s, _, err := h.room.Series(r.Context(), visitor.Actor, visitor.Group.ID, improvement.SeriesID(id))
		if err != nil {
			return err
		}
		values.Set("series", page.Digits(s.ID))
		values.Set("title", s.Title)
		values.Set("place", s.Place)
		values.Set("video_link", s.VideoLink)
	}
	team, err := addressNumber(r, "team", 0, 1, 1<<31-1)
	if err != nil {
		return err
	}
	if team != 0 {
		if err := h.beginSeminar(r, improvement.TeamID(team), values); err != nil {
			return err
		}
	}
	return h.showMeetingForm(w, r, page.NewForm(values), nil, ui.Conflict{})
}

// beginSeminar fills in a learning seminar of a team's.
func (h *Handlers) beginSeminar(r *http.Request, id improvement.TeamID, values url.Values) error {
	visitor := page.VisitorOf(r)
	t, before, err := h.room.Seminar(r.Context(), visitor.Actor, visitor.Group.ID, id)
	if err != nil {
		return err
	}
	values.Set("programme", string(improvement.TeamProgramme))
	values.Set("programme_id", page.Digits(t.ID))
	values.Set("kind", string(improvement.WorkingMeeting))
	values.Set("title", i18n.T(r.Context(), "Lärandeseminarium %d: %s", before+1, t.Title))
	values.Set("day", page.Query(r).Value("dag"))
	return nil
}

// showMeetingForm shows the form; m is the stored meeting, nil for a new one.
func (h *Handlers) showMeetingForm(w http.ResponseWriter, r *http.Request, form *page.Form, m *improvement.Meeting, conflict ui.Conflict) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	series, err := h.room.MeetingSeries(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v, status := newMeetingFormView(ctx, form, m, series), form.Status()
	if conflict.Text != "" {
		status, v.Form.Conflict, v.Form.Version = http.StatusConflict, conflict, strconv.Itoa(m.Version)
	}
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.MeetingForm(v)})
}

// CreateMeeting plans a meeting.
func (h *Handlers) CreateMeeting(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.ManageMeetings, 0) {
		return fault.ErrForbidden
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	m := readMeeting(form, visitor.Group.ID)
	m.SeriesID = improvement.SeriesID(form.ID("series"))
	m.ProgrammeKind, m.ProgrammeID = improvement.ProgrammeKind(form.Value("programme")), form.ID("programme_id")
	var id org.MeetingID
	if err = form.Err(); err == nil {
		id, err = h.room.CreateMeeting(ctx, visitor.Actor, m)
	}
	if form.Rejected(err) {
		return h.showMeetingForm(w, r, form, nil, ui.Conflict{})
	}
	if err != nil {
		return err
	}
	done := i18n.T(ctx, "Mötet är planerat. Alla i gruppen står som deltagare.")
	if m.ProgrammeKind == improvement.TeamProgramme {
		done = i18n.T(ctx, "Seminariet är planerat, med dagordning och teamets alla deltagare.")
	}
	return page.RedirectWith(w, r, meetingURL(id), page.Done(done))
}

// CreateNextMeeting plans the next meeting of the series that the address names.
func (h *Handlers) CreateNextMeeting(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	series, err := page.ID(r, "series")
	if err != nil {
		return err
	}
	id, err := h.room.CreateNext(ctx, visitor.Actor, visitor.Group.ID, improvement.SeriesID(series))
	if errors.Is(err, fault.ErrWrongState) {
		return page.RedirectWith(w, r, meetingsURL+"/nytt?serie="+page.Digits(series),
			ui.FlashProps{Kind: ui.Info, Text: i18n.T(ctx, "Serien har inget möte än. Välj dag och tid för det första.")})
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, meetingURL(id), page.Done(i18n.T(ctx, "Nästa möte i serien är planerat. Kontrollera dag och tid.")))
}

// EditMeeting shows the form for a stored meeting.
func (h *Handlers) EditMeeting(w http.ResponseWriter, r *http.Request) error {
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	if !p.Meeting.Ahead() {
		return fault.ErrWrongState
	}
	return h.showMeetingForm(w, r, page.NewForm(meetingValues(r.Context(), p.Meeting)), &p.Meeting, ui.Conflict{})
}

// SaveMeeting changes a meeting to come. When somebody else was first the form comes
// back with what was typed and what is stored now.
func (h *Handlers) SaveMeeting(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	m, again := readMeeting(form, visitor.Group.ID), false
	m.ID = p.Meeting.ID
	if err = form.Err(); err == nil {
		again, err = h.room.SaveMeeting(ctx, visitor.Actor, m)
	}
	switch {
	case form.Rejected(err):
		return h.showMeetingForm(w, r, form, &p.Meeting, ui.Conflict{})
	case errors.Is(err, fault.ErrConflict):
		return h.showMeetingConflict(w, r, form, m)
	case err != nil:
		return err
	}
	messages := []ui.FlashProps{page.Done(i18n.T(ctx, "Mötet är sparat."))}
	if again {
		messages = append(messages, ui.FlashProps{Kind: ui.Warning, Text: i18n.T(ctx, "Kallelsen säger något annat än den som har gått ut. Skicka den igen.")})
	}
	return page.RedirectWith(w, r, meetingURL(m.ID), messages...)
}

func (h *Handlers) showMeetingConflict(w http.ResponseWriter, r *http.Request, form *page.Form, typed improvement.Meeting) error {
	ctx := r.Context()
	now, err := h.meetingPage(r) // as it has become
	if err != nil {
		return err
	}
	conflict := ui.Conflict{Text: page.Overtaken(ctx, now.Last.ActorName, now.Last.At),
		Now: page.Differing(meetingFacts(ctx, now.Meeting), meetingFacts(ctx, typed))}
	return h.showMeetingForm(w, r, form, &now.Meeting, conflict)
}

func meetingFacts(ctx context.Context, m improvement.Meeting) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Slags möte"), Text: words.MeetingKind(ctx, m.Kind)},
		{Term: i18n.T(ctx, "Rubrik"), Text: m.Title},
		{Term: i18n.T(ctx, "Tid"), Text: words.MeetingTime(ctx, m)},
		{Term: i18n.T(ctx, "Plats"), Text: m.Place},
		{Term: i18n.T(ctx, "Videolänk"), Text: m.VideoLink},
		{Term: i18n.T(ctx, "I samband med"), Text: m.ConnectedTo},
	}
}

// readMeeting reads a meeting as it was typed, its times where the clinics are.
func readMeeting(form *page.Form, id org.GroupID) improvement.Meeting {
	m := improvement.Meeting{GroupID: id, Title: form.Text("title", maxTyped), Place: form.Text("place", maxTyped),
		VideoLink: form.Text("video_link", maxTyped), ConnectedTo: form.Text("connected_to", maxTyped)}
	var kinds []string
	for _, k := range improvement.MeetingKinds() {
		kinds = append(kinds, string(k))
	}
	m.Kind = improvement.MeetingKind(form.RequiredChoice("kind", kinds...))
	m.Version, _ = strconv.Atoi(form.Value("version"))
	day := form.Date("day")
	if form.Value("day") == "" {
		form.Problem("day", "required")
	}
	if day != nil {
		m.StartsAt, m.EndsAt = readMoment(form, "starts", *day), readMoment(form, "ends", *day)
	}
	return m
}

func readMoment(form *page.Form, name string, day time.Time) time.Time {
	at, ok := improvement.Moment(day, form.Value(name), i18n.Location())
	if !ok {
		form.Problem(name, "clock_invalid")
	}
	return at
}

// meetingValues is a stored meeting as if it had been typed.
func meetingValues(ctx context.Context, m improvement.Meeting) url.Values {
	return url.Values{"kind": {string(m.Kind)}, "title": {m.Title}, "day": {i18n.Date(ctx, m.StartsAt)},
		"starts": {i18n.Clock(ctx, m.StartsAt)}, "ends": {i18n.Clock(ctx, m.EndsAt)}, "place": {m.Place},
		"video_link": {m.VideoLink}, "connected_to": {m.ConnectedTo}, "version": {strconv.Itoa(m.Version)}}
}

func newMeetingFormView(ctx context.Context, form *page.Form, m *improvement.Meeting, series []improvement.Series) view.MeetingFormView {
	v := view.MeetingFormView{
		Form: ui.FormState{Action: meetingsURL + "/nytt", BackURL: meetingsURL, Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Title: i18n.T(ctx, "Nytt möte"), Trail: meetingTrail(ctx, m), Kinds: kindOptions(ctx),
		Kind: form.Value("kind"), MeetingTitle: form.Value("title"), Day: form.Value("day"), Starts: form.Value("starts"), Ends: form.Value("ends"),
		Place: form.Value("place"), VideoLink: form.Value("video_link"), ConnectedTo: form.Value("connected_to"),
	}
	if id := form.Value("programme_id"); id != "" && m == nil {
		v.Hidden = []ui.Hidden{{Name: "programme", Value: form.Value("programme")}, {Name: "programme_id", Value: id}}
	}
	if m != nil {
		v.Title, v.Form.Action, v.Form.BackURL = i18n.T(ctx, "Ändra mötet"), meetingURL(m.ID)+"/andra", meetingURL(m.ID)
		return v
	}
	v.Series = &ui.SelectProps{Name: "series", Label: i18n.T(ctx, "Serie"), Value: form.Value("series"), Empty: i18n.T(ctx, "Ingen serie"), Optional: true,
		Description: i18n.T(ctx, "Seriens dagordning följer med."), Error: form.Error(ctx, "series")}
	for _, s := range series {
		if s.Active {
			v.Series.Options = append(v.Series.Options, ui.Option{Value: page.Digits(s.ID), Label: s.Title})
		}
	}
	if len(v.Series.Options) == 0 || len(v.Hidden) > 0 {
		v.Series = nil
	}
	return v
}

// seenMeeting is the meeting as the form was opened with it.
func seenMeeting(form *page.Form, p group.MeetingPage) group.SeenMeeting {
	version, err := strconv.Atoi(form.Value("version"))
	if err != nil || version < 1 {
		version = -1 // nobody's
	}
	return group.SeenMeeting{GroupID: p.Meeting.GroupID, ID: p.Meeting.ID, Version: version}
}
