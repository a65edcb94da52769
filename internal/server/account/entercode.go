package account

import (
	"errors"
	"net/http"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
)

// codePath asks for the second step.
const codePath = "/logga-in/kod"

// ShowCode asks whoever has shown a password for a code.
func (h *Handlers) ShowCode(w http.ResponseWriter, r *http.Request) error {
	if _, ok := h.halfIn(r.Context()); !ok {
		return page.Redirect(w, r, "/logga-in")
	}
	return showCode(w, r, http.StatusOK, page.NewForm(nil))
}

// EnterCode checks the code, or the recovery code instead, and begins a session under a
// new token.
func (h *Handlers) EnterCode(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	shown, ok := h.halfIn(ctx)
	if !ok {
		return h.halfIsOver(w, r)
	}
	step := account.SecondStep{Half: shown, Code: form.Text("code", 20), Recovery: form.Text("recovery", 40), From: from(r)}
	if step.Code == "" && step.Recovery == "" {
		form.Problem("code", "required")
	}
	who, err := account.SignedIn{}, form.Err()
	if err == nil {
		who, err = h.room.EnterCode(ctx, step)
	}
	switch {
	case errors.Is(err, fault.ErrNotFound): // another password, or no second factor any more
		return h.halfIsOver(w, r)
	case form.Rejected(err):
		why := "code"
		if step.Recovery != "" {
			why = "recovery_code"
		}
		page.NoteWrong(ctx, page.Refusal{Why: why, Person: shown.Person}, err)
		return showCode(w, r, page.Refused(w, err), form)
	case err != nil:
		return err
	}
	return h.goOn(w, r, who, h.after(ctx))
}

// halfIsOver leads back to the password.
func (h *Handlers) halfIsOver(w http.ResponseWriter, r *http.Request) error {
	h.sessions.Remove(r.Context(), HalfKey)
	return page.RedirectWith(w, r, "/logga-in", page.Warn(i18n.T(r.Context(), "Det tog för lång tid. Logga in igen.")))
}

func showCode(w http.ResponseWriter, r *http.Request, status int, form *page.Form) error {
	ctx := r.Context()
	v := view.CodeView{Problems: form.Summary(ctx), CodeError: form.Error(ctx, "code"),
		RecoveryError: form.Error(ctx, "recovery"), OpenRecovery: form.Value("recovery") != ""}
	return page.Show(w, r, status, page.Page{Title: i18n.T(ctx, "Ange koden"), Content: view.EnterCode(v)})
}
