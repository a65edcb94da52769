package report

import (
	"encoding/json"
	"math"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// UnitPages is what one unit has in a year's report: the goals with the rows of the
// measures that apply to it.
type UnitPages struct {
	Unit   org.Unit
	Index  int // its place in analysis.Row.Units
	Blocks []analysis.Block
}

// pagesOf is the pages of every unit that some measure of the year applies to, in the
// group's order.
func pagesOf(ds *analysis.Dataset, blocks []analysis.Block) []UnitPages {
	var list []UnitPages
	for n, u := range ds.Units {
		p := UnitPages{Unit: u, Index: n}
		for _, b := range blocks {
			own := analysis.Block{Goal: b.Goal}
			for _, r := range b.Rows {
				if r.Includes(u) {
					own.Rows = append(own.Rows, r)
				}
			}
			if len(own.Rows) > 0 {
				p.Blocks = append(p.Blocks, own)
			}
		}
		if len(p.Blocks) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// has reports whether the measure is on the unit's pages.
func (p UnitPages) has(id quality.IndicatorID) bool {
	return slices.ContainsFunc(p.Blocks, func(b analysis.Block) bool {
		return slices.ContainsFunc(b.Rows, func(r analysis.Row) bool { return r.Measure.ID == id })
	})
}

// seen is a result as it was on a unit's page when the unit answered, as it is kept.
type seen struct {
	Measure     quality.IndicatorID `json:"measure"`
	Stratum     quality.StratumID   `json:"stratum,omitempty"`
	State       analysis.State      `json:"state"`
	Numerator   *float64            `json:"numerator,omitempty"`
	Denominator *float64            `json:"denominator,omitempty"`
	Mean        *float64            `json:"mean,omitempty"`
	SD          *float64            `json:"sd,omitempty"`
	Text        string              `json:"text,omitempty"`
	Yes         *bool               `json:"yes,omitempty"`
	Point       *float64            `json:"point,omitempty"`
}

func seenOf(r analysis.Row, c analysis.Result) seen {
	v := c.Value
	return seen{Measure: r.Measure.ID, Stratum: r.Stratum.ID, State: c.State, Numerator: v.Numerator, Denominator: v.Denominator,
		Mean: v.Mean, SD: v.SD, Text: v.Text, Yes: v.Yes, Point: c.Point}
}

// same reports whether the two say the same; sums may differ in their last digit.
func (s seen) same(o seen) bool {
	near := func(a, b *float64) bool {
		return a == nil && b == nil || a != nil && b != nil && math.Abs(*a-*b) <= 1e-9*max(1, math.Abs(*a))
	}
	return s.State == o.State && s.Text == o.Text && (s.Yes == nil) == (o.Yes == nil) && (s.Yes == nil || *s.Yes == *o.Yes) &&
		near(s.Numerator, o.Numerator) && near(s.Denominator, o.Denominator) && near(s.Mean, o.Mean) && near(s.SD, o.SD)
}

// result is what was seen, in the shape of what is there now.
func (s seen) result(now analysis.Result) analysis.Result {
	return analysis.Result{State: s.State, Kind: now.Kind, Definition: now.Definition, Point: s.Point,
		Value: quality.Value{Numerator: s.Numerator, Denominator: s.Denominator, Mean: s.Mean, SD: s.SD, Text: s.Text, Yes: s.Yes}}
}

// encode is the unit's results as they are kept with its answer.
func (p UnitPages) encode() ([]byte, error) {
	list := []seen{}
	for _, b := range p.Blocks {
		for _, r := range b.Rows {
			list = append(list, seenOf(r, r.Units[p.Index].Result))
		}
	}
	return json.Marshal(list)
}

// Change is a result that is another than when the unit answered. Then has no interval.
type Change struct {
	Row       analysis.Row
	Then, Now analysis.Result
}

// changes are the results that are others than those kept. One that was not there is
// a change when there is something to see.
func (p UnitPages) changes(kept []byte) ([]Change, error) {
	if kept == nil {
		return nil, nil
	}
	var before []seen
	if err := json.Unmarshal(kept, &before); err != nil {
		return nil, err
	}
	var list []Change
	for _, b := range p.Blocks {
		for _, r := range b.Rows {
			now := r.Units[p.Index].Result
			is := seenOf(r, now)
			n := slices.IndexFunc(before, func(s seen) bool { return s.Measure == is.Measure && s.Stratum == is.Stratum })
			was := seen{State: analysis.NotEntered}
			if n >= 0 {
				was = before[n]
			}
			if !was.same(is) {
				list = append(list, Change{Row: r, Then: was.result(now), Now: now})
			}
		}
	}
	return list, nil
}
