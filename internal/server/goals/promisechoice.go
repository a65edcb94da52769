package goals

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditPromiseChoice shows the promises to choose among for a year.
func (h *Handlers) EditPromiseChoice(w http.ResponseWriter, r *http.Request) error {
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	p, err := h.promiseYear(r, year)
	if err != nil {
		return err
	}
	return showPromiseChoice(w, r, newPromiseChoiceView(r.Context(), p), http.StatusOK)
}

func (h *Handlers) promiseYear(r *http.Request, year int) (goals.PromiseYear, error) {
	visitor := page.VisitorOf(r)
	return h.room.PromiseYear(r.Context(), visitor.Actor, visitor.Group.ID, year)
}

// ChoosePromises stores which promises the group works with in a year. When somebody
// else was first the form comes back with what was chosen, and says what is stored now.
func (h *Handlers) ChoosePromises(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	year, err := strconv.Atoi(form.Value("year"))
	if err != nil {
		return fault.ErrNotFound
	}
	chosen := goals.YearPromises{GroupID: visitor.Group.ID, Year: year, Before: splitIDs[quality.PromiseID](form.Value("before"))}
	for _, id := range form.IDs("promises") {
		chosen.Promises = append(chosen.Promises, quality.PromiseID(id))
	}
	if err = form.Err(); err == nil {
		err = h.room.ChooseYearPromises(ctx, visitor.Actor, chosen)
	}
	rejected, overtaken := form.Rejected(err), errors.Is(err, fault.ErrConflict)
	switch {
	case rejected || overtaken:
		p, err := h.promiseYear(r, year)
		if err != nil {
			return err
		}
		v := newPromiseChoiceView(ctx, p)
		stored := v.Chosen
		v.Chosen, v.Problems, v.Errors = form.Values("promises"), form.Summary(ctx), form.Errors(ctx)
		if overtaken {
			v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, "", visitor.Now),
				Now: []ui.Definition{{Term: i18n.T(ctx, "Patientlöften"), Text: promiseCodes(p, stored)}}}
			return showPromiseChoice(w, r, v, http.StatusConflict)
		}
		return showPromiseChoice(w, r, v, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, yearURL(promisesURL, year), page.Done(i18n.T(ctx, "Årets löften är sparade.")))
}

// promiseCodes are the promises with the ids, by their codes.
func promiseCodes(p goals.PromiseYear, ids []string) string {
	var codes []string
	for _, promise := range p.Promises {
		for _, id := range ids {
			if number(promise.ID) == id {
				codes = append(codes, promise.Code)
			}
		}
	}
	if len(codes) == 0 {
		return i18n.NoValue
	}
	return strings.Join(codes, ", ")
}

func newPromiseChoiceView(ctx context.Context, p goals.PromiseYear) view.PromiseChoiceView {
	v := view.PromiseChoiceView{
		FormState: ui.FormState{Action: promisesURL, BackURL: yearURL(promisesURL, p.Year)},
		Year:      strconv.Itoa(p.Year), YearURL: yearURL(promisesURL, p.Year), Before: joinIDs(p.Chosen),
	}
	for _, promise := range p.Promises {
		v.Options = append(v.Options, ui.Option{Value: number(promise.ID), Label: promise.Code + " " + promise.Text})
	}
	for _, id := range p.Chosen {
		v.Chosen = append(v.Chosen, number(id))
	}
	return v
}

func showPromiseChoice(w http.ResponseWriter, r *http.Request, v view.PromiseChoiceView, status int) error {
	return page.Show(w, r, status, page.Page{Title: i18n.T(r.Context(), "Välj löften för %s", v.Year), Content: view.PromiseChoice(v)})
}
