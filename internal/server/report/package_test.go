package report

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page/pagetest"
)

// packageSite is the example's site with the pages of data packages, and the work on files.
func packageSite(t *testing.T) (*site, *report.Room) {
	s := newSite(t, true)
	room := report.New(s.db, func() time.Time { return today })
	h := New(room, chart.NewRenderer(chart.Config{Engines: 1, CacheBytes: 32 << 20}))
	at := packagesURL + "/{package}"
	s.routes = []pagetest.Route{
		{Pattern: "GET " + packagesURL, Handler: h.ShowPackages},
		{Pattern: "GET " + packagesURL + "/nytt", Handler: h.EditNewPackage},
		{Pattern: "POST " + packagesURL + "/nytt", Handler: h.CreatePackage},
		{Pattern: "GET " + at, Handler: h.ShowPackage},
		{Pattern: "GET " + at + "/andra", Handler: h.EditPackage},
		{Pattern: "POST " + at + "/andra", Handler: h.SavePackage},
		{Pattern: "GET " + at + "/ny-version", Handler: h.ConfirmPackage},
		{Pattern: "POST " + at + "/ny-version", Handler: h.FixPackage},
		{Pattern: "GET " + at + "/{number}/dokument.json", Handler: h.SendPackageDocument},
		{Pattern: "POST " + at + "/{number}/filer", Handler: h.CreatePackageFile},
		{Pattern: "GET " + at + "/{number}/filer/{format}", Handler: h.SendPackageFile},
	}
	return s, room
}

func TestADataPackageIsMadeSavedAndReadByOthers(t *testing.T) {
	s, room := packageSite(t)
	lead, outside := s.as(t, org.MedicalLead), s.as(t, org.ProgramAreaMember)
	lead.Get(packagesURL).Want(http.StatusOK)
	outside.Get(packagesURL + "/nytt").Want(http.StatusForbidden)

	// What is missing stands at its field, and what was typed is left.
	form := lead.Get(packagesURL + "/nytt?matt=MED03&inforande=1").Want(http.StatusOK)
	measure, _ := form.Find(`input[name=measures][checked]`).Attr("value")
	if form.Find(`input[name=measures][checked]`).Length() != 1 || form.Find(`input[name=inforande][value="1"]`).Length() != 1 {
		t.Fatal("the form is not filled in for what it is wanted for")
	}
	lead.Get(packagesURL + "/nytt?inforande=99").Want(http.StatusNotFound)
	typed := url.Values{"title": {"Varma barn"}, "question": {"Hur varma är de?"}, "first_year": {"2024"}, "last_year": {"2025"}, "inforande": {"1"},
		"profession.0": {"Barnmorska"}, "what.0": {"vid födelsen"}, "source.0": {""}, "note.patients": {"Få barn."}}
	wrong := lead.Post(packagesURL+"/nytt", typed).Want(http.StatusUnprocessableEntity)
	if text := wrong.Find(".error-summary, [role=alert]").Text(); !strings.Contains(text, "2 uppgifter") || !strings.Contains(wrong.Body, "vid födelsen") {
		t.Errorf("the problems: %s", text)
	}
	typed.Set("source.0", "egen kartläggning")
	typed.Set("measures", measure)
	typed.Set("inforande", "99")
	lead.Post(packagesURL+"/nytt", typed).Want(http.StatusNotFound)
	typed.Set("inforande", "1")
	made := lead.Post(packagesURL+"/nytt", typed).Want(http.StatusSeeOther)
	at := made.Location

	// A draft is the group's own.
	draft := lead.Get(at).Want(http.StatusOK)
	for _, text := range []string{"Utkast: så som paketet ser ut nu", "Få barn.", "Barnmorska", "Redovisas inte: inget av de valda måtten delas upp efter kön.", "Definitioner"} {
		if !strings.Contains(draft.Body, text) {
			t.Errorf("the draft does not say %q", text)
		}
	}
	outside.Get(at).Want(http.StatusNotFound)

	// A version is kept as it was, and read by others with small numbers hidden.
	lead.Get(at + "/ny-version").Want(http.StatusOK)
	lead.Post(at+"/ny-version", url.Values{"number": {"1"}}).Want(http.StatusSeeOther)
	lead.Post(at+"/ny-version", url.Values{"number": {"1"}}).Want(http.StatusSeeOther) // once
	first := lead.Get(at + "/1/dokument.json").Want(http.StatusOK).Body
	public := outside.Get(at + "/1/dokument.json").Want(http.StatusOK).Body
	if first == public || !strings.Contains(public, "Dolt (få barn)") || strings.Contains(first, "Dolt (få barn)") {
		t.Error("the two audiences read the same")
	}
	if same := lead.Get(at + "/1/dokument.json?for=alla").Want(http.StatusOK).Body; same != public {
		t.Error("the group does not see what others read")
	}
	p := outside.Get(at).Want(http.StatusOK)
	if p.Find(`main a[href="/forbattring/inforanden/1"]`).Length() != 1 {
		t.Error("no way from the package to the introduction that it was made for")
	}
	if !strings.Contains(p.Body, "Det här är paketet för andra") || p.Find(`a[href$="/andra"]`).Length() != 0 {
		t.Error("others read the group's own")
	}

	// Another version says what is new.
	edit := lead.Get(at + "/andra").Want(http.StatusOK)
	typed.Set("version", edit.Find("input[name=version]").AttrOr("value", ""))
	typed.Set("title", "Varmare barn")
	lead.Post(at+"/andra", typed).Want(http.StatusSeeOther)
	lead.Post(at+"/andra", typed).Want(http.StatusConflict)
	lead.Post(at+"/ny-version", url.Values{"number": {"2"}}).Want(http.StatusUnprocessableEntity)
	lead.Post(at+"/ny-version", url.Values{"number": {"2"}, "reason": {"Nytt namn"}}).Want(http.StatusSeeOther)
	if text := lead.Get(at).Want(http.StatusOK).Body; !strings.Contains(text, "Varmare barn") || !strings.Contains(text, "Nytt namn") || !strings.Contains(text, "Skillnader mot version 1") {
		t.Error("the second version does not say what is new")
	}
	if again := lead.Get(at + "/1/dokument.json").Want(http.StatusOK).Body; again != first {
		t.Error("the first version is another")
	}
	lead.Get(at + "?version=9").Want(http.StatusNotFound)

	// Its files are made by the jobs.
	outside.Get(at + "/2/filer/xlsx").Want(http.StatusNotFound)
	lead.Post(at+"/2/filer", url.Values{"format": {"docx"}}).Want(http.StatusNotFound)
	page, err := room.Package(t.Context(), org.Actor{Memberships: []org.Membership{{GroupID: s.group.ID, Role: org.Convener}}}, report.AskedPackage{Group: s.group.ID, ID: 1})
	if err != nil || len(page.Files) != 2 {
		t.Fatalf("%d files are asked for: %v", len(page.Files), err)
	}
	for _, f := range page.Files {
		if f.Format == "xlsx" {
			workOn(t, room, f.ID)
		}
	}
	if a := lead.Get(at + "/2/filer/xlsx").Want(http.StatusOK); !strings.HasPrefix(a.Body, "PK") {
		t.Error("no workbook")
	}
}

// TestAPackageBeginsWithWhatItIsFor: an introduction's and a team's measures, units and name.
func TestAPackageBeginsWithWhatItIsFor(t *testing.T) {
	s, _ := packageSite(t)
	lead := s.as(t, org.MedicalLead)
	var introduction postgres.PathwayRow
	var team improvement.Team
	var units int
	if err := s.db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		if introduction, err = tx.Pathway(t.Context(), s.group.ID, 1); err != nil {
			return err
		}
		if team, err = tx.Team(t.Context(), s.group.ID, 1); err != nil {
			return err
		}
		taking, err := tx.TeamUnits(t.Context(), s.group.ID, team.ID)
		units = len(taking[team.ID])
		return err
	}); err != nil {
		t.Fatal(err)
	}
	form := lead.Get(packagesURL + "/nytt?inforande=1").Want(http.StatusOK).Find("main form")
	var chosen []string
	form.Find("input[name=measures][checked]").Each(func(_ int, at *goquery.Selection) { chosen = append(chosen, at.AttrOr("value", "")) })
	var want []string
	for _, id := range introduction.Measures {
		want = append(want, strconv.FormatInt(int64(id), 10))
	}
	slices.Sort(chosen)
	slices.Sort(want)
	if title := form.Find("#title").AttrOr("value", ""); title != introduction.Title || len(want) == 0 || !slices.Equal(chosen, want) {
		t.Errorf("%q with the measures %q, want %q with %q", title, chosen, introduction.Title, want)
	}
	form = lead.Get(packagesURL + "/nytt?team=1").Want(http.StatusOK).Find("main form")
	if title := form.Find("#title").AttrOr("value", ""); title != team.Title || form.Find("input[name=units][checked]").Length() != units || units == 0 {
		t.Errorf("%q with %d units, want %q with %d", title, form.Find("input[name=units][checked]").Length(), team.Title, units)
	}
}

// TestWhoReadsWhatIsFixedReadsNothingElse: somebody who has been asked into the core team, and
// may not read results, sees the version as it was saved whatever is changed since.
func TestWhoReadsWhatIsFixedReadsNothingElse(t *testing.T) {
	s, room := packageSite(t)
	// The example's first person is in the first introduction's core team.
	lead, follows, asked := s.as(t, org.MedicalLead), s.as(t, org.ProgramAreaMember), s.as(t, org.Invited)
	measure := lead.Get(packagesURL+"/nytt?matt=MED03&inforande=1").Want(http.StatusOK).Find(`input[name=measures][checked]`).AttrOr("value", "")
	typed := url.Values{"title": {"Varma barn"}, "question": {"Hur varma är de?"}, "first_year": {"2024"}, "last_year": {"2024"}, "inforande": {"1"}, "measures": {measure}}
	at := lead.Post(packagesURL+"/nytt", typed).Want(http.StatusSeeOther).Location
	asked.Get(at).Want(http.StatusNotFound)
	lead.Post(at+"/ny-version", url.Values{"number": {"1"}}).Want(http.StatusSeeOther)
	fixed := asked.Get(at).Want(http.StatusOK).Find("article.report").Text()

	typed.Set("first_year", "2023") // other figures
	typed.Set("last_year", "2023")
	typed.Set("version", lead.Get(at+"/andra").Want(http.StatusOK).Find("input[name=version]").AttrOr("value", ""))
	lead.Post(at+"/andra", typed).Want(http.StatusSeeOther)
	for who, b := range map[string]*pagetest.Browser{"the group": lead, "those who follow its results": follows} {
		if a := b.Get(at).Want(http.StatusOK); a.Find("#sedan .edition-differences").Length() == 0 {
			t.Errorf("%s do not see what is changed since", who)
		}
	}
	a := asked.Get(at).Want(http.StatusOK)
	if a.Find("#sedan, .edition-differences, .changed-since").Length() > 0 || a.Find("article.report").Text() != fixed || !strings.Contains(a.Body, "Versionen är som den sparades.") {
		t.Errorf("they read more than what is fixed: %s", a.Find("main").Text())
	}
	id, _ := strconv.ParseInt(at[strings.LastIndex(at, "/")+1:], 10, 64)
	p, err := room.Package(t.Context(), org.Actor{Person: org.Person{ID: 1}, Memberships: []org.Membership{{GroupID: s.group.ID, Role: org.Invited}}},
		report.AskedPackage{Group: s.group.ID, ID: improvement.PackageID(id)})
	if err != nil || p.Now != nil || p.Document == nil {
		t.Errorf("what it would be made of now is %v: %v", p.Now, err)
	}
}
