package report

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// ConfirmFix says what is about to be fixed, before it is.
func (h *Handlers) ConfirmFix(w http.ResponseWriter, r *http.Request) error {
	return h.confirmFix(w, r, page.NewForm(url.Values{}))
}

// FixEdition makes an edition of the year's report. When somebody else has made it
// meanwhile, theirs is shown.
func (h *Handlers) FixEdition(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f := report.Fixing{Group: visitor.Group.ID, Year: year, Reason: form.Text("reason", 2000), Compose: compose.Edition}
	if f.Number, err = strconv.Atoi(form.Value("number")); err != nil {
		return fault.ErrNotFound
	}
	if err = form.Err(); err == nil {
		err = h.room.Fix(ctx, visitor.Actor, f)
	}
	fixed := report.Edition{Year: year, Number: f.Number}
	switch {
	case form.Rejected(err):
		return h.confirmFix(w, r, form)
	case errors.Is(err, fault.ErrConflict):
		return page.RedirectWith(w, r, editionsURL(year), page.Done(i18n.T(ctx, "Utgåva %s är redan fastställd. Ingen ny gjordes.", edition.Name(fixed.Year, fixed.Number))))
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, editionURL(fixed), page.Done(i18n.T(ctx, "Utgåva %s är fastställd. Inget ändrar den efter det här.", edition.Name(fixed.Year, fixed.Number))))
}

func (h *Handlers) confirmFix(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	f, err := h.room.ToFix(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	name := edition.Name(year, f.Number)
	title := i18n.T(ctx, "Fastställ utgåva %s", name)
	v := view.FixView{
		FormState: ui.FormState{Action: editionsURL(year) + "/ny", BackURL: editionsURL(year), Problems: form.Summary(ctx)},
		Head:      headOf(ctx, visitor, year, editionsTab, title), Number: strconv.Itoa(f.Number), Name: name,
		Missing: missingOf(ctx, f.Now, visitor.Today().Year()), StateURL: yearURL(year) + stateTab, DraftURL: yearURL(year),
	}
	if f.Last != nil {
		now, err := compose.Edition(ctx, f.Now, f.Number, dayOf(visitor.Now))
		if err != nil {
			return err
		}
		v.Differences = newDifferencesView(ctx, edition.Compare(f.Last, now), yearURL(year))
		v.Last = edition.Name(year, f.Number-1)
		v.Reason = ui.TextAreaProps{Name: "reason", Label: i18n.T(ctx, "Varför görs en ny utgåva?"), Value: form.Value("reason"), Error: form.Error(ctx, "reason"),
			Description: i18n.T(ctx, "Läsarna ser skälet bredvid det som skiljer utgåvorna åt."), Rows: 3, MaxLength: 2000, Required: true}
	}
	return page.Show(w, r, form.Status(), page.Page{Title: title, Content: view.Fix(v)})
}

// missingOf says shortly what the report lacks.
func missingOf(ctx context.Context, r *report.Report, thisYear int) (list []string) {
	if r.Year >= thisYear {
		list = append(list, i18n.T(ctx, "Året är inte slut än."))
	}
	empty, unready := 0, 0
	for _, s := range r.Sections {
		switch {
		case s.Content == "text" && s.Body == "":
			empty++
		case s.Body != "" && s.State != "ready":
			unready++
		}
	}
	if empty > 0 {
		list = append(list, i18n.N(ctx, "Ett avsnitt saknar text.", "%d avsnitt saknar text.", empty))
	}
	if unready > 0 {
		list = append(list, i18n.N(ctx, "En text är inte klarmarkerad.", "%d texter är inte klarmarkerade.", unready))
	}
	waiting, unsent := 0, 0
	for _, s := range r.Submissions {
		switch {
		case !s.State.Shown():
			unsent++
		case s.State.Standing() == quality.Preliminary:
			waiting++
		}
	}
	if unsent > 0 {
		list = append(list, i18n.N(ctx, "En inlämning är påbörjad men inte inlämnad.", "%d inlämningar är påbörjade men inte inlämnade.", unsent))
	}
	if waiting > 0 {
		list = append(list, i18n.N(ctx, "En inlämning är inte godkänd än.", "%d inlämningar är inte godkända än.", waiting))
	}
	return list
}
