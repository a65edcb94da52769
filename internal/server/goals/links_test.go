package goals

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

// TestAMeasuresLinks: what the group goes by stands on the measure's page, its own and what
// is about all, and so do the methods that the measure follows.
func TestAMeasuresLinks(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO library_link (group_id, kind, title, url, source, area, indicator_id, checked_on, written_at) VALUES
		(1, 'guideline', 'Egen riktlinje', 'https://exempel.se/1', 'Gruppen', '', 1, '2026-04-01', now()),
		(1, 'register', 'Allas register', 'https://exempel.se/2', 'Registret', '', NULL, '2026-04-01', now()),
		(1, 'guideline', 'Annat mått', 'https://exempel.se/3', 'Gruppen', '', 2, '2026-04-01', now()),
		(1, 'national_plan', 'Nationellt', '', 'NPO', 'Området', NULL, '2026-04-01', now());
	INSERT INTO method (group_id, direction, kind, title, why, source, indicator_id, written_at) VALUES (1, 'in', 'method', 'Varm filt', 'x', 'x', 1, now())`)
	code := f.Text(`SELECT code FROM indicator WHERE id = 1`)
	a := as(t, f, testgroup.MedicalLead).Get("/mal/matt/" + code).Want(http.StatusOK)
	links, methods := a.Text("#lankar"), a.Text("#metoder")
	for text, want := range map[string]bool{"Egen riktlinje": true, "Kontrollerad 2026-04-01": true, "Allas register": true, "Annat mått": false, "Nationellt": false} {
		if strings.Contains(links, text) != want {
			t.Errorf("%q in %q is not %v", text, links, want)
		}
	}
	if !strings.Contains(methods, "Varm filt") || !strings.Contains(methods, "Införs") {
		t.Errorf("methods: %q", methods)
	}
}
