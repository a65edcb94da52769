package e2e

import (
	"fmt"
	"testing"
	"time"
)

// TestFromANominationToHandingOver is a year's round for learning teams in the browser, from
// opening to what came of it: begun with the last one as its template, a topic nominated with
// what the figures say, one that was kept brought along, both weighed by the clinics, without
// JavaScript too, and decided with a reason for each. The topic that was chosen becomes a
// team, which runs and hands over to ordinary work; its nomination says so.
func TestFromANominationToHandingOver(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	enter := func(name string, w window) *visitor {
		v := newVisitor(t, site, w)
		v.signIn(name + "@exempel.se")
		return v
	}
	kalmar, convener := enter("kalmar", desktop), enter("sammanstallande", desktop)
	r := nominationRound{topic: "Mammans mjölk hela vägen hem", kept: "Tryggare övergång hem och till BVC", year: fmt.Sprint(time.Now().Year() + 1)}
	r.begin(convener)
	r.nominate(kalmar)
	r.bringAlong(kalmar)
	r.close(convener)
	r.weigh(enter("norrkoping", withoutScript))
	r.weighAgainst(enter("linkoping", darkPhone))
	r.decide(convener)
	r.read(kalmar, enter("rmpo", desktop))
	team := r.becomesATeam(convener)
	entersTeamFigures(kalmar, team)
	r.handsOver(convener, team)
	kalmar.open(r.nomination)
	kalmar.see("Förbättringsteamet som bildades")
	kalmar.open(team)
	kalmar.see("Överlämnat", "80 % (8 av 10", "Varje enhet räknar en månad om året.")
}

// nominationRound is a round, and where it stands.
type nominationRound struct {
	topic, kept, year string
	round, nomination string // their pages
}

// begin has a round like the last one in one click, and opens it today.
func (r *nominationRound) begin(v *visitor) {
	v.t.Helper()
	v.open("/forbattring/omgangar")
	v.accessible()
	v.press("Ny omgång " + r.year + " som den förra")
	v.see("Omgången är sparad.", "Har inte öppnat")
	r.round = v.path()
	v.press("Ändra omgången")
	v.accessible()
	v.fill("Öppnar", time.Now().Format(time.DateOnly))
	v.fill("Sista dag att nominera", time.Now().AddDate(0, 0, -1).Format(time.DateOnly))
	v.press("Spara omgången")
	v.says(422)
	v.fill("Sista dag att nominera", time.Now().AddDate(0, 1, 0).Format(time.DateOnly))
	v.fill("Antal team som ska väljas", "1")
	v.press("Spara omgången")
	v.see("Öppen för nomineringar", "Har inte nominerat")
	v.accessible()
}

// nominate begins on the start page, saves a draft and sends it in with its figures.
func (r *nominationRound) nominate(v *visitor) {
	v.t.Helper()
	v.open("/")
	v.press("Nominera ämnen till förbättringsteam " + r.year)
	v.press("Nominera ett ämne")
	v.accessible()
	v.fill("Ämne", r.topic)
	v.press("Spara utkast")
	v.see("Utkastet är sparat.", "Nomineringen är inte inskickad.")
	r.nomination = v.path()
	v.press("Fortsätt skriva")
	v.press("Skicka in nomineringen")
	v.says(422)
	v.tick("Omvårdnad och behandling", "Ämnet gäller")
	v.fill("Problemet", "För få barn får mammans mjölk när de går hem.")
	v.tick("Kvaliteten är inte tillräckligt bra")
	v.fill("Varför kvaliteten inte är tillräcklig", "Det är långt kvar till målet.")
	v.unfold("Omvårdnad", "Mått som visar kvaliteten")
	v.tick("Bröstmjölk vid utskrivning", "Mått som visar kvaliteten")
	v.press("Visa siffrorna för valda mått")
	v.see("Alla enheter tillsammans:")
	v.accessible()
	v.fill("Väntad effekt för barn och familjer", "Fler barn får mjölk som skyddar dem.")
	v.tick("P4", "Patientlöften som berörs")
	v.fill("Namn 1", "Exempelperson")
	v.press("Skicka in nomineringen")
	v.says(422)
	v.fill("Kompetens 1", "Amning och mjölk")
	v.press("Skicka in nomineringen")
	v.see("Nomineringen är inskickad.", "Alla enheter tillsammans:", "Det är långt kvar till målet.", "Amning och mjölk", "Hämta som PDF")
	v.accessible()
}

// bringAlong takes what last year's round kept into this one.
func (r *nominationRound) bringAlong(v *visitor) {
	v.t.Helper()
	v.open(r.round)
	v.press("Ta med i årets omgång " + r.kept)
	v.see("Nomineringen är med i årets omgång.", r.kept, "Nomineringen i en tidigare omgång")
}

// close ends the round before its last day.
func (r *nominationRound) close(v *visitor) {
	v.t.Helper()
	v.open(r.round)
	v.unfold("Stäng omgången nu")
	v.press("Stäng omgången nu")
	v.see("Vägs av klinikerna", r.topic, r.kept)
	v.missing("Nominera ett ämne")
}

// weigh says a clinic's word, without JavaScript.
func (r *nominationRound) weigh(v *visitor) {
	v.t.Helper()
	v.open("/")
	v.press("Väg nomineringarna till förbättringsteam " + r.year + ", Norrköping")
	v.see(r.topic, r.kept, "Inte svarat")
	v.press("Väg " + r.topic + ", Norrköping")
	v.tick("Starkt", "Hur väl visas det att kvaliteten brister?")
	v.tick("Stöder", "Klinikens ställning")
	v.press("Spara vägningen")
	v.see("Klinikens vägning är sparad.", "1 stöder, 4 har inte svarat")
}

// weighAgainst says another clinic's, which takes a remark.
func (r *nominationRound) weighAgainst(v *visitor) {
	v.t.Helper()
	v.open(r.round)
	v.press("Väg nomineringarna")
	v.accessible()
	v.press("Väg " + r.kept + ", Linköping")
	v.tick("Svagt", "Hur väl visas det att kvaliteten brister?")
	v.tick("Emot", "Klinikens ställning")
	v.press("Spara vägningen")
	v.says(422)
	v.fill("Kommentar", "Siffrorna räcker inte än.")
	v.press("Spara vägningen")
	v.see("1 emot", "Siffrorna räcker inte än.")
}

// decide writes down what the group decided: another number than the round was for takes
// a yes.
func (r *nominationRound) decide(v *visitor) {
	v.t.Helper()
	v.open(r.round + "/vagning")
	if got := v.cell("Vad klinikerna säger om varje nominering", r.topic, "Norrköping"); got != "Stöder Kvalitet: starkt" {
		v.stuck("Norrköping's word is %q", got)
	}
	v.press("Skriv in beslutet")
	v.accessible()
	for _, topic := range []string{r.topic, r.kept} {
		v.tick("Vald", "Beslut om ”"+topic+"”")
		v.fill("Skäl till beslutet om ”"+topic+"”", "Gruppen var enig om "+topic+".", topic)
	}
	v.press("Spara beslutet")
	v.says(422)
	v.see("Ja, gruppen beslutade om 2 team")
	v.tick("Sparad till nästa år", "Beslut om ”"+r.kept+"”")
	v.press("Spara beslutet")
	v.see("Beslutet är sparat.", "Beslutad", "Gruppen var enig om "+r.topic+".")
	v.accessible()
	v.press(r.topic)
	v.see("Bilda förbättringsteam")
}

// read has the nominator and the receiving body read what was decided; the clinics' words
// are the group's own.
func (r *nominationRound) read(kalmar, rmpo *visitor) {
	kalmar.t.Helper()
	kalmar.open(r.nomination)
	kalmar.see("Gruppens beslut", "Vald", "Klinikernas vägning")
	rmpo.open("/forbattring/omgangar")
	rmpo.press("Omgången " + r.year)
	rmpo.press(r.kept)
	rmpo.see("Sparad till nästa år")
	rmpo.missing("Siffrorna räcker inte än.")
	rmpo.accessible()
}

// becomesATeam makes the chosen topic a team with a goal and a measure of its own, and starts
// it.
func (r *nominationRound) becomesATeam(v *visitor) string {
	v.t.Helper()
	v.open(r.nomination)
	v.press("Bilda förbättringsteam")
	if got := v.value("Teamets namn"); got != r.topic {
		v.stuck("the team begins with the name %q", got)
	}
	v.fill("Från", dayFromNow(-200))
	v.fill("Till", dayFromNow(400))
	v.press("Spara teamet")
	v.see("Teamet är upplagt", "Valdes bland nomineringarna", "Teamet är inte igång än", r.topic)
	team := v.path()
	v.press("Välj enheter")
	v.ensure("Kalmar")
	v.press("Spara enheterna")
	v.press("Nytt mål")
	v.fill("Målet", "Mjölk från första dagen för alla barn")
	v.press("Spara målet")
	v.press("Nytt mått")
	v.fill("Mått", "Mjölk inom sex timmar")
	v.fill("Täljare", "Barn som fick mjölk inom sex timmar")
	v.fill("Nämnare", "Alla barn som skrevs in")
	v.tick("Varje månad", "Hur ofta")
	v.fill("Målvärde", "90")
	v.fill("Räknas från", dayFromNow(-100))
	v.press("Spara måttet")
	v.press("Starta teamet")
	v.see("Teamet är igång.")
	v.accessible()
	return team
}

func (r *nominationRound) handsOver(v *visitor, team string) {
	v.t.Helper()
	v.open(team)
	v.press("Lämna över eller avsluta")
	v.fill("Slutanteckning", "Mjölken kommer igång samma dag.")
	v.fill("Vad som fortsätter", "Varje enhet räknar en månad om året.")
	v.choose("Ansvarig för att det fortsätter", "Exempelläkare Kalmar")
	v.press("Avsluta teamet")
	v.see("Teamet är överlämnat.", "Mjölken kommer igång samma dag.")
}
