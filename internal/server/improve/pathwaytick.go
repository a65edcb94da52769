package improve

import (
	"net/http"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
)

// TickPhase ticks lines of a phase.
func (h *Handlers) TickPhase(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	return h.changePhase(w, r, i18n.T(ctx, "Det som är avbockat är sparat."), func(form *page.Form, p phasePage, ref improve.PathwayRef) error {
		t := improve.Ticks{Phase: p.phase.Number, Ticked: items(form, "ticked"), Were: items(form, "were")}
		if err := form.Err(); err != nil {
			return err
		}
		return h.room.TickItems(ctx, page.VisitorOf(r).Actor, ref, t)
	})
}

func items(form *page.Form, name string) []improvement.PathwayItemID {
	var ids []improvement.PathwayItemID
	for _, id := range form.IDs(name) {
		ids = append(ids, improvement.PathwayItemID(id))
	}
	return ids
}
