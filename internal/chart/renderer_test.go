package chart_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"samsyn/internal/chart"
)

func TestEveryValueHasItsMarker(t *testing.T) {
	if filled, hollow := markers(t, draw(t, singleLine())); filled != 10 || hollow != 1 {
		t.Errorf("time line: %d filled and %d hollow, want 10 and 1", filled, hollow)
	}
	if filled, hollow := markers(t, draw(t, comparison())); filled != 3 || hollow != 1 {
		t.Errorf("comparison: %d filled and %d hollow, want 3 and 1", filled, hollow)
	}
}

func TestTheLineIsBrokenAtTheGap(t *testing.T) {
	for _, e := range draw(t, singleLine()) {
		if e.name == "path" && e.attrs["stroke"] == chart.Light["1"] && e.attrs["stroke-width"] == "2" && strings.Count(e.attrs["d"], "L") > 3 {
			if moves := strings.Count(e.attrs["d"], "M"); moves != 2 {
				t.Errorf("the line is in %d pieces, want 2", moves)
			}
			return
		}
	}
	t.Error("no line is drawn")
}

func TestTheTargetIsAStep(t *testing.T) {
	heights := map[float64]bool{}
	risers := 0
	all := draw(t, singleLine())
	for _, e := range all {
		if e.name != "path" || e.attrs["stroke"] != chart.Light["target"] {
			continue
		}
		for _, piece := range traces(t, e.attrs["d"]) {
			if piece[0].y < plotTop(t, all) {
				continue // the legend's
			}
			if piece[0].y != piece[1].y {
				t.Errorf("a level slopes: %v", piece)
			}
			heights[piece[0].y] = true
			if len(piece) == 3 {
				risers++
				if piece[1].x != piece[2].x {
					t.Errorf("a step slopes: %v", piece)
				}
			}
		}
	}
	if len(heights) != 2 || risers != 1 {
		t.Errorf("%d heights and %d steps, want 2 and 1", len(heights), risers)
	}
}

func TestNumbersAreSwedish(t *testing.T) {
	c := singleLine()
	c.Axis = chart.Axis{Format: chart.Format{Suffix: "\u00a0dagar"}}
	c.Targets = nil
	for i := range c.Series[0].Points {
		c.Series[0].Points[i] = chart.At(0.31 + float64(i)/10)
	}
	if got := texts(draw(t, c)); !strings.Contains(got, "0,25\u00a0dagar") || strings.Contains(got, "0.25") {
		t.Errorf("axis: %q", got)
	}
	for i := range c.Series[0].Points {
		c.Series[0].Points[i] = chart.At(float64(-4000 + 1000*i))
	}
	if got := texts(draw(t, c)); !strings.Contains(got, "\u22122\u00a0500\u00a0dagar") {
		t.Errorf("axis: %q", got)
	}
}

func TestThePictureSaysWhatItShows(t *testing.T) {
	all := draw(t, comparison())
	if all[0].name != "svg" || all[0].attrs["role"] != "img" {
		t.Errorf("begins with %+v", all[0])
	}
	title, desc := all[1], all[2]
	if want := comparison().Alt; title.name != "title" || title.text != want.Title || desc.name != "desc" || desc.text != want.Description {
		t.Errorf("title %q, description %q", title.text, desc.text)
	}
	if all[0].attrs["aria-labelledby"] != title.attrs["id"] || all[0].attrs["aria-describedby"] != desc.attrs["id"] {
		t.Error("the picture does not point at its words")
	}
	got := texts(all)
	for _, want := range []string{"Linköping", "Västervik", "uppgift saknas", "ej tillämpligt", "89,5 %", "77 av 86", "Mål 80 %", "Alla enheter 80,6 %"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the picture", want)
		}
	}
}

func TestThePictureCanDoNothing(t *testing.T) {
	known := regexp.MustCompile(`^(svg|title|desc|g|path|text|tspan|rect|circle|polyline|line|defs|clipPath)$`)
	for _, c := range []chart.Chart{hostileComparison(), hostileFunnel(), hostileTimeLine(), manyLines()} {
		for _, width := range []int{chart.Wide, chart.Narrow} {
			svg, err := shared().SVG(t.Context(), c, width)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range parse(t, svg) {
				if !known.MatchString(e.name) {
					t.Errorf("%T at %d: element %s", c, width, e.name)
				}
				for name, value := range e.attrs {
					if strings.HasPrefix(name, "on") || strings.HasSuffix(name, "href") || name == "style" ||
						strings.Contains(value, "url(") && !strings.HasPrefix(value, "url(#") {
						t.Errorf("%T at %d: %s %s=%q", c, width, e.name, name, value)
					}
				}
			}
		}
	}
	if !strings.Contains(texts(draw(t, hostileComparison())), "<img src=x onerror=alert(1)>") {
		t.Error("a hostile name is not shown as the text it is")
	}
}

func TestPicturesInOnePageShareNoIDs(t *testing.T) {
	var page bytes.Buffer
	for _, c := range []chart.Chart{singleLine(), manyLines(), comparison(), funnel()} {
		for _, width := range []int{chart.Wide, chart.Narrow} {
			svg, err := shared().SVG(t.Context(), c, width)
			if err != nil {
				t.Fatal(err)
			}
			page.Write(svg)
		}
	}
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllSubmatch(page.Bytes(), -1) {
		if id := string(m[1]); seen[id] {
			t.Errorf("id %s twice", id)
		} else {
			seen[id] = true
		}
	}
	if len(seen) < 12 {
		t.Errorf("%d ids", len(seen))
	}
}

func TestManyAskAtOnce(t *testing.T) {
	r := chart.NewRenderer(chart.Config{Engines: 2})
	charts := []chart.Chart{singleLine(), manyLines(), comparison(), funnel()}
	want := make([][]byte, len(charts))
	for i, c := range charts {
		svg, err := shared().SVG(t.Context(), c, chart.Wide)
		if err != nil {
			t.Fatal(err)
		}
		want[i] = svg
	}
	var group sync.WaitGroup
	for i := range 24 {
		group.Go(func() {
			svg, err := r.SVG(t.Context(), charts[i%len(charts)], chart.Wide)
			if err != nil {
				t.Error(err)
			} else if !bytes.Equal(svg, want[i%len(charts)]) {
				t.Errorf("chart %d differs between engines", i%len(charts))
			}
		})
	}
	group.Wait()
}

func TestADrawingThatTakesTooLongIsStopped(t *testing.T) {
	r := chart.NewRenderer(chart.Config{Timeout: time.Millisecond, Engines: 1})
	for range 3 { // the engine's place must come back each time
		if _, err := r.SVG(t.Context(), singleLine(), chart.Wide); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v", err)
		}
	}
}

func TestWhoHasLeftIsNotWaitedFor(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := shared().SVG(ctx, singleLine(), chart.Wide); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAWrongChartIsAnError(t *testing.T) {
	if _, err := shared().SVG(t.Context(), chart.Comparison{}, chart.Wide); !errors.Is(err, chart.ErrShape) {
		t.Errorf("got %v", err)
	}
}

func TestAStoredOptionIsDrawnAsItsChart(t *testing.T) {
	for _, c := range []chart.Chart{singleLine(), comparison(), funnel()} {
		want, err := shared().SVG(t.Context(), c, chart.Wide)
		if err != nil {
			t.Fatal(err)
		}
		option, err := c.Option()
		if err != nil {
			t.Fatal(err)
		}
		// An edition comes back from the database as it was put there, in another program.
		got, err := chart.NewRenderer(chart.Config{Engines: 1}).Drawn(t.Context(), option, chart.Wide)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%T: %v, %d bytes, want the %d of the chart", c, err, len(got), len(want))
		}
	}
	for _, option := range []string{"", "{", `{"a":1}x`, "<svg/>"} {
		if _, err := shared().Drawn(t.Context(), []byte(option), chart.Wide); !errors.Is(err, chart.ErrShape) {
			t.Errorf("%q: got %v", option, err)
		}
	}
}

func TestThereAreTwoWidths(t *testing.T) {
	for _, width := range []int{chart.Wide, chart.Narrow} {
		svg, err := shared().SVG(t.Context(), comparison(), width)
		if err != nil {
			t.Fatal(err)
		}
		if got := parse(t, svg)[0].attrs["width"]; got != fmt.Sprint(width) {
			t.Errorf("%s px wide, want %d", got, width)
		}
	}
	for _, width := range []int{-1, 0, 500, 1 << 20} {
		if _, err := shared().SVG(t.Context(), comparison(), width); !errors.Is(err, chart.ErrShape) {
			t.Errorf("%d px: got %v", width, err)
		}
	}
}

// different is a chart that no other is like.
func different(i int) chart.Chart {
	c := comparison()
	c.Alt.Description = fmt.Sprint("nummer ", i)
	return c
}

func BenchmarkColdLoad(b *testing.B) {
	for i := range b.N {
		if _, err := chart.NewRenderer(chart.Config{Engines: 1}).SVG(b.Context(), different(i), chart.Wide); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChart(b *testing.B) {
	r := chart.NewRenderer(chart.Config{})
	if _, err := r.SVG(b.Context(), comparison(), chart.Wide); err != nil {
		b.Fatal(err)
	}
	i := 0
	for b.Loop() {
		i++
		if _, err := r.SVG(b.Context(), different(i), chart.Wide); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCached(b *testing.B) {
	r := chart.NewRenderer(chart.Config{})
	if _, err := r.SVG(b.Context(), comparison(), chart.Wide); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := r.SVG(b.Context(), comparison(), chart.Wide); err != nil {
			b.Fatal(err)
		}
	}
}
