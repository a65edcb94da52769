// The ECharts of the server: only what a still picture is made of, and a chart type
// "samsynStill" that puts all of a chart's series on the coordinate system at once.
// ECharts' own line, scatter, custom, title and legend make a living element with its
// states, transitions and handlers of every point, which is most of their time.
//
// The script build bundles it into still.min.js. The pictures must be those of the whole
// ECharts in the browser; a test holds them against each other.
import { use, init, setPlatformAPI, graphic, List, extendSeriesModel, extendChartView } from "echarts/core.js";
import { GridSimpleComponent } from "echarts/components.js";
import { SVGRenderer } from "echarts/renderers.js";
import { createSymbol } from "echarts/lib/util/symbol.js";
import { createGridClipPath } from "echarts/lib/chart/helper/createClipPathFromCoordSys.js";
import Path from "zrender/lib/graphic/Path.js";
import TSpan from "zrender/lib/graphic/TSpan.js";

use([GridSimpleComponent, SVGRenderer]);

// --- Paths -------------------------------------------------------------------

// px rounds to what can be seen at the size of print.
const px = (v) => Math.round(v * 10) / 10;

// written stands for zrender's record of a path, which costs more than the path.
const written = { beginPath() {}, getVersion() { return 1; }, rebuildPath() {} };

// Written is an element whose "d" is made straight from its shape.
class Written extends Path {
  createPathProxy() {
    const d = this.write(this.shape);
    this.path = written;
    this.__svgPathBuilder = { reset() {}, generateStr() {}, getStr: () => d };
  }

  buildPath() {}
}

// Strokes are polylines of one look.
class Strokes extends Written {
  write({ lines, whole }) {
    let d = "", before = null;
    for (const points of lines) {
      let first = true;
      for (const point of points) {
        const x = px(point[0]), y = px(point[1]), here = before !== null && x === before[0] && y === before[1];
        if (first) {
          first = false;
          // A line that is whole goes on where the one before it ended.
          if (!(whole && here)) d += `M${x} ${y}`;
        } else if (here) continue;
        else if (y === before[1]) d += `H${x}`;
        else if (x === before[0]) d += `V${y}`;
        else d += `L${x} ${y}`;
        before = [x, y];
      }
    }
    return d;
  }
}

// Marks are points with the same symbol and look.
class Marks extends Written {
  write({ symbol, width, height, at }) {
    let d = "";
    for (const [x, y] of at) {
      if (symbol === "circle") {
        const r = px(width / 2);
        d += `M${px(x - r)} ${px(y)}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0Z`;
      } else {
        for (const [command, dx, dy] of outline(symbol)) {
          d += command === "Z" ? "Z" : `${command}${px(x + width * dx)} ${px(y + height * dy)}`;
        }
      }
    }
    return d;
  }
}

// outline is a symbol of ECharts' in a square of 1 around 0, as [command, x, y].
const outlines = new Map();
function outline(symbol) {
  let steps = outlines.get(symbol);
  if (!steps) {
    steps = [];
    const to = (command) => (x, y) => steps.push([command, x, y]);
    const recorder = {
      moveTo: to("M"), lineTo: to("L"), closePath: () => steps.push(["Z"]),
      rect(x, y, w, h) { steps.push(["M", x, y], ["L", x + w, y], ["L", x + w, y + h], ["L", x, y + h], ["Z"]); },
    };
    const path = createSymbol(symbol, -0.5, -0.5, 1, 1);
    if (!path.path) path.createPathProxy();
    path.path.beginPath();
    path.buildPath(path.path, path.shape);
    path.path.rebuildPath(recorder, 1);
    outlines.set(symbol, steps);
  }
  return steps;
}

// --- Elements ----------------------------------------------------------------

// Drawing adds to a group. Strokes and marks that look like the last ones become part
// of them, and texts come last, those that look alike after each other, so that the
// picture is small.
class Drawing {
  constructor(group) {
    this.group = group;
    this.last = null;
    this.texts = new Map(); // by look
  }

  add(element) {
    this.last = null;
    this.group.add(element);
    return element;
  }

  strokes(lines, style, clip) {
    const last = this.last;
    if (last instanceof Strokes && alike(last.look, style)) {
      last.shape.lines.push(...lines);
      return;
    }
    this.last = this.add(new Strokes({ shape: { lines: lines.slice(), whole: !style.lineDash }, style: Object.assign({ fill: "none" }, style), silent: true }));
    this.last.look = style;
    if (clip) this.last.setClipPath(clip);
  }

  marks(symbol, width, height, at, look) {
    const last = this.last;
    if (last instanceof Marks && last.shape.symbol === symbol && last.shape.width === width && alike(last.look, look)) {
      last.shape.at.push(at);
      return;
    }
    this.last = this.add(new Marks({
      shape: { symbol, width, height, at: [at] }, silent: true,
      style: { fill: look.color, stroke: look.borderColor, lineWidth: look.borderWidth || 0 },
    }));
    this.last.look = look;
  }

  text(style) {
    if (style.text === "") return;
    if (style.backgroundColor) { // covers what is behind it
      this.add(new graphic.Text({ style, silent: true }));
      return;
    }
    const look = [style.align, style.fill, style.fontSize, style.fontWeight].join();
    if (!this.texts.has(look)) this.texts.set(look, []);
    this.texts.get(look).push(new TSpan({ silent: true, style: {
      text: style.text, x: style.x, y: style.y, fill: style.fill, textAlign: style.align || "left", textBaseline: "middle",
      fontSize: style.fontSize, fontFamily: style.fontFamily, fontWeight: style.fontWeight,
    } }));
  }

  end() {
    for (const texts of this.texts.values()) texts.forEach((text) => this.group.add(text));
  }

  // element draws what one of the drawings in chart-option.js has made.
  element(e) {
    switch (e.type) {
      case "group":
        e.children.forEach((child) => this.element(child));
        break;
      case "text":
        this.text(e.style);
        break;
      case "polyline":
        this.strokes([e.shape.points], e.style);
        break;
      case "line":
        this.strokes([[[e.shape.x1, e.shape.y1], [e.shape.x2, e.shape.y2]]], e.style);
        break;
      default:
        this.add(new (graphic.getShapeClass(e.type))({ shape: e.shape, style: e.style, silent: true }));
    }
  }
}

function alike(a, b) {
  if (a === b) return true;
  for (const key in a) if (String(a[key]) !== String(b[key])) return false;
  for (const key in b) if (!(key in a)) return false;
  return true;
}

// --- Series ------------------------------------------------------------------

// placing is what the drawings ask of the coordinate system.
function placing(cartesian) {
  const x = along(cartesian.getAxis("x")), y = along(cartesian.getAxis("y"));
  return {
    coord: ([a, b]) => [x.at(a), y.at(b)],
    size: ([a, b]) => [a * x.unit, b * y.unit],
  };
}

// along is where values lie on an axis, in px; all but logarithms lie evenly.
function along(axis) {
  const at = (v) => axis.toGlobalCoord(axis.dataToCoord(v));
  if (axis.type === "log") return { at, unit: 0 };
  const zero = at(0), step = at(1) - zero;
  return { at: (v) => zero + step * v, unit: Math.abs(step) };
}

// at are the points of a series, null where there is no value.
function at(series, place) {
  return series.data.map(({ value }, i) => (value === null ? null : place.coord(typeof value === "number" ? [i, value] : value)));
}

function drawLine(drawing, series, points, clip) {
  const lines = [];
  let line = null;
  for (const p of points) {
    if (p === null) {
      if (!series.connectNulls) line = null;
      continue;
    }
    if (!line) lines.push((line = []));
    line.push(p);
  }
  const drawn = lines.filter((l) => l.length > 1);
  const { color, width } = series.lineStyle;
  if (drawn.length > 0) drawing.strokes(drawn, { stroke: color, lineWidth: width, lineDash: dash(series.lineStyle), lineJoin: "bevel" }, clip);
}

// dash is the pattern that ECharts draws a line's type with.
function dash({ type, width }) {
  return type === "dashed" ? [4 * width, 2 * width] : type === "dotted" ? [width] : undefined;
}

function drawMarks(drawing, series, points) {
  points.forEach((p, i) => {
    if (p === null) return;
    const { symbol = series.symbol, symbolSize = series.symbolSize, itemStyle } = series.data[i];
    drawing.marks(symbol, symbolSize, symbolSize, p, itemStyle);
  });
}

// --- Legend ------------------------------------------------------------------

const ICON = { width: 24, height: 10, gap: 5 };

// drawLegend lays the entries out as ECharts' legend does, which goes by each item's
// outermost px: also those of a line or mark that is not seen.
function drawLegend(drawing, { entries, top, width, gap, style, textWidth }) {
  const middle = ICON.height / 2, line = textWidth("国", style.fontSize);
  const items = entries.map((entry) => {
    const boxes = [[ICON.width + ICON.gap, middle - line / 2, textWidth(entry.text, style.fontSize), line]];
    const border = entry.mark.borderWidth > 0 ? 2 : 0;
    if (entry.icon) {
      boxes.push([2 - border / 2, -border / 2, 20 + border, 10 + border]);
    } else {
      boxes.push([-1, middle - 1, ICON.width + 2, 2], [8 - border / 2, 1 - border / 2, 8 + border, 8 + border]);
    }
    const left = Math.min(...boxes.map((b) => b[0])), above = Math.min(...boxes.map((b) => b[1]));
    const right = Math.max(...boxes.map((b) => b[0] + b[2])), below = Math.max(...boxes.map((b) => b[1] + b[3]));
    return { entry, border, left, above, width: right - left, height: below - above };
  });
  let x = 0, y = 0, tallest = 0, first = Infinity, highest = Infinity;
  items.forEach((item, i) => {
    const next = items[i + 1], move = item.width + (next ? item.left - next.left : 0);
    if (x + move > width) {
      x = 0;
      y += tallest + gap;
      tallest = item.height;
    } else {
      tallest = Math.max(tallest, item.height);
    }
    Object.assign(item, { x, y });
    first = Math.min(first, x + item.left);
    highest = Math.min(highest, y + item.above);
    x += move + gap;
  });
  for (const item of items) {
    item.x -= first;
    item.y += top - highest;
  }
  items.forEach(({ entry, x: dx, y: dy }) => {
    if (!entry.icon && entry.line.opacity !== 0) {
      drawing.strokes([[[dx, dy + middle], [dx + ICON.width, dy + middle]]],
        { stroke: entry.line.color, lineWidth: 2, lineDash: dash({ type: entry.line.type, width: 2 }) });
    }
  });
  items.forEach(({ entry, border, x: dx, y: dy }) => {
    if (entry.mark.opacity !== 0) {
      const look = Object.assign({}, entry.mark, { borderWidth: border }), center = [dx + ICON.width / 2, dy + middle];
      if (entry.icon) drawing.marks(entry.icon, 20, 10, center, look);
      else drawing.marks(entry.symbol, 8, 8, center, look);
    }
    drawing.text(Object.assign({ text: entry.text, x: dx + ICON.width + ICON.gap, y: dy + middle }, style));
  });
}

// --- The chart type ----------------------------------------------------------

extendSeriesModel({
  type: "series.samsynStill",
  defaultOption: { coordinateSystem: "cartesian2d" },
  getInitialData() { // its series keep their data themselves
    const none = new List(["value"], this);
    none.initData([]);
    return none;
  },
});

extendChartView({
  type: "samsynStill",
  render(model) {
    const { series, title, legend, scene } = model.option;
    const cartesian = model.coordinateSystem, place = placing(cartesian);
    const box = cartesian.master.getRect();
    const drawing = new Drawing(this.group);
    if (title) title.lines.forEach((text, i) => drawing.text(Object.assign({ text, x: 0, y: (i + 0.5) * title.lineHeight }, title.style)));
    if (legend) drawLegend(drawing, legend);
    let clip = null;
    // Of those in one layer ECharts puts the marks above the lines.
    for (let i = 0, end = 0; i < series.length; i = end) {
      while (end < series.length && series[end].z === series[i].z) end++;
      const layer = series.slice(i, end), points = layer.map((s) => (s.draw ? null : at(s, place)));
      layer.forEach((s, n) => {
        if (s.draw) s.data.forEach((item) => drawing.element(s.draw(item, place, box, scene)));
        if (s.type !== "line") return;
        // Only a line without marks may leave the plot: the limits of a funnel.
        if (s.symbol === "none" && !clip) clip = createGridClipPath(cartesian, false, { get: () => s.lineStyle.width });
        drawLine(drawing, s, points[n], s.symbol === "none" ? clip : null);
      });
      layer.forEach((s, n) => {
        if (!s.draw && s.symbol !== "none") drawMarks(drawing, s, points[n]);
      });
    }
    drawing.end();
  },
});

// samsynPaint draws an option with one series of the type above to SVG.
globalThis.samsynPaint = function (option, width, height) {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.getZr().painter.renderToString({ cssAnimation: false, cssEmphasis: false, useViewBox: true });
  } finally {
    chart.dispose();
  }
};
globalThis.samsynMeasure = (measureText) => setPlatformAPI({ measureText });
