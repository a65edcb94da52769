package report

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// EditAnswer is the page where a unit reads its own pages and answers; others of the group
// read what it has sent.
func (h *Handlers) EditAnswer(w http.ResponseWriter, r *http.Request) error {
	p, err := h.answerPage(r)
	if err != nil {
		return err
	}
	return showAnswer(w, r, http.StatusOK, newAnswerView(r.Context(), page.VisitorOf(r), p))
}

func (h *Handlers) answerPage(r *http.Request) (report.AnswerPage, error) {
	year, err := yearOf(r)
	if err != nil {
		return report.AnswerPage{}, err
	}
	visitor := page.VisitorOf(r)
	return h.room.UnitAnswer(r.Context(), visitor.Actor, visitor.Group.ID, year, chi.URLParam(r, "unit"))
}

func showAnswer(w http.ResponseWriter, r *http.Request, status int, v view.AnswerView) error {
	return page.Show(w, r, status, page.Page{Title: v.Head.Title, Content: view.Answer(v)})
}

// SaveAnswer keeps what a unit has written, or sends it. Whatever stands in the way, what
// was typed comes back.
func (h *Handlers) SaveAnswer(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	a := readAnswering(form)
	a.Group, a.Year, a.Unit = visitor.Group.ID, year, chi.URLParam(r, "unit")
	if err = form.Err(); err == nil {
		err = h.room.Answer(ctx, visitor.Actor, a)
	}
	var conflict *report.AnswerConflictError
	rejected := form.Rejected(err)
	switch {
	case err == nil:
		return page.RedirectWith(w, r, answerURL(year, a.Unit), page.Done(answered(r, a.Sending)))
	case !rejected && !errors.As(err, &conflict) && !errors.Is(err, fault.ErrWrongState):
		return err
	}
	p, err := h.answerPage(r)
	if err != nil {
		return err
	}
	v, status := newAnswerView(ctx, visitor, p), http.StatusUnprocessableEntity
	switch {
	case rejected:
		v.Version, v.Problems, v.Errors = form.Value("version"), form.Summary(ctx), form.Errors(ctx)
	case conflict != nil:
		status = http.StatusConflict
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, conflict.Stored.EditedBy, conflict.Stored.EditedAt),
			Now: page.Differing(answerFacts(ctx, p, conflict.Stored), answerFacts(ctx, p, typed(a)))}
	default: // it is too late: what was typed can be read, and copied
		status = http.StatusConflict
		v.Form, v.Action = true, answerURL(year, a.Unit)
	}
	keepTyped(&v, form)
	return showAnswer(w, r, status, v)
}

// readAnswering reads what was typed: each measure has a field of its own.
func readAnswering(form *page.Form) report.Answering {
	a := report.Answering{Body: form.Text("body", report.MaxAnswer), Comments: map[quality.IndicatorID]string{},
		Sending: report.Sending(form.Choice("sending", string(report.Confirm), string(report.SendComments)))}
	if v := form.Whole("version"); v != nil {
		a.Version = int(*v)
	}
	for name := range form.All() {
		number, ok := strings.CutPrefix(name, "comment.")
		id, err := strconv.ParseInt(number, 10, 64)
		if ok && err == nil && name == report.CommentField(quality.IndicatorID(id)) {
			a.Comments[quality.IndicatorID(id)] = form.Text(name, report.MaxComment)
		}
	}
	return a
}

// keepTyped puts what was typed into the fields.
func keepTyped(v *view.AnswerView, form *page.Form) {
	keep := func(f *ui.TextAreaProps) {
		if form.Has(f.Name) {
			f.Value = form.Value(f.Name)
		}
		f.Error = v.Errors[f.Name]
	}
	keep(&v.Body)
	for g := range v.Goals {
		for m := range v.Goals[g].Measures {
			keep(&v.Goals[g].Measures[m].Field)
		}
	}
}

// answered says what was done.
func answered(r *http.Request, s report.Sending) string {
	switch s {
	case report.Confirm:
		return i18n.T(r.Context(), "Tack. Ni har bekräftat att sidorna stämmer.")
	case report.SendComments:
		return i18n.T(r.Context(), "Tack. Synpunkterna är skickade.")
	}
	return i18n.T(r.Context(), "Utkastet är sparat. Det är inte skickat.")
}

func answerURL(year int, unit string) string { return roundURL(year) + "/" + unit }

func roundURL(year int) string { return yearURL(year) + roundTab }
