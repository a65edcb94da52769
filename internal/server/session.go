package server

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/mileusna/useragent"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	accountroom "samsyn/internal/server/account"
	"samsyn/internal/server/page"
)

// SessionTimes is how long a session lasts: after so long without a request, and at the
// most.
type SessionTimes struct {
	Idle, Limit time.Duration
}

// orUsual is the times, with the usual ones for those that are not said.
func (t SessionTimes) orUsual() SessionTimes {
	return SessionTimes{cmp.Or(t.Idle, 2*time.Hour), cmp.Or(t.Limit, 12*time.Hour)}
}

func newSessions(db *postgres.DB, times SessionTimes, encrypted bool) *scs.SessionManager {
	m := scs.New()
	m.Store = postgres.NewSessionStore(db).Describing(sessionOwner)
	m.Codec = sessionCodec{}
	m.HashTokenInStore = true // a copy of the table must not open anybody's session
	m.IdleTimeout, m.Lifetime = times.Idle, times.Limit
	m.Cookie.Name, m.Cookie.Secure = page.CookieName("samsyn_session", encrypted), encrypted
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	return m
}

// sessionOwner reads from a session's bytes whose it is; nobody's when it holds no person.
func sessionOwner(data []byte) (owner postgres.SessionOwner) {
	_, values, err := sessionCodec{}.Decode(data)
	if err != nil {
		return owner // the codec's own bytes, so that does not happen
	}
	person, _ := values[accountroom.PersonKey].(int64)
	owner.Person = org.PersonID(person)
	owner.Method, _ = values[accountroom.MethodKey].(string)
	return owner
}

// rememberSession lets the store of sessions see that a request's session has
// ended before the request has, and what a new one is begun from. It stands before the
// sessions' own middleware.
func rememberSession(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(postgres.RememberFound(r.Context(), func() postgres.SessionClient {
			browser := useragent.Parse(page.Printable(r.UserAgent(), longestBrowser))
			return postgres.SessionClient{Browser: browser.Name, System: browser.OS, Address: page.ClientAddress(r)}
		})))
	})
}

// longestBrowser is how much is read of what a browser says of itself, in characters.
const longestBrowser = 400

// visitor finds out who the request comes from and which group it is about, and
// in which language the answer goes. Somebody who has left, whose last role has
// ended or whose password is another is signed out with the first request after.
func (s *Server) visitor(next http.Handler) http.Handler {
	return s.boundary.Handle(func(w http.ResponseWriter, r *http.Request) error {
		ctx := r.Context()
		ctx = i18n.WithLanguage(ctx, i18n.Match(s.sessions.GetString(ctx, accountroom.LanguageKey)))
		// Also of somebody who is not signed in: signing in leaves a row in the log.
		v := page.Visitor{Now: s.now(), Actor: org.Actor{ClientAddress: page.ClientAddress(r), RequestID: page.RequestID(ctx)}}
		who := accountroom.SessionOf(ctx, s.sessions)
		if who.Person != 0 {
			actor, groups, err := s.people.Visit(ctx, who)
			switch {
			case errors.Is(err, fault.ErrNotFound):
				if err := s.sessions.Destroy(ctx); err != nil {
					return err
				}
			case err != nil:
				return err
			default:
				actor.ClientAddress, actor.RequestID = v.Actor.ClientAddress, v.Actor.RequestID
				v.Actor, v.Groups, v.HeldBack = actor, groups, who.Next == account.SetUpCode
				v.Session = s.sessionOf(ctx)
				v.Group = chosenGroup(groups, org.GroupID(s.sessions.GetInt64(ctx, accountroom.GroupKey)))
			}
		}
		next.ServeHTTP(w, r.WithContext(page.WithVisitor(ctx, v)))
		return nil
	})
}

// chosenGroup is the group the visitor has chosen, or the first.
func chosenGroup(groups []org.Group, chosen org.GroupID) org.Group {
	for _, g := range groups {
		if g.ID == chosen {
			return g
		}
	}
	if len(groups) > 0 {
		return groups[0]
	}
	return org.Group{}
}

// partHeader says that a script asks for a part of a page.
const partHeader = "Samsyn-Part"

// signedIn sends those who are not signed in to sign in first, and back after. A
// form that they sent is not lost on the way, and a script is told so that it can
// keep what was typed.
func (s *Server) signedIn(next http.Handler) http.Handler {
	keep := s.boundary.Handle(s.account.AskToSignIn)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visitor := page.VisitorOf(r)
		switch {
		case visitor.HeldBack && !accountroom.HeldBackMayReach(r.URL.Path):
			s.holdBack(w, r)
		case visitor.SignedIn():
			next.ServeHTTP(w, r)
		case r.Header.Get(partHeader) != "":
			w.WriteHeader(http.StatusUnauthorized)
		case r.Method == http.MethodPost && mayKeep(r):
			keep(w, r)
		case r.Method == http.MethodGet && r.URL.Path != "/":
			http.Redirect(w, r, "/logga-in?return="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		default:
			http.Redirect(w, r, "/logga-in", http.StatusSeeOther)
		}
	})
}

// holdBack sends somebody who must set up a second factor first there, and tells a script
// that it is not let in, so that it keeps what was typed.
func (s *Server) holdBack(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get(partHeader) != "" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	http.Redirect(w, r, accountroom.SetUpPath, http.StatusSeeOther)
}

// mayKeep reports whether what was sent may stand in a page: a file is too large
// for that, and a password too secret.
func mayKeep(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") &&
		!strings.HasPrefix(r.URL.Path, "/konto")
}
