package account

import (
	"net/http"
	"net/mail"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

const forgotPath = "/logga-in/glomt"

// forgotTakes is how long the answer takes at the least, so that the time tells nobody
// whether there is an account: a mail is queued within it.
const forgotTakes = 400 * time.Millisecond

// asking is who asks for a mail without being signed in.
func asking(r *http.Request, email string) account.Asking {
	return account.Asking{Email: email, ClientAddress: page.VisitorOf(r).Actor.ClientAddress, RequestID: page.RequestID(r.Context())}
}

// ShowForgot asks who has forgotten the password, or says what happens after that.
func (h *Handlers) ShowForgot(w http.ResponseWriter, r *http.Request) error {
	return h.showForgot(w, r, page.NewForm(nil))
}

// ForgotPassword sends a link to the address if there is such an account. The answer is the
// same when there is none, and comes as soon.
func (h *Handlers) ForgotPassword(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	email := form.Text("email", maxTyped)
	address, wrong := mail.ParseAddress(email)
	switch {
	case email == "":
		form.Problem("email", "required")
	case wrong != nil || address.Address != email:
		form.Problem("email", "email_invalid")
	}
	if form.Err() != nil {
		return h.showForgot(w, r, form)
	}
	answer := time.NewTimer(forgotTakes)
	defer answer.Stop()
	if err := h.room.ForgotPassword(r.Context(), asking(r, email)); err != nil {
		return err
	}
	select {
	case <-answer.C:
	case <-r.Context().Done():
	}
	return page.Redirect(w, r, forgotPath+"?skickat=1")
}

func (h *Handlers) showForgot(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	v := view.ForgotView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Glömt lösenordet?")}, Mails: h.room.SendsMail(),
		Form: ui.FormState{Action: forgotPath, BackURL: "/logga-in", Problems: form.Summary(ctx)},
		Email: ui.FieldProps{Name: "email", Label: i18n.T(ctx, "E-postadress"), Type: "email", Value: form.Value("email"), Error: form.Error(ctx, "email"),
			Description: i18n.T(ctx, "Den som du loggar in med."), Autocomplete: "username", Required: true}}
	v.Sent = v.Mails && r.Method == http.MethodGet && r.URL.Query().Has("skickat")
	switch {
	case v.Sent:
		v.Heading.Title = i18n.T(ctx, "Titta i din e-post")
	case v.Mails:
		v.Heading.Lead = i18n.T(ctx, "Skriv din e-postadress, så kommer ett mejl med en länk för att välja ett nytt.")
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.Forgot(v)})
}
