package e2e

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"samsyn/internal/quality"
)

// A representative downloads the quarter's workbook, fills it in, uploads it, sees
// what is in it and stores it; then the form says what the file said. First comes
// a file with a mistake, which stores nothing.
func TestAQuarterInAFile(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		name, email, unit string
		window            window
	}{
		{"with JavaScript", "norrkoping@exempel.se", "NOR", desktop},
		{"without JavaScript", "linkoping@exempel.se", "LIN", withoutScript},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			site := demoSite(t)
			quarter := quality.PeriodOf(time.Now(), 3)
			form := fmt.Sprintf("/inrapportering/%s/%s", way.unit, quarter.Code())
			folder := t.TempDir()
			book := newClient(t, site, way.email).save(t, form+"/mall.xlsx", filepath.Join(folder, "siffror.xlsx"))

			v := newVisitor(t, site, way.window)
			v.signIn(way.email)
			v.open(form)
			v.press("Lämna siffror i en fil")
			v.accessible()
			rows := fillBook(t, book, "G", "tre")
			v.upload(book)
			v.see("Något behöver rättas. Inget är sparat.", "Skriv ett tal, till exempel 12 eller 12,5.")
			v.accessible()

			v.press("Lämna filen igen")
			fillBook(t, book, "G", 3)
			begun := time.Now()
			v.upload(book)
			v.see("Inget är sparat än.", "siffror.xlsx")
			v.accessible()
			v.press(fmt.Sprintf("Spara %d uppgifter", rows))
			v.see(fmt.Sprintf("%d uppgifter från filen är sparade.", rows))
			t.Logf("a quarter of %d measures by a file: choose it, two presses, %s at the speed of a machine", rows, time.Since(begun).Round(10*time.Millisecond))
			if top, bottom := v.value("Täljare", temperature), v.value("Nämnare", temperature); top != "3" || bottom != "4" {
				t.Errorf("the form says %s av %s", top, bottom)
			}
		})
	}
}

// save stores what is at the address in a file.
func (c *client) save(t *testing.T, path, file string) string {
	t.Helper()
	answer, err := c.http.Get(c.site.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d", path, answer.StatusCode)
	}
	return written(t, file, answer.Body)
}

// fillBook fills in every row: the column's cells with the value, the other
// numbers with 4, and words with words. It gives how many rows that is.
func fillBook(t *testing.T, file, column string, value any) int {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Siffror")
	if err != nil {
		t.Fatal(err)
	}
	for n, row := range rows[4:] {
		for _, at := range []string{"G", "H", "I", "K", "L", "M"} {
			cell := fmt.Sprint(at, n+5)
			content := map[string]any{"L": "Som förut", "M": "Ja"}[at]
			limit := slices.ContainsFunc(row, func(s string) bool { return strings.HasPrefix(s, "Nedre graviditetslängd") })
			switch {
			case locked(t, f, cell):
				continue
			case at == "L" && limit:
				content = "28+0"
			case at == column:
				content = value
			case content == nil:
				content = 4
			}
			if err := f.SetCellValue("Siffror", cell, content); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	return len(slices.DeleteFunc(rows[4:], func(row []string) bool { return len(row) == 0 }))
}

func locked(t *testing.T, f *excelize.File, cell string) bool {
	t.Helper()
	id, err := f.GetCellStyle("Siffror", cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style.Protection == nil || style.Protection.Locked
}

// upload chooses the file and sends the form it stands in.
func (v *visitor) upload(file string) {
	v.t.Helper()
	v.run(chromedp.SetUploadFiles(`input[type=file]`, []string{file}))
	v.press("Visa vad som står i filen")
}

func written(t *testing.T, file string, content io.Reader) string {
	t.Helper()
	raw, err := io.ReadAll(content)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
