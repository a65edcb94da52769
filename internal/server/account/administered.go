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
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
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

// CreateGroup makes a group and appoints its coordinator. A password that was made up is
// shown in the answer itself.
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
	if made.MadePassword == "" {
		if made.Coordinator.ID != 0 {
			done += " " + i18n.T(ctx, "%s möts av stegen vid nästa inloggning.", made.Coordinator.Name)
		}
		return page.RedirectWith(w, r, administeredURL, page.Done(done))
	}
	return showHandover(w, r, view.HandoverView{
		Title: i18n.T(ctx, "%s är skapad och %s har fått ett konto", n.Names.Name, made.Coordinator.Name), Name: made.Coordinator.Name,
		Email: made.Coordinator.Email, Password: made.MadePassword, URL: administeredURL, Trail: groupsTrail(ctx)})
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

// firstGroupDay is the day that a group has its task from when none is said.
var firstGroupDay = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

func readGroup(form *page.Form) account.NewGroup {
	n := account.NewGroup{RegionID: form.ID("region"), Code: form.Text("code", maxTyped),
		Names: org.GroupNames{Name: form.Text("name", maxTyped), ShortName: form.Text("short_name", maxTyped), BodyID: org.BodyID(form.ID("body")),
			NationalArea: form.Text("national_area", maxTyped), From: firstGroupDay, To: form.Date("active_to")},
		Body: account.NewBody{Name: form.Text("body_name", maxTyped), ShortName: form.Text("body_short_name", maxTyped),
			ParentID: org.BodyID(form.ID("body_parent"))},
		Coordinator: org.Person{Email: form.Text("email", maxTyped), Name: form.Text("person", maxTyped), Profession: org.Profession(form.Value("profession"))}}
	if from := form.Date("active_from"); from != nil {
		n.Names.From = *from
	}
	if n.Body.Name == "" && n.Body.ShortName == "" {
		n.Body = account.NewBody{}
	}
	return n
}

// groupValues are the names as the form's fields have them.
func groupValues(ctx context.Context, n org.GroupNames) url.Values {
	values := url.Values{"name": {n.Name}, "short_name": {n.ShortName}, "body": {strconv.FormatInt(int64(n.BodyID), 10)}, "national_area": {n.NationalArea}}
	if !n.From.Equal(firstGroupDay) {
		values.Set("active_from", i18n.Date(ctx, n.From))
	}
	if n.To != nil {
		values.Set("active_to", i18n.Date(ctx, *n.To))
	}
	return values
}

func newGroupForm(ctx context.Context, form *page.Form, l account.GroupList) view.GroupFormView {
	field := func(name, label string, longest int) ui.FieldProps {
		return ui.FieldProps{Name: name, Label: label, Value: form.Value(name), Error: form.Error(ctx, name), MaxLength: longest}
	}
	v := view.GroupFormView{
		Heading: ui.PageHeadingProps{Trail: groupsTrail(ctx)},
		Form:    ui.FormState{BackURL: administeredURL, Problems: form.Summary(ctx)},
		Name:    field("name", i18n.T(ctx, "Gruppens namn"), quality.MaxGroupName), ShortName: field("short_name", i18n.T(ctx, "Kort namn"), quality.MaxGroupShortName),
		Area:     field("national_area", i18n.T(ctx, "Motsvarande nationellt programområde"), quality.MaxGroupName),
		Body:     ui.SelectProps{Name: "body", Label: i18n.T(ctx, "Vem får årets material?"), Value: form.Value("body"), Error: form.Error(ctx, "body"), Empty: i18n.T(ctx, "Ingen än")},
		BodyName: field("body_name", i18n.T(ctx, "Mottagarens namn"), quality.MaxGroupName), BodyShortName: field("body_short_name", i18n.T(ctx, "Mottagarens korta namn"), quality.MaxGroupShortName),
		BodyParent: ui.SelectProps{Name: "body_parent", Label: i18n.T(ctx, "Hör till"), Value: form.Value("body_parent"), Error: form.Error(ctx, "body_parent"), Empty: i18n.T(ctx, "Ingen ovanför")},
		From:       field("active_from", i18n.T(ctx, "Från och med"), 0), To: field("active_to", i18n.T(ctx, "Till och med"), 0),
	}
	v.ShortName.Description = i18n.T(ctx, "Där det är ont om plats.")
	v.From.Type, v.From.Optional, v.To.Type, v.To.Optional, v.Area.Optional = "date", true, "date", true, true
	v.To.Description = i18n.T(ctx, "Efter den dagen lämnas inga nya siffror. Allt går att läsa.")
	for _, b := range l.Bodies {
		o := ui.Option{Value: strconv.FormatInt(int64(b.ID), 10), Label: b.Name}
		v.Body.Options, v.BodyParent.Options = append(v.Body.Options, o), append(v.BodyParent.Options, o)
	}
	for _, name := range []string{"body_name", "body_short_name", "body_parent"} {
		v.OpenBody = v.OpenBody || form.Value(name) != "" || form.Error(ctx, name) != ""
	}
	for _, name := range []string{"active_from", "active_to", "national_area", "code"} {
		v.OpenTime = v.OpenTime || form.Value(name) != "" || form.Error(ctx, name) != ""
	}
	return v
}

// newGroupFields are the fields that only a new group has.
func newGroupFields(ctx context.Context, form *page.Form, l account.GroupList) *view.NewGroupFields {
	f := &view.NewGroupFields{
		Region: ui.SelectProps{Name: "region", Label: i18n.T(ctx, "Sjukvårdsregion"), Value: form.Value("region"), Error: form.Error(ctx, "region")},
		Code: ui.FieldProps{Name: "code", Label: i18n.T(ctx, "Kod"), Value: form.Value("code"), Error: form.Error(ctx, "code"), MaxLength: quality.MaxCode,
			Description: i18n.T(ctx, "Står i adresser och filer och ändras inte. Lämnas den tom görs den av det korta namnet."), Optional: true},
		Email: ui.FieldProps{Name: "email", Label: i18n.T(ctx, "E-postadress"), Type: "email", Value: form.Value("email"), Error: form.Error(ctx, "email"), Autocomplete: "off"},
		Person: ui.FieldProps{Name: "person", Label: i18n.T(ctx, "Namn"), Value: form.Value("person"), Error: form.Error(ctx, "person"), MaxLength: 200,
			Description: i18n.T(ctx, "Behövs bara om personen inte har ett konto."), Autocomplete: "off"},
		Profession: ui.ChoiceGroupProps{Name: "profession", Legend: i18n.T(ctx, "Yrke"), Chosen: form.Values("profession"), Error: form.Error(ctx, "profession"), Inline: true},
	}
	for _, region := range l.Regions {
		f.Region.Options = append(f.Region.Options, ui.Option{Value: strconv.FormatInt(region.ID, 10), Label: region.Name})
	}
	for _, p := range []org.Profession{org.Physician, org.Nurse, org.OtherProfession} {
		f.Profession.Options = append(f.Profession.Options, ui.Option{Value: string(p), Label: words.Profession(ctx, p)})
	}
	return f
}
