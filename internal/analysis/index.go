package analysis

import (
	"sync"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// partKey is one measure's one stratum.
type partKey struct {
	indicator quality.IndicatorID
	stratum   quality.StratumID
}

// index finds figures without looking through all of them.
type index struct {
	parts map[partKey]map[org.UnitID][]Figure
	// periods are those that a part's years are reported in.
	periods map[cellKey][]quality.Period
	// latest are the last periods with any figure.
	latest map[cellKey]quality.Period
	// spreads are the results that have been worked out: a publishedKey's spread. A page
	// asks for the same one several times.
	spreads sync.Map
}

// Index makes the dataset ready to be read by many at once. Whoever has made a
// dataset and shares it calls it first; otherwise the first reading does.
func (ds *Dataset) Index() {
	ds.index = &index{parts: map[partKey]map[org.UnitID][]Figure{}, periods: map[cellKey][]quality.Period{},
		latest: map[cellKey]quality.Period{}}
	for _, f := range ds.Figures {
		key := partKey{f.IndicatorID, f.StratumID}
		if ds.index.parts[key] == nil {
			ds.index.parts[key] = map[org.UnitID][]Figure{}
		}
		ds.index.parts[key][f.UnitID] = append(ds.index.parts[key][f.UnitID], f)
		ds.index.note(f)
	}
	for n := range ds.Measures {
		m := &ds.Measures[n]
		for _, part := range m.Parts() {
			for year := ds.FirstYear; year <= ds.LastYear; year++ {
				ds.index.periods[cellKey{m.ID, part.ID, year}] = ds.reported(m, part.ID, year)
			}
		}
	}
}

func (ds *Dataset) indexed() *index {
	if ds.index == nil {
		ds.Index()
	}
	return ds.index
}

// figures are those of a measure's part, unit by unit.
func (ds *Dataset) figures(m *Measure, stratum quality.StratumID) map[org.UnitID][]Figure {
	return ds.indexed().parts[partKey{m.ID, stratum}]
}
