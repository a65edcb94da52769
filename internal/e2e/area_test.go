package e2e

import "testing"

// A consultation comes, a region gives its view, the answer is put together and approved by
// the receiving body's chair, and is sent.
func TestAConsultationIsAnsweredInTheBrowser(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	support := newVisitor(t, site, withoutScript)
	support.signIn("processtod@exempel.se")
	support.open("/gruppen/programomradet")
	support.see("Det här väntar", "Ordförandeskapet")
	support.accessible()
	support.press("Remisser", "Programområdets delar")
	support.accessible()
	support.press("Lägg till en remiss")
	support.press("Lägg till remissen")
	support.see("Fyll i uppgiften.")
	support.says(422)
	support.accessible()
	support.fill("Vad remissen gäller", "Prov: screening av syn")
	support.fill("Från vem", "Provmyndigheten")
	support.fill("Svar senast", dayFromNow(30))
	support.fill("Regionernas synpunkter senast", dayFromNow(14))
	support.press("Lägg till remissen")
	support.see("Remissen är tillagd.", "0 av 3 regioner")
	support.accessible()

	member := newVisitor(t, site, darkPhone)
	member.signIn("kalmar@exempel.se")
	member.press("Lämna synpunkter: Prov: screening av syn")
	member.unfold("Skriv regionens synpunkter")
	member.fill("Vad Region Kalmar län tycker", "Vi behöver en ögonläkare till.")
	member.press("Lämna synpunkterna")
	member.see("Synpunkterna är lämnade.", "Vi behöver en ögonläkare till.", "1 av 3 regioner")
	member.accessible()
	member.open("/")
	member.missing("Lämna synpunkter: Prov: screening av syn")

	support.open("/gruppen/remisser")
	support.press("Prov: screening av syn")
	support.press("Skriv svaret")
	support.press("Ta in i svaret Region Kalmar län")
	support.see("Synpunkterna står sist i svaret.")
	support.accessible()
	support.press("Lämna till ordföranden")
	support.see("Svaret väntar på att ordföranden godkänner det.")

	chair := newVisitor(t, site, desktop)
	chair.signIn("ordforande@exempel.se")
	chair.press("Godkänn svaret: Prov: screening av syn")
	chair.see("Vi behöver en ögonläkare till.")
	chair.accessible()
	chair.press("Godkänn")
	chair.see("Svaret är godkänt och ska skickas.")

	support.open("/gruppen/remisser")
	support.press("Prov: screening av syn")
	support.press("Svaret är skickat")
	support.see("Svaret är skickat och en arkivkopia är sparad.", "Hämta arkivkopian", "SHA-256")
	support.accessible()
}

// Somebody who is nominated declares her interests; who handles it reads it, and the
// coordinator, the administrator and the log do not.
func TestADeclarationNobodyElseReadsInTheBrowser(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	const secret = "Provbolaget som ingen annan ser"
	nominee := newVisitor(t, site, darkPhone)
	nominee.signIn("kalmar@exempel.se")
	nominee.press("Lämna jävsdeklaration: Exempel: nationell arbetsgrupp för uppföljning av för tidigt födda")
	nominee.see("Bara du och de som handlägger deklarationerna")
	nominee.accessible()
	nominee.press("Lämna deklarationen")
	nominee.see("Skriv vad du har att uppge")
	nominee.fill("Vad", "Föreläsningar", "Uppdrag, uppgift eller ägande 1")
	nominee.fill("Med vem", secret, "Uppdrag, uppgift eller ägande 1")
	nominee.press("Lämna deklarationen")
	nominee.see("Deklarationen är lämnad.", secret)
	nominee.accessible()

	handler := newVisitor(t, site, withoutScript)
	handler.signIn("processtod@exempel.se")
	handler.open("/gruppen/jav")
	handler.accessible()
	handler.press("Exempelläkare Kalmar: Exempel: nationell arbetsgrupp för uppföljning av för tidigt födda")
	handler.see(secret)
	handler.tick("Inget hinder")
	handler.press("Spara bedömningen")
	handler.see("Bedömningen är sparad.", "Inget hinder")
	handler.accessible()

	for _, who := range []string{"sammanstallande", "linkoping", "verksamhetschef", "rmpo", "ordforande", "ledning", "admin"} {
		other := newVisitor(t, site, withoutScript)
		other.signIn(who + "@exempel.se")
		other.open("/gruppen/jav/1")
		other.says(403)
		other.missing(secret)
	}
	coordinator := newVisitor(t, site, desktop)
	coordinator.signIn("sammanstallande@exempel.se")
	coordinator.open("/gruppen/logg")
	coordinator.see("Lämnade en jävsdeklaration", "Bedömde en jävsdeklaration")
	coordinator.missing(secret)
	coordinator.open("/gruppen/nomineringar/1")
	coordinator.see("Bedömd, gäller till")
	coordinator.missing(secret)
	coordinator.accessible()
}
