package improve

import (
	"net/http"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
)

// BringAlong lets a nomination that an earlier round has kept come along into this one.
func (h *Handlers) BringAlong(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	round, err := page.ID(r, "round")
	if err != nil {
		return err
	}
	kept, err := page.ID(r, "nomination")
	if err != nil {
		return err
	}
	id, err := h.room.BringAlong(ctx, visitor.Actor, improvement.Nomination{GroupID: visitor.Group.ID, RoundID: improvement.RoundID(round), PreviousID: improvement.NominationID(kept)})
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, topicURL(id), page.Done(i18n.T(ctx, "Nomineringen är med i årets omgång. Siffrorna är nya. Läs igenom texten och ändra det som inte stämmer längre.")))
}
