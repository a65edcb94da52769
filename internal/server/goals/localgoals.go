package goals

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

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

const localURL = "/mal/enheter"

// The names of the choices in the address of the units' own goals.
const (
	unitParam   = "enhet"
	sharedParam = "mal"
	stateParam  = "lage"
	pageParam   = "sida"
)

// ownGoals is the choice of goals that are no step towards a shared one.
const ownGoals = "egna"

// ShowLocalGoals shows the units' own goals of a year; ?enhet=, ?mal= and ?lage= choose
// among them.
func (h *Handlers) ShowLocalGoals(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	f, err := localFilter(r)
	if err != nil {
		return err
	}
	l, err := h.room.LocalGoals(ctx, visitor.Actor, visitor.Group.ID, f)
	if err != nil {
		return err
	}
	v := newLocalGoalsView(ctx, localList{l, f, visitor.Today()})
	for _, u := range l.Units {
		if visitor.May(org.EditLocalGoals, u.ID) {
			v.Mine = append(v.Mine, ui.Link{Text: i18n.T(ctx, "Mål för %s", u.ShortName), URL: yearURL(localURL+"/"+url.PathEscape(u.Code), l.Year)})
		}
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.LocalGoals(v)})
}

// localFilter is what the address asks for; what there is no such of leads nowhere.
func localFilter(r *http.Request) (f goals.LocalFilter, err error) {
	if f.Year, err = yearIn(r); err != nil {
		return f, err
	}
	query := page.Query(r)
	f.Unit, f.State = query.Value(unitParam), quality.LocalState(query.Value(stateParam))
	if f.Own = query.Value(sharedParam) == ownGoals; !f.Own {
		f.Goal = quality.GoalID(query.ID(sharedParam))
	}
	if text := query.Value(pageParam); text != "" {
		n := query.ID(pageParam)
		f.Page = int(min(n, 1_000_000))
	}
	if query.Err() != nil {
		return f, fault.ErrNotFound
	}
	return f, nil
}

// query is the filter as it stands in an address, on the page with the number.
func localQuery(f goals.LocalFilter, year, n int) string {
	q := url.Values{yearName: {strconv.Itoa(year)}}
	if f.Unit != "" {
		q.Set(unitParam, f.Unit)
	}
	switch {
	case f.Own:
		q.Set(sharedParam, ownGoals)
	case f.Goal != 0:
		q.Set(sharedParam, number(f.Goal))
	}
	if f.State != "" {
		q.Set(stateParam, string(f.State))
	}
	if n > 1 {
		q.Set(pageParam, strconv.Itoa(n))
	}
	return localURL + "?" + q.Encode()
}

// localList is what the list is made from.
type localList struct {
	goals.LocalGoals
	filter goals.LocalFilter
	today  time.Time
}

func newLocalGoalsView(ctx context.Context, l localList) view.LocalGoalsView {
	f := l.filter
	year := strconv.Itoa(l.Year)
	v := view.LocalGoalsView{
		Frame: view.Frame{Tabs: tabs(ctx, localURL)},
		Title: i18n.T(ctx, "Enheternas mål %s", year), Year: yearSelect(ctx, l.Overview),
		Unit:      ui.SelectProps{Name: unitParam, Label: i18n.T(ctx, "Enhet"), Value: f.Unit, Empty: i18n.T(ctx, "Alla enheter")},
		Shared:    ui.SelectProps{Name: sharedParam, Label: i18n.T(ctx, "På väg mot"), Empty: i18n.T(ctx, "Alla mål")},
		State:     ui.SelectProps{Name: stateParam, Label: i18n.T(ctx, "Läge"), Value: string(f.State), Empty: i18n.T(ctx, "Alla lägen")},
		Count:     i18n.N(ctx, "%d mål", "%d mål", l.Total, l.Total),
		Empty:     i18n.T(ctx, "Ingen enhet har skrivit något mål för %s", year),
		EmptyText: i18n.T(ctx, "Varje enhet kan sätta egna delmål mot de gemensamma målen, och mål som bara är dess egna."),
	}
	if f.Unit != "" || f.Goal != 0 || f.Own || f.State != "" {
		v.ResetURL = yearURL(localURL, l.Year)
		v.Empty, v.EmptyText = i18n.T(ctx, "Inget mål passar det du har valt"), i18n.T(ctx, "Rensa val för att se alla.")
	}
	for _, u := range l.Units {
		v.Unit.Options = append(v.Unit.Options, ui.Option{Value: u.Code, Label: u.ShortName})
		v.Units = append(v.Units, ui.Link{Text: u.Name, URL: yearURL(localURL+"/"+url.PathEscape(u.Code), l.Year)})
	}
	v.Shared.Options = append(v.Shared.Options, ui.Option{Value: ownGoals, Label: i18n.T(ctx, "Enheternas egna")})
	for _, g := range l.Goals {
		v.Shared.Options = append(v.Shared.Options, ui.Option{Value: number(g.ID), Label: g.Title})
	}
	if v.Shared.Value = ownGoals; !f.Own {
		v.Shared.Value = number(f.Goal)
	}
	for _, s := range quality.LocalStates() {
		v.State.Options = append(v.State.Options, ui.Option{Value: string(s), Label: words.LocalState(ctx, s)})
	}
	for _, g := range l.List {
		card := newLocalCard(ctx, l.Overview, g)
		if g.Overdue(l.today) {
			card.Late = i18n.T(ctx, "dagen har gått")
		}
		v.Rows = append(v.Rows, card)
	}
	if l.Pages > 1 {
		v.Pages = localPages(ctx, l.LocalGoals, f)
	}
	return v
}

// newLocalCard is one of the units' own goals without its results.
func newLocalCard(ctx context.Context, o goals.Overview, g quality.LocalGoal) view.LocalCard {
	card := view.LocalCard{ID: "eget-" + number(g.ID), Title: g.Title, Method: g.Method, Sign: g.SignText, Outcome: g.Outcome,
		State: ui.GoalBadgeProps{State: ui.GoalState(g.State), Text: words.LocalState(ctx, g.State)}}
	if g.DueOn != nil {
		card.Due = i18n.LongDate(ctx, *g.DueOn)
	}
	for _, u := range o.Units {
		if u.ID == g.UnitID {
			card.Unit = ui.Link{Text: u.ShortName, URL: yearURL(localURL+"/"+url.PathEscape(u.Code), g.Year)}
		}
	}
	for _, shared := range o.Goals {
		if shared.ID == g.GoalID {
			card.Shared = ui.Link{Text: shared.Title, URL: "/mal/" + number(shared.ID)}
		}
	}
	if i, known := o.Indicator(g.IndicatorID); known {
		if card.Aim = aimWords(ctx, i, g.Threshold); card.Aim == "" {
			card.Aim = i18n.T(ctx, "%s följs, utan målvärde", i.Definition.Name)
		}
	}
	return card
}

// localPages leads to the pages around, the first and the last.
func localPages(ctx context.Context, l goals.LocalGoals, f goals.LocalFilter) *ui.PaginationProps {
	p := &ui.PaginationProps{Label: i18n.T(ctx, "Fler mål")}
	at := func(n int) string { return localQuery(f, l.Year, n) }
	if l.Page > 1 {
		p.PreviousURL = at(l.Page - 1)
	}
	if l.Page < l.Pages {
		p.NextURL = at(l.Page + 1)
	}
	before := 0
	for n := 1; n <= l.Pages; n++ {
		if n != 1 && n != l.Pages && (n < l.Page-2 || n > l.Page+2) {
			continue
		}
		if n > before+1 {
			p.Pages = append(p.Pages, ui.Link{})
		}
		p.Pages = append(p.Pages, ui.Link{Text: strconv.Itoa(n), URL: at(n), Current: n == l.Page})
		before = n
	}
	return p
}
