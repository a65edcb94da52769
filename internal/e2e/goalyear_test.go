package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestAGoalYear is the group's year in the browser: a goal is proposed with what the
// figures say, weighed by the clinics, decided at a meeting and locked; a result leads to
// a gap sheet, an action with a PDSA cycle, its effect, an example and another unit that
// tries it; and one page shows how it all hangs together, for the receiving body's
// members too.
func TestAGoalYear(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	enter := func(name string, w window) *visitor {
		v := newVisitor(t, site, w)
		v.signIn(name + "@exempel.se")
		return v
	}
	kalmar, convener := enter("kalmar", desktop), enter("sammanstallande", desktop)
	y := goalYear{title: "Fler barn får mammans mjölk när de går hem", year: fmt.Sprint(time.Now().Year() + 1)}
	y.propose(kalmar)
	y.weigh(enter("linkoping", darkPhone), kalmar)
	y.meet(convener)
	y.decide(convener)
	y.lock(convener)

	y.analyse(kalmar)
	y.act(kalmar)
	y.share(kalmar)
	y.spread(enter("norrkoping", withoutScript))
	y.thread(kalmar)
	y.readByTheBody(enter("rmpo", desktop))
}

// goalYear is what is done in the year, and where it stands.
type goalYear struct {
	title, year       string
	proposal          string // the proposal's page
	goal              string // the number of last year's goal that is worked with
	action, example   string // the pages
	meeting, decision string
}

// ensure ticks what is not ticked.
func (v *visitor) ensure(label string, where ...string) {
	v.t.Helper()
	if v.value(label, where...) != "true" {
		v.tick(label, where...)
	}
}

// propose goes from what speaks for a goal to a proposal with its evidence.
func (y *goalYear) propose(v *visitor) {
	v.t.Helper()
	v.open("/resultat/variation")
	v.press("Föreslå som mål Bröstmjölk vid utskrivning")
	v.see("Föreslå ett mål för " + y.year)
	v.accessible()
	v.press("Spara förslaget")
	v.says(422)
	v.fill("Målet", y.title)
	v.fill("Värde för barnen och familjerna", "Mjölken skyddar barnet, och mamman får stöd att amma.")
	v.fill("Så har patienter och närstående varit med", "Föräldraföreningen har läst förslaget.")
	v.ensure("Omvårdnad", "Område")
	v.ensure("Alla kliniker", "Vård som målet gäller")
	v.ensure("P4", "Patientlöften som målet tjänar")
	v.ensure("Nå ett värde", "Vad måttet ska nå")
	v.fill("Målvärde (minst)", "85")
	v.fill("Gräns för nära målet (minst)", "75")
	v.fill("Utmanande nivå (minst)", "92,5")
	v.press("Spara förslaget")
	v.see(y.title, "Underlag ur siffrorna före "+y.year, "Alla enheter tillsammans:", "Till det föreslagna", "92,5 %")
	v.accessible()
	y.proposal = v.path()
}

// weigh has one clinic support the proposal and another with a remark.
func (y *goalYear) weigh(linkoping, kalmar *visitor) {
	kalmar.t.Helper()
	kalmar.open(y.proposal)
	kalmar.tick("Stöder", "Klinikens ställning")
	kalmar.press("Spara ställningen")
	kalmar.see("1 stöder, 4 har inte svarat")
	linkoping.open("/mal/forslag?ar=" + y.year)
	linkoping.press(y.title)
	linkoping.tick("Stöder med synpunkt", "Klinikens ställning")
	linkoping.press("Spara ställningen")
	linkoping.says(422)
	linkoping.fill("Synpunkt", "De tidigast födda behöver längre tid.")
	linkoping.press("Spara ställningen")
	linkoping.see("1 stöder, 1 stöder med synpunkt", "De tidigast födda behöver längre tid.")
}

// meet has the group meet today, and writes what was decided.
func (y *goalYear) meet(v *visitor) {
	v.t.Helper()
	y.meeting, y.decision = "Möte om målen "+y.year, "Målet om mammans mjölk väljs för "+y.year+"."
	v.open("/gruppen/moten/nytt")
	v.accessible()
	v.tick("Gemensamt möte")
	v.fill("Rubrik", y.meeting)
	v.fill("Dag", time.Now().Format(time.DateOnly))
	v.fill("Börjar kl.", "00:00")
	v.fill("Slutar kl.", "00:01")
	v.press("Spara mötet")
	v.see(y.meeting)
	v.press("Ändra dagordningen")
	v.fill("Punkt", "Mål för "+y.year)
	v.press("Lägg till punkten")
	v.see("Mål för " + y.year)
	v.press(y.meeting)
	v.press("Börja skriva minnesanteckningar")
	v.see("Skriv minnesanteckningar")
	v.accessible()
	v.fill("Vad som sades", "Alla fem kliniker har arbetat med amning.")
	v.fill("Nytt beslut", y.decision)
	v.press("Spara och läs igenom")
	v.see("Beslut", y.decision)
	v.press("Kontrollera och publicera")
	v.press("Publicera minnesanteckningarna")
	v.see(y.decision)
	v.missing("Utkast")
}

// decide chooses the goal at the meeting.
func (y *goalYear) decide(v *visitor) {
	v.t.Helper()
	v.open(y.proposal)
	v.fill("Beslutat den", time.Now().Format(time.DateOnly))
	v.choose("Möte", y.meeting)
	v.press("Välj som mål")
	v.see("Målet är valt.", y.title, "Minst 85 %", y.meeting)
	v.accessible()
}

// lock settles the year: nothing of it can be changed after.
func (y *goalYear) lock(v *visitor) {
	v.t.Helper()
	v.open("/mal?ar=" + y.year)
	v.see(y.title)
	v.unfold("Lås målen för " + y.year)
	v.press("Lås målen för " + y.year)
	v.see("Målen för " + y.year + " är låsta")
	v.press(y.title)
	v.missing("Ändra målet")
	v.see("låst")
}

// analyse goes from last year's signals to a gap sheet with the figures beside it.
func (y *goalYear) analyse(v *visitor) {
	v.t.Helper()
	last := fmt.Sprint(time.Now().Year() - 1)
	v.open("/mal?ar=" + last)
	v.press("Mammans mjölk till fler barn, lika på alla orter")
	y.goal = strings.TrimPrefix(v.path(), "/mal/")
	v.press("Gapanalys för Kalmar")
	v.see("Bröstmjölk vid utskrivning")
	v.accessible()
	v.fill("Nuläge", "Färre barn än i Norrköping får mjölk vid hemgången.")
	v.fill("Gap", "Ungefär ett barn i veckan.")
	v.fill("Orsaker", "Pumparna tar slut på kvällen.")
	v.fill("Vald insats", "En pump i varje rum.")
	v.press("Spara gapanalysen")
	v.see("Gapanalysen är sparad.")
	if got := v.value("Orsaker"); got != "Pumparna tar slut på kvällen." {
		v.stuck("the causes are %q", got)
	}
	v.open("/resultat/signaler?ar=" + last)
	v.see("Ny åtgärd")
}

// act begins an action from the sheet, with a turn of PDSA, and reads its effect.
func (y *goalYear) act(v *visitor) {
	v.t.Helper()
	last := time.Now().Year() - 1
	v.open("/forbattring/gap/" + y.goal + "/KAL")
	v.press("Ny åtgärd utifrån analysen")
	v.accessible()
	v.fill("Förbättringsområde", "En bröstpump i varje rum")
	v.choose("Slag", "Utrustning")
	v.choose("Ansvarig", "Exempelläkare Kalmar")
	v.fill("Klar senast", time.Now().AddDate(0, 3, 0).Format(time.DateOnly))
	v.choose("Mått", "Bröstmjölk vid utskrivning")
	v.fill("Började hos patienterna", fmt.Sprintf("%d-04-07", last))
	v.press("Spara åtgärden")
	v.see("En bröstpump i varje rum", "Före och efter")
	y.action = v.path()
	v.accessible()
	if text := v.text(); !strings.Contains(text, "slump") {
		v.stuck("nothing is said of chance")
	}
	v.press("Ny cykel")
	v.fill("Planera", "Två rum får en egen pump i två veckor.")
	v.fill("Vad vi tror händer", "Fler pumpar på natten.")
	v.fill("Studera", "Dubbelt så många tillfällen.")
	v.tick("Inför", "Vad det ledde till")
	v.press("Spara")
	v.see("Två rum får en egen pump i två veckor.")
	v.open("/resultat/matt/OMV03")
	v.see("En bröstpump i varje rum")
}

// share writes and publishes what others can learn.
func (y *goalYear) share(v *visitor) {
	v.t.Helper()
	v.open("/forbattring/exempel/nytt")
	v.accessible()
	v.choose("Enhet", "Neonatalavdelningen Kalmar")
	v.fill("Rubrik", "Bröstpump i varje rum")
	v.fill("Problemet", "Mammor fick vänta på en pump.")
	v.fill("Det här gjorde vi", "Varje rum fick en egen.")
	v.fill("Resultatet", "Fler pumpar på natten.")
	v.choose("Någon i gruppen", "Exempelläkare Kalmar")
	v.choose("Mått", "Bröstmjölk vid utskrivning")
	v.fill("När det började", fmt.Sprintf("%d-04-07", time.Now().Year()-1))
	v.press("Spara och publicera")
	v.see("Bröstpump i varje rum", "Så ser enhetens egna siffror ut")
	v.accessible()
	y.example = v.path()
}

// spread has another unit try it, without JavaScript.
func (y *goalYear) spread(v *visitor) {
	v.t.Helper()
	v.open("/forbattring/exempel?sok=pump")
	v.press("Bröstpump i varje rum")
	v.press("Vi prövar i Norrköping")
	v.see("Ny åtgärd")
	v.choose("Slag", "Utrustning")
	v.choose("Ansvarig", "Exempelläkare Norrköping")
	v.fill("Klar senast", time.Now().AddDate(0, 2, 0).Format(time.DateOnly))
	v.press("Spara åtgärden")
	v.see("Norrköping")
	v.open(y.example)
	v.see("Prövas av 1")
	if got := v.cell("Hur långt varje enhet har kommit", "Norrköping", "Läge"); !strings.Contains(got, "Prövar") {
		v.stuck("Norrköping's state is %q", got)
	}
}

// thread reads how it hangs together: last year's goal has everything, and nothing loose.
func (y *goalYear) thread(v *visitor) {
	v.t.Helper()
	v.open("/mal/" + y.goal)
	v.press("Röd tråd")
	v.see("Uppdraget", "P4", "Bröstmjölk vid utskrivning", "Kalmar", "En bröstpump i varje rum", "I siffrorna:", "Bröstpump i varje rum", "Omvårdnad")
	v.accessible()
	v.open("/mal?ar=" + fmt.Sprint(time.Now().Year()-1))
	v.press("Hud mot hud från första dygnet")
	v.press("Röd tråd")
	v.see("Nästa års mål")
	v.missing("Ingen enhet har")
	v.missing("Inget gott exempel")
	v.missing("Det är inte bestämt")
}

// readByTheBody: the receiving body's member reads the thread, and nothing of the group's
// own talk and analysis.
func (y *goalYear) readByTheBody(v *visitor) {
	v.t.Helper()
	v.open("/mal/" + y.goal + "/trad")
	v.see("En bröstpump i varje rum", "Bröstpump i varje rum")
	v.missing("Gapen")
	v.missing("Pumparna tar slut")
	v.accessible()
	v.open(y.example)
	v.see("Varje rum fick en egen.")
	v.open(y.proposal)
	v.says(403)
}
