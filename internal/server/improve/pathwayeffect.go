package improve

import (
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// evaluateLead says what the evaluation will show, and from when.
func evaluateLead(ctx context.Context, p improve.PathwayPage) string {
	from := p.LooksFrom(p.Phases)
	if from.After(p.Today) {
		return i18n.T(ctx, "Måtten jämförs före och efter %s. Det som syns är vad siffrorna visar, inte vad som var orsaken.", i18n.LongDate(ctx, from))
	}
	return i18n.T(ctx, "Måtten jämförs före och efter %s, och för varje enhet från den dag den började. Det säger inte vad som var orsaken.", i18n.LongDate(ctx, from))
}

// ShowEvaluation is what the figures say before and after an introduction.
func (h *Handlers) ShowEvaluation(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	e, err := h.evaluation(r)
	if err != nil {
		return err
	}
	v, err := newEvaluationView(ctx, visitor, e)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Evaluation(v), Scripts: scripts})
}

func (h *Handlers) evaluation(r *http.Request) (improve.Evaluation, error) {
	ref, err := pathwayRef(r)
	if err != nil {
		return improve.Evaluation{}, err
	}
	return h.room.Evaluate(r.Context(), page.VisitorOf(r).Actor, ref)
}

func newEvaluationView(ctx context.Context, visitor page.Visitor, e improve.Evaluation) (view.EvaluationView, error) {
	v := view.EvaluationView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Måtten före och efter"), Lead: evaluateLead(ctx, e.PathwayPage), Trail: pathwayTrail(ctx, e.PathwayPage)}}
	if len(e.Lines) == 0 {
		v.Empty = i18n.T(ctx, "Införandet följs inte med något mått.")
	}
	for _, line := range e.Lines {
		part := view.EvaluationPart{ID: "matt-" + line.Code, Title: line.Name, NoEffect: noJointEffect(ctx, e, line)}
		if e.Rights.Results {
			part.URL = measureURL(line.Code)
		}
		for _, effect := range line.Joint {
			shown, err := EffectView(ctx, Drawn{Effect: effect, Subject: subjectOf(visitor, effect), URL: pathwayURL(e.ID) + "/utvardering/diagram/" + line.Code})
			if err != nil {
				return v, err
			}
			shown.ID += "-" + line.Code
			part.Effects = append(part.Effects, shown)
		}
		for _, u := range line.Units {
			row := view.EvaluationRow{Unit: u.UnitName, State: words.PathwayUnitState(ctx, u.State), Since: i18n.T(ctx, "sedan %s", i18n.LongDate(ctx, *u.Since))}
			for _, effect := range u.Effects {
				row.Effects = append(row.Effects, partEffect(ctx, effect))
			}
			part.Units = append(part.Units, row)
		}
		v.Measures = append(v.Measures, part)
	}
	return v, nil
}

// noJointEffect says why nothing can be told of all units together; "" when it can.
func noJointEffect(ctx context.Context, e improve.Evaluation, line improve.EvaluatedMeasure) string {
	switch {
	case line.Measure == nil:
		return i18n.T(ctx, "Gruppen har inte samlat in måttet.")
	case !line.Measure.Charted():
		return i18n.T(ctx, "Måttet följs inte period för period, så före och efter går inte att räkna.")
	case e.From.After(e.Today):
		return i18n.T(ctx, "Dagen som delar före och efter har inte kommit än.")
	case len(line.Joint) == 0:
		return i18n.T(ctx, "Det finns ingen linje för alla enheter tillsammans.")
	}
	return ""
}

// ShowEvaluationChart is a measure's effect as a picture, for pages without JavaScript.
func (h *Handlers) ShowEvaluationChart(w http.ResponseWriter, r *http.Request) error {
	e, err := h.evaluation(r)
	if err != nil {
		return err
	}
	for _, line := range e.Lines {
		for _, effect := range line.Joint {
			if line.Code == chi.URLParam(r, "measure") && effect.Control.Stratum.Code == page.Query(r).Value(partName) && drawable(effect) {
				return h.sendPicture(w, r, looks.EffectLine(r.Context(), subjectOf(page.VisitorOf(r), effect), effect))
			}
		}
	}
	return fault.ErrNotFound
}
