package e2e

import (
	"strconv"
	"testing"
	"time"
)

// TestADocumentWithItsCopy is a document's way in the browser: the action plan is saved as it
// is in one click, a text goes from draft to published, its reader finds it, and it is noted
// who has been told.
func TestADocumentWithItsCopy(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	convener := newVisitor(t, site, desktop)
	convener.signIn("sammanstallande@exempel.se")
	convener.open("/forbattring/handlingsplan")
	convener.press("Spara planen som den är i dag")
	convener.see("Handlingsplanen är sparad som den är i dag.", "Handlingsplan "+strconv.Itoa(time.Now().Year()), "Publicerad", "SHA-256")
	convener.accessible()

	convener.open("/gruppen/dokument")
	convener.accessible()
	convener.press("Nytt dokument")
	convener.accessible()
	convener.fill("Rubrik", "Remissväg för kalla barn")
	convener.choose("Slag", "Remissväg")
	convener.tick("Gruppen och programområdet", "Vilka som får läsa")
	convener.fill("Text", "Ring den högspecialiserade enheten **först**.")
	convener.press("Spara utkastet")
	convener.see("Utkastet är sparat.", "Inget är publicerat än.")
	document := convener.path()
	convener.press("Granskad")
	convener.see("Versionen är granskad.")
	convener.press("Publicera")
	convener.see("Versionen är publicerad och en kopia är sparad.")
	convener.press("Berätta för dem som ska veta")
	convener.accessible()
	convener.press("Anteckna")
	convener.says(422)
	convener.tick("Exempel: klinikernas ledningsgrupper")
	convener.press("Anteckna")
	convener.see("En mottagare är antecknad.", "Exempel: klinikernas ledningsgrupper (Nedåt)")
	convener.accessible()

	reader := newVisitor(t, site, darkPhone)
	reader.signIn("rmpo@exempel.se")
	reader.open("/gruppen/dokument")
	reader.press("Remissväg för kalla barn")
	reader.see("Ring den högspecialiserade enheten först.", "Hämta version 1")
	reader.missing("Exempelsammanställande")
	reader.accessible()
	for _, path := range []string{"/gruppen/lankar", "/gruppen/lankar/nationell-plan", document} {
		reader.open(path)
		reader.accessible()
	}
	for _, path := range []string{"/gruppen/lankar/ny", "/gruppen/lankar/1", "/gruppen/mottagare", "/gruppen/mottagare/ny", "/gruppen/mottagare/1", document + "/andra"} {
		convener.open(path)
		convener.accessible()
	}
}
