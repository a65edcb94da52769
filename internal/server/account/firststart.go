package account

import (
	"context"
	"net/http"
	"net/url"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
)

// ShowFirstStart asks for the administrator's account while nobody has one, and
// does not exist afterwards.
func (h *Handlers) ShowFirstStart(w http.ResponseWriter, r *http.Request) error {
	first, err := h.room.IsFirstStart(r.Context())
	if err != nil {
		return err
	}
	if !first {
		return fault.ErrNotFound
	}
	form := page.NewForm(url.Values{"profession": {string(org.OtherProfession)}})
	return showFirstStart(w, r, http.StatusOK, form)
}

// CreateFirstAccount makes the administrator's account.
func (h *Handlers) CreateFirstAccount(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	person := readPerson(form)
	err = form.Err()
	if err == nil {
		err = h.room.CreateFirstAccount(ctx, account.FirstAccount{
			Name: person.Name, Email: person.Email, Profession: person.Profession,
			Password: form.Value("password"), Repeat: form.Value("repeat"),
			ClientAddress: page.VisitorOf(r).Actor.ClientAddress, RequestID: page.RequestID(ctx)})
	}
	if form.Rejected(err) {
		return showFirstStart(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, "/logga-in", page.Done(i18n.T(ctx, "Kontot är skapat. Logga in med det.")))
}

func showFirstStart(w http.ResponseWriter, r *http.Request, status int, form *page.Form) error {
	ctx := r.Context()
	return page.Show(w, r, status, page.Page{
		Title: i18n.T(ctx, "Välkommen till Samsyn"), Content: view.FirstStart(newFirstStartView(ctx, form))})
}

func newFirstStartView(ctx context.Context, form *page.Form) view.FirstStartView {
	return view.FirstStartView{
		Person: newPersonForm(ctx, form), Problems: form.Summary(ctx), Errors: form.Errors(ctx)}
}
