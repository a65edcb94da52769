package account

import (
	"errors"
	"net/http"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/passkey"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
)

// AskPasskey asks whoever is there for a key, and keeps where that person was going.
func (h *Handlers) AskPasskey(w http.ResponseWriter, r *http.Request) error {
	if page.VisitorOf(r).SignedIn() {
		return page.Redirect(w, r, "/")
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	site, ok := h.passkeySite(r)
	if !ok {
		return page.Redirect(w, r, "/logga-in")
	}
	question, err := site.Ask()
	if err != nil {
		return err
	}
	h.keepAfter(r.Context(), afterIn(form))
	if err := h.keepAsked(r, passkeyAsked{Question: question}); err != nil {
		return err
	}
	return page.Redirect(w, r, signInPasskeyPath)
}

// ShowPasskey lets the browser ask for the key.
func (h *Handlers) ShowPasskey(w http.ResponseWriter, r *http.Request) error {
	asked, ok := h.asked(r, false)
	if !ok {
		return page.Redirect(w, r, "/logga-in")
	}
	v := view.PasskeyView{Title: i18n.T(r.Context(), "Logga in med lösennyckel"), Action: signInPasskeyPath, Ask: asked.Question.Ask, BackURL: "/logga-in"}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Passkey(v), Scripts: passkeyScript})
}

// SignInByPasskey checks the key's answer and begins a session under a new token.
func (h *Handlers) SignInByPasskey(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	asked, ok := h.asked(r, false)
	site, can := h.passkeySite(r)
	if !ok || !can {
		return page.Redirect(w, r, "/logga-in")
	}
	h.sessions.Remove(ctx, PasskeyKey) // an answer is taken once
	person, key, err := site.Shown(asked.Question.Keep, form.Value("answer"), func(id int64) (passkey.Owner, error) {
		p, held, err := h.room.PasskeyHolder(ctx, org.PersonID(id))
		return passkeyOwner(p, held), err
	})
	var who account.SignedIn
	if err == nil {
		who, err = h.room.SignInByPasskey(ctx, org.PersonID(person), account.Passkey{CredentialID: key.ID, Credential: key.Text}, from(r))
	}
	switch {
	case errors.Is(err, passkey.ErrInvalid), errors.Is(err, fault.ErrNotFound):
		page.NoteRefusal(ctx, page.Refusal{Why: "passkey", Person: org.PersonID(person)})
		return page.RedirectWith(w, r, "/logga-in", page.Warn(i18n.T(ctx, "Det gick inte att logga in med lösennyckeln. Försök igen, eller logga in med lösenordet.")))
	case err != nil:
		return err
	}
	return h.goOn(w, r, who, h.after(ctx))
}
