package i18n

import (
	"context"

	"golang.org/x/text/language"
)

// Language is a language that Samsyn can be read in, as a BCP 47 tag: the
// value of a page's lang attribute.
type Language string

const (
	// Swedish is the language of the source and the default.
	Swedish Language = "sv"
	// English is the translation in locales/en.
	English Language = "en"
)

// supported lists the languages in the order of matcher's tags; the first is
// what somebody gets who asks for none of them.
var (
	supported = []Language{Swedish, English}
	matcher   = language.NewMatcher([]language.Tag{language.Swedish, language.English})
)

type contextKey struct{}

// WithLanguage returns a context whose texts, numbers and dates are in lang.
func WithLanguage(ctx context.Context, lang Language) context.Context {
	return context.WithValue(ctx, contextKey{}, lang)
}

// LanguageOf is the language of the context, Swedish when none has been set.
func LanguageOf(ctx context.Context) Language {
	if lang, ok := ctx.Value(contextKey{}).(Language); ok && lang == English {
		return English
	}
	return Swedish
}

// Match chooses the best language for somebody's preferences, the strongest
// first: each a BCP 47 tag or the value of an Accept-Language header. What
// cannot be read is passed over; without a match the answer is Swedish.
func Match(preferences ...string) Language {
	_, index := language.MatchStrings(matcher, preferences...)
	return supported[index]
}
