// Names while one writes: @ and some letters offer the people of the form's check
// boxes; the chosen one is written out and checked. Without this script the boxes and
// the whole name do the same.
"use strict";

const most = 6;

for (const form of document.querySelectorAll("form[data-mentions]")) help(form, form.querySelector("textarea"));

function help(form, area) {
  const boxes = [...form.querySelectorAll('input[type="checkbox"][name="tell"]')];
  const people = boxes.map((box) => ({ box, name: form.querySelector(`label[for="${CSS.escape(box.id)}"]`).textContent.trim() }));
  if (people.length === 0) return;

  const list = document.createElement("ul");
  list.id = area.id + "-names";
  list.className = "mention-names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.mentions);
  list.hidden = true;
  area.after(list);
  const said = document.createElement("p");
  said.className = "ds-sr-only";
  said.setAttribute("role", "status");
  list.after(said);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("autocomplete", "off");

  let found = [];
  let at = 0;

  // What stands between @ and the cursor, when that may be the beginning of a name.
  function begun() {
    if (area.selectionStart !== area.selectionEnd) return null;
    const match = /(?:^|[^\p{L}\p{N}])@([\p{L}][\p{L}\p{N} .\-]{0,40})?$/u.exec(area.value.slice(0, area.selectionStart));
    return match ? (match[1] ?? "").toLocaleLowerCase() : null;
  }

  // A name fits when it, or one of its words, begins so.
  function fits(name, typed) {
    const lower = name.toLocaleLowerCase();
    return lower.startsWith(typed) || lower.split(/[ \-]/).some((word, n, words) => words.slice(n).join(" ").startsWith(typed));
  }

  function close() {
    list.hidden = true;
    found = [];
    said.textContent = "";
    area.removeAttribute("aria-activedescendant");
  }

  function look() {
    const typed = begun();
    const now = typed === null ? [] : people.filter((p) => fits(p.name, typed) && p.name.toLocaleLowerCase() !== typed).slice(0, most);
    if (now.length === 0) {
      close();
      return;
    }
    found = now;
    at = 0;
    list.replaceChildren(...found.map((p, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.setAttribute("role", "option");
      item.textContent = p.name;
      // The text keeps the focus, so the list does not close before the click.
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(n));
      return item;
    }));
    list.hidden = false;
    said.textContent = `${form.dataset.mentions}: ${found.map((p) => p.name).join(", ")}`;
    mark();
  }

  function mark() {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    area.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  }

  function choose(n) {
    const { box, name } = found[n];
    const end = area.selectionStart;
    const start = area.value.lastIndexOf("@", end - 1);
    area.setRangeText(`@${name} `, start, end, "end");
    box.checked = true;
    close();
    area.focus();
  }

  area.addEventListener("input", look);
  area.addEventListener("click", look);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      at = (at + step + found.length) % found.length;
      mark();
    } else if (event.key === "Enter" || event.key === "Tab") {
      choose(at);
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
}
