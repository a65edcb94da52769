package e2e

import (
	"testing"
	"time"
)

// A unit's manager appoints somebody in her place, who signs in, is told so, reads
// the hand-over and may fill in; and no more when it is taken back.
func TestADeputyTakesOver(t *testing.T) {
	t.Parallel()
	site := demoSite(t)
	last := time.Now().AddDate(0, 0, 14).Format(time.DateOnly)
	manager := newVisitor(t, site, withoutScript)
	manager.signIn("jonkoping@exempel.se")
	manager.open("/inrapportering")
	manager.press("Ersättare", "När någon annan tar över")
	manager.fill("Ersättarens e-postadress", "okand@exempel.se")
	manager.fill("Till och med", last)
	manager.press("Utse ersättaren")
	manager.see("Be systemförvaltaren (Exempelförvaltare, admin@exempel.se) lägga till personen först.")
	manager.says(422)
	manager.fill("Ersättarens e-postadress", "varnamo@exempel.se")
	manager.press("Utse ersättaren")
	manager.see("Exempelkontakt Värnamo, Jönköping", "Utsedd av Exempelsjuksköterska Jönköping")
	manager.says(200)

	deputy := newVisitor(t, site, desktop)
	deputy.signIn("varnamo@exempel.se")
	deputy.see("Du är ersättare för Jönköping till och med", "Rätta Jönköping")
	deputy.accessible()
	deputy.press("Läs överlämningen")
	deputy.see("Överlämning för Jönköping", "antalet inskrivna ser lågt ut", "Exempelsammanställande", "hud mot hud på förlossningen räknas")
	deputy.press("Jönköping, kvartal", "Att lämna in")
	deputy.see("Spara")
	if got := deputy.value("Nämnare", temperature); got == "" {
		t.Error("the deputy does not see what is filled in")
	}

	manager.open("/gruppen/ersattare")
	manager.press("Avsluta nu")
	manager.see("Ersättaren är avslutad.")
	form := deputy.path()
	deputy.open(form)
	deputy.says(403)
	deputy.open("/")
	deputy.missing("Jönköping, kvartal")
}
