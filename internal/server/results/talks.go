package results

import (
	"net/http"

	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	view "samsyn/templates/results"
)

// addTalks leads to what the group says about the measure and the comparison, and to
// asking for support; readers outside the talks get neither.
func (h *Handlers) addTalks(r *http.Request, p indicatorPage, v *view.IndicatorView) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	span := results.SpanCode(p.Span, p.Dataset.Group.CollectionMonths)
	talks, err := h.room.Talks(ctx, visitor.Actor, results.AboutMeasure{GroupID: visitor.Group.ID, Code: p.Measure.Code}, span)
	if err != nil {
		return err
	}
	v.Talk = looks.Talk(ctx, talks.Measure, visitor.Now)
	if v.Talk.Link.URL == "" {
		return nil
	}
	v.Talk.Title = i18n.T(ctx, "Samtal om måttet")
	v.Compared = looks.Talk(ctx, talks.Compared, visitor.Now)
	v.Compared.Title = i18n.T(ctx, "Samtal om jämförelsen, %s", p.period(ctx))
	if visitor.MayAtAny(org.AskSupport, p.Dataset.Units) {
		v.Talk.Ask = looks.SupportAbout(ctx, indicatorURL(p.Measure.Code, choices{}), p.title(ctx))
	}
	return nil
}
