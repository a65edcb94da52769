package report

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page/pagetest"
)

// newShowSite is the pages that show the report's shorter forms, with an edition fixed.
func newShowSite(t *testing.T) *site {
	t.Helper()
	s := newSite(t, true)
	room := report.New(s.db, func() time.Time { return today })
	h := New(room, chart.NewRenderer(chart.Config{Engines: 1, CacheBytes: 32 << 20}))
	for end, handler := range map[string]func(http.ResponseWriter, *http.Request) error{
		"/bildspel": h.ChooseSlides, "/bildspel/visa": h.ShowSlides, "/sammanfattning": h.ShowSummary, "/enhet/{unit}": h.ShowUnitReport} {
		s.routes = append(s.routes, pagetest.Route{Pattern: "GET /arsrapport/{year}" + end, Handler: handler},
			pagetest.Route{Pattern: "GET /arsrapport/{year}/utgavor/{number}" + end, Handler: handler})
	}
	actor := org.Actor{Person: org.Person{ID: 1, Name: "Exempel"}, Memberships: []org.Membership{{GroupID: s.group.ID, Role: org.Convener}}}
	if err := room.Fix(t.Context(), actor, report.Fixing{Group: s.group.ID, Year: 2025, Number: 1, Compose: compose.Edition}); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestShowPages(t *testing.T) {
	s := newShowSite(t)
	t.Run("who may", s.testWhoMaySee)
	t.Run("choosing", s.testChoosing)
	t.Run("slides", s.testSlides)
	t.Run("hidden", s.testHiddenInShows)
	t.Run("summary", s.testSummary)
	t.Run("unit", s.testUnit)
	t.Run("links", s.testLinks)
	t.Run("edition", s.testShownEdition)
}

func (s *site) testWhoMaySee(t *testing.T) {
	for _, role := range org.Roles() {
		b := s.as(t, role)
		want, whole := http.StatusOK, http.StatusOK
		switch role {
		case org.PatientRepresentative, org.Invited, org.Observer, org.Administrator:
			want, whole = http.StatusForbidden, http.StatusForbidden
		case org.ProgramAreaMember, org.ProgramAreaChair:
			whole = http.StatusForbidden
		}
		for _, base := range []string{"/arsrapport/2025", "/arsrapport/2025/utgavor/1"} {
			b.Get(base + "/bildspel").Want(want)
			b.Get(base + "/bildspel/visa").Want(want)
			b.Get(base + "/sammanfattning").Want(want)
			b.Get(base + "/enhet/KAL").Want(whole)
		}
	}
	b := s.as(t, org.Convener)
	for _, address := range []string{"1999/bildspel", "x/bildspel/visa", "2025/enhet/FINNSINTE", "2025/utgavor/2/bildspel", "2025/utgavor/x/sammanfattning", "2025/utgavor/1/enhet/FINNSINTE"} {
		b.Get("/arsrapport/" + address).Want(http.StatusNotFound)
	}
}

// testChoosing: what is ticked is what is shown, in the address alone.
func (s *site) testChoosing(t *testing.T) {
	b := s.as(t, org.Convener)
	a := b.Get("/arsrapport/2025/bildspel").Want(http.StatusOK)
	boxes := a.Find(`fieldset input[name=bild]`)
	if action, _ := a.Find("form[method=get]").Attr("action"); action != "/arsrapport/2025/bildspel/visa" || boxes.Length() < 10 {
		t.Fatalf("%d slides to choose for %q", boxes.Length(), action)
	}
	if boxes.Length() != boxes.Filter("[checked]").Length() {
		t.Error("a slide is left out from the start")
	}
	all := b.Get("/arsrapport/2025/bildspel/visa").Want(http.StatusOK)
	if got := all.Find("section.slide").Length(); got != boxes.Length() {
		t.Errorf("%d slides, %d to choose from", got, boxes.Length())
	}
	second, _ := boxes.Eq(2).Attr("value")
	last, _ := boxes.Last().Attr("value")
	some := b.Get("/arsrapport/2025/bildspel/visa?bild=" + last + "&bild=" + second + "&bild=finns-inte").Want(http.StatusOK)
	if got := some.Find("section.slide"); got.Length() != 2 || !strings.Contains(plain(got.First()), plain(boxes.Eq(2).Parent())[3:]) {
		t.Errorf("the chosen slides: %q", plain(got))
	}
	if s.as(t, org.ProgramAreaMember).Get("/arsrapport/2025/bildspel").Find(`input[name="for"]`).Length() != 0 {
		t.Error("those outside are offered small numbers")
	}
}

func (s *site) testSlides(t *testing.T) {
	a := s.as(t, org.Convener).Get("/arsrapport/2025/bildspel/visa?for=gruppen").Want(http.StatusOK)
	slides := a.Find("main > section.slide")
	for n := range slides.Length() {
		slide := slides.Eq(n)
		if id, _ := slide.Attr("id"); id != fmt.Sprint(n+1) {
			t.Errorf("slide %d is at #%s", n+1, id)
		}
		labelled, _ := slide.Attr("aria-labelledby")
		if heading := slide.Find("h1, h2"); heading.Length() != 1 || plain(heading) == "" || slide.Find("#"+labelled).Length() != 1 {
			t.Errorf("slide %d: headings %q", n+1, plain(heading))
		}
		if !strings.Contains(plain(slide), "Exempeldata – inga verkliga siffror") {
			t.Errorf("slide %d does not say that its figures are made up", n+1)
		}
		if slide.Find("figure").Length() > 1 {
			t.Errorf("slide %d has several pictures", n+1)
		}
	}
	if a.Find("h1").Length() != 1 {
		t.Error("not one first heading")
	}
	goal := a.Find("section.slide-goal").First()
	if alt, _ := goal.Find("img").Attr("alt"); alt == "" || goal.Find(".figures li").Length() == 0 || !strings.Contains(plain(goal.Find(".slide-foot")), "Källa: enheternas inlämnade uppgifter, 2025") {
		t.Errorf("a goal's slide: %q", plain(goal))
	}
	if back, _ := a.Find(".slides-back").Attr("href"); back != "/arsrapport/2025/bildspel" {
		t.Errorf("the way out leads to %q", back)
	}
	if a.Find("style, script:not([src]), [style], [onclick]").Length() > 0 {
		t.Error("a style or a script in the page, which the content policy stops")
	}
}

// testHiddenInShows: what is hidden from those outside is in no slide and not on the page
// for those who read many, whoever asks: they are made to be shown to others.
func (s *site) testHiddenInShows(t *testing.T) {
	var whole *analysis.Dataset
	if err := s.db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		whole, err = dataset.Load(t.Context(), tx, s.group.ID, 2023, 2025)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	masked := whole.Mask().Overview(2025)
	var secrets []analysis.Result
	for b, block := range whole.Overview(2025) {
		for n, open := range block.Rows {
			_, list := secretsOf(open, masked[b].Rows[n])
			secrets = append(secrets, list...)
		}
	}
	if len(secrets) < 5 {
		t.Fatalf("only %d results are hidden: nothing is tested", len(secrets))
	}
	for _, role := range []org.Role{org.Convener, org.ProgramAreaMember} {
		for _, address := range []string{"/arsrapport/2025/bildspel/visa", "/arsrapport/2025/sammanfattning", "/arsrapport/2025/utgavor/1/bildspel/visa"} {
			a := s.as(t, role).Get(address).Want(http.StatusOK)
			if !strings.Contains(a.Text("body"), "mycket få barn är dolda") {
				t.Errorf("%s, %s: does not say that something is hidden", role, address)
			}
			for _, secret := range secrets {
				notSent(t, a.Find("body"), secret)
			}
		}
	}
	asked := s.as(t, org.ProgramAreaMember).Get("/arsrapport/2025/bildspel/visa?for=gruppen").Want(http.StatusOK)
	if !strings.Contains(asked.Text("body"), "mycket få barn är dolda") {
		t.Error("those outside got small numbers by asking for them")
	}
	group := s.as(t, org.Convener).Get("/arsrapport/2025/bildspel/visa?for=gruppen").Want(http.StatusOK)
	if strings.Contains(group.Text("body"), "mycket få barn är dolda") || strings.Contains(group.Text("main"), "Dolt (få barn)") {
		t.Error("the group does not see its own numbers")
	}
}

func (s *site) testSummary(t *testing.T) {
	a := s.as(t, org.ProgramAreaMember).Get("/arsrapport/2025/sammanfattning").Want(http.StatusOK)
	var headings []string
	for _, h := range texts(a.Find("article.summary h2")) {
		headings = append(headings, h)
	}
	want := []string{"Årets mål", "Skillnader som slumpen inte förklarar", "Det här gör vi", "Det här frågar vi ledningen", "Mål för 2026"}
	if !slices.Equal(headings, want) {
		t.Errorf("headings %q", headings)
	}
	if got := a.Text("article.summary .purpose"); !strings.HasPrefix(got, "Att neonatalvården") {
		t.Errorf("what the group is for: %q", got)
	}
	if rows := a.Find("article.summary tbody tr"); rows.Length() != 7 || rows.Find(".status").Length() != 7 {
		t.Errorf("%d goals", rows.Length())
	}
	if strings.Contains(a.Text("article.summary"), "Exempelsammanställande") {
		t.Error("somebody is named")
	}
}

func (s *site) testUnit(t *testing.T) {
	a := s.as(t, org.MedicalLead).Get("/arsrapport/2025/enhet/KAL").Want(http.StatusOK)
	if got := a.Text("h1"); got != "Årsrapport 2025: Neonatalavdelningen Kalmar" {
		t.Errorf("title %q", got)
	}
	measures := a.Find(".unit-measure")
	if measures.Length() < 10 {
		t.Fatalf("%d measures", measures.Length())
	}
	for n := range measures.Length() {
		m := measures.Eq(n)
		if rows := texts(m.Find("tbody th")); len(rows) != 2 || !strings.HasPrefix(rows[0], "Kalmar") || !strings.HasPrefix(rows[1], "Hela gruppen") {
			t.Errorf("%s: rows %q", plain(m.Find("h3")), rows)
		}
	}
	if picture := drawn(t, measures.Find("figure").First()); !strings.Contains(picture, "Kalmar") || strings.Contains(picture, "Jönköping") {
		t.Error("the unit's own picture is not of the unit, with the group beside")
	}
	for _, others := range []string{"Exempelläkare Norrköping", "Neonatalavdelningen Jönköping"} {
		if strings.Contains(a.Text("article"), others) {
			t.Errorf("%q is in the unit's report", others)
		}
	}
	if got := a.Text("article"); !strings.Contains(got, "Förutsättningar och arbetssätt") || !strings.Contains(got, "Fråga de andra om") {
		t.Error("conditions or examples are not there")
	}
	birth := s.as(t, org.Convener).Get("/arsrapport/2025/enhet/EKS").Want(http.StatusOK)
	if birth.Find(".unit-measure").Length() != 0 || !strings.Contains(birth.Text("article"), "Inget av årets mått gäller enhetens egna resultat.") {
		t.Error("a unit without results")
	}
}

func (s *site) testLinks(t *testing.T) {
	for role, want := range map[org.Role][]string{
		org.MedicalLead: {"Visa som bildspel", "Sammanfattning på en sida", "Rapport för Linköping"},
		org.Convener:    {"Visa som bildspel", "Sammanfattning på en sida", "Rapport per enhet"}, org.ProgramAreaMember: {"Visa som bildspel", "Sammanfattning på en sida"},
	} {
		b := s.as(t, role)
		links := b.Get("/arsrapport/2025").Want(http.StatusOK).Find(".report-shows a")
		if got := texts(links); !slices.Equal(got, want) {
			t.Errorf("%s: %q", role, got)
		}
		for n := range links.Length() {
			address, _ := links.Eq(n).Attr("href")
			b.Get(address).Want(http.StatusOK)
		}
	}
}

// testShownEdition: what an edition's slides say stays, whatever becomes of the figures.
func (s *site) testShownEdition(t *testing.T) {
	b := s.as(t, org.Convener)
	before := b.Get("/arsrapport/2025/utgavor/1/bildspel/visa").Want(http.StatusOK).Text("main")
	live := b.Get("/arsrapport/2025/bildspel/visa").Want(http.StatusOK).Text("main")
	if !strings.Contains(before, "Utgåva 2025:1") || strings.Contains(live, "Utgåva 2025:1") {
		t.Error("does not say which edition it is")
	}
	var sections []report.Section
	if err := s.db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		sections, err = tx.ReportSections(t.Context(), s.group.ID, 2025)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	n := slices.IndexFunc(sections, func(s report.Section) bool { return s.Content == "questions" })
	b.Post(fmt.Sprintf("/arsrapport/2025/avsnitt/%d", sections[n].ID),
		map[string][]string{"body": {"En ny fråga efteråt."}, "version": {fmt.Sprint(sections[n].Version)}}).Want(http.StatusSeeOther)
	if after := b.Get("/arsrapport/2025/utgavor/1/bildspel/visa").Text("main"); after != before {
		t.Error("the edition moved")
	}
	if after := b.Get("/arsrapport/2025/bildspel/visa").Text("main"); !strings.Contains(after, "En ny fråga efteråt.") {
		t.Error("the draft stands still")
	}
}
