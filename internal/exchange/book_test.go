package exchange

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// TestABookSaysTheSameTwice: the same tables at the same time are the same bytes, with
// the numbers as they are and texts that no spreadsheet runs.
func TestABookSaysTheSameTwice(t *testing.T) {
	half := 77.41935
	book := Book{Title: "Årsrapport", Author: "Gruppen", At: time.Date(2026, 2, 10, 0, 0, 0, 0, time.UTC), Sheets: []Stream{
		{Name: "Om", Header: []string{"Uppgift"}, Rows: slices.Values([][]any{{"=1+1"}}), Wrap: true},
		{Name: "Resultat", Header: []string{"Enhet", "Värde", "Gräns"}, Formats: []string{"", "0.0##", "0.0##"},
			Rows: slices.Values([][]any{{"Ala", &half, (*float64)(nil)}, {"Bo", 0.0, nil}})}}}
	var first, second bytes.Buffer
	if err := book.WriteXLSX(&first); err != nil {
		t.Fatal(err)
	}
	if err := book.WriteXLSX(&second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("another file the second time, %v", err)
	}
	f, err := excelize.OpenReader(&first)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"B2": "77.419", "C2": "", "B3": "0.0", "A1": "Enhet"} {
		if got, err := f.GetCellValue("Resultat", cell); err != nil || got != want {
			t.Errorf("%s shows %q, %v", cell, got, err)
		}
	}
	if got, err := f.GetCellValue("Resultat", "B2", excelize.Options{RawCellValue: true}); err != nil || got != "77.41935" {
		t.Errorf("B2 is %q, %v", got, err)
	}
	if got, err := f.GetCellFormula("Om", "A2"); err != nil || got != "" {
		t.Errorf("a text became the formula %q, %v", got, err)
	}
	if panes, err := f.GetPanes("Resultat"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header goes out of sight: %+v, %v", panes, err)
	}
	if props, err := f.GetDocProps(); err != nil || props.Created != "2026-02-10T00:00:00Z" || props.Title != "Årsrapport" {
		t.Errorf("properties %+v, %v", props, err)
	}
}
