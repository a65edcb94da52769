package goals

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestLibrary(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	b.Post("/mal/nytt", warm(b.Get("/mal/nytt").Form("/mal/nytt"))).Want(http.StatusSeeOther)
	for address, want := range map[string]string{
		"/mal/matt":                            "6 av 6 mått visas.",
		"/mal/matt?omrade=process":             "2 av 6 mått visas.",
		"/mal/matt?galler=highly_specialised":  "1 av 6 mått visas.",
		"/mal/matt?anvands=ja":                 "2 av 6 mått visas.",
		"/mal/matt?anvands=nej&omrade=nursing": "1 av 6 mått visas.",
	} {
		if got := b.Get(address).Want(http.StatusOK).Text(`p[role=status]`); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	all := b.Get("/mal/matt")
	row := all.Text(`tr:has(a[href="/mal/matt/MED1"])`)
	if !strings.Contains(row, "Högspecialiserad vård") || !strings.Contains(row, "Står i källan") ||
		!strings.Contains(row, "Ja, i målet ”Varma barn”") {
		t.Errorf("a row says %q", row)
	}
}

func TestNewMeasure(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	form := b.Get("/mal/nytt-matt").Want(http.StatusOK).Form("/mal/nytt-matt")
	form.Set("code", "MED1")
	form.Set("name", "Oplanerad extubation")
	form.Set("kind", "rate")
	form.Set("numerator_text", "Händelser")
	form.Set("denominator_text", "Respiratordygn")
	again := b.Post("/mal/nytt-matt", form).Want(http.StatusUnprocessableEntity)
	if again.Text("#rate_per-error") == "" || again.Value("name") != "Oplanerad extubation" || again.Value("kind") != "rate" {
		t.Errorf("%q, %q, %q", again.Text("#rate_per-error"), again.Value("name"), again.Value("kind"))
	}
	form.Set("rate_per", "1 000")
	if got := b.Post("/mal/nytt-matt", form).Want(http.StatusUnprocessableEntity).Text("#code-error"); got != "Koden används redan." {
		t.Errorf("beside the code: %q", got)
	}
	form.Set("care_step", "Hemma hos 121212-1212")
	if got := b.Post("/mal/nytt-matt", form).Want(http.StatusUnprocessableEntity).Text("#care_step-error"); got == "" {
		t.Error("a personal number is taken")
	}
	form.Set("care_step", "Hemma")
	form.Set("code", "MED9")
	if got := b.Post("/mal/nytt-matt", form).Want(http.StatusSeeOther).Location; got != "/mal/matt/MED9" {
		t.Errorf("redirected to %q", got)
	}
	shown := b.Get("/mal/matt/MED9").Want(http.StatusOK)
	if !strings.Contains(shown.Text("main"), "Steg i vårdkedjanHemma") {
		t.Errorf("the step is not told: %q", shown.Text("main"))
	}
	if got := b.Get("/mal/matt?steg=Hemma").Want(http.StatusOK).Text(`p[role=status]`); got != "1 av 7 mått visas." {
		t.Errorf("one step's measures: %q", got)
	}
	if got := b.Get("/mal/matt/MED9/ratta").Want(http.StatusOK).Value("care_step"); got != "Hemma" {
		t.Errorf("the form opens with %q", got)
	}
	if !strings.Contains(shown.Text("#definition"), "Gäller nu, från 1 januari 2026") || !strings.Contains(shown.Text("#definition"), "Visas per1 000") {
		t.Errorf("definition: %q", shown.Text("#definition"))
	}
}

func TestCorrectAndRedefine(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	shown := b.Get("/mal/matt/MED1").Want(http.StatusOK)
	if !strings.Contains(shown.Text("#publicerat"), "Ett annat land") {
		t.Errorf("published values: %q", shown.Text("#publicerat"))
	}
	free := b.Get("/mal/matt/MED1/ratta").Want(http.StatusOK)
	if free.Value("direction") != "higher" || free.Value("promises") != "2" || free.Value("reported_by") != "highly_specialised general" {
		t.Error("the form does not open with what is stored")
	}
	handIn(f, "MED1")
	fixed := b.Get("/mal/matt/MED1/ratta?fran=2020-01-01").Want(http.StatusOK)
	if fixed.Find(`[name=direction]`).Length() != 0 || !strings.Contains(fixed.Text("#fast"), "En siffra är redan lämnad") {
		t.Errorf("what is measured can be corrected: %q", fixed.Text("#fast"))
	}
	form := fixed.Form("/mal/matt/MED1/ratta")
	form.Set("name", "")
	if got := b.Post("/mal/matt/MED1/ratta", form).Want(http.StatusUnprocessableEntity).Text("#name-error"); got != "Fyll i uppgiften." {
		t.Errorf("without a name: %q", got)
	}
	form.Set("name", "Temperatur när barnet skrivs in")
	b.Post("/mal/matt/MED1/ratta", form).Want(http.StatusSeeOther)
	form.Set("name", "Det jag skrev")
	conflict := b.Post("/mal/matt/MED1/ratta", form).Want(http.StatusConflict)
	if !strings.Contains(conflict.Text(".notice dl"), "Temperatur när barnet skrivs in") || conflict.Value("name") != "Det jag skrev" {
		t.Errorf("%q, %q", conflict.Text(".notice dl"), conflict.Value("name"))
	}
	b.Get("/mal/matt/MED1/ratta?fran=2021-01-01").Want(http.StatusNotFound)

	redefine := b.Get("/mal/matt/MED1/ny-definition").Want(http.StatusOK)
	version := redefine.Form("/mal/matt/MED1/ny-definition")
	if got, _ := redefine.Find(`[name=valid_from] option:nth-child(2)`).Attr("value"); got != "2026-01-01" {
		t.Errorf("the first day proposed is %q", got)
	}
	version.Set("numerator_text", "Barn med 36,5–37,5 grader")
	empty := b.Post("/mal/matt/MED1/ny-definition", version).Want(http.StatusUnprocessableEntity)
	if empty.Text("#comparable-error") == "" || empty.Value("numerator_text") != "Barn med 36,5–37,5 grader" {
		t.Errorf("%q, %q", empty.Text("#comparable-error"), empty.Value("numerator_text"))
	}
	version.Set("comparable", "nej")
	version.Set("valid_from", "2026-07-01")
	if got := b.Post("/mal/matt/MED1/ny-definition", version).Want(http.StatusUnprocessableEntity).Text("#change_note-error"); got != "Fyll i uppgiften." {
		t.Errorf("without a reason: %q", got)
	}
	version.Set("change_note", "Gränsen flyttades.")
	b.Post("/mal/matt/MED1/ny-definition", version).Want(http.StatusSeeOther)
	shown = b.Get("/mal/matt/MED1").Want(http.StatusOK)
	if got := shown.Text("#fran-2026-07-01"); !strings.Contains(got, "har inte börjat än") || !strings.Contains(got, "Gränsen flyttades.") ||
		!strings.Contains(got, "går inte att jämföra") {
		t.Errorf("the new definition: %q", got)
	}
	if got := shown.Text("#fran-2020-01-01 h3"); got != "Gäller nu, från 1 januari 2020" {
		t.Errorf("the old definition: %q", got)
	}
}
