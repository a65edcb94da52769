package collect

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/testdb/testgroup"
)

// The board of 2026 when Ala has handed in, late, and nobody else has begun.
func TestTheBoardShowsWhatTheAddressAsksFor(t *testing.T) {
	f := submitted(t)
	convener := as(t, f, testgroup.Convener)
	for query, want := range map[string][]string{ // the units whose rows are shown
		"": {"Ala", "Bo", "Ceda"}, "?ar=2026&enhet=BO": {"Bo"}, "?lage=inlamnad": {"Ala"}, "?lage=forsenad": {"Bo", "Ceda"},
		"?sena=1": {"Ala", "Bo", "Ceda"}, "?sena=1&lage=inlamnad&enhet=ALA&ar=2026": {"Ala"}, "?lage=inte-paborjad": {"Ala", "Bo", "Ceda"},
	} {
		p := convener.Get(board + query).Want(http.StatusOK)
		var got []string
		for _, row := range p.Find("#oversikt tbody th").EachIter() {
			got = append(got, row.Text())
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%q shows %v", query, got)
		}
	}
	p := convener.Get(board + "?ar=2026&lage=inlamnad&sena=1&enhet=ALA")
	if p.Value("ar") != "2026" || p.Value("lage") != "inlamnad" || p.Value("enhet") != "ALA" || p.Value("sena") != "1" {
		t.Error("the form does not say what is chosen")
	}
	wants(t, "the other periods", said(p, "#oversikt tbody tr"), "Ala Inlämnad 6 av 6, 100 % 4 dagar sen Granska Ala, kvartal 1 2026 – Visas inte med det du har valt")
	if href := p.Find("form.filter a").AttrOr("href", ""); href != board+"?ar=2026" {
		t.Errorf("all is shown again by %q", href)
	}
	for _, ending := range []string{"csv", "xlsx"} {
		if p.Find(`a[href="`+board+"/laget."+ending+`?ar=2026&enhet=ALA&lage=inlamnad&sena=1"]`).Length() != 1 {
			t.Errorf("what is shown is not to be had as %s", ending)
		}
	}
	empty := convener.Get(board + "?lage=godkand").Want(http.StatusOK)
	wants(t, "nothing fits", said(empty, ".empty-state"), "Inget passar det du har valt")
	if empty.Find("#oversikt").Length()+empty.Find(`a[href*="oversikt/laget"]`).Length() != 0 {
		t.Error("there is a table of nothing")
	}
	for _, query := range []string{"?lage=annat", "?enhet=NOLL", "?ar=x", "?ar=1800"} {
		convener.Get(board + query).Want(http.StatusNotFound)
		convener.Get(board + "/laget.csv" + query).Want(http.StatusNotFound)
	}
}

func TestTheBoardAsAFile(t *testing.T) {
	f := submitted(t)
	f.Exec(`UPDATE unit SET name = '=1+1' WHERE id = 2`)
	convener := as(t, f, testgroup.Convener)
	csv := convener.Get(board + "/laget.csv?ar=2026").Want(http.StatusOK)
	if got := csv.Header.Get("Content-Disposition"); got != "attachment; filename=laget-2026.csv" {
		t.Errorf("sent as %q", got)
	}
	lines := strings.Split(strings.TrimSpace(csv.Body), "\r\n")
	for n, want := range []string{"\ufeffÅr;Enhet;Enhetens namn;Period;Läge;Ifyllda;Att lämna;Ifyllt, procent;Sista dag;Inlämnad första gången;Dagar sen;Hur säker siffran är;Anmärkning",
		"2026;ALA;Neonatalenheten i Ala;2026K1;Inlämnad;6;6;100;2026-04-30;2026-05-04;4;Preliminär;"} {
		if lines[n] != want {
			t.Errorf("line %d: %s", n+1, lines[n])
		}
	}
	if len(lines) != 13 || !strings.Contains(csv.Body, "\r\n2026;BO;'=1+1;2026K1;Försenad;0;6;0;2026-04-30;;4;") {
		t.Errorf("%d lines:\n%s", len(lines), csv.Body)
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(convener.Get(board + "/laget.xlsx?lage=inlamnad").Want(http.StatusOK).Body)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Läget")
	if err != nil || len(rows) != 2 || rows[1][1] != "ALA" {
		t.Errorf("%v, %v", rows, err)
	}
	if got := f.Text(`SELECT string_agg(concat(after ->> 'file', ' ', after ->> 'year', ' ', actor_name), ', ' ORDER BY id) FROM audit WHERE action = 'board.export'`); got != "laget-2026.csv 2026 Sara Samman, laget.xlsx 2026 Sara Samman" {
		t.Errorf("logged %q", got)
	}
	as(t, f, testgroup.Observer).Get(board + "/laget.csv").Want(http.StatusForbidden)
}
