package exchange

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func example() Table {
	half := 0.5
	return Table{Name: "Siffror", Header: []string{"Enhet", "Värde", "Antal", "Kommentar"}, Rows: [][]any{
		{"Åre", &half, 3, `sade "nej"; gick`},
		{"Öbo", (*float64)(nil), nil, "=HYPERLINK(1)"},
		{"Mo", -1.25, 0, "två\nrader"},
		{"Bo", nil, nil, "@bo"}, {"Bo", nil, nil, "+46"}, {"Bo", nil, nil, "-1"}, {"Bo", nil, nil, "\tx"},
	}}
}

func TestCSVForSwedishExcel(t *testing.T) {
	want := "\ufeffEnhet;Värde;Antal;Kommentar\r\n" +
		"Åre;0,5;3;\"sade \"\"nej\"\"; gick\"\r\n" +
		"Öbo;;;'=HYPERLINK(1)\r\n" +
		"Mo;-1,25;0;\"två\nrader\"\r\n" +
		"Bo;;;'@bo\r\nBo;;;'+46\r\nBo;;;'-1\r\nBo;;;'\tx\r\n"
	if diff := cmp.Diff(want, string(example().CSV())); diff != "" {
		t.Error(diff)
	}
}

func TestXLSXHasTextsAndNumbers(t *testing.T) {
	raw, err := XLSX(example(), Table{Name: "Tom", Header: []string{"A"}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Siffror", "Tom"}, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	rows, err := f.GetRows("Siffror")
	if err != nil || len(rows) != 8 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if diff := cmp.Diff([]string{"Mo", "-1.25", "0", "två\nrader"}, rows[3]); diff != "" {
		t.Error(diff)
	}
	if formula, err := f.GetCellFormula("Siffror", "D3"); formula != "" || err != nil {
		t.Errorf("a text became the formula %q (%v)", formula, err)
	}
}
