package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestALearningTeam is a team's way in the browser: it is begun, its units, people, goal and
// measure are chosen, it runs with figures by month that two units open to each other, plans a
// seminar and an action, and hands over to ordinary work, with its goal on the way to become
// the group's.
func TestALearningTeam(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	convener := newVisitor(t, site, desktop)
	convener.signIn("sammanstallande@exempel.se")
	team := beginsTeam(convener)

	kalmar, linkoping := newVisitor(t, site, desktop), newVisitor(t, site, darkPhone)
	kalmar.signIn("kalmar@exempel.se")
	linkoping.signIn("linkoping@exempel.se")
	entersTeamFigures(kalmar, team)
	linkoping.allowScript(false)
	entersWithoutScript(linkoping, team)

	guest := newVisitor(t, site, darkPhone)
	guest.signIn("inbjuden@exempel.se")
	guest.open(team)
	guest.says(403)

	kalmar.open(team + "/matt/4")
	kalmar.see("Dolt (för få enheter).", "De andra enheterna har inte öppnat sina resultat")
	for _, v := range []*visitor{kalmar, linkoping} {
		v.open(team)
		v.press("Öppna för de andra")
		v.see("Enhetens resultat är öppna")
	}
	kalmar.open(team + "/matt/4")
	kalmar.see("64 % (14 av 22", "50 % (6 av 12", "Alla enheter tillsammans")
	kalmar.accessible()
	reader := newVisitor(t, site, desktop)
	reader.signIn("rmpo@exempel.se")
	reader.open(team + "/matt/4")
	reader.see("Enheternas egna kurvor ser de enheter som har öppnat sina resultat för varandra.")
	reader.missing("6 av 12")

	plansSeminar(convener, team)
	invites(convener, team)
	guest.open(team)
	guest.see("Färre nålstick", "Lärandeseminarium 1")
	guest.missing("Åtgärder")
	guest.accessible()
	guest.open("/forbattring")
	guest.says(403)
	actsInTeam(kalmar, team)
	handsOver(convener, team)
	kalmar.open("/mal/overordnade")
	kalmar.see("Förbättringsteam: Färre nålstick", "Teamet: Överlämnat.")
}

// beginsTeam goes from nothing to a running team, and gives its page.
func beginsTeam(v *visitor) string {
	v.t.Helper()
	v.open("/forbattring")
	v.press("Förbättringsteam")
	v.see("Exempel: hud mot hud dygnet runt", "Överlämnat")
	v.accessible()
	v.press("Nytt förbättringsteam")
	v.press("Spara teamet")
	v.says(422)
	v.fill("Teamets namn", "Färre nålstick")
	v.fill("Syfte för barn och familjer", "Barnet ska slippa smärta, och föräldern ska vara med.")
	v.fill("Från", dayFromNow(-200))
	v.fill("Till", dayFromNow(400))
	v.accessible()
	v.press("Spara teamet")
	v.see("Teamet är upplagt.", "Teamet är inte igång än")
	team := v.path()
	v.press("Välj enheter")
	v.tick("Linköping")
	v.tick("Kalmar")
	v.tick("Jönköping")
	v.press("Spara enheterna")
	v.see("Enheterna är sparade.")
	v.press("Lägg till någon")
	v.fill("Namn", "Exempelförälder")
	v.choose("Kompetens", "Patient eller närstående")
	v.accessible()
	v.press("Spara")
	v.see("Exempelförälder är med i teamet.")
	v.press("Nytt mål")
	v.fill("Målet", "Minst 90 % av barnen får smärtlindring")
	v.press("Spara målet")
	v.press("Nytt mått")
	v.fill("Mått", "Smärtlindring före stick")
	v.fill("Täljare", "Barn som fick smärtlindring")
	v.fill("Nämnare", "Alla barn som stacks")
	v.tick("Varje månad", "Hur ofta")
	v.fill("Utgångsläge", "60")
	v.fill("Målvärde", "90")
	v.fill("Räknas från", dayFromNow(-100))
	v.accessible()
	v.press("Spara måttet")
	v.see("Smärtlindring före stick", "mål minst 90 %", "Inga siffror att visa än")
	v.press("Starta teamet")
	v.see("Teamet är igång.")
	v.accessible()
	return team
}

// entersTeamFigures types in the form, which saves each row as it is left.
func entersTeamFigures(v *visitor, team string) {
	v.t.Helper()
	v.open(team + "/siffror/KAL")
	v.see("Siffror för Kalmar")
	v.accessible()
	v.typeNumerator(1, "8/10")
	v.missing("Lämnad")
	v.typeNumerator(2, "")
	v.see("Lämnad")
	v.open(team)
	v.see("80 % (8 av 10")
	v.accessible()
}

// typeNumerator types into the first field of a row, from 1 for the latest period.
func (v *visitor) typeNumerator(row int, text string) {
	v.t.Helper()
	v.run(chromedp.Click(fmt.Sprintf(`[data-sheet-row]:nth-child(%d) input[name$=".numerator"]`, row)))
	if _, err := chromedp.Call(v.ctx, input.InsertText, input.InsertTextParams{Text: text}); text != "" && err != nil {
		v.stuck("typing: %v", err)
	}
}

// entersWithoutScript sends the whole form.
func entersWithoutScript(v *visitor, team string) {
	v.t.Helper()
	v.open(team + "/siffror/LIN")
	v.press("Spara siffrorna")
	v.see("Inget var ändrat.")
	v.open(team + "/siffror/LIN")
	v.typeNumerator(1, "6/12")
	v.press("Spara siffrorna")
	v.see("En siffra är sparad.")
}

func plansSeminar(v *visitor, team string) {
	v.t.Helper()
	v.open(team)
	v.run(chromedp.Click(`#seminarier a[href*="/moten/nytt"]`))
	v.see("Nytt möte")
	v.accessible()
	v.press("Spara mötet")
	v.see("Seminariet är planerat", "Siffrorna enhet för enhet", "Exempelförälder")
}

func invites(v *visitor, team string) {
	v.t.Helper()
	v.open(team + "/personer/ny")
	v.tick("Inbjuden utifrån", "Är med som")
	v.choose("Har konto i gruppen", "Exempelbarnmorska")
	v.press("Spara")
	v.see("Exempelbarnmorska")
}

func actsInTeam(v *visitor, team string) {
	v.t.Helper()
	v.open(team)
	v.press("Ny åtgärd")
	v.fill("Förbättringsområde", "Sockerlösning i varje rum")
	v.press("Spara åtgärden")
	v.open(team)
	v.see("Sockerlösning i varje rum")
}

func handsOver(v *visitor, team string) {
	v.t.Helper()
	v.open(team)
	v.press("Lämna över eller avsluta")
	v.accessible()
	v.press("Avsluta teamet")
	v.says(422)
	v.fill("Slutanteckning", "Smärtlindring är en vana.")
	v.fill("Vad som fortsätter", "Varje enhet räknar en månad om året.")
	v.choose("Ansvarig för att det fortsätter", "Exempelläkare Kalmar")
	v.tick("Minst 90 % av barnen får smärtlindring")
	v.press("Avsluta teamet")
	v.see("Teamet är överlämnat.", "Smärtlindring är en vana.", "ansvarig Exempelläkare Kalmar", "64 % (14 av 22")
	v.missing("Nytt mål")
	v.accessible()
	v.press("Föreslå ”Minst 90 % av barnen får smärtlindring”")
	v.see("Föreslå ett mål")
	if got := v.value("Målet"); got != "Minst 90 % av barnen får smärtlindring" {
		v.t.Errorf("the proposal begins with %q", got)
	}
	v.open(team)
	v.press("Lägg upp ”Smärtlindring före stick” som ett av gruppens mått")
	if got := v.value("Täljare"); got != "Barn som fick smärtlindring" {
		v.t.Errorf("the measure begins with the numerator %q", got)
	}
	v.accessible()
	v.fill("Kod", "OMV77")
	v.press("Spara måttet")
	v.see("Måttet är sparat.")
	v.press("Dela upp barnen")
	v.accessible()
	v.press("Spara")
	v.see("Smärtlindring före stick")
}
