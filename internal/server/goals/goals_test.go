package goals

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestWhoSeesAndWhoEdits(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	b.Post("/mal/nytt", warm(b.Get("/mal/nytt").Form("/mal/nytt"))).Want(http.StatusSeeOther)
	edits := []string{"/mal/nytt", "/mal/1/andra", "/mal/1/malvarden", "/mal/langsiktiga/nytt", "/mal/processmatt",
		"/mal/nytt-matt", "/mal/matt/MED1/ratta", "/mal/matt/MED1/ny-definition"}
	views := []string{"/mal", "/mal/1", "/mal/langsiktiga", "/mal/loften", "/mal/matt", "/mal/matt/MED1"}
	for _, address := range append(edits, views...) {
		b.Get(address).Want(http.StatusOK)
		as(t, f, testgroup.Administrator).Get(address).Want(http.StatusForbidden)
	}
	member := as(t, f, testgroup.Member)
	for _, address := range edits {
		member.Get(address).Want(http.StatusForbidden)
	}
	for _, address := range views {
		shown := member.Get(address).Want(http.StatusOK)
		if n := shown.Find(`main a[href*="nytt"], main a[href$="andra"], main a[href*="ratta"], main a[href*="malvarden"], main form[method=post]`).Length(); n != 0 {
			t.Errorf("%s shows %d ways to change things to somebody who may not", address, n)
		}
	}
	for _, address := range []string{"/mal/99", "/mal/x", "/mal/matt/INGET", "/mal?ar=x", "/mal?ar=1600", "/mal/matt/ANN1"} {
		b.Get(address).Want(http.StatusNotFound)
	}
}

func TestGoalFromNothingToShown(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	if got := b.Get("/mal").Want(http.StatusOK).Text(".empty-state-title"); got != "Inga mål är bestämda för 2026" {
		t.Errorf("without goals: %q", got)
	}
	form := warm(b.Get("/mal/nytt").Form("/mal/nytt"))
	form.Del("promises")
	form.Set("title", "")
	again := b.Post("/mal/nytt", form).Want(http.StatusUnprocessableEntity)
	if again.Text("#title-error") != "Fyll i uppgiften." || again.Text("#promises-error") != "Välj minst ett patientlöfte." {
		t.Errorf("errors: %q, %q", again.Text("#title-error"), again.Text("#promises-error"))
	}
	for name, want := range map[string]string{"category": "medical", "indicators": "1 2",
		"value_for_children": "Barnen mår bättre av att hållas varma."} {
		if got := again.Value(name); got != want {
			t.Errorf("%s came back as %q, want %q", name, got, want)
		}
	}
	created := b.Post("/mal/nytt", warm(again.Form("/mal/nytt"))).Want(http.StatusSeeOther)
	if created.Location != "/mal/1/malvarden" {
		t.Fatalf("redirected to %q", created.Location)
	}

	targets := b.Get("/mal/1/malvarden").Want(http.StatusOK).Form("/mal/1/malvarden")
	targets.Set("target.1.0.kind", "value")
	targets.Set("target.1.0.threshold", "nittio")
	targets.Set("target.1.2.kind", "value")
	targets.Set("target.1.2.threshold", "85,5")
	wrong := b.Post("/mal/1/malvarden", targets).Want(http.StatusUnprocessableEntity)
	if wrong.Value("target.1.0.threshold") != "nittio" || !strings.HasPrefix(wrong.Text("#target-1-0-threshold-error"), "Skriv ett tal") {
		t.Errorf("%q: %q", wrong.Value("target.1.0.threshold"), wrong.Text("#target-1-0-threshold-error"))
	}
	if wrong.Value("target.1.2.threshold") != "85,5" || wrong.Value("target.1.2.kind") != "value" {
		t.Error("the unit's own target is lost")
	}
	targets.Set("target.1.0.threshold", "90")
	targets.Set("target.1.0.second", "80")
	targets.Set("target.2.0.kind", "better_half")
	b.Post("/mal/1/malvarden", targets).Want(http.StatusSeeOther)

	shown := b.Get("/mal").Want(http.StatusOK)
	if got := shown.Text("#mal-1 .target-words"); got != "Minst 90 % Gräns för nära målet: 80 % Bo: minst 85,5 %Bland den bättre halvan av enheterna" {
		t.Errorf("targets: %q", got)
	}
	if got := shown.Text("#gaps"); got != "Omvårdnaden har inget mål.Patientnöjdheten har inget mål." {
		t.Errorf("warnings: %q", got)
	}
	if got := shown.Text("#mal-1 dl"); got != "PatientlöftenP2 bästa kunskap i varje möte" {
		t.Errorf("promises: %q", got)
	}
	if n := b.Get("/mal?ar=2026&omrade=nursing").Want(http.StatusOK).Find("article.goal").Length(); n != 0 {
		t.Errorf("%d goals in another category", n)
	}
	goal := b.Get("/mal/1").Want(http.StatusOK)
	if goal.Text("#varde p") != "Barnen mår bättre av att hållas varma." || !strings.HasPrefix(goal.Text("main > .note"), "Senast ändrat av Sara Samman 4 maj 2026 kl. 16:02") {
		t.Errorf("%q, %q", goal.Text("#varde p"), goal.Text("main > .note"))
	}
	// A measure that a goal has cannot be chosen for another.
	if got := b.Get("/mal/nytt").Text(".taken:first-child"); got != "Temperatur vid inskrivning Hör till målet ”Varma barn”." {
		t.Errorf("the other form says %q", got)
	}
}

func TestTwoConvenersAtOnce(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	b.Post("/mal/nytt", warm(b.Get("/mal/nytt").Form("/mal/nytt"))).Want(http.StatusSeeOther)
	first := b.Get("/mal/1/andra").Form("/mal/1/andra")
	second := b.Get("/mal/1/andra").Form("/mal/1/andra")
	first.Set("title", "Varma barn hela tiden")
	b.Post("/mal/1/andra", first).Want(http.StatusSeeOther)
	second.Set("value_for_children", "Det jag skrev.")
	conflict := b.Post("/mal/1/andra", second).Want(http.StatusConflict)
	if got := conflict.Text(".notice"); !strings.Contains(got, "Sara Samman ändrade 4 maj 2026 kl. 16:02") ||
		!strings.Contains(got, "MåletVarma barn hela tiden") || !strings.Contains(got, "Barnen mår bättre av att hållas varma.") ||
		strings.Contains(got, "OmrådeMedicinsk") {
		t.Errorf("the notice says %q", got)
	}
	if conflict.Value("value_for_children") != "Det jag skrev." || conflict.Value("title") != "Varma barn" {
		t.Error("what was typed is lost")
	}
	b.Post("/mal/1/andra", conflict.Form("/mal/1/andra")).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT title || ': ' || value_for_children FROM goal`); got != "Varma barn: Det jag skrev." {
		t.Errorf("stored: %s", got)
	}

	mine := b.Get("/mal/1/malvarden").Form("/mal/1/malvarden")
	theirs := b.Get("/mal/1/malvarden").Form("/mal/1/malvarden")
	theirs.Set("target.1.0.kind", "follow")
	b.Post("/mal/1/malvarden", theirs).Want(http.StatusSeeOther)
	mine.Set("target.1.0.kind", "value")
	mine.Set("target.1.0.threshold", "95")
	conflict = b.Post("/mal/1/malvarden", mine).Want(http.StatusConflict)
	if got := conflict.Text(".notice dl"); got != "Temperatur vid inskrivningFöljs, utan målvärde" {
		t.Errorf("the notice says %q", got)
	}
	b.Post("/mal/1/malvarden", conflict.Form("/mal/1/malvarden")).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT kind || ' ' || threshold FROM target`); got != "value 95" {
		t.Errorf("stored: %s", got)
	}
}

func TestRemoveAndCopy(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	b.Post("/mal/nytt", warm(b.Get("/mal/nytt").Form("/mal/nytt"))).Want(http.StatusSeeOther)
	next := b.Get("/mal?ar=2027").Want(http.StatusOK)
	if got := next.Text(".empty-state button"); got != "Börja med 1 mål från 2026" {
		t.Errorf("the offer is %q", got)
	}
	if got := b.Post("/mal/kopiera", next.Form("/mal/kopiera")).Want(http.StatusSeeOther).Location; got != "/mal?ar=2027" {
		t.Errorf("redirected to %q", got)
	}
	b.Post("/mal/kopiera", next.Form("/mal/kopiera")).Want(http.StatusConflict)

	handIn(f, "MED1")
	measured := b.Get("/mal/1/andra").Want(http.StatusOK)
	if measured.Find(`form[action="/mal/1/ta-bort"]`).Length() != 0 || !strings.Contains(measured.Text("main"), "går inte att ta bort") {
		t.Error("a goal with figures can be removed")
	}
	without := measured.Form("/mal/1/andra")
	without["indicators"] = []string{"2"}
	kept := b.Post("/mal/1/andra", without).Want(http.StatusUnprocessableEntity)
	if got := kept.Text("#indicators-error"); !strings.Contains(got, "Temperatur vid inskrivning") {
		t.Errorf("beside the measures: %q", got)
	}
	if got, _ := kept.Find("#error-summary a").Attr("href"); got != "#indicators" || kept.Find(got).Length() != 1 {
		t.Errorf("the summary leads to %q", got)
	}
	free := b.Get("/mal/2/andra").Form("/mal/2/ta-bort")
	if got := b.Post("/mal/2/ta-bort", free).Want(http.StatusSeeOther).Location; got != "/mal?ar=2027" {
		t.Errorf("redirected to %q", got)
	}
	b.Get("/mal/2").Want(http.StatusNotFound)
}

func TestLongTermGoalsAndPromises(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	form := b.Get("/mal/langsiktiga/nytt").Want(http.StatusOK).Form("/mal/langsiktiga/nytt")
	form.Set("title", "Familjen tillsammans")
	form.Set("end_year", "2026")
	again := b.Post("/mal/langsiktiga/nytt", form).Want(http.StatusUnprocessableEntity)
	if !strings.Contains(again.Text("#end_year-error"), "tre till fem år") || again.Value("title") != "Familjen tillsammans" {
		t.Errorf("%q, %q", again.Text("#end_year-error"), again.Value("title"))
	}
	form.Set("end_year", "2030")
	b.Post("/mal/langsiktiga/nytt", form).Want(http.StatusSeeOther)
	goal := warm(b.Get("/mal/nytt").Form("/mal/nytt"))
	goal.Set("long_term_goal", "1")
	b.Post("/mal/nytt", goal).Want(http.StatusSeeOther)
	list := b.Get("/mal/langsiktiga").Want(http.StatusOK)
	if got := list.Text("#langsiktigt-1 li"); got != "2026: Varma barn" {
		t.Errorf("years on the way: %q", got)
	}
	edit := b.Get("/mal/langsiktiga/1/andra").Form("/mal/langsiktiga/1/andra")
	edit.Set("vision", "Ingen familj skiljs åt.")
	b.Post("/mal/langsiktiga/1/andra", edit).Want(http.StatusSeeOther)
	edit.Set("vision", "Något annat.")
	conflict := b.Post("/mal/langsiktiga/1/andra", edit).Want(http.StatusConflict)
	if got := conflict.Text(".notice dl"); got != "Så ska det vara dåIngen familj skiljs åt." || conflict.Value("vision") != "Något annat." {
		t.Errorf("%q, %q", got, conflict.Value("vision"))
	}

	promises := as(t, f, testgroup.Member).Get("/mal/loften").Want(http.StatusOK)
	if got := promises.Text("#lofte-P2 td"); got != "Varma barnTemperatur vid inskrivning inga siffror än Sen infektion inga siffror än 2 mått, 0 med siffrorInga" {
		t.Errorf("P2: %q", got)
	}
	if got := promises.Text("#lofte-P1 td"); got != "Inget mål Inget måttInga" {
		t.Errorf("P1: %q", got)
	}
	if !strings.Contains(promises.Text("main"), "2 löften har inget mål 2026.") {
		t.Error("how many promises have no goal is not said")
	}
}

func TestProcessMeasures(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	form := b.Get("/mal/processmatt?ar=2026").Want(http.StatusOK).Form("/mal/processmatt")
	form["indicators"] = []string{"5", "6"}
	b.Post("/mal/processmatt", form).Want(http.StatusSeeOther)
	if got := b.Get("/mal").Text("#processmatt li"); got != "FörlossningarHemsjukvård" {
		t.Errorf("process measures: %q", got)
	}
	next := b.Get("/mal/processmatt?ar=2027").Want(http.StatusOK)
	if next.Value("indicators") != "5 6" || !strings.Contains(next.Text("main > .note"), "De som samlades in 2026 är förvalda.") {
		t.Errorf("the next year begins with %q: %q", next.Value("indicators"), next.Text("main"))
	}
	handIn(f, "PRO2")
	form["indicators"] = []string{"5"}
	again := b.Post("/mal/processmatt", form).Want(http.StatusUnprocessableEntity)
	if !strings.Contains(again.Text("#indicators-error"), "Hemsjukvård") || again.Value("indicators") != "5" {
		t.Errorf("%q, %q", again.Text("#indicators-error"), again.Value("indicators"))
	}
}
