// Saves each row of the form as the user leaves it, tells how that goes, and keeps
// what is not saved on this computer until it is: through a lost connection, an
// ended session and a closed lid. Needs entry-form.js.
(function () {
  "use strict";

  var page = document.querySelector("[data-entry-page]");
  if (!page) return;
  var key = "samsyn:" + page.dataset.person + ":" + location.pathname;
  var KEPT_DAYS = 30;
  var RETRY = 5000; // ms, growing
  var LONGEST = 60000;
  var leaving = false;
  var entry = window.samsynEntry;
  var form = entry && entry.form;
  var bar = form && form.querySelector("[data-save-state]");

  // states holds for each row what the server has, and how saving goes.
  var states = new Map();

  function stateOf(row) {
    if (!states.has(row.dataset.row)) states.set(row.dataset.row, { saved: entry.content(row), busy: false, why: "", wait: RETRY });
    return states.get(row.dataset.row);
  }

  function dirty(row) {
    return entry.content(row) !== stateOf(row).saved;
  }

  // ---- What is kept on this computer

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch (error) {
      return {};
    }
  }

  function keep(row, what) {
    var all = kept();
    if (what) all[row.dataset.row] = what;
    else delete all[row.dataset.row];
    try {
      if (Object.keys(all).length) localStorage.setItem(key, JSON.stringify(all));
      else localStorage.removeItem(key);
    } catch (error) {
      // No room, or not allowed: then leaving the page asks first.
    }
  }

  function marks(row) {
    var all = {};
    row.querySelectorAll("input[type=hidden]").forEach(function (f) {
      all[f.name] = f.value;
    });
    return all;
  }

  function note(row) {
    keep(row, dirty(row) ? { values: entry.values(row), marks: marks(row), at: Date.now() } : null);
  }

  // ---- What the user is told

  function clock(moment) {
    return new Date(moment).toLocaleTimeString("sv", { hour: "2-digit", minute: "2-digit" });
  }

  function tell(row, text, kind) {
    var line = row.querySelector("[data-part=state]");
    line.textContent = text;
    line.dataset.kind = kind;
  }

  // announced is what the bar says when nothing waits: what was last done to many
  // rows at once, until the user types on, and when it was saved.
  var announced = "";
  var lead = "";

  function total() {
    var waiting = entry.rows().filter(dirty);
    var busy = waiting.some(function (r) {
      return stateOf(r).busy;
    });
    var why = waiting.map(function (r) {
      return stateOf(r).why;
    });
    var signedOut = why.includes("signedOut");
    var text = announced;
    if (waiting.length) {
      text = busy ? entry.say("saving") : waiting.length === 1 ? entry.say("waitsOne") : entry.say("waits", waiting.length);
      if (signedOut) text = entry.say("signedOut");
      else if (why.includes("offline")) text = entry.say("offline");
    }
    if (bar.textContent !== text) bar.textContent = text;
    bar.toggleAttribute("data-unsaved", waiting.length > 0);
    var link = form.querySelector("[data-sign-in]");
    if (signedOut && !link) {
      link = document.createElement("a");
      link.className = "ds-link";
      link.dataset.signIn = "";
      link.href = "/logga-in?return=" + encodeURIComponent(location.pathname);
      link.textContent = entry.say("signIn");
      bar.after(link);
    } else if (!signedOut && link) {
      link.remove();
    }
  }

  // ---- Saving

  // complete says whether a row has all numbers that its kind needs, so that it can
  // be saved before the user has left it.
  function complete(row) {
    return ["numerator", "denominator", "mean"].every(function (name) {
      var field = entry.part(row, name);
      return !field || field.value.trim() !== "";
    });
  }

  function save(row) {
    var state = stateOf(row);
    if (state.busy || !dirty(row) || entry.content(row) === state.refused) return;
    clearTimeout(state.timer);
    state.busy = true;
    note(row);
    var sent = entry.content(row);
    var body = new URLSearchParams(Object.assign({}, marks(row), entry.values(row)));
    tell(row, entry.say("saving"), "busy");
    total();
    fetch(form.dataset.rowUrl, { method: "POST", body: body, headers: { "Samsyn-Part": "row" }, redirect: "manual", keepalive: true })
      .then(function (answer) {
        return answer.text().then(function (text) {
          return took(row, sent, answer, text);
        });
      })
      .catch(function () {
        failed(row, "offline");
      })
      .finally(function () {
        total();
        form.dispatchEvent(new Event("rowdone"));
      });
  }

  // failed keeps what was typed and, when it is not the user's to mend, tries again.
  function failed(row, why) {
    var state = stateOf(row);
    state.busy = false;
    state.why = why;
    tell(row, entry.say(why), "failed");
    note(row);
    if (why !== "offline") return;
    state.timer = setTimeout(save, state.wait, row);
    state.wait = Math.min(2 * state.wait, LONGEST);
  }

  // took puts the answer's parts in the row's place.
  function took(row, sent, answer, text) {
    var state = stateOf(row);
    if (answer.status === 401) return failed(row, "signedOut");
    var news = new DOMParser().parseFromString(text, "text/html").querySelector("[data-rows-saved]");
    if (!news) return failed(row, answer.status >= 400 && answer.status < 500 ? "closed" : "offline");
    state.busy = false;
    state.wait = RETRY;
    var untouched = entry.content(row) === sent;
    news.querySelectorAll("[data-row]").forEach(function (made) {
      var old = form.querySelector('[data-row="' + CSS.escape(made.dataset.row) + '"]');
      if (!old) return;
      renew(old, made, answer.ok);
      if (old === row && answer.ok && untouched) rewrite(row, made);
    });
    showOdd(news);
    news.querySelectorAll("[data-together]").forEach(function (made) {
      var old = form.querySelector('[data-together="' + CSS.escape(made.dataset.together) + '"]');
      if (!old) return;
      old.textContent = made.textContent;
      old.hidden = made.hidden;
    });
    form.querySelector("[data-progress]").textContent = news.dataset.progress;
    if (!answer.ok) {
      state.why = "wrong";
      state.refused = sent;
      tell(row, entry.say(answer.status === 409 ? "choose" : "wrong"), "failed");
      note(row);
      again(row);
      return;
    }
    state.refused = null;
    state.why = "";
    state.saved = untouched ? entry.content(row) : sent;
    announced = (lead + " " + entry.say("allSaved") + " " + news.dataset.at).trim();
    tell(row, entry.say("saved") + " " + news.dataset.at, "saved");
    note(row);
    again(row);
  }

  // again saves what was typed while the row was being saved and has been left.
  function again(row) {
    if (!row.contains(document.activeElement)) save(row);
  }

  // rewrite puts what is stored into the fields, as the server writes it; the field
  // that the user is in is left alone.
  function rewrite(row, made) {
    entry.fields(made).forEach(function (next) {
      var field = row.querySelector('[name="' + CSS.escape(next.name) + '"]');
      if (field && field !== document.activeElement && field.type !== "radio") field.value = next.value;
    });
    entry.show(row);
  }

  // renew takes over from the answer what the server knows, and leaves what is typed.
  function renew(row, made, saved) {
    row.querySelectorAll("[data-part]").forEach(function (old) {
      var part = old.dataset.part;
      if (part === "state") return;
      if (part === "changes") {
        renewChanges(row, old, made, saved);
        return;
      }
      if (old.closest("[data-part=changes]")) return;
      var next = Array.from(made.querySelectorAll("[data-part=" + part + "]")).find(function (p) {
        return !p.closest("[data-part=changes]");
      });
      if (next && old.innerHTML !== next.innerHTML) old.replaceChildren.apply(old, next.childNodes);
    });
    made.querySelectorAll(".field").forEach(function (next) {
      var control = next.querySelector("[name]");
      var field = control && row.querySelector('[name="' + CSS.escape(control.name) + '"]');
      if (field && field.closest(".field")) renewError(field, control);
    });
  }

  // showOdd tells in every row which rules do not hold now: what is saved in one row
  // can break a rule in another, or mend it. What looks odd by itself has come with
  // the row.
  function showOdd(news) {
    entry.rows().forEach(function (row) {
      var box = row.querySelector("[data-odd]");
      if (!box) return;
      var now = news.querySelector('[data-broken-in="' + CSS.escape(row.dataset.row) + '"]');
      var lines = box.querySelector("[data-broken]");
      if (lines.innerHTML !== (now ? now.innerHTML : "")) lines.replaceChildren.apply(lines, now ? now.childNodes : []);
      box.hidden = !box.querySelector("[data-part=odd]").childElementCount && !lines.childElementCount;
    });
  }

  // renewChanges puts the answers within the period in place when there is another one.
  function renewChanges(row, old, made, saved) {
    var next = made.querySelector("[data-part=changes]");
    function list(part) {
      return Array.from(part.querySelectorAll("[data-change]")).map(function (c) {
        return c.dataset.change;
      }).join(" ");
    }
    if (!saved) return;
    if (list(old) !== list(next)) {
      old.replaceChildren.apply(old, next.childNodes);
      return;
    }
    next.querySelectorAll("input[type=hidden]").forEach(function (mark) {
      var field = old.querySelector('[name="' + CSS.escape(mark.name) + '"]');
      if (field) field.value = mark.value;
    });
  }

  function renewError(field, control) {
    var old = field.closest(".field").querySelector("[data-field=validation]");
    var next = control.closest(".field").querySelector("[data-field=validation]");
    if (old) old.remove();
    if (next) {
      field.closest(".field").append(next);
      entry.open(field);
    }
    ["aria-invalid", "aria-describedby"].forEach(function (name) {
      if (control.hasAttribute(name)) field.setAttribute(name, control.getAttribute(name));
      else field.removeAttribute(name);
    });
  }

  // saveAll saves what waits. A row that is half filled in waits until it is left.
  function saveAll() {
    entry.rows().forEach(function (row) {
      if (dirty(row) && complete(row)) save(row);
    });
  }

  // ---- When

  function listen() {
    form.addEventListener("input", function (event) {
      var row = entry.rowOf(event.target);
      if (!row) return;
      if (event.isTrusted) lead = "";
      note(row);
      total();
    });
    form.addEventListener("change", function (event) {
      var row = entry.rowOf(event.target);
      if (row && complete(row)) save(row);
    });
    form.addEventListener("focusout", function (event) {
      var row = entry.rowOf(event.target);
      if (!row || row.contains(event.relatedTarget)) return;
      // Whoever looks something up in another window is not done with the row.
      if (document.hasFocus() || complete(row)) save(row);
    });
    form.addEventListener("submit", function (event) {
      leaving = !event.defaultPrevented;
    });
    window.addEventListener("online", saveAll);
    document.addEventListener("visibilitychange", saveAll);
    window.addEventListener("beforeunload", function (event) {
      // Kept on this computer it is not lost; when it could not be kept, ask.
      var lost = entry.rows().some(function (row) {
        return dirty(row) && !kept()[row.dataset.row];
      });
      if (!leaving && lost) event.preventDefault();
    });
    window.addEventListener("pageshow", function () {
      leaving = false;
    });
  }

  // ---- What was kept from another time

  // restore puts what was kept into the rows and saves it, each with the marks of
  // what the user saw then: whatever others have saved since is told, not overwritten.
  function restore() {
    var all = kept();
    var oldest = Date.now() - KEPT_DAYS * 86400000;
    Object.keys(all).forEach(function (name) {
      var what = all[name];
      var row = form && form.querySelector('[data-row="' + CSS.escape(name) + '"]');
      if (what.at < oldest) {
        keep({ dataset: { row: name } }, null);
      } else if (!row) {
        left(name, what);
      } else {
        stateOf(row);
        entry.put(row, what.values);
        if (!dirty(row)) return keep(row, null);
        row.querySelectorAll("input[type=hidden]").forEach(function (mark) {
          if (what.marks[mark.name] !== undefined) mark.value = what.marks[mark.name];
        });
        tell(row, entry.say("restored", clock(what.at)), "busy");
        save(row);
      }
    });
  }

  // left shows what was typed into a row that cannot be changed any more. It is
  // forgotten when the user has seen it.
  function left(name, what) {
    var typed = Object.values(what.values).filter(Boolean).join(", ");
    keep({ dataset: { row: name } }, null);
    if (!typed) return;
    var line = document.createElement("p");
    line.className = "ds-alert entry-note";
    line.dataset.color = "warning";
    line.dataset.size = "sm";
    line.textContent = JSON.parse(page.dataset.words).left.replace("{1}", clock(what.at)).replace("{2}", typed);
    page.append(line);
  }

  if (form) {
    announced = bar.textContent;
    // A row that came back from the server is not saved, and is sent again when it
    // has been mended.
    entry.rows().forEach(function (row) {
      var state = stateOf(row);
      if (!row.querySelector("[aria-invalid], .entry-conflict")) return;
      state.refused = state.saved;
      state.saved = "";
    });
    listen();
    entry.save = save;
    entry.underWay = function () {
      return entry.rows().some(function (row) {
        return stateOf(row).busy;
      });
    };
    entry.announce = function (text) {
      lead = announced = text;
      total();
    };
  }
  restore();
  if (form) total();
})();
