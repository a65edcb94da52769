package quality

import (
	"strings"
	"unicode/utf8"

	"samsyn/internal/fault"
)

// FreeText adds what is wrong with a text that somebody has written: longer than most
// characters, or with somebody's personal number in it.
func FreeText(v *fault.ValidationError, field, written string, most int) {
	if utf8.RuneCountInString(written) > most {
		v.Add(field, "too_long", most)
	}
	if HoldsPersonalNumber(written) {
		v.Add(field, "personal_number")
	}
}

// NeededText is FreeText for a text that has to be there.
func NeededText(v *fault.ValidationError, field, written string, most int) {
	if strings.TrimSpace(written) == "" {
		v.Add(field, "required")
	}
	FreeText(v, field, written, most)
}
