package results_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

func TestHowItGoes(t *testing.T) {
	s := newSite(t)
	t.Run("by area", s.testByArea)
	t.Run("by promise", s.testByPromise)
	t.Run("hidden", s.testGoalsMasked)
	t.Run("spans of the matrix", s.testMatrixSpans)
	t.Run("a unit's news", s.testNews)
}

func (s *site) testByArea(t *testing.T) {
	doc := s.page(t, s.as(org.MedicalLead), "/resultat?ar=2025")
	for _, c := range []quality.Category{quality.Medical, quality.Nursing, quality.PatientSatisfaction} {
		if got := text(doc, "#"+string(c)+" h2"); got != words.Category(i18n.WithLanguage(t.Context(), i18n.Swedish), c) {
			t.Errorf("%s has the heading %q", c, got)
		}
	}
	row := doc.Find(`a[href^="/resultat/matt/MED03"]`).Closest("tr")
	if row.Find("td").Length() != 5 || row.Find(".status").Length() != 1 || row.Find("svg.spark").Length() != 1 {
		t.Fatalf("the measure's row: %s", row.Text())
	}
	said := strings.Join(strings.Fields(row.Text()), " ")
	for _, part := range []string{"95 % säkerhet", "når", "målet", "till och med kvartal"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q is not said in %q", part, said)
		}
	}
	if doc.Find("td:not([data-label])").Length() > 0 {
		t.Error("a cell does not say what it is on a narrow screen")
	}
	if got := text(doc, ".key-figures"); !strings.Contains(got, " av ") || !strings.Contains(got, "Bättre än 2024") {
		t.Errorf("key figures: %q", got)
	}
	if got := text(doc, "nav.tabs [aria-current]"); got != "Så går det" {
		t.Errorf("the tab %q is marked", got)
	}
}

func (s *site) testByPromise(t *testing.T) {
	doc := s.page(t, s.as(org.MedicalLead), "/resultat?ar=2025&ordna=loften")
	if n := doc.Find("section[id^=lofte-]").Length(); n != 7 {
		t.Errorf("%d promises", n)
	}
	without := 0
	doc.Find("section[id^=lofte-]").Each(func(_ int, of *goquery.Selection) {
		if of.Find("table").Length() == 0 {
			without++
			if !strings.Contains(of.Text(), "Inget av årets mått") {
				t.Errorf("a promise that nothing serves says %q", of.Text())
			}
		}
	})
	if without == 0 || without == 7 {
		t.Errorf("%d promises without measures: nothing is tested", without)
	}
	if doc.Find("select[name=ordna] option[selected]").AttrOr("value", "") != "loften" {
		t.Error("the form does not show what is chosen")
	}
}

// testGoalsMasked: where a unit is hidden, neither the lowest nor the highest is told.
func (s *site) testGoalsMasked(t *testing.T) {
	doc := s.page(t, s.as(org.ProgramAreaMember), "/resultat?ar=2025")
	hidden := 0
	doc.Find("tr:has(td)").Each(func(_ int, row *goquery.Selection) {
		units := strings.TrimSpace(row.Find("td").Eq(3).Text())
		if row.Find(".status[data-kind=masked]").Length() == 0 {
			return
		}
		hidden++
		if units != "några enheter visas inte" || row.Find(".value").Text() != "" {
			t.Errorf("a hidden result: %s", strings.Join(strings.Fields(row.Text()), " "))
		}
	})
	if hidden == 0 {
		t.Fatal("nothing is hidden: nothing is tested")
	}
}

func (s *site) testMatrixSpans(t *testing.T) {
	doc := s.page(t, s.as(org.MedicalLead), "/resultat/matris?tid=r2025K3")
	if got := doc.Find("select[name=tid] option[selected]"); got.AttrOr("value", "") != "r2025K3" {
		t.Errorf("the form shows %q", got.Text())
	}
	if got := text(doc, "#mal h2"); !strings.Contains(got, "2024") || !strings.Contains(got, "2025") {
		t.Errorf("the heading %q does not say from when to when", got)
	}
	if doc.Find("#mal-tabell svg.spark").Length() < 10 {
		t.Error("no small courses")
	}
	for _, u := range s.units {
		if u.Participation == org.Full && !strings.Contains(text(doc, "#mal-tabell thead"), u.RegionName) {
			t.Errorf("%s has no column", u.RegionName)
		}
	}
	masked := s.page(t, s.as(org.ProgramAreaMember), "/resultat/matris")
	if masked.Find("select[name=tid] option[value*=K]").Length() != 0 {
		t.Error("a reader of masked results can choose a quarter")
	}
}

func (s *site) testNews(t *testing.T) {
	rows, told, signals := 0, 0, 0
	for _, u := range s.units {
		doc := s.page(t, s.as(org.MedicalLead), "/resultat/enhet/"+u.Code+"?ar=2025")
		if got := text(doc, "#nytt h2"); got != "" && got != "Nytt sedan förra kvartalet" {
			t.Errorf("heading %q", got)
		} else if got != "" {
			told++
		}
		if goals := doc.Find("section[id^=mal-]").Length(); (goals > 0) != (doc.Find("section#signaler").Length() == 1) {
			t.Errorf("%s: %d goals, and signals %q", u.Code, goals, text(doc, "section#signaler"))
		}
		signals += doc.Find("#signaler-tabell tbody tr").Length()
		doc.Find("#nytt-tabell tbody tr").Each(func(_ int, row *goquery.Selection) {
			rows++
			turned := row.Find(".status").Length() == 2
			if said := row.Text(); !turned && !strings.Contains(said, "mer än slumpen förklarar") {
				t.Errorf("%s: told without a reason: %s", u.Code, strings.Join(strings.Fields(said), " "))
			}
			if strings.Count(row.Text(), "kvartal") < 2 && !strings.Contains(row.Text(), "tertial") {
				t.Errorf("%s: the row does not say which quarters: %s", u.Code, strings.Join(strings.Fields(row.Text()), " "))
			}
		})
	}
	if rows < 3 || told < 3 || signals < 5 {
		t.Fatalf("%d rows at %d units, %d signals: nothing is tested", rows, told, signals)
	}
	all := s.page(t, s.as(org.MedicalLead), "/resultat/signaler?ar=2025")
	if n := all.Find("section table tbody tr").Length(); n != signals {
		t.Errorf("%d signals on the units' own pages, %d on the page of all", signals, n)
	}
	masked := s.page(t, s.as(org.ProgramAreaMember), "/resultat/enhet/"+s.units[0].Code+"?ar=2025")
	if masked.Find("#nytt").Length() != 0 {
		t.Error("quarters are told outside the group")
	}
}

// TestAMeasuresResultLeadsToWhatFollowsIt: the teams and introductions that do.
func TestAMeasuresResultLeadsToWhatFollowsIt(t *testing.T) {
	s := newSite(t)
	for _, who := range []org.Role{org.MedicalLead, org.ProgramAreaMember} {
		doc := s.page(t, s.as(who), "/resultat/matt/MED03")
		if n := doc.Find(`#arbeten a[href^="/forbattring/inforanden/"]`).Length(); n == 0 {
			t.Errorf("%s: no introduction that follows it: %s", who, text(doc, "#arbeten"))
		}
	}
}
