package group

import (
	"mime"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// step does something with the meeting that the address names, and goes on with a
// message.
func (h *Handlers) step(w http.ResponseWriter, r *http.Request, then string, do func(*page.Form, group.SeenMeeting) (string, error)) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	said, err := do(form, seenMeeting(form, p))
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, meetingURL(p.Meeting.ID)+then, page.Done(said))
}

// CallMeeting sends the invitations that have not gone, or all of them again.
func (h *Handlers) CallMeeting(w http.ResponseWriter, r *http.Request) error {
	return h.step(w, r, "", func(form *page.Form, seen group.SeenMeeting) (string, error) {
		ctx, visitor := r.Context(), page.VisitorOf(r)
		n, err := h.room.SendInvitations(ctx, visitor.Actor, seen, form.Bool("everybody"))
		switch {
		case n == 0:
			return i18n.T(ctx, "Ingen kallelse behövde gå: alla med e-postadress har den redan."), err
		case visitor.Group.ExampleData:
			return i18n.N(ctx, "En deltagare är kallad. Gruppen har exempeldata, så inget mejl går iväg.", "%d deltagare är kallade. Gruppen har exempeldata, så inga mejl går iväg.", n), err
		}
		return i18n.N(ctx, "Kallelsen till en deltagare är på väg.", "Kallelserna till %d deltagare är på väg.", n), err
	})
}

// CancelMeeting calls the meeting off.
func (h *Handlers) CancelMeeting(w http.ResponseWriter, r *http.Request) error {
	return h.step(w, r, "", func(_ *page.Form, seen group.SeenMeeting) (string, error) {
		ctx := r.Context()
		n, err := h.room.CancelMeeting(ctx, page.VisitorOf(r).Actor, seen)
		if n == 0 {
			return i18n.T(ctx, "Mötet är inställt. Ingen hade fått någon kallelse."), err
		}
		return i18n.N(ctx, "Mötet är inställt, och den som var kallad får veta det.", "Mötet är inställt, och de %d som var kallade får veta det.", n), err
	})
}

// BeginMinutes makes the meeting held and gives its minutes a number.
func (h *Handlers) BeginMinutes(w http.ResponseWriter, r *http.Request) error {
	return h.step(w, r, "/protokoll/skriv", func(_ *page.Form, seen group.SeenMeeting) (string, error) {
		return i18n.T(r.Context(), "Minnesanteckningarna är påbörjade."), h.room.BeginMinutes(r.Context(), page.VisitorOf(r).Actor, seen)
	})
}

// PublishMinutes makes the minutes readable for others than the group, and fixed.
func (h *Handlers) PublishMinutes(w http.ResponseWriter, r *http.Request) error {
	return h.step(w, r, "/protokoll", func(_ *page.Form, seen group.SeenMeeting) (string, error) {
		return i18n.T(r.Context(), "Minnesanteckningarna är publicerade."), h.room.PublishMinutes(r.Context(), page.VisitorOf(r).Actor, seen)
	})
}

// ConfirmPublish asks once more before minutes are published, with what may be missing.
func (h *Handlers) ConfirmPublish(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	m := p.Meeting
	if m.State != improvement.MeetingHeld || m.Published() {
		return fault.ErrWrongState
	}
	v := view.PublishView{URL: meetingURL(m.ID), Version: strconv.Itoa(m.Version), Heading: ui.PageHeadingProps{
		Trail: meetingTrail(ctx, &m), Title: i18n.T(ctx, "Publicera minnesanteckningar %s", m.MinutesName())}}
	unsaid, silent := 0, 0
	for _, part := range p.Participants {
		if part.Attended == improvement.AttendanceUnknown {
			unsaid++
		}
	}
	for _, item := range p.Agenda {
		if item.Discussed == "" && !slices.ContainsFunc(p.Decisions, func(d improvement.Decision) bool { return d.AgendaItemID == item.ID }) {
			silent++
		}
	}
	if unsaid > 0 {
		v.Warnings = append(v.Warnings, i18n.N(ctx, "Närvaron är inte ifylld för en deltagare.", "Närvaron är inte ifylld för %d deltagare.", unsaid))
	}
	if silent > 0 {
		v.Warnings = append(v.Warnings, i18n.N(ctx, "Det står inget under en punkt.", "Det står inget under %d punkter.", silent))
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Publish(v)})
}

// ShowMeetingFile is the meeting as a file to open in a calendar.
func (h *Handlers) ShowMeetingFile(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "meeting")
	if err != nil {
		return err
	}
	text, err := h.room.MeetingFile(r.Context(), visitor.Actor, visitor.Group.ID, org.MeetingID(id))
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: "mote-" + strconv.FormatInt(id, 10) + ".ics",
		Type: mime.FormatMediaType("text/calendar", map[string]string{"charset": "utf-8"}), Content: []byte(text)})
}
