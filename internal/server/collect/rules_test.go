package collect

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/collect"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

const rulesPath = "/inrapportering/regler"

// ruling is a browser on the pages about rules.
func ruling(t *testing.T, f *testgroup.Fixture, person org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(collect.New(f.DB, testgroup.Clock))
	return pagetest.New(t, f.Visitor(person), []pagetest.Route{
		{Pattern: "GET /inrapportering/regler", Handler: h.ShowRules},
		{Pattern: "GET /inrapportering/regler/ny", Handler: h.EditNewRule},
		{Pattern: "POST /inrapportering/regler/ny", Handler: h.CreateRule},
		{Pattern: "GET /inrapportering/regler/{rule}", Handler: h.EditRule},
		{Pattern: "POST /inrapportering/regler/{rule}", Handler: h.SaveRule},
		{Pattern: "POST /inrapportering/regler/{rule}/bruk", Handler: h.UseRule},
	})
}

// written writes a rule: how many are born, at most as many as are looked at.
func written(t *testing.T, b *pagetest.Browser) {
	t.Helper()
	form := b.Get(rulesPath + "/ny").Want(http.StatusOK).Form(rulesPath + "/ny")
	form.Set("left", "5")
	form.Set("right", "1")
	form.Set("right_part", "denominator")
	form.Set("explanation", "De är samma barn.")
	b.Post(rulesPath+"/ny", form).Want(http.StatusSeeOther)
}

func TestRulePages(t *testing.T) {
	f := open(t)
	b := ruling(t, f, testgroup.Convener)
	if got := b.Get(rulesPath).Want(http.StatusOK).Text("#regler"); !strings.Contains(got, "Ingen regel är i bruk") {
		t.Errorf("no rules: %s", got)
	}
	written(t, b)
	f.Exec(`UPDATE submission SET state = 'submitted', submitted_at = now();
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, entered_at) VALUES
			(1, 1, 5, 'count', '2025-10-01', 3, 'reported', 21, now())`)
	shown := b.Get(rulesPath)
	if got := shown.Text("#regel-1 .task-title"); got != "”Förlossningar” ska vara högst nämnaren i ”Temperatur vid inskrivning”." {
		t.Errorf("the rule says %q", got)
	}
	if got := shown.Text("#regel-1 details"); got != "En inlämning bryter mot regelnAla, kvartal 4 2025" {
		t.Errorf("what breaks it: %q", got)
	}
	if href, _ := shown.Find("#regel-1 details a").Attr("href"); href != "/inrapportering/granska/ALA/2025K4" {
		t.Errorf("leads to %s", href)
	}
	reader := ruling(t, f, testgroup.MedicalLead).Get(rulesPath).Want(http.StatusOK)
	if reader.Find("#regel-1 :is(form, details), a[href='"+rulesPath+"/ny']").Length() != 0 {
		t.Error("a representative is shown how to change rules")
	}
	form := shown.Form(rulesPath + "/1/bruk")
	form.Set("do", "retire")
	b.Post(rulesPath+"/1/bruk", form).Want(http.StatusSeeOther)
	if got := b.Get(rulesPath).Text("#ur-bruk .task-title"); !strings.HasPrefix(got, "”Förlossningar”") {
		t.Errorf("out of use: %q", got)
	}
	b.Post(rulesPath+"/1/bruk", form).Want(http.StatusConflict)
	form.Set("do", "dance")
	b.Post(rulesPath+"/1/bruk", form).Want(http.StatusNotFound)
	if got := as(t, f, testgroup.MedicalLead).Get("/inrapportering").Find(`main a[href="` + rulesPath + `"]`).Length(); got != 1 {
		t.Error("no link leads to the rules")
	}
}

func TestARulesFormComesBack(t *testing.T) {
	f := open(t)
	b := ruling(t, f, testgroup.Convener)
	written(t, b)
	form := b.Get(rulesPath + "/1").Want(http.StatusOK).Form(rulesPath + "/1")
	if form.Get("left") != "5" || form.Get("right_part") != "denominator" || form.Get("relation") != "at_most" {
		t.Errorf("the form opens with %v", form)
	}
	form.Set("left_part", "numerator")
	form.Set("explanation", "Barn 20121212-1212")
	wrong := b.Post(rulesPath+"/1", form).Want(http.StatusUnprocessableEntity)
	if !strings.Contains(wrong.Text("#left_part-error"), "inte den delen") || !strings.Contains(wrong.Text("#explanation-error"), "personnummer") ||
		wrong.Value("explanation") != "Barn 20121212-1212" {
		t.Errorf("what is wrong: %s", wrong.Text("#error-summary"))
	}
	form.Set("left_part", "value")
	form.Set("explanation", "Nya ord.")
	b.Post(rulesPath+"/1", form).Want(http.StatusSeeOther)
	form.Set("relation", "equals")
	form.Set("explanation", "Andra ord.")
	conflict := b.Post(rulesPath+"/1", form).Want(http.StatusConflict)
	if got := conflict.Text(".notice"); !strings.Contains(got, "Sara Samman ändrade") || !strings.Contains(got, "FörklaringNya ord.") || !strings.Contains(got, "ska vara högst") {
		t.Errorf("overtaken: %s", got)
	}
	b.Post(rulesPath+"/1", conflict.Form(rulesPath+"/1")).Want(http.StatusSeeOther)
	if got := b.Get(rulesPath).Text("#regel-1"); !strings.Contains(got, "lika med") || !strings.Contains(got, "Andra ord.") {
		t.Errorf("stored %s", got)
	}
	b.Get(rulesPath + "/9").Want(http.StatusNotFound)
	b.Get(rulesPath + "/x").Want(http.StatusNotFound)
	again := b.Get(rulesPath + "/ny").Form(rulesPath + "/ny")
	again.Set("left", "5")
	again.Set("right", "5")
	again.Set("explanation", "Samma.")
	if got := b.Post(rulesPath+"/ny", again).Want(http.StatusUnprocessableEntity).Text("#right-error"); !strings.Contains(got, "samma sak på båda sidor") {
		t.Errorf("the same twice: %q", got)
	}
}

func TestRulePagesAreTheConveners(t *testing.T) {
	f := open(t)
	written(t, ruling(t, f, testgroup.Convener))
	for _, person := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Administrator} {
		b := ruling(t, f, person)
		b.Get(rulesPath + "/ny").Want(http.StatusForbidden)
		b.Get(rulesPath + "/1").Want(http.StatusForbidden)
		for _, path := range []string{"/ny", "/1", "/1/bruk"} {
			b.Post(rulesPath+path, url.Values{"do": {"retire"}, "version": {"1"}, "left": {"x"}}).Want(http.StatusForbidden)
		}
	}
	for person, status := range map[org.PersonID]int{testgroup.Chair: http.StatusOK, testgroup.Member: http.StatusForbidden, testgroup.Observer: http.StatusForbidden} {
		ruling(t, f, person).Get(rulesPath).Want(status)
	}
}
