package account

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// SendKey sends the person a link to choose a password with.
func (h *Handlers) SendKey(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := personID(r)
	if err != nil {
		return err
	}
	sent, err := h.room.SendKey(ctx, visitor.Actor, account.KeyOrder{Person: id, EndNow: form.Bool("end_now")})
	if err != nil {
		return err
	}
	a, _, err := h.room.Account(ctx, visitor.Actor, id)
	if err != nil {
		return err
	}
	done := i18n.T(ctx, "%s kan välja ett nytt lösenord.", a.Person.Name)
	if a.Key == account.InvitationKey {
		done = i18n.T(ctx, "%s är inbjuden.", a.Person.Name)
	}
	return h.showKeySent(w, r, keySent{sent: sent, person: a.Person, done: done, url: accountURL(id), trail: accountsTrail(ctx)})
}

// SendInvitation sends the invitation of somebody with a role in the group once more.
func (h *Handlers) SendInvitation(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id, err := strconv.ParseInt(chi.URLParam(r, "membership"), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	sent, person, err := h.room.SendInvitation(ctx, visitor.Actor, org.Membership{ID: org.MembershipID(id), GroupID: visitor.Group.ID})
	if form.Rejected(err) {
		return h.showMembers(w, r, form)
	}
	if errors.Is(err, fault.ErrWrongState) { // the person has been quicker
		return page.RedirectWith(w, r, membersURL, page.Done(i18n.T(ctx, "%s har redan valt ett lösenord.", person.Name)))
	}
	if err != nil {
		return err
	}
	return h.showKeySent(w, r, keySent{sent: sent, person: person, done: i18n.T(ctx, "%s är inbjuden.", person.Name), url: membersURL,
		trail: append(membersTrail(ctx, visitor.Group), ui.Link{Text: i18n.T(ctx, "Personer"), URL: membersURL})})
}

// newKeySection is how the person gets to choose a password.
func (h *Handlers) newKeySection(ctx context.Context, a account.Account, d account.Directory, visitor page.Visitor) view.KeySection {
	mails := h.room.SendsMail()
	s := view.KeySection{Title: i18n.T(ctx, "Nytt lösenord"), CanEnd: a.HasPassword,
		Lead: i18n.T(ctx, "När någon har glömt sitt. Personen väljer själv ett nytt med en länk; det gamla gäller till dess."), Submit: i18n.T(ctx, "Skicka en länk")}
	if a.Key == account.InvitationKey {
		s.Title, s.Submit = i18n.T(ctx, "Inbjudan"), i18n.T(ctx, "Skicka inbjudan")
		s.Lead = i18n.T(ctx, "Personen har inte valt något lösenord än.")
	}
	if i, invited := d.Invited[a.Person.ID]; invited {
		s.Invited, s.Answer = invitedWords(ctx, i, visitor), i.Problem
		s.Submit = i18n.T(ctx, "Skicka inbjudan igen")
	}
	if !mails {
		s.Submit = i18n.T(ctx, "Gör en länk att lämna över")
	}
	return s
}
