// Pastes a block copied from a spreadsheet across the fields, from the one the user
// stands in: columns along a row, lines down the rows. What goes where is shown
// first, and can be undone after. Needs entry-form.js and entry-save.js.
(function () {
  "use strict";

  var entry = window.samsynEntry;
  if (!entry) return;
  var dialog = document.querySelector("[data-paste]");
  var undo = entry.form.querySelector("[data-undo]");
  var plan = [];
  var before = [];

  // block is the text as lines of cells; null when it is a single value.
  function block(text) {
    var lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map(function (line) {
      return line.split("\t").map(function (cell) {
        return cell.trim();
      });
    });
    return lines.length > 1 || lines[0].length > 1 ? lines : null;
  }

  function isWord(cell) {
    return cell !== "" && isNaN(entry.number(cell)) && !cell.includes("/");
  }

  function name(row) {
    return row.querySelector("legend").firstChild.textContent.trim();
  }

  // named takes away a first column of names, and finds the row of each: names that
  // the form does not have leave the lines in their order.
  function named(lines) {
    if (!lines.every(function (l) { return l.length > 1 && isWord(l[0]); })) return null;
    var rows = entry.rows();
    var found = lines.map(function (line) {
      return rows.find(function (r) {
        return name(r).toLowerCase() === line[0].toLowerCase();
      });
    });
    lines.forEach(function (line) {
      line.shift();
    });
    return found.every(Boolean) ? found : null;
  }

  // lay works out which cell goes into which field.
  function lay(field, lines) {
    var rows = entry.rows().filter(function (r) {
      return entry.cells(r).length > 0;
    });
    var first = entry.rowOf(field);
    var column = entry.cells(first).indexOf(field);
    var places = named(lines);
    if (places) column = 0;
    var at = rows.indexOf(first);
    var laid = { fits: [], left: 0 };
    lines.forEach(function (line, n) {
      var row = places ? places[n] : rows[at + n];
      var cells = row ? entry.cells(row) : [];
      line.forEach(function (value, m) {
        var cell = cells[column + m];
        if (value === "") return;
        if (!cell || cell.tagName === "SELECT" && !optionOf(cell, value)) laid.left++;
        else laid.fits.push({ row: row, field: cell, value: value });
      });
    });
    return laid;
  }

  function optionOf(select, text) {
    return Array.from(select.options).find(function (o) {
      return o.text.toLowerCase() === text.toLowerCase();
    });
  }

  function label(field) {
    return field.labels[0].firstChild.textContent.trim();
  }

  function cell(tag, text) {
    var c = document.createElement(tag);
    c.textContent = text;
    if (tag === "th") c.scope = "row";
    return c;
  }

  function line(step) {
    var tr = document.createElement("tr");
    tr.append(cell("th", name(step.row)), cell("td", label(step.field)), cell("td", step.field.value), cell("td", step.value));
    if (step.field.inputMode && isNaN(entry.number(step.value)) && !step.value.includes("/")) {
      var wrong = document.createElement("strong");
      wrong.className = "paste-wrong";
      wrong.textContent = " " + entry.say("notNumber");
      tr.lastChild.append(wrong);
    }
    return tr;
  }

  function preview(laid) {
    plan = laid.fits;
    dialog.querySelector("tbody").replaceChildren.apply(dialog.querySelector("tbody"), plan.map(line));
    var note = dialog.querySelector("[data-paste-note]");
    note.hidden = laid.left === 0;
    note.textContent = entry.say("noRoom", laid.left);
    dialog.showModal();
  }

  // fill puts the values in their fields and saves the rows that changed.
  function fill(steps) {
    var rows = new Set();
    steps.forEach(function (step) {
      var option = step.field.tagName === "SELECT" && optionOf(step.field, step.value);
      step.field.value = option ? option.value : step.value;
      step.field.dispatchEvent(new Event("input", { bubbles: true }));
      rows.add(step.row);
    });
    steps.forEach(function (step) {
      step.field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    rows.forEach(entry.save);
  }

  entry.form.addEventListener("paste", function (event) {
    var field = event.target;
    if (!field.closest(".entry-fields") || field.matches("textarea")) return;
    var lines = block(event.clipboardData.getData("text/plain"));
    if (!lines) return;
    event.preventDefault();
    preview(lay(field, lines));
  });

  dialog.querySelector("[data-paste-apply]").addEventListener("click", function () {
    dialog.close();
    before = plan.map(function (step) {
      return { row: step.row, field: step.field, value: step.field.value };
    });
    fill(plan);
    entry.announce(entry.say("pasted", plan.length));
    undo.hidden = false;
  });
  dialog.querySelector("[data-paste-cancel]").addEventListener("click", function () {
    dialog.close();
  });
  undo.addEventListener("click", function () {
    undo.hidden = true;
    fill(before.map(function (step) {
      var option = step.field.tagName === "SELECT" && Array.from(step.field.options).find(function (o) { return o.value === step.value; });
      return { row: step.row, field: step.field, value: option ? option.text : step.value };
    }));
    entry.announce(entry.say("undone"));
    if (plan.length) plan[0].field.focus();
  });
})();
