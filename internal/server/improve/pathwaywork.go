package improve

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// phaseName is a phase's number in an address.
const phaseName = "fas"

// activityURL is where an activity of an introduction is begun.
func activityURL(id improvement.PathwayID) string { return pathwayURL(id) + "/aktiviteter/ny" }

// newActivityURL is activityURL for a unit and a measure, by their codes, "" for neither.
func newActivityURL(id improvement.PathwayID, unit, measure string) string {
	return address(activityURL(id), url.Values{unitName: {unit}, "matt": {measure}})
}

// EditNewActivity shows the form for an action that is one of the introduction's
// activities.
func (h *Handlers) EditNewActivity(w http.ResponseWriter, r *http.Request) error {
	p, err := h.pathway(r)
	if err != nil {
		return err
	}
	query, visitor := page.Query(r), page.VisitorOf(r)
	from := improve.From{GroupID: visitor.Group.ID, Unit: query.Value(unitName), Measure: query.Value("matt")}
	if from.Measure != "" {
		from.Origin, from.Text = improvement.FromGap, i18n.T(r.Context(), "Nuläge och mål i införandet ”%s”.", p.Title)
	}
	begun, err := h.room.Begin(r.Context(), visitor.Actor, from)
	if err != nil {
		return err
	}
	return showNewActivity(w, r, p, begun, page.NewForm(actionValues(begun.Action)))
}

func showNewActivity(w http.ResponseWriter, r *http.Request, p improve.PathwayPage, n improve.NewAction, form *page.Form) error {
	ctx := r.Context()
	v := newActionFormView(ctx, page.VisitorOf(r), form, n.Choices, improvement.Action{})
	v.Action, v.BackURL = activityURL(p.ID), pathwayURL(p.ID)+"#aktiviteter"
	v.Heading = ui.PageHeadingProps{Title: i18n.T(ctx, "Ny aktivitet"), Trail: pathwayTrail(ctx, p)}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.ActionForm(v)})
}

// CreateActivity adds an action that is one of the introduction's activities.
func (h *Handlers) CreateActivity(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.pathway(r)
	if err != nil {
		return err
	}
	a := readAction(form, visitor.Group.ID)
	a.ProgrammeKind, a.ProgrammeID = improvement.PathwayProgramme, int64(p.ID)
	if err = form.Err(); err == nil {
		_, err = h.room.CreateAction(ctx, visitor.Actor, a)
	}
	if form.Rejected(err) {
		begun, err := h.room.Begin(ctx, visitor.Actor, improve.From{GroupID: visitor.Group.ID})
		if err != nil {
			return err
		}
		return showNewActivity(w, r, p, begun, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(p.ID)+"#aktiviteter", page.Done(i18n.T(ctx, "Aktiviteten är sparad, och syns bland åtgärderna.")))
}

// checkURL is where a check meeting of an introduction is planned.
func checkURL(id improvement.PathwayID) string { return pathwayURL(id) + "/avstamningar/ny" }

// newCheckURL is checkURL in a phase.
func newCheckURL(id improvement.PathwayID, phase int) string {
	return address(checkURL(id), url.Values{phaseName: {strconv.Itoa(phase)}})
}

// EditNewCheck shows the form for a check meeting.
func (h *Handlers) EditNewCheck(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	p, err := h.pathway(r)
	if err != nil {
		return err
	}
	if !visitor.May(org.ManageMeetings, 0) {
		return fault.ErrForbidden
	}
	phase := p.Phases[0]
	if now := p.Phases.Current(); now != nil {
		phase = *now
	}
	if asked := page.Query(r).Value(phaseName); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || p.Phases.Numbered(n) == nil {
			return fault.ErrNotFound
		}
		phase = *p.Phases.Numbered(n)
	}
	day := phase.End
	if day.Before(visitor.Today()) {
		day = visitor.Today()
	}
	return showCheck(w, r, p, page.NewForm(url.Values{"phase": {strconv.Itoa(phase.Number)}, "title": {i18n.T(r.Context(), "Avstämning: %s", p.Title)},
		"day": {day.Format(time.DateOnly)}, "starts": {"09:00"}, "ends": {"10:00"}}))
}

func showCheck(w http.ResponseWriter, r *http.Request, p improve.PathwayPage, form *page.Form) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	v := pathwayFields(ctx, form, p, http.StatusOK)
	v.Action, v.BackURL, v.Save = checkURL(p.ID), pathwayURL(p.ID)+"#avstamningar", i18n.T(ctx, "Spara mötet")
	v.Heading.Title, v.Heading.Lead = i18n.T(ctx, "Ny avstämning"), i18n.T(ctx, "Avstämningen blir ett av gruppens möten: den kallas till och antecknas där. Kärntruppen står som deltagare.")
	phase := f.pick(ui.SelectProps{Name: "phase", Label: i18n.T(ctx, "Fas")})
	for _, each := range p.Phases {
		phase.Options = append(phase.Options, ui.Option{Value: strconv.Itoa(each.Number), Label: each.Name})
	}
	title := f.field(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Rubrik"), MaxLength: 200, Required: true})
	var when []view.FieldsPart
	for _, field := range []ui.FieldProps{{Name: "day", Label: i18n.T(ctx, "Dag"), Type: "date"}, {Name: "starts", Label: i18n.T(ctx, "Börjar kl."), Type: "time"}, {Name: "ends", Label: i18n.T(ctx, "Slutar kl."), Type: "time"}} {
		field.Required = true
		shown := f.field(field)
		when = append(when, view.FieldsPart{Field: &shown})
	}
	place := f.field(ui.FieldProps{Name: "place", Label: i18n.T(ctx, "Plats"), MaxLength: 200, Optional: true})
	link := f.field(ui.FieldProps{Name: "video_link", Label: i18n.T(ctx, "Videolänk"), Type: "url", Description: i18n.T(ctx, "Börjar med https://."), MaxLength: 500, Optional: true})
	v.Parts = []view.FieldsPart{{Select: &phase}, {Field: &title}, {Beside: when}, {Field: &place}, {Field: &link}}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.FieldsForm(v)})
}

// CreateCheck plans a check meeting.
func (h *Handlers) CreateCheck(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.pathway(r)
	if err != nil {
		return err
	}
	if !visitor.May(org.ManageMeetings, 0) {
		return fault.ErrForbidden
	}
	c := improve.PlanCheck{Ref: improve.PathwayRef{GroupID: p.GroupID, ID: p.ID}, Agenda: checkAgenda(ctx),
		Meeting: improvement.Meeting{Title: form.Text("title", maxTyped), Place: form.Text("place", maxTyped), VideoLink: form.Text("video_link", maxTyped)}}
	if n := form.Whole("phase"); n != nil {
		c.Phase = int(*n)
	}
	if day := form.Date("day"); day != nil {
		c.Meeting.StartsAt, c.Meeting.EndsAt = clockOn(form, "starts", *day), clockOn(form, "ends", *day)
	} else if form.Value("day") == "" {
		form.Problem("day", "required")
	}
	if err = form.Err(); err == nil {
		_, err = h.room.PlanCheckMeeting(ctx, visitor.Actor, c)
	}
	if form.Rejected(err) {
		return showCheck(w, r, p, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(p.ID)+"#avstamningar", page.Done(i18n.T(ctx, "Avstämningen är planerad. Kallelsen skickas från mötets sida.")))
}

// checkAgenda is what a check meeting takes up.
func checkAgenda(ctx context.Context) []string {
	return []string{i18n.T(ctx, "Läget i fasen och klarkriterier som är kvar"), i18n.T(ctx, "Aktiviteterna"), i18n.T(ctx, "Hur långt varje enhet har kommit"), i18n.T(ctx, "Till nästa gång")}
}

// clockOn reads a clock time on the day.
func clockOn(form *page.Form, name string, day time.Time) time.Time {
	at, ok := improvement.Moment(day, form.Value(name), i18n.Location())
	if !ok {
		form.Problem(name, "clock_invalid")
	}
	return at
}
