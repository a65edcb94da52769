package goals

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/edition"
	"samsyn/internal/testdb/testgroup"
)

// withPackage stores a data package about MED1 whose edition says what the document does to
// both audiences, and gives its id.
func withPackage(t *testing.T, f *testgroup.Fixture, title string, d *edition.Document) string {
	t.Helper()
	d.Format, d.Kind, d.Language, d.Title = edition.Format, edition.Package, "sv", title
	content, sum, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	f.Exec(fmt.Sprintf(`INSERT INTO report_document (sha256, group_id, year, audience, content, made_at) VALUES ('\x%x', 1, 2025, 'internal', '\x%x', now());
		WITH kept AS (INSERT INTO data_package (group_id, title, question, first_year, last_year, indicator_ids, unit_ids, professions, notes, written_at)
			VALUES (1, '%s', 'Vad?', 2025, 2025, '{1}', '{}', '[]', '[]', now()) RETURNING id)
		INSERT INTO data_package_edition (package_id, number, internal_sha256, public_sha256, made_at, reason)
		SELECT id, 1, '\x%x', '\x%x', '2026-02-03T10:00:00Z', '' FROM kept`, sum, content, title, sum, sum))
	return f.Text(`SELECT max(id)::text FROM data_package`)
}

// packaged is what a package says of MED1.
func packaged() *edition.Document {
	return &edition.Document{Sections: []edition.Section{
		{ID: "a", Blocks: []edition.Block{{Table: &edition.Table{ID: edition.PatientsTable, Columns: []edition.Column{{Text: "Mått"}, {Text: "2025"}},
			Rows: []edition.Row{{Cells: []edition.Cell{{Text: "Temperatur vid inskrivning", Detail: "Inskrivna barn", Anchor: "matt-1"}, {Text: "203"}}},
				{Cells: []edition.Cell{{Text: "Annat", Anchor: "matt-2"}, {Text: "999"}}}}}}}},
		{ID: "b", Blocks: []edition.Block{
			{Goal: &edition.Goal{Measures: []edition.Measure{{Anchor: "matt-1", ID: 1, Title: "Temperatur vid inskrivning", Target: "Minst 90 %", Period: "2025", Results: []edition.Result{
				{Who: "Ala", Value: "90 %", Counts: "180 av 200", Status: "met"}, {Who: "Bo", Value: "Dolt (få barn)", Status: "masked"}}}}}},
			{Table: &edition.Table{ID: edition.ReferencesTable, Columns: []edition.Column{{Text: "Mått"}, {Text: "Värde"}, {Text: "Vilka"}},
				Rows: []edition.Row{{Cells: []edition.Cell{{Text: "Temperatur vid inskrivning"}, {Text: "85 %"}, {Text: "Andra"}}}}}}}},
	}}
}

func TestThePackageStandsBesideTheProposal(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.MedicalLead)
	first := withPackage(t, f, "Första paketet", packaged())
	withPackage(t, f, "Senaste paketet", packaged())
	f.Exec(`INSERT INTO data_package (group_id, title, question, first_year, last_year, indicator_ids, unit_ids, professions, notes, written_at)
		VALUES (1, 'Utkast', 'Vad?', 2025, 2025, '{1}', '{}', '[]', '[]', now())`)
	if n := b.Get("/mal/forslag/nytt?ar=2027").Want(http.StatusOK).Find("#datapaketet").Length(); n != 0 {
		t.Error("a package stands beside a proposal that says nothing of what it is about")
	}
	beside := b.Get("/mal/forslag/nytt?ar=2027&matt=MED1").Want(http.StatusOK)
	if got := beside.Text("#datapaketet > p:nth-child(2)"); got != "Senaste paketet" {
		t.Errorf("the latest that is saved: %q", got)
	}
	if got := beside.Text("#datapaketet tbody"); !strings.Contains(got, "Ala90 %180 av 200Uppfyllt") && !strings.Contains(got, "Ala90 % 180 av 200 Uppfyllt") {
		t.Errorf("how it goes: %q", got)
	}
	if got := beside.Text("#datapaketet .beside-measure"); !strings.Contains(got, "203") || strings.Contains(got, "999") || !strings.Contains(got, "85 %") {
		t.Errorf("how many children, and what others have: %q", got)
	}
	form := b.Get("/mal/forslag/nytt?ar=2027&matt=MED1&datapaket=" + first).Want(http.StatusOK)
	if got := form.Text("#datapaketet > p:nth-child(2)"); got != "Första paketet" {
		t.Errorf("the one it is written from: %q", got)
	}
	// It is still there when something is wrong with what was typed.
	wrong := form.Form("/mal/forslag/nytt")
	again := b.Post("/mal/forslag/nytt", wrong).Want(http.StatusUnprocessableEntity)
	if got := again.Text("#datapaketet > p:nth-child(2)"); got != "Första paketet" {
		t.Errorf("after an error: %q", got)
	}
	if n := b.Get("/mal/forslag/nytt?ar=2027&datapaket=x").Want(http.StatusOK).Find("#datapaketet").Length(); n != 0 {
		t.Error("nonsense leads to a package")
	}
}
