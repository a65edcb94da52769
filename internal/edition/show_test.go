package edition

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// at is a unit's result, or all together's for no unit.
func at(unit int64, status string) Result {
	r := Result{Who: fmt.Sprintf("Enhet %d", unit), UnitID: unit, Status: status, StatusText: strings.ToUpper(status), Value: "–"}
	if unit == 0 {
		r.Who, r.Sum = "Hela gruppen", true
	}
	if slices.Contains([]string{"met", "probably_met", "near", "uncertain", "not_met", "followed"}, status) {
		value := 50.0
		r.Point, r.Value = &value, "50 %"
	}
	return r
}

// measured is a measure whose sum has a status, and then its units.
func measured(anchor, total string, units ...string) Measure {
	m := Measure{Anchor: anchor, Title: "Mått " + anchor, Pictures: []Picture{{ID: anchor + "-timeline", Kind: "timeline"}, {ID: anchor + "-comparison", Kind: "comparison"}}}
	for n, status := range units {
		m.Results = append(m.Results, at(int64(n+1), status))
	}
	m.Results = append(m.Results, at(0, total))
	return m
}

// year is a document with the goals and two units.
func year(goals ...Goal) *Document {
	d := &Document{Title: "Årsrapport 2025", Units: []Unit{{ID: 1, Code: "A", Name: "Avdelning A", Short: "Enhet 1"}, {ID: 2, Code: "B", Name: "Avdelning B", Short: "Enhet 2"}}}
	s := Section{ID: "avsnitt-1", Content: "medical"}
	for n := range goals {
		s.Blocks = append(s.Blocks, Block{Goal: &goals[n]})
	}
	d.Sections = []Section{s}
	return d
}

func keys(slides []Slide) (list []string) {
	for _, s := range slides {
		list = append(list, s.Key)
	}
	return list
}

func slideOf(t *testing.T, d *Document, key string) Slide {
	t.Helper()
	for _, s := range d.Slides() {
		if s.Key == key {
			return s
		}
	}
	t.Fatalf("no slide %q among %v", key, keys(d.Slides()))
	return Slide{}
}

func TestAGoalStandsNoBetterThanItsWorstMeasure(t *testing.T) {
	for _, c := range []struct{ measures, want string }{
		{"", "unmeasured"}, {"met", "met"}, {"met not_met", "not_met"}, {"near uncertain", "near"}, {"met uncertain", "uncertain"},
		{"masked met", "met"}, {"missing masked", "masked"}, {"followed missing", "followed"}, {"probably_met met", "probably_met"}, {"no_data nobody", "nobody"},
	} {
		g := Goal{ID: 1}
		for n, status := range strings.Fields(c.measures) {
			g.Measures = append(g.Measures, measured(fmt.Sprint(n), status))
		}
		if got := g.Together().Status; got != c.want {
			t.Errorf("%q together: %q, want %q", c.measures, got, c.want)
		}
	}
}

func TestTheYearsGoalsAreCounted(t *testing.T) {
	d := year(Goal{ID: 1, Measures: []Measure{measured("1", "met")}}, Goal{ID: 2, Measures: []Measure{measured("2", "not_met")}},
		Goal{ID: 3}, Goal{ID: 4, Measures: []Measure{measured("4", "met")}}, Goal{Title: "Mått utan mål", Measures: []Measure{measured("5", "not_met")}})
	want := []Count{{"met", "MET", 2}, {"not_met", "NOT_MET", 1}, {"unmeasured", "", 1}}
	if diff := cmp.Diff(want, d.GoalTally()); diff != "" {
		t.Error(diff)
	}
	if got := strings.Join(keys(d.Slides()), " "); got != "titel aret mal-1 mal-2 mal-3 mal-4 slut" {
		t.Errorf("slides %q", got)
	}
}

func TestSlidesOfAlmostNothing(t *testing.T) {
	if got := strings.Join(keys((&Document{}).Slides()), " "); got != "titel slut" {
		t.Errorf("an empty document: %q", got)
	}
	d := year(Goal{ID: 1, Title: "Utan mått"})
	if s := slideOf(t, d, "mal-1"); s.Measure != nil || s.Picture != nil || s.Figures != nil {
		t.Errorf("a goal without measures: %+v", s)
	}
	bare := measured("1", "no_data")
	bare.Pictures, bare.Results = nil, nil
	if s := slideOf(t, year(Goal{ID: 1, Measures: []Measure{bare}}), "mal-1"); s.Measure == nil || s.Picture != nil || len(s.Figures) > 0 {
		t.Errorf("a measure without results: %+v", s)
	}
	hidden := slideOf(t, year(Goal{ID: 1, Measures: []Measure{measured("1", "masked", "masked", "masked")}}), "mal-1")
	if units, of := hidden.Measure.Reached(); units != 0 || of != 0 || !hidden.Measure.Hides() || len(hidden.Figures) != 3 {
		t.Errorf("all hidden: %d of %d, %+v", units, of, hidden.Figures)
	}
}

func TestAGoalIsToldByTheMeasureThatIsHeldAgainstATarget(t *testing.T) {
	for _, c := range []struct{ measures, want string }{
		{"followed met", "1"}, {"no_data followed", "1"}, {"no_data masked", "0"}, {"not_met met", "0"},
	} {
		g := Goal{ID: 1}
		for n, status := range strings.Fields(c.measures) {
			g.Measures = append(g.Measures, measured(fmt.Sprint(n), status))
		}
		if got := slideOf(t, year(g), "mal-1").Measure.Anchor; got != c.want {
			t.Errorf("%q: measure %s, want %s", c.measures, got, c.want)
		}
	}
}

func TestThePictureThatSaysMost(t *testing.T) {
	for _, c := range []struct{ units, want string }{
		{"met not_met", "comparison"}, {"met met", "timeline"}, {"not_met uncertain", "timeline"}, {"met masked", "timeline"}, {"probably_met near", "comparison"},
	} {
		g := Goal{ID: 1, Measures: []Measure{measured("1", "met", strings.Fields(c.units)...)}}
		if got := slideOf(t, year(g), "mal-1").Picture.Kind; got != c.want {
			t.Errorf("%q: %s, want %s", c.units, got, c.want)
		}
	}
	m := measured("1", "met", "met")
	m.Pictures = []Picture{{ID: "x", Kind: "funnel"}}
	if got := slideOf(t, year(Goal{ID: 1, Measures: []Measure{m}}), "mal-1").Picture; got == nil || got.ID != "x" {
		t.Errorf("the only picture: %v", got)
	}
}

func TestFewKeyNumbers(t *testing.T) {
	few := slideOf(t, year(Goal{ID: 1, Measures: []Measure{measured("1", "met", "met", "not_applicable", "not_met")}}), "mal-1")
	if len(few.Figures) != 3 || !few.Figures[2].Sum {
		t.Errorf("units that the measure applies to, and their sum: %+v", few.Figures)
	}
	many := slideOf(t, year(Goal{ID: 1, Measures: []Measure{measured("1", "met", slices.Repeat([]string{"met"}, 40)...)}}), "mal-1")
	if len(many.Figures) != 1 || !many.Figures[0].Sum {
		t.Errorf("of forty units: %+v", many.Figures)
	}
	g := Goal{ID: 1}
	for n := range 6 {
		g.Measures = append(g.Measures, measured(fmt.Sprint(n), "met"))
	}
	if parts := slideOf(t, year(g), "mal-1"); len(parts.Figures) != 4 || parts.MoreFigures != 2 {
		t.Errorf("six measures: %d and %d more", len(parts.Figures), parts.MoreFigures)
	}
}

func TestThirtyGoals(t *testing.T) {
	var goals []Goal
	for n := range 30 {
		goals = append(goals, Goal{ID: int64(n + 1), Title: strings.Repeat("Ett långt mål ", 20), Measures: []Measure{measured(fmt.Sprint(n), "met", "met")}})
	}
	d := year(goals...)
	slides := d.Slides()
	if len(slides) != 33 || slides[1].Figures != nil {
		t.Errorf("%d slides; the year lists %d goals", len(slides), len(slides[1].Figures))
	}
	if sorted := slices.Sorted(slices.Values(keys(slides))); len(slices.Compact(sorted)) != len(slides) {
		t.Error("two slides have the same key")
	}
	s := d.Summary()
	if len(s.Goals) != 10 || s.MoreGoals != 20 || utf8.RuneCountInString(s.Goals[0].Label) > goalRunes {
		t.Errorf("%d goals and %d more, the first %q", len(s.Goals), s.MoreGoals, s.Goals[0].Label)
	}
}

func TestSectionsBecomePoints(t *testing.T) {
	d := year()
	table := &Table{ID: "t", Columns: []Column{{Text: "Åtgärd"}, {Text: "Enhet"}}, Rows: []Row{{Over: true, Cells: []Cell{{Text: "Målet"}}}, {Cells: []Cell{{Text: "Checklista"}, {Text: "Enhet 1"}}}}}
	d.Sections = append(d.Sections,
		Section{ID: "a", Content: "actions", Heading: "Åtgärder", Blocks: []Block{{Paragraph: "En åtgärd."}, {Table: table},
			{Prose: &Prose{HTML: "<p>Inledning</p><ul><li>Första &amp; <em>viktigaste</em></li><li>Andra</li></ul>"}}}},
		Section{ID: "e", Content: "examples", Heading: "Exempel", Blocks: []Block{{Heading: "Hud mot hud"}, {Terms: []Term{{"Enhet", "Enhet 1"}, {"Problem", "Sent"}, {"Mer", "x"}}}, {Note: "ännu mer"}}},
		Section{ID: "q", Content: "questions", Heading: "Frågor"})
	want := []Point{{Text: "Första & viktigaste"}, {Text: "Andra"}, {Text: "En åtgärd."}, {Text: "Checklista", Detail: "Enhet 1"}}
	if diff := cmp.Diff(want, slideOf(t, d, "a").Points.List); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Point{{Text: "Hud mot hud", Detail: "Enhet 1 · Sent"}}, slideOf(t, d, "e").Points.List); diff != "" {
		t.Error(diff)
	}
	if slices.Contains(keys(d.Slides()), "q") {
		t.Error("a section with nothing in it has a slide")
	}
}

func TestWorkIsToldWhereNoSectionDoes(t *testing.T) {
	d := year(Goal{ID: 1, Work: []string{"Ny rutin"}})
	d.Sections = append(d.Sections, Section{ID: "a", Content: "actions", Heading: "Åtgärder"})
	if diff := cmp.Diff([]Point{{Text: "Ny rutin"}}, slideOf(t, d, "a").Points.List); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Point{{Text: "Ny rutin"}}, d.Summary().Actions.List); diff != "" {
		t.Error(diff)
	}
}

// A sentence that names many things is not cut within a name when it has fewer words.
func TestAPointInFewerWords(t *testing.T) {
	p := Point{Text: "För 3 mått: Amning, Smärta och Hud mot hud.", Shorter: []string{"För 3 mått: Amning och 2 till.", "För 3 mått."}}
	for most, want := range map[int]string{43: p.Text, 42: p.Shorter[0], 30: p.Shorter[0], 29: "För 3 mått.", 5: "För…"} {
		got := Room{Points: 1, Runes: most}.cut([]Point{p}).List[0]
		if got.Text != want || got.Shorter != nil {
			t.Errorf("within %d: %+v", most, got)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"kort", 10, "kort"}, {"två\n rader", 20, "två rader"}, {"En mening. En till som är lång", 15, "En mening."},
		{"ord ord ord ord", 10, "ord ord…"}, {"ettendalångtordutanslut", 10, "ettendalå…"}, {"ååååå äääää", 8, "ååååå…"}, {"", 5, ""},
	} {
		if got := Shorten(c.text, c.most); got != c.want || utf8.RuneCountInString(got) > c.most {
			t.Errorf("Shorten(%q, %d) = %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

func TestWhatIsSaidBesideASlideOnPaper(t *testing.T) {
	s := Slide{Notes: []Prose{{HTML: "<p>Kort.</p>"}}, Remarks: []string{"Få barn."}}
	if list, whole := s.Said(); !whole || len(list) != 2 || list[1] != "Få barn." {
		t.Errorf("%q, %t", list, whole)
	}
	s.Notes = append(s.Notes, Prose{HTML: "<p>" + strings.Repeat("Mycket att säga. ", 100) + "</p>"})
	if list, whole := s.Said(); whole || utf8.RuneCountInString(strings.Join(list, "")) > paperRoom {
		t.Errorf("too much is not cut: %d", utf8.RuneCountInString(strings.Join(list, "")))
	}
	if list, whole := (Slide{}).Said(); !whole || list != nil {
		t.Errorf("nothing: %q", list)
	}
}
