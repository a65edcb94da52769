// Asks the browser for a passkey, or to make one, and sends what it answers. The page says
// what to ask; the server checks the answer.
"use strict";

(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const told = form.querySelector("[data-told]");
  const keys = window.PublicKeyCredential;
  let asking = false;

  // why is the sentence for what went wrong, by the names that WebAuthn gives.
  const why = (name) =>
    ({ NotAllowedError: form.dataset.stopped, AbortError: form.dataset.stopped, InvalidStateError: form.dataset.known })[name] || form.dataset.failed;

  async function ask() {
    if (asking) return;
    asking = true;
    told.textContent = "";
    try {
      const question = JSON.parse(form.dataset.passkey);
      const credential = form.dataset.making === "yes"
        ? await navigator.credentials.create({ publicKey: keys.parseCreationOptionsFromJSON(question) })
        : await navigator.credentials.get({ publicKey: keys.parseRequestOptionsFromJSON(question) });
      form.elements.answer.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch (problem) {
      asking = false;
      told.textContent = why(problem.name);
    }
  }

  form.hidden = false;
  if (!keys || !keys.parseRequestOptionsFromJSON) {
    told.textContent = form.dataset.old;
    form.querySelector("button").hidden = true;
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  ask();
})();
