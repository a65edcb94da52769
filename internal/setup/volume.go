package setup

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"samsyn/internal/quality"
)

// volume is how much of something a unit has in a quarter, which several
// measures share: the children who answer for one are the same for the next.
type volume struct {
	Name   string
	Mean   byUnit    // drawn around this (Poisson)
	Season []float64 // times this in each of the year's quarters
	Plus   string    // on top of that volume
	Of     string    // a part of that volume:
	Times  byUnit    // so many times it
	Share  byUnit    // or drawn from it with this chance (binomial)
}

// change is a lasting change at a unit, of a volume or a measure.
type change struct {
	Name, Unit, From string
	Times            float64
	ToLevel          float64 `json:"to_level"`
}

// maker makes up figures. What it draws depends on nothing but the unit, the
// name and the period, so that the same example is made everywhere.
type maker struct {
	year      int
	volumes   map[string]volume
	changes   []change
	redefined map[string]int // the first year of a measure's new definition
}

func newMaker(file demoFile, year int) maker {
	m := maker{year: year, volumes: map[string]volume{}, changes: file.Changes,
		redefined: map[string]int{file.Definition.Code: year + file.Definition.Year}}
	for _, v := range file.Volumes {
		m.volumes[v.Name] = v
	}
	return m
}

// source is the random numbers for one name at one unit in one period.
func source(unit, name string, p quality.Period) rand.Source {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s/%s/%s", unit, name, p.Code())
	return rand.NewPCG(h.Sum64(), 1)
}

// size is the unit's volume in a period of one or more quarters.
func (m maker) size(name, unit string, p quality.Period) (float64, error) {
	var sum float64
	for _, quarter := range p.Split(quarterly) {
		size, err := m.inQuarter(name, unit, quarter)
		if err != nil {
			return 0, err
		}
		sum += size
	}
	return sum, nil
}

func (m maker) inQuarter(name, unit string, q quality.Period) (float64, error) {
	v, known := m.volumes[name]
	if !known {
		return 0, fmt.Errorf("no volume %s", name)
	}
	times, err := m.factor(name, unit, q)
	if err != nil {
		return 0, err
	}
	var base float64
	if from := v.Of + v.Plus; from != "" {
		if base, err = m.inQuarter(from, unit, q); err != nil {
			return 0, err
		}
	}
	if v.Of == "" {
		mean, _ := v.Mean.at(unit)
		if len(v.Season) > 0 {
			mean *= v.Season[q.Index()-1]
		}
		return base + poisson(mean*times, source(unit, name, q)), nil
	}
	if share, drawn := v.Share.at(unit); drawn {
		return binomial(base, share, source(unit, name, q)), nil
	}
	part, _ := v.Times.at(unit)
	return math.Round(base * part * times), nil
}

// factor is what lasting changes have made of the name at the unit by then.
func (m maker) factor(name, unit string, p quality.Period) (float64, error) {
	factor := 1.0
	for _, c := range m.changes {
		began, err := c.begunBy(name, unit, p, m.year)
		if err != nil {
			return 0, err
		}
		if began && c.Times > 0 {
			factor *= c.Times
		}
	}
	return factor, nil
}

// begunBy reports whether the change concerns the name at the unit and has come
// by the period.
func (c change) begunBy(name, unit string, p quality.Period, year int) (bool, error) {
	from, err := quarterIn(c.From, year)
	return c.Name == name && c.Unit == unit && !p.Before(from), err
}

func poisson(mean float64, src rand.Source) float64 {
	if mean <= 0 {
		return 0
	}
	return distuv.Poisson{Lambda: mean, Src: src}.Rand()
}

func binomial(n, p float64, src rand.Source) float64 {
	if n <= 0 || p <= 0 {
		return 0
	}
	return distuv.Binomial{N: n, P: min(p, 1), Src: src}.Rand()
}
