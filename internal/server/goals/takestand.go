package goals

import (
	"context"
	"net/http"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// TakeStand stores what a clinic says of a proposal.
func (h *Handlers) TakeStand(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "proposal")
	if err != nil {
		return err
	}
	t := goals.TakingStand{GroupID: visitor.Group.ID, Version: readRevision(form), Stand: quality.Stand{
		ProposalID: quality.ProposalID(id), UnitID: org.UnitID(form.ID("unit")),
		Kind: quality.StandKind(form.Value("stand")), Remark: form.Text("remark", maxTyped)}}
	if err = form.Err(); err == nil {
		err = h.room.TakeStand(ctx, visitor.Actor, t)
	}
	form.Rejected(err)
	if err != nil {
		return h.answer(w, r, proposalForms{stand: form, decision: page.NewForm(nil)}, err)
	}
	return page.RedirectWith(w, r, proposalURL(quality.ProposalID(id))+"#stallning", page.Done(i18n.T(ctx, "Klinikens ställning är sparad.")))
}

// standForm is the form for the visitor's clinics, with what was typed or what the one
// clinic has said; none for those who speak for no clinic, and when it is too late.
func standForm(ctx context.Context, p goals.ProposalPage, form *page.Form) view.StandForm {
	own := ownUnits(ctx, p)
	if p.Proposal.State != quality.Proposed || len(own) == 0 {
		return view.StandForm{}
	}
	f := view.StandForm{URL: proposalURL(p.Proposal.ID) + "/stallning", Errors: form.Errors(ctx),
		Kinds: choices(ctx, quality.StandKinds(), words.Stand), Kind: form.Value("stand"), Remark: form.Value("remark")}
	for _, u := range own {
		f.Units.Options = append(f.Units.Options, ui.Option{Value: number(u.ID), Label: u.ShortName})
	}
	f.Units.Name, f.Units.Label, f.Units.Value = "unit", i18n.T(ctx, "Klinik"), form.Value("unit")
	if len(own) == 1 {
		f.Unit, f.UnitName = number(own[0].ID), own[0].ShortName
		if s, answered := p.StandOf(own[0].ID); answered && !form.Has("stand") {
			f.Kind, f.Remark = string(s.Kind), s.Remark
		}
	}
	return f
}
