// Saves each row of a learning team's figures as the user leaves it. The server answers with
// the row as it then is, which takes the place of the one on the page. What could not be
// saved stays as it was typed, and goes with the whole form's button, which waits for the
// rows that are on their way: they would be sent twice, and the second time be too late.
(function () {
  "use strict";

  var form = document.querySelector("form[data-team-sheet]");
  if (!form) return;
  var words = JSON.parse(form.dataset.words);
  var status = form.querySelector("[data-sheet-state]");
  var stored = new Map(); // what each row said when it was last read, by its name
  var underway = 0; // rows that are being saved
  var pressed = false; // the button, meanwhile

  function content(row) {
    return new URLSearchParams(
      Array.from(row.querySelectorAll("input, select")).map(function (f) {
        return [f.name, f.value];
      }),
    ).toString();
  }

  function all() {
    return Array.from(form.querySelectorAll("[data-sheet-row]"));
  }

  function say(row, text) {
    row.querySelector("[data-row-state]").textContent = text;
    status.textContent = text;
  }

  // half says whether a number is typed and its other half is not, so that there is nothing
  // to save yet: the user may have gone elsewhere to look it up.
  function half(row) {
    var typed = Array.from(row.querySelectorAll("input[inputmode=numeric]")).map(function (f) {
      return f.value.trim();
    });
    return (typed[0] === "") !== (typed[1] === "") && !/[/\u2044]|\sav\s/.test(typed[0]);
  }

  function save(row) {
    var sent = content(row);
    var name = row.dataset.sheetRow;
    if (stored.get(name) === sent || half(row)) return;
    say(row, words.saving);
    underway++;
    fetch(form.dataset.rowUrl, {
      method: "POST",
      body: sent,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      redirect: "error",
    })
      .then(function (answer) {
        if (answer.status !== 200 && answer.status !== 409 && answer.status !== 422) throw new Error(answer.status);
        return answer.text();
      })
      .then(function (html) {
        var box = document.createElement("template");
        box.innerHTML = html.trim();
        var fresh = box.content.querySelector("[data-sheet-row]");
        if (!fresh) throw new Error("no row");
        put(row, fresh, sent);
      })
      .catch(function () {
        say(row, words.unsaved);
      })
      .then(function () {
        underway--;
        if (pressed && !underway) form.requestSubmit();
      });
  }

  // put shows the row as the server has it, unless the user has gone on typing in it: then
  // only its version is taken over, so that the next save is held against the right one.
  function put(row, fresh, sent) {
    var ok = !fresh.querySelector("[aria-invalid]") && !fresh.querySelector(".task-late");
    if (content(row) !== sent || row.contains(document.activeElement)) {
      var version = row.querySelector('input[type="hidden"]');
      if (ok) version.value = fresh.querySelector('input[type="hidden"]').value;
      return;
    }
    row.replaceWith(fresh);
    if (ok) stored.set(fresh.dataset.sheetRow, content(fresh));
    status.textContent = ok ? words.saved : words.unsaved;
  }

  all().forEach(function (row) {
    stored.set(row.dataset.sheetRow, content(row));
  });
  form.addEventListener("submit", function (event) {
    pressed = underway > 0;
    if (pressed) event.preventDefault();
  });
  form.addEventListener("focusout", function (event) {
    var row = event.target.closest("[data-sheet-row]");
    if (row && !row.contains(event.relatedTarget)) save(row);
  });
})();
