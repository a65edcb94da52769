package edition

import (
	"reflect"
	"strconv"
)

// goalsOf are the goals by their ID; those without one hold the measures that follow no
// goal, and are not compared.
func goalsOf(d *Document) list[Goal] {
	var goals []Goal
	for g := range d.Goals() {
		if g.ID != 0 {
			goals = append(goals, *g)
		}
	}
	return keyed(goals, func(g Goal) string { return strconv.FormatInt(g.ID, 10) })
}

func goalDifference(was, is *Goal) Difference {
	switch {
	case was == nil:
		return Difference{Is: is.Title, Changes: []Change{Added}}
	case is == nil:
		return Difference{Was: was.Title, Changes: []Change{Removed}}
	}
	d := Difference{Was: was.Title, Is: is.Title}
	d.note(Renamed, was.Title != is.Title)
	d.note(Rewritten, was.Value != is.Value || was.Patients != is.Patients || was.Marks != is.Marks || !same(was.Promises, is.Promises) || !same(was.Work, is.Work))
	return d
}

// measuresOf are the measures in the order they are read.
func measuresOf(d *Document) (list []Measure) {
	for m := range d.Measures() {
		list = append(list, *m)
	}
	return list
}

func measureKey(m Measure) string { return m.Anchor }

func measureDifference(was, is *Measure) Difference {
	switch {
	case was == nil:
		return Difference{Anchor: is.Anchor, Is: is.Title, Changes: []Change{Added}}
	case is == nil:
		return Difference{Anchor: was.Anchor, Was: was.Title, Changes: []Change{Removed}}
	}
	d := Difference{Anchor: is.Anchor, Was: was.Title, Is: is.Title}
	d.note(Renamed, was.Title != is.Title || was.Code != is.Code)
	d.note(Rewritten, !reflect.DeepEqual(proseTexts(was), proseTexts(is)))
	d.note(Redefined, was.ID != is.ID || was.Measured != is.Measured || !same(was.Notes, is.Notes))
	d.note(Retarget, was.Target != is.Target || was.Period != is.Period || was.Before != is.Before || was.Earlier != is.Earlier)
	d.note(Replied, !same(was.Comments, is.Comments))
	d.note(Refigured, was.Missing != is.Missing || was.Message != is.Message)
	return d
}

// proseTexts is what the group itself says of the measure.
func proseTexts(m *Measure) []Prose {
	return []Prose{plainProse(m.Discussion), plainProse(m.Assessment), plainProse(m.Next)}
}

// same reports whether the lists say the same; nil says the same as an empty one.
func same[T any](a, b []T) bool { return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b) }

// resultDifferences are the lines of a measure's tables that are not the same. A unit is
// known by its ID whatever it is called, and a sum by its place among the sums; the last is
// all together, however many there are before it.
func resultDifferences(earlier, later Measure) (all []ResultDifference) {
	was, is := keyedResults(earlier.Results), keyedResults(later.Results)
	note := func(was, is *Result) {
		all = append(all, ResultDifference{Anchor: later.Anchor, Measure: later.Title, Was: was, Is: is})
	}
	for n := range is.list {
		r, ok := was.find(is.keys[n])
		switch {
		case !ok:
			note(nil, &is.list[n])
		case !reflect.DeepEqual(r, is.list[n]):
			note(&r, &is.list[n])
		}
	}
	for n := range was.list {
		if _, ok := is.find(was.keys[n]); !ok {
			note(&was.list[n], nil)
		}
	}
	return all
}

func keyedResults(results []Result) list[Result] {
	l := list[Result]{list: results, at: map[string]int{}}
	sums := 0
	for n, r := range results {
		key := "unit " + strconv.FormatInt(r.UnitID, 10)
		switch {
		case r.Sum && n == len(results)-1:
			key = "all"
		case r.Sum:
			sums++
			key = "sum " + strconv.Itoa(sums)
		}
		l.keys, l.at[key] = append(l.keys, key), n
	}
	return l
}
