package account

import (
	"context"
	"net/http"
	"strings"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// The addresses about one's own second factor. Whoever must set one up reaches nothing
// else (HeldBackMayReach).
const (
	factorPath    = "/konto/tvasteg"
	newFactorPath = factorPath + "/ny"
	// SetUpPath is where those are led who must set one up.
	SetUpPath = newFactorPath
)

// HeldBackMayReach reports whether somebody who must set up a second factor first may go
// to the address.
func HeldBackMayReach(path string) bool {
	return path == factorPath || strings.HasPrefix(path, factorPath+"/")
}

// ShowFactor shows how it is with the visitor's second factor.
func (h *Handlers) ShowFactor(w http.ResponseWriter, r *http.Request) error {
	return h.showFactor(w, r, http.StatusOK, page.NewForm(nil))
}

// again is the password that the form asks for once more.
func again(r *http.Request, form *page.Form) account.PasswordAgain {
	return account.PasswordAgain{Password: form.Value("password"), JustShown: page.VisitorOf(r).HeldBack}
}

// noteAgain writes into the log that the visitor's own password, asked for once more, was
// wrong.
func noteAgain(r *http.Request, err error) {
	page.NoteWrong(r.Context(), page.Refusal{Why: "password_again", Person: page.VisitorOf(r).Actor.Person.ID}, err)
}

// NewRecoveryCodes gives the visitor other recovery codes.
func (h *Handlers) NewRecoveryCodes(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	codes, err := h.room.NewRecoveryCodes(r.Context(), page.VisitorOf(r).Actor, again(r, form))
	if form.Rejected(err) {
		noteAgain(r, err)
		return h.showFactor(w, r, page.Refused(w, err), form)
	}
	if err != nil {
		return err
	}
	return showRecovery(w, r, view.RecoveryView{Title: i18n.T(r.Context(), "Nya reservkoder"), Codes: codes, NextURL: factorPath})
}

// RemoveFactor takes the visitor's second factor away.
func (h *Handlers) RemoveFactor(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	err = h.room.RemoveSecondFactor(ctx, page.VisitorOf(r).Actor, again(r, form))
	if form.Rejected(err) {
		noteAgain(r, err)
		return h.showFactor(w, r, page.Refused(w, err), form)
	}
	if err != nil {
		return err
	}
	who := SessionOf(ctx, h.sessions)
	who.Method = who.Method.WithoutCode()
	if err := h.remember(ctx, who, who.Method); err != nil {
		return err
	}
	return page.RedirectWith(w, r, factorPath, page.Done(i18n.T(ctx, "Tvåstegsinloggning är avstängd.")))
}

// ResetFactor takes away the second factor of somebody who has lost it.
func (h *Handlers) ResetFactor(w http.ResponseWriter, r *http.Request) error {
	return h.saveAccount(w, r, func(_ *page.Form, visitor page.Visitor, id org.PersonID) (string, error) {
		return i18n.T(r.Context(), "Tvåstegsinloggningen är nollställd."), h.room.ResetSecondFactor(r.Context(), visitor.Actor, id)
	})
}

func showRecovery(w http.ResponseWriter, r *http.Request, v view.RecoveryView) error {
	w.Header().Set("Cache-Control", "no-store")
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Recovery(v)})
}

func (h *Handlers) showFactor(w http.ResponseWriter, r *http.Request, status int, form *page.Form) error {
	visitor := page.VisitorOf(r)
	state, err := h.room.SecondFactor(r.Context(), visitor.Actor)
	if err != nil {
		return err
	}
	v := newFactorView(r.Context(), form, state)
	if v.HeldBack = visitor.HeldBack; v.HeldBack {
		v.Heading.Trail = nil
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Factor(v)})
}

func newFactorView(ctx context.Context, form *page.Form, s account.SecondFactorState) view.FactorView {
	v := view.FactorView{
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Tvåstegsinloggning"), Trail: []ui.Link{{Text: i18n.T(ctx, "Mitt konto"), URL: "/konto"}},
			Lead: i18n.T(ctx, "Med lösenordet och en kod från din telefon kommer ingen annan in, även om någon får tag i lösenordet.")},
		Action: factorPath, On: s.Since != nil, Demanded: s.Demanded, HasPassword: s.HasPassword,
		Problems: form.Summary(ctx), PasswordError: form.Error(ctx, "password"),
	}
	if s.Since == nil {
		return v
	}
	v.Since = i18n.T(ctx, "Påslagen sedan %s.", i18n.LongDate(ctx, *s.Since))
	v.CodesLeft = i18n.T(ctx, "%s av %s reservkoder är kvar.", i18n.Integer(ctx, int64(s.CodesLeft)), i18n.Integer(ctx, account.RecoveryCodes))
	v.FewLeft = s.CodesLeft <= 3
	return v
}
