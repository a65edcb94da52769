package improve

import (
	"net/http"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
)

// WithdrawNomination takes a nomination back, and removes a draft.
func (h *Handlers) WithdrawNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "nomination")
	if err != nil {
		return err
	}
	was, err := h.room.WithdrawNomination(ctx, visitor.Actor, improvement.Nomination{ID: improvement.NominationID(id), GroupID: visitor.Group.ID, Version: version(form)})
	if err != nil {
		return err
	}
	done := i18n.T(ctx, "Nomineringen är tillbakadragen.")
	if was.State == improvement.NominationDraft {
		done = i18n.T(ctx, "Utkastet är borttaget.")
	}
	return page.RedirectWith(w, r, roundURL(was.RoundID), page.Done(done))
}
