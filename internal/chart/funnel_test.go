package chart_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"samsyn/internal/chart"
)

// funnelOption is the parts of a funnel's description that the tests look at.
type funnelOption struct {
	YAxis  []struct{ Min, Max float64 }
	Series []struct {
		Type, SamsynDraw string
		Data             []struct {
			Value  []float64
			Symbol string
			Names  []struct {
				Text string
				Bold bool
			}
			ItemStyle struct{ BorderColor string }
		}
	}
}

func funnelOptionOf(t *testing.T, c chart.Funnel) (o funnelOption) {
	t.Helper()
	raw, err := c.Option()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

func TestFunnelUnitsKeepTheirColourAndShape(t *testing.T) {
	drawn := 0
	for _, s := range funnelOptionOf(t, funnel()).Series {
		if s.Type != "scatter" {
			continue
		}
		for n, it := range s.Data {
			drawn++
			if it.ItemStyle.BorderColor != "@"+string(rune('1'+n)) {
				t.Errorf("unit %d is %s", n, it.ItemStyle.BorderColor)
			}
			for _, other := range s.Data[:n] {
				if other.Symbol == it.Symbol {
					t.Errorf("unit %d looks like another", n)
				}
			}
		}
	}
	if drawn != len(funnel().Units) {
		t.Errorf("%d markers", drawn)
	}
}

// The limits of an imagined tiny unit must not flatten what there is to see.
func TestFunnelIsCutOffAtTheSmallestUnit(t *testing.T) {
	c := funnel()
	c.Axis.Floor, c.Axis.Ceiling = nil, nil
	c.Bands = append([]chart.Band{{Size: 1, Inner: [2]float64{-8, 8}, Outer: [2]float64{-9, 9}}}, c.Bands...)
	if y := funnelOptionOf(t, c).YAxis[0]; y.Min < 0 || y.Max > 150 {
		t.Errorf("from %v to %v", y.Min, y.Max)
	}
}

func TestAmongManyUnitsOnlySomeAreNamed(t *testing.T) {
	c := funnel()
	for range 20 {
		c.Units = append(c.Units, c.Units[2])
	}
	var named []string
	for _, s := range funnelOptionOf(t, c).Series {
		if s.SamsynDraw == "pointNames" {
			for _, n := range s.Data[0].Names {
				if n.Text != "" {
					named = append(named, n.Text)
				}
			}
		}
	}
	if got := strings.Join(named, " "); got != "Norrköping Kalmar" {
		t.Errorf("named: %s; want the one beyond and the reader's own", got)
	}
}

func TestFunnelsThatCannotBeDrawn(t *testing.T) {
	hidden, slot, band, empty := funnel(), funnel(), funnel(), funnel()
	hidden.Units[0].Point = chart.Point{}
	slot.Units[0].Slot = -1
	band.Bands[3].Outer[1] = math.Inf(1)
	empty.Bands = nil
	for n, c := range []chart.Funnel{hidden, slot, band, empty} {
		if _, err := c.Option(); !errors.Is(err, chart.ErrShape) {
			t.Errorf("case %d: %v", n, err)
		}
	}
}

func TestFunnelOnTheServerNamesEveryUnit(t *testing.T) {
	for _, width := range []int{chart.Wide, chart.Narrow} {
		svg, err := chart.NewRenderer(chart.Config{}).SVG(t.Context(), funnel(), width)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range funnel().Units {
			if !bytes.Contains(svg, []byte(u.Name)) {
				t.Errorf("%d px: %s is not named", width, u.Name)
			}
		}
		if !bytes.Contains(svg, []byte("Antal barn")) {
			t.Errorf("%d px: the sizes are not named", width)
		}
	}
}
