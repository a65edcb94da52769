package e2e

import (
	"strings"
	"testing"
)

// Two people without scripts have the same form open and change the same figure:
// the second is shown both values and chooses, and nothing that either typed is lost.
func TestTwoEditorsOfOneForm(t *testing.T) {
	t.Parallel()
	site := demoSite(t)
	representative, convener := newVisitor(t, site, withoutScript), newVisitor(t, site, withoutScript)
	representative.signIn("jonkoping@exempel.se")
	representative.press("Rätta Jönköping")
	form := representative.path()

	convener.signIn("sammanstallande@exempel.se")
	convener.open(form)
	convener.see("Du fyller i åt Jönköping")
	convener.fill("Täljare", "1", temperature)
	convener.fill("Nämnare", "11", temperature)
	convener.fill("Antal", "321", "Antal förlossningar")
	convener.press("Spara")
	convener.see("2 uppgifter är sparade.")

	representative.fill("Täljare", "2", temperature)
	representative.fill("Nämnare", "12", temperature)
	representative.fill("Antal", "45", "Inskrivna barn")
	representative.press("Spara")
	representative.see("En uppgift är sparad")
	representative.says(409)
	row := representative.textIn(temperature)
	for _, want := range []string{"1 av 11", "Exempelsammanställande", "2 av 12", "Vad ska gälla?"} {
		if !strings.Contains(row, want) {
			t.Errorf("the choice should show %q: %s", want, row)
		}
	}
	representative.tick("Det jag skrev", temperature)
	representative.press("Spara")
	representative.see("En uppgift är sparad.")

	convener.open(form)
	for _, field := range [][]string{{"2", "Täljare", temperature}, {"12", "Nämnare", temperature},
		{"321", "Antal", "Antal förlossningar"}, {"45", "Antal", "Inskrivna barn"}} {
		if got := convener.value(field[1], field[2]); got != field[0] {
			t.Errorf("%s of %s is %q, want %q", field[1], field[2], got, field[0])
		}
	}
}
