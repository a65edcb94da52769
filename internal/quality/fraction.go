package quality

import "strings"

// SplitFraction takes apart what is written as one although it is two: "7/12" or
// "7 av 12" is a numerator and a denominator. False when it is no such thing.
func SplitFraction(text string) (numerator, denominator string, ok bool) {
	for _, between := range []string{"/", "⁄", "∕", " av ", "\u00a0av\u00a0"} {
		top, bottom, found := strings.Cut(text, between)
		if !found {
			continue
		}
		top, bottom = strings.TrimSpace(top), strings.TrimSpace(bottom)
		_, first := ParseNumber(top)
		_, second := ParseNumber(bottom)
		return top, bottom, first && second
	}
	return "", "", false
}
