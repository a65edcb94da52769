package account

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

const administeredURL = "/konton/grupper"

// ShowAdministered lists every group.
func (h *Handlers) ShowAdministered(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	l, err := h.room.Groups(ctx, page.VisitorOf(r).Actor)
	if err != nil {
		return err
	}
	var v view.AdministeredView
	for _, g := range l.Groups {
		v.Groups = append(v.Groups, newAdministeredRow(ctx, g, l.Today))
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Grupper"), HideGroup: true, Content: view.Administered(v)})
}

func newAdministeredRow(ctx context.Context, g account.GroupRow, today time.Time) view.AdministeredRow {
	row := view.AdministeredRow{Name: g.Name, URL: administeredURL + "/" + g.Code, Region: g.HealthcareRegionName, Body: g.BodyName, State: i18n.T(ctx, "Igång")}
	for _, c := range g.Coordinators {
		name := c.Person.Name
		if c.From.After(today) {
			name = i18n.T(ctx, "%s från %s", name, i18n.LongDate(ctx, c.From))
		}
		row.Coordinators = append(row.Coordinators, name)
	}
	switch {
	case g.Names.To != nil && g.Names.To.Before(today):
		row.State = i18n.T(ctx, "Avslutad %s", i18n.LongDate(ctx, *g.Names.To))
	case !g.SetUp:
		row.State = i18n.T(ctx, "Läggs upp")
	case g.Names.To != nil:
		row.State = i18n.T(ctx, "Till och med %s", i18n.LongDate(ctx, *g.Names.To))
	}
	return row
}

// EditNewGroup shows the form for a group to make.
func (h *Handlers) EditNewGroup(w http.ResponseWriter, r *http.Request) error {
	return h.showNewGroup(w, r, page.NewForm(url.Values{"profession": {string(org.Physician)}}))
}

func (h *Handlers) showNewGroup(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	l, err := h.room.Groups(ctx, page.VisitorOf(r).Actor)
	if err != nil {
		return err
	}
	v := newGroupForm(ctx, form, l)
	v.Heading.Title, v.Submit = i18n.T(ctx, "Ny grupp"), i18n.T(ctx, "Skapa gruppen")
	v.Heading.Lead = i18n.T(ctx, "En tom grupp. Den sammanställande lägger sedan upp enheter, mått och mål, steg för steg.")
	v.Form.Action = administeredURL + "/ny"
	v.New = newGroupFields(ctx, form, l)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, HideGroup: true, Content: view.GroupForm(v)})
}

// CreateGroup makes a group and appoints its coordinator, who is invited.
func (h *Handlers) CreateGroup(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := readGroup(form)
	var made account.MadeGroup
	if err = form.Err(); err == nil {
		made, err = h.room.CreateGroup(ctx, visitor.Actor, n)
	}
	if form.Rejected(err) {
		return h.showNewGroup(w, r, form)
	}
	if err != nil {
		return err
	}
	done := i18n.T(ctx, "%s är skapad.", n.Names.Name)
	switch {
	case made.Key != (account.KeySent{}):
		done = i18n.T(ctx, "%s är skapad och %s har fått ett konto.", n.Names.Name, made.Coordinator.Name)
	case made.Coordinator.ID != 0:
		done += " " + i18n.T(ctx, "%s möts av stegen vid nästa inloggning.", made.Coordinator.Name)
	}
	return h.showKeySent(w, r, keySent{sent: made.Key, person: made.Coordinator, done: done, url: administeredURL, trail: groupsTrail(ctx)})
}

func groupsTrail(ctx context.Context) []ui.Link {
	return append(accountsTrail(ctx), ui.Link{Text: i18n.T(ctx, "Grupper"), URL: administeredURL})
}

// EditGroup shows a group's form.
func (h *Handlers) EditGroup(w http.ResponseWriter, r *http.Request) error {
	return h.showGroupForm(w, r, page.NewForm(nil), false)
}

// findGroup is the group whose code is in the address; fault.ErrNotFound for no such.
func findGroup(r *http.Request, l account.GroupList) (account.GroupRow, error) {
	for _, g := range l.Groups {
		if g.Code == chi.URLParam(r, "group") {
			return g, nil
		}
	}
	return account.GroupRow{}, fault.ErrNotFound
}

func (h *Handlers) showGroupForm(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken bool) error {
	ctx := r.Context()
	l, err := h.room.Groups(ctx, page.VisitorOf(r).Actor)
	if err != nil {
		return err
	}
	g, err := findGroup(r, l)
	if err != nil {
		return err
	}
	typed, status := form, form.Status()
	if !form.Has("name") {
		typed = page.NewForm(groupValues(ctx, g.Names))
	}
	v := newGroupForm(ctx, typed, l)
	v.Form.Problems = form.Summary(ctx)
	v.Heading.Title, v.Submit = g.Name, i18n.T(ctx, "Spara gruppen")
	v.Form.Action, v.Form.Version = administeredURL+"/"+g.Code, strconv.Itoa(g.Version)
	row := newAdministeredRow(ctx, g, l.Today)
	v.Facts = []ui.Definition{{Term: i18n.T(ctx, "Sjukvårdsregion"), Text: row.Region}, {Term: i18n.T(ctx, "Kod i adresser och filer"), Text: g.Code},
		{Term: i18n.T(ctx, "Läge"), Text: row.State}}
	for _, name := range row.Coordinators {
		v.Facts = append(v.Facts, ui.Definition{Term: i18n.T(ctx, "Sammanställande"), Text: name})
	}
	v.Coordinator = ui.Link{Text: i18n.T(ctx, "Byt sammanställande"), URL: administeredURL + "/" + g.Code + "/sammanstallande"}
	if overtaken {
		status = http.StatusConflict
		v.Form.Conflict.Text = page.Overtaken(ctx, "", time.Time{})
	}
	return page.Show(w, r, status, page.Page{Title: g.Name, HideGroup: true, Content: view.GroupForm(v)})
}

// SaveGroup changes what a group is called, who receives its material and its time.
func (h *Handlers) SaveGroup(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	l, err := h.room.Groups(ctx, visitor.Actor)
	if err != nil {
		return err
	}
	g, err := findGroup(r, l)
	if err != nil {
		return err
	}
	n := readGroup(form)
	version, _ := strconv.Atoi(form.Value("version")) // one that is no number is nobody's
	if err = form.Err(); err == nil {
		err = h.room.SaveGroup(ctx, visitor.Actor, account.SeenGroup{ID: g.ID, Version: version}, n)
	}
	switch {
	case form.Rejected(err):
		return h.showGroupForm(w, r, form, false)
	case errors.Is(err, fault.ErrConflict):
		return h.showGroupForm(w, r, form, true)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, administeredURL, page.Done(i18n.T(ctx, "%s är sparad.", n.Names.Name)))
}
