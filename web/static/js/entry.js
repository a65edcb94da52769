// Helps while a form is filled in: shows the value that numerator and denominator
// make, says that something is not saved, and asks before leaving the page with
// that. Without it the server does the same after each save.
(function () {
  "use strict";

  var form = document.querySelector("form[data-entry]");
  if (!form) return;
  var language = document.documentElement.lang || "sv";
  var state = form.querySelector("[data-save-state]");
  var savedText = state.textContent;
  var leaving = false;

  // read takes what the server takes: decimal comma or point, spaces between
  // thousands. Anything else is NaN, and the server will say so.
  function read(input) {
    var text = input ? input.value.replace(/\s/g, "").replace(",", ".") : "";
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  }

  function part(row, name) {
    return row.querySelector('[name$=".' + name + '"]');
  }

  // written is the value with the measure's decimals; halves are rounded up as
  // the server rounds them, on the decimal number and not on its binary form.
  function written(row, value) {
    var decimals = Number(row.dataset.decimals);
    var rounded = Number(Math.round(Number(value.toFixed(10) + "e" + decimals)) + "e-" + decimals);
    var text = rounded.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    if (row.dataset.unit === "%") return text + (language === "en" ? "%" : "\u00a0%");
    return row.dataset.unit ? text + "\u00a0" + row.dataset.unit : text;
  }

  function show(row) {
    var numerator = read(part(row, "numerator"));
    var denominator = read(part(row, "denominator"));
    var possible = denominator > 0 && numerator >= 0 && (row.dataset.kind !== "proportion" || numerator <= denominator);
    row.querySelector("[data-result]").textContent =
      possible ? written(row, (numerator / denominator) * Number(row.dataset.scale)) : "";
  }

  // content is everything that would be sent, to tell a change that was undone.
  function content() {
    return new URLSearchParams(new FormData(form)).toString();
  }

  var saved = content();
  // A form that came back with what was typed is not saved.
  var cameBack = form.querySelector("[aria-invalid], .error-summary, .entry-conflict") !== null;

  function changed() {
    return cameBack || content() !== saved;
  }

  function tell() {
    var unsaved = changed();
    state.textContent = unsaved ? form.dataset.unsaved : savedText;
    state.toggleAttribute("data-unsaved", unsaved);
  }

  form.addEventListener("input", function (event) {
    var row = event.target.closest("[data-row][data-scale]");
    if (row) show(row);
    tell();
  });
  form.addEventListener("submit", function () {
    leaving = true;
  });
  window.addEventListener("beforeunload", function (event) {
    if (!leaving && changed()) event.preventDefault();
  });
  // Back in the page from the browser's memory: leaving counts anew.
  window.addEventListener("pageshow", function () {
    leaving = false;
    tell();
  });

  form.querySelectorAll("[data-row][data-scale]").forEach(show);
  tell();
})();
