package goals

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// lastGoalRows is the goals of the year before, each with what has become of it and,
// where nothing has, what can be done. form is what was typed about one of them.
func lastGoalRows(ctx context.Context, l goals.ProposalList, form *page.Form) []view.LastGoalRow {
	visitor := page.VisitorIn(ctx)
	open := !l.Lock().Locked()
	var rows []view.LastGoalRow
	for _, g := range l.LastYears {
		name := whyField(g.ID)
		row := view.LastGoalRow{ID: "forra-" + number(g.ID), Title: g.Title, URL: "/mal/" + number(g.ID),
			Year: strconv.Itoa(g.Year), Next: strconv.Itoa(g.Year + 1), Version: strconv.Itoa(g.Version), WhyName: name, Why: form.Value(name), Error: form.Error(ctx, name)}
		for _, id := range g.Indicators {
			if i, known := l.Indicator(id); known {
				row.Targets = append(row.Targets, chainTarget(ctx, l.LastTargets, g.Year, i))
			}
		}
		switch {
		case g.Carried.ID != 0:
			row.Status = i18n.T(ctx, "Går vidare som:")
			row.Now = ui.Link{Text: g.Carried.Title, URL: "/mal/" + number(g.Carried.ID)}
		case g.Proposal.ID != 0:
			row.Status = i18n.T(ctx, "Föreslås gå vidare:")
			row.Now = ui.Link{Text: g.Proposal.Title, URL: proposalURL(g.Proposal.ID)}
		case g.Retired.Why != "":
			row.Status = i18n.T(ctx, "Går inte vidare, beslutat %s: %s", i18n.LongDate(ctx, g.Retired.On), g.Retired.Why)
			if mayDecide(ctx) {
				row.RestoreURL = row.URL + "/ga-vidare"
			}
		default:
			row.Status = i18n.T(ctx, "Inget är bestämt än.")
			if open && visitor.May(org.ProposeGoals, 0) && l.Wanted.Year >= visitor.Now.Year() {
				row.KeepURL, row.RaiseURL = carryURL(l.Wanted.Year, g.ID, quality.KeepsGoal), carryURL(l.Wanted.Year, g.ID, quality.RaisesIt)
			}
			if mayDecide(ctx) {
				row.RetireURL = row.URL + "/avsluta"
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// whyField is the field with the reason for not going on with the goal.
func whyField(id quality.GoalID) string { return "why." + number(id) }

// carryURL leads to the form for a proposal that goes on with last year's goal.
func carryURL(year int, id quality.GoalID, as quality.Carries) string {
	query := url.Values{yearName: {strconv.Itoa(year)}, "mal": {number(id)}, "som": {string(as)}}
	return proposalsURL + "/nytt?" + query.Encode()
}

// RetireGoal notes that the group does not go on with a goal.
func (h *Handlers) RetireGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, change, err := readRetiring(w, r)
	if err != nil {
		return err
	}
	year := 0
	if err = form.Err(); err == nil {
		year, err = h.room.RetireGoal(ctx, visitor.Actor, change)
	}
	if form.Rejected(page.AtField(err, whyField(change.ID))) {
		wanted := goals.ProposalsWanted{Page: 1}
		if wanted.Year, err = strconv.Atoi(form.Value("next")); err != nil {
			return fault.ErrNotFound
		}
		return h.showProposals(w, r, wanted, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, yearURL(proposalsURL, year+1)+"#forra-aret", page.Done(i18n.T(ctx, "Beslutet är sparat. Målet går inte vidare.")))
}

// RestoreGoal takes back that the group does not go on with a goal.
func (h *Handlers) RestoreGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	_, change, err := readRetiring(w, r)
	if err != nil {
		return err
	}
	year, err := h.room.RestoreGoal(ctx, visitor.Actor, change)
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, yearURL(proposalsURL, year+1)+"#forra-aret", page.Done(i18n.T(ctx, "Beslutet är taget tillbaka.")))
}

func readRetiring(w http.ResponseWriter, r *http.Request) (*page.Form, goals.Retiring, error) {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return nil, goals.Retiring{}, err
	}
	id, err := page.ID(r, "goal")
	goal := quality.GoalID(id)
	return form, goals.Retiring{GroupID: page.VisitorOf(r).Group.ID, ID: goal, Version: readRevision(form),
		Why: form.Text(whyField(goal), maxTyped)}, err
}
