package group

import (
	"context"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// periodFacts is what the units had to hand in, and when they did.
type periodFacts struct {
	selected    []postgres.Selected
	indicators  map[quality.IndicatorID]quality.Indicator
	versions    map[quality.IndicatorID][]quality.Version
	submissions []quality.Submission
	handedIn    map[quality.SubmissionID]time.Time
}

func (p *periodFacts) read(ctx context.Context, tx *postgres.Tx, f *healthFacts) error {
	var err error
	if p.selected, err = tx.SelectedIndicators(ctx, f.group.ID, f.first, f.year); err != nil {
		return err
	}
	library, err := tx.Indicators(ctx, f.group.ID, yearEnd(f.year))
	if err != nil {
		return err
	}
	p.indicators = map[quality.IndicatorID]quality.Indicator{}
	for _, i := range library {
		p.indicators[i.ID] = i
	}
	if p.versions, err = tx.GroupVersions(ctx, f.group.ID); err != nil {
		return err
	}
	from, to := yearStart(f.first).AddDate(0, -f.group.CollectionMonths, 0), yearEnd(f.year)
	if p.submissions, err = tx.Submissions(ctx, f.group.ID, from, to); err != nil {
		return err
	}
	p.handedIn, err = tx.FirstHandedIn(ctx, f.group.ID, from, to, handedIn)
	return err
}

// due reports whether the unit had anything to hand in with the period.
func (p periodFacts) due(unit org.Unit, period quality.Period) bool {
	for _, s := range p.selected {
		if i := p.indicators[s.IndicatorID]; s.Year == period.LastYear() && len(quality.DueFigures(i, p.versions[i.ID], unit, period)) > 0 {
			return true
		}
	}
	return false
}

// count counts the periods that end in the year and whose last day has passed.
func (p periodFacts) count(h *improvement.Health, f healthFacts) {
	type place struct {
		unit   org.UnitID
		period quality.Period
	}
	stored := map[place]quality.Submission{}
	for _, s := range p.submissions {
		stored[place{s.UnitID, s.Period}] = s
	}
	first := quality.PeriodOf(yearStart(h.Year), f.group.CollectionMonths)
	for period := first; !period.End().After(yearEnd(h.Year)); period = period.Next() {
		due := period.Due(f.group.DueDays)
		if period.LastYear() != h.Year || !due.Before(f.today) {
			continue
		}
		for _, unit := range f.units {
			if !unit.ActiveDuring(period.Start(), period.End()) || !p.due(unit, period) {
				continue
			}
			h.PeriodsDue++
			s, begun := stored[place{unit.ID, period}]
			if begun && s.State.Shown() {
				h.PeriodsIn++
			}
			if at, ok := p.handedIn[s.ID]; begun && ok && !f.dayOf(at).After(due) {
				h.PeriodsInTime++
			}
		}
	}
}
