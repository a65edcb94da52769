package e2e

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// TestADataPackageIsReadAsPagePaperAndWorkbook: a division is set up, a data package is made
// from a measure's page, saved, and opened as page, PDF and workbook; those outside the group
// read it with small numbers hidden.
func TestADataPackageIsReadAsPagePaperAndWorkbook(t *testing.T) {
	t.Parallel()
	site := startSite(t, "--demo")
	convener := newVisitor(t, site, darkPhone)
	convener.signIn("sammanstallande@exempel.se")
	convener.open("/mal/uppdelningar")
	convener.see("Kön", "flicka", "pojke")
	convener.accessible()
	convener.press("Lägg till hemregion")
	convener.accessible()
	convener.press("Spara")
	convener.see("Uppdelningen är sparad.", "annan region eller annat land")

	lead := newVisitor(t, site, desktop)
	lead.signIn("linkoping@exempel.se")
	lead.open("/resultat/matt/MED03")
	lead.press("Gör ett datapaket av måttet")
	lead.accessible()
	lead.press("Spara")
	lead.says(422)
	lead.accessible()
	lead.fill("Namn", "Varma barn")
	lead.fill("Patientgrupp och fråga", "Hur varma är barnen som skrivs in?")
	lead.press("Spara")
	lead.see("Utkast: så som paketet ser ut nu", "Hur många barnen är", "Redovisas inte: inget av de valda måtten delas upp efter kön.")
	lead.accessible()
	lead.press("Spara version 1")
	lead.press("Spara version 1")
	lead.see("Version 1, sparad", "Inget är ändrat sedan dess.")
	if text := paperAndBook(lead, newClient(t, site, "linkoping@exempel.se")); !strings.Contains(text, "Varma barn") || !strings.Contains(text, "Så är siffrorna gjorda") {
		t.Errorf("the paper: %d characters", len(text))
	}
	lead.accessible()

	outside := newVisitor(t, site, desktop)
	outside.signIn("rmpo@exempel.se")
	outside.open("/forbattring/datapaket")
	outside.accessible()
	outside.press("Varma barn")
	outside.see("Det här är paketet för andra, med små tal dolda.")
	outside.missing("Spara version 2")
	outside.accessible()
}

// paperAndBook waits for the files of the package's first version, which the visitor has
// before it, and opens them both: a whole PDF, whose text it gives, and a workbook with the
// definition of one measure.
func paperAndBook(v *visitor, c *client) string {
	v.t.Helper()
	at, folder := v.path(), v.t.TempDir()
	for given := time.After(5 * patience); !strings.Contains(v.text(), "2 filer är klara."); {
		select {
		case <-given:
			v.stuck("the files are not made")
		case <-time.After(time.Second):
			v.open(at)
		}
	}
	pdf := c.save(v.t, at+"/1/filer/pdf", filepath.Join(folder, "paket.pdf"))
	if out, err := exec.CommandContext(v.t.Context(), "qpdf", "--check", pdf).CombinedOutput(); err != nil {
		v.t.Errorf("%v: %s", err, out)
	}
	text, err := exec.CommandContext(v.t.Context(), "pdftotext", pdf, "-").Output()
	if err != nil {
		v.t.Fatal(err)
	}
	book, err := excelize.OpenFile(c.save(v.t, at+"/1/filer/xlsx", filepath.Join(folder, "paket.xlsx")))
	if err != nil {
		v.t.Fatal(err)
	}
	if rows, err := book.GetRows("Definitioner"); err != nil || len(rows) != 2 {
		v.t.Errorf("the definitions: %q, %v", rows, err)
	}
	return string(text)
}
