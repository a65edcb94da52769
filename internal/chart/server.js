// Draws a chart to SVG in the server's JavaScript engine. Needs still/still.min.js and
// chart-option.js before it.
(function () {
  "use strict";

  // One drawing is made and thrown away, so nothing is left to do later.
  globalThis.setTimeout = function () { return 0; };
  globalThis.clearTimeout = function () {};

  // There is no canvas to measure with here.
  var sizes = {}; // by font
  samsynMeasure(function (text, font) {
    if (!sizes[font]) {
      var size = /([\d.]+)px/.exec(font || "");
      sizes[font] = size ? Number(size[1]) : 12;
    }
    return { width: samsynChart.textWidth(text, sizes[font]) };
  });

  // still makes of what is laid out the option of the same picture without what moves:
  // the axes are ECharts', and a series of the type samsynStill has all else.
  function still(laid) {
    var o = laid.option, series = inOrder(o.series);
    function part(z, from) { return { type: "samsynStill", z: z, silent: true, scene: laid.scene, series: asIs(from) }; }
    // What lies behind the axes' words needs a series of its own.
    var behind = series.filter(function (s) { return s.z === 0; });
    var front = part(1, series.filter(function (s) { return s.z > 0; }));
    if (o.title && o.title.text) {
      front.title = asIs({ lines: o.title.text.split("\n"), lineHeight: o.title.textStyle.lineHeight, style: look(o.title.textStyle) });
    }
    if (laid.about.legend.length > 0) {
      front.legend = asIs({
        top: o.legend.top, width: laid.scene.width, gap: o.legend.itemGap, style: look(o.legend.textStyle),
        textWidth: samsynChart.textWidth, entries: entries(o),
      });
    }
    var labels = o.xAxis[0].axisLabel;
    if (laid.about.kind === "timeline") { // an empty label is as much work as one with words
      labels.interval = function (i, value) { return labels.formatter(value, i) !== ""; };
    }
    return {
      animation: false, textStyle: o.textStyle, grid: o.grid, xAxis: o.xAxis, yAxis: o.yAxis,
      series: behind.length > 0 ? [part(0, behind), front] : [front],
    };
  }

  // inOrder are the series that are seen, from the back to the front.
  function inOrder(all) {
    all.forEach(function (s, i) {
      if (s.samsynDraw) s.draw = samsynChart.drawings[s.samsynDraw];
      s.order = i;
    });
    return all.filter(function (s) { return s.data.length > 0; }).sort(function (a, b) { return a.z - b.z || a.order - b.order; });
  }

  // entries are those of the legend, as ECharts finds them: each name once, and with the
  // look of the first series that has it.
  function entries(o) {
    var looks = {}, found = [];
    o.series.forEach(function (s) {
      if (s.name && !looks[s.name]) looks[s.name] = s;
    });
    o.legend.data.forEach(function (entry) {
      var s = looks[entry.name];
      if (!s) return;
      delete looks[entry.name];
      found.push(Object.assign({ text: o.legend.formatter(entry.name), icon: entry.icon, line: s.lineStyle }, mark(s)));
    });
    return found;
  }

  // mark is the symbol of a series; an empty one is a line around paper.
  function mark(s) {
    if (!/^empty/.test(s.symbol)) return { symbol: s.symbol, mark: s.itemStyle };
    return { symbol: s.symbol.slice(5).toLowerCase(), mark: { color: "#fff", borderColor: s.itemStyle.color, borderWidth: 2 } };
  }

  // asIs keeps ECharts from copying something.
  function asIs(value) {
    value.__ec_primitive__ = true;
    return value;
  }

  function look(style) {
    return { fill: style.color, fontSize: style.fontSize, fontFamily: style.fontFamily, fontWeight: style.fontWeight };
  }

  globalThis.samsynDraw = function (json, width) {
    var laid = samsynChart.layOut(JSON.parse(json), { width: width, scheme: "light" });
    return samsynPaint(still(laid), width, laid.height);
  };
})();
