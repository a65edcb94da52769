package collect

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// plan is what the group collects in some years, read once for all its units.
type plan struct {
	group      org.Group
	selected   []postgres.Selected
	indicators map[quality.IndicatorID]quality.Indicator
	versions   map[quality.IndicatorID][]quality.Version
}

// readPlan reads the plan for the years. Four queries.
func readPlan(ctx context.Context, tx *postgres.Tx, group org.Group, first, last int) (plan, error) {
	p := plan{group: group, indicators: map[quality.IndicatorID]quality.Indicator{}}
	var err error
	if p.selected, err = tx.SelectedIndicators(ctx, group.ID, first, last); err != nil {
		return p, err
	}
	library, err := tx.Indicators(ctx, group.ID, quality.WholeYear(last).End())
	if err != nil {
		return p, err
	}
	for _, i := range library {
		p.indicators[i.ID] = i
	}
	p.versions, err = tx.GroupVersions(ctx, group.ID)
	return p, err
}

// dueFigure is a figure to hand in and the goal it follows (zero: none).
type dueFigure struct {
	quality.Due
	goal quality.GoalID
}

// due is what the unit hands in with the collection period: goal by goal in the
// goals' order, the process measures last.
func (p plan) due(unit org.Unit, collection quality.Period) []dueFigure {
	var list []dueFigure
	for _, s := range p.selected {
		if s.Year != collection.LastYear() {
			continue
		}
		i := p.indicators[s.IndicatorID]
		for _, d := range quality.DueFigures(i, p.versions[i.ID], unit, collection) {
			list = append(list, dueFigure{d, s.GoalID})
		}
	}
	return list
}

// measure is the figure's measure with the definition that held.
func (p plan) measure(f quality.Figure) quality.Indicator {
	i := p.indicators[f.IndicatorID]
	i.Definition = quality.VersionOn(p.versions[i.ID], f.Period.Start())
	return i
}

// stratum names whom the figure is about, "" when its measure is not divided.
func (p plan) stratum(f quality.Figure) string {
	for _, s := range p.indicators[f.IndicatorID].Strata {
		if s.ID == f.StratumID {
			return s.Name
		}
	}
	return ""
}

// standing lists the measures whose answers hold until another is given, or decide
// what others apply to.
func (p plan) standing() []quality.IndicatorID {
	var list []quality.IndicatorID
	for _, i := range p.indicators {
		if i.CarriesOver {
			list = append(list, i.ID)
		}
		if i.Condition != nil {
			list = append(list, i.Condition.IndicatorID)
		}
	}
	return list
}

// years lists the years of the plan that something is collected in, in order.
func (p plan) years() []int {
	var years []int
	for _, s := range p.selected {
		if len(years) == 0 || years[len(years)-1] != s.Year {
			years = append(years, s.Year)
		}
	}
	return years
}
