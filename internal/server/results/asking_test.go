package results_test

import (
	"strings"
	"testing"

	"samsyn/internal/org"
)

// TestAUnitIsToldWhomToAsk: on the measure's page and on the unit's own, with an address
// to write to and what the other unit has published; others are told nothing.
func TestAUnitIsToldWhomToAsk(t *testing.T) {
	s := newSite(t)
	lead := s.as(org.MedicalLead)
	doc := s.page(t, lead, "/resultat/matt/OMV01?ar=2025")
	said := text(doc, "#fraga")
	for _, want := range []string{"Kalmar har blivit bättre på det här än slumpen förklarar: +", "jämfört med 2024.", "Fråga: Exempelläkare Kalmar, kalmar@exempel.se", "Hud mot hud redan under flytten", "en av tjugo"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
	if doc.Find(`#fraga a[href="mailto:kalmar@exempel.se"]`).Length() != 1 || doc.Find(`#fraga a[href="/forbattring/exempel/1"]`).Length() != 1 {
		t.Error("the links")
	}
	if said := text(s.page(t, lead, "/resultat/enhet/"+s.units[0].Code+"?ar=2025"), "#fraga"); !strings.Contains(said, "Kalmar har blivit bättre på det här än slumpen förklarar") {
		t.Errorf("the unit's own page: %s", said)
	}
	for _, address := range []string{"/resultat/matt/OMV01?ar=2025", "/resultat/enhet/" + s.units[0].Code + "?ar=2025"} {
		for _, role := range []org.Role{org.Convener, org.Chair, org.ProgramAreaMember} {
			if s.page(t, s.as(role), address).Find("#fraga").Length() != 0 {
				t.Errorf("%s is told whom to ask on %s", role, address)
			}
		}
	}
	if s.page(t, lead, "/resultat/enhet/KAL?ar=2025").Find("#fraga").Length() != 0 {
		t.Error("another unit's page says whom to ask")
	}
}
