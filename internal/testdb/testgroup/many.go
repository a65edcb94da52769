package testgroup

import (
	"bytes"
	"fmt"
)

// Many is a first group with many units and five quarterly proportions more, and a
// file with a figure for each.
type Many struct {
	Units           int
	FirstYear, Last int // the years that the measures are collected in
	// Comment stands with each figure.
	Comment string
}

// manyMeasures is how many measures are added.
const manyMeasures = 5

// HundredThousand has 100,000 figures to hand in.
var HundredThousand = Many{Units: 500, FirstYear: 2016, Last: 2025}

// Figures is how many figures there are to hand in.
func (m Many) Figures() int { return m.Units * (m.Last - m.FirstYear + 1) * 4 * manyMeasures }

// SQL adds the units, MANGA1 and on, and the measures, MATT1 and on, to the group
// with the lowest number.
func (m Many) SQL() string {
	return fmt.Sprintf(`
INSERT INTO unit (clinic_id, code, name, short_name, care_level)
SELECT (SELECT min(id) FROM clinic), 'MANGA' || n, 'Enhet ' || n, 'Enhet ' || n, 'general' FROM generate_series(1, %[1]d) n;
INSERT INTO group_unit (group_id, unit_id, participation, position)
SELECT (SELECT min(id) FROM programme_group), u.id, 'full', 100 + u.id FROM unit u WHERE u.code LIKE 'MANGA%%';
INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, certainty, position)
SELECT (SELECT min(id) FROM programme_group), 'MATT' || n, 'medical', 'all_units', '{general}', 'proportion', 'sourced', 100 + n
FROM generate_series(1, %[2]d) n;
INSERT INTO indicator_version (indicator_id, valid_from, name, numerator_text, denominator_text, unit_label, direction, decimals, reporting_months)
SELECT i.id, '2010-01-01', 'Mått ' || i.code, 'Barn', 'Alla barn', '%%', 'higher', 0, 3 FROM indicator i WHERE i.code LIKE 'MATT%%';
INSERT INTO selected_indicator (group_id, year, indicator_id, position)
SELECT i.group_id, y, i.id, i.position FROM indicator i, generate_series(%[3]d, %[4]d) y WHERE i.code LIKE 'MATT%%';`,
		m.Units, manyMeasures, m.FirstYear, m.Last)
}

// CSV is a file with all the figures; add tells one such file from another.
func (m Many) CSV(add int) []byte {
	var out bytes.Buffer
	out.WriteString("enhet;mått;period;täljare;nämnare;kommentar\r\n")
	for unit := range m.Units {
		for year := m.FirstYear; year <= m.Last; year++ {
			for quarter := range 4 {
				for measure := range manyMeasures {
					fmt.Fprintf(&out, "MANGA%d;MATT%d;%dK%d;%d;%d;%s\r\n", unit+1, measure+1, year, quarter+1, (unit+measure+add)%40, 40+quarter, m.Comment)
				}
			}
		}
	}
	return out.Bytes()
}
