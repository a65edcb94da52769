package collect

import (
	"errors"
	"net/http"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
)

// The fields of the forms about one figure.
const (
	figureField = "figure" // what the figure's fields are called, without the part
	seenMark    = "seen"   // the mark of what the reader saw
)

// ApproveFigure accepts one figure of what the unit has handed in.
func (h *Handlers) ApproveFigure(w http.ResponseWriter, r *http.Request) error {
	form, deciding, err := h.deciding(w, r)
	if err != nil {
		return err
	}
	err = h.room.ApproveFigure(r.Context(), page.VisitorOf(r).Actor, where(r), deciding)
	return h.decided(w, r, form, outcome{err, i18n.T(r.Context(), "Uppgiften är godkänd.")})
}

// ReturnFigure sends one figure back to be mended, with a reason.
func (h *Handlers) ReturnFigure(w http.ResponseWriter, r *http.Request) error {
	form, deciding, err := h.deciding(w, r)
	if err != nil {
		return err
	}
	field := reasonField(form.Value(figureField))
	deciding.Reason = form.Text(field, quality.MaxComment)
	err = h.room.ReturnFigure(r.Context(), page.VisitorOf(r).Actor, where(r), deciding)
	var invalid *fault.ValidationError
	if errors.As(err, &invalid) {
		for _, p := range invalid.Problems {
			form.Problem(field, p.Code, p.Args...)
		}
		err = form.Err()
	}
	return h.decided(w, r, form, outcome{err, i18n.T(r.Context(), "Uppgiften är återlämnad till enheten.")})
}

// reasonField is the field for why a figure is sent back: each figure on the page
// has one.
func reasonField(figure string) string { return "reason." + figure }

// deciding finds out which figure the form is about.
func (h *Handlers) deciding(w http.ResponseWriter, r *http.Request) (*page.Form, collect.Deciding, error) {
	typed, err := page.ParseForm(w, r)
	if err != nil {
		return nil, collect.Deciding{}, err
	}
	form, err := h.room.Form(r.Context(), page.VisitorOf(r).Actor, where(r))
	if err != nil {
		return nil, collect.Deciding{}, err
	}
	for row := range withChanges(form.Rows) {
		if rowKey(row.Key()) == typed.Value(figureField) {
			return typed, collect.Deciding{Key: row.Key(), Seen: typed.Value(seenMark)}, nil
		}
	}
	return nil, collect.Deciding{}, fault.ErrNotFound
}
