package e2e

import "testing"

// A new installation asks for the administrator's account once; the administrator
// lets the others in.
func TestFirstStart(t *testing.T) {
	t.Parallel()
	site := startSite(t)
	first := newVisitor(t, site, withoutScript)
	first.open("/")
	first.see("Välkommen till Samsyn")
	first.says(200)
	first.fill("Namn", "Eva Förvaltare")
	first.fill("E-postadress", "eva@sjukhuset.example")
	first.tick("Annan")
	first.fill("Lösenord", "en mening jag minns")
	first.fill("Lösenordet en gång till", "en annan mening")
	first.press("Skapa kontot")
	first.says(422)
	first.fill("Lösenord", "en mening jag minns")
	first.fill("Lösenordet en gång till", "en mening jag minns")
	first.press("Skapa kontot")
	first.see("Kontot är skapat.")
	first.signInWith("eva@sjukhuset.example", "en mening jag minns")

	second := newVisitor(t, site, desktop)
	second.open("/forsta-start")
	second.says(404)

	first.press("Konton")
	first.press("Lägg till person")
	first.fill("Namn", "Lars Läkare")
	first.fill("E-postadress", "lars@sjukhuset.example")
	first.tick("Läkare")
	first.choose("Roll", "Medicinskt ledningsansvarig läkare")
	first.choose("Grupp", "Neonatologi")
	first.choose("Enhet", "Kalmar")
	first.press("Lägg till person")
	first.see("Lars Läkare har fått ett konto")
	second.accept(first.shownLink(), "hans första mening")
	second.missing("Exempeldata")
	second.press("Inrapportering")
	second.see("Kalmar, kvartal")
}
