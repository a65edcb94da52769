package group

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// AdoptMandate makes a draft the version that holds.
func (h *Handlers) AdoptMandate(w http.ResponseWriter, r *http.Request) error {
	return h.endDraft(w, r, h.room.AdoptMandate, i18n.T(r.Context(), "Versionen är antagen. Verksamhetscheferna ser på sin startsida att de ska ta del av den."))
}

// DeleteMandate takes a draft away.
func (h *Handlers) DeleteMandate(w http.ResponseWriter, r *http.Request) error {
	return h.endDraft(w, r, h.room.DeleteMandate, i18n.T(r.Context(), "Utkastet är borttaget."))
}

// endDraft does something to the draft that the address names, as it was seen.
func (h *Handlers) endDraft(w http.ResponseWriter, r *http.Request, do func(context.Context, org.Actor, org.Mandate) error, done string) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.mandateIn(r)
	if err != nil {
		return err
	}
	seen := org.Mandate{ID: p.Shown.ID, GroupID: visitor.Group.ID}
	seen.Version, _ = strconv.Atoi(form.Value("version")) // what is no number is nobody's version
	err = do(ctx, visitor.Actor, seen)
	if errors.Is(err, fault.ErrConflict) {
		return h.showMandate(w, r, p.Shown.Number, i18n.T(ctx, "Utkastet har ändrats medan du hade sidan öppen. Läs det som står nu, och välj igen."))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, mandateURL, page.Done(done))
}

// AcknowledgeMandate is a head of clinic's signature under the version that holds.
func (h *Handlers) AcknowledgeMandate(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	a := group.Acknowledging{GroupID: visitor.Group.ID, Mandate: org.MandateID(form.ID("mandate")), Unit: org.UnitID(form.ID("unit"))}
	if err := form.Err(); err != nil {
		return fault.ErrNotFound
	}
	err = h.room.AcknowledgeMandate(ctx, visitor.Actor, a)
	if errors.Is(err, fault.ErrConflict) {
		return h.showMandate(w, r, 0, i18n.T(ctx, "En nyare version gäller nu. Läs den först."))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, mandateURL, page.Done(i18n.T(ctx, "Du har tagit del av uppdraget %s.", i18n.LongDate(ctx, visitor.Today()))))
}
