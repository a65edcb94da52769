package e2e

import (
	"strings"
	"testing"
)

// What the coordinator decides for the group is what a unit then meets: the last
// day, the reasons to choose from, and the rules across measures.
func TestWhatTheGroupDecidesForItself(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	convener := newVisitor(t, site, withoutScript)
	convener.signIn("sammanstallande@exempel.se")
	convener.open("/gruppen")
	convener.press("Inställningar")
	convener.fill("Siffrorna lämnas senast så många dagar efter periodens slut", "90")
	convener.press("Visa vad det betyder")
	convener.see("Det skulle betyda, om du sparar", "lämnas först efter materialet om samma år")
	convener.says(200)
	convener.press("Spara dagarna")
	convener.see("Dagarna är sparade.")
	convener.fill("Ny orsak", "Flytten till nya lokaler")
	convener.press("Lägg till orsaken")
	convener.see("Orsaken är tillagd.")
	convener.press("Ta ur bruk Definitionen kunde inte följas")
	convener.see("Orsaken är tagen ur bruk.")

	representative := newVisitor(t, site, desktop)
	representative.signIn("kalmar@exempel.se")
	representative.press("Fyll i Kalmar")
	_, form, err := newClient(t, site, "kalmar@exempel.se").get(representative.path())
	if err != nil || !strings.Contains(form.Text(), "Flytten till nya lokaler") || strings.Contains(form.Text(), "Definitionen kunde inte följas") {
		t.Errorf("the form does not offer the group's reasons (%v)", err)
	}

	convener.open("/inrapportering/regler")
	convener.press("Ny regel")
	convener.choose("Ett mått", "PRO06")
	convener.choose("Ett annat mått", "PRO05")
	convener.press("Spara regeln")
	convener.says(422)
	convener.fill("Förklaring till den som fyller i", "Hos oss ingår hemdygnen i vårddygnen.")
	convener.press("Spara regeln")
	convener.see("”Hemsjukvårdsdygn” ska vara högst ”Vårddygn på avdelning”.")
	representative.open("/inrapportering")
	representative.press("Regler mellan mått")
	representative.see("Hos oss ingår hemdygnen i vårddygnen.")
	representative.missing("Ta ur bruk")
}
