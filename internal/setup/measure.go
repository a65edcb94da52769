package setup

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"samsyn/internal/quality"
)

// measure is how figures for one indicator are made up.
type measure struct {
	Code      string
	Of        string // the volume that is the denominator
	Before    string // the one before the definition changed
	FixedOf   byUnit `json:"fixed_of"` // or the same denominator each period
	Numerator string // the volume that is the numerator or the count
	Fixed     byUnit // or the same count each period
	Level     byUnit // a proportion's or rate's chance, or a mean, in the year of the set-up
	Drift     float64
	Steady    bool    // the level itself and not a draw from it: posts, not children
	SD, Noise float64 // of a mean: between children, and between periods
	Text      map[string]string
	Yes       map[string]bool
}

// value makes up the unit's figure; false when the measure has none there.
func (m maker) value(how measure, i quality.Indicator, unit string, p quality.Period) (quality.Value, bool, error) {
	switch i.Kind {
	case quality.Text, quality.Gestation, quality.YesNo:
		return m.words(how, i.Kind, unit)
	case quality.Count:
		n, known, err := m.count(how, unit, p)
		return quality.Value{Numerator: &n}, known, err
	}
	of, known, err := m.denominator(how, unit, p)
	if err != nil || !known {
		return quality.Value{}, false, err
	}
	if how.Numerator != "" {
		n, err := m.size(how.Numerator, unit, p)
		return quality.Value{Numerator: &n, Denominator: &of}, true, err
	}
	level, err := m.level(how, unit, p)
	if err != nil {
		return quality.Value{}, false, err
	}
	src := source(unit, how.Code, p)
	if how.Steady {
		n := math.Round(of * level)
		return quality.Value{Numerator: &n, Denominator: &of}, true, nil
	}
	switch i.Kind {
	case quality.Proportion:
		n := binomial(of, level, src)
		return quality.Value{Numerator: &n, Denominator: &of}, true, nil
	case quality.Rate:
		n := poisson(of*level, src)
		return quality.Value{Numerator: &n, Denominator: &of}, true, nil
	}
	return meanOf(of, level, how, distuv.Normal{Sigma: 1, Src: src}), true, nil
}

// meanOf makes up the mean of n children, and its sd where n allows one.
func meanOf(n, level float64, how measure, normal distuv.Normal) quality.Value {
	v := quality.Value{Denominator: &n}
	if n == 0 {
		return v
	}
	mean := math.Round(10*(level+how.Noise*normal.Rand()+how.SD/math.Sqrt(n)*normal.Rand())) / 10
	v.Mean = &mean
	if n > 1 {
		sd := math.Round(10*how.SD*(1+0.1*normal.Rand())) / 10
		v.SD = &sd
	}
	return v
}

// words makes up a text or a yes or no, the same since before the example begins.
func (m maker) words(how measure, kind quality.Kind, unit string) (quality.Value, bool, error) {
	from := firstDay(m.year - historyYears - 1)
	v := quality.Value{Text: how.Text[unit], ValidFrom: &from}
	if kind.Words() {
		return v, v.Text != "", nil
	}
	yes, known := how.Yes[unit]
	v.Yes = &yes
	return v, known, nil
}

func (m maker) count(how measure, unit string, p quality.Period) (float64, bool, error) {
	if how.Numerator != "" {
		n, err := m.size(how.Numerator, unit, p)
		return n, true, err
	}
	n, known := how.Fixed.at(unit)
	times, err := m.factor(how.Code, unit, p)
	return math.Round(n * times), known, err
}

func (m maker) denominator(how measure, unit string, p quality.Period) (float64, bool, error) {
	if n, known := how.FixedOf.at(unit); known || how.Of == "" {
		return n, known, nil
	}
	name := how.Of
	if how.Before != "" && p.Year < m.redefined[how.Code] {
		name = how.Before
	}
	n, err := m.size(name, unit, p)
	return n, true, err
}

// level is the chance or mean at the unit in the period, with the drift of the
// years and the lasting changes.
func (m maker) level(how measure, unit string, p quality.Period) (float64, error) {
	level, known := how.Level.at(unit)
	if !known {
		return 0, fmt.Errorf("%s has no level for %s", how.Code, unit)
	}
	level += how.Drift * float64(p.Year-m.year)
	for _, c := range m.changes {
		began, err := c.begunBy(how.Code, unit, p, m.year)
		if err != nil {
			return 0, err
		}
		if began && c.ToLevel > 0 {
			level = c.ToLevel
		}
	}
	return max(level, 0), nil
}
