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
