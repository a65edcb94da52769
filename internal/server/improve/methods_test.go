package improve

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"samsyn/internal/app/improve"
	"samsyn/internal/chart"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// withMethods is a browser on the methods' pages, signed in as the person.
func withMethods(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(improve.New(f.DB, testgroup.Clock), chart.NewRenderer(chart.Config{Engines: 1}))
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /forbattring/metoder", Handler: h.ShowMethods},
		{Pattern: "GET /forbattring/metoder/matris.csv", Handler: h.ExportMethods},
		{Pattern: "GET /forbattring/metoder/historik.csv", Handler: h.ExportMethodHistory},
		{Pattern: "GET /forbattring/metoder/hos-oss", Handler: h.EditOwnMethods},
		{Pattern: "POST /forbattring/metoder/hos-oss", Handler: h.SaveOwnMethods},
		{Pattern: "GET /forbattring/metoder/ny", Handler: h.EditNewMethod},
		{Pattern: "POST /forbattring/metoder/ny", Handler: h.CreateMethod},
		{Pattern: "GET /forbattring/metoder/{method}", Handler: h.ShowMethod},
		{Pattern: "GET /forbattring/metoder/{method}/andra", Handler: h.EditMethod},
		{Pattern: "POST /forbattring/metoder/{method}/andra", Handler: h.SaveMethod},
		{Pattern: "GET /forbattring/metoder/{method}/lage/{unit}", Handler: h.EditMethodNote},
		{Pattern: "POST /forbattring/metoder/{method}/lage/{unit}", Handler: h.SaveMethodNote},
		{Pattern: "GET /forbattring/metoder/{method}/uppfoljning/{unit}", Handler: h.EditMethodFollowUp},
		{Pattern: "POST /forbattring/metoder/{method}/uppfoljning/{unit}", Handler: h.SaveMethodFollowUp},
	})
}

// newMethod writes a method in as the coordinator and gives its page's address.
func newMethod(t *testing.T, f *testgroup.Fixture, change func(url.Values)) string {
	t.Helper()
	b := withMethods(t, f, testgroup.Convener)
	form := b.Get("/forbattring/metoder/ny").Want(http.StatusOK).Form("/forbattring/metoder/ny")
	for name, value := range map[string]string{"direction": "out", "kind": "method", "title": "Att vänta till ronden", "why": "Barnen behandlas för länge.", "source": "Riktlinjen"} {
		form.Set(name, value)
	}
	change(form)
	return b.Post("/forbattring/metoder/ny", form).Want(http.StatusSeeOther).Location
}

func TestMethodForms(t *testing.T) {
	f := testgroup.New(t)
	b := withMethods(t, f, testgroup.Convener)
	if got := b.Get("/forbattring/metoder").Want(http.StatusOK).Text(".empty-state"); !strings.Contains(got, "Skriv in vad") {
		t.Errorf("empty: %q", got)
	}
	form := b.Get("/forbattring/metoder/ny").Want(http.StatusOK).Form("/forbattring/metoder/ny")
	if form.Get("follow_up") != "6, 12" || form.Get("priority") != "2" {
		t.Errorf("a new one begins with %v", form)
	}
	form.Set("follow_up", "ett år")
	form.Set("source_url", "exempel.se")
	a := b.Post("/forbattring/metoder/ny", form).Want(http.StatusUnprocessableEntity)
	for _, field := range []string{"title", "why", "source", "source_url", "follow_up"} {
		if a.Text("#"+field+"-error") == "" {
			t.Errorf("no problem at %s: %s", field, a.Text("#error-summary"))
		}
	}
	if a.Value("follow_up") != "ett år" {
		t.Error("what was typed is lost")
	}
	at := newMethod(t, f, func(v url.Values) { v.Set("source_url", "https://www.exempel.se/riktlinje"); v.Set("measure", "1") })
	shown := b.Get(at).Want(http.StatusOK)
	for _, want := range []string{"Fasas ut", "Barnen behandlas för länge.", "Riktlinjen", "exempel.se", "Temperatur vid inskrivning", "3 inte svarat", "efter 6 och 12 månader"} {
		if got := shown.Text("main"); !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	form = b.Get(at + "/andra").Want(http.StatusOK).Form(at + "/andra")
	stale := url.Values{}
	for name, values := range form {
		stale[name] = append([]string{}, values...)
	}
	form.Set("why", "Därför.")
	b.Post(at+"/andra", form).Want(http.StatusSeeOther)
	stale.Set("why", "Annat.")
	if a := b.Post(at+"/andra", stale).Want(http.StatusConflict); !strings.Contains(a.Text(".notice"), "Därför.") || a.Value("why") != "Annat." {
		t.Errorf("conflict: %s", a.Text(".notice"))
	}
	for id, want := range map[org.PersonID]int{testgroup.MedicalLead: http.StatusForbidden, testgroup.Member: http.StatusForbidden, testgroup.Chair: http.StatusForbidden} {
		withMethods(t, f, id).Get("/forbattring/metoder/ny").Want(want)
		withMethods(t, f, id).Get(at + "/andra").Want(want)
	}
	b.Get("/forbattring/metoder/99").Want(http.StatusNotFound)
}

// TestAUnitSaysHowItIs: in two clicks, and what is not chosen stays as it is.
func TestAUnitSaysHowItIs(t *testing.T) {
	f := testgroup.New(t)
	at := newMethod(t, f, func(url.Values) {})
	newMethod(t, f, func(v url.Values) { v.Set("title", "Varm filt"); v.Set("direction", "in") })
	b := withMethods(t, f, testgroup.MedicalLead)
	form := b.Get("/forbattring/metoder/hos-oss").Want(http.StatusOK).Form("/forbattring/metoder/hos-oss?enhet=ALA")
	stale := url.Values{}
	for name, values := range form {
		stale[name] = append([]string{}, values...)
	}
	form.Set("state.1", "partly")
	b.Post("/forbattring/metoder/hos-oss?enhet=ALA", form).Want(http.StatusSeeOther)
	matrix := b.Get("/forbattring/metoder").Want(http.StatusOK)
	if got := matrix.Text("#fasas-ut tbody tr:first-child td:nth-child(2)"); !strings.Contains(got, "Ala: Delvis utfasat, sedan 4 maj 2026") {
		t.Errorf("the matrix says %q", got)
	}
	if got := matrix.Text("#infors tbody"); !strings.Contains(got, "Ala: Inte svarat") {
		t.Errorf("what was not said: %q", got)
	}
	stale.Set("state.1", "not_applicable")
	a := b.Post("/forbattring/metoder/hos-oss?enhet=ALA", stale).Want(http.StatusUnprocessableEntity)
	if got := a.Text("#error-summary"); !strings.Contains(got, "Lena Läkare skrev något nytt om enheten 2026-05-04") || a.Text("#comment-1-error") == "" {
		t.Errorf("overtaken: %s", got)
	}
	again := a.Form("/forbattring/metoder/hos-oss?enhet=ALA")
	again.Set("comment.1", "Annat hus")
	again.Set("since.1", "2026-04-01")
	b.Post("/forbattring/metoder/hos-oss?enhet=ALA", again).Want(http.StatusSeeOther)
	if got := b.Get("/forbattring/metoder/hos-oss").Text("main"); !strings.Contains(got, "Ej aktuellt sedan 1 april 2026.") || !strings.Contains(got, "Annat hus") {
		t.Errorf("afterwards: %s", got)
	}
	if got := b.Get(at).Text("#historik"); !strings.Contains(got, "Delvis utfasat") || !strings.Contains(got, "Ej aktuellt") || !strings.Contains(got, "Lena Läkare") {
		t.Errorf("all that was said: %q", got)
	}
	outside := withMethods(t, f, testgroup.Member)
	if got := outside.Get(at).Want(http.StatusOK).Text("main"); strings.Contains(got, "Lena Läkare") || !strings.Contains(got, "Annat hus") {
		t.Errorf("outside the group: %s", got)
	}
	if outside.Get("/forbattring/metoder").Find("main .method-cell[href]").Length() > 0 {
		t.Error("an outside reader is led to a form")
	}
	outside.Get("/forbattring/metoder/hos-oss").Want(http.StatusForbidden)
	b.Get("/forbattring/metoder/hos-oss?enhet=BO").Want(http.StatusNotFound)
	b.Get(at + "/lage/BO").Want(http.StatusForbidden)

	history := string(b.Get("/forbattring/metoder/historik.csv").Want(http.StatusOK).Body)
	if !strings.Contains(history, "Annat hus") || !strings.Contains(history, "Lena Läkare") {
		t.Errorf("the history: %s", history)
	}
	if history := string(outside.Get("/forbattring/metoder/historik.csv").Want(http.StatusOK).Body); strings.Contains(history, "Lena Läkare") {
		t.Errorf("the history outside: %s", history)
	}
	if file := string(b.Get("/forbattring/metoder/matris.csv").Want(http.StatusOK).Body); !strings.Contains(file, "Ej aktuellt") || !strings.Contains(file, "Ala, sedan") {
		t.Errorf("the matrix: %s", file)
	}
}

// TestAUnitFollowsUp: it sees what its figures say, and what does not last moves it back.
func TestAUnitFollowsUp(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(measured)
	at := newMethod(t, f, func(v url.Values) { v.Set("measure", "1") })
	b := withMethods(t, f, testgroup.MedicalLead)
	b.Get(at + "/uppfoljning/ALA").Want(http.StatusNotFound)
	form := b.Get(at + "/lage/ALA").Want(http.StatusOK).Form(at + "/lage/ALA")
	form.Set("state.1", "done")
	form.Set("since.1", "")
	b.Post(at+"/lage/ALA", form).Want(http.StatusUnprocessableEntity)
	form.Set("since.1", "2025-01-01")
	b.Post(at+"/lage/ALA", form).Want(http.StatusSeeOther)
	if got := b.Get(at).Text("#enheter tr[data-own]"); !strings.Contains(got, "Skulle ha följts upp 2025-07-01") || !strings.Contains(got, "+30 procentenheter") {
		t.Errorf("the unit: %q", got)
	}
	page := b.Get(at + "/uppfoljning/ALA").Want(http.StatusOK)
	if got := page.Text(".notice"); !strings.Contains(got, "håller i sig") {
		t.Errorf("what the figures say: %q", got)
	}
	form = page.Form(at + "/uppfoljning/ALA")
	stale := url.Values{"asked_on": form["asked_on"], "outcome": {"holds"}, "result": {"Likaså"}}
	b.Post(at+"/uppfoljning/ALA", form).Want(http.StatusUnprocessableEntity)
	form.Set("outcome", "partly")
	form.Set("result", "På helgerna väntar vi.")
	b.Post(at+"/uppfoljning/ALA", form).Want(http.StatusSeeOther)
	shown := b.Get(at)
	if got := shown.Text("#uppfoljning"); !strings.Contains(got, "Håller i sig delvis") || !strings.Contains(got, "På helgerna väntar vi.") {
		t.Errorf("followed up: %q", got)
	}
	if got := shown.Text("#enheter tr[data-own]"); !strings.Contains(got, "Delvis utfasat") {
		t.Errorf("the unit has not moved: %q", got)
	}
	overtaken := b.Post(at+"/uppfoljning/ALA", stale).Want(http.StatusConflict) // nothing is asked any longer
	if got := overtaken.Text(".notice"); overtaken.Find("#result").Text() != "Likaså" || !strings.Contains(got, "redan besvarad") || !strings.Contains(got, "På helgerna väntar vi.") {
		t.Errorf("answered meanwhile: %s", overtaken.Text("main"))
	}
	b.Get(at + "/uppfoljning/ALA").Want(http.StatusNotFound)
}

// TestTheSameDayIsAnsweredOnce: what a second one saw stands beside what is stored, and becomes
// the answer for the next time only when it is sent again.
func TestTheSameDayIsAnsweredOnce(t *testing.T) {
	f := testgroup.New(t)
	at := newMethod(t, f, func(url.Values) {})
	b := withMethods(t, f, testgroup.MedicalLead)
	form := b.Get(at + "/lage/ALA").Form(at + "/lage/ALA")
	form.Set("state.1", "done")
	form.Set("since.1", "2025-01-01")
	b.Post(at+"/lage/ALA", form).Want(http.StatusSeeOther)
	answer := b.Get(at + "/uppfoljning/ALA").Form(at + "/uppfoljning/ALA")
	answer.Set("outcome", "holds")
	answer.Set("result", "Det håller.")
	b.Post(at+"/uppfoljning/ALA", answer).Want(http.StatusSeeOther)
	answer.Set("result", "Det mesta håller.")
	second := b.Post(at+"/uppfoljning/ALA", answer).Want(http.StatusConflict)
	if got := second.Text(".notice"); !strings.Contains(got, "nästa gång, 1 januari 2026") || !strings.Contains(got, "Det håller.") || second.Find("#result").Text() != "Det mesta håller." {
		t.Errorf("answered meanwhile: %q", got)
	}
	if got := second.Form(at + "/uppfoljning/ALA").Get("asked_on"); got != "2026-01-01" {
		t.Errorf("asks for %s", got)
	}
	if got := f.Text(`SELECT string_agg(result, ', ') FROM method_follow_up`); got != "Det håller." {
		t.Errorf("stored: %s", got)
	}
}

// TestAMethodThatHasEnded: nothing is said of it any longer, and what was typed comes back.
func TestAMethodThatHasEnded(t *testing.T) {
	f := testgroup.New(t)
	at := newMethod(t, f, func(url.Values) {})
	b := withMethods(t, f, testgroup.MedicalLead)
	form := b.Get(at + "/lage/ALA").Form(at + "/lage/ALA")
	form.Set("state.1", "done")
	form.Set("since.1", "2025-01-01")
	b.Post(at+"/lage/ALA", form).Want(http.StatusSeeOther)
	form = b.Get(at + "/lage/ALA").Form(at + "/lage/ALA")
	form.Set("state.1", "partly")
	form.Set("comment.1", "Inte på helgerna")
	follow := b.Get(at + "/uppfoljning/ALA").Form(at + "/uppfoljning/ALA")
	follow.Set("outcome", "holds")
	follow.Set("result", "Det håller.")
	f.Exec(`UPDATE method SET ended_on = '2026-05-03'`)
	if a := b.Post(at+"/lage/ALA", form).Want(http.StatusConflict); !strings.Contains(a.Text(".notice"), "Metoden följs inte längre") || a.Find("#comment-1").Text() != "Inte på helgerna" {
		t.Errorf("the state: %s", a.Text("main"))
	}
	if a := b.Post(at+"/uppfoljning/ALA", follow).Want(http.StatusConflict); !strings.Contains(a.Text(".notice"), "Metoden följs inte längre") || a.Find("#result").Text() != "Det håller." {
		t.Errorf("the follow-up: %s", a.Text("main"))
	}
	b.Get(at + "/lage/ALA").Want(http.StatusConflict)
	b.Get(at + "/uppfoljning/ALA").Want(http.StatusConflict)
	newMethod(t, f, func(v url.Values) { v.Set("title", "Varm filt"); v.Set("direction", "in") })
	const own = "/forbattring/metoder/hos-oss?enhet=ALA"
	f.Exec(`UPDATE method SET ended_on = NULL`)
	both := b.Get("/forbattring/metoder/hos-oss").Form(own)
	both.Set("state.1", "untouched")
	both.Set("comment.1", "Som förut")
	both.Set("state.2", "planned")
	f.Exec(`UPDATE method SET ended_on = '2026-05-03' WHERE id = 1`)
	late := b.Post(own, both).Want(http.StatusConflict)
	if got := late.Text(".notice"); !strings.Contains(got, "Som förut") || late.Form(own).Get("state.2") != "planned" || late.Form(own).Has("state.1") {
		t.Errorf("both methods: %s", late.Text("main"))
	}
	b.Post(own, late.Form(own)).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT count(*) || ' ' || (SELECT count(*) FROM method_follow_up) FROM method_note`); got != "2 0" {
		t.Errorf("stored: %s", got)
	}
	f.Exec(`UPDATE group_unit SET active_to = '2026-05-03' WHERE unit_id = 1`) // the unit has left
	if got := b.Get("/forbattring/metoder/historik.csv").Want(http.StatusOK).Body; !strings.Contains(got, "Ala") {
		t.Errorf("the history without the unit: %s", got)
	}
}

// TestAMethodOutOfANote: it begins with the words of what happens elsewhere, keeps the note
// through a mistake, and the note says what became of it.
func TestAMethodOutOfANote(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO outlook_note (group_id, title, body, source, link, noted_by, noted_at)
VALUES (1, 'Nytt stöd om gulsot', 'Färre stick.', 'Riktlinjen', 'https://example.org/gulsot', 1, now())`)
	b := withMethods(t, f, testgroup.Convener)
	b.Get("/forbattring/metoder/ny?omvarld=9").Want(http.StatusNotFound)
	b.Get("/forbattring/metoder/ny?omvarld=x").Want(http.StatusNotFound)
	withMethods(t, f, testgroup.MedicalLead).Get("/forbattring/metoder/ny?omvarld=1").Want(http.StatusForbidden)
	form := b.Get("/forbattring/metoder/ny?omvarld=1").Want(http.StatusOK).Form("/forbattring/metoder/ny")
	for name, want := range map[string]string{"title": "Nytt stöd om gulsot", "why": "Färre stick.", "source": "Riktlinjen", "source_url": "https://example.org/gulsot", "outlook": "1"} {
		if got := form.Get(name); got != want {
			t.Errorf("%s begins with %q", name, got)
		}
	}
	form.Set("kind", "knowledge_support") // but not which way
	form = b.Post("/forbattring/metoder/ny", form).Want(http.StatusUnprocessableEntity).Form("/forbattring/metoder/ny")
	form.Set("direction", "in")
	address := b.Post("/forbattring/metoder/ny", form).Want(http.StatusSeeOther).Location
	if got := f.Text("SELECT state || ' ' || became || ' ' || settled_by FROM outlook_note"); got != "used "+address+" "+strconv.Itoa(int(testgroup.Convener)) {
		t.Errorf("the note says %s", got)
	}
	if got := f.Text("SELECT string_agg(action, ' ' ORDER BY id) FROM audit"); got != "method.create outlook.use" {
		t.Errorf("the log says %s", got)
	}
	// Something has come of it already: another method does not change what that was.
	form.Set("title", "En till")
	b.Post("/forbattring/metoder/ny", form).Want(http.StatusSeeOther)
	if got := f.Text("SELECT became FROM outlook_note"); got != address {
		t.Errorf("the note says %s", got)
	}
}

// TestAMethodsPageSaysWhatDividesBeforeFromAfter: the day the unit began, not the day it had
// come all the way.
func TestAMethodsPageSaysWhatDividesBeforeFromAfter(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(measured)
	at := newMethod(t, f, func(v url.Values) { v.Set("direction", "in") })
	f.Exec(`UPDATE method SET indicator_id = 1;
		INSERT INTO method_note (method_id, group_id, unit_id, state, since, noted_at) VALUES (1, 1, 1, 'partly', '2025-01-01', '2025-01-02')`)
	f.Exec(`INSERT INTO method_note (method_id, group_id, unit_id, follows, state, since, noted_at) SELECT 1, 1, 1, id, 'done', '2025-10-01', '2025-10-02' FROM method_note`)
	if got := withMethods(t, f, testgroup.MedicalLead).Get(at).Want(http.StatusOK).Text("#enheter"); !strings.Contains(got, "2025-10-01") || !strings.Contains(got, "Före och efter 2025-01-01, då det började") {
		t.Errorf("the units: %s", got)
	}
}
