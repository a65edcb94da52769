package account

import (
	"bytes"
	"errors"
	"image/png"
	"net/http"
	"strings"

	"github.com/pquerna/otp"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
)

// BeginFactor makes up a secret for the visitor's app.
func (h *Handlers) BeginFactor(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	err = h.room.BeginSecondFactor(r.Context(), page.VisitorOf(r).Actor, again(r, form))
	if form.Rejected(err) {
		noteAgain(r, err)
		return h.showFactor(w, r, page.Refused(w, err), form)
	}
	if err != nil {
		return err
	}
	return page.Redirect(w, r, newFactorPath)
}

// ShowNewFactor shows the secret to put into an app, and asks for a code of it.
func (h *Handlers) ShowNewFactor(w http.ResponseWriter, r *http.Request) error {
	return h.showNewFactor(w, r, http.StatusOK, page.NewForm(nil))
}

// ShowFactorImage is the secret as a square code to photograph.
func (h *Handlers) ShowFactorImage(w http.ResponseWriter, r *http.Request) error {
	begun, err := h.room.BegunSecondFactor(r.Context(), page.VisitorOf(r).Actor)
	if err != nil {
		return err
	}
	key, err := otp.NewKeyFromURL(begun.URL)
	if err != nil {
		return err
	}
	picture, err := key.Image(factorImage, factorImage)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := png.Encode(&body, picture); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = body.WriteTo(w) // a browser that hung up is nobody's error
	return nil
}

// factorImage is how wide the square code is, in pixels.
const factorImage = 240

// ConfirmFactor makes what was begun the visitor's second factor, and shows the recovery
// codes in the answer itself since they are stored nowhere.
func (h *Handlers) ConfirmFactor(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	codes, err := h.room.ConfirmSecondFactor(ctx, visitor.Actor,
		account.Confirmation{Code: form.Text("code", 20), Session: visitor.Session.ID})
	if form.Rejected(err) {
		return h.showNewFactor(w, r, page.Refused(w, err), form)
	}
	if errors.Is(err, fault.ErrNotFound) { // begun more than an hour ago
		return page.Redirect(w, r, factorPath)
	}
	if err != nil {
		return err
	}
	who, after := SessionOf(ctx, h.sessions), h.after(ctx)
	if who.Next = account.NothingLeft; !who.Method.TwoSteps() {
		who.Method = who.Method.WithCode()
	}
	if err := h.remember(ctx, who, who.Method); err != nil {
		return err
	}
	if err := h.markBrowser(w, r, who.Person); err != nil {
		return err
	}
	v := view.RecoveryView{Title: i18n.T(ctx, "Tvåstegsinloggning är påslagen"), Codes: codes, NextURL: factorPath}
	if visitor.HeldBack {
		v.NextURL = localPath(after.Return)
	}
	if kept, err := newKeptView(after); err == nil && after.Kept != "" {
		v.Kept = &kept
	}
	return showRecovery(w, r.WithContext(page.WithVisitor(ctx, visitor.Free())), v)
}

func (h *Handlers) showNewFactor(w http.ResponseWriter, r *http.Request, status int, form *page.Form) error {
	ctx := r.Context()
	begun, err := h.room.BegunSecondFactor(ctx, page.VisitorOf(r).Actor)
	if errors.Is(err, fault.ErrNotFound) {
		return page.Redirect(w, r, factorPath)
	}
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	v := view.NewFactorView{Action: newFactorPath, Image: newFactorPath + "/kod.png", Width: factorImage, Secret: inFours(begun.Secret),
		Link: begun.URL, Problems: form.Summary(ctx), CodeError: form.Error(ctx, "code"), HeldBack: page.VisitorOf(r).HeldBack}
	return page.Show(w, r, status, page.Page{Title: i18n.T(ctx, "Lägg in Samsyn i en app"), Content: view.NewFactor(v)})
}

// inFours is a text in groups of four, to be read and typed.
func inFours(text string) string {
	var b strings.Builder
	for n, letter := range text {
		if n > 0 && n%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(letter)
	}
	return b.String()
}
