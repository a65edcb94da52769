package goals

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

const (
	proposalsURL = "/mal/forslag"
	stateName    = "lage"
	pageName     = "sida"
)

func proposalURL(id quality.ProposalID) string { return proposalsURL + "/" + number(id) }

// ShowProposals lists what is proposed for a year; the address chooses the year, the
// state, the category and the page.
func (h *Handlers) ShowProposals(w http.ResponseWriter, r *http.Request) error {
	wanted, err := readWanted(r)
	if err != nil {
		return err
	}
	return h.showProposals(w, r, wanted, page.NewForm(nil))
}

func readWanted(r *http.Request) (goals.ProposalsWanted, error) {
	query := r.URL.Query()
	wanted := goals.ProposalsWanted{State: quality.ProposalState(query.Get(stateName)),
		Category: quality.Category(query.Get(categoryName)), Page: 1}
	var err error
	if wanted.Year, err = yearIn(r); err != nil {
		return wanted, err
	}
	if text := query.Get(pageName); text != "" {
		if wanted.Page, err = strconv.Atoi(text); err != nil {
			return wanted, fault.ErrNotFound
		}
	}
	return wanted, nil
}

// showProposals shows the list, with what was typed about a goal that is not carried on.
func (h *Handlers) showProposals(w http.ResponseWriter, r *http.Request, wanted goals.ProposalsWanted, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	l, err := h.room.Proposals(ctx, visitor.Actor, visitor.Group.ID, wanted)
	if err != nil {
		return err
	}
	v := newProposalsView(ctx, l)
	v.Problems = form.Summary(ctx)
	v.LastYears = lastGoalRows(ctx, l, form)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.Proposals(v)})
}

func newProposalsView(ctx context.Context, l goals.ProposalList) view.ProposalsView {
	year := strconv.Itoa(l.Wanted.Year)
	v := view.ProposalsView{Frame: view.Frame{Tabs: tabs(ctx, proposalsURL)}, Title: i18n.T(ctx, "Förslag till mål %s", year),
		Year: yearSelect(ctx, l.Overview), LastTitle: i18n.T(ctx, "Målen %d", l.Wanted.Year-1),
		State: ui.SelectProps{Name: stateName, Label: i18n.T(ctx, "Läge"), Value: string(l.Wanted.State), Empty: i18n.T(ctx, "Alla"),
			Options: choices(ctx, quality.ProposalStates(), words.ProposalState)},
		Category: ui.SelectProps{Name: categoryName, Label: i18n.T(ctx, "Område"), Value: string(l.Wanted.Category),
			Empty: i18n.T(ctx, "Alla områden"), Options: choices(ctx, quality.GoalCategories(), words.Category)},
		Locked: lockedWords(ctx, l.Lock()), YearURL: yearURL("/mal", l.Wanted.Year), YearText: i18n.T(ctx, "Beslutade mål %s", year),
		Count: i18n.N(ctx, "%d förslag.", "%d förslag.", l.Count, l.Count),
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Inget är föreslaget för %s än", year),
			Text: i18n.T(ctx, "Föreslå ett nytt mål, eller gå vidare med ett av målen från året före.")},
		Gaps: gapWords(ctx, l.IfChosen, l.Ceiling),
	}
	visitor := page.VisitorIn(ctx)
	if visitor.May(org.ProposeGoals, 0) && !l.Lock().Locked() && l.Wanted.Year >= visitor.Now.Year() {
		v.NewURL = yearURL(proposalsURL+"/nytt", l.Wanted.Year)
	}
	v.GapsTitle = i18n.T(ctx, "Att tänka på i årets mål")
	if l.Open > 0 {
		v.GapsTitle = i18n.T(ctx, "Att tänka på, om alla öppna förslag väljs")
	} else if len(l.Goals) == 0 {
		v.Gaps = nil // everything is left out before there is anything
	}
	if l.Wanted.State != "" || l.Wanted.Category != "" {
		v.ResetURL = yearURL(proposalsURL, l.Wanted.Year)
		if l.All > 0 {
			v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Inget förslag passar det du har valt"), Text: i18n.T(ctx, "Välj ett annat läge eller område.")}
		}
	}
	for _, p := range l.Proposals {
		v.Proposals = append(v.Proposals, newProposalCard(ctx, l, p))
	}
	v.Pagination = proposalPages(ctx, l)
	return v
}

func newProposalCard(ctx context.Context, l goals.ProposalList, p goals.FoundProposal) view.ProposalCard {
	card := view.ProposalCard{ID: "forslag-" + number(p.ID), URL: proposalURL(p.ID), Title: p.Title, Value: p.ValueForChildren,
		Category: words.Category(ctx, p.Category), State: words.ProposalState(ctx, p.State),
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Gäller"), Text: words.Scope(ctx, p.Scope)},
			{Term: i18n.T(ctx, "Nytt eller fortsatt"), Text: words.Carries(ctx, p.Carries)},
			{Term: i18n.T(ctx, "Föreslaget"), Text: proposedBy(ctx, p)}}}
	if p.State != quality.Withdrawn {
		card.Facts = append(card.Facts, ui.Definition{Term: i18n.T(ctx, "Klinikerna"), Text: words.Stands(ctx, l.StandsOn(p.ID))})
	}
	if !p.Decision.On.IsZero() {
		card.Facts = append(card.Facts, ui.Definition{Term: i18n.T(ctx, "Beslutat"), Text: i18n.LongDate(ctx, p.Decision.On)})
	}
	for _, aim := range p.Aims {
		if i, known := l.Indicator(aim.IndicatorID); known {
			card.Aims = append(card.Aims, i.Definition.Name+": "+words.WholeTarget(ctx, aim, i.Kind, i.Definition))
		}
	}
	return card
}

// proposedBy says who put a proposal forward and when.
func proposedBy(ctx context.Context, p goals.FoundProposal) string {
	day := i18n.LongDate(ctx, p.ProposedAt.In(page.VisitorIn(ctx).Now.Location()))
	if p.ProposedByName == "" {
		return day
	}
	return i18n.T(ctx, "%s av %s", day, p.ProposedByName)
}

// proposalPages leads to the other pages of the list; no links when there is but one.
func proposalPages(ctx context.Context, l goals.ProposalList) ui.PaginationProps {
	p := ui.PaginationProps{Label: i18n.T(ctx, "Förslagens sidor")}
	if l.Pages < 2 {
		return p
	}
	address := func(n int) string {
		query := url.Values{yearName: {strconv.Itoa(l.Wanted.Year)}, pageName: {strconv.Itoa(n)}}
		if l.Wanted.State != "" {
			query.Set(stateName, string(l.Wanted.State))
		}
		if l.Wanted.Category != "" {
			query.Set(categoryName, string(l.Wanted.Category))
		}
		return proposalsURL + "?" + query.Encode()
	}
	shown := []int{1, l.Wanted.Page - 1, l.Wanted.Page, l.Wanted.Page + 1, l.Pages}
	slices.Sort(shown)
	last := 0
	for _, n := range slices.Compact(shown) {
		if n < 1 || n > l.Pages {
			continue
		}
		if n > last+1 {
			p.Pages = append(p.Pages, ui.Link{})
		}
		p.Pages, last = append(p.Pages, ui.Link{Text: strconv.Itoa(n), URL: address(n), Current: n == l.Wanted.Page}), n
	}
	if l.Wanted.Page > 1 {
		p.PreviousURL = address(l.Wanted.Page - 1)
	}
	if l.Wanted.Page < l.Pages {
		p.NextURL = address(l.Wanted.Page + 1)
	}
	return p
}
