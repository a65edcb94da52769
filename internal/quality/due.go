package quality

import (
	"time"

	"samsyn/internal/org"
)

// FigureKey tells one figure of a unit from its others.
type FigureKey struct {
	IndicatorID IndicatorID
	StratumID   StratumID // zero when the measure is not divided
	Period      Period    // the figure's own, not the collection's
	// Since tells the answers of a measure that carries over from each other when
	// it changed within the period: the day from which a later one holds, as
	// 2026-09-15; "" for the first.
	Since string
}

// Key is what the figure is about, whichever of the period's answers it is.
func (f Figure) Key() FigureKey {
	return FigureKey{IndicatorID: f.IndicatorID, StratumID: f.StratumID, Period: f.Period}
}

// Due is one figure that a unit is to hand in with a collection period.
type Due struct {
	Indicator Indicator // with the definition that holds for Period
	Stratum   Stratum   // zero when the measure is not divided
	Period    Period    // the figure's own
}

// Key is what the figure is about.
func (d Due) Key() FigureKey {
	return FigureKey{IndicatorID: d.Indicator.ID, StratumID: d.Stratum.ID, Period: d.Period}
}

// DueFigures is what the unit hands in for one measure with the collection
// period, in order: nothing when the measure does not apply to the unit, else a
// figure for each of its periods that end within the collection and each of its
// strata. versions are all the measure's definitions, oldest first.
func DueFigures(i Indicator, versions []Version, unit org.Unit, collection Period) []Due {
	i.Definition = VersionOn(versions, collection.Start())
	if !i.AppliesTo(unit) {
		return nil
	}
	strata := i.Strata
	if len(strata) == 0 {
		strata = []Stratum{{}}
	}
	var due []Due
	for _, period := range i.DuePeriods(collection) {
		defined := i
		defined.Definition = VersionOn(versions, period.Start())
		for _, stratum := range strata {
			if !stratum.Within(period) {
				continue
			}
			due = append(due, Due{Indicator: defined, Stratum: stratum, Period: period})
		}
	}
	return due
}

// VersionOn is the definition that holds on the day: the latest that is valid
// by then, or the first one for days before it. versions are oldest first; the
// zero Version when there are none.
func VersionOn(versions []Version, day time.Time) Version {
	var holds Version
	for n, v := range versions {
		if n == 0 || !v.ValidFrom.After(day) {
			holds = v
		}
	}
	return holds
}
