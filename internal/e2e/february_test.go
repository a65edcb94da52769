package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"samsyn/internal/i18n"

	"github.com/chromedp/chromedp"
)

// TestAFebruaryReport is the yearly report from its first word to the receiving body's
// chair: it is begun, written and sent round to the units; two of them answer; an edition
// is fixed, and stays as it is when a figure is corrected afterwards; and it is delivered,
// presented, acknowledged and opened to everybody.
func TestAFebruaryReport(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	enter := func(name string, w window) *visitor {
		v := newVisitor(t, site, w)
		v.signIn(name + "@exempel.se")
		return v
	}
	now := time.Now().In(i18n.Location()) // the day that the program goes by
	y := february{year: fmt.Sprint(now.Year()), before: fmt.Sprint(now.Year() - 1), today: now.Format(time.DateOnly),
		later: now.AddDate(0, 0, 20).Format(time.DateOnly)}
	y.report = "/arsrapport/" + y.year
	convener := enter("sammanstallande", desktop)
	y.write(convener)
	y.ask(convener)
	y.comment(enter("kalmar", darkPhone))
	y.confirm(enter("norrkoping", withoutScript))
	y.fix(convener)

	fixed := newClient(t, site, "sammanstallande@exempel.se")
	before := fixed.fetch(t, y.edition+"/dokument.json")
	y.correct(convener, enter("linkoping", desktop))
	y.compare(convener)
	if after := fixed.fetch(t, y.edition+"/dokument.json"); after != before || len(before) < 10_000 {
		t.Errorf("the edition is not as it was: %d and %d bytes", len(before), len(after))
	}
	y.files(convener)
	y.deliver(convener)
	y.acknowledge(enter("ordforande", desktop))
	y.publish(convener)
	y.readByEverybody(newVisitor(t, site, darkPhone), enter("rmpo", desktop))
}

// february is the report that is made, and where its parts are.
type february struct {
	year, before, today, later string
	report, edition            string // addresses
}

// write begins the report, and writes a section with a figure in it.
func (y *february) write(v *visitor) {
	v.t.Helper()
	v.open("/arsrapport")
	v.press("Börja på rapporten Årsrapport " + y.year)
	v.see("Arbetet med rapporten har börjat.")
	v.accessible()
	v.press("Sammanfattning och slutsatser")
	v.fill("Text", "Vården är **jämnare** än förut. [[MED03 "+y.before+"]] av barnen var varma, och [[MED03 "+y.before+" Atlantis]] vet vi inte.")
	ask[bool](v, "button", "Förhandsgranska", nil) // shown on the same page
	v.run(chromedp.Click(`[data-press]`))
	v.see("Så här blir det i rapporten", "Inget är sparat ännu.", "Vården är jämnare än förut.", "En hänvisning leder ingenstans", "Atlantis")
	v.accessible()
	v.fill("Text", "Vården är **jämnare** än förut. [[MED03 "+y.before+"]] av barnen var varma.")
	v.tick("Avsnittet är klart")
	v.press("Spara")
	v.see("Texten är sparad.", "Vården är jämnare än förut.")
	v.missing("[[")
}

// ask sends the units their pages.
func (y *february) ask(v *visitor) {
	v.t.Helper()
	v.open(y.report + "/synpunkter")
	v.press("Öppna synpunktsrundan")
	v.says(422)
	v.fill("Sista dag att svara", y.later)
	v.press("Öppna synpunktsrundan")
	v.see("Hur enheterna har svarat", "Inte svarat")
	v.accessible()
	v.open(y.report + "/lage")
	v.see("Läget för årsrapporten "+y.year, "återstår", "0 av 7 har svarat")
	v.accessible()
}

// comment is a unit that has something to say, and says it after having thought.
func (y *february) comment(v *visitor) {
	v.t.Helper()
	v.open("/")
	v.press("Svara om årsrapporten för " + y.year + ", Kalmar")
	v.accessible()
	v.fill("Vad vill ni säga om året?", "Barnet 19121212-1212 föddes hos oss.")
	v.press("Skicka synpunkter")
	v.says(422)
	v.fill("Vad vill ni säga om året?", "Vi hade stängt i tre veckor.")
	v.press("Spara utan att skicka")
	v.open(y.report)
	v.missing("Vi hade stängt i tre veckor.")
	v.open(y.report + "/synpunkter/KAL")
	if got := v.value("Vad vill ni säga om året?"); got != "Vi hade stängt i tre veckor." {
		v.stuck("the draft is %q", got)
	}
	v.press("Skicka synpunkter")
	v.open(y.report)
	v.see("Vi hade stängt i tre veckor.")
}

// confirm is a unit that has nothing to add.
func (y *february) confirm(v *visitor) {
	v.t.Helper()
	v.open(y.report + "/synpunkter/NOR")
	v.press("Det stämmer")
	v.open(y.report + "/synpunkter")
	v.see("Bekräftat")
}

// fix makes the edition.
func (y *february) fix(v *visitor) {
	v.t.Helper()
	name := y.year + ":1"
	v.open(y.report + "/utgavor")
	v.press("Fastställ en utgåva")
	v.see("Det här saknas")
	v.accessible()
	v.press("Fastställ utgåva " + name)
	v.see("Årsrapport, utgåva "+name, "Så vet man att utgåvan är densamma")
	y.edition = v.path()
	v.accessible()
}

// correct opens a quarter of the year before, and has its unit mend a figure: it stands
// beside the year's own in the edition.
func (y *february) correct(convener, linkoping *visitor) {
	convener.t.Helper()
	period := y.before + "K3"
	convener.open("/inrapportering/granska/LIN/" + period)
	convener.unfold("Öppna igen")
	convener.fill("Varför öppnas perioden igen?", "Temperaturen ska räknas om.")
	convener.fill("Sista dag för ändringar", y.later)
	convener.press("Öppna igen", "Öppna igen")
	linkoping.open("/inrapportering/LIN/" + period)
	was, err := strconv.Atoi(linkoping.value("Täljare", temperature))
	if err != nil || was == 0 {
		linkoping.stuck("the numerator was %d: %v", was, err)
	}
	linkoping.fill("Täljare", strconv.Itoa(was-1), temperature)
	linkoping.fill("Varför ändras den godkända siffran?", "Ett barn var räknat två gånger.", temperature)
	linkoping.press("Spara")
	linkoping.says(200)
}

// compare finds the edition as it was, with a mark of what has become another since.
func (y *february) compare(v *visitor) {
	v.t.Helper()
	v.open(y.edition)
	v.see("Ändrat sedan utgåvan fastställdes", temperature+", Linköping", "Året före: var ")
	v.accessible()
	v.open(y.edition + "/las")
	v.see("Utgåva "+y.year+":1", "Vi hade stängt i tre veckor.", "Norrköping har bekräftat utan kommentar.", "Vården är jämnare än förut.")
	v.accessible()
}

// files waits for the edition's PDF, which is made when it is fixed, and asks for a Word file.
func (y *february) files(v *visitor) {
	v.t.Helper()
	v.open(y.edition + "/filer")
	v.accessible()
	v.press("Gör filen", "Word")
	v.wait("Filer av utgåva "+y.year+":1", "4 filer är klara.")
}

// deliver notes where the edition went, and where it was told of.
func (y *february) deliver(v *visitor) {
	v.t.Helper()
	v.open(y.edition)
	v.press("Anteckna att den är lämnad")
	v.accessible()
	v.fill("Uppåt", "")
	v.press("Anteckna")
	v.says(422)
	v.fill("Uppåt", "RPO barn och ungdomars hälsa\nRegionsjukvårdsledningen")
	v.press("Anteckna")
	v.see("Lämnad uppåt", "Regionsjukvårdsledningen")
	v.press("Anteckna att den är redovisad")
	v.accessible()
	v.fill("Eller någon annanstans", "Programområdets möte i Linköping")
	v.fill("Dag", y.today)
	v.press("Anteckna")
	v.see("Programområdets möte i Linköping")
}

// acknowledge is the receiving body's chair, who finds it on the start page.
func (y *february) acknowledge(v *visitor) {
	v.t.Helper()
	v.open("/")
	v.see("Bekräfta att årsrapport " + y.year + ":1 är mottagen")
	v.open(y.edition)
	v.missing("Anteckna att den är lämnad")
	v.press("Bekräfta att vi har tagit emot den")
	v.see("Mottagen")
	v.accessible()
}

// publish opens the edition to everybody.
func (y *february) publish(v *visitor) {
	v.t.Helper()
	v.open(y.edition)
	v.see("Mottagen")
	v.press("Publicera")
	v.see("/publicerat/neonatologi/" + y.year + "/1")
}

// readByEverybody: without signing in, and as a member of the receiving body, who sees
// nothing of the work on it.
func (y *february) readByEverybody(stranger, rmpo *visitor) {
	rmpo.t.Helper()
	stranger.open("/publicerat/neonatologi/" + y.year + "/1")
	stranger.see("Årsrapport "+y.year, "Exempeldata", "Vi hade stängt i tre veckor.", "Siffror som bygger på mycket få barn är dolda")
	stranger.missing("Exempelläkare")
	stranger.accessible()
	rmpo.open("/arsrapport")
	rmpo.press("Läs Årsrapport " + y.year + ", utgåva " + y.year + ":1")
	rmpo.see("Vi hade stängt i tre veckor.")
	rmpo.missing("Exempelläkare")
	rmpo.open(y.report + "/lage")
	rmpo.says(403)
}

// fetch is what stands at the address.
func (c *client) fetch(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(c.save(t, path, filepath.Join(t.TempDir(), "fetched")))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
