package api_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/server/api"
)

// TestUnitSignalsAreThoseOfThePages: over every kind of span that a reader has, what the
// page with all signals says of each measure.
func TestUnitSignalsAreThoseOfThePages(t *testing.T) {
	s := newSite(t)
	room := results.New(s.DB, func() time.Time { return s.now })
	kinds := map[string]int{}
	for who, codes := range map[string][]string{"linkoping": {"2025", "3-2026", "r2025K3", "2025K3"}, "rmpo": {"2025", "3-2026"}} {
		key, actor := s.key(who), s.actor(who)
		for _, code := range codes {
			span, _ := results.ParseSpan(code)
			page, err := room.Signals(t.Context(), actor, s.group.ID, span)
			if err != nil {
				t.Fatal(err)
			}
			compared := 0
			for _, m := range page.Dataset.Measures {
				for _, part := range m.Parts() {
					if !slices.ContainsFunc(page.Dataset.Selected, func(s analysis.Selection) bool { return s.IndicatorID == m.ID && s.Year == span.Year() }) {
						continue
					}
					a := s.analysisOf(key, m.Code, "?time="+code+"&stratum="+part.Code)
					var want []analysis.Deviation
					for _, d := range page.Deviations.List {
						if d.Row.Measure.ID == m.ID && d.Row.Stratum.ID == part.ID {
							want = append(want, d)
						}
					}
					if a.Time != code || a.Year != span.Year() || !slices.Contains(a.Times, code) || len(a.UnitSignals.Items) != len(want) {
						t.Fatalf("%s %s %s: %s, %d signals, the page has %d", who, m.Code, code, a.Time, len(a.UnitSignals.Items), len(want))
					}
					compared += a.UnitSignals.Compared
					for n, d := range want {
						sameDeviation(t, a, a.UnitSignals.Items[n], d)
						kinds[who+" "+string(d.Kind)]++
					}
				}
			}
			if compared != page.Deviations.Compared {
				t.Errorf("%s %s: %d compared, the page has %d", who, code, compared, page.Deviations.Compared)
			}
		}
	}
	for _, kind := range []string{"linkoping beyond_2sd", "linkoping beyond_3sd", "linkoping target_missed", "rmpo target_missed"} {
		if kinds[kind] == 0 {
			t.Errorf("no %s: %v", kind, kinds)
		}
	}
}

func sameDeviation(t *testing.T, a api.Analysis, got api.UnitSignal, want analysis.Deviation) {
	t.Helper()
	lower, upper := want.Limits.Lower95, want.Limits.Upper95
	if want.Kind == analysis.Beyond3SD {
		lower, upper = want.Limits.Lower998, want.Limits.Upper998
	}
	if got.Unit != want.Unit().Code || got.Kind != string(want.Kind) || got.Side != string(want.Side) || got.Value != want.Value || got.Widened != want.WithinWidened {
		t.Errorf("%s: %+v, the page has %+v", a.Indicator, got, want)
	}
	if want.Kind == analysis.TargetMissed {
		if got.Average != nil || !same(got.Lower, want.Cell.Lower) || !same(got.Target, want.Cell.Target.Threshold) || got.Side != "bad" {
			t.Errorf("%s: %+v, the page has %+v", a.Indicator, got, want)
		}
	} else if got.Target != nil || *got.Average != want.Average || *got.Lower != lower || *got.Upper != upper || got.Value >= lower && got.Value <= upper {
		t.Errorf("%s: %+v, the page has %+v", a.Indicator, got, want)
	}
	for _, u := range a.Units {
		if u.Unit == got.Unit && u.State != "reported" {
			t.Errorf("%s %s is %s and has a signal", a.Indicator, u.Unit, u.State)
		}
	}
}

// TestAnalysisOverASpan is that of the page with all units over the same time.
func TestAnalysisOverASpan(t *testing.T) {
	s := newSite(t)
	room := results.New(s.DB, func() time.Time { return s.now })
	states := map[string]int{}
	for _, who := range []string{"linkoping", "rmpo"} {
		key, actor := s.key(who), s.actor(who)
		first := s.analysisOf(key, "MED03", "")
		if first.Time != "2025" || len(first.Times) < 3 || (who == "rmpo") == slices.ContainsFunc(first.Times, func(c string) bool { return strings.ContainsAny(c, "rK") }) {
			t.Errorf("%s may choose %v", who, first.Times)
		}
		for _, code := range first.Times {
			span, ok := results.ParseSpan(code)
			if !ok {
				t.Fatalf("%q is no span", code)
			}
			page, err := room.Comparison(t.Context(), actor, s.group.ID, span)
			if err != nil {
				t.Fatal(err)
			}
			got := s.analysisOf(key, "MED03", "?year=2024&time="+code)
			for _, block := range page.Blocks {
				for _, row := range block.Rows {
					if row.Measure.Code != "MED03" || row.Stratum.Code != "" && row.Stratum.Code != got.Stratum.Code {
						continue
					}
					sameJudged(t, code, got.Total, row.Total)
					units := slices.DeleteFunc(slices.Clone(row.Units), func(c analysis.Cell) bool { return !row.Includes(c.Unit) })
					for n, c := range units {
						sameJudged(t, code+" "+c.Unit.Code, got.Units[n].Judged, c)
						states[who+" "+string(c.State)]++
					}
					if got.Period.Code != row.Period.Code() || got.Time != code {
						t.Errorf("%s: %s, %s", code, got.Time, got.Period.Code)
					}
				}
			}
		}
		address := "/api/v1/groups/neonatologi/indicators/MED03/analysis?time="
		for _, bad := range []string{"x", "2025K9", "r2025"} {
			if p := s.get(key, address+bad).problem(http.StatusBadRequest); len(p.Errors) != 1 || p.Errors[0].Location != "query.time" || !strings.Contains(p.Errors[0].Message, "3-2025") {
				t.Errorf("%s: %+v", bad, p)
			}
		}
		for _, none := range []string{"2001", "2030K1", "r2019K1", "3-2020"} {
			s.get(key, address+none).problem(http.StatusNotFound)
		}
		if who == "rmpo" { // sees years and sums of three
			s.get(key, address+"2025K3").problem(http.StatusNotFound)
			s.get(key, address+"r2025K3").problem(http.StatusNotFound)
		}
	}
	if states["linkoping reported"] == 0 || states["linkoping masked"] != 0 || states["rmpo reported"] == 0 || states["rmpo masked"] == 0 {
		t.Errorf("%v", states)
	}
}

// TestHead: the head of an answer is that of the whole one, and nothing is handed out.
func TestHead(t *testing.T) {
	s := newSite(t)
	site := httptest.NewServer(s.handler)
	t.Cleanup(site.Close)
	key := s.key("rmpo")
	head := func(address, key string) *http.Response {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodHead, site.URL+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+key)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		return response
	}
	addresses := []string{"/api/v1/groups", figuresPath, figuresPath + ".csv", "/api/v1/groups/neonatologi/indicators/MED03/analysis", "/api/v1/openapi.json"}
	for _, address := range addresses {
		if got := head(address, key); got.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", address, got.Status)
		}
	}
	if n := s.text(`SELECT count(*)::text FROM audit WHERE action = 'account.use_token'`); n != "0" {
		t.Errorf("%s rows say that data were handed out", n)
	}
	for _, address := range addresses {
		whole, only := s.get(key, address).want(http.StatusOK), head(address, key)
		for _, name := range []string{"ETag", "Content-Type", "Cache-Control"} {
			if got := only.Header.Get(name); got != whole.header.Get(name) {
				t.Errorf("%s: %s %q, want %q", address, name, got, whole.header.Get(name))
			}
		}
	}
	for address, want := range map[string]int{"/api/v1/nej": http.StatusNotFound, "/api/v1/groups/annan/figures": http.StatusNotFound} {
		if got := head(address, key); got.StatusCode != want {
			t.Errorf("%s: %s", address, got.Status)
		}
	}
	if got := head(figuresPath, "x"); got.StatusCode != http.StatusUnauthorized {
		t.Errorf("without a key: %s", got.Status)
	}
}
