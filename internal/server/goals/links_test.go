package goals

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/org"
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
	f.Exec(`INSERT INTO pathway_introduction (group_id, title, starts_on, state, written_at) VALUES (1, 'Varm från födelsen', '2026-01-01', 'running', now());
		INSERT INTO pathway_measure (pathway_id, group_id, indicator_id, position) VALUES (1, 1, 1, 1)`)
	if link := as(t, f, testgroup.Member).Get("/mal/matt/" + code).Find(`#arbeten a[href="/forbattring/inforanden/1"]`); link.Text() != "Varm från födelsen" {
		t.Errorf("the introduction that follows it: %q", link.Text())
	}
	if !strings.Contains(methods, "Varm filt") || !strings.Contains(methods, "Införs") {
		t.Errorf("methods: %q", methods)
	}
}

// TestDocumentsStandWithWhatTheyBelongTo: on the goal's page and the measure's, when they are
// published, for those who may read them.
func TestDocumentsStandWithWhatTheyBelongTo(t *testing.T) {
	f := withGoal(t)
	f.Exec(`INSERT INTO document (group_id, kind, title, readers, goal_id, indicator_id, written_at) VALUES
		(1, 'agreement', 'Överenskommelsen', 'body', 1, NULL, now()), (1, 'notes', 'Bara för oss', 'group', 1, 1, now()),
		(1, 'report', 'Inte klar', 'all', 1, 1, now()), (1, 'report', 'Annat', 'all', NULL, NULL, now());
	INSERT INTO document_version (document_id, number, body, state, reviewed_at, published_at, written_at)
		SELECT id, 1, 'x', 'published', now(), '2026-04-01', now() FROM document WHERE title <> 'Inte klar';
	INSERT INTO document_version (document_id, number, body, written_at) SELECT id, 1, 'x', now() FROM document WHERE title = 'Inte klar'`)
	measure := "/mal/matt/" + f.Text(`SELECT code FROM indicator WHERE id = 1`)
	for _, c := range []struct {
		who        org.PersonID
		page, want string
	}{
		{testgroup.MedicalLead, "/mal/1", "Bara för oss Minnesanteckningar, version 1, 2026-04-01. Överenskommelsen Överenskommelse, version 1, 2026-04-01."},
		{testgroup.MedicalLead, measure, "Bara för oss Minnesanteckningar, version 1, 2026-04-01."},
		{testgroup.Member, "/mal/1", "Överenskommelsen Överenskommelse, version 1, 2026-04-01."},
		{testgroup.Member, measure, ""},
	} {
		var list []string
		as(t, f, c.who).Get(c.page).Want(http.StatusOK).Find("#dokument li").Each(func(_ int, at *goquery.Selection) {
			list = append(list, strings.Join(strings.Fields(at.Text()), " "))
		})
		if got := strings.Join(list, " "); got != c.want {
			t.Errorf("%d reads %q on %s, want %q", c.who, got, c.page, c.want)
		}
	}
}
