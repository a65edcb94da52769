// Warns before the session ends. The page itself says until when, in its footer; this
// keeps the time, asks the server before it says anything (another tab may have kept the
// session going), and offers to go on.
"use strict";

(() => {
  const dialog = document.querySelector("dialog[data-session]");
  if (!dialog || !dialog.showModal) return;

  const EVERY = 15000; // how often the clock is looked at, in milliseconds
  const warn = dialog.dataset.warn * 1000;
  const limit = Number(dialog.dataset.ends);
  let ends = Math.min(Date.now() + dialog.dataset.idle * 1000, limit);
  let told = ""; // the part that is or was shown
  let asking = false;

  // A few seconds are nothing to count: so near the limit, going on does not help.
  const atLimit = () => limit - ends < 5000;

  function show(part) {
    for (const form of dialog.querySelectorAll("[data-part]")) {
      form.hidden = form.dataset.part !== part;
      const shown = !form.hidden;
      form.querySelector("h2").id = shown ? "session-title" : "";
      form.querySelector("p").id = shown ? "session-text" : "";
    }
    const text = dialog.querySelector(`[data-part=${part}] [data-clock]`);
    if (text) {
      const clock = new Date(ends).toLocaleTimeString("sv", { hour: "2-digit", minute: "2-digit" });
      text.textContent = text.dataset.clock.replace("{1}", clock);
    }
    if (told !== part && !dialog.open) dialog.showModal();
    told = part;
  }

  function hide() {
    told = "";
    if (dialog.open) dialog.close();
  }

  // settle says what fits the time that is left.
  function settle() {
    const left = ends - Date.now();
    if (left > warn) hide();
    else if (left <= 0) show("ended");
    else show(atLimit() ? "limit" : "idle");
  }

  async function ask(url, method) {
    const answer = await fetch(url, { method, headers: { "Samsyn-Part": "session" }, redirect: "manual", cache: "no-store" });
    if (answer.status === 401) ends = Date.now();
    else if (answer.ok) ends = Date.now() + (await answer.json()).left * 1000;
  }

  // check asks the server when the time has come; when it cannot be reached, the time
  // that was known stands.
  async function check() {
    if (asking || ends - Date.now() > warn) return;
    asking = true;
    try {
      await ask(dialog.dataset.leftUrl, "GET");
    } catch {
      // no connection: the page's own clock decides
    }
    asking = false;
    settle();
  }

  dialog.querySelector("[data-part=idle]").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await ask(event.target.action, "POST");
    } catch {
      // no connection: the warning stays, and can be answered again
    }
    settle();
  });

  // To close the warning some other way than with its button is to have seen it.
  setInterval(check, EVERY);
  document.addEventListener("visibilitychange", check);
  window.addEventListener("pageshow", check);
})();
