package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// told is each problem as "place code", the file's first.
func told(u Upload) (list []string) {
	say := func(p Problem) {
		at := strings.TrimSpace(p.Sheet + " " + p.Cell)
		if at == "" && p.Line > 0 {
			at = strings.TrimSpace(fmt.Sprintf("%d %s", p.Line, p.Column))
		}
		list = append(list, strings.TrimSpace(at+" "+p.Code))
	}
	for _, p := range u.Problems {
		say(p)
	}
	for _, row := range u.Rows {
		for _, p := range row.Problems {
			say(p)
		}
	}
	return list
}

// changed is the workbook after somebody has worked on it in Excel.
func changed(t *testing.T, work func(*excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, toFill())))
	if err != nil {
		t.Fatal(err)
	}
	work(f)
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// readUpload reads a file that nobody stops the reading of.
func readUpload(t *testing.T, data []byte, limits Limits) Upload {
	t.Helper()
	u, err := ReadUpload(data, limits)
	must(t, err)
	return u
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheWorkbookIsReadBack(t *testing.T) {
	u := readUpload(t, written(t, toFill()), Limits{})
	if len(u.Rows) != 6 || told(u) != nil {
		t.Fatalf("%d rows, %v", len(u.Rows), told(u))
	}
	first := u.Rows[0]
	if *first.Numerator != 12 || first.Denominator != nil || first.Comment != "=1+1" || first.Mark != "1-A" || first.Unit != "ALA" ||
		first.Period != "2026K1" || first.State != "" && first.State != Reported || first.Empty || first.Line != 5 {
		t.Errorf("%+v", first)
	}
	if !u.Rows[1].Empty || u.Rows[1].State != "" {
		t.Errorf("an empty row is %+v", u.Rows[1])
	}
}

func TestWhatIsFilledInIsRead(t *testing.T) {
	u := readUpload(t, changed(t, func(f *excelize.File) {
		for at, v := range map[string]any{"G5": 11, "H5": "20", "G6": 1, "H6": 480.5, "K7": 0, "I8": 0.1 + 0.2, "K8": 4, "M9": "Nej",
			"N10": "Saknas", "O10": "Annat"} {
			must(t, f.SetCellValue(figureSheet, at, v))
		}
	}), Limits{})
	if told(u) != nil {
		t.Fatal(told(u))
	}
	r := u.Rows
	if *r[0].Numerator != 11 || *r[0].Denominator != 20 || *r[1].Denominator != 480.5 || *r[2].N != 0 || *r[3].Mean != 0.3 ||
		r[4].Yes != "no" || r[5].State != Missing || r[5].MissingReason != "Annat" {
		t.Errorf("%+v", r)
	}
}

// TestWhatExcelDoesToFiles: each thing is told at its cell.
func TestWhatExcelDoesToFiles(t *testing.T) {
	for _, try := range []struct {
		name string
		work func(*excelize.File)
		want []string
	}{
		{"a formula that failed", func(f *excelize.File) { must(t, f.SetCellValue(figureSheet, "G5", "#DIV/0!")) }, []string{"Siffror G5 formula_error"}},
		{"one in a comment", func(f *excelize.File) { must(t, f.SetCellValue(figureSheet, "P5", "#SAKNAS!")) }, []string{"Siffror P5 formula_error"}},
		{"a fraction that became a date", func(f *excelize.File) {
			day := "d-mmm"
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &day})
			must(t, err)
			must(t, f.SetCellValue(figureSheet, "G5", 46054))
			must(t, f.SetCellStyle(figureSheet, "G5", "G5", style))
		}, []string{"Siffror G5 date_not_number"}},
		{"and in Excel's own format", func(f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{NumFmt: 16})
			must(t, err)
			must(t, f.SetCellValue(figureSheet, "H5", 46054))
			must(t, f.SetCellStyle(figureSheet, "H5", "H5", style))
		}, []string{"Siffror H5 date_not_number"}},
		{"merged cells", func(f *excelize.File) { must(t, f.MergeCell(figureSheet, "G5", "G6")) }, []string{"Siffror G5:G6 merged_cells"}},
		{"merged titles matter to nobody", func(f *excelize.File) { must(t, f.MergeCell(figureSheet, "A1", "C1")) }, nil},
		{"words, less than none, and both a value and a reason", func(f *excelize.File) {
			must(t, f.SetCellValue(figureSheet, "G5", "tolv"))
			must(t, f.SetCellValue(figureSheet, "H5", -1))
			must(t, f.SetCellValue(figureSheet, "K7", 3))
			must(t, f.SetCellValue(figureSheet, "O7", "Annat"))
		}, []string{"Siffror G5 not_a_number", "Siffror H5 negative", "Siffror K7 value_not_expected"}},
		{"the same row twice", func(f *excelize.File) {
			for n, v := range []string{"neo", "ALA", "A", "", "2026K1"} {
				must(t, f.SetCellValue(figureSheet, cellName(letter(17+n), 12), v))
			}
			must(t, f.SetCellValue(figureSheet, "G12", 1))
		}, []string{"Siffror T12 duplicate_row"}},
		{"a column of their own", func(f *excelize.File) { must(t, f.SetCellValue(figureSheet, "X4", "Eget")) }, []string{"Siffror X4 unknown_column"}},
		{"a column taken away", func(f *excelize.File) { must(t, f.RemoveCol(figureSheet, "V")) }, []string{"Siffror missing_column"}},
		{"columns that changed places", func(f *excelize.File) {
			must(t, f.SetCellValue(figureSheet, "G4", "Nämnare"))
			must(t, f.SetCellValue(figureSheet, "H4", "Täljare"))
		}, nil},
		{"an older workbook", func(f *excelize.File) { must(t, f.SetCellValue(aboutSheet, "B1", 0)) }, []string{"samsyn template_too_old"}},
		{"a newer workbook", func(f *excelize.File) { must(t, f.SetCellValue(aboutSheet, "B1", Template+1)) }, []string{"samsyn template_too_new"}},
		{"no rows", func(f *excelize.File) {
			for range 6 {
				must(t, f.RemoveRow(figureSheet, 5))
			}
		}, []string{"Siffror no_rows"}},
	} {
		if diff := cmp.Diff(try.want, told(readUpload(t, changed(t, try.work), Limits{}))); diff != "" {
			t.Errorf("%s: %s", try.name, diff)
		}
	}
}

func TestColumnsThatChangedPlacesAreReadByTheirNames(t *testing.T) {
	u := readUpload(t, []byte("Nämnare;Period;Täljare;Mått;Enhet\n20;2026K1;12;A;ALA\n"), Limits{})
	if told(u) != nil || *u.Rows[0].Numerator != 12 || *u.Rows[0].Denominator != 20 {
		t.Errorf("%v %+v", told(u), u.Rows)
	}
}

const small = "enhet;mått;period;täljare;nämnare\n"

func TestFilesOfTheirOwn(t *testing.T) {
	for name, try := range map[string]struct {
		file string
		want []string
	}{
		"commas and points":   {"unit,indicator,period,numerator,denominator\nALA,B,2026K1,1,480.5\n", nil},
		"tabs":                {"enhet\tmått\tperiod\ttäljare\nALA\tA\t2026K1\t1 204\n", nil},
		"Windows-1252":        {"enhet;m\xe5tt;period;t\xe4ljare\nALA;A;2026K1;1\n", nil},
		"a mark at the start": {"\ufeff" + small + "ALA;A;2026K1;1;2\n", nil},
		"an empty file":       {" \n\n", []string{"file_empty"}},
		"only names":          {small, []string{"1 no_rows"}},
		"no names":            {"ALA;A;2026K1;1;2\n", []string{"1 ALA unknown_column"}},
		"a date from Excel":   {small + "ALA;A;2026K1;1-feb;2\nALA;B;2026K1;feb-12;2\nALA;C;2026K1;1/2;2\n", []string{"2 numerator date_not_number", "3 numerator date_not_number", "4 numerator date_not_number"}},
		"a failed formula":    {small + "ALA;A;2026K1;#DIVISION/0!;2\n", []string{"2 numerator formula_error"}},
		"a period of nothing": {small + "ALA;A;våren;1;2\n", []string{"2 period period_invalid"}},
		"a lone quote":        {small + "ALA;A;2026K1;\"1;2\n", []string{"2 quotes"}},
		"old Excel":           {oldExcel, []string{"file_old_excel"}},
		"a password":          {oldExcel + utf16le("EncryptedPackage"), []string{"file_password"}},
		"UTF-16":              {"\xff\xfe" + utf16le("Enhet\tMått\tPeriod\tTäljare\r\nALA\tA\t2026K1\t1\r\n"), nil},
		"UTF-16, no mark":     {utf16le(small + "ALA;A;2026K1;1;2\n"), []string{"encoding_broken"}},
		"broken UTF-8":        {small + "ÅLA;A;2026K1;1;\xe5\n", []string{"2 encoding_broken"}},
		"a separator's line":  {"sep=;\r\n" + small + "ALA;A;2026K1;1;2\n", nil},
		"a picture":           {"\x89PNG\r\n\x1a\n\x00\x00", []string{"file_kind"}},
		"a PDF":               {"%PDF-1.7\n", []string{"file_kind"}},
		"half a workbook":     {"PK\x03\x04 och sedan inget", []string{"file_broken"}},
		"no state":            {small + "ALA;A;2026K1;;\n", nil},
	} {
		got := told(readUpload(t, []byte(try.file), Limits{}))
		if len(got) > len(try.want) && name == "no names" {
			got = got[:1]
		}
		if diff := cmp.Diff(try.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// oldExcel is how Microsoft's older container begins.
const oldExcel = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// utf16le is the text with two bytes for each letter, without a mark.
func utf16le(text string) string {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}

// csvOf and bookOf are files with so many rows.
func csvOf(rows int) []byte {
	var out bytes.Buffer
	out.WriteString(small)
	for n := range rows {
		fmt.Fprintf(&out, "ALA;M%d;2026K1;1;2\n", n)
	}
	return out.Bytes()
}

func bookOf(t *testing.T, rows int) []byte {
	t.Helper()
	book := Table{Name: figureSheet, Header: []string{"Enhet", "Mått", "Period", "Täljare", "Nämnare"}}
	for n := range rows {
		book.Rows = append(book.Rows, []any{"ALA", fmt.Sprintf("M%d", n), "2026K1", 1, 2})
	}
	raw, err := XLSX(book)
	must(t, err)
	return raw
}

func TestAHundredThousandRowsAndNotOneMore(t *testing.T) {
	limits := Limits{Rows: 100_000, Bytes: 25 << 20}
	for name, file := range map[string]func(rows int) []byte{
		"CSV": csvOf, "XLSX": func(rows int) []byte { return bookOf(t, rows) },
	} {
		parts := []float64{}
		limits.Watch = func(part float64) error { parts = append(parts, part); return nil }
		if u := readUpload(t, file(100_000), limits); len(u.Rows) != 100_000 || told(u) != nil {
			t.Errorf("%s: %d rows, %v", name, len(u.Rows), told(u))
		}
		if !slices.IsSorted(parts) || len(parts) < 100 || parts[len(parts)-1] < 0.9 || parts[len(parts)-1] > 1 {
			t.Errorf("%s: the reading went by %v", name, parts)
		}
		limits := Limits{Rows: 1_000}
		if got := told(readUpload(t, file(1_001), limits)); len(got) != 1 || !strings.HasSuffix(got[0], "too_many_rows") {
			t.Errorf("%s: one row more: %v", name, got)
		}
		stop := errors.New("enough")
		limits.Watch = func(float64) error { return stop }
		if _, err := ReadUpload(file(1_000), limits); !errors.Is(err, stop) {
			t.Errorf("%s: stopped with %v", name, err)
		}
	}
}

func TestFilesThatAreTooLarge(t *testing.T) {
	limits, raw := Limits{Rows: 100_000, Bytes: 25 << 20}, bookOf(t, 10)
	if diff := cmp.Diff([]string{"file_too_large"}, told(readUpload(t, raw, Limits{Bytes: 1000}))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"file_unpacks_too_large"}, told(readUpload(t, bomb(t), limits))); diff != "" {
		t.Error(diff)
	}
	if got := Unpacked(bomb(t)); got < 1<<20 && got != int64(len(bomb(t))) {
		t.Errorf("a bomb counts as %d bytes", got)
	}
	if packed, unpacked := len(bookOf(t, 10_000)), Unpacked(bookOf(t, 10_000)); unpacked < 2*int64(packed) {
		t.Errorf("%d bytes become %d", packed, unpacked)
	}
}

// bomb is a small file that becomes 100 MB when it is unpacked.
func bomb(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		part, err := archive.Create(name)
		must(t, err)
		for range 50 {
			_, err := part.Write(make([]byte, 1<<20))
			must(t, err)
		}
	}
	must(t, archive.Close())
	return out.Bytes()
}

func TestAnotherArchiveIsNoWorkbook(t *testing.T) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	_, err := archive.Create("word/document.xml")
	must(t, err)
	must(t, archive.Close())
	if diff := cmp.Diff([]string{"file_kind"}, told(readUpload(t, out.Bytes(), Limits{}))); diff != "" {
		t.Error(diff)
	}
}
