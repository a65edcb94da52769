package goals

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/analysis"
	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// ShowUnitGoals shows one unit's goals beside those that all share; ?ar= chooses the
// year.
func (h *Handlers) ShowUnitGoals(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	read, err := h.room.UnitGoals(ctx, visitor.Actor, visitor.Group.ID, goals.UnitYear{Code: chi.URLParam(r, "unit"), Year: year})
	if err != nil {
		return err
	}
	v := newUnitGoalsView(ctx, unitPage{UnitGoals: read, mayEdit: visitor.May(org.EditLocalGoals, read.Unit.ID), today: visitor.Today()})
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.UnitGoals(v)})
}

// unitPage is what one unit's page is made from.
type unitPage struct {
	goals.UnitGoals
	mayEdit bool
	today   time.Time
}

// url is the unit's own address.
func (p unitPage) url() string { return localURL + "/" + url.PathEscape(p.Unit.Code) }

func newUnitGoalsView(ctx context.Context, p unitPage) view.UnitGoalsView {
	v := view.UnitGoalsView{
		Trail: []ui.Link{{Text: i18n.T(ctx, "Enheternas mål"), URL: yearURL(localURL, p.Year)}},
		Title: i18n.T(ctx, "%s: mål %s", p.Unit.ShortName, strconv.Itoa(p.Year)), Action: p.url(), Year: yearSelect(ctx, p.Overview),
		ResultURL: yearURL("/resultat/enhet/"+url.PathEscape(p.Unit.Code), p.Year), Masked: maskedNote(ctx, p.Dataset),
	}
	newURL := yearURL(p.url()+"/nytt", p.Year)
	if p.mayEdit {
		v.NewURL = newURL
	}
	blocks := p.Dataset.Overview(p.Year)
	for _, g := range p.Goals {
		shared := view.SharedGoal{ID: "mal-" + number(g.ID), Title: g.Title, URL: "/mal/" + number(g.ID), Category: words.Category(ctx, g.Category)}
		if p.mayEdit {
			shared.NewURL = newURL + "&" + sharedParam + "=" + number(g.ID)
		}
		for _, b := range blocks {
			if b.Goal.ID == g.ID {
				shared.Measures = p.results(ctx, b.Rows)
			}
		}
		v.Shared = append(v.Shared, shared)
	}
	if len(v.Shared) == 0 {
		v.NoShared = i18n.T(ctx, "Inga gemensamma mål är bestämda för %s", strconv.Itoa(p.Year))
	}
	for _, l := range p.Locally {
		n := slices.IndexFunc(p.Goals, func(g quality.Goal) bool { return g.ID == l.GoalID })
		if n < 0 {
			v.Own = append(v.Own, p.card(ctx, l))
			continue
		}
		v.Shared[n].Locally = append(v.Shared[n].Locally, p.card(ctx, l))
	}
	return v
}

// results are the unit's own in a goal's measures, of those that apply to it.
func (p unitPage) results(ctx context.Context, rows []analysis.Row) []view.Outcome {
	var list []view.Outcome
	for _, row := range rows {
		if row.Includes(p.Unit) {
			list = append(list, newOutcome(ctx, row, row.Units[p.Index]))
		}
	}
	return list
}

// card is one of the unit's own goals, with its result against what the unit wants.
func (p unitPage) card(ctx context.Context, l quality.LocalGoal) view.LocalCard {
	card := newLocalCard(ctx, p.Overview, l)
	if p.mayEdit {
		card.EditURL = p.url() + "/" + number(l.ID)
	}
	if l.Overdue(p.today) {
		card.Late = i18n.T(ctx, "Dagen har gått. Säg hur det gick.")
	}
	if l.IndicatorID == 0 {
		return card
	}
	card.Results, card.Unproved = localOutcomes(ctx, p.Overview, p.Dataset, l)
	return card
}

// localOutcomes holds a unit's results of the year against its own goal; or says why there
// are none.
func localOutcomes(ctx context.Context, o goals.Overview, ds *analysis.Dataset, l quality.LocalGoal) ([]view.Outcome, string) {
	if l.IndicatorID == 0 {
		return nil, i18n.T(ctx, "Inget mått: enheten säger själv hur det går.")
	}
	i, _ := o.Indicator(l.IndicatorID)
	m, collected := ds.Measure(i.Code)
	if !collected {
		return nil, i18n.T(ctx, "Måttet samlas inte in %s, så resultatet går inte att räkna ut.", strconv.Itoa(l.Year))
	}
	index := slices.IndexFunc(ds.Units, func(u org.Unit) bool { return u.ID == l.UnitID })
	target, aims := l.Aim()
	var list []view.Outcome
	for _, part := range m.Parts() {
		row := ds.Row(m, part, l.Year)
		if index < 0 || !row.Includes(ds.Units[index]) {
			continue
		}
		c := row.Units[index]
		if aims {
			c = c.Against(target)
		} else {
			c.Target, c.Judgement = nil, quality.Judgement{Status: quality.Followed}
		}
		list = append(list, newOutcome(ctx, row, c))
	}
	if len(list) == 0 {
		return nil, i18n.T(ctx, "Enheten lämnar inte siffror till måttet, så resultatet går inte att räkna ut.")
	}
	return list, ""
}
