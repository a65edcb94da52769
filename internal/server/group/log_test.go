package group

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// logLines writes lines of several kinds.
func logLines(f *testgroup.Fixture) {
	f.Exec(`INSERT INTO audit (happened_at, person_id, actor_name, action, group_id, unit_id, subject, subject_id, before, after, client_address, request_id)
		VALUES ('2026-05-02 12:00Z', 1, 'Lena Läkare', 'figure.save', 1, 1, 'figure', 7, '{"numerator": 1}', '{"numerator": 2}', '192.0.2.7', 'r1'),
		       ('2026-05-03 12:00Z', 3, 'Sara Samman', 'results.export', 1, NULL, 'programme_group', 1, NULL, '{"file": "=siffror;.csv"}', '192.0.2.8', 'r2'),
		       ('2026-05-04 12:00Z', NULL, 'samsyn import', 'import.figures', 1, 2, 'programme_group', 1, NULL, NULL, '', ''),
		       ('2026-05-04 13:00Z', 3, 'Sara Samman', 'read.matrix', 1, NULL, 'programme_group', 1, NULL, NULL, '192.0.2.8', 'r4')`)
}

func texts(a pagetest.Answer, selector string) (list []string) {
	a.Find(selector).Each(func(_ int, s *goquery.Selection) { list = append(list, strings.TrimSpace(s.Text())) })
	return list
}

func TestLogFilters(t *testing.T) {
	f := testgroup.New(t)
	logLines(f)
	b := as(t, f, testgroup.Convener)
	for query, want := range map[string]string{
		"":                                   "Såg resultaten enhet för enhet|Läste in siffror från en fil|Hämtade resultat som fil|Ändrade en siffra",
		"vem=3":                              "Såg resultaten enhet för enhet|Hämtade resultat som fil",
		"vem=kommandon":                      "Läste in siffror från en fil",
		"om=siffror":                         "Läste in siffror från en fil|Ändrade en siffra",
		"visa=lasning":                       "Såg resultaten enhet för enhet|Hämtade resultat som fil",
		"visa=andringar&enhet=ALA":           "Ändrade en siffra",
		"fran=2026-05-03&till=2026-05-03":    "Hämtade resultat som fil",
		"till=2026-05-02":                    "Ändrade en siffra",
		"sak=figure&nr=7":                    "Ändrade en siffra",
		"sak=figure&nr=8":                    "",
		"vem=3&om=resultat&visa=andringar":   "",
		"vem=&om=&visa=&enhet=&fran=&till= ": "Såg resultaten enhet för enhet|Läste in siffror från en fil|Hämtade resultat som fil|Ändrade en siffra",
	} {
		shown := b.Get("/gruppen/logg?" + strings.TrimSpace(query)).Want(http.StatusOK)
		if got := strings.Join(texts(shown, "#logg .logged-what"), "|"); got != want {
			t.Errorf("%s: %q", query, got)
		}
		if want == "" && !strings.Contains(shown.Text("main"), "Inget i loggen passar det du har valt") {
			t.Errorf("%s: nothing is said", query)
		}
	}
	shown := b.Get("/gruppen/logg?vem=3&sak=programme_group").Want(http.StatusOK)
	if got := shown.Find(`select[name="vem"] option[selected]`).Text(); got != "Sara Samman" {
		t.Errorf("chosen: %q", got)
	}
	if shown.Find(`form.filter input[name="sak"][value="programme_group"]`).Length() != 1 ||
		shown.Find(`a[href="/gruppen/logg.csv?sak=programme_group&vem=3"]`).Length() != 1 || shown.Find(`.filter a[href="/gruppen/logg"]`).Length() != 1 {
		t.Error("the choices are lost")
	}
	if got := shown.Text("#logg tbody tr:first-child .from-address"); got != "från 192.0.2.8" {
		t.Errorf("from where: %q", got)
	}
	for _, query := range []string{"vem=x", "vem=0", "om=allt", "visa=x", "enhet=INGEN", "sak=1;DROP", "nr=-1", "fore=0"} {
		b.Get("/gruppen/logg?" + strings.ReplaceAll(query, ";", "%3B")).Want(http.StatusNotFound)
	}
	for query, field := range map[string]string{"fran=igår": "fran", "fran=2026-05-04&till=2026-05-03": "till"} {
		shown := b.Get("/gruppen/logg?" + query).Want(http.StatusUnprocessableEntity)
		if shown.Find(`input[name="`+field+`"][aria-invalid="true"]`).Length() != 1 || shown.Find("#error-summary").Length() != 1 {
			t.Errorf("%s: not said at the field", query)
		}
		b.Get("/gruppen/logg.csv?" + query).Want(http.StatusUnprocessableEntity)
	}
	if got := shown.Text(".receipt"); !strings.HasPrefix(got, "samsyn-logg 1 ") {
		t.Errorf("the receipt: %q", got)
	}
	as(t, f, testgroup.Administrator).Get("/gruppen/logg?enhet=ALA").Want(http.StatusNotFound)
}

func TestLogFile(t *testing.T) {
	f := testgroup.New(t)
	logLines(f)
	b := as(t, f, testgroup.Convener)
	read := func(query string) [][]string {
		t.Helper()
		sent := b.Get("/gruppen/logg.csv?" + query).Want(http.StatusOK)
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(sent.Body, "\ufeff")))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	rows := read("")
	if len(rows) != 5 || strings.Join(rows[4], "|") != `1|2026-05-02|14:00|Lena Läkare|Ändrade en siffra|figure.save|Provgruppen|Ala||Täljare: 1 → 2|{"numerator": 1}|{"numerator": 2}|192.0.2.7|r1` {
		t.Errorf("%q", rows)
	}
	if len(rows) == 5 && rows[3][8] != "'=siffror;.csv" {
		t.Errorf("a formula: %q", rows[3])
	}
	if rows := read("visa=lasning&fran=2026-05-04&vem=3"); len(rows) != 3 || rows[1][4] != "Hämtade loggen som fil" || rows[2][4] != "Såg resultaten enhet för enhet" {
		t.Errorf("chosen: %q", rows)
	}
	if got := b.Get("/gruppen/logg").Text("#logg tbody tr:first-child .logged"); !strings.Contains(got, "Hämtade loggen som fil") || !strings.Contains(got, "logg-prov") {
		t.Errorf("the log tells: %q", got)
	}
	as(t, f, testgroup.MedicalLead).Get("/gruppen/logg.csv").Want(http.StatusForbidden)
	admin := as(t, f, testgroup.Administrator).Get("/gruppen/logg.csv").Want(http.StatusOK)
	if strings.Contains(admin.Body, `"numerator`) || !strings.Contains(admin.Body, "192.0.2.7") {
		t.Errorf("the administrator's: %s", admin.Body)
	}
}
