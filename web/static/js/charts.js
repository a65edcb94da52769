// Starts ECharts for every <div class="chart" data-chart="ID">, from the
// description in <script type="application/json" id="ID">.
// Needs echarts.min.js and chart-option.js before it.
(function () {
  "use strict";

  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var charts = [];
  var PAPER = 672; // px; A4 between the margins that the style sheet has

  // scheme follows the page's own choice where it has made one.
  function scheme(box) {
    var chosen = box.closest("[data-color-scheme]");
    var name = chosen ? chosen.getAttribute("data-color-scheme") : "auto";
    if (name === "dark" || name === "light") return name;
    return dark.matches ? "dark" : "light";
  }

  function draw(chart) {
    var width = chart.box.clientWidth;
    if (width === 0) return; // not shown now; the observer calls again
    var made = window.samsynChart.option(chart.description, { width: width, scheme: scheme(chart.box) });
    chart.canvas.style.height = made.height + "px";
    if (!chart.instance) {
      chart.instance = window.echarts.init(chart.canvas, null, { renderer: "canvas", width: width, height: made.height });
    } else {
      chart.instance.resize({ width: width, height: made.height });
    }
    chart.instance.setOption(made.option, { notMerge: true });
  }

  function start(box) {
    var source = document.getElementById(box.dataset.chart);
    if (!source || box.classList.contains("chart--live")) return;
    var chart = { box: box, description: JSON.parse(source.textContent), canvas: document.createElement("div"), instance: null, paper: null };
    chart.canvas.className = "chart__canvas";
    box.appendChild(chart.canvas);
    box.classList.add("chart--live");
    charts.push(chart);
    var drawn = -1;
    new ResizeObserver(function () {
      if (box.clientWidth === drawn) return;
      drawn = box.clientWidth;
      draw(chart);
    }).observe(box);
  }

  function redraw() { charts.forEach(draw); }

  // picture offers the chart as it is on the screen, on its own background, as a file
  // of dots, twice as fine.
  function picture(button) {
    var chart = charts.find(function (c) { return c.box.dataset.chart === button.dataset.chartPng; });
    if (!chart || !chart.instance) return;
    var palettes = chart.description.samsyn.palettes, palette = palettes[scheme(chart.box)] || palettes.light;
    var link = document.createElement("a");
    link.download = button.dataset.chartPng + ".png";
    link.href = chart.instance.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: palette.surface });
    link.click();
  }

  // print adds the chart as it is to be on paper: white, as wide as the sheet
  // however wide the screen is, and of lines, which are sharp at any size. The
  // style sheet shows it instead of the canvas.
  function print(chart) {
    unprint(chart);
    var made = window.samsynChart.option(chart.description, { width: PAPER, scheme: "light" });
    var box = document.createElement("div");
    box.className = "chart__paper";
    chart.box.appendChild(box);
    chart.paper = window.echarts.init(box, null, { renderer: "svg", width: PAPER, height: made.height });
    chart.paper.setOption(made.option);
    chart.paper.getZr().flush(); // now, since the page is printed when this returns
    box.querySelector("svg").setAttribute("viewBox", "0 0 " + PAPER + " " + made.height);
  }

  function unprint(chart) {
    if (!chart.paper) return;
    var box = chart.paper.getDom();
    chart.paper.dispose();
    chart.paper = null;
    box.remove();
  }

  document.querySelectorAll(".chart[data-chart]").forEach(start);
  document.querySelectorAll("[data-chart-png]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { picture(button); });
  });
  // A canvas keeps the font it was drawn with, so draw again when ours is here.
  document.fonts.load("12px 'Inter Variable'").then(function (loaded) { if (loaded.length > 0) redraw(); });
  dark.addEventListener("change", function () { redraw(); });
  new MutationObserver(function () { redraw(); })
    .observe(document.documentElement, { attributes: true, attributeFilter: ["data-color-scheme"] });
  window.addEventListener("beforeprint", function () { charts.forEach(print); });
  window.addEventListener("afterprint", function () { charts.forEach(unprint); });
})();
