package account

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/appointment"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
)

// ShowCalendar is the deadlines as a calendar to subscribe to, for whoever has
// the secret address.
func (h *Handlers) ShowCalendar(w http.ResponseWriter, r *http.Request) error {
	deadlines, meetings, err := h.room.Calendar(r.Context(), chi.URLParam(r, "token"))
	if errors.Is(err, fault.ErrNotFound) {
		if err := h.wrongKey(r, "calendar_address"); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	text := calendarOf(r.Context(), deadlines, h.eventsOf(r, meetings), page.VisitorOf(r).Now)
	header := w.Header()
	header.Set("Content-Type", "text/calendar; charset=utf-8")
	header.Set("Content-Disposition", `inline; filename="samsyn.ics"`)
	header.Set("Content-Length", strconv.Itoa(len(text)))
	header.Set("Cache-Control", "private, no-cache")
	header.Set("X-Robots-Tag", "noindex")
	if r.Method != http.MethodHead {
		_, _ = w.Write([]byte(text)) // a calendar that hung up is nobody's error
	}
	return nil
}

// eventsOf are the meetings as calendars show them.
func (h *Handlers) eventsOf(r *http.Request, meetings []account.GroupMeeting) []appointment.Event {
	var events []appointment.Event
	for _, m := range meetings {
		events = append(events, appointment.Event{Meeting: m.Meeting, Words: m.Group.Name,
			URL: h.address(r) + "/gruppen/moten/" + strconv.FormatInt(int64(m.ID), 10)})
	}
	return events
}

// calendarOf writes the meetings and the deadlines as iCalendar (RFC 5545): the
// deadlines whole days, whose ids stay the same so that a moved one moves in the
// calendar too.
func calendarOf(ctx context.Context, deadlines []account.Deadline, meetings []appointment.Event, now time.Time) string {
	calendar := ics.NewCalendarFor("Samsyn")
	calendar.SetMethod(ics.MethodPublish)
	calendar.SetXWRCalName(i18n.T(ctx, "Samsyn, möten och sista dagar"))
	calendar.SetRefreshInterval("P1D", ics.WithValue("DURATION"))
	for _, d := range deadlines {
		kind, summary := "inrapportering", i18n.T(ctx, "Lämna in %s, %s", words.Period(ctx, d.Period), d.Group.ShortName)
		if d.Report {
			kind, summary = "arsrapport", i18n.T(ctx, "Årsrapport %s, %s", words.Period(ctx, d.Period), d.Group.ShortName)
		}
		event := calendar.AddEvent(strings.Join([]string{kind, d.Group.Code, d.Period.Code()}, "-") + "@samsyn")
		event.SetDtStampTime(now.UTC())
		event.SetAllDayStartAt(d.Day)
		event.SetAllDayEndAt(d.Day.AddDate(0, 0, 1)) // the day after, which is not included
		event.SetSummary(summary)
		event.SetDescription(i18n.T(ctx, "Sista dag är %s.", i18n.LongDate(ctx, d.Day)))
		event.SetTimeTransparency(ics.TransparencyTransparent) // the day is not taken
	}
	for _, e := range meetings {
		appointment.Add(calendar, e, now)
	}
	return calendar.Serialize(ics.WithNewLineWindows)
}

// CreateCalendar gives the visitor a secret address, shown this once.
func (h *Handlers) CreateCalendar(w http.ResponseWriter, r *http.Request) error {
	token, err := h.room.CreateCalendar(r.Context(), page.VisitorOf(r).Actor)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return h.showProfile(w, r, profilePage{status: http.StatusOK, form: page.NewForm(nil), calendar: h.address(r) + "/kalender/" + token + ".ics"})
}

// RevokeCalendar ends the visitor's secret address.
func (h *Handlers) RevokeCalendar(w http.ResponseWriter, r *http.Request) error {
	if err := h.room.RevokeCalendar(r.Context(), page.VisitorOf(r).Actor); err != nil {
		return err
	}
	return page.RedirectWith(w, r, "/konto#kalender", page.Done(i18n.T(r.Context(), "Kalenderns adress gäller inte längre.")))
}

// address is where people find the site: as set, or where the visitor found it.
func (h *Handlers) address(r *http.Request) string {
	switch {
	case h.baseURL != "":
		return h.baseURL
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
