package goals

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestGoalsAreMarkedAndChosenByTheirMarks(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	form := warm(b.Get("/mal/nytt").Form("/mal/nytt"))
	form["marks"] = []string{"safe", "bra"}
	wrong := b.Post("/mal/nytt", form).Want(http.StatusUnprocessableEntity)
	if _, open := wrong.Find("details:has(#marks)").Attr("open"); !open || wrong.Text("#marks-error") == "" {
		t.Errorf("what is wrong is folded away: %q", wrong.Text("#marks-error"))
	}
	form["marks"] = []string{"resource_efficient", "safe"}
	b.Post("/mal/nytt", form).Want(http.StatusSeeOther)
	if got := b.Get("/mal/1").Want(http.StatusOK).Text("#god-vard"); !strings.Contains(got, "säker, resurseffektiv") {
		t.Errorf("the goal says %q", got)
	}
	for address, shown := range map[string]int{"/mal": 1, "/mal?marke=safe": 1, "/mal?marke=resource_efficient&omrade=medical": 1, "/mal?marke=equal": 0} {
		if got := b.Get(address).Want(http.StatusOK).Find("#mal-1").Length(); got != shown {
			t.Errorf("%s shows %d goals", address, got)
		}
	}
	if got := b.Get("/mal?marke=equal").Text(".empty-state-title"); got != "Inget mål är märkt med det valda" {
		t.Errorf("nothing chosen: %q", got)
	}
	change := b.Get("/mal/1/andra").Form("/mal/1/andra")
	if got := strings.Join(change["marks"], " "); got != "safe resource_efficient" {
		t.Errorf("the form has %q", got)
	}
	change.Del("marks")
	b.Post("/mal/1/andra", change).Want(http.StatusSeeOther)
	if b.Get("/mal").Find("select[name=marke]").Length() != 0 {
		t.Error("nothing is marked, and there is a choice of marks")
	}
}

func TestADefinitionSaysWhichDiagnosesAreCounted(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	const correct = "/mal/matt/MED1/ratta"
	form := b.Get(correct).Want(http.StatusOK).Form(correct)
	form.Set("icd10", "P22.0, andningsbesvär")
	form.Set("gestation", "28+0–31+6")
	wrong := b.Post(correct, form).Want(http.StatusUnprocessableEntity)
	if got := wrong.Text("#icd10-error"); !strings.Contains(got, "”andningsbesvär” är ingen kod") || wrong.Value("icd10") != "P22.0, andningsbesvär" {
		t.Errorf("%q, %q", got, wrong.Value("icd10"))
	}
	form.Set("icd10", "P22.0, Q20–Q28")
	b.Post(correct, form).Want(http.StatusSeeOther)
	if got := b.Get("/mal/matt/MED1").Want(http.StatusOK).Text("main"); !strings.Contains(got, "P22.0, Q20–Q28") || !strings.Contains(got, "28+0–31+6") {
		t.Error("the measure's page does not say which children are counted")
	}
}
