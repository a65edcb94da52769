package group

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditNewLink shows the form for a link; ?slag= and ?matt= choose its kind and its measure.
func (h *Handlers) EditNewLink(w http.ResponseWriter, r *http.Request) error {
	visitor, q := page.VisitorOf(r), page.Query(r)
	p, err := h.room.LibraryLinks(r.Context(), visitor.Actor, visitor.Group.ID)
	switch {
	case err != nil:
		return err
	case !p.CanWrite:
		return fault.ErrForbidden
	}
	values := url.Values{"kind": {q.Value(kindName)}, "checked_on": {visitor.Today().Format("2006-01-02")}}
	for _, i := range p.Measures {
		if i.Code == q.Value("matt") {
			values.Set("measure", page.Digits(i.ID))
		}
	}
	return showLinkForm(w, r, page.NewForm(values), editedLink{LibraryLinks: p})
}

// editedLink is a link to change, zero for a new one, and why it could not be.
type editedLink struct {
	group.LibraryLinks
	link     group.LibraryLinkRow
	conflict string
}

// link reads the link that the address names.
func (h *Handlers) link(r *http.Request) (e editedLink, err error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "link")
	if err != nil {
		return e, err
	}
	e.link, e.LibraryLinks, err = h.room.LibraryLink(r.Context(), visitor.Actor, visitor.Group.ID, improvement.LibraryLinkID(id))
	return e, err
}

// EditLink shows the form for a stored link.
func (h *Handlers) EditLink(w http.ResponseWriter, r *http.Request) error {
	e, err := h.link(r)
	if err != nil {
		return err
	}
	l := e.link
	return showLinkForm(w, r, page.NewForm(url.Values{"kind": {string(l.Kind)}, "title": {l.Title}, "url": {l.URL}, "source": {l.Source}, "year": {idOrNone(int64(l.Year))}, "area": {l.Area}, "what": {l.What},
		"measure": {strings.TrimPrefix(page.Digits(l.IndicatorID), "0")}, "checked_on": {l.CheckedOn.Format("2006-01-02")}, "version": {strconv.Itoa(l.Version)}}), e)
}

func showLinkForm(w http.ResponseWriter, r *http.Request, form *page.Form, e editedLink) error {
	ctx := r.Context()
	t := typed{ctx, form}
	v := view.LibraryLinkFormView{FormState: ui.FormState{Action: linksURL + "/ny", BackURL: linksURL, Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Ny länk"), Trail: []ui.Link{{Text: i18n.T(ctx, "Länkar"), URL: linksURL}}},
		Kind:    radios(t, "kind", i18n.T(ctx, "Slag"), improvement.LinkKinds(), words.LinkKind),
		Title:   t.field(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Rubrik"), MaxLength: improvement.MaxLine, Required: true}),
		URL:     t.field(ui.FieldProps{Name: "url", Label: i18n.T(ctx, "Adress"), Type: "url", MaxLength: improvement.MaxAddress}),
		Source:  t.field(ui.FieldProps{Name: "source", Label: i18n.T(ctx, "Källa"), Description: i18n.T(ctx, "Vem som har skrivit det."), MaxLength: improvement.MaxLine, Required: true}),
		Year: t.field(ui.NumberField(ui.FieldProps{Name: "year", Label: i18n.T(ctx, "År"), Optional: true,
			Description: i18n.T(ctx, "Behövs för forskning: när publikationen kom eller projektet började. Årsrapporten tar med årets publikationer och de projekt som har börjat.")}, 0)),
		Area: t.field(ui.FieldProps{Name: "area", Label: i18n.T(ctx, "Insatsområde"), MaxLength: improvement.MaxLine, Optional: true,
			Description: i18n.T(ctx, "Behövs för det som kommer ur den nationella planen.")}),
		What:    t.area(ui.TextAreaProps{Name: "what", Label: i18n.T(ctx, "Vad det säger"), Rows: 3, MaxLength: improvement.MaxText, Optional: true}),
		Measure: t.measures(e.Measures),
		CheckedOn: t.field(ui.FieldProps{Name: "checked_on", Label: i18n.T(ctx, "Senast kontrollerad"), Type: "date", Required: true,
			Description: i18n.T(ctx, "Dagen då någon såg att länken finns och gäller.")})}
	v.Measure.Empty = i18n.T(ctx, "Alla mått")
	status := form.Status()
	if l := e.link; l.ID != 0 {
		v.Action, v.Heading.Title, v.EndURL = linksURL+"/"+page.Digits(l.ID), i18n.T(ctx, "Ändra länken"), linksURL+"/"+page.Digits(l.ID)+"/ta-bort"
	}
	if e.conflict != "" {
		status, v.Version, v.Conflict = http.StatusConflict, strconv.Itoa(e.link.Version), ui.Conflict{Text: e.conflict}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.LibraryLinkForm(v)})
}

// SaveLink stores a link: anew when the address names none.
func (h *Handlers) SaveLink(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	var e editedLink
	if chi.URLParam(r, "link") != "" {
		e, err = h.link(r)
	} else {
		e.LibraryLinks, err = h.room.LibraryLinks(ctx, visitor.Actor, visitor.Group.ID)
	}
	if err != nil {
		return err
	}
	l := improvement.LibraryLink{ID: e.link.ID, GroupID: visitor.Group.ID, Kind: improvement.LinkKind(form.Value("kind")), Title: form.Text("title", maxWritten), URL: form.Text("url", maxWritten),
		Source: form.Text("source", maxWritten), Area: form.Text("area", maxWritten), What: form.Text("what", maxWritten), IndicatorID: quality.IndicatorID(form.ID("measure"))}
	if y := form.Whole("year"); y != nil {
		l.Year = int(max(1, min(*y, 9999)))
	}
	if day := form.Date("checked_on"); day != nil {
		l.CheckedOn = *day
	}
	l.Version = versionIn(form)
	if err = form.Err(); err == nil {
		err = h.room.SaveLibraryLink(ctx, visitor.Actor, l)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: linksURL, Said: i18n.T(ctx, "Länken är sparad."), Again: func(late bool) error {
		if late {
			e.conflict = i18n.T(ctx, "Någon annan har ändrat länken: %s, %s.", e.link.Title, e.link.Source)
		}
		return showLinkForm(w, r, form, e)
	}})
}

// CheckLink says that a link still holds.
func (h *Handlers) CheckLink(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "link")
	if err != nil {
		return err
	}
	if err := h.room.CheckLibraryLink(r.Context(), visitor.Actor, visitor.Group.ID, improvement.LibraryLinkID(id)); err != nil {
		return err
	}
	return page.RedirectWith(w, r, linksURL, page.Done(i18n.T(r.Context(), "Länken är kontrollerad i dag.")))
}

// EndLink takes a link away.
func (h *Handlers) EndLink(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "link")
	if err != nil {
		return err
	}
	if err := h.room.EndLibraryLink(r.Context(), visitor.Actor, visitor.Group.ID, improvement.LibraryLinkID(id)); err != nil {
		return err
	}
	return page.RedirectWith(w, r, linksURL, page.Done(i18n.T(r.Context(), "Länken är borttagen.")))
}
