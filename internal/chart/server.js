// Draws a chart to SVG in the server's JavaScript engine. Needs ECharts and
// chart-option.js before it.
(function () {
  "use strict";

  // One drawing is made and thrown away, so nothing is left to do later.
  globalThis.setTimeout = function () { return 0; };
  globalThis.clearTimeout = function () {};

  // There is no canvas to measure with here.
  echarts.setPlatformAPI({
    measureText: function (text, font) {
      var size = /([\d.]+)px/.exec(font || "");
      return { width: samsynChart.textWidth(text, size ? Number(size[1]) : 12) };
    },
  });

  globalThis.samsynDraw = function (json, width) {
    var made = samsynChart.option(JSON.parse(json), { width: width, scheme: "light" });
    var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width, height: made.height });
    try {
      chart.setOption(made.option);
      return chart.renderToSVGString({ useViewBox: true });
    } finally {
      chart.dispose();
    }
  };
})();
