// A page that waits for work on a file shows how far it has come, by itself.
"use strict";

const every = 1000;

// The page fetched from the same address has the part as it is now. When it has none
// the work has ended, and the reader gets the page that says how.
async function look() {
  const part = document.getElementById("arbete");
  if (!part) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("arbete");
    if (!answer.ok || !now) {
      location.reload();
      return;
    }
    renew(part, now);
  } catch {
    // The connection is gone for a moment; the work goes on without it.
  }
  setTimeout(look, every);
}

// Only what is different is touched, so that a screen reader says each stage once.
function renew(part, now) {
  const before = part.querySelectorAll("p");
  now.querySelectorAll("p").forEach((line, n) => {
    if (before[n].textContent !== line.textContent) before[n].textContent = line.textContent;
  });
  const bar = part.querySelector("progress");
  bar.value = now.querySelector("progress").value;
  bar.textContent = now.querySelector("progress").textContent;
}

setTimeout(look, every);
