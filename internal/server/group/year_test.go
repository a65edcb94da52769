package group

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

const (
	headOfAla = `INSERT INTO person (email, name, profession) VALUES ('chef@exempel.se', 'Carin Chef', 'physician');
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (9, 1, 1, 'head_of_department', '2020-01-01')`
	head org.PersonID = 9
)

func TestMandatePages(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(headOfAla)
	convener := as(t, f, testgroup.Convener)
	if got := as(t, f, testgroup.Member).Get("/gruppen/uppdrag").Want(http.StatusOK).Text(".empty-state-title"); got != "Inget uppdrag är inlagt" {
		t.Errorf("nothing yet: %q", got)
	}
	form := convener.Get("/gruppen/uppdrag/nytt").Want(http.StatusOK).Form("/gruppen/uppdrag/nytt")
	form.Set("body", "Träffas.\n\nVälj <b>mål</b>.")
	wrong := convener.Post("/gruppen/uppdrag/nytt", form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#title-error") != "Fyll i uppgiften." || wrong.Value("body") != form.Get("body") {
		t.Errorf("%q, %q", wrong.Text("#title-error"), wrong.Value("body"))
	}
	form.Set("title", "Uppdrag")
	form.Set("given_by", "Verksamhetscheferna")
	form.Set("given_on", "2026-01-15")
	if to := convener.Post("/gruppen/uppdrag/nytt", form).Want(http.StatusSeeOther).Location; to != "/gruppen/uppdrag?version=1" {
		t.Error(to)
	}
	as(t, f, head).Get("/gruppen/uppdrag?version=1").Want(http.StatusNotFound)
	edit := convener.Get("/gruppen/uppdrag/1/andra").Want(http.StatusOK).Form("/gruppen/uppdrag/1/andra")
	edit.Set("title", "Gruppens uppdrag")
	convener.Post("/gruppen/uppdrag/1/andra", edit).Want(http.StatusSeeOther)
	edit.Set("title", "Mitt eget")
	late := convener.Post("/gruppen/uppdrag/1/andra", edit).Want(http.StatusConflict)
	if !strings.Contains(late.Text(".notice"), "Gruppens uppdrag") || late.Value("title") != "Mitt eget" || late.Value("version") != "2" {
		t.Errorf("overtaken: %s", late.Text(".notice"))
	}
	convener.Post("/gruppen/uppdrag/1/anta", url.Values{"version": {"1"}}).Want(http.StatusConflict)
	convener.Post("/gruppen/uppdrag/1/anta", url.Values{"version": {"2"}}).Want(http.StatusSeeOther)
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Member} {
		b := as(t, f, id)
		shown := b.Get("/gruppen/uppdrag").Want(http.StatusOK)
		if shown.Text(".mandate-text p:nth-child(2)") != "Välj <b>mål</b>." || shown.Find("main form").Length() != 0 {
			t.Errorf("read as %q, with %d forms", shown.Text(".mandate-text"), shown.Find("main form").Length())
		}
		b.Get("/gruppen/uppdrag/nytt").Want(http.StatusForbidden)
		b.Post("/gruppen/uppdrag/1/bekrafta", url.Values{"mandate": {"1"}, "unit": {"1"}}).Want(http.StatusForbidden)
	}
	b := as(t, f, head)
	sign := b.Get("/gruppen/uppdrag").Want(http.StatusOK)
	if got := sign.Text("#bekraftelser-tabell tbody"); got != "Ala Saknas Carin ChefBo SaknasIngen har rollen i Samsyn" {
		t.Errorf("signatures %q", got)
	}
	b.Post("/gruppen/uppdrag/1/bekrafta", sign.Form("/gruppen/uppdrag/1/bekrafta")).Want(http.StatusSeeOther)
	if got := b.Get("/gruppen/uppdrag").Text("#bekraftelser"); !strings.Contains(got, "En klinik av 2 har inte tagit del") || !strings.Contains(got, "Ala4 maj 2026Carin Chef") {
		t.Errorf("signed: %q", got)
	}
	// The next version: what differs, and the first can still be read.
	form = convener.Get("/gruppen/uppdrag/nytt").Form("/gruppen/uppdrag/nytt")
	form.Set("body", "Träffas.\n\nVälj mål.")
	convener.Post("/gruppen/uppdrag/nytt", form).Want(http.StatusSeeOther)
	convener.Post("/gruppen/uppdrag/2/anta", url.Values{"version": {"1"}}).Want(http.StatusSeeOther)
	shown := b.Get("/gruppen/uppdrag").Want(http.StatusOK)
	if got := shown.Text(".difference"); got != "Ett stycke är detsamma.Borttaget: Välj <b>mål</b>.Tillagt: Välj mål." {
		t.Errorf("difference %q", got)
	}
	if got := b.Get("/gruppen/uppdrag?version=1").Want(http.StatusOK).Text(".mandate > p"); got != "Version 1, gäller inte längre" {
		t.Errorf("the first: %q", got)
	}
	as(t, f, testgroup.Observer).Get("/gruppen/uppdrag").Want(http.StatusForbidden)
	b.Get("/gruppen/uppdrag?version=x").Want(http.StatusNotFound)
}

func TestWheelPages(t *testing.T) {
	f := testgroup.New(t)
	convener := as(t, f, testgroup.Convener)
	empty := convener.Get("/gruppen/arshjul").Want(http.StatusOK)
	if got := empty.Text("main"); !strings.Contains(got, "2026 har inga egna uppgifter än") || !strings.Contains(got, "Inget gemensamt möte är planerat för 2026 än.") {
		t.Errorf("empty: %s", got)
	}
	begin := empty.Form("/gruppen/arshjul/borja")
	begin.Set("do", "template")
	convener.Post("/gruppen/arshjul/borja", begin).Want(http.StatusSeeOther)
	again := convener.Post("/gruppen/arshjul/borja", begin).Want(http.StatusSeeOther)
	if got := messages(t, again); !strings.Contains(got, "Inget lades till") {
		t.Error(got)
	}
	form := convener.Get("/gruppen/arshjul/ny?ar=2026").Want(http.StatusOK).Form("/gruppen/arshjul/ny")
	form.Set("title", "Boka lokal")
	form.Set("due_on", "2026-02-30")
	form.Set("owner", "person.1")
	form.Set("where", "enhet.1")
	if got := convener.Post("/gruppen/arshjul/ny", form).Want(http.StatusUnprocessableEntity).Text("#due_on-error"); !strings.Contains(got, "år-månad-dag") {
		t.Error(got)
	}
	form.Set("due_on", "2026-05-01")
	if to := convener.Post("/gruppen/arshjul/ny", form).Want(http.StatusSeeOther).Location; to != "/gruppen/arshjul?ar=2026#manad-5" {
		t.Error(to)
	}
	lead := as(t, f, testgroup.MedicalLead)
	mine := lead.Get("/gruppen/arshjul?ansvar=mina").Want(http.StatusOK)
	if got := mine.Text("#manad-5 .task"); got != "Boka lokalLena Läkare · Ala MinFörsenadSkulle ha varit klar 1 maj 2026, för 3 dagar sedan Klar Boka lokal" {
		t.Errorf("mine: %q", got)
	}
	if n := mine.Find(".task").Length(); n != 1 {
		t.Errorf("%d tasks are mine", n)
	}
	if got := lead.Get("/gruppen/arshjul").Text(".year-month-now"); got != "maj Maj nu 1 försenade 2 att göra" {
		t.Errorf("the month now: %q", got)
	}
	lead.Get("/gruppen/arshjul/11/andra").Want(http.StatusForbidden)
	lead.Post("/gruppen/arshjul/11/klar", url.Values{"do": {"drop"}, "version": {"1"}}).Want(http.StatusUnprocessableEntity)
	lead.Post("/gruppen/arshjul/1/klar", url.Values{"do": {"done"}, "version": {"1"}}).Want(http.StatusForbidden)
	lead.Post("/gruppen/arshjul/11/klar", url.Values{"do": {"done"}, "version": {"1"}, "outcome": {"Bokat\ni Ala"}}).Want(http.StatusSeeOther)
	task := lead.Get("/gruppen/arshjul/11").Want(http.StatusOK)
	if got := task.Text("dl"); !strings.Contains(got, "Klar4 maj 2026, Lena Läkare") || !strings.Contains(got, "Bokat i Ala") {
		t.Errorf("settled: %q", got)
	}
	edit := convener.Get("/gruppen/arshjul/11/andra").Want(http.StatusOK).Form("/gruppen/arshjul/11/andra")
	edit.Set("owner", "roll.chair")
	convener.Post("/gruppen/arshjul/11/andra", edit).Want(http.StatusSeeOther)
	edit.Set("title", "Boka en annan")
	late := convener.Post("/gruppen/arshjul/11/andra", edit).Want(http.StatusConflict)
	if late.Value("title") != "Boka en annan" || !strings.Contains(late.Text(".notice"), "Boka lokal") {
		t.Errorf("overtaken: %s", late.Text(".notice"))
	}
	matrix := lead.Get("/gruppen/arshjul/ansvar").Want(http.StatusOK)
	if got := matrix.Text("#ansvar thead"); got != "UppgiftSammanställandeOrdförandeNamngivenIngen ännu" {
		t.Errorf("matrix %q", got)
	}
	edit = convener.Get("/gruppen/arshjul/11/andra").Form("/gruppen/arshjul/11/andra")
	edit.Set("do", "delete")
	convener.Post("/gruppen/arshjul/11/andra", edit).Want(http.StatusSeeOther)
	lead.Get("/gruppen/arshjul/11").Want(http.StatusNotFound)
	for _, bad := range []string{"?ar=x", "?ansvar=alla", "?lage=x", "/x", "/99", "?sida=0"} {
		lead.Get("/gruppen/arshjul" + bad).Want(http.StatusNotFound)
	}
	as(t, f, testgroup.Member).Get("/gruppen/arshjul").Want(http.StatusForbidden)
}

func TestManyTasksAreDividedIntoPages(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO task (group_id, year, kind, title, due_on, position) SELECT 1, 2026, 'wheel', 'Uppgift ' || n, '2026-01-01'::date + n % 365, n FROM generate_series(1, 250) n`)
	b := as(t, f, testgroup.MedicalLead)
	last := b.Get("/gruppen/arshjul?sida=3&lage=open").Want(http.StatusOK)
	if n := last.Find(".task").Length(); n != 50 {
		t.Errorf("%d on the last page", n)
	}
	if to, _ := last.Find(`.pagination a[rel="prev"]`).Attr("href"); to != "/gruppen/arshjul?lage=open&sida=2" {
		t.Error(to)
	}
}

func TestHealthPage(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO task (group_id, year, kind, title, due_on) VALUES (1, 2026, 'wheel', 'Lämna', '2026-02-28')`)
	shown := as(t, f, testgroup.Member).Get("/gruppen/laget").Want(http.StatusOK)
	rows := map[string]string{}
	for _, row := range shown.Find("#laget tbody tr").EachIter() {
		rows[strings.TrimSpace(row.Find(".health-name").Text())] = strings.Join(strings.Fields(row.Find("td").First().Text()), " ")
	}
	for name, want := range map[string]string{"Årets uppgifter": "Brister0 av 1 klara, 1 försenade", "Gemensamt möte": "Se överInget är planerat",
		"Siffror inne": "Inget att bedömaInget än", "Gruppens medlemmar": "Brister0 av 3", "Uppdraget bekräftat": "BristerInget uppdrag gällde"} {
		if rows[name] != want {
			t.Errorf("%s: %q, want %q", name, rows[name], want)
		}
	}
	if shown.Find(`#laget a[href^="/gruppen/arshjul"], #laget a[href^="/inrapportering"]`).Length() != 0 {
		t.Error("somebody is led to what may not be seen")
	}
	if as(t, f, testgroup.Chair).Get("/gruppen/laget?ar=2025").Want(http.StatusOK).Find(`#laget a[href="/gruppen/arshjul?ar=2025"]`).Length() == 0 {
		t.Error("a member is not led to the year wheel")
	}
	as(t, f, testgroup.Observer).Get("/gruppen/laget").Want(http.StatusForbidden)
	as(t, f, testgroup.Chair).Get("/gruppen/laget?ar=2027").Want(http.StatusNotFound)
}

func TestCompositionOnTheGroupsPage(t *testing.T) {
	f := testgroup.New(t)
	shown := as(t, f, testgroup.Member).Get("/gruppen").Want(http.StatusOK)
	if got := shown.Text("#sammansattning-tabell tbody tr:nth-child(1)"); got != "Ala1En person är utsedd; gruppen vill ha minst 2.Sjuksköterska saknas." {
		t.Errorf("Ala: %q", got)
	}
	if got := shown.Text("#enhet-ced .lacks"); got != "Ingen är utsedd." {
		t.Errorf("Ceda: %q", got)
	}
	as(t, f, testgroup.Observer).Get("/gruppen").Want(http.StatusForbidden)
	convener := as(t, f, testgroup.Convener)
	limits := convener.Get(settingsPath).Form(settingsPath + "/medlemmar")
	limits.Set("members_max", "1")
	if got := convener.Post(settingsPath+"/medlemmar", limits).Want(http.StatusUnprocessableEntity).Text("#members_max-error"); !strings.Contains(got, "högsta antalet") {
		t.Error(got)
	}
	limits.Set("members_min", "1")
	convener.Post(settingsPath+"/medlemmar", limits).Want(http.StatusSeeOther)
	limits.Set("members_max", "5")
	if got := convener.Post(settingsPath+"/medlemmar", limits).Want(http.StatusConflict).Text(".notice"); !strings.Contains(got, "Högst1") {
		t.Errorf("overtaken: %s", got)
	}
}
