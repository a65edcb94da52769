// Moving in the form like in a spreadsheet: Enter and Shift+Enter go to the next
// field and back, the arrows up and down to the same column of the next row, the
// arrows sideways on from the end of what is typed. "?" in a field for a number
// opens the definition. Needs entry-form.js.
(function () {
  "use strict";

  var entry = window.samsynEntry;
  if (!entry) return;

  function all() {
    return entry.rows().flatMap(entry.cells);
  }

  function go(field) {
    if (!field) return;
    field.focus();
    if (field.select) field.select();
  }

  // beside is the next field, or the one before; after the last one the button that
  // goes on.
  function beside(field, step) {
    var list = all();
    var at = list.indexOf(field) + step;
    if (at >= list.length) return entry.form.querySelector(".save-actions button:last-of-type");
    return list[at];
  }

  // below is the field in the same column of the next row that has any.
  function below(field, step) {
    var rows = entry.rows().filter(function (r) {
      return entry.cells(r).length > 0;
    });
    var row = entry.rowOf(field);
    var next = rows[rows.indexOf(row) + step];
    if (!next) return null;
    var cells = entry.cells(next);
    return cells[Math.min(entry.cells(row).indexOf(field), cells.length - 1)];
  }

  // atEnd says whether the cursor is where an arrow has nowhere to go.
  function atEnd(field, key) {
    if (field.selectionStart === null) return false;
    if (field.selectionStart !== field.selectionEnd) return false;
    return key === "ArrowLeft" ? field.selectionStart === 0 : field.selectionEnd === field.value.length;
  }

  function target(event) {
    var field = event.target;
    var text = field.matches("input:not([type=date])");
    switch (event.key) {
      case "Enter":
        return beside(field, event.shiftKey ? -1 : 1);
      case "ArrowDown":
        return text ? below(field, 1) : null;
      case "ArrowUp":
        return text ? below(field, -1) : null;
      case "ArrowLeft":
        return text && atEnd(field, event.key) ? beside(field, -1) : null;
      case "ArrowRight":
        return text && atEnd(field, event.key) ? beside(field, 1) : null;
    }
    return null;
  }

  function toggleDefinition(row) {
    var definition = row.querySelector("[data-definition]");
    definition.open = !definition.open;
    if (definition.open) definition.scrollIntoView({ block: "nearest" });
  }

  entry.form.addEventListener("keydown", function (event) {
    var field = event.target;
    if (!field.closest(".entry-fields") || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "?" && field.inputMode) {
      event.preventDefault();
      toggleDefinition(entry.rowOf(field));
      return;
    }
    if (field.matches("textarea")) return;
    var next = target(event);
    if (next || event.key === "Enter") event.preventDefault();
    go(next);
  });
})();
