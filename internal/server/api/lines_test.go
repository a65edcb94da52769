package api_test

import (
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/api"
	"samsyn/internal/stats"
)

// analysisOf is the analysis of the measure, with the choices.
func (s *site) analysisOf(key, code, choices string) api.Analysis {
	s.t.Helper()
	return into[api.Analysis](s.get(key, "/api/v1/groups/neonatologi/indicators/"+code+"/analysis"+choices))
}

// lineOf is the answer's line of the unit, or of all together.
func lineOf(t *testing.T, a api.Analysis, unit string) api.JudgedLine {
	t.Helper()
	at := slices.IndexFunc(a.Lines, func(l api.JudgedLine) bool { return l.Unit == unit })
	if at < 0 {
		t.Fatalf("%s has no line of %q", a.Indicator, unit)
	}
	return a.Lines[at]
}

// step hands in a new measure of 100 of Linköping's children for each quarter from 2020
// on: eight quarters at one level and eight at a higher one.
func (s *site) step() {
	s.t.Helper()
	csv := "group;unit;indicator;indicator_name;kind;direction;period;numerator;denominator\n"
	for n, x := range []string{"60", "62", "61", "63", "60", "62", "61", "63", "80", "82", "81", "83", "80", "82", "81", "83"} {
		csv += "neonatologi;LIN;PROV1;Prov;proportion;higher;" + quality.Quarter(2020+n/4, n%4+1).Code() + ";" + x + ";100\n"
	}
	s.takeOver(csv)
}

const secret = "Räknades på annat sätt än i resten av gruppen."

// leaveOut leaves a period of Linköping's line out, as the coordinator does.
func (s *site) leaveOut(p quality.Period) {
	s.t.Helper()
	units := s.whole().Units
	unit := units[slices.IndexFunc(units, func(u org.Unit) bool { return u.Code == "LIN" })].ID
	room := results.New(s.DB, func() time.Time { return s.now })
	err := room.DecideLine(s.t.Context(), s.actor("sammanstallande"), results.AboutMeasure{GroupID: s.group.ID, Code: "PROV1"},
		quality.LineDecision{Kind: quality.LeftOut, UnitID: unit, Period: p, Reason: secret})
	if err != nil {
		s.t.Fatal(err)
	}
}

// TestALineThatHasChanged: what Anhøj's rules say of a step from 61 to 82 %, in numbers
// that are known beforehand.
func TestALineThatHasChanged(t *testing.T) {
	s := newSite(t)
	s.step()
	key := s.key("linkoping")
	l := lineOf(t, s.analysisOf(key, "PROV1", ""), "LIN")
	if l.Verdict != "signal" || l.Method != "median" || l.Chart != "run" || len(l.Points) != 16 || len(l.Phases) != 1 || len(l.Signals) != 3 {
		t.Fatalf("%+v", l)
	}
	p := l.Phases[0]
	if math.Abs(*p.Center-71.5) > 1e-9 || p.First.Code != "2020K1" || p.Last.Code != "2023K4" || p.Start != "beginning" || p.Useful != 16 ||
		*p.Runs != (api.Runs{Longest: 8, LongestMax: 7, Crossings: 1, CrossingsMin: 4}) || p.Verdict != "signal" {
		t.Errorf("%+v, %+v", p, p.Runs)
	}
	for n, want := range []struct {
		rule, first, last, where, side string
		count, limit                   int
		lasts                          bool
	}{
		{"long_run", "2020K1", "2021K4", "below", "bad", 8, 7, false},
		{"long_run", "2022K1", "2023K4", "above", "good", 8, 7, true},
		{"few_crossings", "2020K1", "2023K4", "", "none", 1, 4, true},
	} {
		got := l.Signals[n]
		if got.Rule != want.rule || got.First.Code != want.first || got.Last.Code != want.last || got.Where != want.where || got.Side != want.side ||
			got.Count == nil || *got.Count != want.count || got.Limit == nil || *got.Limit != want.limit || got.Lasts != want.lasts || !got.Current {
			t.Errorf("signal %d: %+v, want %+v", n, got, want)
		}
	}
	for _, point := range l.Points {
		if !point.InSignal || point.State != "reported" || point.Lower != nil || point.LeftOut || *point.Center != *p.Center {
			t.Errorf("%+v", point)
		}
	}

	chart := lineOf(t, s.analysisOf(key, "PROV1", "?method=styrdiagram"), "LIN")
	if chart.Chart != "p" || chart.Points[0].Lower == nil || !(*chart.Points[0].Lower < 60 && *chart.Points[0].Upper > 83) || chart.Phases[0].Preliminary {
		t.Errorf("%+v", chart)
	}
	nhs := lineOf(t, s.analysisOf(key, "PROV1", "?method=nhs"), "LIN")
	if nhs.Method != "nhs" || nhs.Chart != "" || nhs.Phases[0].Runs != nil || slices.ContainsFunc(nhs.Signals, func(s api.Signal) bool { return s.Count != nil || s.Rule == "long_run" }) {
		t.Errorf("%+v", nhs)
	}
	if wide := lineOf(t, s.analysisOf(key, "PROV1", "?method=mellan"), "LIN"); wide.Method != "styrdiagram" {
		t.Errorf("a method that does not suit the line: %s", wide.Method)
	}

	s.leaveOut(quality.Quarter(2023, 4))
	without := lineOf(t, s.analysisOf(key, "PROV1", ""), "LIN")
	last := without.Points[15]
	if !last.LeftOut || last.Reason != secret || last.Value == nil || last.State != "reported" || last.InSignal || without.Phases[0].Useful != 13 { // two lie on the median, which is 63 now
		t.Errorf("%+v of %+v", last, without.Phases[0])
	}
}

// TestTooFewIsNotNothing: a line that nothing can be told of does not say that nothing
// has happened.
func TestTooFewIsNotNothing(t *testing.T) {
	s := newSite(t)
	key, verdicts := s.key("linkoping"), map[string]int{}
	for _, m := range s.whole().Measures {
		for _, l := range s.analysisOf(key, m.Code, "").Lines {
			verdicts[l.Verdict]++
			useful := 0
			if n := len(l.Phases); n > 0 {
				useful = l.Phases[n-1].Useful
			}
			if useful < stats.FewestUseful && l.Verdict != "too_few" {
				t.Errorf("%s %s: %d values of use, %s", m.Code, l.Unit, useful, l.Verdict)
			}
		}
	}
	if verdicts["too_few"] == 0 {
		t.Errorf("%v", verdicts)
	}
}

// TestLinesAreThoseOfThePages: every measure's, by every method, for a member and for a
// reader outside the group, who is not told what the group has decided.
func TestLinesAreThoseOfThePages(t *testing.T) {
	s := newSite(t)
	s.step()
	s.leaveOut(quality.Quarter(2023, 1))
	room := results.New(s.DB, func() time.Time { return s.now })
	states, decided, lines := map[string]int{}, 0, 0
	for _, who := range []string{"linkoping", "rmpo"} {
		key, actor := s.key(who), s.actor(who)
		for _, m := range s.whole().Measures {
			page, err := room.Indicator(t.Context(), actor, s.group.ID, results.IndicatorFilter{Code: m.Code})
			if err != nil {
				t.Fatal(err)
			}
			courses := page.Timeline.Courses(page.Measure, page.Stratum)
			for _, method := range results.LineMethods() {
				choice := ""
				if method.Code != "" {
					choice = "?method=" + method.Code
				}
				a := s.analysisOf(key, m.Code, choice)
				if len(a.Lines) != len(courses) {
					t.Fatalf("%s: %d lines, the page has %d", m.Code, len(a.Lines), len(courses))
				}
				for n, course := range courses {
					want, err := page.Dataset.Control(course, method.Method)
					if err != nil {
						t.Fatal(err)
					}
					sameLine(t, m.Code, a.Lines[n], want)
					lines++
					for _, p := range a.Lines[n].Points {
						states[p.State]++
					}
					for _, p := range a.Lines[n].Phases {
						if p.Start == "decided" || p.Reason != "" {
							decided++
						}
					}
				}
			}
		}
		if who == "linkoping" {
			if decided == 0 || states["masked"] != 0 || states["reported"] == 0 || states["missing"] == 0 || states["not_applicable"] == 0 {
				t.Errorf("%s: %d decided, %v", who, decided, states)
			}
			states, decided = map[string]int{}, 0
		}
	}
	if decided != 0 || states["masked"] == 0 || lines < 500 {
		t.Errorf("outside: %d decided, %v, %d lines", decided, states, lines)
	}
	address := "/api/v1/groups/neonatologi/indicators/PROV1/analysis"
	s.now = s.now.Add(time.Second) // for keys of other names
	member, outside := s.key("sammanstallande"), s.key("rmpo")
	if body := string(s.get(member, address).body); !strings.Contains(body, secret) {
		t.Error("a member is not told why a period is left out")
	}
	for _, method := range []string{"median", "styrdiagram", "nhs"} {
		if body := string(s.get(outside, address+"?method="+method).body); strings.Contains(body, secret) {
			t.Error("a reader outside the group is told why a period is left out")
		}
	}
	p := s.get(member, address+"?method=run").problem(http.StatusBadRequest)
	if len(p.Errors) != 1 || p.Errors[0] != (api.WrongPart{Location: "query.method", Message: "Ska vara något av: median, styrdiagram, vida, mellan, nhs."}) {
		t.Errorf("%+v", p)
	}
}

// sameLine holds a line against what it is judged as.
func sameLine(t *testing.T, what string, got api.JudgedLine, want analysis.Control) {
	t.Helper()
	what += " " + got.Unit + " " + got.Method
	if got.Unit != want.Line.Unit.Code || got.Verdict != string(want.Verdict()) || len(got.Phases) != len(want.Phases) ||
		len(got.Points) != len(want.Points) || len(got.Signals) != len(want.Signals) {
		t.Fatalf("%s: %+v, the page has %+v", what, got, want)
	}
	periods := want.Timeline.Periods
	for n, p := range want.Phases {
		g := got.Phases[n]
		if g.First.Code != periods[p.First].Code() || g.Last.Code != periods[p.End-1].Code() || g.Start != string(p.Start) || !same(g.Center, p.Center) ||
			g.Used != p.Used || g.Useful != p.Useful || g.Verdict != string(p.Verdict) || (g.Reason != "") != (p.Decision != nil) || g.Runs != nil && g.Runs.Longest != p.Runs.LongestRun {
			t.Errorf("%s: phase %+v, the page has %+v", what, g, p)
		}
	}
	for n, p := range want.Points {
		g := got.Points[n]
		if g.Period.Code != periods[n].Code() || g.State != string(p.State) || !same(g.Value, p.Charted) || !same(g.Center, p.Center) || !same(g.Lower, p.Lower) ||
			!same(g.Upper, p.Upper) || (g.Beyond != "") != (p.Beyond != stats.Between3SD) || g.InSignal != p.InSignal || g.LeftOut != (p.LeftOut != nil) ||
			want.Method != analysis.BetweenEvents && !same(g.Target, p.Target) {
			t.Errorf("%s: point %+v, the page has %+v", what, g, p)
		}
		if g.State != "reported" && want.Method != analysis.BetweenEvents && g.Value != nil {
			t.Errorf("%s: %s has a value: %+v", what, g.State, g)
		}
	}
	for n, s := range want.Signals {
		g := got.Signals[n]
		if g.Rule != string(s.Rule) || g.First.Code != periods[s.First].Code() || g.Last.Code != periods[s.Last].Code() || g.Lasts != want.Run(s).Lasting ||
			(g.Side == "good") != (s.Meaning == stats.Improvement) || (g.Side == "bad") != (s.Meaning == stats.Concern) || g.Current != (s.Phase == len(want.Phases)-1) {
			t.Errorf("%s: signal %+v, the page has %+v", what, g, s)
		}
	}
	shown := want.Now != nil && want.Now.Judgement.Status != quality.Followed
	if (got.Now != nil) != shown || shown && (!same(got.Now.Value, want.Now.Point) || got.Now.Status != string(want.Now.Judgement.Status)) {
		t.Errorf("%s: now %+v, the page has %+v", what, got.Now, want.Now)
	}
}
