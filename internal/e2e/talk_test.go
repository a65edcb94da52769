package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// Somebody mentions a colleague with the keyboard alone, who finds it on the start
// page, answers without JavaScript, and asks the unit for support.
func TestATalkWithAMention(t *testing.T) {
	t.Parallel()
	site := demoSite(t)
	lead := newVisitor(t, site, desktop)
	lead.signIn("norrkoping@exempel.se")
	lead.open("/resultat/matt/MED03")
	lead.press("Börja ett samtal Samtal om måttet")
	lead.see("Ingen har skrivit än")
	lead.fill("Ditt inlägg", "") // where one writes
	hands := newTypist(lead)
	hands.keys("Hur mäter ni, @kalm")
	lead.see("Exempelläkare Kalmar", "Exempelsjuksköterska Kalmar")
	lead.accessible()
	hands.keys(kb.ArrowDown, kb.ArrowDown, kb.ArrowUp, kb.Enter, "i kuvösen?")
	if got := lead.value("Ditt inlägg"); got != "Hur mäter ni, @Exempelläkare Kalmar i kuvösen?" {
		t.Errorf("the text is %q", got)
	}
	lead.press("Skicka")
	lead.see("Inlägget är skickat.", "i kuvösen?")
	lead.accessible()

	colleague := newVisitor(t, site, withoutScript)
	colleague.signIn("kalmar@exempel.se")
	colleague.press("Läs och svara Exempelläkare Norrköping")
	colleague.see("@Exempelläkare Kalmar i kuvösen?")
	colleague.fill("Ditt inlägg", "I örat.")
	colleague.unfold("Säg till någon")
	colleague.tick("Exempelläkare Linköping")
	colleague.press("Skicka")
	colleague.see("I örat.", "Till Exempelläkare Linköping")
	colleague.open("/")
	colleague.missing("Läs och svara Exempelläkare Norrköping")
	colleague.open("/resultat/matt/MED03")
	colleague.press("Be om stöd")
	colleague.choose("Vem frågar ni?", "Norrköping")
	colleague.fill("Vad behöver ni hjälp med?", "Hur tar ni temperaturen?")
	colleague.press("Skicka frågan")
	colleague.see("Fyll i uppgiften.")
	colleague.fill("Berätta mer", "Vi vill veta.")
	colleague.press("Skicka frågan")
	colleague.see("Väntar på svar")
	colleague.accessible()

	lead.open("/")
	lead.press("Svara: Hur tar ni temperaturen?")
	lead.fill("Ditt svar", "I örat, som ni.")
	lead.press("Skicka svaret")
	lead.see("Besvarad", "I örat, som ni.")
}
