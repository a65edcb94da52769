package group

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/group"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// setUp is a browser on the pages that a group is set up by.
func setUp(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(group.New(f.DB, testgroup.Clock))
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /gruppen", Handler: h.ShowGroup},
		{Pattern: "GET /gruppen/start", Handler: h.ShowGuide},
		{Pattern: "POST /gruppen/start", Handler: h.FinishGuide},
		{Pattern: "GET /gruppen/namn", Handler: h.ShowNames},
		{Pattern: "POST /gruppen/namn", Handler: h.SaveNames},
		{Pattern: "POST /gruppen/namn/tidigare", Handler: h.CreateFormerName},
		{Pattern: "POST /gruppen/namn/tidigare/{name}/ta-bort", Handler: h.DeleteFormerName},
		{Pattern: "GET /gruppen/enheter", Handler: h.ShowUnits},
		{Pattern: "POST /gruppen/enheter", Handler: h.JoinUnits},
		{Pattern: "GET /gruppen/enheter/ny", Handler: h.EditNewUnit},
		{Pattern: "POST /gruppen/enheter/ny", Handler: h.CreateUnit},
		{Pattern: "POST /gruppen/enheter/{unit}", Handler: h.SaveUnit},
		{Pattern: "GET /gruppen/insamling", Handler: h.ShowCollection},
		{Pattern: "POST /gruppen/insamling", Handler: h.SaveCollection},
	})
}

func TestTheGuideSaysHowFarTheGroupIs(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE programme_group SET set_up_at = NULL, days_decided = false WHERE id = 2`)
	b := setUp(t, f, testgroup.Other)
	shown := b.Get("/gruppen/start").Want(http.StatusOK)
	if got := shown.Find("#steg > li").Length(); got != 7 {
		t.Errorf("%d steps", got)
	}
	for n, want := range map[string]string{"2": "En enhet", "4": "Ett mått, inget samlas in än", "6": "Inte bestämt än.", "7": "Bara du så länge."} {
		if got := shown.Text("#steg > li:nth-child(" + n + ") .task-side"); got != want {
			t.Errorf("step %s: %q, want %q", n, got, want)
		}
	}
	if got := shown.Text("#klar"); !strings.Contains(got, "Avsluta stegen ändå") {
		t.Errorf("not ready: %q", got)
	}
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (2, 2026, 7); UPDATE programme_group SET days_decided = true WHERE id = 2`)
	if got := b.Get("/gruppen/start").Text("#klar"); !strings.Contains(got, "Klart, gruppen är igång") {
		t.Errorf("ready: %q", got)
	}
	b.Post("/gruppen/start", url.Values{}).Want(http.StatusSeeOther)
	if b.Get("/gruppen/start").Find("#klar").Length() != 0 {
		t.Error("the guide can be finished twice")
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Administrator, testgroup.Member} {
		reader := setUp(t, f, id)
		for _, path := range []string{"/gruppen/start", "/gruppen/namn", "/gruppen/enheter", "/gruppen/enheter/ny", "/gruppen/insamling"} {
			reader.Get(path).Want(http.StatusForbidden)
		}
	}
	if setUp(t, f, testgroup.MedicalLead).Get("/gruppen").Find(`a[href="/gruppen/start"]`).Length() != 0 {
		t.Error("somebody is led to what may not be seen")
	}
}

func TestNamesOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b := setUp(t, f, testgroup.Convener)
	form := b.Get("/gruppen/namn").Form("/gruppen/namn")
	form.Set("name", "")
	form.Set("national_area", "NPO barn")
	wrong := b.Post("/gruppen/namn", form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#name-error") != "Fyll i uppgiften." || wrong.Value("national_area") != "NPO barn" {
		t.Errorf("nothing: %q", wrong.Text("#name-error"))
	}
	form.Set("name", "Nya gruppen")
	if to := b.Post("/gruppen/namn", form).Want(http.StatusSeeOther).Location; to != "/gruppen/start" {
		t.Errorf("leads to %s", to)
	}
	form.Set("name", "Ännu nyare")
	overtaken := b.Post("/gruppen/namn", form).Want(http.StatusConflict)
	if got := overtaken.Text(".notice"); !strings.Contains(got, "Sara Samman ändrade") || !strings.Contains(got, "Nya gruppen") || overtaken.Value("name") != "Ännu nyare" {
		t.Errorf("overtaken: %q", got)
	}
	former := b.Get("/gruppen/namn").Form("/gruppen/namn/tidigare")
	former.Set("former", "RMPG")
	former.Set("from_year", "2018")
	former.Set("to_year", "2009")
	if got := b.Post("/gruppen/namn/tidigare", former).Want(http.StatusUnprocessableEntity).Text("#to-year-error, #to_year-error"); got != "Det sista året kan inte vara före det första." {
		t.Errorf("the years: %q", got)
	}
	former.Set("from_year", "2005")
	b.Post("/gruppen/namn/tidigare", former).Want(http.StatusSeeOther)
	if got := b.Get("/gruppen").Text("main .definitions"); !strings.Contains(got, "Provgruppen, till och med 2026") || !strings.Contains(got, "RMPG, 2005–2009") || !strings.Contains(got, "NPO barn") {
		t.Errorf("on the group's page: %q", got)
	}
	shown := b.Get("/gruppen/namn")
	b.Post("/gruppen/namn/tidigare/2/ta-bort", shown.Form("/gruppen/namn/tidigare/2/ta-bort")).Want(http.StatusSeeOther)
	if strings.Contains(b.Get("/gruppen").Text("main"), "RMPG") {
		t.Error("a former name is still there")
	}
}

func TestUnitsOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b := setUp(t, f, testgroup.Other)
	shown := b.Get("/gruppen/enheter").Want(http.StatusOK)
	if got := shown.Text("#med .task-title"); got != "Neonatalenheten i Bo" {
		t.Errorf("in the group: %q", got)
	}
	form := shown.Form("/gruppen/enheter")
	form.Set("participation", "full")
	if got := b.Post("/gruppen/enheter", form).Want(http.StatusUnprocessableEntity).Text("#units-error"); got != "Kryssa för minst en." {
		t.Errorf("none chosen: %q", got)
	}
	form["units"] = []string{"1", "3"}
	b.Post("/gruppen/enheter", form).Want(http.StatusSeeOther)
	b.Post("/gruppen/enheter", form).Want(http.StatusConflict)
	shown = b.Get("/gruppen/enheter")
	if got := shown.Find("#med .task-title").Length(); got != 3 || shown.Find("#fler input[type=checkbox]").Length() != 0 {
		t.Errorf("%d units", got)
	}
	step := shown.Form("/gruppen/enheter/1")
	step.Set("do", "up")
	b.Post("/gruppen/enheter/1", step).Want(http.StatusSeeOther)
	end := b.Get("/gruppen/enheter").Form("/gruppen/enheter/3")
	end.Set("do", "end")
	end.Set("last.3", "i morgon")
	if got := b.Post("/gruppen/enheter/3", end).Want(http.StatusUnprocessableEntity).Find("#enhet-3 details[open] .ds-validation-message").Length(); got != 1 {
		t.Error("the day that is wrong is not shown where it was typed")
	}
	end.Set("last.3", "2026-05-03")
	b.Post("/gruppen/enheter/3", end).Want(http.StatusSeeOther)
	shown = b.Get("/gruppen/enheter")
	if got := shown.Text("#med li:first-child .task-title") + ", " + shown.Text("#har-slutat li"); got != "Neonatalenheten i Ala, Förlossningen i Ceda till och med 3 maj 2026" {
		t.Errorf("after: %q", got)
	}
	end.Set("do", "dance")
	b.Post("/gruppen/enheter/3", end).Want(http.StatusNotFound)
	missing := b.Get("/gruppen/enheter/ny").Form("/gruppen/enheter/ny")
	for name, value := range map[string]string{"name": "Barnmottagningen i Dala", "short_name": "Dala", "new_hospital": "Dala sjukhus", "clinic": "Barnkliniken", "region": "2"} {
		missing.Set(name, value)
	}
	back := b.Post("/gruppen/enheter/ny", missing).Want(http.StatusUnprocessableEntity)
	if back.Text("#city-error") != "Fyll i uppgiften." || back.Value("new_hospital") != "Dala sjukhus" || back.Find("details[open]").Length() != 1 {
		t.Errorf("without a city: %q", back.Text("#city-error"))
	}
	missing.Set("city", "Dala")
	b.Post("/gruppen/enheter/ny", missing).Want(http.StatusSeeOther)
	if got := b.Get("/gruppen/enheter").Text("#med li:last-child .task-title"); got != "Barnmottagningen i Dala" {
		t.Errorf("added: %q", got)
	}
}

// Another group's units and names cannot be reached from one's own.
func TestAnotherGroupsThingsAreNotThere(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO group_former_name (group_id, name) VALUES (1, 'RMPG'); INSERT INTO group_unit (group_id, unit_id, participation) VALUES (1, 1, 'full') ON CONFLICT DO NOTHING`)
	b := setUp(t, f, testgroup.Other)
	for path, do := range map[string]string{"/gruppen/enheter/1": "process_only", "/gruppen/enheter/3": "up", "/gruppen/enheter/99": "full", "/gruppen/namn/tidigare/1/ta-bort": ""} {
		b.Post(path, url.Values{"version": {"1"}, "do": {do}}).Want(http.StatusNotFound)
	}
	b.Post("/gruppen/enheter/1", url.Values{"version": {"1"}, "do": {"end"}, "last.1": {"2026-05-01"}}).Want(http.StatusNotFound)
	for _, path := range []string{"/gruppen", "/gruppen/start", "/gruppen/namn", "/gruppen/insamling"} {
		if body := b.Get(path).Want(http.StatusOK).Body; strings.Contains(body, "Provgruppen") || strings.Contains(body, "RMPG") || strings.Contains(body, "Neonatalenheten i Ala") {
			t.Errorf("%s tells of the other group", path)
		}
	}
}

func TestHowOftenOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b := setUp(t, f, testgroup.Other)
	form := b.Get("/gruppen/insamling").Form("/gruppen/insamling")
	if form.Get("collection_months") != "3" || form.Get("due_days") != "30" {
		t.Errorf("the form opens with %v", form)
	}
	form.Set("collection_months", "4")
	form.Set("do", "try")
	tried := b.Post("/gruppen/insamling", form).Want(http.StatusOK)
	if got := tried.Text("#betyder"); !strings.Contains(got, "tertial 1 2026 lämnas senast 30 maj 2026") && !strings.Contains(got, "Tertial 1 2026 lämnas senast 30 maj 2026") {
		t.Errorf("tried: %q", got)
	}
	form.Set("do", "save")
	b.Post("/gruppen/insamling", form).Want(http.StatusSeeOther)
	b.Post("/gruppen/insamling", form).Want(http.StatusConflict)
	if got := f.Text(`SELECT collection_months::text FROM programme_group WHERE id = 2`); got != "4" {
		t.Errorf("stored %s", got)
	}
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months) VALUES (2, 2, '2026-01-01', 4);
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, entered_at)
		VALUES (1, 2, 7, 'proportion', '2026-01-01', 3, 'not_applicable', now())`)
	settled := b.Get("/gruppen/insamling")
	if settled.Find("[name=collection_months]").Length() != 0 || !strings.Contains(settled.Text("form"), "Det går inte att ändra när det finns siffror.") {
		t.Errorf("with figures: %q", settled.Text("form"))
	}
	form = settled.Form("/gruppen/insamling")
	form.Set("collection_months", "12")
	form.Set("do", "save")
	b.Post("/gruppen/insamling", form).Want(http.StatusUnprocessableEntity)
}
