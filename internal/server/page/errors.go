package page

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
	"samsyn/templates/layout"
	"samsyn/templates/ui"
)

// Boundary is the one place where errors become pages.
type Boundary struct {
	log   *slog.Logger
	frame Frame
}

// Errors makes the boundary. Its pages stand in the given frame; what is
// nobody's mistake but ours is written to the log, and who was refused something.
func Errors(log *slog.Logger, frame Frame) *Boundary {
	return &Boundary{log: log, frame: frame}
}

// Handle makes a standard handler of ours.
func (b *Boundary) Handle(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			b.Fail(w, r, err)
		}
	}
}

// Fail answers with the page for err. Only the sentences of this package reach
// the reader, never the error's own text; only errors that are ours (5xx) are
// logged, and that somebody was refused what was asked for, by whom and from where:
// the request's own line says what it was.
func (b *Boundary) Fail(w http.ResponseWriter, r *http.Request, err error) {
	ctx := r.Context()
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return // the browser has gone; there is nobody to answer
	}
	status, failure := failureOf(ctx, err)
	tellWait(w, err)
	if status >= http.StatusInternalServerError {
		failure.RequestID = RequestID(ctx)
		b.log.ErrorContext(ctx, "request failed", "error", err)
	}
	if why := whyRefused(status, err); why != "" {
		NoteRefusal(ctx, Refusal{Why: why, Person: VisitorOf(r).Actor.Person.ID, Braked: why == "braked"})
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "10")
		failure.Again = again(w, r)
	}
	if failure.Again.Action == "" { // else it holds what was typed
		failure.Typed = copyOf(ctx, typed(w, r, err), status)
	}
	failure.On = onward(r)
	content := b.frame(w, r, failure.Title, layout.FailurePage(failure))
	if renderErr := Render(w, r, status, content); renderErr != nil {
		b.log.ErrorContext(ctx, "error page failed", "error", renderErr)
		http.Error(w, failure.Title, status)
	}
}

// Refused is the status of a page that comes back with what was typed: 422, or 429 when
// there have been too many tries, with how long to wait in a header too.
func Refused(w http.ResponseWriter, err error) int {
	if tellWait(w, err) {
		return http.StatusTooManyRequests
	}
	return http.StatusUnprocessableEntity
}

// tellWait tells programs how long to wait, when err says so.
func tellWait(w http.ResponseWriter, err error) bool {
	var braked *fault.BrakedError
	if !errors.As(err, &braked) {
		return false
	}
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(braked.Wait.Seconds()))))
	return true
}

// failureOf chooses status and sentences for an error.
func failureOf(ctx context.Context, err error) (int, layout.Failure) {
	var invalid *fault.ValidationError
	var tooLarge *http.MaxBytesError
	var braked *fault.BrakedError
	switch {
	case errors.As(err, &braked):
		return http.StatusTooManyRequests, layout.Failure{
			Title: i18n.T(ctx, "Det har blivit för många försök"),
			Text:  words.Problem(ctx, fault.Problem{Code: "braked", Args: []any{braked.Minutes()}}),
		}
	case errors.As(err, &invalid):
		failure := layout.Failure{
			Title: i18n.T(ctx, "Uppgifterna gick inte att spara"),
			Text:  i18n.T(ctx, "Gå tillbaka, rätta det som står här och försök igen."),
		}
		for _, p := range invalid.Problems {
			failure.Problems = append(failure.Problems, words.Problem(ctx, p))
		}
		return http.StatusUnprocessableEntity, failure
	case errors.Is(err, fault.ErrNotFound):
		return http.StatusNotFound, layout.Failure{
			Title: i18n.T(ctx, "Sidan finns inte"),
			Text:  i18n.T(ctx, "Adressen kan vara felskriven, sidan kan vara borttagen, eller så är den inte öppen för dig."),
		}
	case errors.Is(err, fault.ErrForbidden):
		return http.StatusForbidden, layout.Failure{
			Title: i18n.T(ctx, "Det här får du inte göra"),
			Text:  i18n.T(ctx, "Din roll i gruppen räcker inte. Hör av dig till den som är sammanställande om du behöver kunna göra det."),
		}
	case errors.Is(err, fault.ErrConflict):
		return http.StatusConflict, layout.Failure{
			Title: i18n.T(ctx, "Någon annan hann före"),
			Text:  i18n.T(ctx, "Uppgifterna ändrades av någon annan medan du hade sidan öppen. Din ändring är inte sparad. Öppna sidan på nytt och gör om den."),
		}
	case errors.Is(err, fault.ErrWrongState):
		return http.StatusConflict, layout.Failure{
			Title: i18n.T(ctx, "Det går inte i nuvarande läge"),
			Text:  i18n.T(ctx, "Läget har ändrats sedan du öppnade sidan. Öppna den på nytt för att se vad som går att göra nu."),
		}
	case errors.Is(err, fault.ErrBusy):
		return http.StatusServiceUnavailable, layout.Failure{
			Title: i18n.T(ctx, "Det är många som använder Samsyn just nu"),
			Text:  i18n.T(ctx, "Ingenting har sparats eller ändrats. Vänta en liten stund och försök igen."),
		}
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge, layout.Failure{
			Title: i18n.T(ctx, "Det du skickade är för stort"),
			Text:  i18n.T(ctx, "Korta ner texten, eller välj en mindre fil, och försök igen."),
		}
	case errors.Is(err, fault.ErrUnavailable):
		return http.StatusServiceUnavailable, layout.Failure{
			Title: i18n.T(ctx, "Samsyn kan inte svara just nu"),
			Text:  i18n.T(ctx, "Det som redan är sparat finns kvar. Försök igen om en stund. Händer det igen, hör av dig till den som sköter systemet och uppge numret här under."),
		}
	case errors.Is(err, errBadForm):
		return http.StatusBadRequest, layout.Failure{
			Title: i18n.T(ctx, "Formuläret gick inte att läsa"),
			Text:  i18n.T(ctx, "Öppna sidan på nytt och försök igen."),
		}
	}
	return http.StatusInternalServerError, layout.Failure{
		Title: i18n.T(ctx, "Något gick fel"),
		Text:  i18n.T(ctx, "Det du gjorde är kanske inte sparat. Försök igen om en stund. Händer det igen, hör av dig till den som sköter systemet och uppge numret här under."),
	}
}

// onward leads from an error to where its reader is at home: somebody who reads what is open to
// everybody need not be able to sign in.
func onward(r *http.Request) ui.Link {
	ctx := r.Context()
	if strings.HasPrefix(r.URL.Path, PublicURL) {
		return ui.Link{Text: i18n.T(ctx, "Till det som är publicerat"), URL: Spoken(ctx, PublicURL)}
	}
	return ui.Link{Text: i18n.T(ctx, "Till Start"), URL: "/"}
}
