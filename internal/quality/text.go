package quality

import (
	"strconv"
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

// YearWithin adds that a year is before the first or after the last that can be meant. The
// years go to the sentence as texts: no space stands between their thousands.
func YearWithin(v *fault.ValidationError, field string, year, first, last int) {
	if year < first || year > last {
		v.Add(field, "year_limits", strconv.Itoa(first), strconv.Itoa(last))
	}
}
