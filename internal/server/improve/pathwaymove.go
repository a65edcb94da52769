package improve

import (
	"net/http"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

func moveForm(f formFields, p phasePage) *view.PhaseMoveForm {
	m := &view.PhaseMoveForm{URL: phaseURL(p.ID, p.phase.Number) + "/flytta", Note: i18n.T(f.ctx, "Det som kommer efter flyttas med och behåller sin längd."),
		To:  f.field(ui.FieldProps{Name: "to", Label: i18n.T(f.ctx, "Ny sista dag"), Type: "date", Required: true}),
		Why: f.area(ui.TextAreaProps{Name: "why", Label: i18n.T(f.ctx, "Varför"), MaxLength: improvement.MaxText, Rows: 2, Required: true})}
	if p.phase.Number == improvement.PreparationPhase {
		m.To.Label = i18n.T(f.ctx, "Ny dag")
		m.What = &ui.ChoiceGroupProps{Name: "what", Legend: i18n.T(f.ctx, "Vad flyttas?"), Chosen: f.form.Values("what"), Inline: true, Options: []ui.Option{
			{Value: "end", Label: i18n.T(f.ctx, "Fasens sista dag")}, {Value: "start", Label: i18n.T(f.ctx, "Införandets första dag")}}}
	}
	return m
}

// MovePhase moves the end of a phase, or the first day of all.
func (h *Handlers) MovePhase(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	return h.changePhase(w, r, i18n.T(ctx, "Dagarna är flyttade, och det som kommer efter med dem."), func(form *page.Form, p phasePage, ref improve.PathwayRef) error {
		m := improvement.PhaseMove{Phase: p.phase.Number, Why: form.Text("why", maxTyped)}
		if form.Value("what") == "start" && m.Phase == improvement.PreparationPhase {
			m.Phase = 0
		}
		if to := form.Date("to"); to != nil {
			m.To = *to
		}
		if err := form.Err(); err != nil {
			return err
		}
		return h.room.MovePhase(ctx, page.VisitorOf(r).Actor, ref, m)
	})
}
