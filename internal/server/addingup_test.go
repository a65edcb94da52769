package server

import (
	"slices"
	"strings"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/disclosure"
	"samsyn/internal/quality"
)

// divide divides the children of dividedCode, and its figures with them, into three unlike
// parts, so that there are strata of few in many units and years.
func (d *demo) divide() {
	d.t.Helper()
	d.exec(`
		WITH s AS (INSERT INTO stratification (group_id, code, name)
			SELECT id, 'prov', 'Provets delar' FROM programme_group WHERE code = 'neonatologi' RETURNING id)
		INSERT INTO stratum (stratification_id, code, name, position)
		SELECT s.id, v.code, v.name, v.position FROM s, (VALUES ('a', 'Del A', 1), ('b', 'Del B', 2), ('c', 'Del C', 3)) v (code, name, position);
		UPDATE indicator SET stratification_id = (SELECT id FROM stratification WHERE code = 'prov') WHERE code = '` + dividedCode + `';
		CREATE TABLE part AS SELECT f.id, t.id AS stratum, t.code, v.with_it, v.with_it + v.without_it AS all_of_them
			FROM figure f JOIN indicator i ON i.id = f.indicator_id AND i.code = '` + dividedCode + `',
			LATERAL (SELECT f.numerator AS x, f.denominator - f.numerator AS y) n,
			LATERAL (SELECT floor(n.x / 5) AS xa, floor(n.y / 4) AS ya) a,
			LATERAL (SELECT floor((n.x - xa) / 2) AS xb, floor((n.y - ya) / 3) AS yb) b,
			LATERAL (VALUES ('a', xa, ya), ('b', xb, yb), ('c', n.x - xa - xb, n.y - ya - yb)) v (code, with_it, without_it)
			JOIN stratum t ON t.code = v.code AND t.stratification_id = (SELECT id FROM stratification WHERE code = 'prov');
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, stratum_id, period_start, period_months, state, numerator, denominator,
			missing_reason_id, version, entered_at, entered_by)
		SELECT f.submission_id, f.unit_id, f.indicator_id, f.kind, p.stratum, f.period_start, f.period_months, f.state, p.with_it, p.all_of_them,
			f.missing_reason_id, f.version, f.entered_at, f.entered_by
		FROM part p JOIN figure f ON f.id = p.id WHERE p.code <> 'a';
		UPDATE approved_figure a SET numerator = p.with_it, denominator = p.all_of_them FROM part p WHERE p.id = a.figure_id AND p.code = 'a';
		UPDATE figure f SET stratum_id = p.stratum, numerator = p.with_it, denominator = p.all_of_them FROM part p WHERE p.id = f.id AND p.code = 'a';
		DROP TABLE part`)
	d.read()
}

// read200 is what somebody is sent, or as their program.
func (d *demo) read200(p *person, address string) string {
	d.t.Helper()
	get := p.get
	if strings.HasPrefix(address, "/api/") {
		get = func(path string) answer { return p.getWith(p.key, path) }
	}
	a := get(address)
	if a.status != 200 {
		d.t.Fatalf("%s: %d", address, a.status)
	}
	return a.body
}

// collected is every number that somebody is sent.
func (d *demo) collected(p *person) map[number]bool {
	d.t.Helper()
	found := map[number]bool{}
	for _, c := range collectors {
		before := len(found)
		c.collect(d, d.read200(p, c.address), found)
		if len(found) == 0 || before == 0 && len(found) < 50 {
			d.t.Fatalf("%s: only %d numbers are found", c.address, len(found)-before)
		}
	}
	return found
}

// sheet is a measure as somebody who was sent the numbers can put it down: every year of
// every unit and stratum, and what is known to be sums of them, over strata, units, regions
// and years.
func (d *demo) sheet(m *analysis.Measure, sent map[number]bool) disclosure.Sheet {
	s := disclosure.Sheet{Kind: map[quality.Kind]disclosure.Kind{quality.Proportion: disclosure.Proportion, quality.Rate: disclosure.Rate,
		quality.Count: disclosure.Count, quality.Mean: disclosure.Mean, quality.Score: disclosure.Mean}[m.Kind]}
	type place struct {
		stratum    quality.StratumID
		unit, year int
	}
	var places []place // of the cells
	year := func(y int) string { return quality.WholeYear(y).Code() }
	whole := func(v *float64) int64 {
		if v == nil {
			return 0
		}
		return int64(*v)
	}
	for _, part := range m.Counted() {
		for y := d.whole.FirstYear; y <= d.whole.LastYear; y++ {
			for n, c := range d.whole.Row(m, part, y).Units {
				if c.State == analysis.Reported {
					places = append(places, place{part.ID, n, y})
					s.Cells = append(s.Cells, disclosure.Cell{Numerator: whole(c.Value.Numerator), Denominator: whole(c.Value.Denominator),
						Hidden: !sent[number{m.Code, part.Name, year(y), year(y), c.Unit.Name}]})
				}
			}
		}
	}
	add := func(part quality.Stratum, first, last int, who string, has func(unit int) bool) {
		total := disclosure.Total{Hidden: !sent[number{m.Code, part.Name, year(first), year(last), who}]}
		open := d.whole.RowOver(m, part, analysis.ThreeYearSpan(last))
		if first == last {
			open = d.whole.Row(m, part, last)
		}
		if from := open.Total.BreakFrom; from != nil && first < last {
			first = max(first, from.Year()) // the sum is about the time under the new definition
		}
		for cell, p := range places {
			// All strata together are of the units that have them all.
			counted := part.ID == p.stratum || part.ID == 0 && open.Units[p.unit].State == analysis.Reported
			if counted && p.year >= first && p.year <= last && has(p.unit) {
				total.Cells = append(total.Cells, cell)
			}
		}
		if len(total.Cells) > 0 {
			s.Totals = append(s.Totals, total)
		}
	}
	var regions []string
	for _, u := range d.whole.Units {
		if !slices.Contains(regions, u.RegionName) {
			regions = append(regions, u.RegionName)
		}
	}
	for _, part := range m.Parts() {
		for last := d.whole.FirstYear; last <= d.whole.LastYear; last++ {
			for _, first := range []int{last, last - 2} {
				add(part, first, last, "", func(int) bool { return true })
				for _, region := range regions {
					add(part, first, last, region, func(unit int) bool { return d.whole.Units[unit].RegionName == region })
				}
				for n, u := range d.whole.Units {
					if first < last || m.Divided() && part.ID == 0 {
						add(part, first, last, u.Name, func(unit int) bool { return unit == n })
					}
				}
			}
		}
	}
	return s
}

// TestNothingHiddenCanBeAddedUp puts all numbers that a reader outside the group is sent
// beside each other, and works out by integer bounds what follows from them.
func TestNothingHiddenCanBeAddedUp(t *testing.T) {
	d := newDemo(t)
	d.divide()
	sent := d.collected(d.as(d.site, "rmpo"))
	rule := disclosure.Rule{Threshold: int64(d.group.MaskingThreshold)}
	hidden, strata, unseen := 0, 0, 0
	for n := range d.whole.Measures {
		m := &d.whole.Measures[n]
		if !m.CountsChildren || !m.Kind.Numeric() {
			continue
		}
		s := d.sheet(m, sent)
		if exposures := s.Audit(rule); len(exposures) > 0 {
			t.Errorf("%s: %v can be worked out", m.Code, exposures)
		}
		for i, c := range s.Cells {
			if !c.Hidden || !rule.Small(s.Kind, c) {
				continue
			}
			hidden++
			if m.Divided() {
				strata++
			}
			s.Cells[i].Hidden = false
			if len(s.Audit(rule)) == 0 {
				unseen++
			}
			s.Cells[i].Hidden = true
		}
	}
	t.Logf("%d small numbers are hidden, %d of them strata", hidden, strata)
	if hidden < 15 || strata < 5 || unseen > 0 {
		t.Errorf("of %d small numbers that are hidden, %d could be sent without being found", hidden, unseen)
	}
	d.testLeaks(rule, sent)
}

// testLeaks sends one hidden number in each way there is, and must find it.
func (d *demo) testLeaks(rule disclosure.Rule, sent map[number]bool) {
	d.t.Helper()
	all := d.as(d.site, "sammanstallande")
	for _, c := range collectors {
		leaked := map[number]bool{}
		c.collect(d, d.read200(all, c.address), leaked)
		for n := range sent {
			leaked[n] = true
		}
		found := false
		for n := range d.whole.Measures {
			m := &d.whole.Measures[n]
			if m.CountsChildren && m.Kind.Numeric() {
				found = found || len(d.sheet(m, leaked).Audit(rule)) > 0
			}
		}
		if !found {
			d.t.Errorf("%s could send everything without anybody noticing", c.address)
		}
	}
}
