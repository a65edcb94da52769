// Finds things on a page as a person does: by the words that stand there. It is
// an object to be called at once, so that it leaves nothing in the page.
({
  words(e) { return e.textContent.replace(/\s+/g, " ").trim(); },

  visible(e) { return e.checkVisibility({ visibilityProperty: true }); },

  // best is the one that reads exactly so, or else the first that begins so.
  best(list, name) {
    return list.find(e => this.words(e) === name) || list.find(e => this.words(e).startsWith(name));
  },

  // place is the part of the page whose heading begins with the name; more names
  // lead further in.
  place(where) {
    let root = document.querySelector("body");
    for (const name of where || []) {
      const head = this.best([...root.querySelectorAll("legend, h1, h2, h3, summary, caption, th[scope=row], dt")], name);
      if (!head) throw new Error("no part of the page is headed: " + name);
      root = head.closest("fieldset, details, section, tr, table, .entry-row, dl > div, main");
    }
    return root;
  },

  shows(text) { return document.readyState === "complete" && this.read().includes(text); },

  read() { return (document.body ? document.body.innerText : "").replace(/\s+/g, " "); },

  readPlace(where) { return this.words(this.place(where)); },

  field(label, where) {
    const found = this.best([...this.place(where).querySelectorAll("label")].filter(l => this.visible(l)), label);
    if (!found || !found.control) throw new Error("no field to be seen is labelled: " + label);
    return found.control;
  },

  value(label, where) {
    const field = this.field(label, where);
    return field.type === "checkbox" || field.type === "radio" ? String(field.checked) : field.value;
  },

  // focus makes the field ready for typing over what stands in it, and tells its type.
  focus(label, where) {
    const field = this.field(label, where);
    field.scrollIntoView({ block: "center", behavior: "instant" });
    field.focus();
    if (field.select) field.select();
    return field.type;
  },

  put(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  },

  date(label, value, where) { return this.put(this.field(label, where), value); },

  choose(label, option, where) {
    const field = this.field(label, where);
    const found = this.best([...field.options], option);
    if (!found) throw new Error("the list " + label + " has no " + option);
    return this.put(field, found.value);
  },

  // mark shows the hand what to press.
  mark(list, name) {
    document.querySelectorAll("[data-press]").forEach(e => e.removeAttribute("data-press"));
    const found = this.best(list.filter(e => this.visible(e)), name);
    if (!found) throw new Error("nothing to press reads: " + name);
    found.setAttribute("data-press", "");
    found.scrollIntoView({ block: "center", behavior: "instant" });
    window.leaving = true;
    return true;
  },

  button(name, where) { return this.mark([...this.place(where).querySelectorAll("button, a")], name); },

  fold(name, where) { return this.mark([...this.place(where).querySelectorAll("summary")], name); },

  choice(name, where) { return this.mark([...this.place(where).querySelectorAll("label")], name); },

  arrived() { return document.readyState === "complete" && !window.leaving; },

  // cells are a row's cells spread over the columns that they span.
  cells(row) { return [...row.cells].flatMap(c => Array(c.colSpan).fill(c)); },

  // cell is what stands in the table where the row and the column meet.
  cell(caption, row, column) {
    for (const table of document.querySelectorAll("table")) {
      if (caption && !(table.caption && this.words(table.caption).startsWith(caption))) continue;
      const heads = table.tHead ? this.cells(table.tHead.rows[table.tHead.rows.length - 1]) : [];
      const head = this.best(heads, column);
      const line = this.best([...table.querySelectorAll("tbody th")], row);
      if (!head || !line) continue;
      return this.cells(line.closest("tr"))[heads.indexOf(head)].innerText.replace(/\s+/g, " ").trim();
    }
    throw new Error("no table has the row " + row + " and the column " + column);
  },

  // spot is where the keyboard is: in which field of which row.
  spot() {
    const at = document.activeElement, row = at.closest("[data-row]");
    const label = at.labels && at.labels[0] ? this.words(at.labels[0]) : "";
    return { Kind: at.type || at.tagName, Label: label, Row: row ? this.words(row.querySelector("legend")) : "", Value: at.value || "" };
  },

  // copyFrom makes the text ready to be copied; copied goes back to where the
  // keyboard was.
  copyFrom(text) {
    window.before = document.activeElement;
    const area = document.createElement("textarea");
    area.id = "copy-from";
    area.value = text;
    document.body.append(area);
    area.select();
    return true;
  },

  copied() {
    document.getElementById("copy-from").remove();
    window.before.focus();
    return true;
  },

  // pasting lists what a paste would put where, a line each.
  pasting() {
    return [...document.querySelectorAll("dialog[open] tbody tr")].map(r => [...r.cells].map(c => this.words(c)).join(" | "));
  },

  // rowLabels are the labels of every row's fields that are to be seen.
  rowLabels() {
    return [...document.querySelectorAll("[data-row]")].map(r =>
      [...r.querySelectorAll(".entry-fields :is(input, select, textarea)")].filter(f => this.visible(f)).map(f => this.words(f.labels[0])));
  },

  undo() { document.querySelector("[data-undo]").click(); return true; },

  // saving is how the row says it is saved.
  saving(where) { return this.words(this.place(where).querySelector("[data-part=state]")); },

  nothingWaits() { return !document.querySelector("[data-save-state][data-unsaved]"); },

  savedSo(text, where) { return this.saving(where).startsWith(text); },

  // unfilled lists the fields of the rows where nothing has been filled in.
  unfilled() {
    const list = [];
    for (const row of document.querySelectorAll("form fieldset")) {
      const fields = [...row.querySelectorAll("input:not([type=hidden]), textarea, select")];
      if (fields.some(f => f.value !== "")) continue;
      for (const label of row.querySelectorAll("label")) {
        if (this.visible(label) && !this.words(label).endsWith("(valfritt)")) {
          list.push({ Row: this.words(row.querySelector("legend")), Label: this.words(label), List: label.control.options !== undefined });
        }
      }
    }
    return list;
  },

  // drawn tells how every chart is drawn, "canvas" or "picture"; "" while one is not.
  drawn() {
    const inked = c => c.getContext("2d").getImageData(0, 0, c.width, c.height).data.some(p => p !== 0);
    const ways = [...document.querySelectorAll("figure")].map(f => {
      const canvas = f.querySelector("canvas"), picture = f.querySelector("img");
      if (canvas) return inked(canvas) ? "canvas" : "";
      return picture && picture.complete && picture.naturalWidth > 100 ? "picture" : "";
    });
    return ways.length > 0 && ways.every(w => w === ways[0]) ? ways[0] : "";
  },

  drawnAs(way) { return this.drawn() === way; },

  // picture is everything written in the drawing whose caption begins so.
  picture(caption) {
    const figure = [...document.querySelectorAll("figure")].find(f => this.words(f.querySelector("figcaption")).startsWith(caption));
    if (!figure) throw new Error("no picture is called " + caption);
    const [kind, data] = figure.querySelector("img").src.split(";base64,");
    if (kind !== "data:image/svg+xml") throw new Error("not a drawing: " + kind);
    const source = new TextDecoder().decode(Uint8Array.from(atob(data), c => c.charCodeAt(0)));
    const drawing = new DOMParser().parseFromString(source, "image/svg+xml");
    return [...drawing.querySelectorAll("text")].map(t => this.words(t)).join(" ");
  },

  lettered() { return document.fonts.status === "loaded"; },

  // top is where the part that is headed so begins; 0 without a name.
  top(name) {
    const head = name && this.best([...document.querySelectorAll("h2, h3, h4")], name);
    return head ? Math.max(0, head.getBoundingClientRect().top + scrollY - 24) : 0;
  },

  unfoldAll() { document.querySelectorAll("details:not([open])").forEach(d => { d.open = d.wasFolded = true; }); return true; },

  foldAgain() { document.querySelectorAll("details").forEach(d => { d.open = d.open && !d.wasFolded; d.wasFolded = false; }); return true; },

  // overflow names what makes the page wider than its window; "" when nothing does.
  overflow() {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return "";
    const clips = e => e && (getComputedStyle(e).overflowX !== "visible" || clips(e.parentElement));
    const wide = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > room + 1 && !clips(e.parentElement));
    return (document.documentElement.scrollWidth - room) + " px: " + wide.slice(-3).map(e => e.outerHTML.slice(0, 120)).join(" | ");
  },
})
