package improve

import (
	"net/http"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

func closeForm(f formFields, p phasePage) *view.PhaseCloseForm {
	c := &view.PhaseCloseForm{URL: phaseURL(p.ID, p.phase.Number) + "/stang", Note: i18n.T(f.ctx, "Alla klarkriterier är uppfyllda.")}
	if left := p.phase.Left(); left > 0 {
		c.Note = words.Sentence(criteriaLeft(f.ctx, left))
		reason := f.area(ui.TextAreaProps{Name: "reason", Label: i18n.T(f.ctx, "Varför den stängs ändå"), MaxLength: improvement.MaxText, Rows: 3})
		c.Reason = &reason
	}
	return c
}

// ClosePhase closes a phase.
func (h *Handlers) ClosePhase(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	return h.changePhase(w, r, i18n.T(ctx, "Fasen är stängd."), func(form *page.Form, p phasePage, ref improve.PathwayRef) error {
		return h.room.ClosePhase(ctx, page.VisitorOf(r).Actor, ref, improvement.PhaseClosing{Phase: p.phase.Number, Reason: form.Text("reason", maxTyped)})
	})
}

// OpenPhase opens a phase again.
func (h *Handlers) OpenPhase(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	return h.changePhase(w, r, i18n.T(ctx, "Fasen är öppen igen."), func(_ *page.Form, p phasePage, ref improve.PathwayRef) error {
		return h.room.OpenPhase(ctx, page.VisitorOf(r).Actor, ref, p.phase.Number)
	})
}
