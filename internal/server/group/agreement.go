package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const agreementURL = "/gruppen/overenskommelse"

// ShowAgreement shows what the group's members expect of each other: the latest version, or
// the one that the address asks for.
func (h *Handlers) ShowAgreement(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	number := 0
	if asked := r.URL.Query().Get("version"); asked != "" {
		var err error
		if number, err = strconv.Atoi(asked); err != nil || number < 1 {
			return fault.ErrNotFound
		}
	}
	p, err := h.room.Agreement(ctx, visitor.Actor, visitor.Group.ID, number)
	if err != nil {
		return err
	}
	v := newAgreementView(ctx, p)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Agreement(v)})
}

func agreementHeading(ctx context.Context, g org.Group) ui.PageHeadingProps {
	return ui.PageHeadingProps{Trail: []ui.Link{{Text: g.Name, URL: groupURL}}, Title: i18n.T(ctx, "Överenskommelse"),
		Lead: i18n.T(ctx, "Vad medlemmarna väntar sig av varandra, och vem som tar ansvar för vad.")}
}

func newAgreementView(ctx context.Context, p group.AgreementPage) view.AgreementView {
	v := view.AgreementView{Heading: agreementHeading(ctx, p.Group)}
	if p.CanEdit {
		v.Write = ui.Link{Text: i18n.T(ctx, "Skriv överenskommelsen"), URL: agreementURL + "/skriv"}
	}
	a := p.Shown
	if a.Number == 0 {
		return v
	}
	if p.CanEdit {
		v.Write.Text = i18n.T(ctx, "Ändra")
	}
	v.Body = org.Paragraphs(a.Body)
	v.State = i18n.T(ctx, "Version %d, skriven av %s %s", a.Number, a.Name, i18n.LongDate(ctx, a.WrittenAt.In(i18n.Location())))
	if a.Number != p.Versions[0].Number {
		v.State += ". " + i18n.T(ctx, "Gäller inte längre.")
	}
	if a.Number > 1 {
		v.DifferenceTitle, v.Difference = i18n.T(ctx, "Ändrat sedan version %d", a.Number-1), newDifference(ctx, p.Difference)
	}
	for _, other := range p.Versions {
		v.Versions = append(v.Versions, view.VersionRow{Title: other.Name, State: i18n.LongDate(ctx, other.WrittenAt.In(i18n.Location())),
			Link: ui.Link{Text: i18n.T(ctx, "Version %d", other.Number), URL: agreementURL + "?version=" + strconv.Itoa(other.Number), Current: other.Number == a.Number}})
	}
	return v
}

// EditAgreement shows the form for the next version, with the text of the latest.
func (h *Handlers) EditAgreement(w http.ResponseWriter, r *http.Request) error {
	p, err := h.latestAgreement(r)
	if err != nil {
		return err
	}
	form := page.NewForm(url.Values{"body": {p.Shown.Body}})
	return showAgreementForm(w, r, form.Status(), newAgreementForm(r.Context(), form, p))
}

// latestAgreement is the latest version, for those who may write the next.
func (h *Handlers) latestAgreement(r *http.Request) (group.AgreementPage, error) {
	visitor := page.VisitorOf(r)
	p, err := h.room.Agreement(r.Context(), visitor.Actor, visitor.Group.ID, 0)
	if err == nil && !p.CanEdit {
		err = fault.ErrForbidden
	}
	return p, err
}

// SaveAgreement writes the next version. When somebody else was first the form comes back
// with what was typed and what is stored now.
func (h *Handlers) SaveAgreement(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	seen, err := strconv.Atoi(form.Value("version"))
	if err != nil {
		return fault.ErrConflict
	}
	body := form.Text("body", 2*org.MaxAgreement)
	if err = form.Err(); err == nil {
		err = h.room.SaveAgreement(ctx, visitor.Actor, visitor.Group.ID, seen, body)
	}
	if err == nil {
		return page.RedirectWith(w, r, agreementURL, page.Done(i18n.T(ctx, "Överenskommelsen är sparad.")))
	}
	overtaken := errors.Is(err, fault.ErrConflict)
	if !overtaken && !form.Rejected(err) {
		return err
	}
	p, err := h.latestAgreement(r)
	if err != nil {
		return err
	}
	v, status := newAgreementForm(ctx, form, p), form.Status()
	if overtaken {
		status = http.StatusConflict
		name := i18n.T(ctx, "Texten")
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Shown.Name, p.Shown.WrittenAt),
			Now: page.Differing([]ui.Definition{{Term: name, Text: p.Shown.Body}}, []ui.Definition{{Term: name, Text: body}})}
	}
	return showAgreementForm(w, r, status, v)
}

func newAgreementForm(ctx context.Context, form *page.Form, p group.AgreementPage) view.AgreementFormView {
	v := view.AgreementFormView{Heading: agreementHeading(ctx, p.Group),
		FormState: ui.FormState{Action: agreementURL + "/skriv", BackURL: agreementURL, Version: strconv.Itoa(p.Shown.Number), Problems: form.Summary(ctx)},
		Body: ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Texten"), Value: form.Value("body"), Error: form.Error(ctx, "body"), Rows: 14, MaxLength: org.MaxAgreement,
			Description: i18n.T(ctx, "En tom rad skiljer styckena åt. Tidigare versioner finns kvar.")}}
	v.Heading.Title, v.Heading.Trail = i18n.T(ctx, "Skriv överenskommelsen"), append(v.Heading.Trail, ui.Link{Text: i18n.T(ctx, "Överenskommelse"), URL: agreementURL})
	v.Help = []string{i18n.T(ctx, "När siffrorna ska vara inne, och vem som säger till när de inte är det."),
		i18n.T(ctx, "Vem som ersätter vem vid ledighet."), i18n.T(ctx, "Hur man förbereder sig till möten, och vem som skriver."),
		i18n.T(ctx, "Hur resultat som sticker ut tas upp.")}
	return v
}

func showAgreementForm(w http.ResponseWriter, r *http.Request, status int, v view.AgreementFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.AgreementForm(v)})
}
