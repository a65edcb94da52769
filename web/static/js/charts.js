// Starts ECharts for every <div class="chart" data-chart="ID">, from the
// description in <script type="application/json" id="ID">.
// Needs echarts.min.js and chart-option.js before it.
(function () {
  "use strict";

  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var charts = [];

  // scheme follows the page's own choice where it has made one.
  function scheme(box) {
    var chosen = box.closest("[data-color-scheme]");
    var name = chosen ? chosen.getAttribute("data-color-scheme") : "auto";
    if (name === "dark" || name === "light") return name;
    return dark.matches ? "dark" : "light";
  }

  function draw(chart, forced) {
    var width = chart.box.clientWidth;
    if (width === 0) return; // not shown now; the observer calls again
    var made = window.samsynChart.option(chart.description, { width: width, scheme: forced || scheme(chart.box) });
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
    var chart = { box: box, description: JSON.parse(source.textContent), canvas: document.createElement("div"), instance: null };
    var about = chart.description.samsyn;
    chart.canvas.className = "chart__canvas";
    if (!box.hasAttribute("role")) {
      box.setAttribute("role", "img");
      box.setAttribute("aria-label", [about.title, about.description].filter(Boolean).join(". "));
    }
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

  function redraw(forced) {
    charts.forEach(function (chart) { draw(chart, forced); });
  }

  document.querySelectorAll(".chart[data-chart]").forEach(start);
  // A canvas keeps the font it was drawn with, so draw again when ours is here.
  document.fonts.load("12px 'Inter Variable'").then(function (loaded) { if (loaded.length > 0) redraw(); });
  dark.addEventListener("change", function () { redraw(); });
  new MutationObserver(function () { redraw(); })
    .observe(document.documentElement, { attributes: true, attributeFilter: ["data-color-scheme"] });
  // Paper is white: without a server-drawn picture the canvas is what prints.
  window.addEventListener("beforeprint", function () { redraw("light"); });
  window.addEventListener("afterprint", function () { redraw(); });
})();
