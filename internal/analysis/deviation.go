package analysis

import (
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// DeviationKind is what is to be noticed about a unit's result.
type DeviationKind string

// The kinds. The first two are those of the funnel: beyond the limits that chance
// alone passes in about one unit of twenty, and in one of five hundred.
const (
	Beyond2SD    DeviationKind = "beyond_2sd"
	Beyond3SD    DeviationKind = "beyond_3sd"
	TargetMissed DeviationKind = "target_missed" // for certain: its whole interval is on the wrong side
)

// Side says whether a deviation is to the good.
type Side string

// The sides.
const (
	GoodSide Side = "good"
	BadSide  Side = "bad"
	// NoSide is for measures where neither more nor less is better, or where
	// something in between is.
	NoSide Side = "none"
)

// Deviation is a unit's result that differs from all units' by more than chance
// explains, or clearly misses its target.
type Deviation struct {
	Row  Row
	Cell Cell // the unit's in the row, with its value, interval and target
	Kind DeviationKind
	// Side is BadSide for a missed target.
	Side Side
	// Value is the unit's, in the unit shown.
	Value float64
	// Size is the denominator, the exposure or the number of measurements.
	Size float64
	// Average is all units together and Limits the plain limits of a unit of that
	// size, both in the unit shown; zero for a missed target.
	Average float64
	Limits  stats.Limits
	// WithinWidened says that units differ so much in this measure that the unit is
	// not unusual among them (see [Funnel.MayWiden]).
	WithinWidened bool
}

// Unit is whose result it is.
func (d Deviation) Unit() org.Unit { return d.Cell.Unit }

// Deviations are what is to be noticed in units' results, and how many results were
// held against a funnel's limits to find it.
type Deviations struct {
	List     []Deviation
	Compared int
}

// Deviations are all units' results in the span that are beyond a funnel's limits
// or clearly miss their target, in the group's own order: measure by measure, unit
// by unit, the funnel's first. A unit that is beyond the outer limits is there once,
// as Beyond3SD. Process measures are left out. Of a masked dataset there are those
// of the units that are shown.
func (ds *Dataset) Deviations(span Span) Deviations {
	return DeviationsOf(ds.OverviewOf(span))
}

// DeviationsOf are Deviations of an overview that is at hand.
func DeviationsOf(blocks []Block) Deviations {
	var all Deviations
	for _, block := range blocks {
		for _, row := range block.Rows {
			if row.Together() {
				continue
			}
			of := row.Deviations()
			all.List = append(all.List, of.List...)
			all.Compared += of.Compared
		}
	}
	return all
}

// Deviations are those of the row alone.
func (r Row) Deviations() Deviations {
	var all Deviations
	if r.Measure.Category == quality.Process {
		return all
	}
	funnel, drawn := r.Funnel()
	wide := funnel.Widen()
	for n, c := range r.Units {
		if drawn && funnel.Places[n].Known {
			all.Compared++
			if d, ok := r.beyond(c, funnel, n); ok {
				d.WithinWidened = funnel.MayWiden && wide.Places[n].Class == stats.WithinLimits
				all.List = append(all.List, d)
			}
		}
		if c.Known() && missed(c) {
			d := Deviation{Row: r, Cell: c, Kind: TargetMissed, Side: BadSide, Value: *c.Point}
			if c.Value.Denominator != nil {
				d.Size = *c.Value.Denominator
			}
			all.List = append(all.List, d)
		}
	}
	return all
}

// beyond is the unit's deviation from the funnel; false when it has none.
func (r Row) beyond(c Cell, f Funnel, n int) (Deviation, bool) {
	p := f.Places[n]
	if p.Class == stats.WithinLimits {
		return Deviation{}, false
	}
	d := Deviation{Row: r, Cell: c, Kind: Beyond2SD, Value: p.Value, Size: p.Size, Average: f.Average, Limits: p.Limits,
		Side: side(c.Definition.Direction, p.Class == stats.High2SD || p.Class == stats.High3SD)}
	if p.Class == stats.Low3SD || p.Class == stats.High3SD {
		d.Kind = Beyond3SD
	}
	return d, true
}

// side is whether more, or less, than the others is good.
func side(direction quality.Direction, high bool) Side {
	switch {
	case direction != quality.Higher && direction != quality.Lower:
		return NoSide
	case high == (direction == quality.Higher):
		return GoodSide
	}
	return BadSide
}

// missed reports whether the unit misses its target by more than chance explains.
func missed(c Cell) bool {
	return c.Target != nil && c.Target.Kind == quality.ValueTarget && c.Judgement.Status == quality.NotMet
}
