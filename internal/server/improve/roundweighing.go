package improve

import (
	"context"
	"net/http"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowWeighing shows all of a round's nominations side by side, with what each clinic says
// of them; for the group alone.
func (h *Handlers) ShowWeighing(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.roundOf(r)
	if err != nil {
		return err
	}
	if !visitor.May(org.Discuss, 0) {
		return fault.ErrForbidden
	}
	if p.State != improvement.RoundWeighing && p.State != improvement.RoundDecided {
		return fault.ErrWrongState
	}
	v := newWeighingView(ctx, visitor, p)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Weighing(v)})
}

func newWeighingView(ctx context.Context, visitor page.Visitor, p improve.RoundPage) view.WeighingView {
	v := view.WeighingView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Klinikernas vägning"), Trail: roundTrail(ctx, &p.Round),
		Lead: i18n.T(ctx, "Alla nomineringar bredvid varandra. Varje klinik har ett ord om var och en. Läses bara inom gruppen.")}}
	if p.State == improvement.RoundWeighing && improve.DecidesRounds(visitor.Actor, visitor.Group.ID) {
		v.DecideURL = roundURL(p.Round.ID) + "/beslut"
	}
	own := map[org.UnitID]bool{}
	for _, u := range p.Asked {
		v.Clinics = append(v.Clinics, u.ShortName)
		own[u.ID] = visitor.May(org.TakeStand, u.ID)
	}
	for _, n := range p.Sent() {
		row := view.WeighedTopic{Link: ui.Link{Text: n.Title, URL: topicURL(n.ID)}, Criteria: criteriaWords(ctx, n.Nomination),
			Count: words.Stands(ctx, p.StandsOn(n.ID)), Nominated: nominatedBy(ctx, p, n)}
		if n.Outcome != "" {
			badge := topicBadge(ctx, n.Nomination)
			row.Outcome = &badge
		}
		for _, u := range p.Asked {
			cell := view.WeighedCell{Clinic: u.ShortName, Stand: i18n.T(ctx, "Inte svarat")}
			if w, answered := p.WeighingOf(n.ID, u.ID); answered {
				cell.Kind, cell.Stand, cell.Strengths = string(w.Stand), words.Stand(ctx, w.Stand), strengthWords(ctx, w.Weighing)
				if w.Remark != "" {
					row.Remarks = append(row.Remarks, ui.Definition{Term: u.ShortName, Text: w.Remark})
				}
			} else if own[u.ID] && p.State == improvement.RoundWeighing {
				cell.WeighURL = topicURL(n.ID) + "#vagning"
			}
			row.Cells = append(row.Cells, cell)
		}
		v.Topics = append(v.Topics, row)
	}
	return v
}

// strengthWords is how strong a clinic finds the criteria: each on its line.
func strengthWords(ctx context.Context, w improvement.Weighing) []string {
	var lines []string
	if w.PoorQuality != "" {
		lines = append(lines, i18n.T(ctx, "Kvalitet: %s", strings.ToLower(words.Strength(ctx, w.PoorQuality))))
	}
	if w.Variation != "" {
		lines = append(lines, i18n.T(ctx, "Variation: %s", strings.ToLower(words.Strength(ctx, w.Variation))))
	}
	return lines
}
