package org

import "testing"

func TestACodeIsMadeOfAName(t *testing.T) {
	for name, want := range map[string]string{
		"Barndiabetes":              "barndiabetes",
		"Barn- och ungdomsdiabetes": "barn-och-ungdomsdiabetes",
		"  Öst & Väst 2 ":           "ost-vast-2",
		"Ålder/könsmognad":          "alder-konsmognad",
		"É":                         "e",
		"…":                         "",
		"":                          "",
		"Ett mycket långt namn på en grupp som aldrig tar slut": "ett-mycket-langt-namn-pa-en-gr",
	} {
		if got := CodeOf(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestATakenCodeGetsANumber(t *testing.T) {
	taken := map[string]bool{"ala": true, "ala-2": true}
	for code, want := range map[string]string{"ala": "ala-3", "bo": "bo"} {
		if got := FreeCode(code, func(c string) bool { return taken[c] }); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}
