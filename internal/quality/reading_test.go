package quality

import (
	"strings"
	"testing"
)

func TestWordsOfAReading(t *testing.T) {
	for text, want := range map[string]string{
		"Vi räknar från journalen.":            "",
		"":                                     "",
		strings.Repeat("å", MaxReading):        "",
		strings.Repeat("å", MaxReading+1):      "text too_long",
		"Som för 20121212-1212 i journalen.":   "text personal_number",
		"Telefon 013-10 30 00, mellan 8 och 9": "",
	} {
		if got := strings.Join(problems(Reading{Text: text}.Check()), ", "); got != want {
			t.Errorf("%.40q: %q, want %q", text, got, want)
		}
	}
}
