package page

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"samsyn/internal/i18n"
	"samsyn/templates/layout"
	"samsyn/templates/ui"
)

// shortTyped is how many characters a text of several words has that is worth copying; a
// shorter one is quickly typed again.
const shortTyped = 20

// typed are the texts of the form that could not be taken care of, so that whoever wrote them
// can copy them from the page that says so. It is what is left when no handler has shown the
// form again. Not for somebody who is not signed in, and not for what another site sent, which
// the reader has not written.
func typed(w http.ResponseWriter, r *http.Request, err error) []string {
	if !VisitorOf(r).SignedIn() || errors.Is(err, ErrOtherSite) {
		return nil
	}
	form := sentForm(w, r)
	if form == nil {
		return nil
	}
	var texts []string
	for _, name := range slices.Sorted(maps.Keys(form.All())) {
		for _, value := range form.Values(name) {
			if text := strings.TrimSpace(value); worthCopying(text) && !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	return texts
}

// worthCopying tells what somebody has written from ids, numbers, days and choices, and from
// whatever may be a key: those are one word.
func worthCopying(text string) bool {
	return strings.Contains(text, "\n") || utf8.RuneCountInString(text) >= shortTyped && strings.ContainsFunc(text, unicode.IsSpace)
}

// copyOf shows the texts, each in a field that nobody can change or send.
func copyOf(ctx context.Context, texts []string, status int) layout.Typed {
	shown := layout.Typed{Said: i18n.T(ctx, "Det du skrev sparades inte. Kopiera det om du behöver det.")}
	if status >= http.StatusInternalServerError {
		shown.Said = i18n.T(ctx, "Det du skrev sparades kanske inte. Kopiera det om du behöver det.")
	}
	for n, text := range texts {
		field := ui.TextAreaProps{Name: "skrivet." + Digits(n+1), Label: i18n.T(ctx, "Din text"), Value: text, ReadOnly: true,
			Rows: min(2+strings.Count(text, "\n")+utf8.RuneCountInString(text)/80, 12)}
		if len(texts) > 1 {
			field.Label = i18n.T(ctx, "Text %d av %d", n+1, len(texts))
		}
		shown.Texts = append(shown.Texts, field)
	}
	return shown
}
