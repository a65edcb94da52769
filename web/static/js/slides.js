// A presentation: one slide at a time, by keys or by the buttons below it. Without this
// script the slides stand below each other.
"use strict";

(() => {
  const root = document.documentElement;
  const slides = [...document.querySelectorAll("[data-slides] > .slide")];
  const place = document.querySelector("[data-place]");
  const button = (step) => document.querySelector(`[data-step="${step}"]`);
  let at = 0;

  const said = (n) => place.dataset.place.replace("{n}", n + 1).replace("{m}", slides.length);

  // show turns to a slide, and tells those who cannot see it which one it is.
  const show = (n) => {
    const left = slides[at].contains(document.activeElement) && document.activeElement !== document.body;
    at = Math.max(0, Math.min(n, slides.length - 1));
    for (const [i, slide] of slides.entries()) slide.classList.toggle("is-shown", i === at);
    const heading = slides[at].querySelector("h1, h2").textContent.trim();
    place.textContent = said(at);
    const unseen = document.createElement("span");
    unseen.className = "unseen";
    unseen.textContent = ". " + heading;
    place.append(unseen);
    button("back").disabled = at === 0;
    button("on").disabled = at === slides.length - 1;
    button("notes").disabled = !slides[at].querySelector(".slide-notes");
    // replaceState, so that the browser's way back leads out of the presentation.
    history.replaceState(null, "", "#" + (at + 1));
    if (root.classList.contains("is-showing")) window.scrollTo(0, 0);
    else slides[at].scrollIntoView({ block: "start" });
    if (left) slides[at].focus({ preventScroll: true });
  };

  const press = (step, pressed) => button(step).setAttribute("aria-pressed", String(pressed));

  // one shows one slide, or all below each other.
  const one = (alone) => {
    root.classList.toggle("is-showing", alone);
    press("all", !alone);
    show(at);
  };

  const notes = () => {
    const open = root.classList.toggle("has-notes");
    press("notes", open);
    for (const part of document.querySelectorAll(".slide-notes")) part.open = open;
  };

  const full = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
  };

  const escape = () => {
    if (!document.fullscreenElement) one(!root.classList.contains("is-showing"));
  };

  const keys = {
    ArrowRight: () => show(at + 1),
    PageDown: () => show(at + 1),
    " ": (event) => show(event.shiftKey ? at - 1 : at + 1),
    ArrowLeft: () => show(at - 1),
    PageUp: () => show(at - 1),
    Home: () => show(0),
    End: () => show(slides.length - 1),
    f: full,
    n: () => button("notes").disabled || notes(),
    Escape: escape,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    // A space presses the button that has the focus.
    if (key === " " && event.target.closest("a, button, summary")) return;
    if (!keys[key]) return;
    event.preventDefault();
    keys[key](event);
  });

  const steps = { back: () => show(at - 1), on: () => show(at + 1), notes, all: escape, full };
  for (const [step, act] of Object.entries(steps)) button(step).addEventListener("click", act);

  const named = () => (Number.parseInt(location.hash.slice(1), 10) || 1) - 1;
  window.addEventListener("hashchange", () => show(named()));

  if (!document.fullscreenEnabled) button("full").hidden = true;
  for (const bar of document.querySelectorAll("[data-steps]")) bar.hidden = false;
  at = Math.max(0, Math.min(named(), slides.length - 1));
  one(true);
})();
