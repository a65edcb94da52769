package collect

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// own is a file of somebody's own about Ala's first quarter.
const own = "enhet;mått;period;täljare;nämnare\n"

// edited is a workbook after something was done to its cells.
func edited(t *testing.T, content []byte, work func(*excelize.File) error) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if err := work(f); err != nil {
		t.Fatal(err)
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// in16 is the text with two bytes for each letter and a mark before.
func in16(text string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}

// packed is an archive with a workbook's name in it and a part that unpacks to so
// many megabytes.
func packed(t *testing.T, megabytes int) string {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		part, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for range megabytes {
			if _, err := part.Write(make([]byte, 1<<20)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// rowsOf is a file with so many rows about measures that do not exist.
func rowsOf(rows int) string {
	var out strings.Builder
	out.WriteString(own)
	for n := range rows {
		fmt.Fprintf(&out, "ALA;X%d;2026K1;1;2\n", n)
	}
	return out.String()
}

// Each thing that can be wrong with a file as a whole is told on the page where it
// was uploaded, and nothing is kept.
func TestEveryMistakeInAFileIsToldWhereItIsUploaded(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	book := []byte(b.Get(alaForm + "/mall.xlsx").Want(http.StatusOK).Body)
	set := func(sheet, cell string, value any) string {
		return string(edited(t, book, func(f *excelize.File) error { return f.SetCellValue(sheet, cell, value) }))
	}
	for name, try := range map[string]struct{ content, want string }{
		"an empty file":          {"", "Filen är tom."},
		"only a header":          {own, "Rad 1: Filen har rubriker men inga rader."},
		"old Excel":              {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Filen är sparad i ett äldre Excelformat. Öppna den i Excel och spara den som .xlsx."},
		"a password":             {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + in16("EncryptedPackage"), "Filen har ett lösenord. Öppna den i Excel, ta bort lösenordet och spara den igen."},
		"a zip bomb":             {packed(t, 50), "Filen blir för stor när den packas upp. Spara bara bladet med siffror i en ny fil."},
		"too large a file":       {strings.Repeat("x", 26<<20), "Filen är för stor. Den får vara högst 25 MB."},
		"wrong encoding":         {own + "ÅLA;MED1;2026K1;1;\xe5\n", "Rad 2: Filen innehåller tecken som inte går att läsa. Spara den som CSV UTF-8 eller som .xlsx."},
		"UTF-16 without a mark":  {in16(own + "ALA;MED1;2026K1;1;2\n")[2:], "Filen innehåller tecken som inte går att läsa. Spara den som CSV UTF-8 eller som .xlsx."},
		"an extra column":        {"enhet;mått;period;täljare;eget\nALA;MED1;2026K1;1;2\n", "Rad 1: Kolumnen ”eget” hör inte till mallen. Ta bort den."},
		"a missing column":       {"enhet;mått;täljare\nALA;MED1;1\n", "Rad 1: Kolumnen ”Period” saknas. Använd mallens rubriker."},
		"the same column twice":  {"enhet;mått;period;täljare;täljare\nALA;MED1;2026K1;1;2\n", "Rad 1: Kolumnen ”täljare” finns två gånger. Ta bort den ena."},
		"a lone quotation mark":  {own + "ALA;MED1;2026K1;\"1;2\n", "Rad 2: Citattecknen går inte ihop. Spara filen på nytt från Excel."},
		"a picture":              {"\x89PNG\r\n\x1a\n\x00", "Det här är varken en Excelfil eller en CSV-fil. Spara som .xlsx eller .csv."},
		"half a workbook":        {string(book[:len(book)/2]), "Filen är skadad och går inte att läsa. Öppna den i Excel och spara den på nytt."},
		"too new a template":     {set("samsyn", "B1", 99), "Filen är gjord med version 99 av mallen, men här läses högst version 2. Hämta en ny fil här och för över siffrorna."},
		"too old a template":     {set("samsyn", "B1", 0), "Filen är gjord med en för gammal version av mallen. Hämta en ny fil här och för över siffrorna."},
		"merged cells":           {string(edited(t, book, func(f *excelize.File) error { return f.MergeCell("Siffror", "G5", "G6") })), "Siffror, cell G5:G6: Cellerna är sammanfogade. Dela dem, så att varje siffra har sin egen cell."},
		"figures nobody can see": {string(edited(t, book, func(f *excelize.File) error { f.SetActiveSheet(1); return f.SetSheetVisible("Siffror", false) })), "Bladet ”Siffror” med siffrorna är dolt. Visa det i Excel och spara filen igen."},
	} {
		a := b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: "fil", Content: []byte(try.content)}).Want(http.StatusUnprocessableEntity)
		wants(t, name, said(a, "#error-summary"), try.want)
		wants(t, name, said(a, "#fil-error"), try.want)
	}
	if n := f.Text(`SELECT count(*)::text FROM import_file WHERE state <> 'unreadable'`); n != "0" {
		t.Errorf("%s files wait", n)
	}
}

// Each thing that can be wrong with a row is told at its row or cell.
func TestEveryMistakeInARowIsToldAtItsPlace(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	for name, try := range map[string]struct{ rows, want string }{
		"a failed formula":   {"ALA;MED1;2026K1;#DIV/0!;2\n", "Rad 2: Formeln ger felet #DIV/0!. Skriv siffran i stället."},
		"a date from 1/2":    {"ALA;MED1;2026K1;1-feb;2\n", "Rad 2: Här står ett datum. Skriv täljaren och nämnaren i var sin cell."},
		"the same row twice": {"ALA;MED1;2026K1;1;2\nALA;MED1;2026K1;1;2\n", "Rad 3: Samma siffra står redan på rad 2. Ta bort en av raderna."},
		"an unknown unit":    {"NOLL;MED1;2026K1;1;2\n", "Rad 2: Enheten finns inte i gruppen under perioden."},
		"another's unit":     {"BO;MED1;2026K1;1;2\n", "Rad 2: Du får inte lämna siffror för den här enheten."},
		"an unknown measure": {"ALA;FINNSINTE;2026K1;1;2\n", "Rad 2: Måttet finns inte, eller så ska enheten inte lämna det för perioden."},
		"an unknown period":  {"ALA;MED1;våren;1;2\n", "Rad 2: Perioden går inte att läsa. Skriv till exempel 2026K1 eller 2026."},
		"too many decimals":  {"ALA;MED1;2026K1;1.234,5;2\n", "Rad 2: Skriv ett tal, till exempel 12 eller 12,5."},
		"more than all":      {"ALA;MED1;2026K1;3;2\n", "Rad 2: Täljaren kan inte vara större än nämnaren."},
		"a value of no kind": {"ALA;PRO5;2026K1;3;\n", "Rad 2: Här ska inget stå för det här måttet"},
		"a future period":    {"ALA;MED1;2026K3;1;2\n", "Rad 2: Perioden är inte öppen för ändringar."},
	} {
		a := b.Upload("/inrapportering/fil", pagetest.File{Field: "fil", Name: "x.csv", Content: []byte(own + try.rows)}).Want(http.StatusSeeOther)
		wants(t, name, said(b.Get(a.Location), "#ratta"), try.want)
	}
	named := "enhet;mått;period;text;täljare\nALA;PRO5;2026K1;Barnet 19121212-1212;\nALA;MED1;2026K1;;19121212-1212\n"
	a := b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: "x.csv", Content: []byte(named)}).Want(http.StatusSeeOther)
	p := b.Get(a.Location)
	wants(t, "a personal number", said(p, "#ratta"), "Rad 2: Texten ser ut att innehålla ett personnummer eller samordningsnummer.")
	if strings.Contains(p.Body, "1212") {
		t.Error("a personal number is shown again")
	}
}

// What people have their figures in is read, for one unit's period and for all units.
func TestFilesOfAllKindsAreTaken(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	for name, content := range map[string]string{
		"semicolons and a comma": "enhet;mått;period;täljare;nämnare\nALA;MED2;2026K1;1;480,5\n",
		"commas and a point":     "enhet,mått,period,täljare,nämnare\nALA,MED2,2026K1,1,480.5\n",
		"tabs":                   "enhet\tmått\tperiod\ttäljare\tnämnare\nALA\tMED2\t2026K1\t1\t480,5\n",
		"a mark":                 "\ufeff" + "enhet;mått;period;täljare;nämnare\r\nALA;MED2;2026K1;1;480,5\r\n",
		"Windows-1252":           "enhet;m\xe5tt;period;t\xe4ljare;n\xe4mnare\nALA;MED2;2026K1;1;480,5\n",
		"UTF-16":                 in16("enhet\tmått\tperiod\ttäljare\tnämnare\r\nALA\tMED2\t2026K1\t1\t480,5\r\n"),
		"columns that changed":   "nämnare;täljare;period;mått;enhet\n480,5;1;2026K1;MED2;ALA\n",
	} {
		for _, address := range []string{alaForm + "/fil", "/inrapportering/fil"} {
			a := b.Upload(address, pagetest.File{Field: "fil", Name: "x.csv", Content: []byte(content)}).Want(http.StatusSeeOther)
			wants(t, name, said(b.Get(a.Location), "#nya"), "1 på 480,5")
		}
	}
	hidden := edited(t, book(t, b, alaForm+"/mall.xlsx", whole(f)), func(f *excelize.File) error { return f.SetRowVisible("Siffror", 6, false) })
	a := b.Upload(alaForm+"/fil", pagetest.File{Field: "fil", Name: "ala.xlsx", Content: hidden}).Want(http.StatusSeeOther)
	p := b.Get(a.Location)
	wants(t, "hidden rows", said(p, "main"), "Några rader är dolda i Excel men läses ändå: 1 stycken, rad 6.")
	wants(t, "the hidden row", said(p, "#nya"), "6 (dold i Excel)")
}

func TestALargeFileIsWaitedFor(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	a := b.Upload("/inrapportering/fil", pagetest.File{Field: "fil", Name: "stor.csv", Content: []byte(rowsOf(100_000))}).Want(http.StatusSeeOther)
	p := b.Get(a.Location).Want(http.StatusOK)
	wants(t, "waiting", said(p, "main"), "Väntar på sin tur 0 % klart")
	if p.Find("progress[max='100'][value='0']").Length() != 1 || p.Find("script[src*='upload']").Length() != 1 ||
		!strings.Contains(p.Find("head noscript").Text(), `http-equiv="refresh"`) {
		t.Error("the page does not show how far it has come, or not by itself")
	}
	if still := b.Get(a.Location + "?stilla=1"); strings.Contains(still.Find("head").Text(), "refresh") {
		t.Error("it cannot be kept still")
	}
	f.Exec(`UPDATE import_file SET state = 'running', claimed_at = '2026-05-04 14:02Z', stage = 'comparing', progress = 47`)
	p = b.Get(a.Location)
	wants(t, "running", said(p, "#arbete"), "Jämför med det som är sparat 47 % klart")
	wants(t, "the list of files", said(b.Get("/inrapportering/fil"), "#filer"), "stor.csv Jämför med det som är sparat, 47 % klart")
	b.Post(a.Location+"/avbryt", p.Form(a.Location+"/avbryt")).Want(http.StatusSeeOther)
	wants(t, "stopping", said(b.Get(a.Location), "#arbete"), "Avbryter")
	f.Exec(`UPDATE import_file SET state = 'cancelled', settled_at = now()`)
	p = b.Get(a.Location)
	wants(t, "stopped", said(p, "main"), "Du avbröt")
	wants(t, "nothing stored", said(p, "main"), "Inget av filen är sparat.")
	b.Post(a.Location+"/igen", p.Form(a.Location+"/igen")).Want(http.StatusSeeOther)
	wants(t, "again", said(b.Get(a.Location), "#arbete"), "Väntar på sin tur")
	f.Exec(`UPDATE import_file SET state = 'running', claimed_at = '2026-05-04 13:02Z'`) // its process died
	wants(t, "broken off", said(b.Get(a.Location), "main"), "Något avbröt arbetet. Inget av filen är sparat. Försök igen.")
	f.Exec(`UPDATE import_file SET state = 'unreadable', outcome = '{"Problems": [{"Code": "too_many_rows", "Args": [100000]}]}'`)
	wants(t, "one row too many", said(b.Get(a.Location), "main"), "Filen har för många rader. Dela upp den i filer med högst 100 000 rader.")
	for _, address := range []string{"/inrapportering/fil/x", "/inrapportering/fil/999", a.Location + "/att-ratta.xlsx"} {
		b.Get(address).Want(http.StatusNotFound)
	}
}

func TestManyRowsComeInPages(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	a := b.Upload("/inrapportering/fil", pagetest.File{Field: "fil", Name: "x.csv", Content: []byte(rowsOf(1_150))}).Want(http.StatusSeeOther)
	p := b.Get(a.Location)
	wants(t, "the sum", said(p, "#ratta"), "Att rätta: 1 150")
	if n := p.Find("#ratta tbody tr").Length(); n != 100 || p.Find(`#ratta a[href="`+a.Location+`?visa=ratta"]`).Length() != 1 {
		t.Errorf("%d rows, or no way to the others", n)
	}
	p = b.Get(a.Location + "?visa=ratta&sida=12").Want(http.StatusOK)
	if n := p.Find("#ratta tbody tr").Length(); n != 50 {
		t.Errorf("%d rows on the last page", n)
	}
	wants(t, "the pages", said(p, "nav.pagination"), "Föregående Sida 1 … Sida 10 Sida 11 Sida 12")
	for _, query := range []string{"?visa=ratta&sida=13", "?visa=ratta&sida=0", "?visa=ratta&sida=x", "?visa=nya&sida=1", "?visa=annat"} {
		b.Get(a.Location + query).Want(http.StatusNotFound)
	}
	b.Get(a.Location + "/att-ratta.xlsx").Want(http.StatusOK)
}
