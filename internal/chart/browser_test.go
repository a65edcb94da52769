package chart_test

import (
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
	r := chart.NewRenderer(chart.Config{})
	var body strings.Builder
	for i, c := range charts {
		option, err := c.Option()
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := r.Inline(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&body, `<div><div class="chart" data-chart="c%[1]d"></div><script type="application/json" id="c%[1]d">%[2]s</script><div class="chart-drawn">%[3]s</div></div>`, i, option, drawn)
	}
	page := `<!doctype html><html lang="sv" data-color-scheme="auto"><head><meta charset="utf-8"><title>Diagram</title>
<link rel="stylesheet" href="/static/css/fonts.css"><link rel="stylesheet" href="/static/css/chart-tokens.css"><link rel="stylesheet" href="/page.css">
<script src="/watcher.js"></script></head><body>` + body.String() + `
<script src="/static/vendor/echarts/echarts.min.js"></script><script src="/static/js/chart-option.js"></script><script src="/static/js/charts.js"></script></body></html>`

	mux := http.NewServeMux()
	mux.Handle("/static/", http.FileServerFS(web.Static))
	serve := func(path, kind, content string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Content-Security-Policy", policy)
			_, _ = w.Write([]byte(content))
		})
	}
	serve("/{$}", "text/html", page)
	serve("/watcher.js", "text/javascript", watcher)
	serve("/page.css", "text/css", `body { margin: 8px; font-family: "Inter Variable"; background: var(--chart-surface) } body > div { margin-bottom: 24px }`)
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
func scheme(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
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
		chromedp.Navigate(site(t, singleLine(), manyLines(), comparison())), until(drawn))
	if light := ask[[]int](t, tab, inks); light[0] == 0 || light[1] != 0 {
		t.Errorf("pixels in [light, dark] colours: %v in light", light)
	}
	do(t, tab, scheme("dark"), until(inks+"[0] === 0"))
	if dark := ask[[]int](t, tab, inks); dark[1] == 0 {
		t.Errorf("pixels in [light, dark] colours: %v in dark", dark)
	}
	// What is printed is light, and so is the canvas then.
	do(t, tab, chromedp.Evaluate[chromedp.Void](`window.dispatchEvent(new Event("beforeprint"))`), until(inks+"[0] > 0"))
	label, want := ask[string](t, tab, `document.querySelector(".chart").getAttribute("aria-label")`), singleLine().Alt
	if !strings.Contains(label, want.Title) || !strings.Contains(label, want.Description) {
		t.Errorf("aria-label %q", label)
	}
	if problems := ask[[]string](t, tab, "problems"); len(problems) > 0 {
		t.Errorf("the page complains: %v", problems)
	}
}

func TestBrowserFollowsTheWidth(t *testing.T) {
	tab := browser(t)
	do(t, tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(site(t, singleLine(), comparison())), until(drawn),
		chromedp.EmulateViewport(360, 800),
		until(`Array.from(document.querySelectorAll(".chart canvas")).every(function (c) { return c.clientWidth <= 344; })`))
	if ask[bool](t, tab, `document.documentElement.scrollWidth > 360`) {
		t.Error("at 360 px the page is wider than the screen")
	}
	if width := ask[float64](t, tab, `document.querySelector(".chart canvas").clientWidth`); width < 300 {
		t.Errorf("at 360 px the canvas is %v px wide", width)
	}
}

func TestBrowserShowsOneDrawingWithoutScripts(t *testing.T) {
	tab := browser(t)
	do(t, tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(site(t, comparison())), until(drawn))
	const shown = `Array.from(document.querySelectorAll("svg")).filter(function (s) { return s.checkVisibility(); }).map(function (s) { return s.getAttribute("class"); })`
	if got := ask[[]string](t, tab, shown); len(got) != 0 {
		t.Errorf("with a canvas: %v is shown as well", got)
	}
	do(t, tab, chromedp.Evaluate[chromedp.Void](`document.querySelector(".chart").remove()`))
	if got := ask[[]string](t, tab, shown); len(got) != 1 || got[0] != "chart__wide" {
		t.Errorf("at 1280 px: %v is shown", got)
	}
	do(t, tab, chromedp.EmulateViewport(360, 800))
	if got := ask[[]string](t, tab, shown); len(got) != 1 || got[0] != "chart__narrow" {
		t.Errorf("at 360 px: %v is shown", got)
	}
	do(t, tab, scheme("dark"))
	const ink = `getComputedStyle(document.querySelector("svg.chart__narrow [stroke*='--chart-1']")).stroke`
	if got := ask[string](t, tab, ink); got != "rgb(87, 146, 255)" { // chart.Dark["1"]
		t.Errorf("in dark the own unit's interval is %s", got)
	}
	if problems := ask[[]string](t, tab, "problems"); len(problems) > 0 {
		t.Errorf("the page complains: %v", problems)
	}
}

func TestBrowserShowsHostileNamesAsText(t *testing.T) {
	tab := browser(t)
	do(t, tab, chromedp.Navigate(site(t, hostileComparison(), hostileTimeLine())), until(drawn))
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
	svg, err := chart.NewRenderer(chart.Config{}).SVG(t.Context(), hostileComparison())
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
