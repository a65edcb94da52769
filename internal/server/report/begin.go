package report

import (
	"errors"
	"net/http"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
)

// BeginReport begins the work on the year's report. When somebody else has done so
// meanwhile there is nothing left to do.
func (h *Handlers) BeginReport(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	err = h.room.BeginReport(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil && !errors.Is(err, fault.ErrConflict) {
		return err
	}
	return page.RedirectWith(w, r, yearURL(year)+sectionsTab, page.Done(i18n.T(ctx, "Arbetet med rapporten har börjat.")))
}
