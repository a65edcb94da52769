package account

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/account"
)

// ShowAccount shows one person's account with its forms.
func (h *Handlers) ShowAccount(w http.ResponseWriter, r *http.Request) error {
	return h.showAccount(w, r, http.StatusOK, page.NewForm(nil))
}

func (h *Handlers) showAccount(w http.ResponseWriter, r *http.Request, status int, form *page.Form) error {
	ctx := r.Context()
	id, err := personID(r)
	if err != nil {
		return err
	}
	a, d, err := h.room.Account(ctx, page.VisitorOf(r).Actor, id)
	if err != nil {
		return err
	}
	v := newAccountView(ctx, form, a, d)
	factor, err := h.room.HasSecondFactor(ctx, page.VisitorOf(r).Actor, id)
	if err != nil {
		return err
	}
	if factor {
		v.SecondFactor = i18n.T(ctx, "Är påslagen. Nollställ den när personen har blivit av med sin telefon och sina reservkoder; kontrollera först att det är rätt person som frågar. Personen loggas ut överallt.")
	}
	access, err := h.room.Access(ctx, page.VisitorOf(r).Actor, id)
	if err != nil {
		return err
	}
	v.Access = h.newAccessView(ctx, form, id, access)
	v.Key = h.newKeySection(ctx, a, d, page.VisitorOf(r))
	return page.Show(w, r, status, page.Page{Title: a.Person.Name, HideGroup: true, Content: view.Account(v)})
}

// personID is the id in the address; fault.ErrNotFound when it is not one.
func personID(r *http.Request) (org.PersonID, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, "person"), 10, 64)
	if err != nil {
		return 0, fault.ErrNotFound
	}
	return org.PersonID(id), nil
}

func newAccountView(ctx context.Context, form *page.Form, a account.Account, d account.Directory) view.AccountView {
	today := i18n.Date(ctx, d.Today)
	person := form
	if !form.Has("name") { // another of the page's forms was sent, or none
		person = page.NewForm(url.Values{"name": {a.Person.Name}, "email": {a.Person.Email},
			"profession": {string(a.Person.Profession)}})
	}
	v := view.AccountView{
		Name: a.Person.Name, URL: accountURL(a.Person.ID), Today: today, LeaveDay: typedOr(form, "left", today),
		Person: newPersonForm(ctx, person), Grant: newRoleForm(ctx, form, d),
		Problems: form.Summary(ctx), Errors: form.Errors(ctx),
	}
	if a.Person.LeftOn != nil {
		v.Left = i18n.T(ctx, "Har slutat från %s", i18n.LongDate(ctx, *a.Person.LeftOn))
	}
	for _, m := range a.Roles {
		v.Roles = append(v.Roles, newRoleRow(ctx, form, m, d))
	}
	return v
}

func newRoleRow(ctx context.Context, form *page.Form, m org.Membership, d account.Directory) view.RoleRow {
	id := strconv.FormatInt(int64(m.ID), 10)
	row := view.RoleRow{
		Role: words.RoleFor(ctx, m.Role, m.Represents), Where: where(ctx, m, d), From: i18n.Date(ctx, m.From), To: i18n.NoValue,
		Field: lastField(m.ID),
	}
	row.Last = typedOr(form, row.Field, i18n.Date(ctx, d.Today))
	if m.To != nil {
		row.To = i18n.Date(ctx, *m.To)
	}
	if m.To == nil || m.To.After(d.Today) {
		row.EndURL = accountURL(m.PersonID) + "/roll/" + id + "/avsluta"
	}
	return row
}

// lastField names the field for a role's last day: there is one for each role.
func lastField(id org.MembershipID) string { return "last." + strconv.FormatInt(int64(id), 10) }

func typedOr(form *page.Form, name, otherwise string) string {
	if form.Has(name) {
		return form.Value(name)
	}
	return otherwise
}
