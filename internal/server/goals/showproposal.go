package goals

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// ShowProposal shows a proposal with its evidence, the clinics' stands and the decision.
func (h *Handlers) ShowProposal(w http.ResponseWriter, r *http.Request) error {
	return h.showProposal(w, r, proposalForms{stand: page.NewForm(nil), decision: page.NewForm(nil)})
}

// proposalForms is what was typed on a proposal's page, empty forms when it opens.
type proposalForms struct {
	stand, decision *page.Form
	// overtaken says that the proposal was changed by somebody else meanwhile.
	overtaken bool
}

func (h *Handlers) showProposal(w http.ResponseWriter, r *http.Request, forms proposalForms) error {
	p, err := h.proposalPage(r)
	if err != nil {
		return err
	}
	status := max(forms.stand.Status(), forms.decision.Status())
	v := newProposalView(r.Context(), p, forms)
	v.Comments = looks.Comments(r.Context(), p.Comments)
	v.Talk = looks.Talk(r.Context(), p.Talk, page.VisitorOf(r).Now)
	if forms.overtaken {
		status = http.StatusConflict
	}
	return page.Show(w, r, status, page.Page{Title: p.Proposal.Title, Content: view.Proposal(v)})
}

// answer leads on after something was done on a proposal's page, or shows the page again
// with what was typed.
func (h *Handlers) answer(w http.ResponseWriter, r *http.Request, forms proposalForms, err error) error {
	switch {
	case forms.stand.Err() != nil || forms.decision.Err() != nil:
		return h.showProposal(w, r, forms)
	case errors.Is(err, fault.ErrConflict):
		forms.overtaken = true
		return h.showProposal(w, r, forms)
	}
	return err
}

func newProposalView(ctx context.Context, p goals.ProposalPage, forms proposalForms) view.ProposalView {
	f, year := p.Proposal, strconv.Itoa(p.Proposal.Year)
	v := view.ProposalView{
		FormState: ui.FormState{Version: strconv.Itoa(f.Version), Problems: append(forms.stand.Summary(ctx), forms.decision.Summary(ctx)...)},
		Trail:     []ui.Link{{Text: i18n.T(ctx, "Förslag till mål %s", year), URL: yearURL(proposalsURL, f.Year)}},
		Title:     f.Title, Category: words.Category(ctx, f.Category), State: words.ProposalState(ctx, f.State), Value: f.ValueForChildren, Patients: f.PatientView,
		Locked: lockedWords(ctx, p.Lock()), Aims: proposalAims(ctx, p), EvidenceTitle: i18n.T(ctx, "Underlag ur siffrorna före %s", year),
		Changed: changed(ctx, p.Last),
	}
	if forms.overtaken {
		v.Conflict.Text = page.Overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	v.Facts = proposalHead(ctx, p)
	for _, promise := range p.Promises {
		if slices.Contains(f.Promises, promise.ID) {
			v.Promises = append(v.Promises, ui.Definition{Term: promise.Code, Text: promise.Text})
		}
	}
	for _, e := range p.Evidence {
		v.Evidence = append(v.Evidence, looks.Evidence(ctx, e, looks.EvidenceFor{Year: f.Year, Proposed: true}))
	}
	if previous := p.Previous(); previous.ID != 0 {
		v.Previous = ui.Link{Text: i18n.T(ctx, "%s (%d)", previous.Title, previous.Year), URL: "/mal/" + number(previous.ID)}
	}
	if f.State == quality.Chosen || f.State == quality.Declined {
		meeting := goals.MeetingName{}
		for _, m := range p.Meetings {
			if m.ID == f.Decision.MeetingID {
				meeting = m
			}
		}
		v.Decided = decisionFacts(ctx, f.Decision, meeting)
		if f.Decision.GoalID != 0 {
			v.GoalURL = "/mal/" + number(f.Decision.GoalID)
		}
	}
	if p.MayChange {
		v.WithdrawURL = proposalURL(f.ID) + "/dra-tillbaka"
		if !p.Lock().Locked() {
			v.EditURL = proposalURL(f.ID) + "/andra"
		}
	}
	v.Stands, v.StandCount = standRows(ctx, p), words.Stands(ctx, standCount(p))
	v.Stand = standForm(ctx, p, forms.stand)
	v.Decision = decisionForm(ctx, p, forms.decision)
	return v
}

// proposalHead is what a proposal is about, in short.
func proposalHead(ctx context.Context, p goals.ProposalPage) []ui.Definition {
	f, longTerm := p.Proposal, ""
	for _, l := range p.LongTerm {
		if l.ID == f.LongTermGoalID {
			longTerm = l.Title
		}
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Gäller"), Text: words.Scope(ctx, f.Scope)},
		{Term: i18n.T(ctx, "Diagnoskoder"), Text: f.ICD10},
		{Term: i18n.T(ctx, "Graviditetslängd"), Text: f.Gestation},
		{Term: i18n.T(ctx, "Långsiktigt mål"), Text: longTerm},
		{Term: i18n.T(ctx, "Nytt eller fortsatt"), Text: words.Carries(ctx, f.Carries)},
		{Term: i18n.T(ctx, "Föreslaget"), Text: proposedBy(ctx, f)},
	}
}

// proposalAims is what each measure is to reach.
func proposalAims(ctx context.Context, p goals.ProposalPage) []view.AimRow {
	var rows []view.AimRow
	for _, aim := range p.Proposal.Aims {
		i, known := p.Indicator(aim.IndicatorID)
		if !known {
			continue
		}
		rows = append(rows, view.AimRow{Basis: aim.Basis, MeasureRow: view.MeasureRow{Name: i.Definition.Name, URL: measureURL(i.Code),
			Scope: words.Scope(ctx, i.Scope), Target: words.Sentence(words.Target(ctx, aim, i.Kind, i.Definition)),
			Lowest: words.LowestTarget(ctx, aim, i.Kind, i.Definition), Challenging: words.ChallengingTarget(ctx, aim, i.Kind, i.Definition)}})
	}
	return rows
}

func standCount(p goals.ProposalPage) quality.StandCount {
	stands := make([]quality.Stand, len(p.Stands))
	for n, s := range p.Stands {
		stands[n] = s.Stand
	}
	return quality.CountStands(stands, p.Asked)
}

// standRows is what every clinic that is asked says, those that have not answered too.
func standRows(ctx context.Context, p goals.ProposalPage) []view.StandRow {
	var rows []view.StandRow
	for _, u := range p.Asked {
		row := view.StandRow{Unit: u.ShortName, Stand: i18n.T(ctx, "Har inte svarat")}
		if s, answered := p.StandOf(u.ID); answered {
			row.Stand, row.Kind, row.Remark = words.Stand(ctx, s.Kind), string(s.Kind), s.Remark
			row.Taken = i18n.T(ctx, "%s, %s", s.PersonName, i18n.LongDate(ctx, s.TakenAt.In(page.VisitorIn(ctx).Now.Location())))
			row.Outdated = s.TakenAt.Before(p.Proposal.ChangedAt)
		}
		rows = append(rows, row)
	}
	return rows
}

// ownUnits are the clinics that the visitor speaks for.
func ownUnits(ctx context.Context, p goals.ProposalPage) []org.Unit {
	var own []org.Unit
	for _, u := range p.Asked {
		if page.VisitorIn(ctx).May(org.TakeStand, u.ID) {
			own = append(own, u)
		}
	}
	return own
}
