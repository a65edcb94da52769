package analysis_test

import (
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// The units of the tests: two regions, three units, and a birth site.
const (
	linkoping org.UnitID = iota + 1
	norrkoping
	kalmar
	varnamo
)

// The measures of the tests.
const (
	warm quality.IndicatorID = iota + 1 // a proportion
	infections
	hours
	complaints
	cots
	limits
	homeCare
)

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func ptr[T any](v T) *T { return &v }

// dataset is the group without figures or targets, for the years 2024 and 2025.
func dataset(figures ...analysis.Figure) *analysis.Dataset {
	unit := func(id org.UnitID, code string, region org.RegionID, level org.CareLevel) org.Unit {
		u := org.Unit{ID: id, Code: code, ShortName: code, RegionID: region, RegionName: "Region " + string(rune('A'+region-1)),
			CareLevel: level, Participation: org.Full, ActiveFrom: day(2000, 1, 1)}
		if level == org.BirthSite {
			u.Participation = org.ProcessOnly
		}
		return u
	}
	measure := func(id quality.IndicatorID, code string, kind quality.Kind) analysis.Measure {
		v := quality.Version{ValidFrom: day(2020, 1, 1), Name: code, Direction: quality.Higher, ReportingMonths: 3, Comparable: true}
		if kind == quality.Rate {
			v.RatePer, v.Direction = 1000, quality.Lower
		}
		return analysis.Measure{Versions: []quality.Version{v}, Indicator: quality.Indicator{
			ID: id, Code: code, Kind: kind, Category: quality.Medical, CountsChildren: true, Definition: v,
			ReportedBy: []org.CareLevel{org.HighlySpecialised, org.GeneralCare},
		}}
	}
	ds := &analysis.Dataset{
		Group:     org.Group{ID: 1, MaskingThreshold: 5, ReliabilityLimit: 10, CollectionMonths: 3},
		FirstYear: 2024, LastYear: 2025,
		Units: []org.Unit{
			unit(linkoping, "linkoping", 1, org.HighlySpecialised),
			unit(norrkoping, "norrkoping", 1, org.GeneralCare),
			unit(kalmar, "kalmar", 2, org.GeneralCare),
			unit(varnamo, "varnamo", 3, org.BirthSite),
		},
		Measures: []analysis.Measure{
			measure(warm, "warm", quality.Proportion), measure(infections, "infections", quality.Rate),
			measure(hours, "hours", quality.Mean), measure(complaints, "complaints", quality.Count),
			measure(cots, "cots", quality.Count), measure(limits, "limits", quality.Text),
			measure(homeCare, "homecare", quality.YesNo),
		},
		Goals:   []quality.Goal{{ID: 1, Year: 2025, Title: "Varma barn"}},
		Figures: figures,
		Reasons: map[quality.ReasonID]string{1: "Personalbrist"},
	}
	for _, m := range ds.Measures {
		for _, year := range []int{2024, 2025} {
			ds.Selected = append(ds.Selected, analysis.Selection{Year: year, IndicatorID: m.ID})
		}
	}
	ds.Selected[0].GoalID, ds.Selected[1].GoalID = 1, 1
	ds.Measures[4].CountsChildren = false
	return ds
}

// in is a figure of the measure from the unit for the period.
func in(id quality.IndicatorID, unit org.UnitID, p quality.Period, v quality.Value) analysis.Figure {
	return analysis.Figure{Standing: quality.ApprovedFigure,
		Figure: quality.Figure{UnitID: unit, IndicatorID: id, Period: p, State: quality.Reported, Value: v}}
}

// share is a figure of x of n for the unit's quarter of 2025.
func share(unit org.UnitID, quarter int, x, n float64) analysis.Figure {
	return in(warm, unit, quality.Quarter(2025, quarter), quality.Value{Numerator: &x, Denominator: &n})
}

// gone is a missing figure, and none a figure that does not apply.
func gone(unit org.UnitID, quarter int) analysis.Figure {
	f := in(warm, unit, quality.Quarter(2025, quarter), quality.Value{})
	f.State, f.MissingReasonID = quality.Missing, 1
	return f
}

func none(unit org.UnitID, quarter int) analysis.Figure {
	f := in(warm, unit, quality.Quarter(2025, quarter), quality.Value{})
	f.State = quality.NotApplicable
	return f
}

// row is the undivided measure's results for 2025.
func row(ds *analysis.Dataset, code string) analysis.Row {
	m, ok := ds.Measure(code)
	if !ok {
		panic("no measure " + code)
	}
	return ds.Row(m, quality.Stratum{}, 2025)
}
