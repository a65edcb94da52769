package chart_test

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"samsyn/internal/chart"
	"samsyn/web"
)

const tokenFile = "static/css/chart-tokens.css"

// tokens reads the custom properties of the blocks in the style sheet whose
// selector and surroundings end with what is given.
func tokens(t *testing.T, selector string) chart.Palette {
	t.Helper()
	css, err := web.Static.ReadFile(tokenFile)
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(css), selector+" {")
	if !found {
		t.Fatalf("%s has no block %q", tokenFile, selector)
	}
	block, _, _ := strings.Cut(after, "}")
	palette := chart.Palette{}
	for _, m := range regexp.MustCompile(`--chart-([a-z0-9]+):\s*(#[0-9a-f]{6});`).FindAllStringSubmatch(block, -1) {
		palette[m[1]] = m[2]
	}
	return palette
}

func TestStyleSheetHoldsThePalette(t *testing.T) {
	for selector, want := range map[string]chart.Palette{
		":root": chart.Light,
		":root:not([data-color-scheme=\"light\"])": chart.Dark,
		"[data-color-scheme=\"dark\"]":             chart.Dark,
	} {
		if got := tokens(t, selector); !maps.Equal(got, want) {
			t.Errorf("%s %s: got %v, want %v", tokenFile, selector, got, want)
		}
	}
}

// seen is a colour as [red, green, blue] in linear light, 0 to 1.
func seen(t *testing.T, hex string) [3]float64 {
	t.Helper()
	var c [3]float64
	for i := range c {
		v, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		if s := float64(v) / 255; s <= 0.04045 {
			c[i] = s / 12.92
		} else {
			c[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return c
}

// contrast is the ratio of WCAG 2.1.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	luminance := func(hex string) float64 {
		c := seen(t, hex)
		return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// sights are how colours reach eyes that lack a kind of cone (Machado GM et al,
// 2009, severity 1), and those that do not.
var sights = map[string][3][3]float64{
	"normal":       {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// lab is a colour in CIELAB (D65) after a sight.
func lab(c [3]float64, sight [3][3]float64) [3]float64 {
	dot := func(row [3]float64, v [3]float64) float64 { return row[0]*v[0] + row[1]*v[1] + row[2]*v[2] }
	var s [3]float64
	for i := range s {
		s[i] = min(max(dot(sight[i], c), 0), 1)
	}
	f := func(v float64) float64 {
		if v > 0.008856 {
			return math.Cbrt(v)
		}
		return 7.787*v + 16.0/116
	}
	x := f(dot([3]float64{0.4124, 0.3576, 0.1805}, s) / 0.9505)
	y := f(dot([3]float64{0.2126, 0.7152, 0.0722}, s))
	z := f(dot([3]float64{0.0193, 0.1192, 0.9505}, s) / 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func TestPaletteCanBeSeen(t *testing.T) {
	for scheme, p := range map[string]chart.Palette{"light": chart.Light, "dark": chart.Dark} {
		drawn := []string{"target", "total"}
		for i := range chart.Slots {
			drawn = append(drawn, fmt.Sprint(i+1))
		}
		for _, name := range drawn {
			for _, ground := range []string{"surface", "highlight"} {
				want := 3.0
				if name != "1" && name != "total" && ground == "highlight" {
					continue // only the own unit's row is highlighted
				}
				if got := contrast(t, p[name], p[ground]); got < want {
					t.Errorf("%s %s on %s: contrast %.2f", scheme, name, ground, got)
				}
			}
		}
		for _, name := range []string{"text", "subtle"} {
			for _, ground := range []string{"surface", "highlight"} {
				if got := contrast(t, p[name], p[ground]); got < 4.5 {
					t.Errorf("%s %s on %s: contrast %.2f", scheme, name, ground, got)
				}
			}
		}
	}
}

func TestPaletteCanBeToldApart(t *testing.T) {
	for scheme, p := range map[string]chart.Palette{"light": chart.Light, "dark": chart.Dark} {
		for sight, matrix := range sights {
			for i := 1; i <= chart.Slots; i++ {
				for j := i + 1; j <= chart.Slots; j++ {
					a, b := lab(seen(t, p[fmt.Sprint(i)]), matrix), lab(seen(t, p[fmt.Sprint(j)]), matrix)
					if d := math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2]); d < 14 {
						t.Errorf("%s: %d and %d differ by %.1f in %s", scheme, i, j, d, sight)
					}
				}
			}
		}
	}
}

func TestLightColoursAreUnique(t *testing.T) {
	// A page's colours are put in by replacing the light ones.
	colours := slices.Sorted(maps.Values(chart.Light))
	if len(slices.Compact(slices.Clone(colours))) != len(colours) {
		t.Errorf("the same colour twice in %v", colours)
	}
}
