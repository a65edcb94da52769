package goals

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

const promisesURL = "/mal/loften"

// ShowPromises shows which of a year's goals and measures serve each patient promise.
func (h *Handlers) ShowPromises(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	p, err := h.room.PromiseYear(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	v := newPromisesView(ctx, p)
	if v.CanEdit = canEdit(r); !v.CanEdit {
		v.Begin = ""
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Promises(v)})
}

func newPromisesView(ctx context.Context, p goals.PromiseYear) view.PromisesView {
	year := strconv.Itoa(p.Year)
	v := view.PromisesView{
		Frame: view.Frame{Tabs: tabs(ctx, promisesURL)},
		Title: i18n.T(ctx, "Patientlöften %s", year), Year: yearSelect(ctx, p.Overview), ChooseURL: yearURL(promisesURL+"/valj", p.Year),
		Chosen: i18n.T(ctx, "Gruppen arbetar med alla löften %s.", year),
	}
	if len(p.Chosen) > 0 {
		v.Chosen = i18n.N(ctx, "Gruppen arbetar med %d av %d löften %s.", "Gruppen arbetar med %d av %d löften %s.",
			len(p.Chosen), len(p.Chosen), len(p.Promises), year)
	} else if !p.EverChosen {
		v.Begin = i18n.T(ctx, "En ny grupp behöver inte följa alla löften från början. Välj de som betyder mest för era patienter, och lägg till fler när arbetet är i gång.")
	}
	without := 0
	for _, promise := range p.Promises {
		row := newPromiseRow(ctx, p, promise)
		if !p.Active(promise.ID) {
			v.Resting = append(v.Resting, row)
			continue
		}
		if len(row.Goals) == 0 {
			without++
		}
		v.Promises = append(v.Promises, row)
	}
	if without > 0 && p.EverChosen {
		v.Without = i18n.N(ctx, "%d löfte har inget mål %s.", "%d löften har inget mål %s.", without, without, year)
	}
	return v
}

// newPromiseRow is what serves one promise in the year.
func newPromiseRow(ctx context.Context, p goals.PromiseYear, promise quality.Promise) view.PromiseRow {
	row := view.PromiseRow{Code: promise.Code, Text: promise.Text}
	var through []quality.IndicatorID // measures that stand below a goal
	for _, g := range p.Goals {
		if !slices.Contains(g.Promises, promise.ID) {
			continue
		}
		goal := view.PromiseGoal{Link: ui.Link{Text: g.Title, URL: "/mal/" + number(g.ID)}}
		for _, id := range g.Indicators {
			goal.Measures = appendMeasure(ctx, goal.Measures, p, id)
		}
		through = append(through, g.Indicators...)
		row.Goals = append(row.Goals, goal)
	}
	for _, s := range p.Selected {
		follows := slices.ContainsFunc(p.Serves, func(serves goals.IndicatorPromise) bool {
			return serves.PromiseID == promise.ID && serves.IndicatorID == s.IndicatorID
		})
		if follows && !slices.Contains(through, s.IndicatorID) {
			row.Beside = appendMeasure(ctx, row.Beside, p, s.IndicatorID)
			through = append(through, s.IndicatorID)
		}
	}
	row.Coverage = coverage(ctx, p, through)
	if a := p.ActionsFor(promise.ID); a.Open+a.Done > 0 {
		var parts []string
		if a.Open > 0 {
			parts = append(parts, i18n.N(ctx, "en pågår", "%d pågår", a.Open))
		}
		if a.Done > 0 {
			parts = append(parts, i18n.N(ctx, "en klar", "%d klara", a.Done))
		}
		row.Actions = ui.Link{Text: strings.Join(parts, ", "), URL: "/forbattring?lage=alla&lofte=" + url.QueryEscape(promise.Code)}
	}
	return row
}

func appendMeasure(ctx context.Context, list []view.PromiseMeasure, p goals.PromiseYear, id quality.IndicatorID) []view.PromiseMeasure {
	i, known := p.Indicator(id)
	if !known {
		return list
	}
	m := view.PromiseMeasure{Link: ui.Link{Text: i.Definition.Name, URL: resultURL(i.Code, p.Year)}, Measured: p.Measured[id] > 0}
	for _, row := range p.Rows {
		if row.Measure.ID == id && m.Measured {
			m.Results = append(m.Results, promiseResult(ctx, row))
		}
	}
	return append(list, m)
}

// promiseResult is the group's result of the row, and how it stands to its target.
func promiseResult(ctx context.Context, row analysis.Row) view.PromiseResult {
	r := view.PromiseResult{Part: row.Stratum.Name}
	if row.Total.State == analysis.Reported {
		r.Value = words.Value(ctx, row.Total.Result)
	}
	if r.Status = looks.Status(row.Total); r.Status == ui.StatusFollowed && row.Total.Target == nil {
		r.Status = ""
	}
	return r
}

// coverage says how well a promise is followed in the year: how many measures follow it,
// and how many of them have figures.
func coverage(ctx context.Context, p goals.PromiseYear, ids []quality.IndicatorID) string {
	measured := 0
	for _, id := range ids {
		if p.Measured[id] > 0 {
			measured++
		}
	}
	if len(ids) == 0 {
		return i18n.T(ctx, "Inget mått")
	}
	return i18n.N(ctx, "%d mått, %d med siffror", "%d mått, %d med siffror", len(ids), len(ids), measured)
}
