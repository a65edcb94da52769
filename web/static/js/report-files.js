// The page with a report's files shows how far they have come, by itself.
"use strict";

const every = 2000;

// The page fetched from the same address has the files as they are now. What has changed
// is taken over; when nothing is made any more the asking ends.
async function look() {
  const list = document.getElementById("filer");
  if (!list) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("filer");
    if (!answer.ok || !now) {
      location.reload();
      return;
    }
    for (const part of now.querySelectorAll("[data-part]")) renew(document.getElementById(part.id), part);
    say(page.getElementById("filer-sagt").textContent);
    list.dataset.working = now.dataset.working;
  } catch {
    // The connection is gone for a moment; the work goes on without it.
  }
  if (list.dataset.working === "true") setTimeout(look, every);
}

// A part whose files are in the same states gets new words and bars alone, so that what
// the reader has opened or stands on stays. One where a file is ready is put in anew, and
// whoever stood on something in it is led to its first link or button.
function renew(before, now) {
  if (!before) return;
  if (states(before) === states(now)) {
    const lines = before.querySelectorAll("[data-text]");
    now.querySelectorAll("[data-text]").forEach((line, n) => {
      if (lines[n].textContent !== line.textContent) lines[n].textContent = line.textContent;
    });
    const bars = before.querySelectorAll("progress");
    now.querySelectorAll("progress").forEach((bar, n) => {
      for (const name of ["max", "value"]) {
        if (bar.hasAttribute(name)) bars[n].setAttribute(name, bar.getAttribute(name));
        else bars[n].removeAttribute(name);
      }
    });
    return;
  }
  const inside = before.contains(document.activeElement);
  before.replaceChildren(...now.childNodes);
  if (inside) before.querySelector("a, button, select")?.focus({ preventScroll: true });
}

function states(part) {
  return Array.from(part.querySelectorAll("[data-state]"), (one) => one.id + one.dataset.state).join(" ");
}

// Said once, when it is something else than before.
function say(text) {
  const line = document.getElementById("filer-sagt");
  if (line.textContent !== text) line.textContent = text;
}

setTimeout(look, every);
