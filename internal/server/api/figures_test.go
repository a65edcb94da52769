package api_test

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/app/results"
	"samsyn/internal/postgres"
	"samsyn/internal/server/api"
)

type (
	figureList    = api.List[api.Figure]
	indicatorList = api.List[api.Indicator]
	unitList      = api.List[api.Unit]
)

// whole is everything that is stored of the example's years.
func (s *site) whole() *analysis.Dataset {
	s.t.Helper()
	var ds *analysis.Dataset
	s.read(func(tx *postgres.Tx) error {
		years, err := tx.ResultYears(s.t.Context(), s.group.ID)
		if err != nil {
			return err
		}
		ds, err = dataset.Load(s.t.Context(), tx, s.group.ID, years[0].Year, years[len(years)-1].Year)
		return err
	})
	return ds
}

// figureKey is what a figure is about.
type figureKey struct{ unit, indicator, stratum, period string }

func keyOf(f api.Figure) figureKey {
	return figureKey{f.Unit, f.Indicator, f.Stratum, f.Period.Code}
}

func byKey(t *testing.T, list []api.Figure) map[figureKey]api.Figure {
	t.Helper()
	all := map[figureKey]api.Figure{}
	for _, f := range list {
		if _, twice := all[keyOf(f)]; twice {
			t.Errorf("%+v comes twice", keyOf(f))
		}
		all[keyOf(f)] = f
	}
	return all
}

func TestFiguresOfTheGroup(t *testing.T) {
	s := newSite(t)
	list := into[figureList](s.get(s.key("linkoping"), figuresPath+"?limit=10000"))
	ds := s.whole()
	if list.Total != len(ds.Figures) || len(list.Items) != list.Total || list.Next != "" || list.Masked || !list.Group.ExampleData {
		t.Fatalf("%d of %d figures, %d stored, %+v", len(list.Items), list.Total, len(ds.Figures), list.Group)
	}
	got, states, zeros := byKey(t, list.Items), map[string]int{}, 0
	for _, f := range ds.Figures {
		var key figureKey
		for _, u := range ds.Units {
			if u.ID == f.UnitID {
				key.unit = u.Code
			}
		}
		for _, m := range ds.Measures {
			if m.ID == f.IndicatorID {
				key.indicator = m.Code
				for _, part := range m.Strata {
					if part.ID == f.StratumID {
						key.stratum = part.Code
					}
				}
			}
		}
		key.period = f.Period.Code()
		g, ok := got[key]
		if !ok {
			t.Fatalf("%+v is not there", key)
		}
		if !same(g.Numerator, f.Value.Numerator) || !same(g.Denominator, f.Value.Denominator) || !same(g.Mean, f.Value.Mean) ||
			!same(g.SD, f.Value.SD) || g.Text != f.Value.Text || g.Standing != string(f.Standing) || g.Comment != f.Comment ||
			g.MissingReason != ds.Reasons[f.MissingReasonID] {
			t.Errorf("%+v: %+v, stored %+v", key, g, f)
		}
		states[g.State]++
		if g.State == "reported" && g.Value != nil && *g.Value == 0 {
			zeros++
		}
	}
	if states["reported"] == 0 || states["missing"] == 0 || states["not_applicable"] == 0 || states["nobody"] == 0 || states["masked"] != 0 || zeros == 0 {
		t.Errorf("states %v, %d zeros", states, zeros)
	}
	for _, g := range list.Items {
		hasNumber := g.Numerator != nil || g.Denominator != nil || g.Mean != nil
		if (g.State == "missing") != (g.MissingReason != "") || g.State == "not_applicable" && hasNumber || g.State != "reported" && g.Value != nil {
			t.Errorf("%+v", g)
		}
	}
}

func same(a, b *float64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

// TestFiguresOfAMaskedReader: what a reader outside the group gets is what the pages
// show: years, and not a number where one is hidden.
func TestFiguresOfAMaskedReader(t *testing.T) {
	s := newSite(t)
	list := into[figureList](s.get(s.key("rmpo"), figuresPath+"?limit=10000"))
	if !list.Masked {
		t.Fatal("nothing is hidden")
	}
	masked, got, shown, hidden := s.whole().Mask(), byKey(t, list.Items), 0, 0
	for year := masked.FirstYear; year <= masked.LastYear; year++ {
		for _, block := range masked.Overview(year) {
			for _, row := range block.Rows {
				for _, c := range row.Units {
					g, ok := got[figureKey{c.Unit.Code, row.Measure.Code, row.Stratum.Code, row.Period.Code()}]
					if ok && (g.State != string(c.State) || !same(g.Value, c.Point) || !same(g.Numerator, c.Value.Numerator) || !same(g.Denominator, c.Value.Denominator)) {
						t.Errorf("%+v, the page has %+v", g, c.Result)
					}
					if !ok && (c.Known() || c.State == analysis.Masked) {
						t.Errorf("%s %s %s is not there", c.Unit.Code, row.Measure.Code, row.Period.Code())
					}
					if ok {
						shown++
					}
				}
			}
		}
	}
	for _, g := range list.Items {
		if len(g.Period.Code) < 4 || strings.ContainsAny(g.Period.Code, "KTM") || g.Comment != "" {
			t.Errorf("%+v is closer than a reader may see", g)
		}
		if g.State != "masked" {
			continue
		}
		hidden++
		if g.Value != nil || g.Numerator != nil || g.Denominator != nil || g.Mean != nil || g.SD != nil || g.Text != "" || g.Yes != nil {
			t.Errorf("%+v is hidden and has a number", g)
		}
	}
	if shown != len(list.Items) || hidden == 0 {
		t.Errorf("%d of %d stand on the pages, %d hidden", shown, len(list.Items), hidden)
	}
}

func TestPartsOfAList(t *testing.T) {
	s := newSite(t)
	key := s.key("linkoping")
	whole := into[figureList](s.get(key, figuresPath+"?from=2025&to=2025&limit=10000"))
	var parts []api.Figure
	next := figuresPath + "?from=2025&to=2025&limit=100"
	first := ""
	for next != "" {
		list := into[figureList](s.get(key, next))
		if len(list.Items) > 100 || list.Total != whole.Total {
			t.Fatalf("%d items of %d", len(list.Items), list.Total)
		}
		parts, next = append(parts, list.Items...), list.Next
		if first == "" {
			first = next
		}
	}
	if len(parts) != whole.Total || whole.Total < 300 {
		t.Fatalf("%d of %d", len(parts), whole.Total)
	}
	for n := range parts {
		if keyOf(parts[n]) != keyOf(whole.Items[n]) || !strings.HasPrefix(parts[n].Period.Code, "2025") {
			t.Fatalf("row %d: %+v", n, parts[n])
		}
	}
	few := into[figureList](s.get(key, figuresPath+"?indicator=MED03&unit=LIN&from=2025"))
	if few.Total == 0 || slices.ContainsFunc(few.Items, func(f api.Figure) bool { return f.Indicator != "MED03" || f.Unit != "LIN" }) {
		t.Errorf("%d: %+v", few.Total, few.Items)
	}
	if beyond := into[figureList](s.get(key, figuresPath+"?offset=1000000")); len(beyond.Items) != 0 || beyond.Next != "" {
		t.Errorf("beyond the end: %+v", beyond)
	}
	s.takeOver("group;unit;indicator;period;numerator;denominator\nneonatologi;LIN;MED03;2023K1;1;30\n")
	if p := s.get(key, first).problem(http.StatusConflict); p.Title != "Siffrorna har ändrats" {
		t.Errorf("a list of two halves: %+v", p)
	}
	for query, parts := range map[string]int{"limit=0": 1, "limit=10001": 1, "offset=-1": 1, "from=x": 1, "from=12&to=99999&limit=x": 3} {
		p := s.get(key, figuresPath+"?"+query).problem(http.StatusBadRequest)
		if len(p.Errors) != parts || !strings.HasPrefix(p.Errors[0].Location, "query.") || !strings.Contains(p.Errors[0].Message, "heltal från") {
			t.Errorf("%s: %+v", query, p)
		}
	}
	for _, query := range []string{"indicator=NEJ", "unit=NEJ", "from=2001", "to=2019", "from=2025&to=2024"} {
		s.get(key, figuresPath+"?"+query).problem(http.StatusNotFound)
	}
}

func TestFiguresAsCSV(t *testing.T) {
	s := newSite(t)
	for _, who := range []string{"linkoping", "rmpo"} {
		key := s.key(who)
		list := into[figureList](s.get(key, figuresPath+"?limit=10000"))
		a := s.get(key, figuresPath+".csv").want(http.StatusOK)
		text, marked := strings.CutPrefix(string(a.body), "\ufeff")
		if !marked || a.header.Get("Content-Type") != "text/csv; charset=utf-8" || a.header.Get("ETag") == "" {
			t.Errorf("%v", a.header)
		}
		r := csv.NewReader(strings.NewReader(text))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) != list.Total+1 {
			t.Fatalf("%d rows, %d figures, %v", len(rows), list.Total, err)
		}
		at := func(name string) int { return slices.Index(rows[0], name) }
		for n, f := range list.Items {
			row := rows[n+1]
			if row[at("unit")] != f.Unit || row[at("period")] != f.Period.Code || row[at("state")] != f.State || row[at("example_data")] != "TRUE" ||
				(row[at("numerator")] == "") != (f.Numerator == nil) || (row[at("value")] == "") != (f.Value == nil) || row[at("standing")] != f.Standing {
				t.Fatalf("%v, %+v", row, f)
			}
		}
	}
}

func TestUnitsAndIndicators(t *testing.T) {
	s := newSite(t)
	key, ds := s.key("rmpo"), s.whole()
	units := into[unitList](s.get(key, "/api/v1/groups/neonatologi/units"))
	if units.Total != len(ds.Units) || len(units.Items) != units.Total || units.Items[0].Code != ds.Units[0].Code || units.Items[0].Region == "" {
		t.Errorf("%+v", units)
	}
	part := into[unitList](s.get(key, "/api/v1/groups/neonatologi/units?limit=2"))
	if len(part.Items) != 2 || part.Next != "/api/v1/groups/neonatologi/units?limit=2&offset=2" {
		t.Errorf("%+v", part)
	}
	list := into[indicatorList](s.get(key, "/api/v1/groups/neonatologi/indicators"))
	if list.Total != len(ds.Measures) || len(list.Items) != list.Total {
		t.Fatalf("%d of %d", list.Total, len(ds.Measures))
	}
	for n, i := range list.Items {
		m := ds.Measures[n]
		if i.Code != m.Code || i.Kind != string(m.Kind) || len(i.Definitions) != len(m.Versions) || i.Definitions[0].Name != m.Versions[0].Name || len(i.Years) == 0 {
			t.Errorf("%+v", i)
		}
	}
}

func TestAnalysisIsThatOfThePages(t *testing.T) {
	s := newSite(t)
	room := results.New(s.DB, func() time.Time { return s.now })
	answers := 0
	for _, who := range []string{"linkoping", "rmpo"} {
		key, actor := s.key(who), s.actor(who)
		for _, m := range s.whole().Measures {
			got := into[api.Analysis](s.get(key, "/api/v1/groups/neonatologi/indicators/"+m.Code+"/analysis"))
			page, err := room.Indicator(t.Context(), actor, s.group.ID, results.IndicatorFilter{Code: m.Code})
			if err != nil {
				t.Fatal(err)
			}
			sameJudged(t, m.Code, got.Total, page.Row.Total)
			if page.Row.Total.Response != nil {
				answers++
			}
			n := 0
			for _, c := range page.Row.Units {
				if !page.Row.Includes(c.Unit) {
					continue
				}
				if got.Units[n].Unit != c.Unit.Code {
					t.Fatalf("%s: unit %d is %s", m.Code, n, got.Units[n].Unit)
				}
				sameJudged(t, m.Code+" "+c.Unit.Code, got.Units[n].Judged, c)
				n++
			}
			if n != len(got.Units) || len(got.Regions) != len(page.Row.Regions) || got.Masked != page.Dataset.Masked || len(got.Levels) != len(page.Timeline.Periods) ||
				len(got.Timeline) != len(page.Timeline.Periods)*(1+len(page.Timeline.Units)) {
				t.Errorf("%s: %d units, %d regions, %d points", m.Code, len(got.Units), len(got.Regions), len(got.Timeline))
			}
			sameBetween(t, got, page)
		}
		s.get(key, "/api/v1/groups/neonatologi/indicators/NEJ/analysis").problem(http.StatusNotFound)
		s.get(key, "/api/v1/groups/neonatologi/indicators/MED03/analysis?year=2001").problem(http.StatusNotFound)
		s.get(key, "/api/v1/groups/neonatologi/indicators/MED03/analysis?stratum=nej").problem(http.StatusNotFound)
	}
	if answers < 2 {
		t.Errorf("%d measures have a response rate beside them", answers)
	}
}

// sameBetween holds what the units are to each other against what the page draws, and
// no unit that is hidden has any of it.
func sameBetween(t *testing.T, got api.Analysis, page results.Indicator) {
	t.Helper()
	want := page.Dataset.Variation(page.Row)
	if v := got.Variation; v.Verdict != string(want.Verdict) || v.Hidden != want.Hidden || !same(v.Times, want.Times) || !same(v.Between, want.Between) || !same(v.Lowest, want.Lowest) {
		t.Errorf("%s: %+v, the page has %+v", got.Indicator, v, want)
	}
	differences := page.Row.Differences()
	funnel, drawn := page.Row.Funnel()
	for n, c := range page.Row.Units {
		for _, u := range got.Units {
			if u.Unit != c.Unit.Code {
				continue
			}
			if (u.Others != nil) != differences[n].Known || u.Others != nil && !same(u.Others.Difference, differences[n].Value) {
				t.Errorf("%s %s: %+v, the page has %+v", got.Indicator, u.Unit, u.Others, differences[n])
			}
			if (u.Funnel != nil) != (drawn && funnel.Places[n].Known) || u.Funnel != nil && u.Funnel.Upper998 != funnel.Places[n].Limits.Upper998 {
				t.Errorf("%s %s: funnel %+v", got.Indicator, u.Unit, u.Funnel)
			}
			if u.State == "masked" && (u.Others != nil || u.Funnel != nil) {
				t.Errorf("%s %s is hidden and stands in the funnel", got.Indicator, u.Unit)
			}
		}
	}
}

func sameJudged(t *testing.T, what string, got api.Judged, want analysis.Cell) {
	t.Helper()
	if got.State != string(want.State) || !same(got.Value, want.Point) || !same(got.Lower, want.Lower) || !same(got.Upper, want.Upper) ||
		got.Status != string(want.Judgement.Status) || got.Standing != string(want.Standing) || got.Expected != want.Expected ||
		(got.Change == nil) != (want.Change == nil) || got.Change != nil && got.Change.Difference != want.Change.Difference {
		t.Errorf("%s: %+v, the page has %+v", what, got, want.Result)
	}
	if r, a := got.Response, want.Response; (r == nil) != (a == nil) || r != nil && (r.Answered != a.Answered || r.Asked != a.Asked || r.Rate != a.Rate() || r.Low != a.Low) {
		t.Errorf("%s: %+v answered, the page has %+v", what, r, a)
	}
	if got.State == "masked" && (got.Value != nil || got.Numerator != nil || got.Denominator != nil || got.Lower != nil || got.Change != nil) {
		t.Errorf("%s is hidden and has a number: %+v", what, got)
	}
}
