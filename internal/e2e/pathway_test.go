package e2e

import (
	"strings"
	"testing"
	"time"

	"samsyn/internal/i18n"
)

// TestAnIntroductionThroughItsThreePhases introduces a care pathway from its first day to
// its end: the coordinator leads and makes a data package, which is opened as PDF and
// workbook, Kalmar is in the core team, ticks without JavaScript and writes where it stands,
// and the receiving body reads what came of it.
func TestAnIntroductionThroughItsThreePhases(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	enter := func(name string, w window) *visitor {
		v := newVisitor(t, site, w)
		v.signIn(name + "@exempel.se")
		return v
	}
	lead, kalmar := enter("sammanstallande", desktop), enter("kalmar", withoutScript)
	p := introduction{title: "Vårdförlopp: mjölk från första dagen", today: time.Now().In(i18n.Location())}
	p.begin(lead)
	p.gather(lead)
	p.describe(lead, newClient(t, site, "sammanstallande@exempel.se"))
	p.prepare(kalmar)
	p.startUp(lead, kalmar)
	p.carryOut(lead, kalmar)
	p.end(lead)
	p.readByTheBody(enter("rmpo", darkPhone))
}

// introduction is what is introduced, and where it stands.
type introduction struct {
	title, at string
	today     time.Time
}

// day is the day so many days from today, as a field has it.
func (p *introduction) day(days int) string { return p.today.AddDate(0, 0, days).Format(time.DateOnly) }

func (p *introduction) begin(v *visitor) {
	v.t.Helper()
	v.open("/forbattring")
	v.press("Införanden")
	v.press("Nytt införande")
	v.accessible()
	v.press("Börja införandet")
	v.says(422)
	v.fill("Vårdförlopp", p.title)
	v.fill("Syfte", "Fler barn får sin mammas mjölk från första dagen.")
	v.fill("Första dag", p.day(-40))
	v.ensure("Bröstmjölk vid utskrivning", "Mått som vårdförloppet följs med")
	v.press("Börja införandet")
	v.see("Införandet är påbörjat.", p.title, "Förberedelse", "6 veckor", "3 månader", "Alla i kärntruppen är sjuksköterskor.")
	p.at = v.path()
	v.accessible()
}

// gather chooses the core team, which is warned of what it lacks: whoever began the
// introduction leads it from the beginning.
func (p *introduction) gather(v *visitor) {
	v.t.Helper()
	v.press("Ta med någon")
	v.accessible()
	v.choose("Ur gruppen", "Exempelläkare Kalmar")
	v.fill("Kompetens", "Neonatolog")
	v.press("Spara")
	v.see("Exempelläkare Kalmar", "Ingen i kärntruppen kommer från Linköping.")
	v.press("Ta med någon")
	v.fill("Namn", "Hanna Hälsoekonom")
	v.fill("E-postadress", "hanna@exempel.se")
	v.fill("Kompetens", "Hälsoekonomi")
	v.choose("Profession", "Annan")
	v.choose("Enhet", "Linköping")
	v.press("Spara")
	v.see("Hanna Hälsoekonom", "från annan organisation")
	v.missing("Alla i kärntruppen är sjuksköterskor.")
	v.missing("Ingen i kärntruppen kommer från Linköping.")
}

// describe makes the data package of the introduction's measure, and reads it as a file.
func (p *introduction) describe(v *visitor, c *client) {
	v.t.Helper()
	v.open(p.at)
	v.press("Ta fram ett datapaket")
	v.fill("Namn", "Mjölk från första dagen")
	v.fill("Patientgrupp och fråga", "Hur många barn får sin mammas mjölk när de går hem?")
	v.press("Spara")
	v.press("Spara version 1")
	v.press("Spara version 1")
	v.see("Version 1, sparad")
	if text := paperAndBook(v, c); !strings.Contains(text, "Mjölk från första dagen") || !strings.Contains(text, "Bröstmjölk vid utskrivning") {
		v.stuck("the paper: %q", text)
	}
	v.open(p.at)
	v.see("Mjölk från första dagen")
}

// prepare writes the vision and ticks what is done, without JavaScript.
func (p *introduction) prepare(v *visitor) {
	v.t.Helper()
	v.open(p.at)
	v.press("Ny patientgrupp")
	v.fill("Patientgrupp", "Alla barn på neonatalavdelning")
	v.fill("Målbild", "Mamman får hjälp att pumpa inom sex timmar.")
	v.press("Spara målbilden")
	v.see("Mamman får hjälp att pumpa inom sex timmar.")
	v.open(p.at + "/faser/1")
	v.see("Klarkriterier", "Checklista")
	v.tick("Patientgrupperna är beskrivna", "Klarkriterier")
	v.tick("Kärntruppen är utsedd", "Klarkriterier")
	v.tick("Datapaketet är framtaget", "Klarkriterier")
	v.press("Spara det som är avbockat")
	v.see("Det som är avbockat är sparat.")
	v.missing("Stäng fasen")
}

// startUp closes the first phase; Kalmar writes where it stands, and the second is moved and
// closed with a reason.
func (p *introduction) startUp(lead, kalmar *visitor) {
	lead.t.Helper()
	lead.open(p.at + "/faser/1")
	lead.see("Alla klarkriterier är uppfyllda.")
	lead.accessible()
	lead.press("Stäng fasen", "Stäng fasen")
	lead.see("Fasen är stängd.")

	kalmar.open(p.at + "/nulage/KAL/OMV03")
	kalmar.see("Enhetens siffror", "Bröstmjölk vid utskrivning")
	kalmar.fill("Nuläge", "Hälften av barnen får mjölk vid hemgången.")
	kalmar.fill("Gap", "Längst till målet på helgerna.")
	kalmar.fill("Mål", "Tre av fyra barn före årets slut.")
	kalmar.fill("Orsaker", "Pumparna tar slut på kvällen.")
	kalmar.press("Spara")
	kalmar.see("Nuläge och mål är sparade.", "1 av 7 enheter har skrivit.")

	lead.open(p.at + "/faser/2")
	lead.fill("Ny sista dag", p.day(60))
	lead.fill("Varför", "Semestern kommer emellan.")
	lead.press("Flytta", "Flytta dagarna")
	lead.see("Dagarna är flyttade", "Semestern kommer emellan.")
	lead.press("Stäng fasen", "Stäng fasen")
	lead.says(422)
	lead.accessible()
	lead.fill("Varför den stängs ändå", "Övriga enheter skriver under hösten.")
	lead.press("Stäng fasen", "Stäng fasen")
	lead.see("Fasen är stängd.", "Övriga enheter skriver under hösten.")
}

// carryOut does something about it, meets, and says how far Kalmar has come.
func (p *introduction) carryOut(lead, kalmar *visitor) {
	lead.t.Helper()
	kalmar.open(p.at + "/nulage/KAL/OMV03")
	kalmar.press("Ny aktivitet utifrån det här")
	kalmar.fill("Förbättringsområde", "En pump i varje rum, också på natten")
	kalmar.choose("Slag", "Utrustning")
	kalmar.fill("Klar senast", p.day(50))
	kalmar.press("Spara åtgärden")
	kalmar.see("Aktiviteten är sparad", "En pump i varje rum, också på natten")
	kalmar.open(p.at + "/enheter/KAL")
	kalmar.tick("Infört", "Läge")
	kalmar.fill("Sedan", p.day(-2))
	kalmar.press("Spara läget")
	kalmar.see("1 av 7 har infört")

	lead.open(p.at)
	lead.press("Ny avstämning i Genomförande")
	lead.accessible()
	lead.fill("Dag", p.day(7))
	lead.press("Spara mötet")
	lead.see("Avstämningen är planerad.", "Avstämning: "+p.title)
	lead.press("Avstämning: " + p.title)
	lead.see("Läget i fasen", "Hanna Hälsoekonom")
	lead.open(p.at + "/utvardering")
	lead.see("Bröstmjölk vid utskrivning", "Måtten jämförs före och efter")
	lead.open(p.at + "/faser/3")
	lead.fill("Varför den stängs ändå", "Aktiviteten följs som vanlig åtgärd.")
	lead.press("Stäng fasen", "Stäng fasen")
	lead.see("Fasen är stängd.")
}

func (p *introduction) end(v *visitor) {
	v.t.Helper()
	v.open(p.at)
	v.press("Avsluta införandet")
	v.accessible()
	v.tick("Det är genomfört", "Hur slutade det?")
	v.fill("Slutnotering", "Alla enheter vet nu var pumparna står.")
	v.press("Avsluta införandet")
	v.says(422)
	v.fill("Vad som fortsätter", "Måttet följs varje kvartal.")
	v.press("Avsluta införandet")
	v.see("Införandet är avslutat.", "Måttet följs varje kvartal.", "Semestern kommer emellan.")
	v.open("/forbattring/inforanden/tidslinje")
	v.see(p.title, "Faserna i tabell")
	v.accessible()
	v.open("/gruppen/logg")
	v.see("Avslutade ett införande")
}

// readByTheBody: the receiving body's member reads what came of it, and nothing of where
// the units stand.
func (p *introduction) readByTheBody(v *visitor) {
	v.t.Helper()
	v.open(p.at)
	v.see("Avslutat", "Alla enheter vet nu var pumparna står.", "1 av 7 har infört")
	v.missing("Nuläge, gap och mål")
	v.missing("Ändra läget")
	v.accessible()
	v.press("Sammanfattning att skriva ut")
	v.see("Mamman får hjälp att pumpa inom sex timmar.")
	v.accessible()
	v.open(p.at + "/nulage/KAL/OMV03")
	v.says(403)
	if text := v.text(); strings.Contains(text, "Pumparna tar slut") {
		v.stuck("the body reads the unit's analysis")
	}
}
