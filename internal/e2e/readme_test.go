package e2e

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// largestPicture is how many bytes a picture for the README may have.
const largestPicture = 150_000

// readmePictures are the pictures for the README: whose window, and what is done
// before its picture is taken. Each begins at the given heading, or at the page's
// top, and is so many pixels high.
var readmePictures = []struct {
	name, email string
	does        func(v *visitor)
	from        string
	height      int
}{
	{"goals", "linkoping@exempel.se", func(v *visitor) { v.press("Resultat") }, "", 1000},
	{"signals", "linkoping@exempel.se", func(v *visitor) {
		v.press("Resultat")
		v.press("Signaler")
	}, "", 1000},
	{"comparison", "linkoping@exempel.se", func(v *visitor) {
		v.press("Resultat")
		v.press("Enhet för enhet")
	}, "", 900},
	{"entry", "kalmar@exempel.se", func(v *visitor) { v.press("Fyll i Kalmar") }, "", 900},
	{"indicator", "linkoping@exempel.se", func(v *visitor) {
		v.press("Resultat")
		v.press(temperature)
		v.await("the charts are drawn", "drawnAs", "canvas")
	}, "", 1100},
	{"thread", "linkoping@exempel.se", func(v *visitor) {
		v.open("/mal?ar=" + strconv.Itoa(time.Now().Year()-1))
		v.press("Hud mot hud från första dygnet")
		v.press("Röd tråd")
	}, "", 1100},
	{"report", "linkoping@exempel.se", func(v *visitor) {
		v.press("Årsrapport")
		v.press("Årsrapport " + strconv.Itoa(time.Now().Year()-1))
		v.await("the charts are drawn", "drawnAs", "picture")
	}, temperature, 940},
	{"readiness", "sammanstallande@exempel.se", func(v *visitor) {
		v.open("/arsrapport/" + strconv.Itoa(time.Now().Year()-1) + "/lage")
	}, "", 1000},
	{"edition", "sammanstallande@exempel.se", func(v *visitor) {
		v.open("/arsrapport/" + strconv.Itoa(time.Now().Year()-1) + "/utgavor/1")
	}, "", 1000},
}

// The README's pictures exist and are small. With SAMSYN_SCREENSHOTS=readme they
// are taken anew, from the example.
func TestReadmePictures(t *testing.T) {
	if os.Getenv("SAMSYN_SCREENSHOTS") == "readme" {
		for _, p := range readmePictures {
			v := newVisitor(t, demoSite(t), desktop)
			v.signIn(p.email)
			p.does(v)
			v.await("the letters are here", "lettered")
			top := ask[float64](v, "top", p.from)
			v.photograph(filepath.Join("screenshots", p.name+".png"), page.Viewport{Y: top, Width: 1280, Height: float64(p.height), Scale: 1})
		}
	}
	var names []string
	for _, p := range readmePictures {
		names = append(names, filepath.Join("screenshots", p.name+".png"))
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`\]\(([^)]+\.(?:png|svg|jpg))\)`).FindAllStringSubmatch(string(readme), -1) {
		if !strings.Contains(found[1], "://") {
			names = append(names, filepath.Join("../..", found[1]))
		}
	}
	for _, name := range names {
		if info, err := os.Stat(name); err != nil || info.Size() > largestPicture {
			t.Errorf("the picture %s is missing or too large (%v); take it with make screenshots", name, err)
		}
	}
}

// photograph keeps a part of the page.
func (v *visitor) photograph(name string, part page.Viewport) {
	v.t.Helper()
	answer, err := chromedp.Call(v.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: "png", Clip: &part, CaptureBeyondViewport: new(true)})
	if err != nil {
		v.t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(answer.Data))
	if err != nil {
		v.t.Fatal(err)
	}
	var small bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&small, fewColours(picture)); err != nil {
		v.t.Fatal(err)
	}
	if err := os.WriteFile(name, small.Bytes(), 0o644); err != nil {
		v.t.Fatal(err)
	}
}

// fewColours is the picture with the 256 colours that it has most of, each other
// replaced by the nearest: text and lines look the same in half the bytes.
func fewColours(picture image.Image) image.Image {
	count := map[color.Color]int{}
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y++ {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x++ {
			count[picture.At(x, y)]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.Color) int { return count[b] - count[a] })
	few := image.NewPaletted(picture.Bounds(), colours[:min(256, len(colours))])
	draw.Draw(few, few.Bounds(), picture, picture.Bounds().Min, draw.Src)
	return few
}
