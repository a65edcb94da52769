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
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// The names of the choices in an address.
const (
	ownerName   = "ansvarig"
	unitName    = "enhet"
	regionName  = "region"
	promiseName = "lofte"
	goalName    = "mal"
	measureName = "matt"
	kindName    = "slag"
	stateName   = "lage"
	pageName    = "sida"
	yearName    = "ar"
)

// mine is the choice of what the visitor has to do with.
const mine = "mina"

// The choices of state besides improvement.ActionStates: what is open is the first choice.
const (
	anyState = "alla"
	overdue  = "forsenade"
)

// stateCodes are the states by their names in an address.
var stateCodes = map[string]improvement.ActionState{"planerade": improvement.ActionPlanned, "pagar": improvement.ActionOngoing,
	"klara": improvement.ActionDone, "avbrutna": improvement.ActionStopped}

// asked are the choices in the address of a list of actions.
type asked struct{ url.Values }

// askedFor reads which actions the address asks for; what cannot be chosen leads nowhere.
func askedFor(r *http.Request) (asked, improve.ActionList, error) {
	form := page.Query(r)
	a := asked{url.Values{}}
	for _, name := range []string{ownerName, unitName, regionName, promiseName, goalName, measureName, kindName, stateName} {
		if v := form.Value(name); v != "" {
			a.Set(name, v)
		}
	}
	l := improve.ActionList{GroupID: page.VisitorOf(r).Group.ID, Unit: a.Get(unitName), Promise: a.Get(promiseName), Measure: a.Get(measureName),
		Goal: quality.GoalID(form.ID(goalName)), Region: org.RegionID(form.ID(regionName)), Kind: improvement.ActionKind(a.Get(kindName))}
	if a.Get(ownerName) == mine {
		l.Mine = true
	} else {
		l.Owner = org.PersonID(form.ID(ownerName))
	}
	state, known := stateCodes[a.Get(stateName)]
	switch {
	case known:
		l.States = []improvement.ActionState{state}
	case a.Get(stateName) == "":
		l.States = []improvement.ActionState{improvement.ActionPlanned, improvement.ActionOngoing}
	case a.Get(stateName) == overdue:
		l.Overdue = true
	case a.Get(stateName) != anyState:
		return a, l, fault.ErrNotFound
	}
	if p := form.Whole(pageName); p != nil {
		l.Page = int(*p)
	}
	if form.Err() != nil || l.Page < 0 || l.Page > 1_000_000 || l.Kind != "" && !slices.Contains(improvement.ActionKinds(), l.Kind) {
		return a, l, fault.ErrNotFound
	}
	return a, l, nil
}

// url is the address with the choices, of the page from 2 on.
func (a asked) url(path string, page int) string {
	q := url.Values{}
	for name, v := range a.Values {
		q[name] = v
	}
	if page > 1 {
		q.Set(pageName, strconv.Itoa(page))
	}
	return address(path, q)
}

// filter is the choices above the list. A measure is chosen on its own page.
func (a asked) filter(ctx context.Context, path string, c improve.Choices) view.Filter {
	owner := ui.SelectProps{Name: ownerName, Label: i18n.T(ctx, "Ansvarig"), Empty: i18n.T(ctx, "Alla"), Options: []ui.Option{{Value: mine, Label: i18n.T(ctx, "Mina")}}}
	for _, m := range c.Members {
		owner.Options = append(owner.Options, ui.Option{Value: number(m.ID), Label: m.Name})
	}
	promise := ui.SelectProps{Name: promiseName, Label: i18n.T(ctx, "Patientlöfte"), Empty: i18n.T(ctx, "Alla")}
	for _, p := range c.Promises {
		promise.Options = append(promise.Options, ui.Option{Value: p.Code, Label: p.Code + " " + p.Text})
	}
	kind := ui.SelectProps{Name: kindName, Label: i18n.T(ctx, "Slag"), Empty: i18n.T(ctx, "Alla")}
	for _, k := range improvement.ActionKinds() {
		kind.Options = append(kind.Options, ui.Option{Value: string(k), Label: words.ActionKind(ctx, k)})
	}
	state := ui.SelectProps{Name: stateName, Label: i18n.T(ctx, "Läge"), Empty: i18n.T(ctx, "Planerade och pågående"), Options: []ui.Option{
		{Value: overdue, Label: i18n.T(ctx, "Försenade")}, {Value: "planerade", Label: i18n.T(ctx, "Planerade")}, {Value: "pagar", Label: i18n.T(ctx, "Pågående")},
		{Value: "klara", Label: i18n.T(ctx, "Klara")}, {Value: "avbrutna", Label: i18n.T(ctx, "Avbrutna")}, {Value: anyState, Label: i18n.T(ctx, "Alla")}}}
	f := view.Filter{Action: path, Selects: []ui.SelectProps{state, owner, unitSelect(ctx, c.Units), promise, goalSelect(ctx, c.Goals), kind}}
	if region := regionSelect(ctx, c.Units); len(region.Options) > 1 {
		f.Selects = slices.Insert(f.Selects, 2, region)
	}
	for n := range f.Selects {
		f.Selects[n].Value = a.Get(f.Selects[n].Name)
	}
	if m := a.Get(measureName); m != "" {
		f.Keep = []ui.Hidden{{Name: measureName, Value: m}}
	}
	if len(a.Values) > 0 {
		f.ResetURL = path
	}
	return f
}

// unitSelect chooses a unit, or what is done together.
func unitSelect(ctx context.Context, units []org.Unit) ui.SelectProps {
	s := ui.SelectProps{Name: unitName, Label: i18n.T(ctx, "Enhet"), Empty: i18n.T(ctx, "Alla"), Options: []ui.Option{{Value: improve.Together, Label: i18n.T(ctx, "Gemensamt")}}}
	for _, u := range units {
		s.Options = append(s.Options, ui.Option{Value: u.Code, Label: u.ShortName})
	}
	return s
}

// regionSelect chooses a region, of those that have units in the group.
func regionSelect(ctx context.Context, units []org.Unit) ui.SelectProps {
	s := ui.SelectProps{Name: regionName, Label: i18n.T(ctx, "Region"), Empty: i18n.T(ctx, "Alla")}
	for n, u := range units {
		if !slices.ContainsFunc(units[:n], func(before org.Unit) bool { return before.RegionID == u.RegionID }) {
			s.Options = append(s.Options, ui.Option{Value: number(u.RegionID), Label: u.RegionName})
		}
	}
	return s
}

// goalSelect chooses a goal, year by year.
func goalSelect(ctx context.Context, goals []quality.Goal) ui.SelectProps {
	s := ui.SelectProps{Name: goalName, Label: i18n.T(ctx, "Mål"), Empty: i18n.T(ctx, "Alla")}
	for _, g := range goals {
		year := strconv.Itoa(g.Year)
		if n := len(s.Groups); n == 0 || s.Groups[n-1].Label != year {
			s.Groups = append(s.Groups, ui.OptionGroup{Label: year})
		}
		group := &s.Groups[len(s.Groups)-1]
		group.Options = append(group.Options, ui.Option{Value: number(g.ID), Label: g.Title})
	}
	return s
}
