package page

import (
	"strings"
	"unicode"
)

// Printable is what can be shown of a text that came in a header, at most so many
// characters.
func Printable(text string, most int) string {
	runes := []rune(strings.ToValidUTF8(text, ""))
	if len(runes) > most {
		runes = runes[:most]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, string(runes))
}
