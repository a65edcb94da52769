package quality

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParseNumber: what is taken for a number is one that people write, is finite,
// and is read the same when it is written back the Swedish and the English way.
// The seeds are also in testdata/fuzz. To look for more:
// go test -fuzz FuzzParseNumber -fuzztime 10m -fuzzminimizetime 1x ./internal/quality
func FuzzParseNumber(f *testing.F) {
	for _, seed := range []string{"", "0", "-0", "−0,0", "12", "012", "12,5", "12.5", "1 204", "1\u00a0204", "1\u202f204,5", "1  204",
		"12 04", "1,204,5", "1.204,5", "1e3", "0x1p4", "0b1", "1_000", "+1", "--1", "−1", "- 1", ",5", "5,", "٣", "１２", "½", "1/2", "7/12",
		"NaN", "Inf", "-inf", "999999999999999", "9999999999999999", "999 999 999 999 999", "1 999 999 999 999 999", "0,123456789012",
		"0,1234567890123", " 12", "12 ", "12\n", "1\t204", "12 %", "2026-01-02", "\x00", "\xff", "1\xa0204"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		value, ok := ParseNumber(text)
		if !ok {
			if value != 0 {
				t.Fatalf("%q is no number, but also %v", text, value)
			}
			return
		}
		if math.IsNaN(value) || math.IsInf(value, 0) || value == 0 && math.Signbit(value) || math.Abs(value) > 1e15 {
			t.Fatalf("%q is read as %v", text, value)
		}
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, text)
		if !utf8.ValidString(text) || digits == "" || len(digits) > 27 || strings.ContainsFunc(text, isNoPartOfANumber) {
			t.Fatalf("%q is read as %v", text, value)
		}
		written := strconv.FormatFloat(value, 'f', -1, 64)
		whole, decimals, _ := strings.Cut(strings.TrimPrefix(written, "-"), ".")
		if len(whole) > 15 || len(decimals) > 12 {
			return // rounding made it longer than what is taken
		}
		for _, again := range []string{written, strings.Replace(written, ".", ",", 1)} {
			if back, ok := ParseNumber(again); !ok || back != value {
				t.Fatalf("%q is read as %v, and that, written %q, as %v", text, value, again, back)
			}
		}
	})
}

func isNoPartOfANumber(r rune) bool {
	return !strings.ContainsRune("0123456789-−,. \u00a0\u202f", r)
}
