// Package i18n gives the program its languages: the Swedish sentences that are
// written in the source, their translations, and numbers and dates the way they
// are written in Swedish healthcare.
//
// The Swedish text is the key. A sentence is written once, where it is shown:
//
//	i18n.T(ctx, "Lämna in %s", period)
//	i18n.N(ctx, "%d enhet saknas", "%d enheter saknas", n)
//
// and package catalogue, beside this one, keeps the English PO file complete.
// i18n knows no page, no room and no domain word; it imports only gotext,
// golang.org/x/text and the standard library, so that templates may import it.
package i18n

//go:generate go run ./cmd/catalogue
