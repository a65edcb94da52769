package i18n

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/leonelquinteros/gotext"
)

//go:embed locales/en/samsyn.po
var englishPO []byte

// english is the English of each Swedish text. The package looks entries up
// itself, since gotext's own look-up locks and takes the text for a format.
var english = parse(englishPO)

// parse reads a PO file into its entries by Swedish text. gotext passes over
// lines it cannot read, so it is package catalogue's test that guards the file.
func parse(po []byte) map[string]*gotext.Translation {
	catalogue := gotext.NewPo()
	catalogue.Parse(po)
	entries := catalogue.GetDomain().GetTranslations()
	delete(entries, "") // the file's own header
	return entries
}

// T is the text in the language of the context. message is the Swedish text,
// written as a constant in the call; args fill its fmt verbs. Without args the
// text is returned as it stands, so that a percent sign needs no doubling.
// What lacks a translation is shown in Swedish.
func T(ctx context.Context, message string, args ...any) string {
	if LanguageOf(ctx) == English {
		if entry, ok := english[message]; ok {
			message = entry.Get()
		}
	}
	return format(message, args)
}

// N is the text for n things: one when n is exactly 1, otherwise many; that is
// the rule of both Swedish and English. Both are Swedish constants and their
// fmt verbs take args; when no args are given they take n itself. A text that
// has no verb ("En enhet saknas") stands as it is.
//
//	i18n.N(ctx, "En enhet saknas", "%d enheter saknas", n)
//	i18n.N(ctx, "%s har %d enhet", "%s har %d enheter", n, name, n)
func N(ctx context.Context, one, many string, n int, args ...any) string {
	message, form := many, 1
	if n == 1 {
		message, form = one, 0
	}
	if LanguageOf(ctx) == English {
		if entry, ok := english[one]; ok {
			message = entry.GetN(form)
		}
	}
	if len(Verbs(message)) == 0 {
		return message
	}
	if len(args) == 0 {
		args = []any{n}
	}
	return format(message, args)
}

// Mark returns message unchanged and tells the catalogue that it is a text to
// translate. It is for tables of words whose entries a variable picks:
//
//	var words = map[State]string{Draft: i18n.Mark("Utkast")}
//
// Only such a table's own package may give T a variable; see package catalogue.
func Mark(message string) string { return message }

// format fills the verbs of message, and leaves it alone when there is nothing
// to fill them with.
func format(message string, args []any) string {
	if len(args) == 0 {
		return message
	}
	return fmt.Sprintf(message, args...)
}
