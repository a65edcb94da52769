package e2e

import (
	"testing"
)

// Somebody without an account reads what the group has opened, on a telephone and without
// scripts: goals, results in words, table and picture, an example, what is being done, and the
// statement; writes what is hard to read; and what the coordinator closes is gone.
func TestThePublicPagesAsAStranger(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	for _, w := range []window{darkPhone, withoutScript} {
		stranger := newVisitor(t, site, w)
		stranger.open("/publicerat")
		stranger.see("Publicerat", "Exempeldata – inga verkliga siffror")
		stranger.accessible()
		stranger.press("Neonatologi")
		stranger.see("Det här visar gruppen för alla.", "Årsrapport")
		stranger.accessible()
		stranger.press("Mål", "Läs om")
		stranger.see("Värde för barn och familjer", "Så har patienter och närstående varit med", "Löften till patienterna")
		stranger.accessible()
		stranger.press("Resultat")
		stranger.see("för att ingen ska kunna kännas igen", "Bara hela år visas", "Hud-mot-hud första dygnet")
		stranger.accessible()
		stranger.press("Hud-mot-hud första dygnet")
		stranger.see("Resultatet för hela gruppen är", "Målet är", "Hela gruppen", "Neonatalavdelningen")
		stranger.accessible()
		stranger.press("Det här görs")
		stranger.see("Pågår")
		stranger.missing("Exempelläkare")
		stranger.accessible()
		stranger.press("Goda exempel")
		stranger.see("enheten har sagt ja")
		stranger.accessible()
		stranger.press("Tillgänglighet")
		stranger.see("Tillgänglighetsredogörelse", "Exempelregionen", "Digg", "Senast prövad")
		stranger.accessible()
	}

	stranger := newVisitor(t, site, darkPhone)
	stranger.open("/publicerat/neonatologi/resultat")
	stranger.press("Lämna en synpunkt på sidan")
	stranger.see("Du behöver inte säga vem du är.")
	stranger.press("Skicka synpunkten")
	stranger.says(422)
	stranger.see("Fyll i uppgiften.")
	stranger.ensure("Något går inte att läsa eller använda", "Vad gäller det?")
	stranger.fill("Din synpunkt", "Siffrorna är för små i min telefon.")
	stranger.press("Skicka synpunkten")
	stranger.see("Tack för din synpunkt")
	stranger.accessible()

	convener := newVisitor(t, site, desktop)
	convener.signIn("sammanstallande@exempel.se")
	convener.see("synpunkter utifrån")
	convener.open("/gruppen/oppet/synpunkter")
	convener.see("Siffrorna är för små i min telefon.", "/publicerat/neonatologi/resultat")
	convener.accessible()
	convener.open("/gruppen/oppet")
	convener.see("Inget är öppet förrän ni öppnar det.")
	convener.accessible()
	convener.press("Stäng Resultat", "Alla, utan inloggning")
	convener.see("Resultat är stängt.")
	another := newVisitor(t, site, darkPhone) // whose browser has kept no page
	another.open("/publicerat/neonatologi/resultat")
	another.says(404)
	another.open("/publicerat/neonatologi")
	another.missing("Hur det går, för hela gruppen och enhet för enhet.")
	convener.open("/gruppen/oppet/visa/results")
	convener.see("Förhandsvisning", "Hud-mot-hud första dygnet")
	convener.accessible()
}

// Somebody who speaks for patients and relatives finds what the group discusses, says what
// matters, and reads the answer; nothing else of the group is open to her.
func TestAPatientRepresentativeComments(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	patient := newVisitor(t, site, darkPhone)
	patient.signIn("patientforetradare@exempel.se")
	patient.see("förslag till mål", "Gruppen vill höra vad som är viktigt")
	patient.open("/patient")
	patient.see("Du för patienters och närståendes talan", "Förslag till mål", "Besvarad")
	patient.accessible()
	patient.press("Föräldrarna får tala med läkaren inom ett dygn")
	patient.see("Värde för barnen och familjerna", "Så har patienter och närstående varit med", "Ingen har lämnat en synpunkt än.")
	patient.press("Lämna synpunkten")
	patient.says(422)
	patient.fill("Din synpunkt", "Samtalet ska ske utan att vi behöver be om det.")
	patient.press("Lämna synpunkten")
	patient.see("Tack. Gruppen har fått din synpunkt", "Samtalet ska ske utan att vi behöver be om det.", "Lämnad")
	patient.accessible()
	thing := patient.path()
	for _, path := range []string{"/gruppen", "/resultat", "/mal", "/arsrapport", "/forbattring", "/inrapportering", "/gruppen/oppet", "/gruppen/patienter"} {
		patient.open(path)
		patient.says(403)
	}

	convener := newVisitor(t, site, withoutScript)
	convener.signIn("sammanstallande@exempel.se")
	convener.see("synpunkter från patienter och närstående")
	convener.open("/gruppen/patienter")
	convener.see("Samtalet ska ske utan att vi behöver be om det.", "Ingen synpunkt än")
	convener.accessible()
	convener.press("Markera som läst Föräldrarna får tala med läkaren inom ett dygn")
	convener.see("Läst av gruppen")
	convener.open("/mal/forslag")
	convener.press("Föräldrarna får tala med läkaren inom ett dygn")
	convener.see("Samtalet ska ske utan att vi behöver be om det.", "Synpunkter från patienter och närstående")
	convener.accessible()
	patient.open(thing)
	patient.see("Läst av gruppen")
}
