package exchange

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"
)

// checkUpload fails the test when the reader's answer contradicts itself.
func checkUpload(t *testing.T, u Upload, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if len(u.Rows) == 0 && len(u.Problems) == 0 {
		t.Fatal("neither rows nor problems")
	}
	if len(u.Rows) > 0 && len(u.Problems) > 0 {
		t.Fatal("rows of a file that cannot be read")
	}
	seen := map[[4]string]bool{}
	for _, row := range u.Rows {
		key := [4]string{row.Unit, row.Indicator, row.Stratum, row.Period}
		if row.Line < 1 || len(row.Problems) == 0 && (row.Unit == "" || row.Indicator == "" || row.Period == "" || seen[key]) {
			t.Fatalf("a row that should be a problem: %+v", row)
		}
		if len(row.Problems) == 0 && (row.State == Missing) != (row.MissingReason != "") {
			t.Fatalf("a reason without a missing figure, or the other way: %+v", row)
		}
		if len(row.Problems) == 0 && row.Empty != (row.State == "" && row.Comment == "") {
			t.Fatalf("a row that is empty and is not: %+v", row)
		}
		seen[key] = true
		for _, p := range row.Problems {
			if p.Code == "" || p.Line != row.Line {
				t.Fatalf("a problem without a place: %+v", p)
			}
		}
	}
}

// FuzzReadUploadCSV: whatever text comes, the reader answers with rows or problems.
// To look for more: go test -fuzz FuzzReadUploadCSV -fuzztime 10m -fuzzminimizetime 1x ./internal/exchange
func FuzzReadUploadCSV(f *testing.F) {
	danish, err := os.ReadFile("testdata/neonatal_denmark_country.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(danish)
	for _, seed := range []string{"", small, small + "ALA;A;2026K1;1;2\n", small + "ALA;A;2026K1;1/2;\nALA;A;2026K1;#DIV/0!;2\n",
		"\ufeffNämnare;Period;Täljare;Mått;Enhet\r\n20;2026K1;12;A;ALA\r\n", "enhet;m\xe5tt;period;t\xe4ljare\nALA;A;2026K1;1\n",
		"\xff\xfe" + utf16le("Enhet\tMått\tPeriod\tTäljare\r\nALA\tA\t2026K1\t1\r\n"), utf16le(small), oldExcel + utf16le("EncryptedPackage"),
		"sep=,\nunit,indicator,period,state,missing_reason,comment,mark\nA,B,2026,missing,\"Annat, \"\"sic\"\"\",,1-ab\nA,C,2026,,,'=1+1,\n",
		"Rubrik\n\n" + small + "ALA;A;2026K1;\"1;2\n", "enhet;mått;period;läge;text;ja_eller_nej\nA;B;2026K1;Ej tillämpligt;;\nA;C;2026T1;;\x01;Ja\n",
		small + "A;B;2002-2005;1 204;−3\nA;B;2002–2005;1;2\n", "%PDF-1.7", "\x89PNG\r\n\x1a\n\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.HasPrefix(data, []byte("PK")) {
			return // FuzzReadUploadXLSX's
		}
		u, err := ReadUpload(data, Limits{Rows: 100})
		checkUpload(t, u, err)
	})
}

// The parts of a small workbook, as Excel writes them and as others do.
const (
	fuzzBook = `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="0"/>` +
		`<sheets><sheet name="Siffror" sheetId="1" r:id="rId1"/><sheet name="Andra" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>`
	fuzzRelations = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`
	fuzzStyles    = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="d/m"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="16"/></cellXfs></styleSheet>`
	fuzzTexts     = `<sst><si><t>Enhet</t></si><si><t>Mått</t></si><si><t>Period</t></si><si><r><t>Tälj</t></r><r><t>are</t></r><rPh><t>x</t></rPh></si><si><t>ALA</t></si></sst>`
	fuzzHeader    = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="inlineStr"><is><t>Nämnare</t></is></c></row>`
)

// FuzzReadUploadXLSX: whatever stands in a workbook's parts, the reader answers
// with rows or problems. The parts are packed here, since nothing would come of
// changing packed bytes.
// To look for more: go test -fuzz FuzzReadUploadXLSX -fuzztime 10m -fuzzminimizetime 1x ./internal/exchange
func FuzzReadUploadXLSX(f *testing.F) {
	for _, rows := range []string{"",
		`<row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2" t="str"><v>A</v></c><c r="C2" t="inlineStr"><is><t>2026K1</t></is></c><c r="D2"><v>12.000000000000001</v></c><c r="E2" t="n"><v>2E1</v></c></row>`,
		`<row><c t="s"><v>4</v></c><c t="s"><v>99</v></c><c t="s"><v>-1</v></c><c s="1"><v>46054</v></c><c s="2"><v>0.5</v></c></row>`,
		`<row r="3" hidden="1"><c r="A3" t="s"><v>4</v></c><c r="C3"><v>2026</v></c><c r="D3" t="e"><v>#DIV/0!</v></c><c r="E3"><f>1+1</f></c></row>`,
		`<row r="1048577"><c r="XFE9" t="b"><v>1</v></c><c r="ZZZZZZ1"><v>1</v></c></row>`,
		`<row r="2"><c r="D2" t="d"><v>2026-02-01T00:00:00</v></c><c r="D2"><v>NaN</v></c><c r="E2"><v>1e400</v></c></row>`} {
		sheet := `<worksheet><sheetData>` + fuzzHeader + rows + `</sheetData><mergeCells><mergeCell ref="A1:C1"/></mergeCells></worksheet>`
		f.Add([]byte(sheet), []byte(fuzzTexts), []byte(fuzzStyles), []byte(fuzzBook))
	}
	f.Add([]byte(`<x:worksheet><x:sheetData><x:row/></x:sheetData></x:worksheet>`), []byte{}, []byte{}, []byte(`<x:workbook><x:sheets/></x:workbook>`))
	f.Add([]byte(`<worksheet><sheetData>`), []byte(`<sst><si><t>`), []byte(`<styleSheet`), []byte(fuzzBook))
	raw, err := toFill().Write()
	if err != nil {
		f.Fatal(err)
	}
	b, problem := unpackable(raw)
	if problem != nil {
		f.Fatal(problem)
	}
	f.Add(partOf(f, b, "xl/worksheets/sheet1.xml"), partOf(f, b, "xl/sharedstrings.xml"), partOf(f, b, "xl/styles.xml"), []byte(fuzzBook))
	f.Fuzz(func(t *testing.T, sheet, texts, styles, book []byte) {
		var out bytes.Buffer
		archive := zip.NewWriter(&out)
		for name, content := range map[string][]byte{"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": []byte(fuzzRelations),
			"xl/worksheets/sheet1.xml": sheet, "xl/worksheets/sheet2.xml": sheet, "xl/sharedStrings.xml": texts, "xl/styles.xml": styles} {
			part, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := part.Write(content); err != nil {
				t.Fatal(err)
			}
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
		u, err := ReadUpload(out.Bytes(), Limits{Rows: 100})
		checkUpload(t, u, err)
		for _, row := range u.Rows {
			for _, p := range row.Problems {
				if p.Sheet == "" || p.Cell != "" && !strings.HasSuffix(p.Cell, cellName("", row.Line)) {
					t.Fatalf("a problem at the wrong place: %+v", p)
				}
			}
		}
	})
}

func partOf(f *testing.F, b *workbook, name string) []byte {
	f.Helper()
	if b.parts[name] == nil {
		return nil
	}
	r, err := b.parts[name].Open()
	if err != nil {
		f.Fatal(err)
	}
	defer r.Close()
	var out bytes.Buffer
	if _, err := out.ReadFrom(r); err != nil {
		f.Fatal(err)
	}
	return out.Bytes()
}
