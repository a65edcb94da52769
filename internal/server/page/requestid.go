package page

import "context"

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
