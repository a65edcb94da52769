package goals

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
)

// EditNewProposal shows the form for a proposal. The address says which year it is for,
// and what it begins with: a measure by its code, or last year's goal to keep or raise.
func (h *Handlers) EditNewProposal(w http.ResponseWriter, r *http.Request) error {
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	d, err := h.draft(r, year)
	if err != nil {
		return err
	}
	if d.Lock().Locked() {
		return showLocked(w, r, d.Lock())
	}
	values, err := beginning(d, r.URL.Query())
	if err != nil {
		return err
	}
	values.Set(packageName, r.URL.Query().Get(packageName))
	return h.showProposalForm(w, r, proposalForm{form: page.NewForm(values), overview: d.Overview, last: d.Last()})
}

func (h *Handlers) draft(r *http.Request, year int) (goals.ProposalDraft, error) {
	visitor := page.VisitorOf(r)
	return h.room.DraftProposal(r.Context(), visitor.Actor, visitor.Group.ID, year)
}

func (h *Handlers) showProposalForm(w http.ResponseWriter, r *http.Request, f proposalForm) error {
	v, err := f.view(r.Context()), error(nil)
	if v.Beside, err = h.packageBeside(r, f.form); err != nil {
		return err
	}
	return page.Show(w, r, f.form.Status(), page.Page{Title: v.Title, Content: view.ProposalForm(v)})
}

// beginning is what the form is filled in with when it opens.
func beginning(d goals.ProposalDraft, query url.Values) (url.Values, error) {
	p := quality.GoalProposal{Year: d.Year, Carries: quality.NewGoal, Scope: quality.ScopeAllUnits}
	if code := query.Get("matt"); code != "" {
		n := slices.IndexFunc(d.Library, func(i quality.Indicator) bool { return i.Code == code })
		if n < 0 {
			return nil, fault.ErrNotFound
		}
		beginWithMeasure(&p, d, d.Library[n])
	}
	if text := query.Get("mal"); text != "" {
		n := slices.IndexFunc(d.Last(), func(g quality.Goal) bool { return number(g.ID) == text })
		as := quality.Carries(query.Get("som"))
		if n < 0 || as != quality.KeepsGoal && as != quality.RaisesIt {
			return nil, fault.ErrNotFound
		}
		beginWithGoal(&p, d, d.Last()[n])
		p.Carries = as
	}
	// What it says where the address brings words, as from a learning team that ends.
	if title := query.Get("rubrik"); title != "" {
		p.Title, p.ValueForChildren = firstOf(title, quality.MaxTitle), firstOf(query.Get("nytta"), maxCarried)
	}
	return proposalValues(p), nil
}

// maxCarried is how many characters of what a goal is good for an address brings.
const maxCarried = 1000

// firstOf is the text's first characters.
func firstOf(text string, most int) string {
	if all := []rune(text); len(all) > most {
		return string(all[:most])
	}
	return text
}

// beginWithMeasure fills in what is known of the measure.
func beginWithMeasure(p *quality.GoalProposal, d goals.ProposalDraft, i quality.Indicator) {
	p.Scope, p.Aims = i.Scope, []quality.Target{lastAim(d, i.ID)}
	if i.Category != quality.Process {
		p.Category = i.Category
	}
	for _, s := range d.Serves {
		if s.IndicatorID == i.ID {
			p.Promises = append(p.Promises, s.PromiseID)
		}
	}
}

// beginWithGoal fills in all of last year's goal, with its targets.
func beginWithGoal(p *quality.GoalProposal, d goals.ProposalDraft, g quality.Goal) {
	p.Category, p.Title, p.ValueForChildren, p.LongTermGoalID = g.Category, g.Title, g.ValueForChildren, g.LongTermGoalID
	p.Promises, p.ICD10, p.Gestation, p.PreviousGoalID = g.Promises, g.ICD10, g.Gestation, g.ID
	for _, id := range g.Indicators {
		p.Aims = append(p.Aims, lastAim(d, id))
		if i, known := d.Indicator(id); known && len(p.Aims) == 1 {
			p.Scope = i.Scope
		}
	}
}

// lastAim is last year's target of the measure for everybody, without a kind where there
// is none.
func lastAim(d goals.ProposalDraft, id quality.IndicatorID) quality.Target {
	for _, t := range d.LastTargets {
		if t.IndicatorID == id && t.UnitID == 0 {
			return t
		}
	}
	return quality.Target{IndicatorID: id}
}

// CreateProposal puts a goal forward. A button shows the fields of the measures that are
// chosen, without saving anything.
func (h *Handlers) CreateProposal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p := readProposal(form, visitor.Group.ID)
	if p.Year, err = strconv.Atoi(form.Value("year")); err != nil {
		return fault.ErrNotFound
	}
	id, err := quality.ProposalID(0), form.Err()
	fields := form.Value("do") == "measures"
	if err == nil && !fields {
		id, err = h.room.ProposeGoal(ctx, visitor.Actor, p)
	}
	if form.Rejected(err) || fields {
		d, err := h.draft(r, p.Year)
		if err != nil {
			return err
		}
		return h.showProposalForm(w, r, proposalForm{form: form, overview: d.Overview, last: d.Last()})
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, proposalURL(id), page.Done(i18n.T(ctx, "Förslaget är framlagt.")))
}
