package goals

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// readProposal reads a proposal as it was typed.
func readProposal(form *page.Form, group org.GroupID) quality.GoalProposal {
	g := readGoal(form, group)
	p := quality.GoalProposal{GroupID: group, Category: g.Category, Title: g.Title, ValueForChildren: g.ValueForChildren,
		PatientView: g.PatientView, Scope: quality.Scope(form.Value("scope")), ICD10: g.ICD10, Gestation: g.Gestation, LongTermGoalID: g.LongTermGoalID,
		Promises: g.Promises, Version: g.Version, Carries: quality.Carries(form.Value("carries")),
		PreviousGoalID: quality.GoalID(form.ID("previous_goal"))}
	if p.Carries == "" {
		p.Carries = quality.NewGoal
	}
	for _, id := range g.Indicators {
		p.Aims = append(p.Aims, readAim(form, id))
	}
	return p
}

// readAim reads what a proposed measure is to reach; numbers count only for a value.
func readAim(form *page.Form, id quality.IndicatorID) quality.Target {
	aim := quality.Target{IndicatorID: id, Kind: quality.TargetKind(form.Value(quality.AimField(id, "kind"))),
		Basis: form.Text(quality.AimField(id, "basis"), maxTyped)}
	if aim.Kind == quality.ValueTarget {
		aim.Threshold = form.Decimal(quality.AimField(id, "threshold"))
		aim.Second = form.Decimal(quality.AimField(id, "second"))
		aim.Challenging = form.Decimal(quality.AimField(id, "challenging"))
	}
	return aim
}

// proposalValues is a proposal as if it had been typed.
func proposalValues(p quality.GoalProposal) url.Values {
	g := p.Goal()
	g.Version = p.Version
	values := goalValues(g)
	values.Set("scope", string(p.Scope))
	values.Set("carries", string(p.Carries))
	if p.PreviousGoalID != 0 {
		values.Set("previous_goal", number(p.PreviousGoalID))
	}
	for _, aim := range p.Aims {
		for part, text := range map[string]string{"kind": string(aim.Kind), "basis": aim.Basis,
			"threshold": typedNumber(aim.Threshold), "second": typedNumber(aim.Second), "challenging": typedNumber(aim.Challenging)} {
			values.Set(quality.AimField(aim.IndicatorID, part), text)
		}
	}
	return values
}

// proposalForm is what the form for a proposal is made from.
type proposalForm struct {
	form     *page.Form
	overview goals.Overview
	last     []quality.Goal       // the goals of the year before
	stored   quality.GoalProposal // zero for a new one
}

func (f proposalForm) view(ctx context.Context) view.ProposalFormView {
	form, o, year := f.form, f.overview, strconv.Itoa(f.overview.Year)
	list := yearURL(proposalsURL, o.Year)
	g := newGoalFormView(ctx, form, o, quality.Goal{})
	v := view.ProposalFormView{GoalFormView: g, Scope: form.Value("scope"), Carries: form.Value("carries"), Previous: form.Value("previous_goal"),
		Scopes: choices(ctx, quality.Scopes(), words.Scope), CarriesList: choices(ctx, quality.AllCarries(), words.Carries), PackageID: form.Value(packageName),
		Trail: []ui.Link{{Text: i18n.T(ctx, "Förslag till mål %s", year), URL: list}}, NewMeasureURL: "/mal/nytt-matt"}
	v.Title, v.Action, v.BackURL = i18n.T(ctx, "Föreslå ett mål för %s", year), proposalsURL+"/nytt", list
	if f.stored.ID != 0 {
		v.Title, v.Action, v.BackURL = i18n.T(ctx, "Ändra förslaget"), proposalURL(f.stored.ID)+"/andra", proposalURL(f.stored.ID)
	}
	if v.Carries == "" {
		v.Carries = string(quality.NewGoal)
	}
	for _, last := range f.last {
		v.PreviousList = append(v.PreviousList, ui.Option{Value: number(last.ID), Label: last.Title})
	}
	for _, i := range o.Library {
		if slices.Contains(form.Values("indicators"), number(i.ID)) && i.Category != quality.Process {
			v.Aims = append(v.Aims, newAimForm(ctx, form, i))
		}
	}
	return v
}

// newAimForm is the fields for what a proposed measure is to reach.
func newAimForm(ctx context.Context, form *page.Form, i quality.Indicator) view.TargetForm {
	field := func(part string) string { return quality.AimField(i.ID, part) }
	f := view.TargetFields{KindName: field("kind"), ThresholdName: field("threshold"), SecondName: field("second"),
		ChallengingName: field("challenging"), BasisName: field("basis")}
	f.Kind, f.Threshold, f.Second = form.Value(f.KindName), form.Value(f.ThresholdName), form.Value(f.SecondName)
	f.Challenging, f.Basis = form.Value(f.ChallengingName), form.Value(f.BasisName)
	m := view.TargetForm{ID: "aim-" + number(i.ID), Everybody: f}
	fillTargetForm(ctx, &m, i)
	return m
}
