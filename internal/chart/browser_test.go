package chart_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"samsyn/internal/chart"
	"samsyn/templates/ui"
	"samsyn/web"
)

// policy is what the program's pages are served with.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"

// watcher notes everything that goes wrong in the page.
const watcher = `window.problems = [];
document.addEventListener("securitypolicyviolation", function (e) { problems.push(e.violatedDirective + " " + e.blockedURI); });
window.addEventListener("error", function (e) { problems.push(e.message); });`

// site serves a page with the charts, as a page of the program would.
func site(t *testing.T, charts ...chart.Chart) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/static/", http.FileServerFS(web.Static))
	serve := func(path, kind string, content []byte) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Content-Security-Policy", policy)
			_, _ = w.Write(content)
		})
	}
	r := chart.NewRenderer(chart.Config{})
	var body bytes.Buffer
	for i, c := range charts {
		option, err := c.Option()
		if err != nil {
			t.Fatal(err)
		}
		props := ui.ChartProps{ID: fmt.Sprintf("c%d", i), Title: "Diagram", Alt: "Ett diagram", Option: option,
			ImageURL: fmt.Sprintf("/c%d.svg", i), NarrowImageURL: fmt.Sprintf("/c%d-smal.svg", i)}
		for url, width := range map[string]int{props.ImageURL: chart.Wide, props.NarrowImageURL: chart.Narrow} {
			svg, err := r.SVG(t.Context(), c, width)
			if err != nil {
				t.Fatal(err)
			}
			serve(url, "image/svg+xml", svg)
		}
		if err := ui.Chart(props).Render(t.Context(), &body); err != nil {
			t.Fatal(err)
		}
	}
	serve("/{$}", "text/html", []byte(`<!doctype html><html lang="sv" data-color-scheme="auto"><head><meta charset="utf-8"><title>Diagram</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/css/fonts.css"><link rel="stylesheet" href="/static/css/chart-tokens.css">
<link rel="stylesheet" href="/static/css/chart.css"><link rel="stylesheet" href="/page.css">
<script src="/watcher.js"></script></head><body>`+body.String()+`
<script src="/static/vendor/echarts/echarts.min.js"></script><script src="/static/js/chart-option.js"></script><script src="/static/js/charts.js"></script></body></html>`))
	serve("/watcher.js", "text/javascript", []byte(watcher))
	serve("/page.css", "text/css", []byte(`body { margin: 8px; font-family: "Inter Variable"; background: var(--chart-surface) } figure { margin: 0 0 24px }`))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// browser is a tab in a real browser. Without one the test fails.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("the charts are tested in Chromium, which is not installed: %v", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	if err := chromedp.Do(tab); err != nil {
		t.Fatal(err)
	}
	// The limit is for what is done in the tab; it must not be on the first
	// call, which the browser lives as long as.
	tab, cancel := context.WithTimeout(tab, time.Minute)
	t.Cleanup(cancel)
	return tab
}

// scheme makes the system light or dark.
func scheme(name string) chromedp.Action[chromedp.Void] { return medium("screen", name) }

// medium makes the page one for the screen or for print, in a light or dark system.
func medium(name, scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: name, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	})
}

// withoutScripts turns the page's scripts off, from the next page on.
func withoutScripts() chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
}

// until waits for an expression in the page to be true.
func until(expression string) chromedp.Action[chromedp.Void] {
	return chromedp.Poll[chromedp.Void](expression)
}

// do runs steps or fails the test.
func do(t *testing.T, tab context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(tab, steps...); err != nil {
		t.Fatal(err)
	}
}

// ask evaluates an expression in the page or fails the test.
func ask[T any](t *testing.T, tab context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(tab, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// drawn is true when every box has its canvas.
const drawn = `document.querySelectorAll(".chart canvas").length === document.querySelectorAll(".chart").length`

// inks counts the pixels in the first chart that have the first colour of the
// light palette and of the dark.
var inks = fmt.Sprintf(`(function (colours) {
	var c = document.querySelector(".chart canvas"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data, n = {};
	for (var i = 0; i < d.length; i += 4) {
		if (d[i + 3] < 255) continue;
		var hex = "#" + [d[i], d[i + 1], d[i + 2]].map(function (v) { return v.toString(16).padStart(2, "0"); }).join("");
		n[hex] = (n[hex] || 0) + 1;
	}
	return colours.map(function (c) { return n[c] || 0; });
})(["%s", "%s"])`, chart.Light["1"], chart.Dark["1"])

func TestBrowserDrawsUnderTheContentPolicy(t *testing.T) {
	tab := browser(t)
	do(t, tab, chromedp.EmulateViewport(1280, 900), scheme("light"),
		chromedp.Navigate(site(t, singleLine(), manyLines(), comparison(), funnel())), until(drawn))
	if light := ask[[]int](t, tab, inks); light[0] == 0 || light[1] != 0 {
		t.Errorf("pixels in [light, dark] colours: %v in light", light)
	}
	do(t, tab, scheme("dark"), until(inks+"[0] === 0"))
	if dark := ask[[]int](t, tab, inks); dark[1] == 0 {
		t.Errorf("pixels in [light, dark] colours: %v in dark", dark)
	}
	if problems := ask[[]string](t, tab, "problems"); len(problems) > 0 {
		t.Errorf("the page complains: %v", problems)
	}
}

func TestBrowserGivesThePictureAsAFile(t *testing.T) {
	tab := browser(t)
	do(t, tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(site(t, comparison(), funnel())), until(drawn))
	if ask[bool](t, tab, `Array.from(document.querySelectorAll(".chart-png")).some(function (b) { return b.hidden; })`) {
		t.Error("the picture's button is hidden")
	}
	do(t, tab, chromedp.Evaluate[chromedp.Void](`window.saved = [];
HTMLAnchorElement.prototype.click = function () { saved.push(this.download + " " + this.href.slice(0, 26)); };
document.querySelectorAll(".chart-png")[1].click()`))
	if got := ask[[]string](t, tab, "saved"); len(got) != 1 || got[0] != "c1.png data:image/png;base64,iVBO" {
		t.Errorf("saved %q", got)
	}
	if problems := ask[[]string](t, tab, "problems"); len(problems) > 0 {
		t.Errorf("the page complains: %v", problems)
	}
}

func TestBrowserFollowsTheWidth(t *testing.T) {
	tab := browser(t)
	do(t, tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(site(t, singleLine(), comparison(), funnel())), until(drawn),
		chromedp.EmulateViewport(360, 800),
		until(`Array.from(document.querySelectorAll(".chart canvas")).every(function (c) { return c.clientWidth <= 344; })`))
	if ask[bool](t, tab, `document.documentElement.scrollWidth > 360`) {
		t.Error("at 360 px the page is wider than the screen")
	}
	if width := ask[float64](t, tab, `document.querySelector(".chart canvas").clientWidth`); width < 300 {
		t.Errorf("at 360 px the canvas is %v px wide", width)
	}
}

func TestBrowserPrintsLinesOnPaper(t *testing.T) {
	tab := browser(t)
	// A dark phone, so that neither its width nor its colours come on paper.
	do(t, tab, chromedp.EmulateViewport(360, 800), scheme("dark"), chromedp.Navigate(site(t, singleLine(), comparison(), funnel())), until(drawn))
	const shown = `Array.from(document.querySelectorAll(".chart canvas, .chart svg")).filter(function (e) { return e.checkVisibility(); }).map(function (e) { return e.localName; }).join()`
	if got := ask[string](t, tab, shown); got != "canvas,canvas,canvas" {
		t.Errorf("on screen: %s", got)
	}
	do(t, tab, chromedp.Evaluate[chromedp.Void](`window.dispatchEvent(new Event("beforeprint"))`))
	if got := ask[string](t, tab, shown); got != "canvas,canvas,canvas" {
		t.Errorf("on screen while printing: %s", got)
	}
	do(t, tab, medium("print", "dark"), chromedp.EmulateViewport(600, 800))
	if got := ask[string](t, tab, shown); got != "svg,svg,svg" {
		t.Errorf("on paper: %s", got)
	}
	if width := ask[float64](t, tab, `document.querySelector(".chart svg").getBoundingClientRect().width`); width != 584 {
		t.Errorf("the drawing is %v px wide, where there are 584", width)
	}
	if ask[bool](t, tab, `document.documentElement.scrollWidth > 600`) {
		t.Error("the page is wider than the paper")
	}
	if words := ask[string](t, tab, `document.querySelectorAll(".chart svg")[1].textContent`); !strings.Contains(words, "77 av 86") {
		t.Errorf("on paper stands %q", words)
	}
	for colour, want := range map[string]bool{chart.Light["1"]: true, chart.Dark["1"]: false} {
		if got := ask[bool](t, tab, `document.querySelector(".chart svg [stroke='`+colour+`']") !== null`); got != want {
			t.Errorf("%s is on paper: %v", colour, got)
		}
	}
	if !ask[bool](t, tab, `document.querySelector(".chart-table .details-body").checkVisibility()`) {
		t.Error("the table is closed on paper")
	}
	do(t, tab, chromedp.Evaluate[chromedp.Void](`window.dispatchEvent(new Event("afterprint"))`))
	if got := ask[string](t, tab, shown); got != "canvas,canvas,canvas" {
		t.Errorf("afterwards: %s", got)
	}
	if problems := ask[[]string](t, tab, "problems"); len(problems) > 0 {
		t.Errorf("the page complains: %v", problems)
	}
}

func TestBrowserShowsOnePictureWithoutScripts(t *testing.T) {
	tab, address := browser(t), site(t, comparison())
	do(t, tab, withoutScripts(), scheme("dark"))
	for screen, want := range map[int64]struct {
		name  string
		width float64
	}{1280: {"/c0.svg", chart.Wide}, 360: {"/c0-smal.svg", chart.Narrow}} {
		do(t, tab, chromedp.EmulateViewport(screen, 800), chromedp.Navigate(address))
		if got := ask[string](t, tab, `new URL(document.querySelector("figure img").currentSrc).pathname`); got != want.name {
			t.Errorf("at %d px: %s", screen, got)
		}
		if got := ask[float64](t, tab, `document.querySelector("figure img").naturalWidth`); got != want.width {
			t.Errorf("at %d px: the picture is %v px wide, want %v", screen, got, want.width)
		}
		if got := ask[string](t, tab, `getComputedStyle(document.querySelector("figure img")).backgroundColor`); got != "rgb(255, 255, 255)" {
			t.Errorf("in dark the picture lies on %s", got)
		}
		if ask[bool](t, tab, `document.querySelector(".chart").checkVisibility()`) {
			t.Errorf("at %d px: an empty frame is shown", screen)
		}
		if ask[bool](t, tab, fmt.Sprintf(`document.documentElement.scrollWidth > %d`, screen)) {
			t.Errorf("at %d px the page is wider than the screen", screen)
		}
	}
}

func TestBrowserShowsHostileNamesAsText(t *testing.T) {
	tab := browser(t)
	do(t, tab, chromedp.Navigate(site(t, hostileComparison(), hostileTimeLine(), hostileFunnel())), until(drawn))
	for what, expression := range map[string]string{
		"problems": `problems.length`,
		"images":   `document.querySelectorAll("img, image").length`,
		"scripts":  `document.querySelectorAll("script:not([src]):not([type])").length`,
	} {
		if n := ask[int](t, tab, expression); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
}

func TestBrowserShowsTheSVGAsAPicture(t *testing.T) {
	tab := browser(t)
	svg, err := chart.NewRenderer(chart.Config{}).SVG(t.Context(), hostileComparison(), chart.Wide)
	if err != nil {
		t.Fatal(err)
	}
	do(t, tab, chromedp.Navigate("about:blank"))
	source := "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg)
	width := ask[float64](t, tab, `(function () { var i = new Image(); i.src = "`+source+`"; return i.decode().then(function () { return i.naturalWidth; }); })()`)
	if width != chart.Wide {
		t.Errorf("the picture is %v px wide, want %d", width, chart.Wide)
	}
}
