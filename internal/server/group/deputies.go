package group

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
)

const deputiesURL = "/gruppen/ersattare"

// ShowDeputies shows who reports for the visitor's units in others' place.
func (h *Handlers) ShowDeputies(w http.ResponseWriter, r *http.Request) error {
	return h.showDeputies(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showDeputies(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	d, err := h.room.Deputies(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v, status := newDeputiesView(ctx, form, visitor.Group, d), form.Status()
	if overtaken {
		status = http.StatusConflict
		v.Form.Conflict.Text = page.Overtaken(ctx, "", time.Time{})
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Deputies(v)})
}

// AppointDeputy makes somebody with an account a unit's deputy for a time.
func (h *Handlers) AppointDeputy(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	a := group.Appointment{GroupID: visitor.Group.ID, UnitID: org.UnitID(form.ID("unit")), Email: form.Text("email", maxTyped),
		From: dayIn(form, "from"), To: dayIn(form, "to")}
	if err = form.Err(); err == nil {
		err = h.room.AppointDeputy(ctx, visitor.Actor, a)
	}
	return h.deputySaved(w, r, form, err, i18n.T(ctx, "Ersättaren är utsedd till och med %s.", i18n.LongDate(ctx, a.To)))
}

// SaveDeputy gives the deputy that the address names another last day, or ends it.
func (h *Handlers) SaveDeputy(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := strconv.ParseInt(chi.URLParam(r, "membership"), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	seen := group.SeenDeputy{GroupID: visitor.Group.ID, ID: org.MembershipID(id), Until: dayIn(form, "seen")}
	done, field := i18n.T(ctx, "Ersättaren är avslutad."), untilField(seen.ID)
	switch form.Value("do") {
	case "end":
		err = h.room.EndDeputy(ctx, visitor.Actor, seen)
	case "until":
		until := dayIn(form, field)
		done = i18n.T(ctx, "Ersättaren är utsedd till och med %s.", i18n.LongDate(ctx, until))
		if err = form.Err(); err == nil {
			err = page.AtField(h.room.ChangeDeputy(ctx, visitor.Actor, seen, until), field)
		}
	default:
		return fault.ErrNotFound
	}
	return h.deputySaved(w, r, form, err, done)
}

// deputySaved answers to a change: with the page that was typed on when something
// was wrong with it, or somebody else was first.
func (h *Handlers) deputySaved(w http.ResponseWriter, r *http.Request, form *page.Form, err error, done string) error {
	switch {
	case form.Rejected(err):
		return h.showDeputies(w, r, form, false)
	case errors.Is(err, fault.ErrConflict):
		return h.showDeputies(w, r, form, true)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, deputiesURL, page.Done(done))
}

// dayIn is the day in the field; the zero day when there is none.
func dayIn(form *page.Form, name string) time.Time {
	if day := form.Date(name); day != nil {
		return *day
	}
	return time.Time{}
}

// untilField names the field for a deputy's last day: there is one for each.
func untilField(id org.MembershipID) string { return "to." + strconv.FormatInt(int64(id), 10) }
