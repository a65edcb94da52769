package account

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// ShowAccounts lists everybody with an account.
func (h *Handlers) ShowAccounts(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	d, err := h.room.Accounts(ctx, page.VisitorOf(r).Actor)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{
		Title: i18n.T(ctx, "Konton"), HideGroup: true, Content: view.Accounts(newAccountsView(ctx, d, page.VisitorOf(r)))})
}

func newAccountsView(ctx context.Context, d account.Directory, visitor page.Visitor) view.AccountsView {
	var v view.AccountsView
	for _, a := range d.Accounts {
		row := view.AccountRow{Name: a.Person.Name, Email: a.Person.Email, URL: accountURL(a.Person.ID)}
		if i, waits := d.Invited[a.Person.ID]; waits {
			row.Invited = invitedWords(ctx, i, visitor)
		}
		if a.Person.HasLeft(d.Today) {
			row.Left = i18n.T(ctx, "från %s", i18n.LongDate(ctx, *a.Person.LeftOn))
			v.Left = append(v.Left, row)
			continue
		}
		for _, m := range a.Roles {
			if m.ActiveOn(d.Today) {
				row.Roles = append(row.Roles, words.Role(ctx, m.Role)+", "+where(ctx, m, d))
			}
		}
		v.Present = append(v.Present, row)
	}
	return v
}

func accountURL(id org.PersonID) string { return "/konton/" + strconv.FormatInt(int64(id), 10) }

// accountsTrail leads back to the accounts.
func accountsTrail(ctx context.Context) []ui.Link {
	return []ui.Link{{Text: i18n.T(ctx, "Konton"), URL: "/konton"}}
}
