package importing

import (
	"context"
	"slices"
	"strings"

	"samsyn/internal/exchange"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// incoming is a row as a figure that may be stored.
type incoming struct {
	row
	unit      org.Unit
	indicator quality.Indicator
	figure    quality.Figure
}

// figures makes figures of the rows and notes what is wrong with each. Rows that
// name something that was not found are passed over: that has been noted.
func (j *job) figures(ctx context.Context, rows []row) ([]incoming, error) {
	var list []incoming
	for _, r := range rows {
		library, err := j.libraryOn(ctx, r.period.Start())
		if err != nil {
			return nil, err
		}
		in := incoming{row: r}
		var unitFound, indicatorFound bool
		in.unit, unitFound = j.units[r.Unit]
		in.indicator, indicatorFound = library[r.Indicator]
		if !unitFound || !indicatorFound {
			continue
		}
		if problems := j.build(&in); len(problems) > 0 {
			j.note(problems...)
			continue
		}
		list = append(list, in)
	}
	return list, nil
}

// build makes the row's figure; the problems are what keeps it from being one.
func (j *job) build(in *incoming) []exchange.Problem {
	if problems := j.checkPlace(in); len(problems) > 0 {
		return problems
	}
	stratum, problem := stratumOf(in)
	if problem != nil {
		return []exchange.Problem{*problem}
	}
	in.figure = quality.Figure{UnitID: in.unit.ID, IndicatorID: in.indicator.ID, Kind: in.indicator.Kind,
		StratumID: stratum, Period: in.period, State: quality.FigureState(in.State), Comment: in.Comment,
		EnteredAt: j.now}
	switch in.figure.State {
	case quality.Missing:
		in.figure.MissingReasonID = j.reasons[in.MissingReason]
	case quality.Reported:
		if problems := readValue(in); len(problems) > 0 {
			return problems
		}
	}
	if in.figure.State == quality.Missing && in.figure.MissingReasonID == 0 {
		return nil // an unknown reason, which has been noted
	}
	var problems []exchange.Problem
	for _, p := range in.indicator.Check(in.figure) {
		problems = append(problems, in.Problem(columnOf(p.Field, in.indicator.Kind), p.Code, p.Args...))
	}
	return problems
}

// checkPlace finds what is wrong with the unit reporting the indicator for the
// period at all.
func (j *job) checkPlace(in *incoming) (problems []exchange.Problem) {
	add := func(column exchange.Column, code string, args ...any) {
		problems = append(problems, in.Problem(column, code, args...))
	}
	i := in.indicator
	if kind := in.Create.Kind; kind != "" && quality.Kind(kind) != i.Kind {
		add(exchange.Kind, KindDiffers, string(i.Kind))
	}
	if in.period.Months != i.Definition.ReportingMonths {
		add(exchange.Period, PeriodLength, i.Definition.ReportingMonths)
	}
	if !j.selected[selection{i.ID, in.period.LastYear()}] {
		add(exchange.Indicator, NotCollected, in.period.LastYear())
	}
	if !i.AppliesTo(in.unit) {
		add(exchange.Unit, NotForUnit)
	}
	if !in.unit.ActiveDuring(in.period.Start(), in.period.End()) {
		add(exchange.Unit, UnitInactive)
	}
	return problems
}

// stratumOf finds the stratum that the row names.
func stratumOf(in *incoming) (quality.StratumID, *exchange.Problem) {
	strata := in.indicator.Strata
	fail := func(code string) (quality.StratumID, *exchange.Problem) {
		p := in.Problem(exchange.Stratum, code)
		return 0, &p
	}
	switch {
	case len(strata) == 0 && in.Stratum == "":
		return 0, nil
	case len(strata) == 0:
		return fail(StratumNotFor)
	case in.Stratum == "":
		return fail(StratumRequired)
	}
	n := slices.IndexFunc(strata, func(s quality.Stratum) bool { return s.Code == in.Stratum })
	if n < 0 {
		return fail(UnknownStratum)
	}
	return strata[n].ID, nil
}

// columnsOf is the columns that hold the value of a measure of the kind.
func columnsOf(kind quality.Kind) []exchange.Column {
	switch kind {
	case quality.Proportion, quality.Rate:
		return []exchange.Column{exchange.Numerator, exchange.Denominator}
	case quality.Count:
		return []exchange.Column{exchange.Numerator}
	case quality.Mean, quality.Score:
		return []exchange.Column{exchange.Mean, exchange.SD, exchange.N}
	}
	return []exchange.Column{exchange.Text}
}

// readValue gives the figure the row's value, and notes values that a measure of
// the kind does not have.
func readValue(in *incoming) (problems []exchange.Problem) {
	given := map[exchange.Column]bool{
		exchange.Numerator: in.Numerator != nil, exchange.Denominator: in.Denominator != nil,
		exchange.Mean: in.Mean != nil, exchange.SD: in.SD != nil, exchange.N: in.N != nil,
		exchange.Text: in.Text != ""}
	kind := in.indicator.Kind
	for _, column := range []exchange.Column{exchange.Numerator, exchange.Denominator, exchange.Mean, exchange.SD,
		exchange.N, exchange.Text} {
		if given[column] && !slices.Contains(columnsOf(kind), column) {
			problems = append(problems, in.Problem(column, exchange.ValueNotExpected))
		}
	}
	v := quality.Value{Numerator: in.Numerator, Denominator: in.Denominator, Mean: in.Mean, SD: in.SD, Text: in.Text}
	switch kind {
	case quality.Mean, quality.Score:
		v.Denominator = in.N
	case quality.Gestation:
		if days, ok := quality.ParseGestation(v.Text); ok {
			v.Text = quality.WeeksAndDays(days)
		}
	case quality.YesNo:
		yes, ok := yesOrNo(in.Text)
		if !ok {
			problems = append(problems, in.Problem(exchange.Text, exchange.UnknownChoice))
		}
		v.Text, v.Yes = "", &yes
	}
	in.figure.Value = v
	return problems
}

// yesOrNo reads a yes or a no; false when the text is neither.
func yesOrNo(text string) (yes, ok bool) {
	switch strings.ToLower(text) {
	case "ja", "yes":
		return true, true
	case "nej", "no":
		return false, true
	}
	return false, false
}

// columnOf is the file's column for a part of a figure, as quality names it.
func columnOf(field string, kind quality.Kind) exchange.Column {
	switch {
	case field == "denominator" && (kind == quality.Mean || kind == quality.Score):
		return exchange.N
	case field == "yes":
		return exchange.Text
	case field == "reason":
		return exchange.MissingReason
	}
	return exchange.Column(field)
}
