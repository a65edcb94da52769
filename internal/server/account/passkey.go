package account

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/passkey"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// The addresses of passkeys: one's own, and signing in with one.
const (
	passkeysPath      = "/konto/losennycklar"
	newPasskeyPath    = passkeysPath + "/ny"
	signInPasskeyPath = "/logga-in/nyckel"
)

// PasskeyKey is where a session holds what a browser has been asked of a passkey: JSON of a
// passkeyAsked.
const PasskeyKey = "passkey"

// passkeyScript asks the browser.
var passkeyScript = []string{"js/passkey.js"}

// passkeyAsked is a question to a browser, until its answer comes.
type passkeyAsked struct {
	Question passkey.Question
	Name     string // of the key that is made; "" when somebody signs in
}

// passkeySite is where the visitor's keys work; false where browsers take none.
func (h *Handlers) passkeySite(r *http.Request) (passkey.Site, bool) {
	return passkey.At(h.address(r))
}

// keepAsked keeps the question in the session.
func (h *Handlers) keepAsked(r *http.Request, asked passkeyAsked) error {
	text, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	h.sessions.Put(r.Context(), PasskeyKey, string(text))
	return nil
}

// asked is what keepAsked has kept; false for nothing, or a question of the other kind.
func (h *Handlers) asked(r *http.Request, making bool) (asked passkeyAsked, ok bool) {
	err := json.Unmarshal([]byte(h.sessions.GetString(r.Context(), PasskeyKey)), &asked)
	return asked, err == nil && asked.Question.Keep != "" && making == (asked.Name != "")
}

// passkeyOwner is the person as keys know one.
func passkeyOwner(p org.Person, held []account.Passkey) passkey.Owner {
	o := passkey.Owner{Person: int64(p.ID), Email: p.Email, Name: p.Name}
	for _, k := range held {
		o.Keys = append(o.Keys, passkey.Key{ID: k.CredentialID, Text: k.Credential})
	}
	return o
}

// ShowPasskeys shows the visitor's keys.
func (h *Handlers) ShowPasskeys(w http.ResponseWriter, r *http.Request) error {
	return h.showPasskeys(w, r, http.StatusOK, page.NewForm(nil))
}

func (h *Handlers) showPasskeys(w http.ResponseWriter, r *http.Request, status int, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	held, err := h.room.Passkeys(ctx, visitor.Actor)
	if err != nil {
		return err
	}
	state, err := h.room.SecondFactor(ctx, visitor.Actor)
	if err != nil {
		return err
	}
	v := view.PasskeysView{
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Lösennycklar"), Trail: []ui.Link{{Text: i18n.T(ctx, "Mitt konto"), URL: "/konto"}},
			Lead: i18n.T(ctx, "Med en lösennyckel (passkey) i telefonen, datorn eller en säkerhetsnyckel loggar du in utan lösenord. Den räknas som båda stegen.")},
		Action: passkeysPath, Problems: form.Summary(ctx), Name: form.Value("name"), NameError: form.Error(ctx, "name"), PasswordError: form.Error(ctx, "password"),
	}
	switch _, can := h.passkeySite(r); {
	case !state.HasPassword:
		v.Why = i18n.T(ctx, "Du loggar in hos din region, och det är där som det bestäms hur du visar vem du är. Här behövs inget mer.")
	case !can:
		v.Why = i18n.T(ctx, "Lösennycklar går inte att använda på den adress där du har öppnat Samsyn.")
	}
	for _, k := range held {
		used := i18n.T(ctx, "inte använd än")
		if k.UsedAt != nil {
			used = i18n.T(ctx, "senast använd %s", i18n.LongDate(ctx, *k.UsedAt))
		}
		v.Rows = append(v.Rows, view.PasskeyRow{Name: k.Name, Text: i18n.T(ctx, "Tillagd %s, %s.", i18n.LongDate(ctx, k.AddedAt), used),
			RemoveURL: fmt.Sprintf("%s/%d/ta-bort", passkeysPath, k.ID)})
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Passkeys(v)})
}

// BeginPasskey asks for a new key on the visitor's device.
func (h *Handlers) BeginPasskey(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	site, ok := h.passkeySite(r)
	if !ok {
		return page.Redirect(w, r, passkeysPath) // which says why
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	name := form.Text("name", maxTyped)
	held, err := h.room.BeginPasskey(r.Context(), visitor.Actor, again(r, form), name)
	if form.Rejected(err) {
		noteAgain(r, err)
		return h.showPasskeys(w, r, page.Refused(w, err), form)
	}
	if err != nil {
		return err
	}
	question, err := site.Make(passkeyOwner(visitor.Actor.Person, held))
	if err != nil {
		return err
	}
	if err := h.keepAsked(r, passkeyAsked{question, name}); err != nil {
		return err
	}
	return page.Redirect(w, r, newPasskeyPath)
}

// ShowNewPasskey lets the browser make the key.
func (h *Handlers) ShowNewPasskey(w http.ResponseWriter, r *http.Request) error {
	asked, ok := h.asked(r, true)
	if !ok {
		return page.Redirect(w, r, passkeysPath)
	}
	v := view.PasskeyView{Title: i18n.T(r.Context(), "Skapa lösennyckel"), Action: newPasskeyPath, Making: true, Ask: asked.Question.Ask, BackURL: passkeysPath}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Passkey(v), Scripts: passkeyScript})
}

// AddPasskey keeps the key that the browser has made.
func (h *Handlers) AddPasskey(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	asked, ok := h.asked(r, true)
	site, can := h.passkeySite(r)
	if !ok || !can {
		return page.Redirect(w, r, passkeysPath)
	}
	h.sessions.Remove(ctx, PasskeyKey) // an answer is taken once
	key, err := site.Made(passkeyOwner(visitor.Actor.Person, nil), asked.Question.Keep, form.Value("answer"))
	if err == nil {
		err = h.room.AddPasskey(ctx, visitor.Actor, account.Passkey{CredentialID: key.ID, Credential: key.Text, Name: asked.Name})
	}
	switch {
	case errors.Is(err, passkey.ErrInvalid), errors.Is(err, fault.ErrConflict):
		page.NoteRefusal(ctx, page.Refusal{Why: "passkey", Person: visitor.Actor.Person.ID})
		return page.RedirectWith(w, r, passkeysPath, page.Warn(i18n.T(ctx, "Lösennyckeln blev inte tillagd. Försök igen.")))
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, passkeysPath, page.Done(i18n.T(ctx, "Lösennyckeln %s är tillagd.", asked.Name)))
}

// RemovePasskey takes away one of the visitor's keys.
func (h *Handlers) RemovePasskey(w http.ResponseWriter, r *http.Request) error {
	id, err := page.ID(r, "passkey")
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	err = h.room.RemovePasskey(r.Context(), page.VisitorOf(r).Actor, again(r, form), id)
	if form.Rejected(err) {
		noteAgain(r, err)
		return h.showPasskeys(w, r, page.Refused(w, err), form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, passkeysPath, page.Done(i18n.T(r.Context(), "Lösennyckeln är borttagen. Ta bort den på enheten också.")))
}
