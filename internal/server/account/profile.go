package account

import (
	"net/http"
	"slices"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// ShowProfile shows one's own account.
func (h *Handlers) ShowProfile(w http.ResponseWriter, r *http.Request) error {
	return h.showProfile(w, r, profilePage{status: http.StatusOK, form: page.NewForm(nil)})
}

// SavePassword gives the visitor a new password. This session goes on, the
// visitor's others end.
func (h *Handlers) SavePassword(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	who, err := h.room.ChangePassword(r.Context(), page.VisitorOf(r).Actor, account.PasswordChange{
		Old: form.Value("old"), New: form.Value("new"), Repeat: form.Value("repeat")})
	if form.Rejected(err) {
		noteAgain(r, err)
		return h.showProfile(w, r, profilePage{status: http.StatusUnprocessableEntity, form: form})
	}
	if err == nil {
		err = h.remember(r.Context(), who, h.method(r.Context()))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, "/konto", page.Done(i18n.T(r.Context(), "Lösenordet är bytt.")))
}

// profilePage is what the page about one's own account shows.
type profilePage struct {
	status int
	form   *page.Form
	// calendar is the calendar's address, "" unless it was made just now.
	calendar string
}

func (h *Handlers) showProfile(w http.ResponseWriter, r *http.Request, p profilePage) error {
	ctx, visitor, form := r.Context(), page.VisitorOf(r), p.form
	since, err := h.room.CalendarSince(ctx, visitor.Actor)
	if err != nil {
		return err
	}
	mail, err := h.room.WantsTalkMail(ctx, visitor.Actor)
	if err != nil {
		return err
	}
	held, err := h.room.OwnRoles(ctx, visitor.Actor)
	if err != nil {
		return err
	}
	contact, err := h.contactForm(r, form)
	if err != nil {
		return err
	}
	v := view.ProfileView{
		Contact:  contact,
		TalkMail: mail, Talks: visitor.May(org.Discuss, 0),
		Name: visitor.Actor.Person.Name, Email: visitor.Actor.Person.Email,
		Problems: form.Summary(ctx), Errors: map[string]string{},
	}
	for _, role := range held {
		v.Roles = append(v.Roles, heldRole(ctx, role, visitor.Today()))
	}
	v.SecondFactor = []ui.Way{{Link: ui.Link{Text: i18n.T(ctx, "Lösenord och en kod från telefonen"), URL: factorPath},
		Text: i18n.T(ctx, "Slå på, gör nya reservkoder eller byt telefon.")},
		{Link: ui.Link{Text: i18n.T(ctx, "Lösennycklar"), URL: passkeysPath}, Text: i18n.T(ctx, "Logga in med finger, ansikte eller en säkerhetsnyckel.")}}
	for _, field := range []string{"old", "new", "repeat"} {
		v.Errors[field] = form.Error(ctx, field)
	}
	if since != nil {
		v.CalendarSince = i18n.T(ctx, "Adressen gjordes %s.", i18n.LongDate(ctx, *since))
	}
	v.CalendarAddress = ui.FieldProps{Name: "calendar", Label: i18n.T(ctx, "Kalenderns adress"), Value: p.calendar, ReadOnly: true,
		Description: i18n.T(ctx, "Kopiera den nu: den visas bara en gång. Den som har adressen kan se dina sista dagar, så dela den inte.")}
	if slices.ContainsFunc(visitor.Groups, func(g org.Group) bool { return visitor.Actor.May(org.ViewResults, g.ID, 0) }) {
		v.Keys = []ui.Way{{Link: ui.Link{Text: i18n.T(ctx, "Nycklar till andra program"), URL: tokensPath},
			Text: i18n.T(ctx, "Hämta siffrorna direkt till Excel, Power BI eller R.")}}
	}
	return page.Show(w, r, p.status, page.Page{Title: i18n.T(ctx, "Mitt konto"), Content: view.Profile(v)})
}
