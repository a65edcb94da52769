package report

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// ConfirmPackage says what a new version of a package would be, before it is saved.
func (h *Handlers) ConfirmPackage(w http.ResponseWriter, r *http.Request) error {
	return h.confirmPackage(w, r, page.NewForm(url.Values{}))
}

func (h *Handlers) confirmPackage(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked, err := askedPackage(r)
	if err != nil {
		return err
	}
	asked.Public = false
	p, err := h.room.Package(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	if !p.CanMake {
		return fault.ErrForbidden
	}
	number := p.Latest.Number + 1
	v := view.FixPackageView{
		FormState: ui.FormState{Action: packageURL(p.ID) + "/ny-version", BackURL: packageURL(p.ID), Problems: form.Summary(ctx)},
		Trail:     append(packageTrail(ctx), ui.Link{Text: p.Title, URL: packageURL(p.ID)}),
		Title:     i18n.T(ctx, "Spara version %d", number), Number: strconv.Itoa(number),
	}
	if p.Document != nil {
		now, err := compose.Package(ctx, p.Now, number, dayOf(visitor.Now))
		if err != nil {
			return err
		}
		v.Differences, v.Last = newDifferencesView(ctx, edition.Compare(p.Document, now), packageURL(p.ID)), strconv.Itoa(p.Latest.Number)
		v.Reason = ui.TextAreaProps{Name: "reason", Label: i18n.T(ctx, "Vad är nytt i versionen?"), Value: form.Value("reason"), Error: form.Error(ctx, "reason"),
			Description: i18n.T(ctx, "Läsarna ser det bredvid det som skiljer versionerna åt."), Rows: 3, MaxLength: 2000, Required: true}
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.FixPackage(v)})
}

// FixPackage saves a version of a package that nothing changes. When somebody else has
// saved it meanwhile, theirs is shown.
func (h *Handlers) FixPackage(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked, err := askedPackage(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f := report.PackageFixing{Group: asked.Group, ID: asked.ID, Reason: form.Text("reason", maxTyped), Compose: compose.Package}
	if f.Number, err = strconv.Atoi(form.Value("number")); err != nil {
		return fault.ErrNotFound
	}
	if err = form.Err(); err == nil {
		err = h.room.FixPackage(ctx, visitor.Actor, f)
	}
	switch {
	case form.Rejected(err):
		return h.confirmPackage(w, r, form)
	case errors.Is(err, fault.ErrConflict):
		return page.RedirectWith(w, r, packageURL(asked.ID), page.Done(i18n.T(ctx, "Version %d är redan sparad. Ingen ny gjordes.", f.Number)))
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, packageURL(asked.ID), page.Done(i18n.T(ctx, "Version %d är sparad. Inget ändrar den efter det här.", f.Number)))
}
