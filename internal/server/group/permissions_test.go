package group

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// TestWhoMayWhat: everybody sees what the own role gives, and then every role; nothing is
// told twice or otherwise than it holds.
func TestWhoMayWhat(t *testing.T) {
	f := testgroup.New(t)
	for id, want := range map[org.PersonID][]string{
		testgroup.MedicalLead:   {"Medicinskt ledningsansvarig läkare", "Fylla i, rätta och lämna in siffror egen enhet", "Se resultat och jämförelser hela gruppen"},
		testgroup.Convener:      {"Sammanställande", "Granska, godkänna, återlämna och fastställa siffror hela gruppen", "Fylla i, rätta och lämna in siffror hela gruppen"},
		testgroup.Observer:      {"Läsare", "Läsa det som gruppen har publicerat hela gruppen"},
		testgroup.Administrator: {"Systemförvaltare", "Lägga upp konton, grupper och roller alla grupper"},
	} {
		shown := as(t, f, id).Get("/gruppen/behorigheter").Want(http.StatusOK)
		own := strings.Join(strings.Fields(shown.Find("#egna").Text()), " ")
		for _, words := range want {
			if !strings.Contains(own, words) {
				t.Errorf("person %d: %q lacks %q", id, own, words)
			}
		}
		if n := shown.Find("#egna .rights-list li").Length(); id == testgroup.Administrator && n != 2 || id == testgroup.Observer && n != 1 {
			t.Errorf("person %d may %d things", id, n)
		}
		if n := shown.Find("#alla tbody tr").Length(); n != len(org.Actions()) {
			t.Errorf("%d rows, of %d actions", n, len(org.Actions()))
		}
		if n := shown.Find("#roller-resultat thead th[data-mine]").Length(); n != 1 {
			t.Errorf("%d columns are marked as one's own", n)
		}
		cells := 0
		shown.Find("#alla tbody tr").Each(func(_ int, row *goquery.Selection) {
			cells += row.Find("td").Length()
			row.Find("td:not(.permission-none)").Each(func(_ int, cell *goquery.Selection) {
				if cell.AttrOr("data-label", "") == "" {
					t.Errorf("a cell on a narrow screen does not say whose it is: %s", cell.Text())
				}
			})
		})
		if cells != len(org.Actions())*len(org.Roles()) {
			t.Errorf("%d cells", cells)
		}
	}
}
