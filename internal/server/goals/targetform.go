package goals

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// readTarget reads the target with the same indicator and unit as it was typed.
// Numbers count only when the target is a value to reach; what else is typed in
// those fields is passed over.
func readTarget(form *page.Form, t quality.Target) quality.Target {
	read := quality.Target{IndicatorID: t.IndicatorID, UnitID: t.UnitID, Year: t.Year,
		Kind: quality.TargetKind(form.Value(goals.TargetField(t, "kind")))}
	if read.Kind != "" {
		read.Basis = form.Text(goals.TargetField(t, "basis"), maxTyped)
	}
	if read.Kind == quality.ValueTarget {
		read.Threshold = form.Decimal(goals.TargetField(t, "threshold"))
		read.Second = form.Decimal(goals.TargetField(t, "second"))
		read.Challenging = form.Decimal(goals.TargetField(t, "challenging"))
	}
	if version := form.Whole(goals.TargetField(t, "version")); version != nil {
		read.Version = int(*version)
	}
	return read
}

// typedNumber writes a number as somebody would type it, with a decimal comma.
func typedNumber(n *float64) string {
	if n == nil {
		return ""
	}
	return strings.Replace(strconv.FormatFloat(*n, 'f', -1, 64), ".", ",", 1)
}

func newTargetsView(ctx context.Context, form *page.Form, p goals.GoalPage) view.TargetsView {
	goalURL := "/mal/" + number(p.Goal.ID)
	v := view.TargetsView{
		FormState: ui.FormState{Action: goalURL + "/malvarden", BackURL: goalURL,
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		GoalTitle: p.Goal.Title, GoalURL: goalURL, Year: strconv.Itoa(p.Goal.Year), YearURL: yearURL("/mal", p.Goal.Year),
	}
	for _, id := range p.Goal.Indicators {
		if i, known := p.Indicator(id); known {
			v.Measures = append(v.Measures, newTargetForm(ctx, form, p, i))
		}
	}
	return v
}

func newTargetForm(ctx context.Context, form *page.Form, p goals.GoalPage, i quality.Indicator) view.TargetForm {
	m := view.TargetForm{
		ID:        "matt-" + number(i.ID),
		Kinds:     []ui.Option{{Value: "", Label: i18n.T(ctx, "Inget mål bestämt än")}},
		Everybody: newTargetFields(form, quality.Target{IndicatorID: i.ID}),
	}
	fillTargetForm(ctx, &m, i)
	for _, u := range p.Units {
		if !i.AppliesTo(u) {
			continue
		}
		fields := newTargetFields(form, quality.Target{IndicatorID: i.ID, UnitID: u.ID})
		fields.Unit = u.ShortName
		m.Units = append(m.Units, fields)
		m.ShowUnits = m.ShowUnits || fields.Kind != "" || form.Error(ctx, fields.ThresholdName) != "" ||
			form.Error(ctx, fields.SecondName) != "" || form.Error(ctx, fields.ChallengingName) != ""
	}
	return m
}

// fillTargetForm fills in what the fields for a target of the measure are, and are called.
func fillTargetForm(ctx context.Context, m *view.TargetForm, i quality.Indicator) {
	direction := i.Definition.Direction
	m.Name, m.About = i.Definition.Name, targetAbout(ctx, i)
	m.Everybody.OptionalSecond = direction != quality.WithinRange
	kinds := quality.TargetKinds(i.Kind, direction)
	for _, kind := range kinds {
		m.Kinds = append(m.Kinds, ui.Option{Value: string(kind), Label: words.TargetKind(ctx, kind)})
	}
	if slices.Contains(kinds, quality.ValueTarget) {
		m.ThresholdLabel, m.SecondLabel, m.ChallengingLabel = thresholdLabels(ctx, direction)
		if i.Kind == quality.Proportion {
			m.Suffix = "%"
		}
	}
}

// targetAbout says on one line in what unit the target is, and what is better.
func targetAbout(ctx context.Context, i quality.Indicator) string {
	parts := []string{i.Definition.UnitLabel, words.Direction(ctx, i.Definition.Direction), words.Scope(ctx, i.Scope)}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// thresholdLabels are what the values of a target are called; a range has no
// challenging value.
func thresholdLabels(ctx context.Context, d quality.Direction) (threshold, second, challenging string) {
	switch d {
	case quality.WithinRange:
		return i18n.T(ctx, "Från"), i18n.T(ctx, "Till"), ""
	case quality.Lower:
		return i18n.T(ctx, "Målvärde (högst)"), i18n.T(ctx, "Gräns för nära målet (högst)"), i18n.T(ctx, "Utmanande nivå (högst)")
	}
	return i18n.T(ctx, "Målvärde (minst)"), i18n.T(ctx, "Gräns för nära målet (minst)"), i18n.T(ctx, "Utmanande nivå (minst)")
}

func newTargetFields(form *page.Form, t quality.Target) view.TargetFields {
	f := view.TargetFields{
		KindName: goals.TargetField(t, "kind"), ThresholdName: goals.TargetField(t, "threshold"),
		SecondName: goals.TargetField(t, "second"), ChallengingName: goals.TargetField(t, "challenging"),
		BasisName: goals.TargetField(t, "basis"), VersionName: goals.TargetField(t, "version"),
	}
	f.Kind, f.Threshold, f.Second = form.Value(f.KindName), form.Value(f.ThresholdName), form.Value(f.SecondName)
	f.Challenging = form.Value(f.ChallengingName)
	f.Basis, f.Version = form.Value(f.BasisName), form.Value(f.VersionName)
	return f
}
