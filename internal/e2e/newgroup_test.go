package e2e

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"samsyn/internal/quality"
)

// Two measures that any group of children's clinics can begin with.
const (
	involved = "Föräldrar: delaktighet – utmärkt"
	survey   = "Föräldraenkät: svarsfrekvens"
)

// A second group comes to be in the browser alone: the administrator makes it, its
// coordinator follows the steps, a representative hands in its first figure; and the
// first group's people see nothing of it.
func TestASecondGroupIsSetUpInTheBrowser(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	admin := newVisitor(t, site, withoutScript)
	admin.signIn("admin@exempel.se")
	admin.open("/konton/grupper")
	admin.accessible()
	admin.press("Ny grupp")
	admin.accessible()
	admin.fill("Gruppens namn", "Barndiabetes")
	admin.fill("E-postadress", "disa@exempel.se")
	admin.press("Skapa gruppen")
	admin.says(422)
	admin.fill("Kort namn", "Barndiabetes")
	admin.fill("Namn", "Disa Diabetes")
	admin.press("Skapa gruppen")
	admin.see("Barndiabetes är skapad och Disa Diabetes har fått ett konto")
	admin.says(200)

	coordinator := newVisitor(t, site, desktop)
	coordinator.accept(admin.shownLink(), "en mening om socker")
	coordinator.see("Kom igång med Barndiabetes") // where choosing a password leads to
	coordinator.accessible()
	coordinator.missing("Exempeldata")
	coordinator.open("/")
	coordinator.see("Att göra nu", "Lägg upp Barndiabetes, steg för steg")
	for _, path := range []string{"/gruppen/namn", "/mal/mal-fran-mall"} {
		coordinator.open(path)
		coordinator.accessible()
	}
	coordinator.open("/")
	coordinator.press("Lägg upp Barndiabetes, steg för steg")
	coordinator.setsUpUnits()
	coordinator.setsUpMeasures()
	coordinator.setsUpDays()

	coordinator.press("Personer")
	coordinator.accessible()
	coordinator.fill("E-postadress", "rut@exempel.se")
	coordinator.fill("Namn", "Rut Rapport")
	coordinator.choose("Roll", "Medicinskt ledningsansvarig läkare")
	coordinator.choose("Enhet", "Vetlanda")
	coordinator.press("Lägg till personen")
	coordinator.see("Rut Rapport är med i gruppen och har fått ett konto")
	link := coordinator.shownLink()
	coordinator.press("Klart")
	coordinator.see("Medicinskt ledningsansvarig läkare, Vetlanda")
	coordinator.press("Steg för steg")
	coordinator.see("2 enheter", "2 mått, 2 samlas in", "Ett mål", "Varje kvartal", "En person")
	coordinator.press("Klart, gruppen är igång")
	coordinator.see("Gruppen är igång.")
	coordinator.missing("Lägg upp Barndiabetes")

	latest := quality.LastEnded(time.Now(), 3)
	representative := newVisitor(t, site, darkPhone)
	representative.accept(link, "en mening om blåbär")
	representative.see("Att göra nu")
	representative.press("Fyll i Vetlanda")
	representative.missing("Normal temperatur")
	representative.fill("Täljare", "15", involved)
	representative.fill("Nämnare", "20", involved)
	representative.fill("Täljare", "20", survey)
	representative.fill("Nämnare", "40", survey)
	representative.press("Spara och gå till inlämning")
	representative.press("Lämna in kvartal")
	representative.see("Tack, uppgifterna är inlämnade.")

	coordinator.open("/inrapportering/granska/VETLANDA/" + latest.Code())
	coordinator.see("75 %")
	coordinator.open("/resultat")
	coordinator.see("Fler föräldrar är delaktiga", "75 %")

	site.keepsTheSecondGroupApart(t, latest)
}

// setsUpUnits takes one unit that is there and adds one that is not.
func (v *visitor) setsUpUnits() {
	v.t.Helper()
	v.press("Enheter")
	v.accessible()
	v.tick("Neonatalavdelningen Kalmar")
	v.press("Ta med de valda")
	v.see("En enhet är med.")
	v.press("Lägg till en enhet som saknas")
	v.accessible()
	v.fill("Enhetens namn", "Barnmottagningen Vetlanda")
	v.fill("Kort namn", "Vetlanda")
	v.choose("Sjukhus", "Länssjukhuset Ryhov")
	v.fill("Klinik", "Barnkliniken")
	v.press("Lägg till enheten")
	v.see("Barnmottagningen Vetlanda är tillagd och med i gruppen.")
	v.press("Flytta upp Barnmottagningen Vetlanda")
	v.see("Enheten är flyttad.")
	v.press("Steg för steg")
}

// setsUpMeasures takes two measures from the library and writes a goal with a target
// that they show.
func (v *visitor) setsUpMeasures() {
	v.t.Helper()
	v.press("Mått")
	v.accessible()
	v.tick(involved)
	v.tick(survey)
	v.press("Hämta måtten")
	v.see("2 mått är tillagda.", "2 mått, inget samlas in än")
	v.open("/mal/nytt")
	v.fill("Målet", "Fler föräldrar är delaktiga")
	v.tick("Patientnöjdhet")
	v.fill("Värde för barnen och familjerna", "Den som är med i vården klarar vardagen bättre.")
	v.tick("P3 Delaktig och välinformerad genom hela vårdkedjan")
	v.unfold("Patientnöjdhet")
	v.tick(involved)
	v.tick(survey)
	v.press("Spara målet")
	v.tick("Nå ett värde", involved)
	v.fill("Målvärde (minst)", "70", involved)
	v.press("Spara målvärdena")
	v.open("/gruppen/start")
}

// setsUpDays decides how often and when.
func (v *visitor) setsUpDays() {
	v.t.Helper()
	v.press("Hur ofta och när")
	v.accessible()
	v.fill("Siffrorna lämnas senast så många dagar efter periodens slut", "45")
	v.press("Spara")
	v.see("Sparat: hur ofta och när.")
}

// keepsTheSecondGroupApart asks, as people of the first group, for what the second one
// has.
func (s *site) keepsTheSecondGroupApart(t *testing.T, latest quality.Period) {
	t.Helper()
	for _, email := range []string{"kalmar@exempel.se", "sammanstallande@exempel.se", "rmpo@exempel.se"} {
		v := newVisitor(t, s, withoutScript)
		v.signIn(email)
		for _, path := range []string{"/", "/gruppen", "/gruppen/byt", "/mal", "/mal/loften", "/resultat", "/resultat/matris", "/arsrapport"} {
			v.open(path)
			v.missing("Barndiabetes")
			v.missing("Vetlanda")
			v.missing("Fler föräldrar är delaktiga")
		}
		c := newClient(t, s, email)
		for _, path := range []string{"/inrapportering/VETLANDA/" + latest.Code(), "/inrapportering/VETLANDA/overlamning", "/resultat/enhet/VETLANDA",
			"/inrapportering/granska/VETLANDA/" + latest.Code(), "/konton/grupper/barndiabetes"} {
			if status, _, err := c.get(path); err != nil || status != http.StatusNotFound && status != http.StatusForbidden {
				t.Errorf("%s as %s: %d, %v", path, email, status, err)
			}
		}
		if a, err := c.post("/gruppen/byt", url.Values{"group": {"2"}}); err != nil || a.status != http.StatusNotFound {
			t.Errorf("%s chooses the second group: %+v, %v", email, a, err)
		}
	}
}
