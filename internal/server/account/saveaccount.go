package account

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// change is one of the account page's forms: it does what was asked for with the
// values typed and gives the sentence that says so.
type change func(form *page.Form, visitor page.Visitor, id org.PersonID) (done string, err error)

// saveAccount reads the form, makes the change, and comes back to the account:
// with what was typed when something was wrong with it.
func (h *Handlers) saveAccount(w http.ResponseWriter, r *http.Request, do change) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := personID(r)
	if err != nil {
		return err
	}
	done, err := do(form, page.VisitorOf(r), id)
	if form.Rejected(err) {
		return h.showAccount(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, accountURL(id), page.Done(done))
}

// SaveAccount changes the person's name, address and profession.
func (h *Handlers) SaveAccount(w http.ResponseWriter, r *http.Request) error {
	return h.saveAccount(w, r, func(form *page.Form, visitor page.Visitor, id org.PersonID) (string, error) {
		person := readPerson(form)
		person.ID = id
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(r.Context(), "Uppgifterna är sparade."), h.room.SavePerson(r.Context(), visitor.Actor, person)
	})
}

// GiveRole gives the person a role.
func (h *Handlers) GiveRole(w http.ResponseWriter, r *http.Request) error {
	return h.saveAccount(w, r, func(form *page.Form, visitor page.Visitor, id org.PersonID) (string, error) {
		grant := readGrant(form, visitor)
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(r.Context(), "Rollen är given."), h.room.GiveRole(r.Context(), visitor.Actor, id, grant)
	})
}

// EndRole makes a day the last of one of the person's roles.
func (h *Handlers) EndRole(w http.ResponseWriter, r *http.Request) error {
	membership, err := strconv.ParseInt(chi.URLParam(r, "membership"), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	role := org.Membership{ID: org.MembershipID(membership)}
	field := lastField(role.ID)
	return h.saveAccount(w, r, func(form *page.Form, visitor page.Visitor, id org.PersonID) (string, error) {
		last := form.Date(field)
		if last == nil && form.Err() == nil {
			form.Problem(field, "required")
		}
		if err := form.Err(); err != nil {
			return "", err
		}
		role.PersonID = id
		err := page.AtField(h.room.EndRole(r.Context(), visitor.Actor, role, *last), field)
		return i18n.T(r.Context(), "Rollen är avslutad."), err
	})
}

// Leave closes the person's account from a day on.
func (h *Handlers) Leave(w http.ResponseWriter, r *http.Request) error {
	return h.saveAccount(w, r, func(form *page.Form, visitor page.Visitor, id org.PersonID) (string, error) {
		day := form.Date("left")
		if day == nil && form.Err() == nil {
			form.Problem("left", "required")
		}
		if err := form.Err(); err != nil {
			return "", err
		}
		err := page.AtField(h.room.Leave(r.Context(), visitor.Actor, id, *day), "left")
		return i18n.T(r.Context(), "Kontot är avslutat."), err
	})
}

// Return opens the account of somebody who had left.
func (h *Handlers) Return(w http.ResponseWriter, r *http.Request) error {
	return h.saveAccount(w, r, func(_ *page.Form, visitor page.Visitor, id org.PersonID) (string, error) {
		return i18n.T(r.Context(), "Kontot är öppet igen. Ge personen en roll."),
			h.room.Return(r.Context(), visitor.Actor, id)
	})
}

// SaveHSAID stores the person's HSA-id.
func (h *Handlers) SaveHSAID(w http.ResponseWriter, r *http.Request) error {
	return h.saveAccount(w, r, func(form *page.Form, visitor page.Visitor, id org.PersonID) (string, error) {
		hsaID := form.Text("hsa_id", account.MaxHSAID)
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(r.Context(), "HSA-id är sparat."), h.room.SaveHSAID(r.Context(), visitor.Actor, id, hsaID)
	})
}

// ForgetIdentities lets the person be matched anew at the next signing in through a
// provider.
func (h *Handlers) ForgetIdentities(w http.ResponseWriter, r *http.Request) error {
	return h.saveAccount(w, r, func(_ *page.Form, visitor page.Visitor, id org.PersonID) (string, error) {
		return i18n.T(r.Context(), "Kopplingen är borttagen. Den görs på nytt när personen loggar in nästa gång."),
			h.room.ForgetIdentities(r.Context(), visitor.Actor, id)
	})
}
