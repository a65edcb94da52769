package improve

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/document"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// nominationOf reads the nomination that the address names.
func (h *Handlers) nominationOf(r *http.Request) (improve.NominationPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "nomination")
	if err != nil {
		return improve.NominationPage{}, err
	}
	return h.room.Nomination(r.Context(), visitor.Actor, visitor.Group.ID, improvement.NominationID(id))
}

// ShowNomination shows a nomination with what the figures say, how the clinics weigh it
// and what was decided.
func (h *Handlers) ShowNomination(w http.ResponseWriter, r *http.Request) error {
	return h.showNomination(w, r, page.NewForm(nil))
}

// showNomination shows it with what was typed about a clinic's word.
func (h *Handlers) showNomination(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.nominationOf(r)
	if err != nil {
		return err
	}
	v := newNominationView(ctx, p)
	v.Problems = form.Summary(ctx)
	address := topicURL(p.Nomination.ID)
	if h.press.Missing(document.PDF) == nil {
		v.PDFURL = address + "/utskrift.pdf"
	}
	if p.MayChange {
		v.EditURL = address + "/andra"
	}
	if p.MayWithdraw {
		v.WithdrawURL = address + "/dra-tillbaka"
	}
	if p.MayDecide && p.Nomination.State == improvement.NominationSent {
		v.DecideURL = roundURL(p.Round.ID) + "/beslut"
	}
	v.Team, v.TeamURL = teamOfTopic(ctx, p.Nomination)
	v.Weigh = weighForm(ctx, visitor, p, form)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.Nomination(v)})
}

// teamOfTopic leads to the team that a chosen topic has become, or to where it becomes one for
// those who may form it.
func teamOfTopic(ctx context.Context, n improve.FoundNomination) (team ui.Link, formURL string) {
	visitor := page.VisitorIn(ctx)
	switch {
	case n.TeamID != 0:
		team = ui.Link{Text: i18n.T(ctx, "Förbättringsteamet som bildades"), URL: teamURL(n.TeamID)}
	case n.Outcome == improvement.TopicChosen && improve.MayLeadTeams(visitor.Actor, visitor.Group.ID):
		formURL = teamsURL + "/nytt?" + nominationParam + "=" + page.Digits(n.ID)
	}
	return team, formURL
}

func newNominationView(ctx context.Context, p improve.NominationPage) view.NominationView {
	n := p.Nomination
	v := view.NominationView{FormState: ui.FormState{Version: page.Digits(n.Version)}, Trail: roundTrail(ctx, &p.Round), Title: n.Title, State: topicBadge(ctx, n.Nomination),
		Draft: n.State == improvement.NominationDraft, Problem: n.Problem, Effect: n.Effect, Known: n.Known, DataSource: n.DataSource, Resources: n.Resources,
		PoorQuality: criterionView(ctx, n.PoorQuality, p.PoorQuality, looks.EvidenceFor{Year: n.Year, ID: "brister", Only: qualityLines}),
		Variation:   criterionView(ctx, n.Variation, p.Variation, looks.EvidenceFor{Year: n.Year, ID: "skillnader", Only: variationLines, FiguresOnly: true}),
		Year:        strconv.Itoa(n.Year)}
	v.Late = v.Draft && p.State != improvement.RoundOpen
	v.Facts = []ui.Definition{{Term: i18n.T(ctx, "Slag"), Text: words.TopicKind(ctx, n.Kind)}, {Term: i18n.T(ctx, "Nominerat"), Text: nominatedBy(ctx, p.RoundPage, n)},
		{Term: i18n.T(ctx, "Föreslagen tid"), Text: proposedTime(ctx, n.Nomination)}}
	if n.PreviousID != 0 {
		v.Previous = ui.Link{Text: i18n.T(ctx, "Nomineringen i en tidigare omgång"), URL: topicURL(n.PreviousID)}
	}
	if n.BroughtTo != 0 {
		v.Next = ui.Link{Text: i18n.T(ctx, "Nomineringen i en senare omgång"), URL: topicURL(n.BroughtTo)}
	}
	for _, promise := range p.Promises {
		v.Promises = append(v.Promises, ui.Definition{Term: promise.Code, Text: promise.Text})
	}
	for _, id := range n.Units {
		if u := p.Unit(id); u.ID != 0 {
			v.Units = append(v.Units, u.ShortName)
		}
	}
	v.Parties = partyWords(ctx, n.Nomination)
	for _, e := range n.Experts {
		v.Experts = append(v.Experts, ui.Definition{Term: e.Name, Text: e.Competence})
	}
	if len(p.Weighings) > 0 || p.State == improvement.RoundWeighing && page.VisitorIn(ctx).May(org.Discuss, 0) && n.State == improvement.NominationSent {
		v.Weighed, v.WeighCount = weighRows(ctx, p.RoundPage, n), words.Stands(ctx, p.StandsOn(n.ID))
	}
	if n.Outcome != "" {
		v.Decided = []ui.Definition{{Term: i18n.T(ctx, "Beslut"), Text: words.TopicOutcome(ctx, n.Outcome)}, {Term: i18n.T(ctx, "Skäl till beslutet"), Text: n.OutcomeReason}}
		if p.Round.DecidedOn != nil {
			v.Decided = append(v.Decided, ui.Definition{Term: i18n.T(ctx, "Beslutat"), Text: i18n.LongDate(ctx, *p.Round.DecidedOn)})
		}
		if m := p.Meeting(); m.ID != 0 {
			v.Decided = append(v.Decided, ui.Definition{Term: i18n.T(ctx, "Möte"), Text: meetingText(ctx, m)})
		}
	}
	if p.Last.ActorName != "" {
		v.Changed = i18n.T(ctx, "Senast ändrat av %s %s kl. %s.", p.Last.ActorName, i18n.LongDate(ctx, p.Last.At), i18n.Clock(ctx, p.Last.At))
	}
	return v
}

// criterionView is a criterion as the nomination claims it, with its evidence.
func criterionView(ctx context.Context, c improvement.Criterion, evidence []analysis.Evidence, as looks.EvidenceFor) view.CriterionView {
	v := view.CriterionView{Met: c.Met, Why: c.Why}
	name := as.ID
	for _, e := range evidence {
		as.ID = name + "-" + number(e.Indicator.ID)
		v.Evidence = append(v.Evidence, looks.Evidence(ctx, e, as))
	}
	return v
}

// proposedTime is the time proposed for the team.
func proposedTime(ctx context.Context, n improvement.Nomination) string {
	if n.BeginsOn == nil || n.EndsOn == nil {
		return ""
	}
	return i18n.T(ctx, "%s–%s", i18n.LongDate(ctx, *n.BeginsOn), i18n.LongDate(ctx, *n.EndsOn))
}

// weighRows is what every clinic that is asked says, those that have not answered too.
func weighRows(ctx context.Context, p improve.RoundPage, n improve.FoundNomination) []view.WeighRow {
	var rows []view.WeighRow
	for _, u := range p.Asked {
		row := view.WeighRow{Unit: u.ShortName, Stand: i18n.T(ctx, "Har inte svarat")}
		if w, answered := p.WeighingOf(n.ID, u.ID); answered {
			row.Stand, row.Kind, row.Remark = words.Stand(ctx, w.Stand), string(w.Stand), w.Remark
			row.PoorQuality, row.Variation = words.Strength(ctx, w.PoorQuality), words.Strength(ctx, w.Variation)
			row.Taken = i18n.T(ctx, "%s, %s", w.PersonName, i18n.LongDate(ctx, w.TakenAt.In(page.VisitorIn(ctx).Now.Location())))
		}
		rows = append(rows, row)
	}
	return rows
}

// weighForm is the form for the visitor's clinics, with what was typed or what the one
// clinic has said; none for those who speak for no clinic, and when it is not the time.
func weighForm(ctx context.Context, visitor page.Visitor, p improve.NominationPage, form *page.Form) view.WeighForm {
	var own []org.Unit
	for _, u := range p.Asked {
		if visitor.May(org.TakeStand, u.ID) {
			own = append(own, u)
		}
	}
	n := p.Nomination
	if p.State != improvement.RoundWeighing || n.State != improvement.NominationSent || len(own) == 0 {
		return view.WeighForm{}
	}
	f := view.WeighForm{URL: topicURL(n.ID) + "/vagning", Errors: form.Errors(ctx), Stands: choices(ctx, quality.StandKinds(), words.Stand),
		Strengths: choices(ctx, improvement.Strengths(), words.Strength), AsksQuality: n.PoorQuality.Met, AsksVariation: n.Variation.Met,
		PoorQuality: form.Value("weigh_poor_quality"), Variation: form.Value("weigh_variation"), Stand: form.Value("stand"), Remark: form.Value("remark")}
	for _, u := range own {
		f.Units.Options = append(f.Units.Options, ui.Option{Value: number(u.ID), Label: u.ShortName})
	}
	f.Units.Name, f.Units.Label, f.Units.Value = "unit", i18n.T(ctx, "Klinik"), form.Value("unit")
	if len(own) == 1 {
		f.Unit, f.UnitName = number(own[0].ID), own[0].ShortName
		if w, answered := p.WeighingOf(n.ID, own[0].ID); answered && !form.Has("unit") {
			f.PoorQuality, f.Variation, f.Stand, f.Remark = string(w.PoorQuality), string(w.Variation), string(w.Stand), w.Remark
		}
	}
	return f
}

// Weigh stores what a clinic says of a nomination.
func (h *Handlers) Weigh(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "nomination")
	if err != nil {
		return err
	}
	said := improvement.Weighing{NominationID: improvement.NominationID(id), UnitID: org.UnitID(form.ID("unit")), PoorQuality: improvement.Strength(form.Value("weigh_poor_quality")),
		Variation: improvement.Strength(form.Value("weigh_variation")), Stand: quality.StandKind(form.Value("stand")), Remark: form.Text("remark", maxTyped)}
	if err = form.Err(); err == nil {
		err = h.room.Weigh(ctx, visitor.Actor, visitor.Group.ID, said)
	}
	switch {
	case form.Rejected(err):
		return h.showNomination(w, r, form)
	case errors.Is(err, fault.ErrConflict): // two of the clinic's at once: the page shows what holds
		return page.Redirect(w, r, topicURL(said.NominationID)+"#vagning")
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, topicURL(said.NominationID)+"#vagning", page.Done(i18n.T(ctx, "Klinikens vägning är sparad.")))
}
