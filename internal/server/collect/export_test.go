package collect

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/testdb/testgroup"
)

func TestFiguresAsFiles(t *testing.T) {
	f := open(t)
	f.Exec(`UPDATE programme_group SET example_data = true WHERE id = 1`)
	b := as(t, f, testgroup.MedicalLead)
	form := fill(b.Get(alaForm).Form(alaForm))
	form.Set(field("1", "comment"), "=1+1; räknat")
	form.Set(field("5", "numerator"), "")
	form.Set(field("5", "reason"), "1")
	b.Post(alaForm, form).Want(http.StatusSeeOther)
	p := b.Get(alaForm)
	for _, address := range []string{alaForm + "/siffror.csv", alaForm + "/siffror.xlsx"} {
		if p.Find(`#filer a[href="`+address+`"]`).Length() != 1 {
			t.Errorf("the form does not lead to %s", address)
		}
	}

	csv := b.Get(alaForm + "/siffror.csv").Want(http.StatusOK)
	if got := csv.Header.Get("Content-Disposition"); got != "attachment; filename=siffror-ALA-2026K1-exempeldata.csv" {
		t.Errorf("the file is sent as %q", got)
	}
	lines := strings.Split(csv.Body, "\r\n")
	if len(lines) != 8 || !strings.HasPrefix(lines[0], "\ufeffGrupp;Enhet;Enhetens namn;Mål;Mått;") {
		t.Fatalf("%d lines: %q", len(lines), lines[0])
	}
	for _, want := range []string{";12;20;;;;;;Inrapporterad;;\"'=1+1; räknat\";;;60;%;Preliminär;Utkast;2026-05-04 16:02;Lena Läkare;", ";1480,5;", ";;;;;;;;Saknas;Registret är inte ifyllt;", ";Nej;", ";Exempeldata"} {
		if !strings.Contains(csv.Body, want) {
			t.Errorf("no %q in\n%s", want, csv.Body)
		}
	}

	book, err := excelize.OpenReader(bytes.NewReader([]byte(b.Get(alaForm + "/siffror.xlsx").Want(http.StatusOK).Body)))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := book.GetCellValue("Siffror", "J2"); got != "12" || err != nil {
		t.Errorf("the numerator is %q, %v", got, err)
	}
	as(t, f, testgroup.UnitManager).Get(alaForm + "/siffror.csv").Want(http.StatusForbidden)
}

func TestAllFiguresAsAFile(t *testing.T) {
	f := submitted(t)
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id, position) VALUES (1, 2025, 1, 1);
	        UPDATE figure SET state = 'missing', numerator = NULL, denominator = NULL, missing_reason_id = 1, comment = '@x' WHERE submission_id = 1`)
	lead, convener := as(t, f, testgroup.MedicalLead), as(t, f, testgroup.Convener)
	p := lead.Get("/inrapportering")
	if form := p.Find(`#alla-siffror form[method="get"][action="/inrapportering/siffror.xlsx"]`); form.Find("select").Length() != 2 ||
		form.Find(`button[formaction="/inrapportering/siffror.csv"]`).Length() != 1 || p.Value("fran") != "2025" || p.Value("till") != "2026" {
		t.Error("the page does not ask which years")
	}
	csv := lead.Get("/inrapportering/siffror.csv?fran=2025&till=2026").Want(http.StatusOK)
	if got := csv.Header.Get("Content-Disposition"); got != "attachment; filename=alla-siffror-2025-2026.csv" {
		t.Errorf("sent as %q", got)
	}
	one := strings.Split(lead.Get(alaForm+"/siffror.csv").Body, "\r\n")
	for _, line := range one {
		if !strings.Contains(csv.Body, line) {
			t.Errorf("the quarter's own file has a line more: %s", line)
		}
	}
	for _, want := range []string{";2025K4;;;;;;;;Saknas;Registret är inte ifyllt;'@x;;;;;Godkänd;Godkänd;", ";2026K1;12;20;", ";Preliminär;Inlämnad;", ";2026K2;;;"} {
		if !strings.Contains(csv.Body, want) {
			t.Errorf("no %q in\n%s", want, csv.Body)
		}
	}
	if strings.Contains(csv.Body, "Neonatalenheten i Bo") {
		t.Error("another unit's figures are handed out")
	}
	all := convener.Get("/inrapportering/siffror.xlsx").Want(http.StatusOK)
	book, err := excelize.OpenReader(strings.NewReader(all.Body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Siffror")
	units := map[string]bool{}
	for _, row := range rows[1:] {
		units[row[1]] = true
	}
	if err != nil || len(units) != 3 {
		t.Errorf("%v, %v", units, err)
	}
	for _, query := range []string{"?fran=1999", "?fran=x", "?fran=2026&till=2025", "?till=-1"} {
		lead.Get("/inrapportering/siffror.csv" + query).Want(http.StatusNotFound)
	}
	observer := as(t, f, testgroup.Observer)
	observer.Get("/inrapportering/siffror.csv").Want(http.StatusForbidden)
}
