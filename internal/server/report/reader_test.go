package report

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/words"
)

func (s *site) testWhoMay(t *testing.T) {
	for _, role := range org.Roles() {
		b := s.as(t, role)
		want := http.StatusOK
		if role.Guest() || role == org.Administrator {
			want = http.StatusForbidden
		}
		a := b.Get("/arsrapport/2025").Want(want)
		b.Get("/arsrapport").Want(want)
		writes := role == org.Convener || role == org.ProcessSupport
		if got := a.Find(`a[href*="/avsnitt/"]`).Length() > 0; got != writes {
			t.Errorf("%s: offered to write %t", role, got)
		}
		if masked := strings.Contains(a.Text("article"), "mycket få barn är dolda"); masked != (role == org.ProgramAreaMember || role == org.ProgramAreaChair) {
			t.Errorf("%s: told of what is hidden %t", role, masked)
		}
		if !writes {
			b.Get("/arsrapport/2025/avsnitt/1").Want(http.StatusForbidden)
			b.Post("/arsrapport/2025/avsnitt/1", map[string][]string{"body": {"x"}, "version": {"1"}}).Want(http.StatusForbidden)
		}
	}
}

func (s *site) testYears(t *testing.T) {
	b := s.as(t, org.Convener)
	list := b.Get("/arsrapport").Want(http.StatusOK)
	var years []string
	list.Find(".task a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		years = append(years, href)
	})
	if got := strings.Join(years, " "); got != "/arsrapport/2026 /arsrapport/2025 /arsrapport/2024" {
		t.Errorf("years %q", got)
	}
	if got := list.Text(`.task:has(a[href="/arsrapport/2025"])`); !strings.Contains(got, "senast 28 februari 2026") {
		t.Errorf("due %q", got)
	}
	for _, address := range []string{"/arsrapport/1999", "/arsrapport/2035", "/arsrapport/nyast", "/arsrapport/2025/avsnitt/999",
		"/arsrapport/2025/avsnitt/x", "/arsrapport/1999/avsnitt/1"} {
		b.Get(address).Want(http.StatusNotFound)
	}
}

// testMasked looks in everything that the programme area's member is sent for the
// numbers of what is hidden: in the row of the unit or the sum, in the pictures and
// in their descriptions.
func (s *site) testMasked(t *testing.T) {
	a := s.as(t, org.ProgramAreaMember).Get("/arsrapport/2025").Want(http.StatusOK)
	var whole *analysis.Dataset
	if err := s.db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		whole, err = dataset.Load(t.Context(), tx, s.group.ID, 2023, 2025)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	masked, hidden := whole.Mask(), 0
	for b, block := range whole.Overview(2025) {
		for n, open := range block.Rows {
			shut := masked.Overview(2025)[b].Rows[n]
			part := a.Find("#" + compose.Anchor(open))
			if part.Length() == 0 {
				continue // a process measure, in a table of its own
			}
			names, secrets := secretsOf(open, shut)
			hidden += len(secrets)
			for n, secret := range secrets {
				row := part.Find("tbody tr").FilterFunction(func(_ int, tr *goquery.Selection) bool { return tr.Find("th").Text() == names[n] })
				if kind, _ := row.Find(".status").Attr("data-kind"); kind != "masked" {
					t.Errorf("%s, %s is not marked as hidden: %q", open.Measure.Code, names[n], plain(row))
				}
				for _, number := range []string{words.Basis(t.Context(), secret), words.Interval(t.Context(), secret), words.Value(t.Context(), secret)} {
					if year := plain(row.Find("td").Slice(0, 3)); number != "" && strings.Contains(year, strings.Join(strings.Fields(number), " ")) {
						t.Errorf("%s, %s: %q in %q", open.Measure.Code, names[n], number, year)
					}
				}
				notSent(t, part, secret)
			}
			if strings.Contains(plain(part.Find("figure")), "K1") || part.Find("dl").Length() > 0 {
				t.Errorf("%s: quarters, or what units have written", open.Measure.Code)
			}
			part.Find("figure").Each(func(_ int, f *goquery.Selection) {
				if alt, _ := f.Find("img").Attr("alt"); strings.Contains(alt+drawn(t, f), "K1") {
					t.Errorf("%s: a picture by quarters", open.Measure.Code)
				}
			})
		}
	}
	if hidden < 5 {
		t.Fatalf("only %d results are hidden: nothing is tested", hidden)
	}
}

// secretsOf is the results that are hidden, with the rows' names.
func secretsOf(open, shut analysis.Row) (names []string, secrets []analysis.Result) {
	add := func(name string, o, s analysis.Result) {
		if s.State == analysis.Masked {
			names, secrets = append(names, name), append(secrets, o)
		}
	}
	for n, c := range shut.Units {
		add(c.Unit.ShortName, open.Units[n].Result, c.Result)
	}
	for n, c := range shut.Regions {
		add(c.Name, open.Regions[n].Result, c.Result)
	}
	add("Hela gruppen", open.Total.Result, shut.Total.Result)
	return names, secrets
}

// notSent looks for the result's numbers, with so many decimals that they are
// nobody else's, in the pictures and all else.
func notSent(t *testing.T, part *goquery.Selection, secret analysis.Result) {
	t.Helper()
	body, err := part.Html()
	if err != nil {
		t.Fatal(err)
	}
	part.Find("figure").Each(func(_ int, f *goquery.Selection) { body += drawn(t, f) })
	for _, v := range []*float64{secret.Point, secret.Lower, secret.Upper} {
		if v == nil {
			continue
		}
		if digits := strconv.FormatFloat(*v, 'f', -1, 64); len(digits) > 10 && strings.Contains(body, digits[:10]) {
			t.Errorf("%s… is sent", digits[:10])
		}
	}
}

// TestAYearWithoutFigures: the first year, before anybody has handed anything in.
func TestAYearWithoutFigures(t *testing.T) {
	s := newSite(t, false)
	a := s.as(t, org.Convener).Get("/arsrapport/2026").Want(http.StatusOK)
	if a.Find(".report-goal").Length() == 0 || a.Find(".report-measure").Length() == 0 {
		t.Error("the year's goals are not there")
	}
	if a.Find("figure").Length() != 0 {
		t.Error("pictures of nothing")
	}
	a.Find(".report-measure tbody tr").Each(func(_ int, row *goquery.Selection) {
		if got := plain(row); strings.Contains(got, "0 av 0") || strings.Contains(got, "NaN") || strings.Contains(got, "0,0") {
			t.Errorf("what is not handed in is shown as %q", got)
		}
	})
	summary := under(t, a, "Sammanfattning och slutsatser")
	if got := plain(summary.Find("p.note")); got != "Här finns ingen text ännu." {
		t.Errorf("without text: %q", got)
	}
	s.as(t, org.ProgramAreaMember).Get("/arsrapport/2026").Want(http.StatusOK)
	s.as(t, org.Convener).Get("/arsrapport/2025").Want(http.StatusNotFound)
}
