package server

import (
	"cmp"
	"slices"
	"strconv"

	"samsyn/internal/quality"
)

// addExamples publishes a good example of a unit with a hidden number that is another in
// the other world, about each of the measures that are looked at closely, and lets every
// other unit of the measure have introduced it.
func (d *demo) addExamples(to otherWorld) {
	d.t.Helper()
	keys := make([]figureKey, 0, len(to.numerators))
	for key := range to.numerators {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b figureKey) int {
		return cmp.Or(cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.unit, b.unit), a.period.Start().Compare(b.period.Start()))
	})
	seen := map[quality.IndicatorID]bool{}
	const first = 4 // after the demo's own
	for _, key := range keys {
		if m, ok := d.whole.Measure(d.code(key.indicator)); !ok || seen[key.indicator] || !slices.Contains(d.out.moved, m.Code) {
			continue
		}
		seen[key.indicator] = true
		d.out.examples = append(d.out.examples, strconv.Itoa(first+len(d.out.examples)))
		d.exec(`INSERT INTO example (group_id, unit_id, title, contact_text, indicator_id, began_on, state, published_at, written_at)
			VALUES ($1, $2, 'Exempel med dolda tal', 'Enheten', $3, '2025-01-01', 'published', '2026-01-01', '2026-01-01')`, d.group.ID, key.unit, key.indicator)
		d.exec(`INSERT INTO example_adoption (example_id, group_id, unit_id, state, since, person_id, noted_at)
			SELECT (SELECT max(id) FROM example), group_id, unit_id, 'introduced', '2025-01-01', 1, '2026-01-01' FROM group_unit
			WHERE group_id = $1 AND unit_id <> $2`, d.group.ID, key.unit)
	}
	if len(d.out.examples) == 0 {
		d.t.Fatal("no example with a hidden number")
	}
}

// code is the code of the measure with the id.
func (d *demo) code(id quality.IndicatorID) string {
	for _, m := range d.whole.Measures {
		if m.ID == id {
			return m.Code
		}
	}
	return ""
}
