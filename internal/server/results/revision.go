package results

import (
	"net/http"

	"samsyn/internal/server/page"
)

// Revision is that of all the room's pages for the visitor.
func (h *Handlers) Revision(r *http.Request) (string, error) {
	visitor := page.VisitorOf(r)
	return h.room.Revision(r.Context(), visitor.Actor, visitor.Group.ID)
}
