// Package account is the pages around who somebody is: the first start, signing
// in, what to do now, one's own account, and the administrator's care of
// everybody's. It turns requests into calls of the use cases and their answers
// into views; it must not know SQL or who may do what.
package account

import (
	"github.com/alexedwards/scs/v2"

	"samsyn/internal/app/account"
	"samsyn/internal/identity"
)

// Handlers are the account room's handlers.
type Handlers struct {
	room     *account.Room
	sessions *scs.SessionManager
	baseURL  string
	// providers are whom people can sign in through beside with a password.
	providers identity.Providers
}

// New gives the handlers of the use cases, with the sessions that remember who
// is signed in.
func New(room *account.Room, sessions *scs.SessionManager) *Handlers {
	return &Handlers{room: room, sessions: sessions}
}

// WithBaseURL gives the handlers with the address where people find the site;
// without, it is where each visitor found it.
func (h *Handlers) WithBaseURL(url string) *Handlers {
	with := *h
	with.baseURL = url
	return &with
}

// WithProviders gives the handlers with identity providers to sign in through.
func (h *Handlers) WithProviders(providers identity.Providers) *Handlers {
	with := *h
	with.providers = providers
	return &with
}
