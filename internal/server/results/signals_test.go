package results_test

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestSignalsPage(t *testing.T) {
	s := newSite(t)
	doc := s.page(t, s.as(org.MedicalLead), "/resultat/signaler?ar=2025")
	if got := text(doc, "nav.tabs [aria-current]"); got != "Signaler" {
		t.Errorf("the tab %q is marked", got)
	}
	rows := 0
	for _, id := range []string{"tre-sd", "malet", "over-tid", "tva-sd"} {
		section := doc.Find("section#" + id)
		table := section.Find("table tbody tr")
		rows += table.Length()
		if section.Length() != 1 || table.Length() == 0 && section.Find("h2 ~ p").Length() == 0 {
			t.Errorf("%s: %q", id, strings.Join(strings.Fields(section.Text()), " "))
		}
		table.Each(func(_ int, row *goquery.Selection) {
			if row.Find("td").Length() != 5 || row.Find("td:not([data-label])").Length() > 0 || row.Find("th a[href^='/resultat/matt/']").Length() != 1 {
				t.Errorf("%s: %s", id, row.Text())
			}
		})
	}
	if rows < 5 {
		t.Fatalf("%d signals: nothing is tested", rows)
	}
	// Nothing can be told of most lines yet, and the page says so instead of nothing.
	if got := text(doc, "section#over-tid"); !strings.Contains(got, "för få kvartal") && !strings.Contains(got, "För få kvartal") {
		t.Errorf("lines over time: %q", got)
	}

	if got := text(doc, "section table"); !strings.Contains(got, "Inget antecknat") {
		t.Error("what nobody has written about does not say so")
	}

	s.testDone(t, doc.Find("section#malet tbody tr").First())
	one := s.page(t, s.as(org.MedicalLead), "/resultat/signaler?ar=2025&enhet="+s.units[0].Code+"&omrade=nursing")
	one.Find("section table tbody tr").Each(func(_ int, row *goquery.Selection) {
		if got := row.Find("td").First().Text(); !strings.Contains(got, s.units[0].ShortName) {
			t.Errorf("a signal of %q is shown for %s", got, s.units[0].ShortName)
		}
		if link, _ := row.Find("th a").Attr("href"); !strings.HasPrefix(link, "/resultat/matt/OMV") {
			t.Errorf("%s is of another area", link)
		}
	})
	file := s.get(t, s.as(org.MedicalLead), "/resultat/signaler.csv?ar=2025")
	if file.StatusCode != http.StatusOK || !strings.Contains(file.Header.Get("Content-Disposition"), "signaler-2025-exempeldata.csv") {
		t.Fatalf("%s %s", file.Status, file.Header.Get("Content-Disposition"))
	}
	reader := csv.NewReader(file.Body)
	reader.Comma = ';'
	records, err := reader.ReadAll()
	if err != nil || len(records) != rows+1 || len(records[0]) != 7 {
		t.Errorf("%d records for %d signals, %v", len(records), rows, err)
	}
	for query, want := range map[string]int{"?enhet=NEJ": 404, "?omrade=x": 404, "?tid=1999": 404, "?tid=r2025K3": 200} {
		if got := s.get(t, s.as(org.MedicalLead), "/resultat/signaler"+query).StatusCode; got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	if got := s.get(t, org.Actor{}, "/resultat/signaler.csv").StatusCode; got != http.StatusForbidden {
		t.Errorf("nobody: %d", got)
	}
}

// testDone: what is written on the measure's time line about the unit stands with the
// signal in the row, and not with another unit's.
func (s *site) testDone(t *testing.T, row *goquery.Selection) {
	t.Helper()
	link, _ := row.Find("th a").Attr("href")
	code := strings.TrimPrefix(link, "/resultat/matt/")
	code = code[:strings.IndexAny(code, "?#")]
	at := slices.IndexFunc(s.units, func(u org.Unit) bool { return strings.Contains(row.Find("td").First().Text(), u.ShortName) })
	if at < 0 {
		t.Fatalf("no unit in %q", row.Text())
	}
	if err := s.db.Write(t.Context(), func(tx *postgres.Tx) error {
		library, err := tx.Indicators(t.Context(), s.group.ID, today)
		n := slices.IndexFunc(library, func(i quality.Indicator) bool { return i.Code == code })
		if err != nil || n < 0 {
			t.Fatalf("no measure %q, %v", code, err)
		}
		for unit, text := range map[org.UnitID]string{s.units[at].ID: "Vi har bytt rutin", s.units[(at+1)%5].ID: "Något hos andra"} {
			if _, err := tx.AddTimeNote(t.Context(), quality.TimeNote{GroupID: s.group.ID, IndicatorID: library[n].ID, UnitID: unit,
				On: time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC), Kind: quality.Intervention, Text: text, WrittenAt: today}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	again := s.page(t, s.as(org.MedicalLead), "/resultat/signaler?ar=2025&enhet="+s.units[at].Code)
	told := strings.Join(strings.Fields(again.Find("section#malet a[href^='/resultat/matt/"+code+"']").Closest("tr").Text()), " ")
	if !strings.Contains(told, "Vi har bytt rutin") || strings.Contains(told, "Något hos andra") {
		t.Errorf("what was done: %q", told)
	}
}
