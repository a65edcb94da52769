package e2e

import "testing"

// A unit writes on a measure's time line what it changed; the coordinator decides
// from when the line is judged anew, and takes it back. Everybody in the group reads
// both at the line, and those outside it neither.
func TestWhatIsWrittenOnATimeLine(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	unit := newVisitor(t, site, withoutScript)
	unit.signIn("jonkoping@exempel.se")
	unit.open("/resultat/matt/OMV01?enhet=JON")
	unit.see("Så bedöms linjen")
	unit.unfold("Skriv en anteckning")
	unit.fill("Vad som hände", "Nya madrasser på förlossningen")
	unit.press("Spara anteckningen")
	unit.says(422)
	unit.see("Fyll i uppgiften.")
	unit.fill("Dag", "2025-02-10")
	unit.press("Spara anteckningen")
	unit.see("Anteckningen är sparad.", "10 februari 2025, Jönköping: vi ändrade något", "Nya madrasser på förlossningen")
	unit.missing("Bestäm hur linjerna bedöms")

	convener := newVisitor(t, site, desktop)
	convener.signIn("sammanstallande@exempel.se")
	convener.open("/resultat/matt/OMV01?enhet=JON&metod=styrdiagram")
	convener.see("Nya madrasser på förlossningen")
	convener.unfold("Bestäm hur linjerna bedöms")
	convener.choose("Period", "K1 2025")
	convener.fill("Varför", "Arbetssättet är ett annat")
	convener.press("Spara beslutet")
	convener.see("Beslutet är sparat.", "Linjens delar", "Arbetssättet är ett annat")
	convener.accessible()
	unit.open("/resultat/matt/OMV01?enhet=JON")
	unit.see("Jönköping: nivån räknas på nytt från K1 2025")

	reader := newVisitor(t, site, desktop)
	reader.signIn("rmpo@exempel.se")
	reader.open("/resultat/matt/OMV01?enhet=JON")
	reader.missing("Nya madrasser på förlossningen")
	reader.missing("Arbetssättet är ett annat")

	convener.press("Ta tillbaka Jönköping: nivån räknas på nytt från K1 2025")
	convener.see("Beslutet är tillbakataget.")
	convener.missing("Linjens delar")
	convener.open("/gruppen/logg")
	convener.see("Tog tillbaka ett beslut om en linje över tid", "Bestämde hur en linje över tid bedöms", "Skrev på en tidslinje", "Räkna nivån på nytt från perioden")
	convener.choose("Ändrat eller läst", "Läsning och filer")
	convener.press("Visa")
	convener.see("Såg resultaten för ett mått", "från 127.0.0.1")
	convener.missing("Skrev på en tidslinje")
	convener.accessible()
	convener.fill("Från och med", "2030-01-02")
	convener.fill("Till och med", "2030-01-01")
	convener.press("Visa")
	convener.says(422)
	convener.see("Slutdatumet kan inte vara före startdatumet.")
}
