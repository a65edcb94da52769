package chart_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"samsyn/internal/chart"
)

// judgedLine is a line with two phases, limits, one point of each mark and two notes
// in the same quarter.
func judgedLine() chart.TimeLine {
	c := singleLine()
	control := &chart.Control{Starts: []int{6}, Marks: make([]chart.Mark, 12), Words: chart.ControlWords{
		Center: "Medelnivå", Limits: "Gränser för slumpen", InRun: "Ingår i en signal", Outside: "Utanför gränserna", LeftOut: "Räknas inte med"}}
	for i := range c.Periods {
		level := []float64{0.75, 0.875}[i/6]
		control.Center = append(control.Center, ptr(level))
		control.Lower, control.Upper = append(control.Lower, ptr(level-0.25)), append(control.Upper, ptr(min(level+0.25, 1)))
	}
	control.Lower[4], control.Upper[4] = nil, nil
	control.Marks[1], control.Marks[2], control.Marks[3] = chart.InRun, chart.Outside, chart.LeftOut
	control.Marks[4] = chart.LeftOut // the gap
	c.Control = control
	c.Notes = []chart.Note{{Period: 7, Part: 0.2, Number: 1, Own: true}, {Period: 7, Part: 0.9, Number: 2}}
	return c
}

func TestLevelsAreDrawnPhaseByPhase(t *testing.T) {
	o, _ := optionOf(t, judgedLine())
	steps := map[string]int{} // by the first value
	leads := 0
	for _, s := range o.Series {
		if s.SamsynDraw != "step" {
			continue
		}
		steps[string(s.Data[0].Value)] += len(s.Data)
		if string(s.Data[0].Value) == "[0,75]" {
			for i, d := range s.Data {
				if d.Next != nil {
					leads++
				} else if i != 5 && i != 11 {
					t.Errorf("the centre line is broken after %d", i)
				}
			}
		}
	}
	if steps["[0,50]"] != 22 { // eleven lower and eleven upper limits
		t.Errorf("%v", steps)
	}
	if leads != 10 {
		t.Errorf("the centre line leads over to the next period %d times, want 10", leads)
	}
}

func TestMarksAreShapes(t *testing.T) {
	o, _ := optionOf(t, judgedLine())
	count := map[string]int{}
	for _, s := range o.Series {
		count[s.SamsynDraw] += len(s.Data)
	}
	for _, shape := range []string{"ring", "box", "cross"} {
		if count[shape] != 1 { // where there is no value there is nothing to mark
			t.Errorf("%d of %s, want 1", count[shape], shape)
		}
	}
	if count["noteMark"] != 2 {
		t.Errorf("%d notes", count["noteMark"])
	}
	plain, _ := optionOf(t, singleLine())
	for _, s := range plain.Series {
		if s.SamsynDraw == "ring" || s.SamsynDraw == "noteMark" {
			t.Errorf("a line that is not judged has %s", s.SamsynDraw)
		}
	}
}

func TestTheScaleHoldsTheLimits(t *testing.T) {
	c := judgedLine()
	c.Control.Lower[0] = ptr(0.12)
	c.Axis.Floor = nil
	o, _ := optionOf(t, c)
	if o.YAxis[0].Min > 12 {
		t.Errorf("the axis begins at %v, above a limit", o.YAxis[0].Min)
	}
}

func TestThePictureOfAJudgedLine(t *testing.T) {
	all := draw(t, judgedLine())
	words := texts(all)
	for _, want := range []string{"Medelnivå", "Gränser för slumpen", "Ingår i en signal", "Utanför gränserna", "Räknas inte med", "1", "2"} {
		if !strings.Contains("\n"+words+"\n", "\n"+want+"\n") {
			t.Errorf("%q does not stand in the picture: %s", want, words)
		}
	}
	var circles, squares, above []element
	for _, e := range all {
		switch {
		case e.name == "circle" && e.attrs["r"] == "9":
			circles = append(circles, e)
		case strings.Contains(e.attrs["d"], "l18 0l0 18"):
			squares = append(squares, e)
		}
		if e.name == "text" && (e.text == "1" || e.text == "2") {
			above = append(above, e)
		}
	}
	if len(circles) != 2 || len(squares) != 2 { // the ring and a note; the box and a note
		t.Errorf("%d circles and %d squares, want two of each", len(circles), len(squares))
	}
	if len(above) != 2 || above[0].attrs["transform"] == above[1].attrs["transform"] && above[0].attrs["y"] == above[1].attrs["y"] {
		t.Errorf("notes of the same quarter lie upon each other: %+v", above)
	}
}

func TestAJudgedLineThatCannotBeDrawnIsAnError(t *testing.T) {
	levels, marks, several, level, note, part := judgedLine(), judgedLine(), manyLines(), judgedLine(), judgedLine(), judgedLine()
	levels.Control.Center = levels.Control.Center[:3]
	marks.Control.Marks = nil
	several.Control = judgedLine().Control
	level.Control.Upper[0] = ptr(math.Inf(1))
	note.Notes[0].Period = 12
	part.Notes[0].Part = 1.5
	for i, c := range []chart.TimeLine{levels, marks, several, level, note, part} {
		if _, err := c.Option(); !errors.Is(err, chart.ErrShape) {
			t.Errorf("case %d: %v", i, err)
		}
	}
}

func TestBrowserDrawsAJudgedLine(t *testing.T) {
	tab := browser(t)
	do(t, tab, chromedp.EmulateViewport(360, 800), scheme("light"), chromedp.Navigate(site(t, judgedLine())), until(drawn))
	if problems := ask[[]string](t, tab, "problems"); len(problems) > 0 {
		t.Errorf("the page complains: %v", problems)
	}
	if ask[bool](t, tab, `document.documentElement.scrollWidth > 360`) {
		t.Error("at 360 px the page is wider than the screen")
	}
}

func TestBreaksThatAreCloseDoNotWriteOverEachOther(t *testing.T) {
	c := judgedLine()
	c.Breaks = []chart.Break{{Period: 2, Label: "Ny definition"}, {Period: 3, Label: "Ny definition"}, {Period: 9, Label: "Ny definition"}, {Period: 10, Label: "Ny definition"}}
	whole := 0
	for line := range strings.SplitSeq(texts(draw(t, c)), "\n") {
		if line == "Ny definition" {
			whole++
		}
	}
	if whole != 2 { // the two that have the middle to themselves
		t.Errorf("%d names are written whole, want 2", whole)
	}
}

func TestNoLineLeadsOverWhatCannotBeCompared(t *testing.T) {
	c := singleLine()
	c.Breaks[0].Apart = true
	o, _ := optionOf(t, c)
	var known [][]int
	for _, s := range o.Series {
		if s.Name != "Linköping" {
			continue
		}
		var part []int
		for i, d := range s.Data {
			if string(d.Value) != "null" {
				part = append(part, i)
			}
		}
		known = append(known, part)
	}
	if len(known) != 2 || !slices.Equal(known[0], []int{0, 1, 2, 3, 5}) || !slices.Equal(known[1], []int{6, 7, 8, 9, 10, 11}) {
		t.Errorf("the line's pieces have the quarters %v", known)
	}
	if words := texts(draw(t, c)); strings.Count(words, "Linköping") != 1 {
		t.Errorf("the legend: %s", words)
	}
}
