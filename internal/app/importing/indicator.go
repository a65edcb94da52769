package importing

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"samsyn/internal/exchange"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// openIndicators finds or makes the indicators that the rows name.
func (j *job) openIndicators(ctx context.Context, rows []row) error {
	for _, part := range partition(rows, func(r row) string { return r.Indicator }) {
		first := part[0]
		known, err := j.libraryOn(ctx, first.period.Start())
		if err != nil {
			return err
		}
		if _, ok := known[first.Indicator]; ok {
			continue
		}
		if !j.request.Create {
			j.note(first.Problem(exchange.Indicator, UnknownIndicator, len(part)))
			continue
		}
		if err := j.createIndicator(ctx, part); err != nil {
			return err
		}
	}
	clear(j.library)
	return nil
}

// libraryOn is the group's indicators by code, with the definitions of the day.
func (j *job) libraryOn(ctx context.Context, day time.Time) (map[string]quality.Indicator, error) {
	if known, read := j.library[day]; read {
		return known, nil
	}
	list, err := j.tx.Indicators(ctx, j.group.ID, day)
	byCode := map[string]quality.Indicator{}
	for _, i := range list {
		byCode[i.Code] = i
	}
	j.library[day] = byCode
	return byCode, err
}

// createIndicator makes the indicator that the rows describe, valid from the
// first of their periods and reported by periods of their length. What the file
// does not say of it, the group must add: it is then a proposal.
func (j *job) createIndicator(ctx context.Context, rows []row) error {
	first := rows[0]
	made := describe(first.Create, first.Indicator)
	made.GroupID, made.Definition.ReportingMonths = j.group.ID, first.period.Months
	made.Definition.ValidFrom = slices.MinFunc(rows, func(a, b row) int {
		return a.period.Start().Compare(b.period.Start())
	}).period.Start()
	if problems := creationProblems(first, made); len(problems) > 0 {
		j.note(problems...)
		return nil
	}
	division, err := j.divide(ctx, rows)
	if err != nil {
		return err
	}
	_, err = j.tx.AddIndicator(ctx, postgres.NewIndicator{Indicator: made, StratificationID: division})
	j.plan.Created.Indicators++
	return err
}

// describe is the indicator that a row tells of.
func describe(c exchange.Create, code string) quality.Indicator {
	i := quality.Indicator{Code: code, Category: quality.Medical, Scope: quality.ScopeAllUnits,
		ReportedBy: []org.CareLevel{org.HighlySpecialised, org.GeneralCare}, Kind: quality.Kind(c.Kind),
		CountsChildren: true, Certainty: quality.Proposal,
		Definition: quality.Version{Name: cmp.Or(c.IndicatorName, code), NumeratorText: c.NumeratorText,
			DenominatorText: c.DenominatorText, Source: c.Source, Comparable: true,
			Direction: quality.Direction(cmp.Or(c.Direction, string(quality.NoDirection)))}}
	if c.Source != "" {
		i.Certainty = quality.Sourced
	}
	if c.Decimals != nil {
		i.Definition.Decimals = *c.Decimals
	}
	if c.RatePer != nil {
		i.Definition.RatePer = *c.RatePer
	}
	if i.Kind == quality.Proportion {
		i.Definition.UnitLabel = "%"
	}
	return i
}

// mostDecimals is the most that a value is shown with.
const mostDecimals = 4

// creationProblems is what keeps the indicator from being made.
func creationProblems(r row, i quality.Indicator) (problems []exchange.Problem) {
	add := func(column exchange.Column, code string, args ...any) {
		problems = append(problems, r.Problem(column, code, args...))
	}
	if !quality.ValidCode(i.Code) {
		add(exchange.Indicator, CodeLetters, quality.MaxCode)
	}
	if i.Kind == "" {
		add(exchange.Kind, KindRequired)
	}
	if i.Kind == quality.Rate && i.Definition.RatePer <= 0 {
		add(exchange.RatePer, RatePerRequired)
	}
	if i.Definition.Decimals > mostDecimals {
		add(exchange.Decimals, exchange.OutOfRange, 0, mostDecimals)
	}
	return problems
}

// divide gives the group's way of dividing the children into the rows' strata,
// in the order they come; zero when the rows are not divided.
func (j *job) divide(ctx context.Context, rows []row) (int64, error) {
	var codes []string
	for _, r := range rows {
		if r.Stratum != "" && !slices.Contains(codes, r.Stratum) {
			codes = append(codes, r.Stratum)
		}
	}
	division := strings.Join(slices.Sorted(slices.Values(codes)), " / ")
	var id int64
	for _, code := range codes {
		var err error
		id, err = j.tx.EnsureStratum(ctx, postgres.NewStratum{GroupID: j.group.ID,
			Division: division, DivisionName: division, Code: code, Name: code})
		if err != nil {
			return 0, err
		}
	}
	return id, nil
}

// openSelection finds out what the group collects in the rows' years, and lets
// it collect what it does not. Nobody else changes that before the import is done.
func (j *job) openSelection(ctx context.Context, rows []row) error {
	if len(rows) == 0 {
		return nil
	}
	first, last := rows[0].period.LastYear(), rows[0].period.LastYear()
	for _, r := range rows {
		first, last = min(first, r.period.LastYear()), max(last, r.period.LastYear())
	}
	if err := j.tx.ShareGoals(ctx, j.group.ID, quality.Years(first, last)); err != nil {
		return err
	}
	selected, err := j.tx.SelectedIndicators(ctx, j.group.ID, first, last)
	if err != nil {
		return err
	}
	for _, s := range selected {
		j.selected[selection{s.IndicatorID, s.Year}] = true
	}
	if !j.request.Create {
		return nil
	}
	for _, r := range rows {
		if err := j.selectFor(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func (j *job) selectFor(ctx context.Context, r row) error {
	library, err := j.libraryOn(ctx, r.period.Start())
	if err != nil {
		return err
	}
	i, known := library[r.Indicator]
	wanted := selection{i.ID, r.period.LastYear()}
	if !known || j.selected[wanted] {
		return nil
	}
	j.selected[wanted] = true
	j.plan.Created.Selected++
	return j.tx.SelectIndicator(ctx, j.group.ID, wanted.year, i.ID)
}
