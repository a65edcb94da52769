package quality

import "testing"

func TestParseGestation(t *testing.T) {
	for text, want := range map[string]string{
		"27+3": "27+3", "28": "28+0", "28 + 0": "28+0", "v 27+3": "27+3", "Vecka 32+6": "32+6", "v.30": "30+0",
		"20+0": "20+0", "45+0": "45+0",
		"19+6": "", "45+1": "", "27+7": "", "27,3": "", "27-3": "", "": "", "från 28+0": "", "280": "",
	} {
		days, ok := ParseGestation(text)
		got := ""
		if ok {
			got = WeeksAndDays(days)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
