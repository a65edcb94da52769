package results

import (
	"context"
	"errors"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// AboutMeasure names the measure whose lines over time something is written about.
type AboutMeasure struct {
	GroupID org.GroupID
	Code    string // the indicator's
	Stratum string // the stratum's code, "" for the first
}

// written is what is checked before something is written about a measure's lines.
type written struct {
	ds       *analysis.Dataset
	measure  *analysis.Measure
	stratum  quality.Stratum
	timeline analysis.Timeline
}

// about reads the measure with all its years; fault.ErrNotFound when the group
// collects no such measure.
func about(ctx context.Context, tx *postgres.Tx, a AboutMeasure) (written, error) {
	years, err := tx.ResultYears(ctx, a.GroupID)
	if err != nil {
		return written{}, err
	}
	if len(years) == 0 {
		return written{}, fault.ErrNotFound
	}
	ds, err := dataset.LoadMeasure(ctx, tx, a.GroupID, dataset.Years{First: years[0].Year, Last: years[len(years)-1].Year}, a.Code)
	if err != nil {
		return written{}, err
	}
	w := written{ds: ds}
	var ok bool
	if w.measure, ok = ds.Measure(a.Code); !ok {
		return w, fault.ErrNotFound
	}
	if w.stratum, ok = stratum(w.measure, a.Stratum); !ok {
		return w, fault.ErrNotFound
	}
	w.timeline = ds.Timeline(w.measure, w.stratum)
	return w, nil
}

// problems are those of what is written about the unit's line, where checked is what
// its own check said.
func (w written) problems(unit org.UnitID, checked error) fault.ValidationError {
	var v fault.ValidationError
	if !w.hasLine(unit) {
		v.Add("unit", "unit_required")
	}
	var invalid *fault.ValidationError
	if errors.As(checked, &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	return v
}

// hasLine reports whether the unit has a line; zero is all together.
func (w written) hasLine(unit org.UnitID) bool {
	return unit == 0 || slices.ContainsFunc(w.timeline.Units, func(l analysis.Line) bool { return l.Unit.ID == unit })
}
