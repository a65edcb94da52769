package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// asking is who asks, about which group, and the mark of what the answer depends on.
type asking struct {
	page.Visitor
	mark string
}

type askingKey struct{}

// inLanguage lets the words of an answer be in the language that is asked for.
func inLanguage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Authorization, Accept-Language")
		next.ServeHTTP(w, r.WithContext(i18n.WithLanguage(r.Context(), i18n.Match(r.Header.Get("Accept-Language")))))
	})
}

// asked finds out whom the request's key stands for and which group it is about, tells
// those who have the answer already that it still holds, and notes in the group's log
// that its data are handed out before the others get it.
func (h *Handlers) asked(ctx huma.Context, next func(huma.Context)) {
	r, w := humachi.Unwrap(ctx)
	bearer, err := h.bearer(r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	a := asking{Visitor: page.Visitor{Actor: bearer.Actor, Groups: bearer.Groups, Now: h.Now()}}
	revision := ""
	if code := ctx.Param("group"); code != "" {
		if a.Group, err = groupOf(bearer, code); err == nil {
			revision, err = h.Results.Revision(r.Context(), a.Actor, a.Group.ID)
		}
	}
	if err == nil {
		a.mark, err = page.Mark(r.WithContext(page.WithVisitor(r.Context(), a.Visitor)), revision)
	}
	if err != nil {
		h.fail(w, r, err)
		return
	}
	still := page.Holds(r, a.mark)
	if err := h.note(r.Context(), bearer, a, still || r.Method == http.MethodHead); err != nil {
		h.fail(w, r, err)
		return
	}
	if still {
		page.SendUnchanged(w, a.mark)
		return
	}
	next(huma.WithValue(ctx, askingKey{}, a))
}

// bearer is whom the request's key stands for. A session's cookie is not looked at.
func (h *Handlers) bearer(r *http.Request) (account.Bearer, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return account.Bearer{}, errNoKey
	}
	b, err := h.People.Bearer(r.Context(), strings.TrimSpace(token))
	if errors.Is(err, fault.ErrNotFound) {
		if err := h.People.WrongKey(r.Context(), page.ClientAddress(r)); err != nil {
			return b, err
		}
		return b, errNoKey
	}
	b.Actor.ClientAddress, b.Actor.RequestID = page.ClientAddress(r), page.RequestID(r.Context())
	return b, err
}

// note notes that the key is used, and that the group's data are handed out unless the
// answer is without them.
func (h *Handlers) note(ctx context.Context, b account.Bearer, a asking, empty bool) error {
	group := a.Group.ID
	if empty {
		group = 0
	}
	err := h.People.NoteUse(ctx, b, group)
	if errors.Is(err, fault.ErrNotFound) {
		return errNoKey
	}
	return err
}

func groupOf(b account.Bearer, code string) (org.Group, error) {
	for _, g := range b.Groups {
		if g.Code == code {
			return g, nil
		}
	}
	return org.Group{}, fault.ErrNotFound
}

// Answer is what every operation answers with, and the headers beside it.
type Answer[T any] struct {
	ETag         string `header:"ETag" doc:"Svarets märke. Skicka det som If-None-Match nästa gång, så kommer 304 utan innehåll om inget har ändrats."`
	CacheControl string `header:"Cache-Control" doc:"Bara den som frågar får spara svaret, och ska fråga varje gång om det fortfarande gäller."`
	Body         T
}

// operation is what one address of the API is for.
type operation struct {
	id, path, summary, description string
}

func (o operation) described() huma.Operation {
	return huma.Operation{OperationID: o.id, Method: http.MethodGet, Path: o.path, Summary: o.summary, Description: o.description,
		Errors: []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusTooManyRequests,
			http.StatusInternalServerError},
		Responses: map[string]*huma.Response{"304": {Description: "Inget har ändrats sedan svaret med märket i If-None-Match."}}}
}

// register adds an operation: do gives its answer's body.
func register[I, O any](h *Handlers, api huma.API, o operation, do func(context.Context, asking, *I) (O, error)) {
	huma.Register(api, o.described(), func(ctx context.Context, in *I) (*Answer[O], error) {
		a, _ := ctx.Value(askingKey{}).(asking)
		body, err := do(ctx, a, in)
		if err != nil {
			return nil, h.told(ctx, err)
		}
		return &Answer[O]{ETag: a.mark, CacheControl: page.CacheControl, Body: body}, nil
	})
}
