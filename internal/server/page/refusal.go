package page

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5/middleware"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// ErrOtherSite: the form was sent by a page of another site.
var ErrOtherSite = fmt.Errorf("%w: sent from another site", fault.ErrForbidden)

// Refusal is what the log is told of somebody who was not let in, or was not given what was
// asked for. Nothing that was typed is in it.
type Refusal struct {
	// Why is what did not hold: "role", "other_site", "too_large", "file", "braked", or the
	// way to show who one is: "password", "code", "recovery_code", "password_again",
	// "mailed_key", "passkey", "calendar_address", "api_key", "oidc:" and the provider's name.
	Why string
	// Person is whose account was tried, or who was refused; zero when nobody is known.
	Person org.PersonID
	// Braked says that nothing was looked at, since there had been too many tries.
	Braked bool
}

type refusalLogKey struct{}

// WithRefusalLog lets NoteRefusal write into the log.
func WithRefusalLog(ctx context.Context, log *slog.Logger) context.Context {
	return context.WithValue(ctx, refusalLogKey{}, log)
}

// NoteRefusal writes the refusal into the log: who, why and from where. The request's own
// line, of the same number, says at which address.
func NoteRefusal(ctx context.Context, refusal Refusal) {
	log, ok := ctx.Value(refusalLogKey{}).(*slog.Logger)
	if !ok {
		return
	}
	log.WarnContext(ctx, "refused", "why", refusal.Why, "person", refusal.Person, "braked", refusal.Braked,
		"address", middleware.GetClientIP(ctx))
}

// wrongCodes are the problems of whoever shows something that does not hold.
var wrongCodes = []string{"sign_in_failed", "password_wrong", "code_wrong", "code_used", "recovery_wrong"}

// NoteWrong writes into the log that somebody showed a password or a code that does not
// hold, or that too many have been tried. What is wrong otherwise, in filling in the form,
// is not.
func NoteWrong(ctx context.Context, refusal Refusal, err error) {
	var braked *fault.BrakedError
	var invalid *fault.ValidationError
	refusal.Braked = errors.As(err, &braked)
	wrong := errors.As(err, &invalid) && slices.ContainsFunc(invalid.Problems, func(p fault.Problem) bool {
		return slices.Contains(wrongCodes, p.Code)
	})
	if refusal.Braked || wrong {
		NoteRefusal(ctx, refusal)
	}
}

// whyRefused is the reason of an answer that the boundary gives; "" for one that refuses
// nothing.
func whyRefused(status int, err error) string {
	switch {
	case errors.Is(err, ErrOtherSite):
		return "other_site"
	case status == http.StatusForbidden:
		return "role"
	case status == http.StatusRequestEntityTooLarge:
		return "too_large"
	case status == http.StatusTooManyRequests:
		return "braked"
	}
	return ""
}
