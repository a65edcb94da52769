package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const (
	namesURL  = "/gruppen/namn"
	formerURL = namesURL + "/tidigare"
)

// ShowNames shows what the group is called.
func (h *Handlers) ShowNames(w http.ResponseWriter, r *http.Request) error {
	return h.showNames(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showNames(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	n, err := h.room.Names(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newNamesView(ctx, form, visitor.Group, n)
	status := form.Status()
	if overtaken {
		status = http.StatusConflict
		v.Form.Conflict.Text = page.Overtaken(ctx, n.Last.ActorName, n.Last.At)
		if form.Has("name") {
			v.Form.Conflict.Now = page.Differing(nameFacts(ctx, n.GroupNames, n.Bodies), nameFacts(ctx, readNames(page.NewForm(form.All())), n.Bodies))
		}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Names(v)})
}

// SaveNames stores what the group is called.
func (h *Handlers) SaveNames(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	renaming := group.Renaming{Names: readNames(form), KeepFormer: form.Bool("keep_former")}
	if err = form.Err(); err == nil {
		err = h.room.SaveNames(ctx, visitor.Actor, seen(form, visitor), renaming)
	}
	return h.namesSaved(w, r, form, err, saved{guideURL, []ui.FlashProps{page.Done(i18n.T(ctx, "Namnen är sparade."))}})
}

// CreateFormerName adds something that the group has been called.
func (h *Handlers) CreateFormerName(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f := org.FormerName{Name: form.Text("former", maxTyped), FromYear: wholeOrNone(form, "from_year"), ToYear: wholeOrNone(form, "to_year")}
	if err = form.Err(); err == nil {
		err = h.room.AddFormerName(ctx, visitor.Actor, seen(form, visitor), f)
	}
	return h.namesSaved(w, r, form, err, saved{namesURL + "#tidigare", []ui.FlashProps{page.Done(i18n.T(ctx, "Namnet är tillagt."))}})
}

// DeleteFormerName removes something that the group has been called.
func (h *Handlers) DeleteFormerName(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := strconv.ParseInt(chi.URLParam(r, "name"), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	err = h.room.RemoveFormerName(ctx, visitor.Actor, seen(form, visitor), id)
	return h.namesSaved(w, r, form, err, saved{namesURL + "#tidigare", []ui.FlashProps{page.Done(i18n.T(ctx, "Namnet är borttaget."))}})
}

// namesSaved answers to a change: with the page that was typed on when something was
// wrong with it, or somebody else was first.
func (h *Handlers) namesSaved(w http.ResponseWriter, r *http.Request, form *page.Form, err error, to saved) error {
	switch {
	case form.Rejected(err):
		return h.showNames(w, r, form, false)
	case errors.Is(err, fault.ErrConflict):
		return h.showNames(w, r, form, true)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, to.url, to.messages...)
}

func readNames(form *page.Form) org.GroupNames {
	return org.GroupNames{Name: form.Text("name", maxTyped), ShortName: form.Text("short_name", maxTyped),
		BodyID: org.BodyID(form.ID("body")), NationalArea: form.Text("national_area", maxTyped)}
}

// wholeOrNone is the whole number in a field that may be left empty, then zero.
func wholeOrNone(form *page.Form, name string) int {
	if form.Value(name) == "" {
		return 0
	}
	return readWhole(form, name)
}

// nameValues are the names as the form's fields have them.
func nameValues(n org.GroupNames) url.Values {
	return url.Values{"name": {n.Name}, "short_name": {n.ShortName}, "body": {strconv.FormatInt(int64(n.BodyID), 10)},
		"national_area": {n.NationalArea}, "keep_former": {"1"}}
}

func newNamesView(ctx context.Context, form *page.Form, g org.Group, n group.Names) view.NamesView {
	names := form
	if !form.Has("name") {
		names = page.NewForm(nameValues(n.GroupNames))
	}
	v := view.NamesView{
		Heading: ui.PageHeadingProps{Trail: guideTrail(ctx, g), Title: i18n.T(ctx, "Gruppens namn")},
		Form:    ui.FormState{Action: namesURL, BackURL: guideURL, Version: strconv.Itoa(n.Version), Problems: form.Summary(ctx)},
		Name: ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Gruppens namn"), Value: names.Value("name"), Error: form.Error(ctx, "name"),
			MaxLength: quality.MaxGroupName, Required: true},
		KeepFormer: ui.CheckboxProps{Name: "keep_former", Label: i18n.T(ctx, "Spara det gamla namnet bland tidigare namn, om namnet byts"), Checked: names.Bool("keep_former")},
		ShortName: ui.FieldProps{Name: "short_name", Label: i18n.T(ctx, "Kort namn"), Value: names.Value("short_name"), Error: form.Error(ctx, "short_name"),
			Description: i18n.T(ctx, "Där det är ont om plats."), MaxLength: quality.MaxGroupShortName, Required: true},
		Body: ui.SelectProps{Name: "body", Label: i18n.T(ctx, "Vem får årets material?"), Value: names.Value("body"), Error: form.Error(ctx, "body"),
			Description: i18n.T(ctx, "Saknas någon lägger systemförvaltaren till den."), Empty: i18n.T(ctx, "Ingen än")},
		Area: ui.FieldProps{Name: "national_area", Label: i18n.T(ctx, "Motsvarande nationellt programområde"), Value: names.Value("national_area"),
			Error: form.Error(ctx, "national_area"), MaxLength: quality.MaxGroupName, Optional: true},
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Sjukvårdsregion"), Text: n.Region},
			{Term: i18n.T(ctx, "Kod i adresser och filer"), Text: n.Code}, {Term: i18n.T(ctx, "Uppdraget gäller"), Text: taskTime(ctx, n.GroupNames)}},
		FormerURL: formerURL,
		FormerName: ui.FieldProps{Name: "former", Label: i18n.T(ctx, "Tidigare namn"), Value: form.Value("former"), Error: form.Error(ctx, "former"),
			MaxLength: quality.MaxGroupName},
		FromYear: ui.NumberField(ui.FieldProps{Name: "from_year", Label: i18n.T(ctx, "Från år"), Value: form.Value("from_year"), Error: form.Error(ctx, "from_year"), Width: 6, Optional: true}, 0),
		ToYear:   ui.NumberField(ui.FieldProps{Name: "to_year", Label: i18n.T(ctx, "Till och med år"), Value: form.Value("to_year"), Error: form.Error(ctx, "to_year"), Width: 6, Optional: true}, 0),
	}
	for _, b := range n.Bodies {
		v.Body.Options = append(v.Body.Options, ui.Option{Value: strconv.FormatInt(int64(b.ID), 10), Label: b.Name})
	}
	for _, f := range n.Former {
		v.Former = append(v.Former, view.FormerRow{Name: f.Name, Years: formerYears(ctx, f),
			RemoveURL: formerURL + "/" + strconv.FormatInt(f.ID, 10) + "/ta-bort"})
	}
	return v
}

// taskTime says for how long the group has its task; "" when nothing limits it.
func taskTime(ctx context.Context, n org.GroupNames) string {
	limited := n.From.Year() > 2000 || n.From.YearDay() > 1
	switch {
	case n.To == nil && !limited:
		return ""
	case n.To == nil:
		return i18n.T(ctx, "från %s", i18n.LongDate(ctx, n.From))
	case !limited:
		return i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, *n.To))
	}
	return i18n.T(ctx, "från %s till och med %s", i18n.LongDate(ctx, n.From), i18n.LongDate(ctx, *n.To))
}

// formerYears says when a former name was used; "" when it is not known.
func formerYears(ctx context.Context, f org.FormerName) string {
	switch {
	case f.FromYear == 0 && f.ToYear == 0:
		return ""
	case f.FromYear == 0:
		return i18n.T(ctx, "till och med %s", strconv.Itoa(f.ToYear))
	case f.ToYear == 0:
		return i18n.T(ctx, "från %s", strconv.Itoa(f.FromYear))
	}
	return strconv.Itoa(f.FromYear) + "–" + strconv.Itoa(f.ToYear)
}

// nameFacts is the names in words, to hold two against each other.
func nameFacts(ctx context.Context, n org.GroupNames, bodies []org.Body) []ui.Definition {
	receiver := ""
	for _, b := range bodies {
		if b.ID == n.BodyID {
			receiver = b.Name
		}
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Gruppens namn"), Text: n.Name}, {Term: i18n.T(ctx, "Kort namn"), Text: n.ShortName},
		{Term: i18n.T(ctx, "Vem får årets material?"), Text: receiver}, {Term: i18n.T(ctx, "Motsvarande nationellt programområde"), Text: n.NationalArea},
	}
}
