package account

import (
	"net/http"
	"net/url"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// SaveContact stores how the visitor is reached.
func (h *Handlers) SaveContact(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	c := account.Contact{Phone: form.Text("phone", maxTyped), About: form.Text("contact", maxTyped)}
	if err = form.Err(); err == nil {
		err = h.room.SaveContact(ctx, page.VisitorOf(r).Actor, c)
	}
	if form.Rejected(err) {
		return h.showProfile(w, r, profilePage{status: http.StatusUnprocessableEntity, form: form})
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, "/konto", page.Done(i18n.T(ctx, "Så når man dig är sparat.")))
}

// contactForm is how the visitor is reached, as stored or as it came back; nil for those who
// are in no group's directory.
func (h *Handlers) contactForm(r *http.Request, back *page.Form) (*view.ContactForm, error) {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.Discuss, 0) {
		return nil, nil
	}
	form := back
	if !form.Has("contact") {
		c, err := h.room.Contact(ctx, visitor.Actor)
		if err != nil {
			return nil, err
		}
		form = page.NewForm(url.Values{"phone": {c.Phone}, "contact": {c.About}})
	}
	return &view.ContactForm{
		Phone: ui.FieldProps{Name: "phone", Label: i18n.T(ctx, "Telefon"), Type: "tel", Value: form.Value("phone"), Error: back.Error(ctx, "phone"),
			MaxLength: account.MaxPhone, Autocomplete: "tel", Optional: true},
		About: ui.TextAreaProps{Name: "contact", Label: i18n.T(ctx, "När man når dig, och vad man kan fråga om"), Value: form.Value("contact"),
			Error: back.Error(ctx, "contact"), Rows: 2, MaxLength: account.MaxContactAbout, Optional: true},
	}, nil
}
