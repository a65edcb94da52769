package exchange

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// noted is each note as "code args".
func noted(u Upload) (list [][]any) {
	for _, n := range u.Notes {
		list = append(list, append([]any{n.Sheet, n.Code}, n.Args...))
	}
	return list
}

func TestHiddenRowsAreReadAndTold(t *testing.T) {
	u := readUpload(t, changed(t, func(f *excelize.File) {
		must(t, f.SetCellValue(figureSheet, "G6", 3))
		must(t, f.SetRowVisible(figureSheet, 6, false))
		must(t, f.SetRowVisible(figureSheet, 8, false))
		must(t, f.SetRowVisible(figureSheet, 1, false)) // the title matters to nobody
	}), Limits{})
	if len(u.Rows) != 6 || told(u) != nil || *u.Rows[1].Numerator != 3 || !u.Rows[1].Hidden || u.Rows[0].Hidden {
		t.Errorf("%d rows, %v, %+v", len(u.Rows), told(u), u.Rows[1])
	}
	if diff := cmp.Diff([][]any{{figureSheet, HiddenRows, 2, "6, 8"}}, noted(u)); diff != "" {
		t.Error(diff)
	}
}

func TestOnlySheetsThatAreShownAreRead(t *testing.T) {
	withCopy := func(hide string) Upload {
		return readUpload(t, changed(t, func(f *excelize.File) {
			n, err := f.NewSheet("Kopia")
			must(t, err)
			must(t, f.SetSheetRow("Kopia", "A1", &[]any{"Enhet", "Mått", "Period", "Täljare"}))
			must(t, f.SetSheetRow("Kopia", "A2", &[]any{"ALA", "A", "2026K1", 1}))
			if hide == figureSheet {
				f.SetActiveSheet(n)
			}
			must(t, f.SetSheetVisible(hide, false))
		}), Limits{})
	}
	if u := withCopy("Kopia"); len(u.Rows) != 6 {
		t.Errorf("with a hidden copy: %d rows", len(u.Rows))
	} else if diff := cmp.Diff([][]any{{"Kopia", HiddenSheet, "Kopia"}}, noted(u)); diff != "" {
		t.Error(diff)
	}
	if u := withCopy(figureSheet); len(u.Rows) != 1 || len(u.Notes) != 1 {
		t.Errorf("with our own hidden: %d rows, %v", len(u.Rows), noted(u))
	}
	only := readUpload(t, changed(t, func(f *excelize.File) {
		f.SetActiveSheet(1)
		must(t, f.SetSheetVisible(figureSheet, false))
	}), Limits{})
	if diff := cmp.Diff([]string{"Siffror only_hidden_sheet"}, told(only)); diff != "" {
		t.Error(diff)
	}
}

// The file is one that version 1 handed out, as it was.
func TestTheFirstTemplateIsStillRead(t *testing.T) {
	raw, err := os.ReadFile("testdata/template_1.xlsx")
	must(t, err)
	u := readUpload(t, raw, Limits{})
	if len(u.Rows) != 6 || told(u) != nil || *u.Rows[0].Numerator != 12 || u.Rows[0].Mark != "1-A" || u.Rows[0].Raw(NumeratorText) != "Barn" {
		t.Errorf("%d rows, %v", len(u.Rows), told(u))
	}
}

func TestNumbersAndFormulasAsExcelKeepsThem(t *testing.T) {
	u := readUpload(t, changed(t, func(f *excelize.File) {
		words := `0.0" dagar"`
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &words})
		must(t, err)
		must(t, f.SetCellStyle(figureSheet, "I8", "I8", style))
		must(t, f.SetCellStr(figureSheet, "G5", "12")) // a number stored as text
		must(t, f.SetCellStr(figureSheet, "H5", " 1 204 "))
		must(t, f.SetCellFormula(figureSheet, "K7", "1+1")) // never worked out
		must(t, f.SetCellValue(figureSheet, "I8", 4.5))
		must(t, f.SetCellValue(figureSheet, "K8", 8))
		must(t, f.SetCellValue(figureSheet, "P8", true))
	}), Limits{})
	if diff := cmp.Diff([]string{"Siffror K7 not_a_number"}, told(u)); diff != "" {
		t.Fatal(diff)
	}
	if *u.Rows[0].Numerator != 12 || *u.Rows[0].Denominator != 1204 || *u.Rows[3].Mean != 4.5 || u.Rows[3].Comment != "SANT" || u.Rows[2].Raw(N) != "=1+1" {
		t.Errorf("%+v", u.Rows)
	}
}

func TestDateFormats(t *testing.T) {
	for code, want := range map[string]bool{"General": false, "0.00": false, "#,##0 \"kr\";[Red]-#,##0 \"kr\"": false, "0\\d": false, "@": false,
		"yyyy\\-mm\\-dd": true, "[$-41D]d mmmm yyyy": true, "[h]:mm": true, "d/m": true, "0.0\" dagar": false} {
		if got := isDateFormat(code); got != want {
			t.Errorf("%s: %t", code, got)
		}
	}
}
