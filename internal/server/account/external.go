package account

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/identity"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// AttemptKey is where a session holds an attempt to sign in through an identity provider:
// JSON of an attempt.
const AttemptKey = "attempt"

// longestAttempt is how long somebody may be away at the provider.
const longestAttempt = 15 * time.Minute

// attempt is what is remembered while somebody is away at an identity provider.
type attempt struct {
	Provider string           `json:"provider"`
	At       time.Time        `json:"at"`
	Asked    identity.Attempt `json:"asked"`
	Return   string           `json:"return"` // where to go afterwards
}

// externalWays are the providers' buttons on the sign-in page.
func (h *Handlers) externalWays(ctx context.Context, v view.SignInView) (ways []view.SignInWay) {
	for _, p := range h.providers {
		way := view.SignInWay{Text: i18n.T(ctx, "Logga in med %s", p.Label()), URL: "/logga-in/via/" + p.Name()}
		if v.Return != "" && v.Return != "/" && len(v.Kept) == 0 {
			way.URL += "?return=" + url.QueryEscape(v.Return)
		}
		ways = append(ways, way)
	}
	return ways
}

// keptFormOf is the form that sends what the sign-in page keeps.
func keptFormOf(fields []ui.Hidden) view.KeptView {
	held := map[string]string{}
	for _, f := range fields {
		held[f.Name] = f.Value
	}
	v, _ := newKeptView(after{KeptPath: held[keptPath], Kept: held[kept]}) // one that cannot be read holds nothing to send
	return v
}

// providerLabel is the provider's name for people; its own name when it is gone from the
// settings.
func (h *Handlers) providerLabel(name string) string {
	if p, found := h.providers.Named(name); found {
		return p.Label()
	}
	return name
}

// provider is the provider in the address.
func (h *Handlers) provider(r *http.Request) (*identity.Provider, error) {
	p, found := h.providers.Named(chi.URLParam(r, "provider"))
	if !found {
		return nil, fault.ErrNotFound
	}
	return p, nil
}

// BeginExternal sends the visitor to an identity provider, to be asked there who it is.
func (h *Handlers) BeginExternal(w http.ResponseWriter, r *http.Request) error {
	if page.VisitorOf(r).SignedIn() {
		return page.Redirect(w, r, "/")
	}
	p, err := h.provider(r)
	if err != nil {
		return err
	}
	asked, to, err := p.Begin(r.Context(), h.comeBack(r, p))
	if err != nil {
		return h.showExternal(w, r, p, err, identity.Person{})
	}
	a := attempt{Provider: p.Name(), At: page.VisitorOf(r).Now, Asked: asked, Return: localPath(r.URL.Query().Get("return"))}
	if err := h.putAttempt(r.Context(), a); err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return page.Redirect(w, r, to)
}

// comeBack is the address that the provider sends people back to; it is registered there.
func (h *Handlers) comeBack(r *http.Request, p *identity.Provider) string {
	return h.address(r) + "/logga-in/via/" + p.Name() + "/svar"
}

func (h *Handlers) putAttempt(ctx context.Context, a attempt) error {
	held, err := json.Marshal(a)
	if err != nil {
		return err
	}
	h.sessions.Put(ctx, AttemptKey, string(held))
	return nil
}

// attempt is the one that the session holds; false when there is none.
func (h *Handlers) attempt(ctx context.Context) (a attempt, ok bool) {
	held := h.sessions.GetString(ctx, AttemptKey)
	return a, held != "" && json.Unmarshal([]byte(held), &a) == nil
}

// FinishExternal takes the provider's answer and lets the person in, or says why not. An
// answer is taken once: the attempt is forgotten with it.
func (h *Handlers) FinishExternal(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, err := h.provider(r)
	if err != nil {
		return err
	}
	a, ok := h.attempt(ctx)
	h.sessions.Remove(ctx, AttemptKey)
	if !ok || a.Provider != p.Name() || page.VisitorOf(r).Now.Sub(a.At) > longestAttempt {
		return h.showExternal(w, r, p, identity.ErrInvalid, identity.Person{})
	}
	person, err := p.Finish(ctx, a.Asked, r.URL.Query(), h.comeBack(r, p))
	if err != nil {
		return h.showExternal(w, r, p, err, person)
	}
	e := account.External{Provider: p.Name(), Issuer: person.Issuer, Subject: person.Subject, Vouched: p.Vouches(),
		ClientAddress: page.VisitorOf(r).Actor.ClientAddress, RequestID: page.RequestID(ctx)}
	for _, k := range person.Known {
		e.Claims = append(e.Claims, account.ExternalClaim(k))
	}
	who, err := h.room.SignInBy(ctx, e)
	if err != nil {
		return h.showExternal(w, r, p, err, person)
	}
	return h.letIn(w, r, who, page.NewForm(url.Values{"return": {a.Return}}))
}

// showExternal says why somebody was not let in. Other errors than those that people can
// understand go on.
func (h *Handlers) showExternal(w http.ResponseWriter, r *http.Request, p *identity.Provider, why error, person identity.Person) error {
	ctx, label := r.Context(), p.Label()
	status, again := http.StatusForbidden, "/logga-in/via/"+p.Name()
	v := view.ExternalView{AgainURL: again}
	turnTo := i18n.T(ctx, "Vänd dig till gruppens sammanställande eller till den som sköter kontona i Samsyn, och säg vad som står här under.")
	switch {
	case errors.Is(why, account.ErrNoAccount):
		v.Heading.Title = i18n.T(ctx, "Du har inget konto i Samsyn")
		v.Texts = []string{i18n.T(ctx, "%s vet vem du är, men i Samsyn finns inget konto med de uppgifterna som är öppet i dag.", label), turnTo}
		v.AgainURL = ""
	case errors.Is(why, account.ErrOtherIdentity):
		v.Heading.Title = i18n.T(ctx, "Uppgifterna hör inte till samma person")
		v.Texts = []string{i18n.T(ctx, "Det som %s säger om dig stämmer inte med kontot i Samsyn. Därför släpps ingen in.", label), turnTo}
		v.AgainURL = ""
	case errors.Is(why, identity.ErrUnreachable):
		status = http.StatusBadGateway
		v.Heading.Title = i18n.T(ctx, "%s svarar inte", label)
		v.Texts = []string{i18n.T(ctx, "Försök igen om en stund. Har du ett lösenord i Samsyn kan du logga in med det så länge.")}
	case errors.Is(why, identity.ErrDenied):
		v.Heading.Title = i18n.T(ctx, "Inloggningen avbröts")
		v.Texts = []string{i18n.T(ctx, "%s släppte inte in dig, eller så avbröt du själv.", label)}
	case errors.Is(why, identity.ErrTooWeak):
		v.Heading.Title = i18n.T(ctx, "Inloggningen var inte säker nog")
		v.Texts = []string{i18n.T(ctx, "Logga in hos %s på ett säkrare sätt, till exempel med kort, och försök igen.", label)}
	case errors.Is(why, identity.ErrInvalid):
		v.Heading.Title = i18n.T(ctx, "Inloggningen gick inte att slutföra")
		v.Texts = []string{i18n.T(ctx, "Svaret från %s är för gammalt eller redan använt. Börja om.", label)}
	default:
		return why
	}
	if !errors.Is(why, identity.ErrUnreachable) {
		page.NoteRefusal(ctx, page.Refusal{Why: string(account.OIDCMethod(p.Name()))})
	}
	for _, k := range person.Known {
		term := i18n.T(ctx, "E-postadress")
		if k.As == "hsa_id" {
			term = i18n.T(ctx, "HSA-id")
		}
		v.Received = append(v.Received, ui.Definition{Term: term, Text: page.Printable(k.Value, 200)})
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.External(v)})
}
