package goals

import (
	"errors"
	"net/http"
	"slices"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
)

// EditNewDivision shows the form for a new way of dividing the children, filled in with the
// parts of a ready-made one: `?slag=` is its kind.
func (h *Handlers) EditNewDivision(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	d, err := h.divisions(r)
	if err != nil {
		return err
	}
	kind := quality.DivisionKind(page.Query(r).Value("slag"))
	if !slices.Contains(quality.DivisionKinds(), kind) {
		kind = quality.ByOther
	}
	return h.showDivision(w, r, divisionPage{Divisions: d, form: page.NewForm(divisionValues(ctx, readyMade(ctx, kind, d)))})
}

// CreateDivision adds a way of dividing the children.
func (h *Handlers) CreateDivision(w http.ResponseWriter, r *http.Request) error {
	return h.storeDivision(w, r, true)
}

// EditDivision shows the form for a way of dividing the children.
func (h *Handlers) EditDivision(w http.ResponseWriter, r *http.Request) error {
	d, use, err := h.division(r)
	if err != nil {
		return err
	}
	return h.showDivision(w, r, divisionPage{Divisions: d, DivisionUse: use, form: page.NewForm(divisionValues(r.Context(), use.Division))})
}

// SaveDivision stores a changed way of dividing the children.
func (h *Handlers) SaveDivision(w http.ResponseWriter, r *http.Request) error {
	return h.storeDivision(w, r, false)
}

// divisions reads those there are, for those who may change them.
func (h *Handlers) divisions(r *http.Request) (goals.Divisions, error) {
	visitor := page.VisitorOf(r)
	d, err := h.room.ShowDivisions(r.Context(), visitor.Actor, visitor.Group.ID)
	if err == nil && !d.CanEdit {
		err = fault.ErrForbidden
	}
	return d, err
}

// division reads the one that the address names.
func (h *Handlers) division(r *http.Request) (goals.Divisions, goals.DivisionUse, error) {
	d, err := h.divisions(r)
	if err != nil {
		return d, goals.DivisionUse{}, err
	}
	id, err := page.ID(r, "division")
	if err != nil {
		return d, goals.DivisionUse{}, err
	}
	use, err := d.Of(id)
	return d, use, err
}

func (h *Handlers) storeDivision(w http.ResponseWriter, r *http.Request, fresh bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p := divisionPage{form: form}
	if fresh {
		p.Divisions, err = h.divisions(r)
	} else {
		p.Divisions, p.DivisionUse, err = h.division(r)
	}
	if err != nil {
		return err
	}
	d, lines := readDivision(form)
	d.ID = p.ID
	if err = form.Err(); err == nil {
		_, err = h.room.SaveDivision(ctx, visitor.Actor, visitor.Group.ID, d)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p.Divisions, p.DivisionUse, err = h.division(r); err != nil { // as it has become
			return err
		}
		p.conflict = true
		return h.showDivision(w, r, p)
	case form.Rejected(moved(err, lines)):
		return h.showDivision(w, r, p)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, divisionsURL, page.Done(i18n.T(ctx, "Uppdelningen är sparad.")))
}

// moved is the problems with the parts at the lines of the form that they came from.
func moved(err error, lines []int) error {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	at := &fault.ValidationError{}
	for _, p := range invalid.Problems {
		for n, line := range slices.Backward(lines) {
			for _, field := range []string{"code", "name", "from", "to"} {
				if p.Field == partField(n, field) {
					p.Field = partField(line, field)
					goto found
				}
			}
		}
	found:
		at.Problems = append(at.Problems, p)
	}
	return at
}

// DeleteDivision removes a way of dividing the children that nothing is divided by.
func (h *Handlers) DeleteDivision(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "division")
	if err != nil {
		return err
	}
	if err := h.room.DeleteDivision(ctx, visitor.Actor, visitor.Group.ID, quality.Division{ID: id, Version: readRevision(form)}); err != nil {
		return err
	}
	return page.RedirectWith(w, r, divisionsURL, page.Done(i18n.T(ctx, "Uppdelningen är borttagen.")))
}
