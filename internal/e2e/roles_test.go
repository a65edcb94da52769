package e2e

import (
	"testing"
	"time"

	"samsyn/internal/i18n"
)

// dayFromNow is the clinics' own day, so many days on, as a date field takes it.
func dayFromNow(days int) string {
	return time.Now().In(i18n.Location()).AddDate(0, 0, days).Format(time.DateOnly)
}

// The coordinator decides to hand over, takes it back, and hands over at once; the former
// one keeps her own unit and no more, the new one finds what she wrote and may do it again.
func TestTheCoordinatorIsHandedOver(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	former := newVisitor(t, site, withoutScript)
	former.signIn("sammanstallande@exempel.se")
	former.open("/gruppen")
	former.press("Personer")
	former.accessible()
	former.press("Lämna över som sammanställande")
	former.see("Exempelsammanställande är sammanställande sedan", "Det här är öppet", "Granska")
	former.accessible()
	former.press("Lämna över", "Vem och när")
	former.see("Fyll i uppgiften.")
	former.says(422)
	former.choose("Vem tar över?", "Exempelläkare Kalmar")
	former.fill("Första dag", dayFromNow(30))
	former.fill("Till den som tar över", "Rapporten är halvvägs.")
	former.press("Lämna över", "Vem och när")
	former.see("Exempelläkare Kalmar tar över", "Till dess är allt som förut.")
	former.says(200)
	former.accessible()

	next := newVisitor(t, site, darkPhone)
	next.signIn("kalmar@exempel.se")
	next.see("Du är sammanställande från och med")
	next.press("Se överlämningen")
	next.see("Rapporten är halvvägs.")
	next.missing("Ta tillbaka överlämningen")
	next.accessible()
	next.open("/gruppen/personer")
	next.says(403)

	former.press("Ta tillbaka överlämningen")
	former.see("Överlämningen är tillbakatagen.", "Tillbakatagen av Exempelsammanställande")
	next.open("/")
	next.missing("Du är sammanställande från och med")

	former.choose("Vem tar över?", "Exempelläkare Kalmar")
	former.fill("Första dag", dayFromNow(0))
	former.fill("Till den som tar över", "Ring Jönköping.")
	former.press("Lämna över", "Vem och när")
	former.see("Överlämnat. Den nya är sammanställande från och med")
	former.open("/gruppen/personer")
	former.says(403)
	former.open("/inrapportering")
	former.see("Norrköping")
	next.open("/")
	next.see("Granska")
	next.press("Se överlämningen")
	next.see("Ring Jönköping.", "Efter Exempelsammanställande.", "Vem tar över?")
	next.open("/gruppen/personer")
	next.see("Lägg till en person")
}

// Somebody new in the group is led through what there is to know, says how she is reached,
// and is not reminded any more when she has seen enough.
func TestANewMemberIsIntroduced(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	fresh := newVisitor(t, site, darkPhone)
	fresh.signIn("processtod@exempel.se")
	fresh.see("Ny i gruppen? 0 av 8 steg är klara.")
	fresh.press("Kom in i gruppens arbete")
	fresh.see("Läs uppdraget", "0 av 8 klara", "Undrar du något, fråga Exempelsammanställande")
	fresh.accessible()
	fresh.press("Bocka av Läs uppdraget")
	fresh.see("1 av 8 klara", "Klart")
	fresh.press("Överenskommelsen")
	fresh.see("Vi lämnar siffrorna senast på sista dagen.")
	fresh.accessible()
	fresh.open("/konto")
	fresh.fill("Telefon", "ring mig")
	fresh.press("Spara Så når man dig")
	fresh.see("Skriv ett telefonnummer")
	fresh.says(422)
	fresh.fill("Telefon", "08-465 004 99")
	fresh.press("Spara Så når man dig")
	fresh.see("Så når man dig är sparat.")
	fresh.open("/gruppen/kontakter")
	fresh.see("Om du undrar över", "08-465 004 99", "Enhet för enhet")
	fresh.accessible()
	fresh.open("/gruppen/ny-har")
	fresh.press("Sluta påminna mig på startsidan")
	fresh.see("Startsidan påminner inte om det här.")
	fresh.open("/")
	fresh.missing("Ny i gruppen?")
}

// The head of a clinic sees what her unit has handed in and says so; the board tells.
// A reader for the region's executive sees what is published alone.
func TestReadersFromOutside(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	head := newVisitor(t, site, desktop)
	head.signIn("verksamhetschef@exempel.se")
	head.press("Ta del av inlämningen, Västervik")
	head.see("Du har inte tagit del av inlämningen än")
	head.accessible()
	head.fill("Till enheten", "Tack, bra ordning.")
	head.press("Jag har tagit del av inlämningen")
	head.see("Du har tagit del av inlämningen.", "Verksamhetschefen har tagit del:", "Tack, bra ordning.")
	entry := head.path()
	head.open("/")
	head.missing("Ta del av inlämningen, Västervik")
	unit := newVisitor(t, site, withoutScript)
	unit.signIn("vastervik@exempel.se")
	unit.open(entry)
	unit.see("Tack, bra ordning.", "av Exempelchef Västervik")
	unit.open("/inrapportering/oversikt")
	unit.see("Verksamhetschefen tog del")

	reader := newVisitor(t, site, darkPhone)
	reader.signIn("ledning@exempel.se")
	reader.see("Publicerade årsrapporter", "Du läser för Regionsjukvårdsledningen.")
	reader.accessible()
	for _, path := range []string{"/gruppen", "/resultat", "/mal", "/arsrapport", "/forbattring", "/inrapportering", "/gruppen/kontakter", "/gruppen/ny-har", "/gruppen/overlamna", "/gruppen/moten"} {
		reader.open(path)
		reader.says(403)
	}
}
