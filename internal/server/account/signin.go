package account

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/alexedwards/scs/v2"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
)

// What a session holds.
const (
	PersonKey      = "person"   // int64: who is signed in
	FingerprintKey = "password" // string: the fingerprint of the password then (account.SignedIn)
	MethodKey      = "method"   // string: how the person showed who they are (account.Method)
	SetUpKey       = "set_up"   // bool: signed in to nothing but setting up a second factor
	HalfKey        = "half"     // string: whose password was right, until the code is too (half.go)
	AfterKey       = "after"    // string: where the person was going, until all steps are done (half.go)
	GroupKey       = "group"    // int64: the group chosen, for those in several
	LanguageKey    = "language" // string: "sv" or "en"
)

// ShowSignIn asks for address and password; on a first start it leads to making
// the first account instead.
func (h *Handlers) ShowSignIn(w http.ResponseWriter, r *http.Request) error {
	if page.VisitorOf(r).SignedIn() {
		return page.Redirect(w, r, "/")
	}
	first, err := h.room.IsFirstStart(r.Context())
	if err != nil {
		return err
	}
	if first {
		return page.Redirect(w, r, "/forsta-start")
	}
	v := view.SignInView{Return: localPath(r.URL.Query().Get("return")), SignedOutOf: h.signOutLink(r)}
	if after := h.after(r.Context()); after.Kept != "" { // the second step took too long
		v.Return, v.Kept = after.Return, after.fields()
	}
	return h.showSignIn(w, r, http.StatusOK, v)
}

// SignIn checks what was typed and begins a session under a new token.
func (h *Handlers) SignIn(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	credentials := account.Credentials{
		Email: form.Text("email", 200), Password: form.Value("password"), From: from(r),
	}
	back := localPath(form.Value("return"))
	who, err := h.room.SignIn(ctx, credentials)
	if form.Rejected(err) {
		page.NoteWrong(ctx, page.Refusal{Why: "password", Person: who.Person}, err)
		return h.showSignIn(w, r, page.Refused(w, err),
			view.SignInView{Email: credentials.Email, Problems: form.Summary(ctx), Return: back, Kept: keptIn(form)})
	}
	if err != nil {
		return err
	}
	return h.letIn(w, r, who, form)
}

// from is where the request comes from.
func from(r *http.Request) account.From {
	return account.From{ClientAddress: page.VisitorOf(r).Actor.ClientAddress, RequestID: page.RequestID(r.Context()), Browser: knownBrowser(r)}
}

// letIn begins the session of somebody whose first step was right, and leads on: to what
// is left to do, or to where the person was going (the form's "return"), with what was
// sent before signing in (keptIn).
func (h *Handlers) letIn(w http.ResponseWriter, r *http.Request, who account.SignedIn, form *page.Form) error {
	ctx := r.Context()
	after := afterIn(form)
	switch who.Next {
	case account.EnterCode:
		if err := h.rememberHalf(ctx, who, after); err != nil {
			return err
		}
		return page.Redirect(w, r, codePath)
	case account.SetUpCode:
		if err := h.remember(ctx, who, who.Method); err != nil {
			return err
		}
		h.keepAfter(ctx, after)
		// Nobody else can have shown the password: it was right a moment ago.
		actor := org.Actor{Person: org.Person{ID: who.Person}}
		if err := h.room.BeginSecondFactor(ctx, actor, account.PasswordAgain{JustShown: true}); err != nil {
			return err
		}
		return page.Redirect(w, r, newFactorPath)
	}
	return h.goOn(w, r, who, after)
}

// goOn begins the session of somebody with nothing left to do, and leads to where the
// person was going.
func (h *Handlers) goOn(w http.ResponseWriter, r *http.Request, who account.SignedIn, after after) error {
	if err := h.remember(r.Context(), who, who.Method); err != nil {
		return err
	}
	if err := h.markBrowser(w, r, who.Person); err != nil {
		return err
	}
	if after.Kept != "" {
		return showKept(w, r, after)
	}
	return page.Redirect(w, r, localPath(after.Return))
}

// remember keeps in the session who has signed in and how, under a new token.
func (h *Handlers) remember(ctx context.Context, who account.SignedIn, method account.Method) error {
	if err := h.sessions.RenewToken(ctx); err != nil {
		return err
	}
	h.sessions.Put(ctx, PersonKey, int64(who.Person))
	h.sessions.Put(ctx, FingerprintKey, who.Fingerprint)
	h.sessions.Put(ctx, MethodKey, string(method))
	h.sessions.Remove(ctx, HalfKey)
	h.sessions.Remove(ctx, AfterKey)
	if who.Next == account.SetUpCode {
		h.sessions.Put(ctx, SetUpKey, true)
	} else {
		h.sessions.Remove(ctx, SetUpKey)
	}
	return nil
}

func (h *Handlers) showSignIn(w http.ResponseWriter, r *http.Request, status int, v view.SignInView) error {
	_, v.Passkeys = h.passkeySite(r)
	v.PublicURL = page.Spoken(r.Context(), page.PublicURL)
	v.Ways, v.KeptForm = h.externalWays(r.Context(), v), keptFormOf(v.Kept)
	return page.Show(w, r, status, page.Page{Title: i18n.T(r.Context(), "Logga in"), Content: view.SignIn(v)})
}

// forgetPages lets a browser drop the copies of pages that it has kept of the site, so that
// nothing can be seen by going back. What somebody has typed and not saved is not dropped:
// it is kept under the person's number, and comes back to that person alone.
const forgetPages = `"cache"`

// SignOut ends the session.
func (h *Handlers) SignOut(w http.ResponseWriter, r *http.Request) error {
	to := h.afterSignOut(r.Context())
	if err := h.sessions.Destroy(r.Context()); err != nil {
		return err
	}
	w.Header().Set("Clear-Site-Data", forgetPages)
	return page.RedirectWith(w, r, to, page.Done(i18n.T(r.Context(), "Du är utloggad.")))
}

// SetLanguage changes the language of the pages for as long as the session lasts.
func (h *Handlers) SetLanguage(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	h.sessions.Put(r.Context(), LanguageKey, string(i18n.Match(form.Value("language"))))
	return page.Redirect(w, r, localPath(form.Value("return")))
}

// localPath is the path if it stays on this site, else the start page: an address
// in a form or a link must not be able to send anybody elsewhere.
func localPath(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(path, "//") || strings.Contains(path, `\`) {
		return "/"
	}
	return path
}

// method is how the person of the session showed who they are.
func (h *Handlers) method(ctx context.Context) account.Method {
	return account.Method(h.sessions.GetString(ctx, MethodKey))
}

// SessionOf is what the session says of who has signed in, and how; the zero value for
// nobody.
func SessionOf(ctx context.Context, sessions *scs.SessionManager) account.SignedIn {
	who := account.SignedIn{Person: org.PersonID(sessions.GetInt64(ctx, PersonKey)),
		Fingerprint: sessions.GetString(ctx, FingerprintKey), Method: account.Method(sessions.GetString(ctx, MethodKey))}
	if sessions.GetBool(ctx, SetUpKey) {
		who.Next = account.SetUpCode
	}
	return who
}
