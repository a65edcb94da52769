package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"samsyn/internal/quality"
)

// answers is what the tests fill in, by the field's label.
var answers = map[string]string{"Täljare": "3", "Nämnare": "4", "Antal": "4", "Svar": "N", "Veckor och dagar": "28+0"}

// answer is what to type into a field; "" to leave it.
func answer(at spot) string {
	switch {
	case at.Value != "" || strings.HasSuffix(at.Label, "(valfritt)"):
		return ""
	case strings.HasPrefix(at.Label, "Medelvärde"):
		return "4,5"
	}
	return answers[at.Label]
}

// A representative fills in a whole quarter with yearly measures without touching
// anything but the keyboard: every kind of measure there is.
func TestAQuarterByKeyboardAlone(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	form := "/inrapportering/JON/" + quality.PeriodOf(time.Now(), 3).Code()
	v := newVisitor(t, site, desktop)
	v.signIn("jonkoping@exempel.se")
	v.open(form)
	hands := newTypist(v)
	hands.untilIn()
	for range 200 {
		at := hands.spot()
		if at.Row == "" {
			break
		}
		hands.keys(answer(at))
		if at.Kind == "textarea" {
			hands.keys(kb.Tab) // Enter is a new line there
			for hands.spot().Row == at.Row {
				hands.keys(kb.Tab)
			}
			continue
		}
		hands.keys(kb.Enter)
	}
	v.await("everything is filled in", "shows", "24 av 24 ifyllda")
	v.await("everything is saved", "shows", "Allt är sparat")
	hands.tell("a quarter of 24 measures by keyboard")
	v.open(form)
	v.see("24 av 24 ifyllda")
	for label, want := range map[string]string{"Täljare": "3", "Nämnare": "4"} {
		if got := v.value(label, temperature); got != want {
			t.Errorf("%s is %q", label, got)
		}
	}
	v.accessible()
}

// The same quarter comes out of a spreadsheet: one block is pasted across all
// fields, seen before it is stored, and can be undone.
func TestAQuarterByPasting(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	form := "/inrapportering/JON/" + quality.PeriodOf(time.Now(), 3).Code()
	v := newVisitor(t, site, desktop)
	v.signIn("jonkoping@exempel.se")
	v.open(form)
	var block []string
	for _, row := range ask[[][]string](v, "rowLabels") {
		var cells []string
		for _, label := range row {
			cells = append(cells, answer(spot{Label: label}))
		}
		block = append(block, strings.Join(cells, "\t"))
	}
	text := strings.NewReplacer("\tN\t", "\tNej\t", "\nN\t", "\nNej\t", "\nN\n", "\nNej\n").Replace("\n" + strings.Join(block, "\n") + "\n")[1:]
	hands := newTypist(v)
	hands.untilIn()
	v.paste(text)
	v.await("what is pasted is shown", "shows", "Klistra in de här värdena?")
	v.accessible()
	lines := ask[[]string](v, "pasting")
	if len(lines) < 37 || !slices.Contains(lines, temperature+" | Täljare |  | 3") {
		t.Errorf("%d values: %q", len(lines), lines)
	}
	hands.keys(kb.Enter)
	v.await("everything is filled in", "shows", "24 av 24 ifyllda")
	hands.tell("a quarter of 24 measures by pasting a block")
	v.see(fmt.Sprintf("%d värden inklistrade.", len(lines)))
	ask[bool](v, "undo")
	v.await("it is undone", "shows", "3 av 24 ifyllda")
	v.open(form)
	v.see("3 av 24 ifyllda")
}

// Nothing that is typed is lost: not without a connection, not when the session
// has ended, and not when the lid is closed.
func TestWhatIsTypedIsKept(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	form := "/inrapportering/JON/" + quality.PeriodOf(time.Now(), 3).Code()
	const births, admitted = "Antal förlossningar", "Inskrivna barn"
	v := newVisitor(t, site, desktop)
	v.signIn("jonkoping@exempel.se")
	v.open(form)
	v.fill("Antal", "501", births)
	v.fill("Täljare", "2", temperature)
	v.await("it is saved", "savedSo", "Sparad", []string{births})

	v.offline(true)
	v.fill("Antal", "502", births)
	v.fill("Nämnare", "3", temperature)
	v.await("the row says so", "savedSo", "Inte sparad: ingen kontakt.", []string{births})
	v.offline(false)
	v.await("it is saved by itself", "savedSo", "Sparad", []string{births})
	v.fill("Antal", "61", admitted)
	v.await("the other too", "savedSo", "Sparad", []string{temperature})

	// The lid is closed on something that could not be saved, and opened days later.
	v.offline(true)
	v.fill("Antal", "503", births)
	v.fill("Nämnare", "4", temperature)
	v.await("it waits", "savedSo", "Inte sparad", []string{births})
	v.run(chromeAway())
	v.offline(false)
	v.open(form)
	v.await("what was kept is saved", "nothingWaits") // now, or by the browser when it got the connection back
	if got := v.value("Antal", births); got != "503" {
		t.Errorf("the field says %q", got)
	}

	v.forgetSession()
	v.fill("Antal", "504", births)
	v.fill("Nämnare", "5", temperature)
	v.await("the row says why", "savedSo", "Inte sparad: du är utloggad.", []string{births})
	v.accessible()
	v.press("Logga in igen")
	v.fill("E-postadress", "jonkoping@exempel.se")
	v.fill("Lösenord", demoPassword)
	v.press("Logga in")
	v.await("what was kept is saved", "savedSo", "Sparad", []string{births})
	v.open(form)
	if got := v.value("Antal", births); got != "504" {
		t.Errorf("stored %q", got)
	}
}

// Two people have the form open with its script: what one has saved, the other is
// shown, and nothing is written over unseen, also when it was typed offline.
func TestTwoEditorsWithScripts(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	form := "/inrapportering/JON/" + quality.PeriodOf(time.Now(), 3).Code()
	first, second := newVisitor(t, site, desktop), newVisitor(t, site, desktop)
	first.signIn("jonkoping@exempel.se")
	second.signIn("sammanstallande@exempel.se")
	first.open(form)
	second.open(form)
	first.offline(true)
	first.fill("Täljare", "2", temperature)
	first.fill("Nämnare", "12", temperature)
	first.fill("Antal", "501", "Antal förlossningar")
	second.fill("Täljare", "7/12", temperature)
	second.fill("Antal", "45", "Inskrivna barn")
	second.await("the second saves", "savedSo", "Sparad", []string{temperature})
	if got := second.value("Nämnare", temperature); got != "12" {
		t.Errorf("7/12 is 7 of %q", got)
	}
	first.offline(false)
	first.await("the first is asked", "savedSo", "Inte sparad: välj vad som ska gälla", []string{temperature})
	row := first.textIn(temperature)
	for _, want := range []string{"7 av 12", "Exempelsammanställande", "2 av 12", "Vad ska gälla?"} {
		if !strings.Contains(row, want) {
			t.Errorf("the choice should show %q: %s", want, row)
		}
	}
	first.accessible()
	first.tick("Det som är sparat", temperature)
	first.await("it is settled", "savedSo", "Sparad", []string{temperature})
	if got := first.value("Täljare", temperature); got != "7" {
		t.Errorf("the field says %q", got)
	}
	first.open(form)
	if got := first.value("Täljare", temperature); got != "7" {
		t.Errorf("stored %q", got)
	}
}
