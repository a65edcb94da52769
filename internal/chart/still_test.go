package chart_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"samsyn/internal/chart"
	"samsyn/web"
)

// whole draws an option in the browser with the whole of ECharts, measuring texts as the
// server does, and compares the picture with the server's, at twice the size. It gives
// how many dots there are, and in how many of them a colour differs more than the
// rounding of an edge makes it.
const whole = `(async function (description, width, drawn) {
	echarts.setPlatformAPI({ measureText: function (text, font) {
		var size = /([\d.]+)px/.exec(font || "");
		return { width: samsynChart.textWidth(text, size ? Number(size[1]) : 12) };
	} });
	var made = samsynChart.option(description, { width: width, scheme: "light" });
	var one = echarts.init(null, null, { renderer: "svg", ssr: true, width: width, height: made.height });
	one.setOption(made.option);
	var all = [];
	for (var svg of [one.renderToSVGString({ useViewBox: true }), drawn]) {
		var image = new Image();
		image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
		await image.decode();
		var canvas = document.createElement("canvas");
		canvas.width = 2 * width;
		canvas.height = 2 * made.height;
		var paper = canvas.getContext("2d");
		paper.fillStyle = "#fff";
		paper.fillRect(0, 0, canvas.width, canvas.height);
		paper.drawImage(image, 0, 0, canvas.width, canvas.height);
		all.push(paper.getImageData(0, 0, canvas.width, canvas.height).data);
	}
	one.dispose();
	var differ = 0;
	for (var i = 0; i < all[0].length; i += 4) {
		if ([0, 1, 2].some(function (c) { return Math.abs(all[0][i + c] - all[1][i + c]) > 128; })) differ++;
	}
	return [all[0].length / 4, differ];
})`

// The server draws with parts of ECharts and a chart type of its own; what comes out must
// look as what the whole of ECharts makes of the same option.
func TestTheServersPictureLooksAsEChartsOwn(t *testing.T) {
	tab := browser(t)
	do(t, tab, chromedp.Navigate("about:blank"))
	for _, path := range []string{"static/vendor/echarts/echarts.min.js", "static/js/chart-option.js"} {
		source, err := web.Static.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		do(t, tab, chromedp.Evaluate[chromedp.Void](string(source)+";undefined"))
	}
	log := comparison()
	log.Axis, log.Levels = chart.Axis{Log: true}, nil
	all := append(yearly()[:5], singleLine(), manyLines(), comparison(), funnel(), judgedLine(), log,
		hostileComparison(), hostileFunnel(), hostileTimeLine())
	for i, c := range all {
		for _, width := range []int{chart.Wide, chart.Narrow} {
			svg, err := shared().SVG(t.Context(), c, width)
			if err != nil {
				t.Fatal(err)
			}
			option, err := c.Option()
			if err != nil {
				t.Fatal(err)
			}
			drawn, err := json.Marshal(string(svg))
			if err != nil {
				t.Fatal(err)
			}
			dots := ask[[]int](t, tab, fmt.Sprintf("%s(%s, %d, %s)", whole, option, width, drawn))
			// A name in bold that is missing is a thousand dots, a marker some two hundred.
			if dots[0] < 4*width*200 || dots[1] > 60 {
				t.Errorf("chart %d, %T, %d px: of %d dots %d differ", i, c, width, dots[0], dots[1])
			}
		}
	}
}

// The parts must be of the same ECharts as the browser has.
func TestTheServersEChartsIsTheBrowsers(t *testing.T) {
	version, err := web.Static.ReadFile("static/vendor/echarts/VERSION")
	if err != nil {
		t.Fatal(err)
	}
	parts, err := os.ReadFile("still/still.min.js")
	if err != nil {
		t.Fatal(err)
	}
	name, _, _ := strings.Cut(string(version), "\n")
	if want := "/*! ECharts " + strings.TrimPrefix(name, "echarts ") + " "; !strings.HasPrefix(string(parts), want) {
		t.Errorf("the server's does not begin with %q: build it anew, see internal/chart/still/build", want)
	}
}
