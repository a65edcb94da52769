package goals

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// proposalPage reads the proposal that the address names.
func (h *Handlers) proposalPage(r *http.Request) (goals.ProposalPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "proposal")
	if err != nil {
		return goals.ProposalPage{}, err
	}
	return h.room.Proposal(r.Context(), visitor.Actor, visitor.Group.ID, quality.ProposalID(id))
}

// formOf is the form for a stored proposal.
func formOf(p goals.ProposalPage, form *page.Form) proposalForm {
	f := proposalForm{form: form, overview: p.Overview, stored: p.Proposal.GoalProposal}
	for _, g := range p.AllGoals {
		if g.Year == p.Year-1 {
			f.last = append(f.last, g)
		}
	}
	return f
}

// EditProposal shows the form for a stored proposal.
func (h *Handlers) EditProposal(w http.ResponseWriter, r *http.Request) error {
	p, err := h.proposalPage(r)
	if err != nil {
		return err
	}
	switch {
	case p.Proposal.State != quality.Proposed:
		return fault.ErrWrongState
	case !p.MayChange:
		return fault.ErrForbidden
	case p.Lock().Locked():
		return showLocked(w, r, p.Lock())
	}
	return h.showProposalForm(w, r, formOf(p, page.NewForm(proposalValues(p.Proposal.GoalProposal))))
}

// SaveProposal changes a proposal. When somebody else was first the form comes back with
// what was typed and what is stored now.
func (h *Handlers) SaveProposal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.proposalPage(r)
	if err != nil {
		return err
	}
	typed := readProposal(form, visitor.Group.ID)
	typed.ID = p.Proposal.ID
	fields := form.Value("do") == "measures"
	if err = form.Err(); err == nil && !fields {
		err = h.room.SaveProposal(ctx, visitor.Actor, typed)
	}
	switch {
	case form.Rejected(err) || fields:
		return h.showProposalForm(w, r, formOf(p, form))
	case errors.Is(err, fault.ErrConflict):
		return h.showProposalConflict(w, r, form)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, proposalURL(typed.ID), page.Done(i18n.T(ctx, "Förslaget är sparat.")))
}

func (h *Handlers) showProposalConflict(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	p, err := h.proposalPage(r) // as it has become
	if err != nil {
		return err
	}
	v := formOf(p, form).view(ctx)
	if v.Beside, err = h.packageBeside(r, form); err != nil {
		return err
	}
	v.Version = strconv.Itoa(p.Proposal.Version)
	v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At),
		Now: page.Differing(proposalFacts(ctx, p.Overview, p.Proposal.GoalProposal), proposalFacts(ctx, p.Overview, readProposal(form, p.Proposal.GroupID)))}
	return page.Show(w, r, http.StatusConflict, page.Page{Title: v.Title, Content: view.ProposalForm(v)})
}

// proposalFacts is a proposal's parts in words, to hold two against each other.
func proposalFacts(ctx context.Context, o goals.Overview, p quality.GoalProposal) []ui.Definition {
	var aims []string
	for _, aim := range p.Aims {
		if i, known := o.Indicator(aim.IndicatorID); known {
			aims = append(aims, i.Definition.Name+": "+words.WholeTarget(ctx, aim, i.Kind, i.Definition))
		}
	}
	previous := ""
	for _, g := range o.AllGoals {
		if g.ID == p.PreviousGoalID && p.Carries != quality.NewGoal {
			previous = g.Title
		}
	}
	return append(goalFacts(ctx, o, p.Goal()),
		ui.Definition{Term: i18n.T(ctx, "Gäller"), Text: words.Scope(ctx, p.Scope)},
		ui.Definition{Term: i18n.T(ctx, "Nytt eller fortsatt"), Text: strings.TrimSuffix(words.Carries(ctx, p.Carries)+": "+previous, ": ")},
		ui.Definition{Term: i18n.T(ctx, "Målvärden"), Text: strings.Join(aims, "; ")})
}

// WithdrawProposal takes a proposal back.
func (h *Handlers) WithdrawProposal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "proposal")
	if err != nil {
		return err
	}
	p := quality.GoalProposal{ID: quality.ProposalID(id), GroupID: visitor.Group.ID, Version: readRevision(form)}
	if err := h.room.WithdrawProposal(ctx, visitor.Actor, p); err != nil {
		return err
	}
	return page.RedirectWith(w, r, proposalURL(p.ID), page.Done(i18n.T(ctx, "Förslaget är tillbakadraget.")))
}
