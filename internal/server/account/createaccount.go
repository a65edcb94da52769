package account

import (
	"context"
	"net/http"
	"net/url"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
)

// EditNewAccount shows the form for a person to add.
func (h *Handlers) EditNewAccount(w http.ResponseWriter, r *http.Request) error {
	form := page.NewForm(url.Values{"profession": {string(org.Physician)}})
	return h.showNewAccount(w, r, http.StatusOK, form)
}

// CreateAccount adds a person, who is invited by mail or with a link to hand over.
func (h *Handlers) CreateAccount(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := account.NewAccount{Person: readPerson(form)}
	if form.Value("role") != "" {
		grant := readGrant(form, visitor)
		n.Role = &grant
	}
	err = form.Err()
	var created account.Created
	if err == nil {
		created, err = h.room.CreateAccount(ctx, visitor.Actor, n)
	}
	if form.Rejected(err) {
		return h.showNewAccount(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return h.showKeySent(w, r, keySent{sent: created.Key, person: n.Person, done: i18n.T(ctx, "%s har fått ett konto.", n.Person.Name),
		url: accountURL(created.ID), trail: accountsTrail(ctx)})
}

func (h *Handlers) showNewAccount(w http.ResponseWriter, r *http.Request, status int, form *page.Form) error {
	ctx := r.Context()
	d, err := h.room.Accounts(ctx, page.VisitorOf(r).Actor)
	if err != nil {
		return err
	}
	v := newNewAccountView(ctx, form, d)
	v.How = h.howInvited(ctx)
	return page.Show(w, r, status, page.Page{Title: i18n.T(ctx, "Lägg till person"), HideGroup: true, Content: view.NewAccount(v)})
}

func newNewAccountView(ctx context.Context, form *page.Form, d account.Directory) view.NewAccountView {
	return view.NewAccountView{
		Person: newPersonForm(ctx, form), Role: newRoleForm(ctx, form, d),
		Problems: form.Summary(ctx), Errors: form.Errors(ctx),
	}
}
