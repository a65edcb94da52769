package chart_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"samsyn/internal/chart"
)

// element is one element of a picture.
type element struct {
	name  string
	attrs map[string]string
	text  string
}

// parse reads a picture and insists that it is whole. An element has its group's looks.
func parse(t *testing.T, svg []byte) []element {
	t.Helper()
	var all []element
	var open []map[string]string
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attrs: map[string]string{}}
			if len(open) > 0 {
				for name, value := range open[len(open)-1] {
					if handedDown.MatchString(name) {
						e.attrs[name] = value
					}
				}
			}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			all, open = append(all, e), append(open, e.attrs)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(all) > 0 {
				all[len(all)-1].text += string(token)
			}
		}
	}
}

// handedDown are attributes that elements have from their group.
var handedDown = regexp.MustCompile(`^(fill|stroke|text-anchor|font|dominant-baseline)`)

// draw is a chart's wide SVG, read.
func draw(t *testing.T, c chart.Chart) []element {
	t.Helper()
	svg, err := shared().SVG(t.Context(), c, chart.Wide)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, svg)
}

// shared is one renderer for the tests that do not need their own, since
// loading ECharts takes a while.
var shared = sync.OnceValue(func() *chart.Renderer { return chart.NewRenderer(chart.Config{}) })

// point is a place in a picture, in px.
type point struct{ x, y float64 }

// traces are the pieces that a path is made of: the points that it names as they are.
func traces(t *testing.T, d string) (pieces [][]point) {
	t.Helper()
	for _, step := range regexp.MustCompile(`([MLHV])([-0-9. ]*)`).FindAllStringSubmatch(d, -1) {
		var n []float64
		for _, field := range strings.Fields(step[2]) {
			v, err := strconv.ParseFloat(field, 64)
			if err != nil {
				t.Fatalf("%q in %q", field, d)
			}
			n = append(n, v)
		}
		if step[1] == "M" {
			pieces = append(pieces, nil)
		}
		piece := &pieces[len(pieces)-1]
		switch step[1] {
		case "H":
			*piece = append(*piece, point{n[0], (*piece)[len(*piece)-1].y})
		case "V":
			*piece = append(*piece, point{(*piece)[len(*piece)-1].x, n[0]})
		default:
			*piece = append(*piece, point{n[0], n[1]})
		}
	}
	return pieces
}

// plotTop is where the grid begins, below the legend.
func plotTop(t *testing.T, all []element) float64 {
	t.Helper()
	top := math.Inf(1)
	for _, e := range all {
		if e.name == "path" && e.attrs["stroke"] == chart.Light["grid"] {
			for _, piece := range traces(t, e.attrs["d"]) {
				for _, p := range piece {
					top = min(top, p.y)
				}
			}
		}
	}
	return top
}

// markers are the points in a picture's plot: closed shapes with a border.
func markers(t *testing.T, all []element) (filled, hollow int) {
	t.Helper()
	for _, e := range all {
		if e.name != "path" || e.attrs["stroke"] == "" || e.attrs["fill"] == "none" {
			continue
		}
		for _, piece := range traces(t, e.attrs["d"]) {
			switch {
			case piece[0].y < plotTop(t, all): // the legend's
			case e.attrs["fill"] == "#fff":
				hollow++
			default:
				filled++
			}
		}
	}
	return filled, hollow
}

func texts(all []element) string {
	var words []string
	for _, e := range all {
		if e.name == "text" || e.name == "tspan" {
			words = append(words, e.text)
		}
	}
	return strings.Join(words, "\n")
}
