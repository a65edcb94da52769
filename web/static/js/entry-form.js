// The form for a unit's period, row by row: what is typed, what it makes, and what
// of it is not saved. The other entry scripts build on this one. Without them the
// server does the same each time the form is saved.
(function () {
  "use strict";

  var form = document.querySelector("form[data-entry]");
  if (!form) return;
  var words = JSON.parse(document.querySelector("[data-entry-page]").dataset.words);
  var language = document.documentElement.lang || "sv";

  // say is a text of the page's language, with words in place of {1} and {2}.
  function say(name, first, second) {
    return words[name].replace("{1}", first).replace("{2}", second);
  }

  function rows() {
    return Array.from(form.querySelectorAll("[data-row]"));
  }

  function rowOf(element) {
    return element.closest("[data-row]");
  }

  // fields are what can be typed or chosen in a row, the hidden marks left out.
  function fields(row) {
    return Array.from(row.querySelectorAll("input:not([type=hidden]), select, textarea")).filter(function (f) {
      return f.name;
    });
  }

  // cells are the fields that are filled in one after another.
  function cells(row) {
    return Array.from(row.querySelectorAll(".entry-fields :is(input, select, textarea)")).filter(function (f) {
      return f.checkVisibility();
    });
  }

  // values is what stands in a row, by field.
  function values(row) {
    var all = {};
    fields(row).forEach(function (f) {
      if (f.type === "radio" || f.type === "checkbox") {
        if (f.checked) all[f.name] = f.value;
        else if (!(f.name in all)) all[f.name] = "";
      } else {
        all[f.name] = f.value;
      }
    });
    return all;
  }

  function content(row) {
    return JSON.stringify(values(row));
  }

  function put(row, all) {
    fields(row).forEach(function (f) {
      if (!(f.name in all)) return;
      if (f.type === "radio" || f.type === "checkbox") f.checked = f.value === all[f.name];
      else f.value = all[f.name];
      if (f.value) open(f);
    });
    show(row);
  }

  // open unfolds what a field is folded away in.
  function open(element) {
    for (var d = element.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
  }

  function part(row, name) {
    return row.querySelector('.entry-fields [name="' + row.dataset.row + name + '"]');
  }

  // number takes what the server takes: decimal comma or point, spaces between
  // thousands. Anything else is NaN, and the server will say so.
  function number(text) {
    text = text.trim().replace(/\u2212/g, "-");
    if (!/^-?(\d{1,15}|\d{1,3}([ \u00a0\u202f]\d{3}){1,4})([.,]\d{1,12})?$/.test(text)) return NaN;
    return Number(text.replace(/[ \u00a0\u202f]/g, "").replace(",", "."));
  }

  // written is the value with the measure's decimals; halves are rounded up as the
  // server rounds them, on the decimal number and not on its binary form.
  function written(row, value) {
    var decimals = Number(row.dataset.decimals);
    var rounded = Number(Math.round(Number(value.toFixed(10) + "e" + decimals)) + "e-" + decimals);
    var text = rounded.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    if (row.dataset.unit === "%") return text + (language === "en" ? "%" : "\u00a0%");
    return row.dataset.unit ? text + "\u00a0" + row.dataset.unit : text;
  }

  // show works out what numerator and denominator make.
  function show(row) {
    if (!row.dataset.scale) return;
    var numerator = number(part(row, "numerator").value);
    var denominator = number(part(row, "denominator").value);
    var possible = denominator > 0 && numerator >= 0 && (row.dataset.kind !== "proportion" || numerator <= denominator);
    row.querySelector("[data-result]").textContent =
      possible ? written(row, (numerator / denominator) * Number(row.dataset.scale)) : "";
  }

  // split takes 7/12 and "7 av 12" apart; what stood in the denominator is written over.
  function split(field) {
    var row = rowOf(field);
    var found = field.name.endsWith(".numerator") && field.value.match(/^\s*(.+?)\s*(?:[/\u2044\u2215]|\sav\s)\s*(.+?)\s*$/);
    var denominator = found && row.querySelector('[name="' + field.name.replace(/numerator$/, "denominator") + '"]');
    if (!denominator || isNaN(number(found[1])) || isNaN(number(found[2]))) return;
    field.value = found[1];
    denominator.value = found[2];
  }

  form.addEventListener("input", function (event) {
    var row = rowOf(event.target);
    if (row) show(row);
  });
  form.addEventListener("change", function (event) {
    var row = rowOf(event.target);
    if (!row) return;
    split(event.target);
    show(row);
  });

  document.querySelectorAll("[data-scripted]").forEach(function (e) {
    e.hidden = false;
  });
  rows().forEach(show);

  window.samsynEntry = {
    form: form, say: say, rows: rows, rowOf: rowOf, fields: fields, cells: cells, values: values, content: content,
    put: put, open: open, show: show, number: number, part: part,
  };
})();
