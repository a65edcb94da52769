package improve

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

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

// actionName is the action that a need comes up in, in an address.
const actionName = "atgard"

// ShowNeeds lists the group's needs for development and training.
func (h *Handlers) ShowNeeds(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	list, q, err := needsAsked(r)
	if err != nil {
		return err
	}
	n, err := h.room.Needs(ctx, visitor.Actor, list)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Behov av utveckling och utbildning"), Content: view.Needs(newNeedsView(ctx, visitor, q, n))})
}

// needsAsked reads which needs the address asks for; what cannot be chosen leads nowhere.
func needsAsked(r *http.Request) (improve.NeedList, url.Values, error) {
	form, q := page.Query(r), url.Values{}
	for _, name := range []string{yearName, unitName, kindName, stateName} {
		if v := form.Value(name); v != "" {
			q.Set(name, v)
		}
	}
	l := improve.NeedList{GroupID: page.VisitorOf(r).Group.ID, Unit: q.Get(unitName), Kind: improvement.NeedKind(q.Get(kindName))}
	if state := improvement.NeedState(q.Get(stateName)); state != "" {
		l.States = []improvement.NeedState{state}
		if !slices.Contains(improvement.NeedStates(), state) {
			return l, q, fault.ErrNotFound
		}
	}
	var err error
	if l.Year, err = yearIn(r); err != nil {
		return l, q, err
	}
	if p := form.Whole(pageName); p != nil {
		l.Page = int(*p)
	}
	if form.Err() != nil || l.Page < 0 || l.Page > 1_000_000 || l.Kind != "" && !slices.Contains(improvement.NeedKinds(), l.Kind) {
		return l, q, fault.ErrNotFound
	}
	return l, q, nil
}

func newNeedsView(ctx context.Context, visitor page.Visitor, q url.Values, n improve.Needs) view.NeedsView {
	v := view.NeedsView{Frame: view.Frame{Tabs: tabs(ctx, visitor, needsURL)}, Filter: needsFilter(ctx, q, n),
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Inget behov är skrivet"), Text: i18n.T(ctx, "Skriv vad enheten behöver utveckla eller lära sig, så kommer det med i årsrapporten.")},
		Pages: page.Pagination(i18n.T(ctx, "Fler behov"), page.Paging{Now: n.Page, Last: n.Pages, URL: func(page int) string {
			to := url.Values{pageName: {strconv.Itoa(page)}}
			for name, values := range q {
				to[name] = values
			}
			return address(needsURL, to)
		}})}
	if len(q) > 0 {
		v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Inget behov stämmer med valet"), Text: i18n.T(ctx, "Välj något annat, eller rensa valet.")}
	}
	if improve.MayAct(visitor.Actor, visitor.Group.ID, n.Units) {
		v.NewURL = needsURL + "/nytt"
	}
	for _, row := range n.Rows {
		v.Rows = append(v.Rows, needRow(ctx, visitor, row))
	}
	return v
}

func needsFilter(ctx context.Context, q url.Values, n improve.Needs) view.Filter {
	year := ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Empty: i18n.T(ctx, "Alla")}
	for _, y := range n.Years {
		year.Options = append(year.Options, ui.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	kind := ui.SelectProps{Name: kindName, Label: i18n.T(ctx, "Slag"), Empty: i18n.T(ctx, "Alla")}
	for _, k := range improvement.NeedKinds() {
		kind.Options = append(kind.Options, ui.Option{Value: string(k), Label: words.NeedKind(ctx, k)})
	}
	state := ui.SelectProps{Name: stateName, Label: i18n.T(ctx, "Läge"), Empty: i18n.T(ctx, "Alla")}
	for _, s := range improvement.NeedStates() {
		state.Options = append(state.Options, ui.Option{Value: string(s), Label: words.NeedState(ctx, s)})
	}
	f := view.Filter{Action: needsURL, Selects: []ui.SelectProps{year, unitSelect(ctx, n.Units), kind, state}}
	for i := range f.Selects {
		f.Selects[i].Value = q.Get(f.Selects[i].Name)
	}
	if len(q) > 0 {
		f.ResetURL = needsURL
	}
	return f
}

// needRow is one need in a list.
func needRow(ctx context.Context, visitor page.Visitor, n improve.NeedRow) view.NeedRow {
	r := view.NeedRow{Text: n.Text, Unit: n.UnitName, Year: strconv.Itoa(n.Year), Kind: words.NeedKind(ctx, n.Kind), State: words.NeedState(ctx, n.State), Outcome: n.Outcome}
	if r.Unit == "" {
		r.Unit = i18n.T(ctx, "Hela gruppen")
	}
	if n.ActionID != 0 {
		r.Action = ui.Link{Text: i18n.T(ctx, "Åtgärd: %s", n.ActionArea), URL: page.ActionURL(n.ActionID)}
	}
	if visitor.May(org.EditActions, n.UnitID) {
		r.EditURL = needsURL + "/" + number(n.ID)
	}
	return r
}
