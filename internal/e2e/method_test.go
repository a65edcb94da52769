package e2e

import (
	"testing"
	"time"
)

// TestAMethodsWayOut is a method's way out in three units: the coordinator writes it in, each
// unit says in two clicks how it is, one makes an action for it, one is asked again and finds
// that it does not last, and the yearly report tells where they stand.
func TestAMethodsWayOut(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	enter := func(name string, w window) *visitor {
		v := newVisitor(t, site, w)
		v.signIn(name + "@exempel.se")
		return v
	}
	const title = "Att väcka barnet för en kontroll på natten"
	convener := enter("sammanstallande", desktop)
	convener.open("/forbattring")
	convener.press("Metoder")
	convener.see("Metoder på väg in och ut", "Införs", "Fasas ut")
	convener.accessible()
	convener.press("Ny metod")
	convener.accessible()
	convener.press("Spara metoden")
	convener.says(422)
	convener.tick("Fasas ut", "Införs eller fasas ut")
	convener.tick("Metod eller arbetssätt", "Slag")
	convener.fill("Metoden, i en mening", title)
	convener.fill("Varför", "Barnen sover bättre, och kontrollen ändrar inget.")
	convener.fill("Källa", "Gruppens egen genomgång.")
	convener.fill("Länk till källan", "https://www.exempel.se/genomgang")
	convener.fill("Beslutat av", "Gruppens möte")
	convener.fill("Frågas igen efter, i månader", "6, 12")
	convener.press("Spara metoden")
	convener.see(title, "7 inte svarat", "exempel.se", "efter 6 och 12 månader")
	convener.accessible()
	method := convener.path()

	// Two clicks, and what is not touched stays.
	kalmar := enter("kalmar", desktop)
	kalmar.see("Säg hur långt Kalmar har kommit med en metod")
	kalmar.press("Säg hur långt Kalmar har kommit med en metod")
	kalmar.accessible()
	kalmar.tick("Används fortfarande", title)
	kalmar.press("Spara")
	kalmar.see("Läget är sparat för en metod.", "Används fortfarande sedan")
	kalmar.open("/")
	kalmar.missing("Säg hur långt Kalmar")
	kalmar.open(method)
	kalmar.press("Ny åtgärd Kalmar")
	kalmar.choose("Slag", "Utfasning")
	kalmar.press("Spara åtgärden")
	kalmar.see("Åtgärden är sparad.", title, "Metod")
	kalmar.open("/forbattring/metoder/hos-oss")
	kalmar.tick("Delvis utfasat", title)
	kalmar.press("Spara")
	kalmar.open(method)
	kalmar.unfold("Allt som enheterna har sagt")
	kalmar.see("Delvis utfasat", "Används fortfarande") // and what was said before

	norrkoping := enter("norrkoping", withoutScript)
	norrkoping.open("/forbattring/metoder/hos-oss")
	norrkoping.tick("Ej aktuellt", title)
	norrkoping.press("Spara")
	norrkoping.says(422)
	norrkoping.fill("Kommentar", "Vi har aldrig gjort så.", "Annan dag, eller en kommentar : "+title)
	norrkoping.press("Spara")
	norrkoping.see("Läget är sparat", "Vi har aldrig gjort så.")

	linkoping := enter("linkoping", darkPhone)
	linkoping.open(method + "/lage/LIN")
	linkoping.accessible()
	linkoping.tick("Utfasat", "Läge")
	linkoping.fill("Sedan", time.Now().AddDate(0, -7, 0).Format(time.DateOnly))
	linkoping.press("Spara läget")
	linkoping.see("Läget är sparat.", "Skulle ha följts upp")
	linkoping.open("/")
	linkoping.press("Följ upp ”" + title + "”")
	linkoping.accessible()
	linkoping.tick("Håller i sig delvis", "Vad ni ser")
	linkoping.fill("Hur det har gått", "På helgerna gör vi som förut.")
	linkoping.press("Spara uppföljningen")
	linkoping.see("Uppföljningen är sparad.", "På helgerna gör vi som förut.", "Delvis utfasat")

	reader := enter("rmpo", darkPhone)
	reader.open("/forbattring/metoder")
	reader.see(title, "Linköping: Delvis utfasat", "Kalmar: Delvis utfasat", "Norrköping: Ej aktuellt")
	reader.accessible()
	year := time.Now().Format("2006")
	convener.open("/arsrapport/" + year)
	convener.see("Införande och utfasning av metoder", "Så långt hade enheterna kommit", title, "På helgerna gör vi som förut.")
}
