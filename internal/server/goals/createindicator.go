package goals

import (
	"context"
	"net/http"
	"net/url"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditNewIndicator shows the form for a new measure: with what the address brings, as from a
// learning team that hands over.
func (h *Handlers) EditNewIndicator(w http.ResponseWriter, r *http.Request) error {
	values := url.Values{
		"kind": {string(quality.Proportion)}, "unit_label": {"%"}, "decimals": {"0"}, "reporting_months": {"3"},
		"category": {string(quality.Medical)}, "scope": {string(quality.ScopeAllUnits)}, "counts_children": {"1"},
		"direction": {string(quality.Higher)}, "certainty": {string(quality.Proposal)},
		"reported_by": {string(careLevels[0]), string(careLevels[1])},
	}
	query := r.URL.Query()
	for _, brought := range [][2]string{{"name", "namn"}, {"numerator_text", "taljare"}, {"denominator_text", "namnare"}} {
		if text := query.Get(brought[1]); text != "" {
			values.Set(brought[0], firstOf(text, maxCarried))
		}
	}
	if d := quality.Direction(query.Get("riktning")); d == quality.Lower || d == quality.NoDirection {
		values.Set("direction", string(d))
	}
	return h.showNewIndicator(w, r, page.NewForm(values))
}

func (h *Handlers) showNewIndicator(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !canEdit(r) && !visitor.May(org.ProposeGoals, 0) {
		return fault.ErrForbidden
	}
	choices, err := h.room.Choices(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newNewIndicatorView(ctx, form, choices)
	v.ValidFromList = periodStarts(ctx, visitor.Now.Year()-3, visitor.Now.Year()+1)
	if v.Values["valid_from"] == "" { // this year is what is most often wanted
		v.Values["valid_from"] = i18n.Date(ctx, quality.WholeYear(visitor.Now.Year()).Start())
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.IndicatorForm(v)})
}

func newNewIndicatorView(ctx context.Context, form *page.Form, c goals.Choices) view.IndicatorFormView {
	v := newIndicatorFormView(ctx, form, c.Promises, c.Conditions)
	v.Title, v.Submit = i18n.T(ctx, "Nytt mått"), i18n.T(ctx, "Spara måttet")
	v.Trail = []ui.Link{{Text: i18n.T(ctx, "Mått"), URL: "/mal/matt"}}
	v.Action, v.BackURL = "/mal/nytt-matt", "/mal/matt"
	v.Identity, v.Use, v.Measuring, v.ShowRate, v.ShowScale = true, true, true, true, true
	v.HasDivisions = len(c.Divisions) > 0
	for _, d := range c.Divisions {
		v.Options["stratification"] = append(v.Options["stratification"], ui.Option{Value: number(d.ID), Label: d.Name})
	}
	return v
}

// CreateIndicator adds a measure to the library.
func (h *Handlers) CreateIndicator(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	use := readUse(form)
	n := goals.NewIndicator{
		Indicator: quality.Indicator{
			GroupID: visitor.Group.ID, Code: form.Text("code", maxTyped), Kind: quality.Kind(form.Value("kind")),
			Category: use.Category, Scope: use.Scope, ReportedBy: use.ReportedBy, CountsChildren: use.CountsChildren,
			Certainty: use.Certainty, CareStep: use.CareStep, CarriesOver: use.CarriesOver, Condition: use.Condition,
			Definition: readMeasuring(form, readWords(form, quality.Version{ValidFrom: readDay(form, "valid_from")})),
		},
		StratificationID: form.ID("stratification"), Promises: use.Promises,
	}
	if err = form.Err(); err == nil {
		err = h.room.CreateIndicator(ctx, visitor.Actor, n)
	}
	if form.Rejected(err) {
		return h.showNewIndicator(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, measureURL(n.Indicator.Code), page.Done(i18n.T(ctx, "Måttet är sparat. Det samlas inte in förrän ett mål med det är beslutat.")))
}
