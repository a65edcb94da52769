package e2e

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// temperature is the measure that the tests follow through the house.
const temperature = "Normal temperatur vid inskrivning"

// A quarter goes from the unit's form to the year's report, back and forth, with
// and without JavaScript.
func TestAQuartersWayRound(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		name, email, unit, charts string
		window                    window
	}{
		{"with JavaScript", "kalmar@exempel.se", "Kalmar", "canvas", desktop},
		{"without JavaScript", "vastervik@exempel.se", "Västervik", "picture", withoutScript},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			site := demoSite(t)
			quarter := quarter{unit: way.unit}
			representative := newVisitor(t, site, way.window)
			representative.signIn(way.email)
			quarter.fillIn(representative, !way.window.noScript)

			member := newVisitor(t, site, way.window)
			member.signIn("linkoping@exempel.se")
			before := quarter.inComparison(member)
			quarter.submit(representative)

			convener := newVisitor(t, site, way.window)
			convener.signIn("sammanstallande@exempel.se")
			quarter.giveBack(convener)
			quarter.mend(representative)
			quarter.approve(convener)
			quarter.isSeenBy(member, before.plus(share{2, 4}), way.charts)
		})
	}
}

// quarter is the unit's latest quarter, as the pages name it.
type quarter struct {
	unit string
	name string // kvartal 3 2026
	year string
}

func (q *quarter) title() string { return q.unit + ", " + q.name }

// fillIn opens the quarter from the start page and fills in what is missing,
// first with a mistake: nothing that was typed is lost.
func (q *quarter) fillIn(v *visitor, script bool) {
	v.t.Helper()
	v.press("Fyll i " + q.unit)
	heading := ask[string](v, "readPlace", []string{})
	found := regexp.MustCompile(q.unit + `, (kvartal \d (\d{4}))`).FindStringSubmatch(heading)
	if found == nil {
		v.stuck("no quarter is named")
	}
	q.name, q.year = found[1], found[2]

	v.fill("Täljare", "tre", temperature)
	v.fill("Nämnare", "4", temperature)
	v.fill("Antal", "17", "Antal förlossningar")
	v.press("Spara")
	if script {
		v.see("1 inte sparad") // the right one was saved when it was left
	} else {
		v.see("En uppgift är sparad")
	}
	v.says(422)
	if v.value("Täljare", temperature) != "tre" || v.value("Nämnare", temperature) != "4" {
		v.stuck("what was typed should come back")
	}
	v.open("/")
	v.press("Fyll i " + q.unit)
	if got := v.value("Antal", "Antal förlossningar"); got != "17" {
		v.stuck("what was right was not saved: %q", got)
	}

	v.fill("Täljare", "1", temperature)
	v.fill("Nämnare", "3", temperature)
	if script {
		v.see("33 %")
	}
	v.fillEmptyRows()
	v.press("Spara och gå till inlämning")
}

// fillEmptyRows answers every question of the form that is not answered.
func (v *visitor) fillEmptyRows() {
	v.t.Helper()
	for _, field := range ask[[]struct {
		Row, Label string
		List       bool
	}](v, "unfilled") {
		if field.List {
			v.choose(field.Label, "Ja", field.Row)
		} else {
			v.fill(field.Label, "8", field.Row)
		}
	}
}

// submit hands in what is filled in.
func (q *quarter) submit(v *visitor) {
	v.t.Helper()
	v.see("Lämna in " + q.name)
	v.says(200)
	if got := v.cell("Det här ingår i inlämningen", temperature, "Underlag"); got != "1 av 3" {
		v.stuck("about to hand in %q", got)
	}
	v.press("Lämna in " + q.name)
	v.see("Tack, uppgifterna är inlämnade.")
	v.says(200)
}

// giveBack finds the quarter among all units' and returns it with a reason.
func (q *quarter) giveBack(v *visitor) {
	v.t.Helper()
	q.review(v)
	v.unfold("Lämna tillbaka")
	v.press("Lämna tillbaka", "Lämna tillbaka")
	v.says(422)
	v.fill("Vad behöver rättas?", "Räkna temperaturerna igen.")
	v.press("Lämna tillbaka", "Lämna tillbaka")
	if got := q.onBoard(v); !strings.Contains(got, "Återlämnad") {
		v.stuck("the board says %q", got)
	}
}

// mend reads why the quarter came back, corrects it and hands it in again.
func (q *quarter) mend(v *visitor) {
	v.t.Helper()
	v.open("/")
	v.press("Rätta " + q.unit)
	v.see("Räkna temperaturerna igen.")
	v.fill("Täljare", "2", temperature)
	v.fill("Nämnare", "4", temperature)
	v.press("Spara och gå till inlämning")
	v.press("Lämna in " + q.name)
	v.see("Tack, uppgifterna är inlämnade.")
}

func (q *quarter) approve(v *visitor) {
	v.t.Helper()
	q.review(v)
	v.see("2 av 4", "Räkna temperaturerna igen.")
	v.press("Godkänn")
	for strings.Contains(v.text(), "Godkänn uppgiften") { // what looks odd, one by one
		v.press("Godkänn uppgiften")
	}
	if got := q.onBoard(v); !strings.Contains(got, "Godkänd") {
		v.stuck("the board says %q", got)
	}
}

// review opens the quarter from the board of all units.
func (q *quarter) review(v *visitor) {
	v.t.Helper()
	if got := q.onBoard(v); !strings.Contains(got, "Inlämnad") {
		v.stuck("the board says %q", got)
	}
	v.press("Granska "+q.title(), q.unit)
	v.see(q.title())
}

// onBoard is what the board says of the quarter.
func (q *quarter) onBoard(v *visitor) string {
	v.t.Helper()
	v.open("/inrapportering/oversikt")
	v.choose("År", q.year)
	v.press("Visa")
	return v.cell("Enheter och perioder", q.unit, strings.Replace(q.name, "kvartal ", "K", 1))
}

// inComparison is what the comparison of all units says of the year so far.
func (q *quarter) inComparison(v *visitor) share {
	v.t.Helper()
	v.open("/resultat/matris")
	v.choose("Tid", q.year)
	v.press("Visa")
	return shareIn(v.cell("", temperature, q.unit))
}

// isSeenBy: everything about the year says the same.
func (q *quarter) isSeenBy(v *visitor, want share, charts string) {
	v.t.Helper()
	if got := q.inComparison(v); got != want {
		v.t.Errorf("the comparison says %v, want %v", got, want)
	}
	v.press(temperature)
	v.await("the charts are drawn", "drawnAs", charts)
	v.unfold("Visa som tabell", "Enheterna "+q.year)
	if got := v.cell("", q.unit, "Täljare") + " av " + v.cell("", q.unit, "Nämnare"); got != want.String() {
		v.t.Errorf("the measure's own page says %s, want %v", got, want)
	}
	v.press("Årsrapport")
	v.press("Årsrapport " + q.year)
	v.await("the charts are drawn", "drawnAs", "picture")
	if got := shareIn(v.cell(temperature+", per enhet", q.unit, "Underlag")); got != want {
		v.t.Errorf("the report says %v, want %v", got, want)
	}
}

// share is a numerator and a denominator as pages write them: "3 av 4".
type share struct{ part, whole int }

func shareIn(text string) share {
	found := regexp.MustCompile(`(\d{1,3}(?: \d{3})*) av (\d{1,3}(?: \d{3})*)`).FindStringSubmatch(text)
	if found == nil {
		return share{}
	}
	part, _ := strconv.Atoi(strings.ReplaceAll(found[1], " ", ""))
	whole, _ := strconv.Atoi(strings.ReplaceAll(found[2], " ", ""))
	return share{part, whole}
}

func (s share) plus(more share) share { return share{s.part + more.part, s.whole + more.whole} }

func (s share) String() string { return fmt.Sprintf("%d av %d", s.part, s.whole) }
