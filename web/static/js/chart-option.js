// Turns a chart as the server describes it into the option that ECharts draws.
// The same file runs in the browser and in the server's own JavaScript engine,
// so that a chart looks alike in both. It is pure: no page, no ECharts, and
// nothing in the description is ever evaluated.
//
// A description is an ECharts option in plain JSON plus:
//   samsyn            what depends on the width: see layout()
//   "@name" colours   names of the palette, see samsyn.palettes
//   samsynFormat      {decimals, mark, suffix} where ECharts takes a formatter
//   samsynDraw        the name of one of the drawings below, in a custom series
(function (root) {
  "use strict";

  var FONT = "'Inter Variable', Inter, sans-serif";
  var NARROW = 560; // px; below it, rows and legends are laid out for a phone
  var LINE = 18;
  var NOTE = 22; // px; the height of a row of notes
  var NO_BREAK_SPACE = "\u00a0";

  // --- Text -----------------------------------------------------------------

  // em is how wide a character is, in font sizes; accents do not count.
  function em(c) {
    var plain = c.normalize("NFD").charAt(0);
    if ("ijl.,:;|!'’".indexOf(plain) >= 0) return 0.28;
    if ("frtI()[] \u00a0\u202f-–/".indexOf(plain) >= 0) return 0.38;
    if ("mwMW%@—".indexOf(plain) >= 0) return 0.9;
    return plain >= "\u0300" && plain <= "\u036f" ? 0 : plain >= "A" && plain <= "Z" ? 0.7 : 0.6;
  }

  var ems = {}; // of the characters met so far

  // textWidth estimates the width of a text in px, a little too wide rather
  // than too narrow. The server has no other way; the layout uses it in both
  // places so that they agree.
  function textWidth(text, size) {
    for (var all = String(text), sum = 0, i = 0; i < all.length; i++) {
      var c = all.charAt(i);
      sum += ems[c] === undefined ? (ems[c] = em(c)) : ems[c];
    }
    return sum * size;
  }

  function widest(texts, size) {
    return texts.reduce(function (w, t) { return Math.max(w, textWidth(t || "", size)); }, 0);
  }

  // wrap breaks a text at its spaces into lines that fit.
  function wrap(text, size, width) {
    return String(text).split(" ").reduce(function (lines, word) {
      var longer = lines.length === 0 ? word : lines[lines.length - 1] + " " + word;
      if (lines.length > 0 && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
      return lines;
    }, []);
  }

  function shorten(text, size, width) {
    if (textWidth(text, size) <= width) return text;
    while (text.length > 1 && textWidth(text + "…", size) > width) text = text.slice(0, -1);
    return text + "…";
  }

  // formatNumber writes 1234.5 as "1 234,5 %" by a samsynFormat; decimals below 0 are
  // as many as the number has.
  function formatNumber(value, format) {
    var parts = (format.decimals < 0 ? String(Math.abs(value)) : Math.abs(value).toFixed(format.decimals)).split(".");
    var text = parts[0].replace(/\B(?=(\d{3})+$)/g, NO_BREAK_SPACE);
    if (parts[1]) text += format.mark + parts[1];
    if (value < 0 && Number(parts.join(".")) !== 0) text = "\u2212" + text;
    return text + format.suffix;
  }

  // plain keeps ECharts from reading "{name|text}" in a text as its own mark-up.
  function plain(text) {
    return String(text === undefined || text === null ? "" : text).replace(/\{(\w+)\|/g, "{$1\u200b|");
  }

  // --- Drawings for custom series -------------------------------------------

  function line(x1, y1, x2, y2, style) {
    return { type: "line", shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: style, silent: true };
  }

  function label(item, x, y, text, style) {
    return { type: "text", silent: true, style: Object.assign({ text: text, x: x, y: y, fontSize: 12, fontFamily: FONT, fill: item.ink, verticalAlign: "middle" }, style) };
  }

  // An I across the value axis: the interval, with its two ends.
  function whisker(points, item) {
    var style = { stroke: item.ink, fill: "none", lineWidth: item.bold ? 2 : 1.5 };
    return { type: "polyline", silent: true, shape: { points: points }, style: style };
  }

  var drawings = {
    // value: [period, lower, upper]
    standingWhisker: function (item, api) {
      var low = api.coord([item.value[0], item.value[1]]);
      var high = api.coord([item.value[0], item.value[2]]);
      var x = low[0], end = 4;
      return whisker([[x - end, high[1]], [x + end, high[1]], [x, high[1]], [x, low[1]], [x - end, low[1]], [x + end, low[1]]], item);
    },
    // value: [lower, row, upper]
    lyingWhisker: function (item, api) {
      var low = api.coord([item.value[0], item.value[1]]);
      var high = api.coord([item.value[2], item.value[1]]);
      var y = low[1], end = 5;
      return whisker([[low[0], y - end], [low[0], y + end], [low[0], y], [high[0], y], [high[0], y - end], [high[0], y + end]], item);
    },
    // value: [period, target], next: the next period's target if it has one. A
    // level as wide as its period, and the step to the next.
    step: function (item, api) {
      var at = api.coord(item.value), half = api.size([1, 0])[0] / 2;
      var points = [[at[0] - half, at[1]], [at[0] + half, at[1]]];
      if (typeof item.next === "number" && item.next !== item.value[1]) {
        points.push([at[0] + half, api.coord([item.value[0], item.next])[1]]);
      }
      var style = { stroke: item.ink, fill: "none", lineWidth: 2, lineDash: item.dash };
      return { type: "polyline", silent: true, shape: { points: points }, style: style };
    },
    // value: [period, any, the break before it or -1], next: the break after it. A
    // break before this period, named above the plot where there is room.
    definitionBreak: function (item, api, box, env) {
      var x = api.coord(item.value)[0] - api.size([1, 0])[0] / 2;
      var left = x > box.x + box.width / 2;
      var room = (left ? x - box.x : box.x + box.width - x) - 8, width = api.size([1, 0])[0];
      if (left && item.value[2] >= 0) room = Math.min(room, (item.value[0] - item.value[2]) * width / 2 - 8);
      if (!left && typeof item.next === "number") room = Math.min(room, (item.next - item.value[0]) * width / 2 - 8);
      return {
        type: "group", children: [
          line(x, box.y - env.above - LINE + 2, x, box.y + box.height, { stroke: item.ink, lineWidth: 1, lineDash: [3, 3] }),
          label(item, left ? x - 6 : x + 6, box.y - env.above - LINE / 2, shorten(item.text, 12, room), { align: left ? "right" : "left" }),
        ],
      };
    },
    // value: [period, value]: what there is to see at a point, a shape for each.
    ring: function (item, api) {
      var at = api.coord(item.value);
      return { type: "circle", silent: true, shape: { cx: at[0], cy: at[1], r: 9 }, style: { stroke: item.ink, fill: "none", lineWidth: 1.5 } };
    },
    box: function (item, api) {
      var at = api.coord(item.value);
      return { type: "rect", silent: true, shape: { x: at[0] - 9, y: at[1] - 9, width: 18, height: 18 }, style: { stroke: item.ink, fill: "none", lineWidth: 2 } };
    },
    cross: function (item, api) {
      var at = api.coord(item.value), x = at[0], y = at[1], style = { stroke: item.ink, lineWidth: 2 };
      return { type: "group", children: [line(x - 8, y - 8, x + 8, y + 8, style), line(x - 8, y + 8, x + 8, y - 8, style)] };
    },
    // value: [period, any, part of it, row]: a number above the plot, with a line
    // down through it. Bold is a square, the others are circles.
    noteMark: function (item, api, box, env) {
      var width = api.size([1, 0])[0];
      var x = api.coord(item.value)[0] + (item.value[2] - 0.5) * width;
      var y = box.y - (env.noteRows - item.value[3]) * NOTE + NOTE / 2;
      var style = { stroke: item.ink, fill: item.paper, lineWidth: 1.5 };
      return {
        type: "group", children: [
          line(x, y, x, box.y + box.height, { stroke: item.ink, lineWidth: 1, lineDash: [1, 3] }),
          item.bold
            ? { type: "rect", silent: true, shape: { x: x - 9, y: y - 9, width: 18, height: 18 }, style: style }
            : { type: "circle", silent: true, shape: { cx: x, cy: y, r: 9 }, style: style },
          label(item, x, y, item.text, { align: "center", fontSize: 11, fontWeight: 600 }),
        ],
      };
    },
    // value: [value, row]: a level that all rows are compared with.
    level: function (item, api, box) {
      var x = api.coord(item.value)[0];
      return line(x, box.y, x, box.y + box.height, { stroke: item.ink, lineWidth: 2, lineDash: item.dash });
    },
    // value: [any, row]: the row's background from edge to edge.
    rowBand: function (item, api, box, env) {
      var y = api.coord(item.value)[1], height = Math.abs(api.size([0, 1])[1]);
      return { type: "rect", silent: true, shape: { x: 0, y: y - height / 2, width: env.width, height: height, r: 4 }, style: { fill: item.ink } };
    },
    // value: [any, row]: the word that stands where there is no value.
    rowWord: function (item, api, box) {
      var y = api.coord(item.value)[1];
      return label(item, box.x + 8, y, shorten(item.text, 12, box.width - 8), { backgroundColor: item.paper, padding: [2, 4] });
    },
    // value: [any, row]: the value in figures, and what it is made of.
    rowFigures: function (item, api, box, env) {
      var y = api.coord(item.value)[1], columns = env.columns;
      var children = [];
      var stacked = env.narrow && item.detail;
      var right = env.narrow ? env.width - 4 : box.x + box.width + columns.gap + columns.value;
      children.push(label(item, right, stacked ? y - 8 : y, item.text, { align: "right", fontSize: 13, fontWeight: item.bold ? 600 : 500 }));
      if (item.detail) {
        children.push(label(item, env.width - 4, stacked ? y + 8 : y, item.detail, { align: "right", fill: item.faint }));
      }
      return { type: "group", children: children };
    },
    // names: [{at: [size, value], text, bold}]. Each name stands beside its marker
    // where it covers least of the markers and of the names before it.
    pointNames: function (item, api, box) {
      var taken = item.names.map(function (n) {
        var at = api.coord(n.at);
        return { x: at[0] - 8, y: at[1] - 8, width: 16, height: 16 };
      });
      var children = [];
      item.names.forEach(function (n) {
        if (!n.text) return;
        var at = api.coord(n.at), width = textWidth(n.text, 12) * (n.bold ? 1.08 : 1) + 2, best = null;
        [[10, -8], [-10 - width, -8], [-width / 2, -25], [-width / 2, 9], [8, -24], [8, 8], [-8 - width, -24], [-8 - width, 8],
          [-width / 2, -41], [-width / 2, 25], [12, 24], [12, -40]].forEach(function (offset, order) {
          var place = { x: at[0] + offset[0], y: at[1] + offset[1], width: width, height: 16 };
          var cost = order + taken.reduce(function (sum, t) { return sum + 10 * overlap(place, t); }, 0);
          if (place.x < box.x || place.x + width > box.x + box.width || place.y < box.y || place.y + 16 > box.y + box.height) cost += 1000;
          if (best === null || cost < best.cost) best = { place: place, cost: cost };
        });
        taken.push(best.place);
        children.push(label(n, best.place.x, best.place.y + 8, n.text, { align: "left", fontWeight: n.bold ? 600 : 400, backgroundColor: n.paper }));
      });
      return { type: "group", children: children };
    },
  };

  // overlap is the area that two boxes share, in px².
  function overlap(a, b) {
    var x = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    var y = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    return x > 0 && y > 0 ? x * y : 0;
  }

  // --- Layout ---------------------------------------------------------------

  // header places the title and the legend above the plot; it returns where the
  // plot may begin.
  function header(option, s, width) {
    var top = 0;
    if (s.axisTitle) {
      var lines = wrap(s.axisTitle, 13, width - 4);
      option.title = {
        text: lines.join("\n"), left: 0, top: 0, padding: 0,
        textStyle: { fontFamily: FONT, fontSize: 13, fontWeight: 500, lineHeight: LINE, color: "@subtle" },
      };
      top += lines.length * LINE + 6;
    }
    if (s.legend.length > 0) {
      var item = 30, gap = 16, used = 0, rows = 1, room = width - item;
      s.legend.forEach(function (name) {
        var w = item + Math.min(textWidth(name, 12), room);
        if (used > 0 && used + w > width) { rows++; used = 0; }
        used += w + gap;
      });
      Object.assign(option.legend, {
        left: 0, top: top, width: width, padding: 0, itemGap: gap, itemWidth: 24, itemHeight: 10,
        formatter: function (name) { return shorten(name, 12, room); },
      });
      top += rows * 24 + 4;
    }
    return top;
  }

  // periodLabels chooses as many labels as there is room for: every period with
  // the year below the first of it, or the years alone, or some of those.
  function periodLabels(periods, room) {
    var grouped = periods.some(function (p) { return p.group !== ""; });
    function starts(i) { return i === 0 || periods[i].group !== periods[i - 1].group; }
    var shorts = widest(periods.map(function (p) { return p.short; }), 12) + 8;
    if (room >= shorts) {
      return periods.map(function (p, i) { return p.short + (grouped ? "\n" + (starts(i) ? p.group : "") : ""); });
    }
    var marks = periods.map(function (p, i) { return grouped ? (starts(i) ? p.group : "") : p.short; });
    var need = widest(marks, 12) + 10, last = -Infinity;
    return marks.map(function (mark, i) {
      if (mark === "" || (i - last) * room < need) return "";
      last = i;
      return mark;
    });
  }

  // tickWidth is the room that the numbers of a standing value axis take.
  function tickWidth(axis) {
    var ticks = [];
    for (var v = axis.min; v <= axis.max + axis.interval / 2; v += axis.interval) ticks.push(formatNumber(v, axis.axisLabel.samsynFormat));
    return Math.ceil(widest(ticks, 12)) + 10;
  }

  var layouts = {
    timeline: function (option, s, env) {
      env.noteRows = s.noteRows || 0;
      env.above = env.noteRows * NOTE;
      var top = header(option, s, env.width) + (s.broken ? LINE + 4 : 8) + env.above;
      var y = option.yAxis[0], x = option.xAxis[0];
      var left = tickWidth(y), right = 8;
      var labels = periodLabels(s.periods, (env.width - left - right) / s.periods.length);
      var bottom = labels.some(function (l) { return l.indexOf("\n") >= 0; }) ? 44 : 28;
      function yearStarts(i) { return i > 0 && i < s.periods.length && s.periods[i].group !== s.periods[i - 1].group; }
      x.axisLabel.formatter = function (value, i) { return labels[i]; };
      x.axisLabel.interval = 0;
      x.axisLabel.lineHeight = 17;
      x.axisTick.interval = yearStarts;
      x.splitLine.interval = yearStarts;
      option.grid = [{ left: left, right: right, top: top, bottom: bottom, outerBoundsMode: "none" }];
      return top + (env.narrow ? Math.round(s.plotHeight * 0.85) : s.plotHeight) + bottom;
    },
    comparison: function (option, s, env) {
      var top = header(option, s, env.width) + 2, bottom = 28;
      // Long names are broken, between words as far as there is room for that.
      var words = s.names.join(" ").split(" ");
      var labels = Math.max(64, Math.min(widest(s.names, 13) + 22, env.width * 0.32, 260));
      var left = Math.ceil(Math.max(labels, Math.min(widest(words, 13) + 22, env.width * 0.44)));
      var value = Math.ceil(widest(s.figures, 13)), detail = Math.ceil(widest(s.details, 12));
      env.columns = { value: value, gap: 16 };
      var right = env.narrow ? Math.max(value, detail) + 14 : value + detail + (detail ? 32 : 20);
      var y = option.yAxis[0];
      Object.assign(y.axisLabel, { align: "left", margin: left - 8, lineHeight: 15 });
      y.axisLabel.formatter = function (value, i) {
        return wrap(s.names[i], 13, left - 18).map(function (part) { return shorten(part, 13, left - 14); }).join("\n");
      };
      // A name with a style of its own does not take the axis's alignment.
      y.data.forEach(function (name) { if (name.textStyle) name.textStyle.align = "left"; });
      option.grid = [{ left: left, right: right, top: top, bottom: bottom, outerBoundsMode: "none" }];
      if (env.narrow && s.sparseInterval) option.xAxis[0].interval = s.sparseInterval;
      return top + s.names.length * s.rowHeight + bottom;
    },
    funnel: function (option, s, env) {
      var top = header(option, s, env.width) + 8;
      var left = tickWidth(option.yAxis[0]), right = 16, bottom = 48;
      Object.assign(option.xAxis[0], {
        name: shorten(s.sizesTitle, 12, env.width - left - right), nameLocation: "middle", nameGap: 28,
        nameTextStyle: { color: "@subtle", fontFamily: FONT, fontSize: 12 },
      });
      option.grid = [{ left: left, right: right, top: top, bottom: bottom, outerBoundsMode: "none" }];
      return top + (env.narrow ? Math.round(s.plotHeight * 0.85) : s.plotHeight) + bottom;
    },
  };

  // --- The whole ------------------------------------------------------------

  var COLOUR_KEYS = { color: 1, borderColor: 1, backgroundColor: 1, ink: 1, faint: 1, paper: 1 };

  // resolve replaces the names of colours and formats, everywhere below node.
  function resolve(node, palette) {
    if (node.samsynFormat) {
      var format = node.samsynFormat;
      node.formatter = function (value) { return formatNumber(value, format); };
      delete node.samsynFormat;
    }
    for (var key in node) {
      var value = node[key];
      if (typeof value === "string") {
        if (COLOUR_KEYS[key] === 1 && value.charAt(0) === "@") node[key] = palette[value.slice(1)] || palette.text;
      } else if (value !== null && typeof value === "object" && key !== "value") {
        resolve(value, palette);
      }
    }
  }

  function bindDrawing(series, env) {
    var draw = Object.prototype.hasOwnProperty.call(drawings, series.samsynDraw) && drawings[series.samsynDraw];
    if (!draw) return;
    delete series.samsynDraw;
    series.renderItem = function (params, api) {
      return draw(series.data[params.dataIndex], api, params.coordSys, env);
    };
  }

  function tooltip(option, s) {
    if (s.kind === "timeline") {
      option.tooltip.formatter = function (points) {
        var text = [];
        points.forEach(function (p) {
          if (p.data && p.data.tip) text.push(plain(p.seriesName + ": " + p.data.tip));
        });
        return text.length === 0 ? "" : [plain(s.periods[points[0].dataIndex].name)].concat(text).join("\n");
      };
    } else if (s.kind === "funnel") {
      option.tooltip.formatter = function (p) { return p.data && p.data.tip ? plain(p.data.tip) : ""; };
    } else {
      option.tooltip.formatter = function (p) {
        return p.data && p.data.tip ? plain(s.names[p.data.value[1]] + "\n" + p.data.tip) : "";
      };
    }
  }

  // layOut makes a description an option, where it is, except for the functions of its
  // series. env: {width: px, scheme: "light" or "dark"}.
  function layOut(result, env) {
    var s = result.samsyn, scene = { width: env.width, narrow: env.width < NARROW };
    delete result.samsyn;
    var height = Math.ceil(layouts[s.kind](result, s, scene));
    resolve(result, s.palettes[env.scheme] || s.palettes.light);
    return { option: result, about: s, scene: scene, height: height };
  }

  // option makes the ECharts option and says how high the chart becomes. description:
  // as parsed from JSON, not changed.
  function option(description, env) {
    var laid = layOut(JSON.parse(JSON.stringify(description)), env);
    tooltip(laid.option, laid.about);
    laid.option.series.forEach(function (series) { bindDrawing(series, laid.scene); });
    return { option: laid.option, height: laid.height, narrow: laid.scene.narrow };
  }

  root.samsynChart = { option: option, layOut: layOut, drawings: drawings, textWidth: textWidth, formatNumber: formatNumber };
})(typeof window === "undefined" ? globalThis : window);
