package quality

import "testing"

func TestParseNumber(t *testing.T) {
	numbers := map[string]float64{"0": 0, "-0": 0, "7": 7, "007": 7, "36,8": 36.8, "36.8": 36.8, "-1,5": -1.5, "−1,5": -1.5,
		"4 475": 4475, "4\u00a0475,25": 4475.25, "1\u202f234\u202f567": 1234567, "1,234": 1.234, "1.234": 1.234}
	for text, want := range numbers {
		if got, ok := ParseNumber(text); !ok || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", " ", "-", ",5", "5,", "1,2,3", "1.234,5", "1,234.5", "44 75", "1  234", "1e3", "+5", "5 %", "0x1",
		"NaN", "Inf", "١٢", "1_000", "1234567890123456", "7\n"} {
		if got, ok := ParseNumber(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestSplitFraction(t *testing.T) {
	for _, test := range []struct{ text, numerator, denominator string }{
		{"7/12", "7", "12"},
		{" 7 / 12 ", "7", "12"},
		{"7 av 12", "7", "12"},
		{"7⁄12", "7", "12"},
		{"1 204/2 500,5", "1 204", "2 500,5"},
		{"7", "", ""},
		{"7/", "", ""},
		{"/12", "", ""},
		{"7/12/2026", "", ""},
		{"sju/tolv", "", ""},
		{"7av12", "", ""},
		{"", "", ""},
	} {
		top, bottom, ok := SplitFraction(test.text)
		if ok != (test.numerator != "") || ok && (top != test.numerator || bottom != test.denominator) {
			t.Errorf("%q: %q of %q, %v", test.text, top, bottom, ok)
		}
	}
}
