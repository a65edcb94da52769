package collect

import (
	"net/http"
	"net/url"
	"slices"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
)

// SaveRow stores one row of the form as soon as the user leaves it, and answers
// with the row as it then is: saved, with what is wrong, or with what somebody
// else has saved meanwhile. It is what the form's script calls; without the script
// SaveEntry does the same for the whole form.
func (h *Handlers) SaveRow(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	back, err := h.save(w, r, measuresIn)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if !back.whole() {
		status = back.status()
	}
	form := back.saved.Form
	v := view.SavedRows{At: i18n.Clock(ctx, page.VisitorOf(r).Now)}
	v.Progress, _, _ = progressWords(ctx, form)
	v.Together = newTogether(ctx, form)
	for _, row := range form.Rows {
		if sent(r, row) {
			v.Rows = append(v.Rows, newRow(ctx, form, row, back))
		}
		if _, broken := sentences(ctx, row); len(broken) > 0 {
			v.Broken = append(v.Broken, view.Row{Key: rowKey(row.Key()), Broken: broken})
		}
	}
	if len(v.Rows) == 0 {
		return fault.ErrConflict // the group does not collect the measure any more
	}
	return page.Render(w, r, status, view.RowsSaved(v))
}

// measuresIn are the measures that the fields' names tell of.
func measuresIn(values url.Values) []quality.IndicatorID {
	list := []quality.IndicatorID{}
	for name := range values {
		if id, ok := collect.MeasureOf(name); ok && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// sent reports whether the row, or an answer within it, was in what came.
func sent(r *http.Request, row collect.Row) bool {
	for part := range withChanges([]collect.Row{row}) {
		if r.PostForm.Has(collect.FieldName(part.Key(), "read")) {
			return true
		}
	}
	// An answer that was new has got a day of its own.
	key := row.Key()
	key.Since = collect.NewAnswer
	return r.PostForm.Has(collect.FieldName(key, "read"))
}
