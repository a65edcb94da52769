package report

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// today is a day when last year's report is being written.
var today = time.Date(2026, time.February, 10, 9, 0, 0, 0, time.UTC)

// site is the room's pages on a database with the default group.
type site struct {
	db     *postgres.DB
	group  org.Group
	routes []pagetest.Route
}

func newSite(t *testing.T, demo bool) *site {
	t.Helper()
	db := testdb.New(t).DB
	if err := setup.Default(t.Context(), db, today); err != nil {
		t.Fatal(err)
	}
	if demo {
		if _, err := setup.Demo(t.Context(), db, today, "ett lösenord för exemplet"); err != nil {
			t.Fatal(err)
		}
	}
	s := &site{db: db, group: groupOf(t, db)}
	h := New(report.New(db, func() time.Time { return today }), chart.NewRenderer(chart.Config{Engines: 1, CacheBytes: 32 << 20}))
	s.routes = []pagetest.Route{
		{Pattern: "GET /arsrapport", Handler: h.ShowYears},
		{Pattern: "GET /arsrapport/{year}", Handler: h.ShowReport},
		{Pattern: "GET /arsrapport/{year}/lage", Handler: h.ShowReadiness},
		{Pattern: "GET /arsrapport/{year}/synpunkter", Handler: h.ShowRound},
		{Pattern: "GET /arsrapport/{year}/synpunkter/{unit}", Handler: h.EditAnswer},
		{Pattern: "POST /arsrapport/{year}/synpunkter/{unit}", Handler: h.SaveAnswer},
		{Pattern: "GET /arsrapport/{year}/avsnitt/{section}", Handler: h.EditSection},
		{Pattern: "POST /arsrapport/{year}/avsnitt/{section}", Handler: h.SaveSection},
	}
	s.routes = append(s.routes, writingRoutes(h)...)
	return s
}

// groupOf is the default group as it is stored.
func groupOf(t *testing.T, db *postgres.DB) org.Group {
	t.Helper()
	var group org.Group
	if err := db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		group, err = tx.GroupByCode(t.Context(), "neonatologi")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return group
}

// as is a browser of somebody with the role; a unit's role is held at the first unit.
func (s *site) as(t *testing.T, role org.Role) *pagetest.Browser {
	m := org.Membership{GroupID: s.group.ID, Role: role}
	if role.OfUnit() {
		m.UnitID = 1
	}
	actor := org.Actor{Person: org.Person{ID: 1, Name: "Exempel"}, Memberships: []org.Membership{m}}
	return pagetest.New(t, page.Visitor{Actor: actor, Group: s.group, Groups: []org.Group{s.group}, Now: today}, s.routes)
}

// under is the section of the report with the heading.
func under(t *testing.T, a pagetest.Answer, heading string) *goquery.Selection {
	t.Helper()
	found := a.Find("article.report .report-body > section").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return plain(s.ChildrenFiltered("h2")) == heading
	})
	if found.Length() != 1 {
		t.Fatalf("%d sections %q", found.Length(), heading)
	}
	return found
}

// plain is the text with single spaces.
func plain(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// texts is the words of each thing selected.
func texts(s *goquery.Selection) (list []string) {
	s.Each(func(_ int, one *goquery.Selection) { list = append(list, plain(one)) })
	return list
}

func TestReportPages(t *testing.T) {
	s := newSite(t, true)
	convener := s.as(t, org.Convener).Get("/arsrapport/2025").Want(http.StatusOK)
	t.Run("frame", func(t *testing.T) { testFrame(t, convener) })
	t.Run("texts", func(t *testing.T) { testTexts(t, convener) })
	t.Run("overview", func(t *testing.T) { testOverview(t, convener) })
	t.Run("work", func(t *testing.T) { testWork(t, convener) })
	t.Run("goals", func(t *testing.T) { testGoals(t, convener) })
	t.Run("pictures", func(t *testing.T) { testPictures(t, convener) })
	t.Run("process", func(t *testing.T) { testProcess(t, convener) })
	t.Run("data quality", func(t *testing.T) { testDataQuality(t, convener) })
	t.Run("later years", func(t *testing.T) { testAhead(t, convener) })
	t.Run("needs", func(t *testing.T) { testNeeds(t, convener) })
	t.Run("who may", s.testWhoMay)
	t.Run("years", s.testYears)
	t.Run("masked", s.testMasked)
}

// testNeeds: the year's own, those that are met too.
func testNeeds(t *testing.T, a pagetest.Answer) {
	section := a.Find("h2:contains('Behov av utveckling och utbildning')").Closest("section")
	if got := strings.Join(strings.Fields(section.Text()), " "); section.Find("tbody tr").Length() != 1 || !strings.Contains(got, "Kalmar") || !strings.Contains(got, "alla på förlossningen behöver") || !strings.Contains(got, "Utbildning") {
		t.Errorf("needs: %s", got)
	}
}

func testFrame(t *testing.T, a pagetest.Answer) {
	if got := a.Text("article.report h1"); got != "Årsrapport 2025" {
		t.Errorf("title %q", got)
	}
	facts := a.Text("article.report > dl")
	for _, want := range []string{"28 februari 2026", "RPO barn och ungdomars hälsa (tidigare RMPO)", "Godkänd: 22", "Preliminär: 3"} {
		if !strings.Contains(facts, want) {
			t.Errorf("the facts lack %q: %s", want, facts)
		}
	}
	if !strings.Contains(a.Text("body"), "xempeldata") {
		t.Error("it is not said that the figures are made up")
	}
	links := a.Find(".report-contents a, .report-contents-narrow a")
	if n := a.Find(".report-contents > ol > li > a").Length(); n != 18 || links.Length() != 2*18+a.Find(".report-goal").Length() {
		t.Errorf("%d headings in the contents, %d links", n, links.Length())
	}
	links.Each(func(_ int, link *goquery.Selection) {
		href, _ := link.Attr("href")
		if a.Find(href).Length() != 1 {
			t.Errorf("%s leads nowhere", href)
		}
	})
	seen := map[string]bool{}
	a.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		id, _ := e.Attr("id")
		if seen[id] {
			t.Errorf("two things with the id %q", id)
		}
		seen[id] = true
	})
	level := 1
	a.Find("article.report").Find("h1, h2, h3, h4, h5, h6").Each(func(_ int, h *goquery.Selection) {
		next := int(goquery.NodeName(h)[1] - '0')
		if next > level+1 {
			t.Errorf("a step is left out before %q", plain(h))
		}
		level = next
	})
}

func testTexts(t *testing.T, a pagetest.Answer) {
	summary := under(t, a, "Sammanfattning och slutsatser")
	paragraphs := texts(summary.Find(".prose p"))
	if len(paragraphs) != 2 || !strings.HasPrefix(paragraphs[0], "Exempeltext. Fler barn") || !strings.HasPrefix(paragraphs[1], "Vi föreslår") {
		t.Errorf("paragraphs %q", paragraphs)
	}
	if got := plain(summary.Find("p.note.no-print")); !strings.HasPrefix(got, "Skrivet av Exempelsammanställande,") {
		t.Errorf("who wrote it: %q", got)
	}
	if href, _ := summary.Find("p.no-print a").Attr("href"); !strings.HasPrefix(href, "/arsrapport/2025/avsnitt/") {
		t.Errorf("to write: %q", href)
	}
}

func testOverview(t *testing.T, a pagetest.Answer) {
	section := under(t, a, "Så går det: mål och patientlöften")
	rows := section.Find("#oversikt-tabell tbody tr:not(.row-over)")
	if rows.Length() < 7 || section.Find("#oversikt-tabell .row-over").Length() < 5 {
		t.Errorf("%d measures of %d goals", rows.Length(), section.Find(".row-over").Length())
	}
	rows.Each(func(_ int, row *goquery.Selection) {
		href, _ := row.Find("a").Attr("href")
		if a.Find(href).Length() != 1 {
			t.Errorf("%s is not in the report", href)
		}
		if plain(row.Find(".status")) == "" {
			t.Errorf("no status in words: %q", plain(row))
		}
	})
	if hours := plain(section.Find(`tr:contains("Hud-mot-hud-timmar")`)); !strings.Contains(hours, "bättre, mer än slumpen förklarar") || !strings.Contains(hours, "2 av 5") {
		t.Errorf("the change and the units that reach the target: %q", hours)
	}
	promises := texts(section.Find("#loften-oversikt-tabell tbody tr"))
	if len(promises) < 6 || !strings.Contains(strings.Join(promises, "\n"), "Inget mål") {
		t.Errorf("the promises: %q", promises)
	}
}

// testWork: what the group has been and done, under each heading.
func testWork(t *testing.T, a pagetest.Answer) {
	for heading, wants := range map[string][]string{
		"Uppdrag, grupp och möten under året":                            {"Uppdrag", "Enheter under året", "Linköping", "Sammanställande"},
		"Patientlöftena":                                                 {"Jämlik vård", "Det här görs för löftet:", "Löften utan mål och åtgärder"},
		"Variation mellan enheter":                                       {"mer än slumpen förklarar", "Hud-mot-hud-timmar per dygn", "gånger"},
		"Goda exempel och framgångsfaktorer":                             {"Hud mot hud redan under flytten", "Vad vi gjorde", "Spridning"},
		"Åtgärder: genomfört och planerat":                               {"8 åtgärder:", "Hud mot hud från första dygnet", "betyder inte att åtgärden är orsaken", "Klar"},
		"Mål för kommande år":                                            {"Fortsätter från 2025", "(2025: minst 75 %)"},
		"Långsiktiga mål":                                                {"Delmål", "Hud-mot-hud första dygnet: 70 % 2025"},
		"Datakvalitet: källor, täckningsgrad, bortfall och definitioner": {"Varför uppgifter saknas", "Personal saknades för granskning", "Ändrade målnivåer", "Vad som är inlämnat för varje mått"},
		"Bilaga: tabeller per enhet och definitioner":                    {"Så är resultaten gjorda", "95 % intervall", "Period för period", "K1 2025"},
	} {
		said := plain(under(t, a, heading))
		for _, want := range wants {
			if !strings.Contains(said, want) {
				t.Errorf("%s does not say %q: %.600s", heading, want, said)
			}
		}
	}
}

func testGoals(t *testing.T, a pagetest.Answer) {
	for _, heading := range []string{"Medicinska resultat", "Omvårdnad", "Patientnöjdhet"} {
		section := under(t, a, heading)
		if section.Find(".report-goal").Length() == 0 {
			t.Errorf("%s has no goals", heading)
		}
		section.Find(".report-goal").Each(func(_ int, goal *goquery.Selection) {
			if plain(goal.ChildrenFiltered("ul")) == "" || plain(goal.Find("p.report-text").First()) == "" {
				t.Errorf("%q has no promise, or no reason", plain(goal.Find("h3")))
			}
		})
		section.Find(".report-measure").Each(func(_ int, m *goquery.Selection) {
			name := plain(m.Find("h4"))
			units := m.Find("tbody tr:not(.row-sum)")
			if units.Length() == 0 || m.Find("tbody tr.row-sum").Length() < 2 || m.Find("tbody tr.row-sum").Last().Find("th").Text() != "Hela gruppen" {
				t.Errorf("%s: %q", name, texts(m.Find("tbody th")))
			}
			columns := strings.Join(texts(m.Find("thead th")), "|")
			if !strings.HasPrefix(columns, "Enhet|Underlag|Värde|95 % intervall|") || !strings.HasSuffix(columns, "|Mot målet|Siffrans läge") {
				t.Errorf("%s: columns %q", name, columns)
			}
			m.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
				if plain(row.Find(".status")) == "" {
					t.Errorf("%s: no status in words: %q", name, plain(row))
				}
			})
		})
	}
	skin := a.Find(`section.report-measure:has(h4:contains("Hud-mot-hud första dygnet"))`)
	if got := texts(skin.Find("thead th")); !slices.Contains(got, "2024") {
		t.Errorf("the year before is not beside: %q", got)
	}
	if got := plain(skin.Find("strong")); !strings.HasPrefix(got, "Mål: ") || !strings.Contains(got, "75") {
		t.Errorf("the target is said as %q", got)
	}
	if got := strings.Join(texts(skin.Find("blockquote")), " "); !strings.Contains(got, "Exempel: alla barn får ligga hos en förälder") {
		t.Errorf("the units write %q", got)
	}
	if got := plain(skin.Find(`tr:has(th:contains("Västervik"))`)); !strings.Contains(got, "av 4 kvartal") || !strings.Contains(got, "50 %") {
		t.Errorf("an incomplete year: %q", got)
	}
	if got := texts(skin.Find("p.note")); !strings.Contains(strings.Join(got, " "), "Preliminära siffror, som kan ändras: Norrköping") || !strings.Contains(strings.Join(got, " "), "I diagrammet över tid är 1: ") {
		t.Errorf("what a reader must know: %q", got)
	}
	if got := plain(a.Find(`.report-goal:has(h3:contains("Hud mot hud"))`)); !strings.Contains(got, "Vad vi gör") || !strings.Contains(got, "(Kalmar): klar,") {
		t.Error("the goal's actions are not told")
	}
}

func testPictures(t *testing.T, a pagetest.Answer) {
	figures := a.Find(".report-measure figure")
	if figures.Length() < 10 {
		t.Errorf("%d pictures", figures.Length())
	}
	figures.Each(func(_ int, f *goquery.Selection) {
		caption := plain(f.Find("figcaption"))
		if alt, _ := f.Find("img").Attr("alt"); len(alt) < 30 || caption == "" {
			t.Errorf("%q is described as %q", caption, alt)
		}
		if svg := drawn(t, f); !strings.HasPrefix(svg, "<svg") || !strings.Contains(svg, "</svg>") {
			t.Errorf("%q is no picture: %.60s", caption, svg)
		}
	})
	if a.Find(".report-measure").Length()-a.Find(".report-measure:has(figure)").Length() > 0 {
		t.Error("a measure has no picture")
	}
}

// drawn is the picture in the figure, which stands in the page itself.
func drawn(t *testing.T, figure *goquery.Selection) string {
	t.Helper()
	source, _ := figure.Find("img").Attr("src")
	encoded, ok := strings.CutPrefix(source, "data:image/svg+xml;base64,")
	svg, err := base64.StdEncoding.DecodeString(encoded)
	if !ok || err != nil {
		t.Fatalf("%.40s: %v", source, err)
	}
	return string(svg)
}

func testProcess(t *testing.T, a pagetest.Answer) {
	section := under(t, a, "Processmått och förutsättningar per ort")
	if got := strings.Join(texts(section.Find("thead th")), " "); got != "Mått Linköping Norrköping Jönköping Kalmar Västervik Eksjö Värnamo" {
		t.Errorf("columns %q", got)
	}
	row := func(name string) string {
		return strings.Join(texts(section.Find(`tbody tr:has(th:contains("`+name+`"))`).First().Children()), "|")
	}
	if got := row("Hemsjukvård finns"); !strings.HasPrefix(got, "Hemsjukvård finns|Ja: Exempel: eget team, vardagar (från 2023-01-01)|") || !strings.HasSuffix(got, "|Ännu inget värde|Ej tillämpligt|Ej tillämpligt") {
		t.Errorf("a yes or no: %q", got)
	}
	if section.Find("tbody tr").Length() < 8 {
		t.Errorf("%d process measures", section.Find("tbody tr").Length())
	}
}

func testDataQuality(t *testing.T, a pagetest.Answer) {
	section := under(t, a, "Datakvalitet: källor, täckningsgrad, bortfall och definitioner")
	if rows := section.Find("#datakvalitet-tabell tbody tr"); rows.Length() != 7 || !strings.Contains(plain(rows.First()), "K1 2025 godkänd") {
		t.Errorf("units: %q", texts(rows))
	}
	lists := section.Find("ul")
	missing := strings.Join(texts(lists.First().Find("li")), "\n")
	for _, want := range []string{"Västervik, ", "kvartal 3 2025: Personal saknades för granskning", "kvartal 1 2025: Registret är inte färdigregistrerat"} {
		if !strings.Contains(missing, want) {
			t.Errorf("what is missing lacks %q:\n%s", want, missing)
		}
	}
	if changed := plain(lists.Eq(1)); !strings.Contains(changed, "från 1 januari 2025: Exempel: gränsen") || !strings.Contains(changed, "går inte att jämföra") {
		t.Errorf("definitions that changed: %q", changed)
	}
	definitions := under(t, a, "Bilaga: tabeller per enhet och definitioner").Find("dl").Slice(1, goquery.ToEnd)
	if definitions.Length() < 15 || !strings.Contains(plain(definitions.First()), "Täljare") {
		t.Errorf("%d definitions, the first %q", definitions.Length(), plain(definitions.First()))
	}
}

func testAhead(t *testing.T, a pagetest.Answer) {
	if next := texts(under(t, a, "Mål för kommande år").Find("h3")); len(next) < 3 {
		t.Errorf("next year's goals %q", next)
	}
	if long := plain(under(t, a, "Långsiktiga mål")); !strings.Contains(long, "–20") {
		t.Errorf("long-term goals %q", long)
	}
}
