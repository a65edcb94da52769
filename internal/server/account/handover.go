package account

import (
	"context"
	"net/http"
	"strings"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// keySent is a key that has been sent or made, and the page that tells of it.
type keySent struct {
	sent   account.KeySent
	person org.Person
	// done is what has been done, in words, and url where the visitor goes on to.
	done, url string
	trail     []ui.Link
}

// showKeySent goes on, and says that a mail is on its way; a link to hand over is shown in
// the answer itself, since it must be neither stored nor sent in an address.
func (h *Handlers) showKeySent(w http.ResponseWriter, r *http.Request, k keySent) error {
	ctx := r.Context()
	if k.sent.Path == "" {
		if k.sent.Mailed {
			k.done += " " + i18n.T(ctx, "Ett mejl med en länk skickas till %s inom någon minut.", k.person.Email)
		}
		return page.RedirectWith(w, r, k.url, page.Done(k.done))
	}
	v := view.HandoverView{Title: strings.TrimSuffix(k.done, "."), Name: k.person.Name, URL: k.url, Trail: k.trail,
		Link: h.address(r) + k.sent.Path,
		Until: i18n.T(ctx, "Länken går att använda en gång, senast %s klockan %s. Inloggningen sker sedan med %s.",
			i18n.LongDate(ctx, k.sent.Until), i18n.Clock(ctx, k.sent.Until), k.person.Email)}
	if h.room.SendsMail() {
		v.Why = i18n.T(ctx, "Adressen hör till exemplet, så dit skickas inget mejl.")
	}
	w.Header().Set("Cache-Control", "no-store")
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, HideGroup: true, Content: view.Handover(v)})
}

// howInvited says how somebody without an account gets to choose a password.
func (h *Handlers) howInvited(ctx context.Context) string {
	if h.room.SendsMail() {
		return i18n.T(ctx, "Den som inte har ett konto får ett mejl med en länk, och väljer själv sitt lösenord.")
	}
	return i18n.T(ctx, "Den som inte har ett konto väljer själv sitt lösenord, med en länk som du får att lämna över.")
}

// invitedWords says how far an invitation has come.
func invitedWords(ctx context.Context, i account.OpenInvitation, visitor page.Visitor) string {
	switch {
	case i.Mail == "queued" || i.Mail == "sending":
		return i18n.T(ctx, "Inbjudan skickas inom någon minut.")
	case i.Mail == "failed":
		return i18n.T(ctx, "Inbjudan gick inte att skicka. Kontrollera adressen och skicka den igen.")
	case i.Mail == "unsure":
		return i18n.T(ctx, "Inbjudan kom kanske inte fram. Fråga, eller skicka den igen.")
	case i.KeyMadeAt == nil:
		return i18n.T(ctx, "Inbjuden, utan länk som gäller. Skicka en ny.")
	case !i.KeyExpiresAt.After(visitor.Now):
		return i18n.T(ctx, "Inbjuden %s, har inte valt lösenord. Länken har gått ut.", i18n.LongDate(ctx, *i.KeyMadeAt))
	}
	return i18n.T(ctx, "Inbjuden %s, har inte valt lösenord än. Länken gäller till %s.", i18n.LongDate(ctx, *i.KeyMadeAt), i18n.LongDate(ctx, *i.KeyExpiresAt))
}
