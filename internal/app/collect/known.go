package collect

import (
	"slices"
	"strings"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// known is a unit's figures by measure and part, in the order of their periods.
type known map[quality.FigureKey][]quality.Figure

// part is the key of a measure and part, whatever the period.
func part(i quality.IndicatorID, stratum quality.StratumID) quality.FigureKey {
	return quality.FigureKey{IndicatorID: i, StratumID: stratum}
}

func (k known) add(f quality.Figure) {
	key := part(f.IndicatorID, f.StratumID)
	k[key] = append(k[key], f)
}

// of is the figures of the measure's part for the period, by the day they hold from.
func (k known) of(i quality.IndicatorID, stratum quality.StratumID, p quality.Period) []quality.Figure {
	all := k[part(i, stratum)]
	var list []quality.Figure
	for n := range all {
		if all[n].Period == p {
			list = append(list, all[n])
		}
	}
	slices.SortFunc(list, func(a, b quality.Figure) int { return strings.Compare(a.Since(), b.Since()) })
	return list
}

// replace takes a figure away, unless it was not entered, and adds what it has
// become, unless it was emptied.
func (k known) replace(was, now quality.Figure) {
	if was.ID != 0 {
		key := part(was.IndicatorID, was.StratumID)
		k[key] = slices.DeleteFunc(slices.Clone(k[key]), func(f quality.Figure) bool { return f.ID == was.ID })
	}
	if now.State != "" {
		k.add(now)
		slices.SortStableFunc(k[part(now.IndicatorID, now.StratumID)], func(a, b quality.Figure) int {
			return a.Period.Start().Compare(b.Period.Start())
		})
	}
}

// people is persons to be named.
type people map[org.PersonID]bool

func (p people) add(persons ...org.PersonID) {
	for _, id := range persons {
		p[id] = true
	}
}

func (p people) list() []org.PersonID {
	delete(p, 0) // nobody
	list := make([]org.PersonID, 0, len(p))
	for id := range p {
		list = append(list, id)
	}
	return list
}
