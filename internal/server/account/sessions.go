package account

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// sessionsPath is the page about one's own sessions.
const sessionsPath = "/konto/inloggningar"

// ShowSessions is where the visitor is signed in.
func (h *Handlers) ShowSessions(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	list, err := h.room.Sessions(ctx, visitor.Actor)
	if err != nil {
		return err
	}
	v := h.newSessionsView(ctx, visitor, list)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.Sessions(v)})
}

// EndSession signs the visitor out in one browser. In this one that is signing out.
func (h *Handlers) EndSession(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	id := chi.URLParam(r, "session")
	if err := h.room.EndSession(ctx, visitor.Actor, id); err != nil {
		return err
	}
	if id == visitor.Session.ID {
		return h.SignOut(w, r)
	}
	return page.RedirectWith(w, r, sessionsPath, page.Done(i18n.T(ctx, "Inloggningen är avslutad.")))
}

// EndOtherSessions signs the visitor out everywhere but here.
func (h *Handlers) EndOtherSessions(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	ended, err := h.room.EndOtherSessions(ctx, visitor.Actor, visitor.Session.ID)
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, sessionsPath, page.Done(endedInWords(ctx, ended)))
}

// EndPersonsSessions signs a person out everywhere, for those who care for accounts.
func (h *Handlers) EndPersonsSessions(w http.ResponseWriter, r *http.Request) error {
	return h.saveAccount(w, r, func(_ *page.Form, visitor page.Visitor, id org.PersonID) (string, error) {
		ended, err := h.room.EndPersonsSessions(r.Context(), visitor.Actor, id)
		return endedInWords(r.Context(), ended), err
	})
}

func endedInWords(ctx context.Context, ended int) string {
	if ended == 0 {
		return i18n.T(ctx, "Det fanns ingen inloggning att avsluta.")
	}
	return i18n.N(ctx, "%d inloggning är avslutad.", "%d inloggningar är avslutade.", ended, ended)
}

func (h *Handlers) newSessionsView(ctx context.Context, visitor page.Visitor, list []account.Session) view.SessionsView {
	v := view.SessionsView{
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Inloggningar"),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Mitt konto"), URL: "/konto"}},
			Lead:  i18n.T(ctx, "De webbläsare där du är inloggad. Känner du inte igen en, logga ut den och byt lösenord.")},
		Rule: i18n.T(ctx, "Den som inte har öppnat någon sida på %s loggas ut, och alla loggas ut efter %s.",
			words.Duration(ctx, visitor.Session.Idle), words.Duration(ctx, visitor.Session.Limit)),
	}
	for _, s := range list {
		row := view.SessionRow{Name: words.Browser(ctx, s.Browser, s.System), Current: s.PublicID == visitor.Session.ID,
			Text: h.sessionText(ctx, s, visitor.Now), EndURL: sessionsPath + "/" + s.PublicID + "/avsluta"}
		if row.Current {
			v.Sessions = append([]view.SessionRow{row}, v.Sessions...)
		} else {
			v.Sessions = append(v.Sessions, row)
		}
	}
	if len(list) > 1 {
		v.EndOthersURL = sessionsPath + "/avsluta-andra"
	}
	return v
}

// sessionText says when and how the session began, from where, and when it was last used.
func (h *Handlers) sessionText(ctx context.Context, s account.Session, now time.Time) string {
	sentence := strings.TrimSpace(i18n.T(ctx, "Inloggad %s %s", words.Moment(ctx, s.BeganAt, now), h.methodInWords(ctx, s.Method)))
	if s.ClientAddress != "" {
		sentence += i18n.T(ctx, ", från adressen %s", s.ClientAddress)
	}
	return sentence + i18n.T(ctx, ". Senast använd %s.", words.Moment(ctx, s.SeenAt, now))
}

// methodInWords says how somebody signed in, after "Inloggad".
func (h *Handlers) methodInWords(ctx context.Context, method string) string {
	if provider, found := account.Method(method).Provider(); found {
		return i18n.T(ctx, "genom %s", h.providerLabel(provider))
	}
	return words.SignedInHow(ctx, method)
}
