package account

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// ShowWelcome welcomes somebody who is invited, and asks for a password.
func (h *Handlers) ShowWelcome(w http.ResponseWriter, r *http.Request) error {
	return h.showKey(w, r, account.InvitationKey, page.NewForm(nil))
}

// Welcome takes the first password, and lets its owner in.
func (h *Handlers) Welcome(w http.ResponseWriter, r *http.Request) error {
	return h.choosePassword(w, r, account.InvitationKey)
}

// ShowReset asks for a new password instead of one that is forgotten.
func (h *Handlers) ShowReset(w http.ResponseWriter, r *http.Request) error {
	return h.showKey(w, r, account.ResetKey, page.NewForm(nil))
}

// Reset takes the new password. Signing in comes after, with all its steps: whoever has
// come by somebody's mail has not come in.
func (h *Handlers) Reset(w http.ResponseWriter, r *http.Request) error {
	return h.choosePassword(w, r, account.ResetKey)
}

func (h *Handlers) choosePassword(w http.ResponseWriter, r *http.Request, purpose account.KeyPurpose) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	choice := account.PasswordChoice{Key: chi.URLParam(r, "key"), Purpose: purpose, Password: form.Value("password"), Repeat: form.Value("repeat"),
		ClientAddress: visitor.Actor.ClientAddress, RequestID: page.RequestID(ctx)}
	person, err := h.room.ChoosePassword(ctx, choice)
	switch {
	case form.Rejected(err), errors.Is(err, fault.ErrWrongState), errors.Is(err, fault.ErrNotFound):
		return h.showKey(w, r, purpose, form)
	case err != nil:
		return err
	}
	if purpose == account.ResetKey {
		return page.RedirectWith(w, r, "/logga-in", page.Done(i18n.T(ctx, "Lösenordet är bytt. Logga in med det.")))
	}
	who, err := h.room.SignIn(ctx, account.Credentials{Email: person.Email, Password: choice.Password,
		From: from(r)})
	if form.Rejected(err) { // the role has not begun
		return page.RedirectWith(w, r, "/logga-in", page.Done(i18n.T(ctx, "Lösenordet är valt. Du kan logga in när din roll har börjat.")))
	}
	if err != nil {
		return err
	}
	return h.letIn(w, r, who, form)
}

// showKey shows what the key in the address opens, or why it opens nothing. No copy of the
// page is kept anywhere, since its address is secret, and no
// request that it makes tells the address.
func (h *Handlers) showKey(w http.ResponseWriter, r *http.Request, purpose account.KeyPurpose, form *page.Form) error {
	ctx := r.Context()
	w.Header().Set("Cache-Control", "no-store")
	// Forms need to say which site they come from, which no-referrer would hide from us too.
	w.Header().Set("Referrer-Policy", "strict-origin")
	key := chi.URLParam(r, "key")
	opened, err := h.room.OpenKey(ctx, key, purpose)
	if errors.Is(err, fault.ErrNotFound) {
		opened, err = account.OpenedKey{}, h.wrongKey(r, "mailed_key")
	} else if err == nil && opened.State != account.KeyOpen {
		page.NoteRefusal(ctx, page.Refusal{Why: "mailed_key", Person: opened.Person.ID})
	}
	if err != nil {
		return err
	}
	if opened.State != account.KeyOpen {
		v := h.newClosedKeyView(ctx, opened)
		if opened.CanAsk {
			v.AgainURL = "/valkommen/" + key + "/ny"
		}
		status := http.StatusGone
		if opened.State == "" {
			status = http.StatusNotFound
		}
		return page.Show(w, r, status, page.Page{Title: v.Heading.Title, HideGroup: true, Content: view.ClosedKey(v)})
	}
	v := newChoosePasswordView(ctx, form, opened, page.VisitorOf(r).Today())
	if purpose == account.ResetKey {
		v.Heading.Title, v.Heading.Lead = i18n.T(ctx, "Välj ett nytt lösenord"), i18n.T(ctx, "Det gamla slutar gälla, och du loggas ut överallt.")
		v.Roles, v.Submit = nil, i18n.T(ctx, "Spara lösenordet")
	}
	v.Form.Action = r.URL.Path
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, HideGroup: true, Content: view.ChoosePassword(v)})
}

// wrongKey counts and logs a secret address that opens nothing; a *fault.BrakedError when
// there have been too many.
func (h *Handlers) wrongKey(r *http.Request, why string) error {
	page.NoteRefusal(r.Context(), page.Refusal{Why: why})
	return h.room.WrongKey(r.Context(), page.ClientAddress(r))
}

func newChoosePasswordView(ctx context.Context, form *page.Form, o account.OpenedKey, today time.Time) view.ChoosePasswordView {
	v := view.ChoosePasswordView{
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Välkommen till Samsyn, %s", o.Person.Name),
			Lead: i18n.T(ctx, "Här följer klinikerna upp vårdens kvalitet tillsammans. Välj ett lösenord, så är du igång.")},
		Form: ui.FormState{Problems: form.Summary(ctx)}, Email: o.Person.Email, Submit: i18n.T(ctx, "Spara lösenordet och gå vidare"),
		Password: ui.FieldProps{Name: "password", Label: i18n.T(ctx, "Lösenord"), Type: "password", Error: form.Error(ctx, "password"),
			Description: view.PasswordHelp(ctx), Reveal: true, Autocomplete: "new-password", Required: true},
		Repeat: ui.FieldProps{Name: "repeat", Label: i18n.T(ctx, "Lösenordet en gång till"), Type: "password", Error: form.Error(ctx, "repeat"),
			Autocomplete: "new-password", Required: true},
		Note: i18n.T(ctx, "Länken fungerar en gång, senast %s klockan %s.", i18n.LongDate(ctx, o.Until), i18n.Clock(ctx, o.Until)),
	}
	if o.GivenBy != "" {
		v.Heading.Lead = i18n.T(ctx, "%s har gett dig ett konto. Här följer klinikerna upp vårdens kvalitet tillsammans. Välj ett lösenord, så är du igång.", o.GivenBy)
	}
	for _, role := range o.Roles {
		v.Roles = append(v.Roles, heldRole(ctx, role, today))
	}
	return v
}

// heldRole is a role with where it is held, and from when if it has not begun.
func heldRole(ctx context.Context, r account.HeldRole, today time.Time) string {
	parts := []string{words.Role(ctx, r.Role)}
	for _, place := range []string{r.UnitName, r.GroupName, r.Represents} {
		if place != "" {
			parts = append(parts, place)
		}
	}
	if r.From.After(today) {
		parts = append(parts, i18n.T(ctx, "från %s", i18n.LongDate(ctx, r.From)))
	}
	if r.To != nil {
		parts = append(parts, i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, *r.To)))
	}
	return strings.Join(parts, ", ")
}

func (h *Handlers) newClosedKeyView(ctx context.Context, o account.OpenedKey) view.ClosedKeyView {
	v := view.ClosedKeyView{Forgot: h.room.SendsMail(), Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Länken fungerar inte"),
		Lead: i18n.T(ctx, "Den är ofullständig, eller så har du fått en nyare. Använd länken i det senaste mejlet, eller be om en ny.")}}
	switch o.State {
	case account.KeyUsed:
		v.Heading.Title, v.Heading.Lead = i18n.T(ctx, "Länken är använd"), i18n.T(ctx, "Lösenordet är redan valt. Logga in med det.")
	case account.KeyExpired:
		v.Heading.Title, v.Heading.Lead = i18n.T(ctx, "Länken har gått ut"), i18n.T(ctx, "Be den som sköter kontona eller gruppens sammanställande om en ny.")
		switch {
		case o.CanAsk:
			v.Heading.Lead = i18n.T(ctx, "Den gällde till %s. Du kan få en ny med mejl, till samma adress.", i18n.LongDate(ctx, o.Until))
		case v.Forgot:
			v.Heading.Lead = i18n.T(ctx, "Be om en ny.")
		}
	}
	return v
}

// AskAgain sends a new invitation to the owner of one that is too old.
func (h *Handlers) AskAgain(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	err := h.room.AskAgain(ctx, chi.URLParam(r, "key"), asking(r, ""))
	if errors.Is(err, fault.ErrWrongState) || errors.Is(err, fault.ErrNotFound) {
		return h.showKey(w, r, account.InvitationKey, page.NewForm(nil))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, "/logga-in", page.Done(i18n.T(ctx, "En ny länk är på väg till din e-post.")))
}
