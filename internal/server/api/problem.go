package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
)

// Problem says why there is no answer, as RFC 9457 has it.
type Problem struct {
	Title  string      `json:"title" doc:"Vad som är fel."`
	Status int         `json:"status" doc:"Svarets HTTP-status."`
	Detail string      `json:"detail" doc:"Vad som går att göra åt det."`
	Errors []WrongPart `json:"errors,omitempty" doc:"De delar av adressen som är fel."`
	ID     string      `json:"request_id,omitempty" doc:"Numret att uppge för den som sköter systemet."`
	header http.Header // to be sent with it
	cause  error       // for the log
}

// WrongPart is one part of the address that is wrong.
type WrongPart struct {
	Location string `json:"location" doc:"Var i adressen, till exempel query.limit."`
	Message  string `json:"message" doc:"Vad som ska stå där."`
}

// Error is the problem for a log.
func (p *Problem) Error() string {
	if p.cause != nil {
		return p.cause.Error()
	}
	return p.Title
}

// GetStatus is the answer's status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders are the headers to send with it.
func (p *Problem) GetHeaders() http.Header { return p.header }

// ContentType is the media type of problems.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// problemType is the media type of problems, with their letters.
const problemType = "application/problem+json; charset=utf-8"

// errNoKey says that the request shows no key, or one that does not hold.
var errNoKey = errors.New("ingen giltig nyckel")

func init() {
	// What the library itself finds wrong is told as everything else is.
	huma.NewErrorWithContext = func(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
		return wrongRequest(ctx, status, errs)
	}
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
		return &Problem{Status: status, Title: http.StatusText(status), cause: errors.Join(errs...)}
	}
}

// wrongRequest tells which parts of the address cannot be used.
func wrongRequest(ctx huma.Context, status int, errs []error) *Problem {
	if status >= http.StatusInternalServerError {
		return problemOf(ctx.Context(), errors.Join(errs...))
	}
	p := wrongParts(ctx.Context())
	for _, err := range errs {
		var detail huma.ErrorDetailer
		if errors.As(err, &detail) {
			at := detail.ErrorDetail().Location
			p.Errors = append(p.Errors, WrongPart{Location: at, Message: allowed(ctx, at)})
		}
	}
	return p
}

// wrongParts is the problem of an address with parts that cannot be used.
func wrongParts(ctx context.Context, parts ...WrongPart) *Problem {
	return &Problem{Status: http.StatusBadRequest, Title: i18n.T(ctx, "Adressen går inte att använda"),
		Detail: i18n.T(ctx, "Rätta det som står här och försök igen."), Errors: parts}
}

// allowed says what may stand in the part of the address.
func allowed(ctx huma.Context, location string) string {
	for _, param := range ctx.Operation().Parameters {
		if param.In+"."+param.Name != location || param.Schema == nil {
			continue
		}
		s := param.Schema
		if s.Type == huma.TypeInteger && s.Minimum != nil && s.Maximum != nil {
			return i18n.T(ctx.Context(), "Ska vara ett heltal från %d till %d.", int(*s.Minimum), int(*s.Maximum))
		}
		if len(s.Enum) > 0 {
			return i18n.T(ctx.Context(), "Ska vara något av: %s.", listed(s.Enum))
		}
	}
	return i18n.T(ctx.Context(), "Går inte att använda.")
}

// listed are the values after each other.
func listed(values []any) string {
	words := make([]string, len(values))
	for n, v := range values {
		words[n] = fmt.Sprint(v)
	}
	return strings.Join(words, ", ")
}

// problemOf chooses status and sentences for an error.
func problemOf(ctx context.Context, err error) *Problem {
	var already *Problem
	var braked *fault.BrakedError
	switch {
	case errors.As(err, &braked):
		return &Problem{Status: http.StatusTooManyRequests, Title: i18n.T(ctx, "Det har blivit för många försök"),
			Detail: i18n.T(ctx, "Många nycklar som inte gäller har kommit från din adress. Vänta %d min. En nyckel som gäller fungerar hela tiden.", braked.Minutes()),
			header: http.Header{"Retry-After": {strconv.Itoa(int(math.Ceil(braked.Wait.Seconds())))}}}
	case errors.As(err, &already):
		return already
	case errors.Is(err, errNoKey):
		return &Problem{Status: http.StatusUnauthorized, Title: i18n.T(ctx, "Nyckeln gäller inte"),
			Detail: i18n.T(ctx, "Skicka en nyckel som gäller i huvudet Authorization: Bearer. Du skapar nycklar under Mitt konto."),
			header: http.Header{"Www-Authenticate": {`Bearer realm="Samsyn"`}}}
	case errors.Is(err, fault.ErrNotFound):
		return &Problem{Status: http.StatusNotFound, Title: i18n.T(ctx, "Finns inte"),
			Detail: i18n.T(ctx, "Adressen kan vara felskriven, eller så är det som söks inte öppet för dig.")}
	case errors.Is(err, fault.ErrForbidden):
		return &Problem{Status: http.StatusForbidden, Title: i18n.T(ctx, "Din roll räcker inte"),
			Detail: i18n.T(ctx, "Din roll i gruppen ger inte rätt att läsa det här.")}
	case errors.Is(err, fault.ErrConflict):
		return &Problem{Status: http.StatusConflict, Title: i18n.T(ctx, "Siffrorna har ändrats"),
			Detail: i18n.T(ctx, "Något har ändrats sedan den första delen hämtades. Börja om från början.")}
	case errors.Is(err, fault.ErrUnavailable):
		return &Problem{Status: http.StatusServiceUnavailable, Title: i18n.T(ctx, "Samsyn kan inte svara just nu"), ID: page.RequestID(ctx),
			Detail: i18n.T(ctx, "Försök igen om en stund. Händer det igen, hör av dig till den som sköter systemet och uppge numret."),
			header: http.Header{"Retry-After": {"10"}}, cause: err}
	}
	return &Problem{Status: http.StatusInternalServerError, Title: i18n.T(ctx, "Något gick fel"), ID: page.RequestID(ctx),
		Detail: i18n.T(ctx, "Försök igen om en stund. Händer det igen, hör av dig till den som sköter systemet och uppge numret."),
		cause:  err}
}

// told is the problem to answer with; what is nobody's mistake but ours is logged,
// and who was refused what.
func (h *Handlers) told(ctx context.Context, err error) *Problem {
	p := problemOf(ctx, err)
	if p.Status >= http.StatusInternalServerError {
		h.Log.ErrorContext(ctx, "request failed", "error", fmt.Sprint(err))
	}
	switch p.Status {
	case http.StatusUnauthorized, http.StatusTooManyRequests:
		page.NoteRefusal(ctx, page.Refusal{Why: "api_key", Braked: p.Status == http.StatusTooManyRequests})
	case http.StatusForbidden:
		a, _ := ctx.Value(askingKey{}).(asking)
		page.NoteRefusal(ctx, page.Refusal{Why: "role", Person: a.Actor.Person.ID})
	}
	return p
}

// fail answers with the problem.
func (h *Handlers) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // the client has gone; there is nobody to answer
	}
	p := h.told(r.Context(), err)
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // a client that hung up is nobody's error
}
