package page

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/go-chi/chi/v5/middleware"
)

type requestIDKey struct{}

// WithRequestID puts the request's number into the context; the server's
// middleware makes it.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// RequestID is the request's number: it stands in the log and on the page of an
// unexpected error, so that the two can be found together. "" when there is none.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// LogRequest is the request's number as it stands in each line of the log that is written
// for it, wherever in the program that is.
func LogRequest(ctx context.Context) slog.Attr { return slog.String("request", RequestID(ctx)) }

// ClientAddress is the address that the request comes from, as the server's middleware
// has found it: the connection's, or what a proxy says that the settings name. "" when
// even that is unreadable.
func ClientAddress(r *http.Request) string { return middleware.GetClientIP(r.Context()) }
