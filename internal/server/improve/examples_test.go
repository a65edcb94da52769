package improve

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/improve"
	"samsyn/internal/chart"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// onExamples is a browser on the pages of good examples, signed in as the person.
func onExamples(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(improve.New(f.DB, testgroup.Clock), chart.NewRenderer(chart.Config{Engines: 1}))
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /forbattring/exempel", Handler: h.ShowExamples},
		{Pattern: "GET /forbattring/exempel/nytt", Handler: h.EditNewExample},
		{Pattern: "POST /forbattring/exempel/nytt", Handler: h.CreateExample},
		{Pattern: "GET /forbattring/exempel/{example}", Handler: h.ShowExample},
		{Pattern: "GET /forbattring/exempel/{example}/diagram/{name}", Handler: h.ShowExampleChart},
		{Pattern: "GET /forbattring/exempel/{example}/andra", Handler: h.EditExample},
		{Pattern: "POST /forbattring/exempel/{example}/andra", Handler: h.SaveExample},
		{Pattern: "POST /forbattring/exempel/{example}/publicera", Handler: h.PublishExample},
		{Pattern: "POST /forbattring/exempel/{example}/dra-tillbaka", Handler: h.WithdrawExample},
		{Pattern: "POST /forbattring/exempel/{example}/ta-bort", Handler: h.DeleteExample},
		{Pattern: "POST /forbattring/exempel/{example}/bilagor", Handler: h.AttachFile},
		{Pattern: "GET /forbattring/exempel/{example}/bilagor/{attachment}", Handler: h.SendAttachment},
		{Pattern: "POST /forbattring/exempel/{example}/bilagor/{attachment}/ta-bort", Handler: h.RemoveAttachment},
		{Pattern: "POST /forbattring/exempel/{example}/vi-provar", Handler: h.TryExample},
		{Pattern: "GET /forbattring/exempel/{example}/lage/{unit}", Handler: h.EditAdoption},
		{Pattern: "POST /forbattring/exempel/{example}/lage/{unit}", Handler: h.SaveAdoption},
	})
}

// figures hands in three years of Ala's first measure.
const figures = `INSERT INTO selected_indicator (group_id, year, indicator_id, position) SELECT 1, y, 1, 1 FROM generate_series(2023, 2025) y;
	INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, submitted_by, approved_at, approved_by)
	SELECT 1, 1, d, 3, 'approved', now(), 1, now(), 3 FROM generate_series('2023-01-01'::date, '2025-10-01', '3 months') d;
	INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
	SELECT s.id, 1, 1, 'proportion', s.period_start, 3, 'reported', CASE WHEN s.period_start >= '2025-01-01' THEN 36 ELSE 20 END
	       + extract(quarter FROM s.period_start)::int % 2, 40, now() FROM submission s`

// typedExample is what somebody types of an example.
func typedExample() url.Values {
	return url.Values{"unit": {"1"}, "title": {"Varm filt <b>"}, "problem": {"Kalla barn.\n\nMånga."}, "done": {"Filten ligger framme."}, "result": {"Fler är varma."},
		"contact": {"1"}, "indicator": {"1"}, "began_on": {"2025-01-01"}, "promises": {"2"}, "tags": {"värme, filt"}}
}

const firstExample = "/forbattring/exempel/1"

// publishedExample is one that Ala has published.
func publishedExample(t *testing.T, f *testgroup.Fixture) {
	t.Helper()
	form := typedExample()
	form.Set("publish", "1")
	if a := onExamples(t, f, testgroup.MedicalLead).Post("/forbattring/exempel/nytt", form).Want(http.StatusSeeOther); a.Location != firstExample {
		t.Fatalf("leads to %s", a.Location)
	}
}

func TestAnExampleIsWrittenAndRead(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(figures)
	lead := onExamples(t, f, testgroup.MedicalLead)
	if a := lead.Get("/forbattring/exempel").Want(http.StatusOK); !strings.Contains(a.Text(".empty-state"), "Inget gott exempel är publicerat än") ||
		a.Find(`.empty-state a[href="/forbattring/exempel/nytt"]`).Length() != 1 {
		t.Errorf("with none: %s", a.Text(".empty-state"))
	}
	if a := onExamples(t, f, testgroup.Member).Get("/forbattring/exempel").Want(http.StatusOK); strings.Contains(a.Body, "/exempel/nytt") {
		t.Error("a reader is shown the way to write")
	}
	onExamples(t, f, testgroup.Member).Get("/forbattring/exempel/nytt").Want(http.StatusForbidden)

	form := typedExample()
	form.Set("title", "")
	form.Set("began_on", "i våras")
	a := lead.Post("/forbattring/exempel/nytt", form).Want(http.StatusUnprocessableEntity)
	if a.Value("problem") != form.Get("problem") || a.Value("began_on") != "i våras" || a.Value("tags") != "värme, filt" || a.Value("indicator") != "1" || a.Value("promises") != "2" {
		t.Error("something typed was lost")
	}
	if a.Find("#began_on-error").Length() != 1 || a.Find(".ds-error-summary a, .error-summary a").Length() == 0 {
		t.Errorf("the problems are not told: %s", a.Text("main"))
	}

	form = typedExample()
	form.Del("result")
	lead.Post("/forbattring/exempel/nytt", form).Want(http.StatusSeeOther)
	a = lead.Get(firstExample).Want(http.StatusOK)
	if a.Text("h1") != "Varm filt <b>" || !strings.Contains(a.Text(".told"), "Kalla barn. Många.") || !strings.Contains(a.Text("main"), "Utkast") {
		t.Errorf("the draft: %s", a.Text("main"))
	}
	onExamples(t, f, testgroup.UnitManager).Get(firstExample).Want(http.StatusNotFound)
	a = lead.Post(firstExample+"/publicera", url.Values{"version": {"1"}}).Want(http.StatusUnprocessableEntity)
	if a.Value("problem") != form.Get("problem") || !strings.Contains(a.Text("#result-error"), "Andra behöver det") {
		t.Errorf("published without a result: %s", a.Text("main"))
	}
	form = a.Form(firstExample + "/andra")
	form.Set("result", "Fler är varma.")
	form.Set("publish", "1")
	lead.Post(firstExample+"/andra", form).Want(http.StatusSeeOther)

	a = onExamples(t, f, testgroup.UnitManager).Get(firstExample).Want(http.StatusOK)
	for _, want := range []string{"Bättre än före, mer än slumpen förklarar.", "Men annat kan ha hänt samtidigt.", "lead@exempel.se", "1 märker ut dagen då det började: 1 januari 2025", "Vi prövar i Bo"} {
		if !strings.Contains(a.Text("main"), want) {
			t.Errorf("%q is not told: %s", want, a.Text("main"))
		}
	}
	if a.Find(`script[type="application/json"]#diagram-1`).Length() != 1 || a.Find("form[action$=bilagor]").Length() != 0 {
		t.Error("the chart is missing, or a reader may attach")
	}
	if svg := onExamples(t, f, testgroup.UnitManager).Get(firstExample + "/diagram/over-tid.svg").Want(http.StatusOK); !strings.HasPrefix(svg.Body, "<svg") {
		t.Errorf("the picture: %.40s", svg.Body)
	}
	for _, name := range []string{"over-tid-2.svg", "over-tid-1.svg", "over-tid", "annat.svg", "over-tid--2.svg", "over-tidx.svg"} {
		lead.Get(firstExample + "/diagram/" + name).Want(http.StatusNotFound)
	}
	if a := onExamples(t, f, testgroup.Member).Get(firstExample).Want(http.StatusOK); !strings.Contains(a.Text("main"), "För få år före för att jämföra med") || strings.Contains(a.Body, "K1") {
		t.Errorf("a reader outside: %s", a.Text("main"))
	}

	lead.Post(firstExample+"/dra-tillbaka", url.Values{"version": {"1"}}).Want(http.StatusConflict)
	lead.Post(firstExample+"/dra-tillbaka", url.Values{"version": {"2"}}).Want(http.StatusSeeOther)
	onExamples(t, f, testgroup.UnitManager).Get(firstExample).Want(http.StatusNotFound)
	lead.Post(firstExample+"/ta-bort", url.Values{"version": {"3"}}).Want(http.StatusConflict)
}

func TestTwoChangeAnExampleAtOnce(t *testing.T) {
	f := testgroup.New(t)
	publishedExample(t, f)
	lead, convener := onExamples(t, f, testgroup.MedicalLead), onExamples(t, f, testgroup.Convener)
	form := lead.Get(firstExample + "/andra").Want(http.StatusOK).Form(firstExample + "/andra")
	theirs := convener.Get(firstExample + "/andra").Form(firstExample + "/andra")
	theirs.Set("done", "Deras text")
	convener.Post(firstExample+"/andra", theirs).Want(http.StatusSeeOther)
	form.Set("done", "Min text")
	a := lead.Post(firstExample+"/andra", form).Want(http.StatusConflict)
	if a.Value("done") != "Min text" || a.Value("version") != "2" || !strings.Contains(a.Text(".notice"), "Sara Samman") || !strings.Contains(a.Text(".notice"), "Deras text") {
		t.Errorf("%s", a.Text("main"))
	}
	lead.Post(firstExample+"/andra", a.Form(firstExample+"/andra")).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT done FROM example`); got != "Min text" {
		t.Errorf("saved %q", got)
	}
}

func TestTheListIsChosenByTheAddress(t *testing.T) {
	f := testgroup.New(t)
	publishedExample(t, f)
	f.Exec(`INSERT INTO example (group_id, unit_id, title, state, published_at, written_at)
		SELECT 1, 2, 'Exempel ' || n, 'published', now() + n * interval '1 second', now() FROM generate_series(1, 30) n`)
	b := onExamples(t, f, testgroup.UnitManager)
	for query, want := range map[string]int{"": 12, "?sida=3": 7, "?sida=9": 0, "?sok=filt": 1, "?sok=VARM+kalla": 1, "?sok=100%25": 0, "?lofte=P2": 1, "?matt=MED1": 1,
		"?enhet=ALA": 1, "?enhet=BO": 12, "?tagg=filt": 1, "?lage=inget-sagt": 1, "?lage=provar": 0, "?sok=filt&enhet=BO": 0} {
		if a := b.Get("/forbattring/exempel" + query).Want(http.StatusOK); a.Find(".example-card").Length() != want {
			t.Errorf("%s: %d cards, want %d", query, a.Find(".example-card").Length(), want)
		}
	}
	for _, query := range []string{"?lofte=X", "?matt=ANN1", "?enhet=XYZ", "?lage=annat", "?sida=0", "?sida=x"} {
		b.Get("/forbattring/exempel" + query).Want(http.StatusNotFound)
	}
	if a := b.Get("/forbattring/exempel?enhet=BO&sida=2"); a.Find(`.pagination a[href="/forbattring/exempel?enhet=BO&sida=3"]`).Length() == 0 || a.Value("enhet") != "BO" {
		t.Errorf("the pages lose what is chosen: %s", a.Text(".pagination"))
	}
	if a := b.Get("/forbattring/exempel?sok=fiskmås"); !strings.Contains(a.Text(".empty-state"), "Inget exempel stämmer med valen") || a.Value("sok") != "fiskmås" {
		t.Errorf("nothing found: %s", a.Text("main"))
	}
	f.Exec(`INSERT INTO example (group_id, unit_id, title, state, written_at) VALUES (1, 2, 'Bos utkast', 'draft', now()), (1, 1, 'Alas utkast', 'draft', now())`)
	if a := b.Get("/forbattring/exempel?visa=utkast").Want(http.StatusOK); a.Text(".example-card h2") != "Bos utkast" || !strings.Contains(a.Text(".tabs"), "Utkast och tillbakadragna (1)") {
		t.Errorf("drafts: %s", a.Text("main"))
	}
	if a := onExamples(t, f, testgroup.Member).Get("/forbattring/exempel?visa=utkast").Want(http.StatusOK); a.Find(".example-card").Length() != 0 {
		t.Errorf("a reader sees drafts: %s", a.Text("main"))
	}
}

func TestAUnitTriesAnExample(t *testing.T) {
	f := testgroup.New(t)
	publishedExample(t, f)
	manager := onExamples(t, f, testgroup.UnitManager)
	a := manager.Get(firstExample).Want(http.StatusOK)
	a = manager.Post(firstExample+"/vi-provar", a.Form(firstExample+"/vi-provar")).Want(http.StatusSeeOther)
	if a.Location != "/forbattring/atgarder/ny?enhet=BO&exempel=1&fran=example" {
		t.Errorf("leads to %s", a.Location)
	}
	a = manager.Get(firstExample)
	if got := a.Text(`tr[data-state="trying"]`); !strings.Contains(got, "Bo") || !strings.Contains(got, "4 maj 2026") || !strings.Contains(a.Text("#spridning .section-lead"), "Prövas av 1.") {
		t.Errorf("%s", a.Text("#spridning"))
	}
	if a.Find(`form[action$="vi-provar"]`).Length() != 0 {
		t.Error("is asked to try what it tries")
	}
	if got := onExamples(t, f, testgroup.Member).Get("/forbattring/exempel").Text(".example-spread"); got != "prövas av 1" {
		t.Errorf("the list says %q", got)
	}

	form := manager.Get(firstExample + "/lage/BO").Want(http.StatusOK).Form(firstExample + "/lage/BO")
	form.Set("state", "not_for_us")
	a = manager.Post(firstExample+"/lage/BO", form).Want(http.StatusUnprocessableEntity)
	if a.Find("#why-error").Length() != 1 || a.Value("state") != "not_for_us" {
		t.Errorf("not for us without a why: %s", a.Text("main"))
	}
	form.Set("why", "Annat hus.\nIngen personal.")
	manager.Post(firstExample+"/lage/BO", form).Want(http.StatusSeeOther)
	stale := manager.Post(firstExample+"/lage/BO", url.Values{"state": {"introduced"}, "since": {"2026-01-01"}, "why": {"Jo"}, "version": {"1"}}).Want(http.StatusConflict)
	if stale.Value("why") != "Jo" || stale.Value("version") != "2" || !strings.Contains(stale.Text(".notice"), "Annat hus.") {
		t.Errorf("%s", stale.Text("main"))
	}
	if got := manager.Get(firstExample).Text(`tr[data-state="not_for_us"] .told`); got != "Annat hus. Ingen personal." {
		t.Errorf("%q", got)
	}
	onExamples(t, f, testgroup.MedicalLead).Get(firstExample + "/lage/BO").Want(http.StatusForbidden)
	onExamples(t, f, testgroup.MedicalLead).Get(firstExample + "/lage/ALA").Want(http.StatusNotFound)
	onExamples(t, f, testgroup.Member).Post(firstExample+"/vi-provar", url.Values{"unit": {"BO"}}).Want(http.StatusForbidden)
}

func TestFilesAreSentAndHandedOutSafely(t *testing.T) {
	f := testgroup.New(t)
	publishedExample(t, f)
	lead, member := onExamples(t, f, testgroup.MedicalLead), onExamples(t, f, testgroup.Member)
	at := firstExample + "/bilagor"
	pdf := []byte("%PDF-1.4 <script>alert(1)</script>")
	if a := lead.Upload(at, pagetest.File{Field: "file", Name: "../Rutin \"å\"\r\nX: y.html", Content: pdf}).Want(http.StatusSeeOther); a.Location != firstExample+"#bilagor" {
		t.Errorf("leads to %s", a.Location)
	}
	a := member.Get(at + "/1").Want(http.StatusOK)
	if a.Body != string(pdf) {
		t.Error("another file")
	}
	for name, want := range map[string]string{"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
		"Cache-Control": "private, no-store", "Content-Length": fmt.Sprint(len(pdf))} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := a.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment; filename") || strings.ContainsAny(got, "\r\n\"/") || !strings.Contains(got, ".html.pdf") {
		t.Errorf("Content-Disposition: %q", got)
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"bild.png", []byte(`<svg onload="alert(1)"/>`), "inte av ett slag som går att bifoga"},
		{"sida.pdf", []byte("<html>"), "inte av ett slag som går att bifoga"},
		{"tom.pdf", nil, "Filen är tom"},
		{"stor.pdf", append([]byte("%PDF-"), bytes.Repeat([]byte("x"), improvement.LargestAttachment)...), "högst 10 MB"},
		{"rutin.pdf", pdf, "redan bifogad"},
		{"barnet 121212-1212.pdf", []byte("%PDF-1.4"), "personnummer"},
	} {
		a := lead.Upload(at, pagetest.File{Field: "file", Name: c.name, Content: c.content}).Want(http.StatusUnprocessableEntity)
		if !strings.Contains(a.Text("#file-error"), c.want) || a.Text("h1") != "Varm filt <b>" {
			t.Errorf("%s: %q", c.name, a.Text("#file-error"))
		}
	}
	if a := lead.Upload(at, pagetest.File{Field: "annat", Name: "x.pdf", Content: pdf}).Want(http.StatusUnprocessableEntity); !strings.Contains(a.Text("#file-error"), "Välj en fil") {
		t.Errorf("no file: %q", a.Text("#file-error"))
	}
	if a := lead.Post(at, url.Values{"file": {"x"}}).Want(http.StatusUnprocessableEntity); !strings.Contains(a.Text("#file-error"), "Välj en fil") {
		t.Errorf("not a file form: %q", a.Text("#file-error"))
	}
	onExamples(t, f, testgroup.UnitManager).Upload(at, pagetest.File{Field: "file", Name: "x.pdf", Content: []byte("%PDF-1.5")}).Want(http.StatusForbidden)
	onExamples(t, f, testgroup.Observer).Get(at + "/1").Want(http.StatusForbidden)
	for _, wrong := range []string{"/2", "/0", "/x", "/1x"} {
		lead.Get(at + wrong).Want(http.StatusNotFound)
	}
	onExamples(t, f, testgroup.UnitManager).Post(at+"/1/ta-bort", nil).Want(http.StatusForbidden)
	lead.Post(at+"/1/ta-bort", nil).Want(http.StatusSeeOther)
	member.Get(at + "/1").Want(http.StatusNotFound)
	// The other forms of the room are as small as everybody's.
	large := typedExample()
	large.Set("problem", strings.Repeat("x", 2<<20))
	lead.Post("/forbattring/exempel/nytt", large).Want(http.StatusRequestEntityTooLarge)
}
