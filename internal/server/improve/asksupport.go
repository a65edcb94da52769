package improve

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// processSupport is the choice of the process support, among units.
const processSupport = "0"

// EditNewSupport shows the form for asking; ?om= and ?titel= are the page it is about.
func (h *Handlers) EditNewSupport(w http.ResponseWriter, r *http.Request) error {
	q := page.Query(r)
	return h.showSupportForm(w, r, page.NewForm(url.Values{"om": {q.Value("om")}, "titel": {q.Value("titel")}, "asked": {q.Value("till")}}))
}

func (h *Handlers) showSupportForm(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	choices, err := h.room.SupportChoices(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newSupportFormView(ctx, form, choices)
	return page.Show(w, r, form.Status(), page.Page{Title: i18n.T(ctx, "Be om stöd"), Content: view.SupportForm(v)})
}

func newSupportFormView(ctx context.Context, form *page.Form, choices improve.AskedAt) view.SupportFormView {
	v := view.SupportFormView{
		FormState:    ui.FormState{Action: supportURL + "/nytt", BackURL: supportURL, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		SupportTitle: form.Value("title"), Body: form.Value("body"),
		From:  ui.SelectProps{Name: "unit", Label: i18n.T(ctx, "För enheten"), Value: form.Value("unit"), Error: form.Error(ctx, "unit")},
		Asked: ui.SelectProps{Name: "asked", Label: i18n.T(ctx, "Vem frågar ni?"), Value: form.Value("asked"), Error: form.Error(ctx, "asked"), Empty: i18n.T(ctx, "Välj"), Required: true},
	}
	if about := readAbout(form); about.Link != "" {
		v.About = ui.Link{Text: about.LinkText, URL: about.Link}
	}
	for _, u := range choices.From {
		v.From.Options = append(v.From.Options, ui.Option{Value: page.Digits(u.ID), Label: u.ShortName})
	}
	if v.From.Value == "" && len(choices.From) > 0 {
		v.From.Value = page.Digits(choices.From[0].ID)
	}
	if len(choices.Supporting) > 0 {
		v.Asked.Options = append(v.Asked.Options, ui.Option{Value: processSupport, Label: i18n.T(ctx, "Processtödet (%s)", namesOf(choices.Supporting))})
	}
	for _, u := range choices.Units {
		v.Asked.Options = append(v.Asked.Options, ui.Option{Value: page.Digits(u.ID), Label: u.ShortName})
	}
	return v
}

// readAbout is the page that the request is about; none when the address is not a page
// here.
func readAbout(form *page.Form) improvement.Support {
	about := improvement.Support{Link: form.Text("om", maxTyped), LinkText: form.Text("titel", maxTyped)}
	if !about.LinkFits() {
		about.Link, about.LinkText = "", ""
	}
	return about
}

// CreateSupport asks.
func (h *Handlers) CreateSupport(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	s := readAbout(form)
	s.GroupID, s.Title, s.Body = visitor.Group.ID, form.Text("title", maxTyped), form.Text("body", maxTyped)
	s.UnitID = readUnit(form, "unit")
	if s.AskedUnit = readUnit(form, "asked"); form.Value("asked") == "" {
		form.Problem("asked", "required")
	}
	var id improvement.SupportID
	if form.Rejected(s.Check()) || form.Err() != nil { // all that is wrong, at once
		return h.showSupportForm(w, r, form)
	}
	if id, err = h.room.AskSupport(ctx, visitor.Actor, s); form.Rejected(err) {
		return h.showSupportForm(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, supportURL+"/"+page.Digits(id), page.Done(i18n.T(ctx, "Frågan är skickad.")))
}

// readUnit is the unit chosen, zero for none.
func readUnit(form *page.Form, name string) org.UnitID {
	if form.Value(name) == "" {
		return 0
	}
	id, err := strconv.ParseInt(form.Value(name), 10, 64)
	if err != nil || id < 0 {
		form.Problem(name, "unknown_choice")
	}
	return org.UnitID(id)
}
