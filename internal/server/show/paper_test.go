package show

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
)

// long is a title as Swedish has them.
const long = "Strukturerat omhändertagande av mycket för tidigt födda barn under den första levnadstimmen på samtliga förlossningskliniker i sjukvårdsregionen"

// extreme is a document with more of everything than a page has room for.
func extreme(goals int) *edition.Document {
	d := &edition.Document{Format: edition.Format, Group: "Regional arbetsgrupp för neonatal intensivvård och eftervård i hemmet", GroupCode: "x",
		Body: strings.Repeat("Regionalt programområde ", 4), Year: 2025, Audience: edition.Internal, Language: "sv", Example: true, AsOf: today,
		Title: "Årsrapport 2025", Purpose: strings.Repeat("Gruppen ska följa, jämföra och förbättra vården av sjuka nyfödda barn. ", 20),
		Notices: []string{"Siffror som bygger på mycket få barn är dolda, så att ingen kan kännas igen."},
		Units:   []edition.Unit{{ID: 1, Code: "A", Name: "Neonatalavdelningen, " + long, Short: "Å"}}}
	statuses := []edition.Result{{Status: "met", StatusText: "Uppfyllt"}, {Status: "probably_met", StatusText: "Troligen uppfyllt"},
		{Status: "uncertain", StatusText: "Går inte att säga"}, {Status: "not_met", StatusText: "Inte uppfyllt"}, {Status: "masked", StatusText: "Dolt (få barn)"}}
	section := edition.Section{ID: "avsnitt-1", Heading: "Medicinska resultat", Content: "medical"}
	for n := range goals {
		g := edition.Goal{ID: int64(n + 1), Title: fmt.Sprintf("%d. %s", n+1, long)}
		for part := range 6 {
			r := statuses[(n+part)%len(statuses)]
			r.Who, r.Sum, r.Value, r.Counts = "Hela gruppen", true, "1 234,5 per 10 000", "12 345 av 123 456"
			g.Measures = append(g.Measures, edition.Measure{Anchor: fmt.Sprintf("matt-%d-%d", n, part), Title: long, Target: "Mål: minst 95 % (" + long + ")",
				Period: "2025", Message: long, Results: []edition.Result{r}, Discussion: &edition.Prose{HTML: "<p>" + strings.Repeat(long+". ", 3) + "</p>"}})
		}
		section.Blocks = append(section.Blocks, edition.Block{Goal: &g})
	}
	d.Sections = append(d.Sections, section)
	for n, content := range []string{"variation", "actions", "examples", "questions", "next_goals", "data_quality"} {
		s := edition.Section{ID: fmt.Sprintf("avsnitt-%d", n+2), Heading: long, Content: content}
		for range 9 {
			s.Blocks = append(s.Blocks, edition.Block{Heading: long}, edition.Block{Paragraph: strings.Repeat(long+". ", 4)})
		}
		d.Sections = append(d.Sections, s)
	}
	return d
}

// TestTheSummaryIsOnePage: whatever the report has.
func TestTheSummaryIsOnePage(t *testing.T) {
	for name, d := range map[string]*edition.Document{
		"public": example(t, edition.Public), "12 goals": extreme(12), "30 goals": extreme(30),
		"nothing": {Format: edition.Format, Group: "Gruppen", Title: "Årsrapport 2025", Year: 2025, Language: "sv", AsOf: today},
	} {
		t.Run(name, func(t *testing.T) {
			pages := sheets(t, Summary(d))
			if len(pages) != 1 {
				t.Fatalf("%d pages", len(pages))
			}
			if !strings.Contains(pages[0], "gruppens sammanställande") {
				t.Error("the end of the page is not on it")
			}
			if left := strings.Contains(pages[0], "till, se rapporten"); strings.HasSuffix(name, "goals") && !left {
				t.Error("does not say that something is left out")
			}
		})
	}
}

// TestTheHandoutHasEverySlide with its notes, two or three to a page.
func TestTheHandoutHasEverySlide(t *testing.T) {
	for name, d := range map[string]*edition.Document{"internal": example(t, edition.Internal), "12 goals": extreme(12)} {
		t.Run(name, func(t *testing.T) {
			p, err := Handout(t.Context(), charts, d)
			if err != nil {
				t.Fatal(err)
			}
			pages, slides := sheets(t, p), len(d.Slides())
			if most, fewest := (slides+1)/2, (slides+2)/3; len(pages) > most || len(pages) < fewest {
				t.Errorf("%d pages for %d slides", len(pages), slides)
			}
			all := strings.Join(pages, "\n")
			for n := range slides {
				if want := fmt.Sprintf("Bild %d av %d", n+1, slides); strings.Count(all, want) != 1 {
					t.Errorf("%q is there %d times", want, strings.Count(all, want))
				}
			}
			for n, text := range pages {
				if !strings.Contains(text, "Exempeldata – inga verkliga siffror") {
					t.Errorf("page %d does not say that its figures are made up", n+1)
				}
			}
		})
	}
}

// TestAUnitsReportIsShort: two to six pages for the demo's units, one for those without results.
func TestAUnitsReportIsShort(t *testing.T) {
	d := example(t, edition.Internal)
	if len(d.Units) < 5 {
		t.Fatalf("%d units", len(d.Units))
	}
	for _, u := range []edition.Unit{d.Units[0], d.Units[len(d.Units)-1]} { // the most and the fewest measures
		t.Run(u.Short, func(t *testing.T) {
			p, err := UnitPaper(t.Context(), charts, d, u.ID)
			if err != nil {
				t.Fatal(err)
			}
			pages := sheets(t, p)
			r, _ := d.ForUnit(u.ID)
			if fewest := min(2, 1+len(r.Goals)); len(pages) < fewest || len(pages) > 6 {
				t.Errorf("%d pages", len(pages))
			}
			if !strings.Contains(pages[0], u.Name) {
				t.Errorf("does not say whose it is:\n%s", pages[0])
			}
		})
	}
	if _, err := UnitPaper(t.Context(), charts, d, 999); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a unit that is not there: %v", err)
	}
}
