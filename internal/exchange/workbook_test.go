package exchange

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/quality"
)

// toFill is a workbook with a row of most kinds.
func toFill() Workbook {
	twelve := 12.0
	row := func(code string, kind quality.Kind, cells map[Column]any) WorkbookRow {
		return WorkbookRow{Unit: "ALA", UnitName: "Ala", Indicator: code, IndicatorName: "Mått " + code, Period: "2026K1",
			PeriodName: "kvartal 1 2026", NumeratorText: "Barn", Kind: kind, Mark: "1-" + code, Cells: cells}
	}
	return Workbook{Group: "neo", Title: "Ala, kvartal 1 2026", Notes: "Exempeldata", Instructions: []string{"Fyll i."},
		Reasons: []string{"Registret är inte ifyllt", "Annat"}, NotWhole: "Heltal.", NotNumber: "Tal.", NotChoice: "Välj.",
		Rows: []WorkbookRow{
			row("A", quality.Proportion, map[Column]any{Numerator: &twelve, Comment: "=1+1"}), row("B", quality.Rate, nil),
			row("C", quality.Count, nil), row("D", quality.Mean, nil), row("E", quality.YesNo, nil), row("F", quality.Text, nil),
		}}
}

func written(t *testing.T, w Workbook) []byte {
	t.Helper()
	raw, err := w.Write()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestTheWorkbookLocksAllButWhatIsFilledIn(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, toFill())))
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]bool{"A5": true, "G5": false, "H5": false, "I5": true, "N5": false, "P5": false, "Q5": true, "W5": true,
		"K7": false, "G7": true, "I8": false, "M9": false, "L10": false} {
		id, err := f.GetCellStyle("Siffror", at)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if locked := style.Protection == nil || style.Protection.Locked; locked != want {
			t.Errorf("%s locked: %t", at, locked)
		}
	}
	for column, want := range map[string]bool{"A": true, "G": true, "Q": false, "R": false, "W": false} {
		if visible, err := f.GetColVisible("Siffror", column); visible != want || err != nil {
			t.Errorf("column %s visible: %t, %v", column, visible, err)
		}
	}
	for sheet, want := range map[string]bool{"Siffror": true, "Instruktion": true, "Definitioner": true, "Listor": false, "samsyn": false} {
		if visible, err := f.GetSheetVisible(sheet); visible != want || err != nil {
			t.Errorf("sheet %s visible: %t, %v", sheet, visible, err)
		}
	}
	if formula, _ := f.GetCellFormula("Siffror", "P5"); formula != "" {
		t.Errorf("a comment became the formula %q", formula)
	}
	rules, err := f.GetDataValidations("Siffror")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, rule := range rules {
		kinds[rule.Type]++
	}
	if kinds["whole"] != 1 || kinds["decimal"] != 2 || kinds["list"] != 3 {
		t.Errorf("validation: %v", kinds)
	}
}
