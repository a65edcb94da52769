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

// withDocuments is a browser on the pages of documents, links and recipients.
func withDocuments(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(group.New(f.DB, testgroup.Clock))
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET /gruppen/dokument", Handler: h.ShowDocuments},
		{Pattern: "GET /gruppen/dokument/nytt", Handler: h.EditNewDocument},
		{Pattern: "POST /gruppen/dokument/nytt", Handler: h.CreateDocument},
		{Pattern: "GET /gruppen/dokument/{document}", Handler: h.ShowDocument},
		{Pattern: "GET /gruppen/dokument/{document}/andra", Handler: h.EditDocument},
		{Pattern: "POST /gruppen/dokument/{document}/andra", Handler: h.SaveDocument},
		{Pattern: "POST /gruppen/dokument/{document}/granskad", Handler: h.ReviewDocument},
		{Pattern: "POST /gruppen/dokument/{document}/publicera", Handler: h.PublishDocument},
		{Pattern: "POST /gruppen/dokument/{document}/dra-tillbaka", Handler: h.WithdrawDocument},
		{Pattern: "GET /gruppen/dokument/{document}/version/{number}/fil", Handler: h.SendDocumentFile},
		{Pattern: "GET /gruppen/lankar", Handler: h.ShowLinks},
		{Pattern: "GET /gruppen/lankar/nationell-plan", Handler: h.ShowNationalPlan},
		{Pattern: "GET /gruppen/lankar/ny", Handler: h.EditNewLink},
		{Pattern: "POST /gruppen/lankar/ny", Handler: h.SaveLink},
		{Pattern: "GET /gruppen/lankar/{link}", Handler: h.EditLink},
		{Pattern: "POST /gruppen/lankar/{link}", Handler: h.SaveLink},
		{Pattern: "POST /gruppen/lankar/{link}/kontrollerad", Handler: h.CheckLink},
		{Pattern: "POST /gruppen/lankar/{link}/ta-bort", Handler: h.EndLink},
		{Pattern: "GET /gruppen/mottagare", Handler: h.ShowRecipients},
		{Pattern: "POST /gruppen/mottagare/fatt-veta", Handler: h.TellRecipients},
		{Pattern: "GET /gruppen/mottagare/ny", Handler: h.EditNewRecipient},
		{Pattern: "POST /gruppen/mottagare/ny", Handler: h.SaveRecipient},
		{Pattern: "GET /gruppen/mottagare/{recipient}", Handler: h.EditRecipient},
		{Pattern: "POST /gruppen/mottagare/{recipient}", Handler: h.SaveRecipient},
		{Pattern: "POST /gruppen/mottagare/{recipient}/ta-bort", Handler: h.EndRecipient},
	})
}

// TestADocumentsWay: from a draft that nobody else reads to a version that never changes, and
// on to the next.
func TestADocumentsWay(t *testing.T) {
	f := testgroup.New(t)
	b, reader, outside := withDocuments(t, f, testgroup.Convener), withDocuments(t, f, testgroup.MedicalLead), withDocuments(t, f, testgroup.Member)
	const at = "/gruppen/dokument/1"
	form := b.Get("/gruppen/dokument/nytt").Want(http.StatusOK).Form("/gruppen/dokument/nytt")
	if a := b.Post("/gruppen/dokument/nytt", form).Want(http.StatusUnprocessableEntity); a.Text("#title-error") == "" {
		t.Error("a document without a title was taken")
	}
	form.Set("title", "Remissväg")
	form.Set("kind", "referral_path")
	form.Set("readers", "body")
	b.Post("/gruppen/dokument/nytt", form).Want(http.StatusSeeOther)
	reader.Get(at).Want(http.StatusNotFound)
	step := func(name string, want int) pagetest.Answer {
		t.Helper()
		form := b.Get(at).Want(http.StatusOK)
		return b.Post(at+"/"+name, url.Values{"version": {form.Value("version")}}).Want(want)
	}
	if a := step("granskad", http.StatusUnprocessableEntity); !strings.Contains(a.Text("#error-summary"), "Skriv en text") {
		t.Errorf("an empty one was reviewed: %s", a.Text("main"))
	}
	edit := func(body, note string) {
		t.Helper()
		form := b.Get(at + "/andra").Want(http.StatusOK).Form(at + "/andra")
		form.Set("body", body)
		form.Set("note", note)
		b.Post(at+"/andra", form).Want(http.StatusSeeOther)
	}
	edit("Ring **först**.\n\n<script>alert(1)</script>", "Första")
	b.Post(at+"/publicera", url.Values{"version": {"1"}}).Want(http.StatusConflict)
	step("publicera", http.StatusConflict) // not before it is reviewed
	step("granskad", http.StatusSeeOther)
	step("publicera", http.StatusSeeOther)
	for who, page := range map[string]*pagetest.Browser{"inside": reader, "outside": outside} {
		a := page.Get(at).Want(http.StatusOK)
		if got := a.Text(".document-text strong"); got != "först" || a.Find(".document-text script").Length() > 0 || a.Find("main form").Length() > 0 {
			t.Errorf("%s: %s", who, a.Text("main"))
		}
	}
	if got := outside.Get(at).Text("#versioner"); strings.Contains(got, "Sara Samman") {
		t.Errorf("outside reads who: %s", got)
	}
	edit("Ring alltid först.", "Andra")
	if got := reader.Get(at).Text(".document-text"); !strings.Contains(got, "Ring först.") {
		t.Errorf("a draft is read: %q", got)
	}
	if got := b.Get(at).Text(".notice"); !strings.Contains(got, "Läsarna ser version 1") {
		t.Errorf("the writer is told: %q", got)
	}
	step("granskad", http.StatusSeeOther)
	step("publicera", http.StatusSeeOther)
	if copied := string(reader.Get(at + "/version/1/fil").Want(http.StatusOK).Body); !strings.Contains(copied, "# Remissväg\n\nVersion 1, 2026-05-04\n\nRing **först**.") {
		t.Errorf("the archive copy: %q", copied)
	}
	if got := reader.Get("/gruppen/dokument?slag=referral_path").Want(http.StatusOK).Text("#dokument tbody"); !strings.Contains(got, "version 2, 2026-05-04") {
		t.Errorf("the list: %q", got)
	}
	step("dra-tillbaka", http.StatusSeeOther)
	reader.Get(at).Want(http.StatusNotFound)
	if got := b.Get(at); !strings.Contains(got.Text(".notice"), "drogs tillbaka 4 maj 2026") || !strings.Contains(got.Text("#versioner"), "Tillbakadragen") || !strings.Contains(got.Text("main"), "Publicera igen") {
		t.Errorf("withdrawn: %s", got.Text("main"))
	}
	step("publicera", http.StatusSeeOther)
	if got := reader.Get(at).Want(http.StatusOK).Text("#versioner"); !strings.Contains(got, "Version 2Publicerad") || strings.Contains(got, "Version 3") {
		t.Errorf("published again: %s", got)
	}
	step("dra-tillbaka", http.StatusSeeOther)
	b.Get(at + "/version/2/fil").Want(http.StatusOK)
	reader.Get("/gruppen/dokument/nytt").Want(http.StatusForbidden)
	withDocuments(t, f, testgroup.Administrator).Get("/gruppen/dokument").Want(http.StatusForbidden)
	withDocuments(t, f, testgroup.Other).Get(at).Want(http.StatusNotFound)
	b.Get("/gruppen/dokument?slag=x").Want(http.StatusNotFound)
	if got := f.Text(`SELECT string_agg(replace(action, 'document.', ''), ' ' ORDER BY id) FROM audit WHERE action LIKE 'document.%'`); got != "create save review publish save review publish withdraw publish withdraw" {
		t.Errorf("the log says %q", got)
	}
}

// TestEarlierVersionsStayWhereTheyWere: a document that others are let into shows them what is
// published then and later, and not what was written for the group alone.
func TestEarlierVersionsStayWhereTheyWere(t *testing.T) {
	f := testgroup.New(t)
	b, reader, outside := withDocuments(t, f, testgroup.Convener), withDocuments(t, f, testgroup.MedicalLead), withDocuments(t, f, testgroup.Member)
	const at = "/gruppen/dokument/1"
	form := b.Get("/gruppen/dokument/nytt").Form("/gruppen/dokument/nytt")
	form.Set("title", "Remissväg")
	form.Set("body", "Bara för oss.")
	b.Post("/gruppen/dokument/nytt", form).Want(http.StatusSeeOther)
	step := func(name string) {
		t.Helper()
		b.Post(at+"/"+name, url.Values{"version": {b.Get(at).Value("version")}}).Want(http.StatusSeeOther)
	}
	write := func(body, readers string) {
		t.Helper()
		form := b.Get(at + "/andra").Form(at + "/andra")
		form.Set("body", body)
		form.Set("readers", readers)
		b.Post(at+"/andra", form).Want(http.StatusSeeOther)
		step("granskad")
		step("publicera")
	}
	step("granskad")
	step("publicera")
	outside.Get(at).Want(http.StatusNotFound)

	// More readers wait for what is published for them, also when the text stays as it is.
	wider := b.Get(at + "/andra").Form(at + "/andra")
	wider.Set("readers", "all")
	b.Post(at+"/andra", wider).Want(http.StatusSeeOther)
	outside.Get(at).Want(http.StatusNotFound)
	if got := outside.Get("/gruppen/dokument").Text("#dokument"); strings.Contains(got, "Remissväg") {
		t.Errorf("before it is published for others: %s", got)
	}
	if got := b.Get(at).Text("main"); !strings.Contains(got, "Läsarna ser version 1") {
		t.Errorf("the writer is told: %s", got)
	}
	if got := f.Text(`SELECT string_agg(concat(number, state, body, published_for), ' ' ORDER BY number) FROM document_version`); got != "1publishedBara för oss.group 2draftBara för oss." {
		t.Errorf("the versions: %s", got)
	}
	write("För andra också.", "body")
	write("Och en gång till.", "body")
	if got := outside.Get(at).Want(http.StatusOK).Text("#versioner"); !strings.Contains(got, "Version 3") || !strings.Contains(got, "Version 2") || strings.Contains(got, "Version 1") {
		t.Errorf("outside the group: %s", got)
	}
	outside.Get(at + "/version/2/fil").Want(http.StatusOK)
	outside.Get(at + "/version/1/fil").Want(http.StatusNotFound)
	if got := reader.Get(at).Text("#versioner"); !strings.Contains(got, "Version 1") {
		t.Errorf("in the group: %s", got)
	}
	reader.Get(at + "/version/1/fil").Want(http.StatusOK)
}

// TestLinksAndRecipients: links with when they were checked, the national plan beside the
// group's actions, and who has been told.
func TestLinksAndRecipients(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO action (group_id, area, kind, state, due_on, national_plan, written_at) VALUES (1, 'Varma barn', 'routine', 'ongoing', '2026-06-01', 'första timmen', now())`)
	b := withDocuments(t, f, testgroup.Chair)
	form := b.Get("/gruppen/lankar/ny?slag=national_plan").Want(http.StatusOK).Form("/gruppen/lankar/ny")
	a := b.Post("/gruppen/lankar/ny", form).Want(http.StatusUnprocessableEntity)
	for _, field := range []string{"title", "source", "area"} {
		if a.Text("#"+field+"-error") == "" {
			t.Errorf("no problem at %s", field)
		}
	}
	form.Set("title", "Varma barn i hela landet")
	form.Set("source", "NPO")
	form.Set("area", "Första timmen")
	form.Set("checked_on", "2025-01-01")
	b.Post("/gruppen/lankar/ny", form).Want(http.StatusSeeOther)
	if got := withDocuments(t, f, testgroup.Member).Get("/gruppen/lankar/nationell-plan").Want(http.StatusOK).Text("#omrade-1"); !strings.Contains(got, "Varma barn i hela landet") || !strings.Contains(got, "Varma barn") || !strings.Contains(got, "Gemensamt, pågår") {
		t.Errorf("beside each other: %q", got)
	}
	if got := b.Get("/gruppen/lankar").Text("main"); !strings.Contains(got, "för mer än ett år sedan") {
		t.Errorf("an old one: %q", got)
	}
	b.Post("/gruppen/lankar/1/kontrollerad", nil).Want(http.StatusSeeOther)
	if got := b.Get("/gruppen/lankar").Text("main"); !strings.Contains(got, "Kontrollerad 2026-05-04") {
		t.Errorf("checked: %q", got)
	}
	stale := b.Get("/gruppen/lankar/1").Want(http.StatusOK).Form("/gruppen/lankar/1")
	b.Post("/gruppen/lankar/1", stale).Want(http.StatusSeeOther)
	b.Post("/gruppen/lankar/1", stale).Want(http.StatusConflict)
	b.Post("/gruppen/lankar/1/ta-bort", nil).Want(http.StatusSeeOther)
	b.Get("/gruppen/lankar/1").Want(http.StatusNotFound)
	research := url.Values{"kind": {"publication"}, "title": {"Artikeln"}, "url": {"https://example.org"}, "source": {"Tidskriften"}, "checked_on": {"2026-05-01"}}
	if b.Post("/gruppen/lankar/ny", research).Want(http.StatusUnprocessableEntity).Text("#year-error") == "" {
		t.Error("research without its year")
	}
	research.Set("year", "2030")
	if b.Post("/gruppen/lankar/ny", research).Want(http.StatusUnprocessableEntity).Text("#year-error") == "" {
		t.Error("research of a year to come")
	}
	research.Set("year", "2025")
	b.Post("/gruppen/lankar/ny", research).Want(http.StatusSeeOther)
	if got := b.Get("/gruppen/lankar").Text("main"); !strings.Contains(got, "Publikation") || !strings.Contains(got, "Tidskriften, 2025") {
		t.Errorf("research: %q", got)
	}
	withDocuments(t, f, testgroup.MedicalLead).Get("/gruppen/lankar/ny").Want(http.StatusForbidden)

	form = b.Get("/gruppen/mottagare/ny").Want(http.StatusOK).Form("/gruppen/mottagare/ny")
	form.Set("email", "ingen adress")
	if a := b.Post("/gruppen/mottagare/ny", form).Want(http.StatusUnprocessableEntity); a.Text("#email-error") == "" || a.Text("#name-error") == "" {
		t.Errorf("taken: %s", a.Text("#error-summary"))
	}
	form.Set("direction", "up")
	form.Set("name", "Programområdet")
	form.Set("email", "")
	b.Post("/gruppen/mottagare/ny", form).Want(http.StatusSeeOther)
	f.Exec(`INSERT INTO document (group_id, kind, title, readers, written_at) VALUES (1, 'other', 'Rapporten', 'group', now());
		INSERT INTO document_version (document_id, number, body, written_at) VALUES (1, 1, 'x', now())`)
	b.Get("/gruppen/mottagare?dokument=1").Want(http.StatusConflict) // it is a draft
	f.Exec(`UPDATE document_version SET state = 'published', reviewed_at = now(), published_at = '2026-05-02'`)
	form = b.Get("/gruppen/mottagare?dokument=1").Want(http.StatusOK).Form("/gruppen/mottagare/fatt-veta")
	if a := b.Post("/gruppen/mottagare/fatt-veta", form).Want(http.StatusUnprocessableEntity); a.Text("#recipients-error") == "" {
		t.Errorf("nobody: %s", a.Text("main"))
	}
	form.Set("recipients", "1")
	b.Post("/gruppen/mottagare/fatt-veta", form).Want(http.StatusSeeOther)
	if got := b.Get("/gruppen/mottagare").Text("#fatt-veta"); !strings.Contains(got, "Programområdet (Uppåt)") || !strings.Contains(got, "Rapporten") {
		t.Errorf("told: %q", got)
	}
	b.Post("/gruppen/mottagare/ny", url.Values{"direction": {"up"}, "name": {"Rådet"}}).Want(http.StatusSeeOther)
	form = b.Get("/gruppen/mottagare?dokument=1").Want(http.StatusOK).Form("/gruppen/mottagare/fatt-veta")
	form["recipients"] = []string{"1", "2"}
	form.Set("note", "Ring också")
	b.Post("/gruppen/mottagare/1/ta-bort", nil).Want(http.StatusSeeOther)
	again := b.Post("/gruppen/mottagare/fatt-veta", form).Want(http.StatusUnprocessableEntity)
	if got := again.Text("#recipients-error"); !strings.Contains(got, "Programområdet finns inte längre bland mottagarna") || again.Value("note") != "Ring också" {
		t.Errorf("told who is off the list: %q", got)
	}
	if got := f.Text("SELECT count(*) FROM telling"); got != "1" {
		t.Errorf("%s tellings", got)
	}
	if got := b.Get("/gruppen/mottagare").Text("#fatt-veta"); !strings.Contains(got, "Programområdet (Uppåt)") {
		t.Errorf("what was told is gone: %q", got)
	}
	withDocuments(t, f, testgroup.Member).Get("/gruppen/mottagare").Want(http.StatusForbidden)
}

// TestTellingByLetter: of a document, a decision and an edition, to those who have an
// address, and to nobody twice about the same.
func TestTellingByLetter(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO recipient (group_id, direction, name, email, written_at) VALUES (1, 'up', 'Rådet', 'rad@exempel.se', now()), (1, 'down', 'Klinikerna', '', now()), (1, 'sideways', 'Nätverket', 'nat@exempel.se', now());
		INSERT INTO document (group_id, kind, title, readers, written_at) VALUES (1, 'report', 'Planen', 'all', now());
		INSERT INTO group_opening (group_id, audience, kind, opened_at) VALUES (1, 'everybody', 'documents', now());
		INSERT INTO document_version (document_id, number, body, written_at, state, reviewed_at, published_at) VALUES (1, 1, 'x', now(), 'published', now(), '2026-05-02');
		INSERT INTO meeting (group_id, title, kind, starts_at, ends_at, state, published_at, minutes_year, minutes_number) VALUES
			(1, 'Vårmötet', 'joint', '2026-04-20 13:00+02', '2026-04-20 15:00+02', 'held', '2026-04-25', 2026, 1), (1, 'Nästa', 'joint', '2026-05-03 13:00+02', '2026-05-03 15:00+02', 'held', NULL, 2026, 2);
		INSERT INTO decision (group_id, meeting_id, number, text) VALUES (1, 1, 1, 'Alla mäter temperatur'), (1, 2, 1, 'Inte än');
		INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now()) ON CONFLICT DO NOTHING;
		INSERT INTO report_document (sha256, group_id, year, audience, content, made_at) VALUES (sha256('a'), 1, 2025, 'public', 'a', now());
		INSERT INTO report_edition (group_id, year, number, internal_sha256, public_sha256, fixed_at, published_at) VALUES (1, 2025, 1, sha256('a'), sha256('a'), now(), '2026-05-01')`)
	b := withDocuments(t, f, testgroup.Convener)
	tell := func(of string, change url.Values) pagetest.Answer {
		t.Helper()
		form := b.Get("/gruppen/mottagare?" + of).Want(http.StatusOK).Form("/gruppen/mottagare/fatt-veta")
		for name, values := range change {
			form[name] = values
		}
		return b.Post("/gruppen/mottagare/fatt-veta", form)
	}
	all := url.Values{"recipients": {"1", "2", "3"}, "letters": {"1"}, "words": {"Vi ses på mötet."}, "note": {"Enligt årshjulet"}}
	if got := tell("dokument=1", url.Values{"recipients": {"1"}, "words": {"Det gäller 20121212-1212"}}).Want(http.StatusUnprocessableEntity).Text("#words-error"); got == "" {
		t.Error("a personal number goes in a letter")
	}
	tell("dokument=1", all).Want(http.StatusSeeOther)
	tell("dokument=1", all).Want(http.StatusSeeOther) // told again, but not written to
	tell("beslut=1", url.Values{"recipients": {"3"}, "letters": {"1"}}).Want(http.StatusSeeOther)
	tell("utgava=1", url.Values{"recipients": {"3"}, "letters": {"1"}}).Want(http.StatusSeeOther)
	tell("beslut=1", url.Values{"recipients": {"1"}}).Want(http.StatusSeeOther) // not by letter
	if got := f.Text("SELECT string_agg(email || ': ' || subject, '; ' ORDER BY id) FROM reminder"); got !=
		"rad@exempel.se: Provgruppen: Planen; nat@exempel.se: Provgruppen: Planen; nat@exempel.se: Provgruppen: Alla mäter temperatur; nat@exempel.se: Provgruppen: Årsrapport 2025:1" {
		t.Errorf("queued: %s", got)
	}
	if got := f.Text("SELECT body FROM reminder WHERE id = 1"); !strings.Contains(got, "/publicerat/prov/dokument/1") || !strings.Contains(got, "Vi ses på mötet.") || strings.Contains(got, "årshjulet") || strings.Contains(got, "logga in") {
		t.Errorf("the letter: %s", got)
	}
	// What everybody might read is not at the public address until the group opens its documents.
	f.Exec(`DELETE FROM group_opening; UPDATE recipient SET email = 'klin@exempel.se' WHERE id = 2`)
	tell("dokument=1", url.Values{"recipients": {"2"}, "letters": {"1"}}).Want(http.StatusSeeOther)
	if got := f.Text("SELECT body FROM reminder WHERE email = 'klin@exempel.se'"); !strings.Contains(got, "/gruppen/dokument/1") || !strings.Contains(got, "logga in") {
		t.Errorf("the letter about what is not open: %s", got)
	}
	if got := f.Text("SELECT body FROM reminder WHERE subject LIKE '%temperatur'"); !strings.Contains(got, "/gruppen/beslut/1") || !strings.Contains(got, "logga in") {
		t.Errorf("the letter: %s", got)
	}
	if got := f.Text("SELECT count(*) FILTER (WHERE by_letter) || ' of ' || count(*) FROM telling"); got != "5 of 10" {
		t.Errorf("told by letter: %s", got)
	}
	if got := b.Get("/gruppen/mottagare?dokument=1").Text("main"); !strings.Contains(got, "Med brev. Enligt årshjulet") || !strings.Contains(got, "fick veta 4 maj 2026, med brev") || strings.Contains(got, "temperatur") {
		t.Errorf("who has been told of the document: %q", got)
	}
	b.Get("/gruppen/mottagare?beslut=2").Want(http.StatusConflict) // its minutes are not published
	b.Get("/gruppen/mottagare?beslut=1&dokument=1").Want(http.StatusNotFound)
	b.Get("/gruppen/mottagare?utgava=9").Want(http.StatusNotFound)
	withDocuments(t, f, testgroup.MedicalLead).Get("/gruppen/mottagare?beslut=1").Want(http.StatusForbidden)
	f.Exec(`UPDATE programme_group SET example_data = true`)
	if got := b.Get("/gruppen/mottagare?dokument=1").Want(http.StatusOK); !strings.Contains(got.Text("main"), "Gruppen har exempeldata") || got.Find("[name=letters]").Length() != 0 {
		t.Error("letters are offered that do not go")
	}
}

// TestADocumentIsBegunFromMinutes: those who lead meetings begin it from published minutes,
// without the names of those who took part, and the group alone reads it until they choose.
func TestADocumentIsBegunFromMinutes(t *testing.T) {
	f := testgroup.New(t)
	b, documents := as(t, f, testgroup.Convener), withDocuments(t, f, testgroup.Convener)
	address := plan(t, b)
	write(t, b, address)
	link := "/gruppen/dokument/nytt?mote=" + address[strings.LastIndex(address, "/")+1:]
	documents.Get(link).Want(http.StatusNotFound) // a draft
	f.Exec(`UPDATE meeting_participant SET attended = 'present'`)
	confirm := b.Get(address + "/protokoll/publicera").Want(http.StatusOK)
	b.Post(address+"/protokoll/publicera", confirm.Form(address+"/protokoll/publicera")).Want(http.StatusSeeOther)
	if shown := b.Get(address + "/protokoll").Want(http.StatusOK); shown.Find(`a[href="`+link+`"]`).Length() != 1 {
		t.Error("no way from the minutes to a document")
	}
	if shown := as(t, f, testgroup.MedicalLead).Get(address + "/protokoll").Want(http.StatusOK); shown.Find(`a[href="`+link+`"]`).Length() != 0 {
		t.Error("a way for those who may not")
	}
	withDocuments(t, f, testgroup.MedicalLead).Get(link).Want(http.StatusForbidden)
	page := documents.Get(link).Want(http.StatusOK)
	form := page.Form("/gruppen/dokument/nytt")
	if form.Get("kind") != "notes" || form.Get("title") != "Gruppens <möte>, 4 maj 2026" || form.Get("year") != "2026" || form.Get("readers") != "group" ||
		!strings.Contains(page.Text(".notice"), "Läs igenom") {
		t.Errorf("the form: %v", form)
	}
	body := form.Get("body")
	for _, want := range []string{"- **Plats:** Linköping", "- **Närvarande:** 4 personer", "## 1. Läget\n\nDet sades\n\nmycket\n\n**Beslut § 1:** Vi följer värmen"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	if strings.Contains(body, "Samman") || strings.Contains(body, "Ordförande") {
		t.Errorf("names in\n%s", body)
	}
	documents.Post("/gruppen/dokument/nytt", form).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT d.kind || '|' || d.readers || '|' || v.state FROM document d JOIN document_version v ON v.document_id = d.id`); got != "notes|group|draft" {
		t.Errorf("stored: %s", got)
	}

	// Each leads to the other, and no second one is offered.
	shown := b.Get(address + "/protokoll").Want(http.StatusOK)
	if got := shown.Text("#dokument"); !strings.Contains(got, "Gruppens <möte>, 4 maj 2026") || !strings.Contains(got, "Inte publicerat än.") || shown.Find(`a[href="`+link+`"]`).Length() != 0 {
		t.Errorf("the minutes' documents: %s", got)
	}
	if shown := as(t, f, testgroup.MedicalLead).Get(address + "/protokoll"); shown.Find("#dokument").Length() != 0 {
		t.Error("a draft is told of")
	}
	if got := documents.Get("/gruppen/dokument/1").Want(http.StatusOK); got.Find(`main a[href="`+address+`/protokoll"]`).Length() != 1 {
		t.Errorf("no way back to the minutes: %s", got.Text("main"))
	}
	form.Set("mote", "99")
	documents.Post("/gruppen/dokument/nytt", form).Want(http.StatusNotFound)
}
