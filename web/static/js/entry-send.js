// Lets the whole form wait for rows that are on their way: it would send them once more, with
// marks that are too old by then, and its user would be told that somebody else was first. Not
// for long: a lost connection is told by the page that does not come. Needs entry-form.js, and
// stands before entry-save.js.
(function () {
  "use strict";

  var entry = window.samsynEntry;
  if (!entry || !entry.form) return;
  var form = entry.form;
  var LONGEST = 4000; // ms
  var pressed = null; // the button that waits
  var sending = false;

  function send(anyway) {
    if (!pressed || (anyway !== true && entry.underWay())) return;
    var button = pressed;
    pressed = null;
    sending = true;
    form.requestSubmit(button);
  }

  form.addEventListener("submit", function (event) {
    if (sending || !event.submitter || !entry.underWay()) return;
    event.preventDefault();
    if (!pressed) setTimeout(send, LONGEST, true);
    pressed = event.submitter;
  });
  form.addEventListener("rowdone", send);
  window.addEventListener("pageshow", function () {
    sending = false;
  });
})();
