package compose_test

import (
	"slices"
	"strings"
	"testing"

	"samsyn/internal/edition"
)

// TestProgrammesInTheReport: the teams and the introductions that went on in the year stand
// beside its actions, with sums of at least three units alone, whoever reads.
func TestProgrammesInTheReport(t *testing.T) {
	whole, public := example(t)
	for _, r := range []*edition.Document{document(t, whole), document(t, public)} {
		n := slices.IndexFunc(r.Sections, func(s edition.Section) bool { return s.Content == "actions" })
		if n < 0 {
			t.Fatal("no section about actions")
		}
		var lines []string
		tables := map[string]*edition.Table{}
		for _, b := range r.Sections[n].Blocks {
			if b.Table != nil {
				tables[b.Table.ID] = b.Table
			}
			lines = append(lines, b.List...)
		}
		teams, introductions := tables["team-tabell"], tables["inforanden-tabell"]
		if teams == nil || introductions == nil {
			t.Fatalf("no tables of teams and introductions among %d", len(tables))
		}
		told := strings.Join(lines, "\n")
		for _, row := range append(slices.Clone(teams.Rows), introductions.Rows...) {
			for _, c := range row.Cells {
				told += "\n" + c.Text + " " + c.Detail
			}
		}
		for _, want := range []string{
			"Exempel: hud mot hud dygnet runt. Hud-mot-hud första dygnet: De 3 senaste månaderna med siffror tillsammans, till och med september 2025: 71",
			"Pågår 1 mars 2025 till 28 februari 2027", "Överlämnat 9 november 2025", "en plastpåse och mössa", // what the team has learnt
			"Påbörjat: Västervik. Infört: Linköping, Norrköping, Jönköping, Kalmar.", "Avslutat 8 mars 2025",
		} {
			if !strings.Contains(told, want) {
				t.Errorf("%s: no %q in\n%s", r.Audience, want, told)
			}
		}
	}
}
