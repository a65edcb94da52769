// Where texts of the yearly report are written. Figures and sentences go in where the
// cursor is; a preview that has been asked for follows what is typed; and what is not
// saved is kept on this computer until it is. Without this script the buttons send the
// form, and the page comes back with the same.
"use strict";

const PAUSE = 700; // ms of quiet before the preview is asked for
const KEPT_DAYS = 30;

for (const form of document.querySelectorAll("form[data-write]")) write(form);

function write(form) {
  const areas = [...form.querySelectorAll("textarea")];
  const into = form.querySelector('select[name="into"]');
  let last = areas[0];

  for (const area of areas) {
    area.addEventListener("focus", () => {
      last = area;
      if (into) into.value = area.name;
    });
  }
  if (into) {
    into.addEventListener("change", () => {
      last = areas.find((area) => area.name === into.value) ?? last;
    });
  }

  // ---- Putting in

  function insert(text) {
    const before = last.value.slice(0, last.selectionStart);
    const gap = before === "" || /\s$/.test(before) ? "" : " ";
    last.focus();
    last.setRangeText(gap + text, last.selectionStart, last.selectionEnd, "end");
    last.dispatchEvent(new Event("input", { bubbles: true }));
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-insert")) {
      event.preventDefault();
      insert(button.value);
    } else if (button.name === "do" && button.value === "figure") {
      const value = (name) => form.elements[`figure.${name}`].value.trim();
      if (value("measure") === "") return; // the server says what is missing
      event.preventDefault();
      insert(`[[${[value("measure"), value("period"), value("who"), value("form")].filter((part) => part !== "").join(" ")}]]`);
    }
  });

  // ---- The preview

  const preview = form.querySelector("[data-preview]");
  let waiting = 0;
  let asked = 0;

  async function refresh() {
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(form));
    body.set("do", "preview");
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok || mine !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-preview]");
      if (fresh) preview.replaceChildren(...fresh.childNodes);
    } catch {
      // No connection: the preview stays as it was until the next change.
    }
  }

  form.addEventListener("input", () => {
    if (preview.hidden) return;
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  });

  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "do" || event.submitter.value !== "preview") return;
    event.preventDefault();
    preview.hidden = false;
    refresh().then(() => preview.querySelector("h2")?.focus());
  });

  // ---- What is not saved

  const key = `samsyn:${form.dataset.write}:${location.pathname}`;
  const typed = () => Object.fromEntries(areas.map((area) => [area.name, area.value]));
  const same = (a, b) => areas.every((area) => (a[area.name] ?? "").trim() === (b[area.name] ?? "").trim());
  const stored = Object.fromEntries(areas.map((area) => [area.name, area.defaultValue]));

  function kept() {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      return draft && Date.now() - draft.at < KEPT_DAYS * 864e5 ? draft.texts : null;
    } catch {
      return null;
    }
  }

  function keep() {
    try {
      if (same(typed(), stored)) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ at: Date.now(), texts: typed() }));
    } catch {
      // No room, or not allowed: then only this page has it.
    }
  }

  const draft = kept();
  if (draft && !same(draft, typed())) {
    const offer = form.querySelector("[data-draft]");
    offer.hidden = false;
    offer.querySelector("[data-draft-take]").addEventListener("click", () => {
      for (const area of areas) area.value = draft[area.name] ?? area.value;
      offer.hidden = true;
      areas[0].focus();
    });
    offer.querySelector("[data-draft-leave]").addEventListener("click", () => {
      offer.hidden = true;
      keep();
    });
  } else {
    keep();
  }
  form.addEventListener("input", keep);
}
