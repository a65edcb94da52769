package group

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// A consultation from its first day to its archive copy.
func TestAConsultationIsAnswered(t *testing.T) {
	f := testgroup.New(t)
	coordinator, north, south, chair := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead), as(t, f, testgroup.UnitManager), as(t, f, testgroup.Chair)
	wrong := coordinator.Post("/gruppen/remisser/ny", url.Values{"due_on": {"2026-05-10"}, "views_due_on": {"2026-05-20"}, "received_on": {"2026-05-01"}, "link": {"javascript:x"}}).Want(http.StatusUnprocessableEntity)
	for _, field := range []string{"title", "sender", "views_due_on", "link"} {
		if wrong.Text("#"+field+"-error") == "" {
			t.Errorf("nothing is wrong with %s", field)
		}
	}
	north.Get("/gruppen/remisser/ny").Want(http.StatusForbidden)
	address := coordinator.Post("/gruppen/remisser/ny", url.Values{"title": {"Riktlinje <b>"}, "sender": {"Myndigheten"}, "received_on": {"2026-05-01"}, "due_on": {"2026-06-10"},
		"views_due_on": {"2026-05-20"}, "asked": {"Går det?"}}).Want(http.StatusSeeOther).Location

	shown := north.Get(address).Want(http.StatusOK)
	if shown.Find("#region-1 form").Length() != 1 || shown.Find("#region-2 form").Length() != 0 || shown.Find("#avsta").Length() != 0 {
		t.Error("the north writes for the south, or not for itself")
	}
	view := shown.Form(address + "/synpunkter/1")
	view.Set("state", "given")
	if got := north.Post(address+"/synpunkter/1", view).Want(http.StatusUnprocessableEntity).Text("#body-error"); got != "Fyll i uppgiften." {
		t.Errorf("given without words: %q", got)
	}
	view.Set("body", "Det går *bra*.")
	north.Post(address+"/synpunkter/1", view).Want(http.StatusSeeOther)
	if got := north.Post(address+"/synpunkter/1", view).Want(http.StatusConflict).Value("body"); got != "Det går *bra*." {
		t.Errorf("what was typed is lost: %q", got)
	}
	north.Post(address+"/synpunkter/2", view).Want(http.StatusForbidden)
	south.Post(address+"/synpunkter/2", url.Values{"state": {"refrains"}, "version": {"0"}}).Want(http.StatusSeeOther)

	north.Get(address + "/svar").Want(http.StatusForbidden)
	editor := coordinator.Get(address + "/svar").Want(http.StatusOK).Form(address + "/svar")
	editor.Set("answer", "Vi tycker:")
	editor.Set("do", "take.region-1")
	if got := coordinator.Post(address+"/svar", editor).Want(http.StatusSeeOther).Location; got != address+"/svar" {
		t.Errorf("taken in, and on to %s", got)
	}
	editor = coordinator.Get(address + "/svar").Form(address + "/svar")
	if got := editor.Get("answer"); got != "Vi tycker:\n\n**Region Norr**\n\nDet går *bra*." {
		t.Errorf("the answer is %q", got)
	}
	editor.Set("do", "hand_over")
	coordinator.Post(address+"/svar", editor).Want(http.StatusSeeOther)
	north.Post(address+"/synpunkter/1", url.Values{"state": {"given"}, "body": {"Nej"}, "version": {"1"}}).Want(http.StatusConflict)

	coordinator.Post(address, url.Values{"do": {"approve"}, "version": {"3"}}).Want(http.StatusForbidden)
	chair.Post(address, url.Values{"do": {"return"}, "version": {"3"}}).Want(http.StatusUnprocessableEntity)
	chair.Post(address, url.Values{"do": {"return"}, "version": {"3"}, "returned_note": {"Kortare"}}).Want(http.StatusSeeOther)
	if got := coordinator.Get(address).Text(".notice"); !strings.Contains(got, "Kortare") {
		t.Errorf("returned: %q", got)
	}
	editor = coordinator.Get(address + "/svar").Form(address + "/svar")
	editor.Set("answer", "Ja.")
	editor.Set("do", "hand_over")
	coordinator.Post(address+"/svar", editor).Want(http.StatusSeeOther)
	if got := north.Get(address + "/svar.pdf").Want(http.StatusOK).Header.Get("Content-Disposition"); !strings.Contains(got, "-utkast") {
		t.Errorf("before it is approved: %s", got)
	}
	chair.Post(address, url.Values{"do": {"approve"}, "version": {"5"}}).Want(http.StatusSeeOther)
	if got := coordinator.Get(address + "/svar.pdf").Want(http.StatusOK).Header.Get("Content-Disposition"); strings.Contains(got, "utkast") {
		t.Errorf("what is to be sent is called a draft: %s", got)
	}
	send := url.Values{"do": {"send"}, "version": {"6"}, "sent_on": {"2026-05-05"}, "sent_to": {"Myndigheten"}}
	if got := coordinator.Post(address, send).Want(http.StatusUnprocessableEntity).Text("#sent_on-error"); got == "" {
		t.Error("sent tomorrow")
	}
	send.Set("sent_on", "2026-05-04")
	coordinator.Post(address, send).Want(http.StatusSeeOther)
	sent := north.Get(address).Want(http.StatusOK)
	archive := north.Get(address + "/arkiv.md").Want(http.StatusOK)
	sum := sha256.Sum256([]byte(archive.Body))
	if !strings.Contains(sent.Text("#svar"), hex.EncodeToString(sum[:])) {
		t.Error("the page names another checksum than the copy's")
	}
	for _, part := range []string{"Riktlinje <b>", "Ja.", "Region Norr, Lena Läkare", "Region Syd avstår", "Godkänt av: Olle Ordförande"} {
		if !strings.Contains(archive.Body, part) {
			t.Errorf("the copy lacks %q:\n%s", part, archive.Body)
		}
	}
	if pdf := north.Get(address + "/svar.pdf").Want(http.StatusOK); !bytes.HasPrefix([]byte(pdf.Body), []byte("%PDF")) {
		t.Error("no PDF")
	}
	if strings.Contains(sent.Body, "Riktlinje <b>") {
		t.Error("a title is not escaped")
	}
	coordinator.Get(address + "/andra").Want(http.StatusConflict)
	as(t, f, testgroup.Member).Get(address).Want(http.StatusForbidden)
}

// The proposal comes as a file too: told from its content, read by those who answer, kept
// when the answer has gone.
func TestAConsultationsFiles(t *testing.T) {
	f := testgroup.New(t)
	coordinator, north, chair := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead), as(t, f, testgroup.Chair)
	address := coordinator.Post("/gruppen/remisser/ny", url.Values{"title": {"Riktlinjen"}, "sender": {"Myndigheten"}, "received_on": {"2026-05-01"}, "due_on": {"2026-06-10"},
		"views_due_on": {"2026-05-20"}}).Want(http.StatusSeeOther).Location
	if north.Get(address).Text("#forslag") != "" {
		t.Error("there is nothing to read, and a heading for it")
	}
	send := func(b *pagetest.Browser, name, content string) pagetest.Answer {
		return b.Upload(address+"/fil", pagetest.File{Field: "file", Name: name, Content: []byte(content)})
	}
	for _, wrong := range []struct{ name, content, says string }{
		{"", "", "Välj en fil"}, {"tom.pdf", "", "Filen är tom"}, {"forslag.pdf", "MZ, ett program", "inte av ett slag"},
		{"stor.pdf", "%PDF-" + strings.Repeat("x", improvement.LargestAttachment), "för stor"},
	} {
		if got := send(coordinator, wrong.name, wrong.content).Want(http.StatusUnprocessableEntity).Text("#file-error"); !strings.Contains(got, wrong.says) {
			t.Errorf("%s: %q", wrong.name, got)
		}
	}
	send(north, "forslag.pdf", "%PDF-1.7").Want(http.StatusForbidden)
	var docx bytes.Buffer
	parts := zip.NewWriter(&docx)
	part, _ := parts.Create("[Content_Types].xml")
	_, _ = part.Write([]byte(`<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`))
	if err := parts.Close(); err != nil {
		t.Fatal(err)
	}
	send(coordinator, "../Förslaget <1>.exe", "%PDF-1.7").Want(http.StatusSeeOther)
	send(coordinator, "missiv.docx", docx.String()).Want(http.StatusSeeOther)
	if got := send(coordinator, "igen.pdf", "%PDF-1.7").Want(http.StatusUnprocessableEntity).Text("#file-error"); got != "Filen finns här redan." {
		t.Errorf("the same again: %q", got)
	}
	if got := north.Get(address).Want(http.StatusOK).Text("#forslag"); !strings.Contains(got, "Förslaget 1.exe.pdf") || !strings.Contains(got, "missiv.docx") || strings.Contains(got, "Ta bort") {
		t.Errorf("the north sees %q", got)
	}
	got := north.Get(address + "/fil/1").Want(http.StatusOK)
	if got.Body != "%PDF-1.7" || got.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%v %q", got.Header, got.Body)
	}
	as(t, f, testgroup.Member).Get(address + "/fil/1").Want(http.StatusForbidden)
	north.Get(address + "/fil/9").Want(http.StatusNotFound)
	north.Post(address+"/fil/2/ta-bort", nil).Want(http.StatusForbidden)
	coordinator.Post(address+"/fil/2/ta-bort", nil).Want(http.StatusSeeOther)
	if got := coordinator.Get(address + "/svar").Want(http.StatusOK).Text("main"); !strings.Contains(got, "Förslaget 1.exe.pdf") {
		t.Error("whoever writes the answer does not see the proposal")
	}

	coordinator.Post(address+"/svar", url.Values{"answer": {"Ja."}, "do": {"hand_over"}, "confirm": {"1"}, "version": {"1"}}).Want(http.StatusSeeOther)
	chair.Post(address, url.Values{"do": {"approve"}, "version": {"2"}}).Want(http.StatusSeeOther)
	coordinator.Post(address, url.Values{"do": {"send"}, "version": {"3"}, "sent_on": {"2026-05-04"}, "sent_to": {"Myndigheten"}}).Want(http.StatusSeeOther)
	if got := north.Get(address + "/arkiv.md").Want(http.StatusOK).Body; !strings.Contains(got, fmt.Sprintf("Förslaget 1.exe.pdf (SHA-256 %x)", sha256.Sum256([]byte("%PDF-1.7")))) {
		t.Errorf("the copy does not name what was answered: %s", got)
	}
	north.Get(address + "/fil/1").Want(http.StatusOK)
	coordinator.Post(address+"/fil/1/ta-bort", nil).Want(http.StatusConflict)
	send(coordinator, "sent.pdf", "%PDF-1.4").Want(http.StatusConflict)
	if got := f.Text("SELECT string_agg(action || ' ' || coalesce(after->>'file', before->>'file'), ', ' ORDER BY id) FROM audit WHERE subject = 'consultation_file'"); got !=
		"consultation.attach Förslaget 1.exe.pdf, consultation.attach missiv.docx, consultation.detach missiv.docx" {
		t.Errorf("the log says %s", got)
	}
}

// declarers are persons with every role, at Ala where the role is a unit's: their ids by
// the role.
func declarers(t *testing.T, f *testgroup.Fixture) map[org.Role]org.PersonID {
	t.Helper()
	ids := map[org.Role]org.PersonID{}
	for n, role := range org.Roles() {
		if role == org.Convener {
			ids[role] = testgroup.Convener
			continue
		}
		id, group, unit := org.PersonID(9+n), "1", "NULL"
		if role == org.Administrator {
			group = "NULL"
		}
		if role.OfUnit() {
			unit = "1"
		}
		f.Exec(fmt.Sprintf(`INSERT INTO person (id, email, name) OVERRIDING SYSTEM VALUE VALUES (%d, 'roll%d@exempel.se', 'Roll %d');
			INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (%d, %s, %s, '%s', '2020-01-01')`, id, n, n, id, group, unit, role))
		ids[role] = id
	}
	return ids
}

// A declaration is read by whoever wrote it and by those who handle declarations, and
// nowhere by anybody else: not on a page, in the log, in its file, or in the database's log.
func TestADeclarationNobodyElseCanRead(t *testing.T) {
	f := testgroup.New(t)
	ids := declarers(t, f)
	const secret, judged = "Hemlighetsbolaget", "Bedömningen lyder"
	chair, nominee := as(t, f, testgroup.Chair), as(t, f, testgroup.MedicalLead)
	address := chair.Post("/gruppen/nomineringar/ny", url.Values{"title": {"Arbetsgruppen"}, "kind": {"working_group"}, "asked_by": {"Någon"}, "received_on": {"2026-05-01"}, "due_on": {"2026-06-01"}}).Want(http.StatusSeeOther).Location
	chair.Post(address+"/personer/ny", url.Values{"person": {"1"}, "state": {"proposed"}, "region": {"1"}}).Want(http.StatusSeeOther)
	const declaration = "/gruppen/jav/1"

	empty := nominee.Get(declaration).Want(http.StatusOK).Form(declaration)
	if got := nominee.Post(declaration, empty).Want(http.StatusUnprocessableEntity).Text("#nothing-error"); got == "" {
		t.Error("an empty declaration was taken")
	}
	empty.Set("what.2", "Föreläser")
	if got := nominee.Post(declaration, empty).Want(http.StatusUnprocessableEntity); got.Text("#with-1-error") == "" || got.Value("what.1") != "Föreläser" {
		t.Error("a row without with whom was taken, or its words are lost")
	}
	empty.Set("with.2", secret)
	nominee.Post(declaration, empty).Want(http.StatusSeeOther)
	if got := nominee.Get(declaration).Text("main"); !strings.Contains(got, secret) {
		t.Errorf("whoever wrote it reads %q", got)
	}
	chair.Post(declaration, url.Values{"nothing": {"1"}}).Want(http.StatusForbidden)
	judge := chair.Get(declaration).Want(http.StatusOK).Form(declaration + "/bedom")
	judge.Set("hindrance", "part")
	if got := chair.Post(declaration+"/bedom", judge).Want(http.StatusUnprocessableEntity).Text("#what-error"); got == "" {
		t.Error("a hindrance without words was taken")
	}
	judge.Set("what", judged)
	chair.Post(declaration+"/bedom", judge).Want(http.StatusSeeOther)
	chair.Post(declaration+"/bedom", judge).Want(http.StatusConflict)

	handles := map[org.Role]bool{org.Chair: true, org.ProcessSupport: true}
	pages := []string{address, address + "/personer/1", "/gruppen/nomineringar", "/gruppen/jav", "/gruppen/programomradet", "/gruppen/logg", "/gruppen/logg.csv", "/gruppen", "/gruppen/programomradet/till-kunskapsradet"}
	for role, id := range ids {
		b := as(t, f, id)
		got := b.Get(declaration)
		if want := map[bool]int{true: http.StatusOK, false: http.StatusForbidden}[handles[role]]; got.Status != want || handles[role] != strings.Contains(got.Body, secret) || handles[role] != strings.Contains(got.Body, judged) {
			t.Errorf("%s: %d, %t", role, got.Status, strings.Contains(got.Body, secret))
		}
		if !handles[role] {
			for _, path := range []string{declaration, declaration + "/bedom"} {
				if got := b.Post(path, url.Values{"nothing": {"1"}, "hindrance": {"none"}, "declaration": {"1"}, "version": {"2"}}); got.Status != http.StatusForbidden {
					t.Errorf("%s posts to %s: %d", role, path, got.Status)
				}
			}
			if got := b.Post("/gruppen/jav", nil); got.Status != http.StatusForbidden {
				t.Errorf("%s thins: %d", role, got.Status)
			}
		}
		for _, path := range pages {
			if body := b.Get(path).Body; strings.Contains(body, secret) || strings.Contains(body, judged) {
				t.Errorf("%s reads it at %s", role, path)
			}
		}
	}
	log := as(t, f, testgroup.Convener).Get("/gruppen/logg").Want(http.StatusOK).Text("main")
	for _, part := range []string{"Lämnade en jävsdeklaration", "Läste en jävsdeklaration", "Bedömde en jävsdeklaration"} {
		if !strings.Contains(log, part) {
			t.Errorf("the log does not say %q", part)
		}
	}
	inLog := func(text string) string {
		return f.Text("SELECT count(*) FROM audit a WHERE a::text LIKE '%" + text + "%'")
	}
	if inLog(secret) != "0" || inLog(judged) != "0" || inLog("Föreläser") != "0" {
		t.Error("the log keeps what was declared")
	}

	// It is thinned after its time and the group's months, by an act that the log tells of.
	chair.Post("/gruppen/jav", nil).Want(http.StatusSeeOther)
	if got := nominee.Get(declaration).Text("main"); !strings.Contains(got, secret) {
		t.Error("thinned too early")
	}
	f.Exec("UPDATE interest_declaration SET valid_until = '2025-05-03'")
	if got := chair.Get("/gruppen/jav").Text("#gallra"); !strings.Contains(got, "En deklaration har gått ut") {
		t.Errorf("to thin: %q", got)
	}
	chair.Post("/gruppen/jav", nil).Want(http.StatusSeeOther)
	if got := nominee.Get(declaration).Text("main"); strings.Contains(got, secret) || !strings.Contains(got, "Gallrad") {
		t.Errorf("after thinning: %q", got)
	}
	if got := f.Text("SELECT count(*) FROM interest_declaration d WHERE d::text LIKE '%" + secret + "%' OR d::text LIKE '%" + judged + "%'"); got != "0" {
		t.Error("the database keeps it")
	}
	if got := inLog("declaration.thin"); got != "1" {
		t.Errorf("%s thinnings in the log", got)
	}
}

func TestTheAreasOtherDuties(t *testing.T) {
	f := testgroup.New(t)
	coordinator, lead := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	if got := coordinator.Get("/gruppen/programomradet").Want(http.StatusOK).Text(".notice"); !strings.Contains(got, "representant i det nationella programområdet") || !strings.Contains(got, "Ingen ordförandeperiod") {
		t.Errorf("what is missing: %q", got)
	}
	settings := coordinator.Get("/gruppen/programomradet/installningar").Want(http.StatusOK).Form("/gruppen/programomradet/installningar")
	settings.Set("national_name", "Nina Nationell")
	settings.Set("person", "1")
	if coordinator.Post("/gruppen/programomradet/installningar", settings).Want(http.StatusUnprocessableEntity).Text("#national_name-error") == "" {
		t.Error("both a person and a name")
	}
	settings.Del("person")
	coordinator.Post("/gruppen/programomradet/installningar", settings).Want(http.StatusSeeOther)

	const terms = "/gruppen/programomradet/ordforande"
	lead.Post(terms, url.Values{}).Want(http.StatusForbidden)
	term := url.Values{"region": {"1"}, "person": {"4"}, "from_on": {"2025-01-01"}, "to_on": {"2026-06-30"}}
	coordinator.Post(terms, term).Want(http.StatusSeeOther)
	term.Set("region", "2")
	if coordinator.Post(terms, term).Want(http.StatusUnprocessableEntity).Text("#from_on-error") == "" {
		t.Error("two chairs at once")
	}
	hub := lead.Get("/gruppen/programomradet").Want(http.StatusOK)
	if got := hub.Text("#vantar"); !strings.Contains(got, "Planera nästa ordförande, på tur: Region Syd") {
		t.Errorf("waits: %q", got)
	}
	term.Set("from_on", "2026-07-01")
	term.Set("to_on", "2028-06-30")
	term.Del("person")
	coordinator.Post(terms, term).Want(http.StatusSeeOther)
	if got := lead.Get("/gruppen/programomradet").Text("#ordforande"); !strings.Contains(got, "Olle Ordförande, Region Norr") || !strings.Contains(got, "Region Syd") || !strings.Contains(got, "Nina Nationell") {
		t.Errorf("the chair: %q", got)
	}
	planned := coordinator.Get(terms + "/2").Want(http.StatusOK).Form(terms + "/2")
	planned.Set("do", "delete")
	coordinator.Post(terms+"/2", planned).Want(http.StatusSeeOther)

	address := coordinator.Post("/gruppen/arbetsgrupper/ny", url.Values{"title": {"Hemgång"}, "mandate": {"Gör en lista"}, "decided_by": {"Mötet"}, "from_on": {"2026-01-01"}, "to_on": {"2026-05-31"}}).Want(http.StatusSeeOther).Location
	lead.Post(address, url.Values{"do": {"report"}, "happened_on": {"2026-05-01"}, "body": {"Klart"}}).Want(http.StatusForbidden)
	coordinator.Post(address, url.Values{"do": {"member"}, "person": {"1"}, "leads": {"1"}}).Want(http.StatusSeeOther)
	coordinator.Post(address, url.Values{"do": {"member"}, "person": {"1"}}).Want(http.StatusUnprocessableEntity)
	lead.Post(address, url.Values{"do": {"report"}, "happened_on": {"2026-05-01"}, "body": {"Klart"}}).Want(http.StatusSeeOther)
	if coordinator.Post(address, url.Values{"do": {"extend"}, "version": {"1"}, "after_on": {"2026-05-31"}, "why": {"Mer tid"}}).Want(http.StatusUnprocessableEntity).Text("#after_on-error") == "" {
		t.Error("extended to the day it had")
	}
	coordinator.Post(address, url.Values{"do": {"extend"}, "version": {"1"}, "after_on": {"2026-09-30"}, "why": {"Mer tid"}}).Want(http.StatusSeeOther)
	coordinator.Post(address, url.Values{"do": {"end"}, "version": {"2"}, "outcome": {"En lista"}}).Want(http.StatusSeeOther)
	if got := lead.Get(address).Text("main"); !strings.Contains(got, "Förlängd från 31 maj 2026 till 30 september 2026") || !strings.Contains(got, "En lista") {
		t.Errorf("the working group: %q", got)
	}

	note := lead.Post("/gruppen/omvarld/ny", url.Values{"title": {"Nytt stöd"}, "body": {"Om gulsot"}, "source": {"Webben"}}).Want(http.StatusSeeOther).Location
	as(t, f, testgroup.UnitManager).Post(note, url.Values{"do": {"see"}}).Want(http.StatusSeeOther)
	lead.Post(note, url.Values{"do": {"matter"}, "version": {"1"}}).Want(http.StatusForbidden)
	prefilled := coordinator.Get("/gruppen/remisser/ny?omvarld=1").Want(http.StatusOK)
	if prefilled.Value("title") != "Nytt stöd" || prefilled.Value("sender") != "Webben" {
		t.Error("the consultation does not begin with the note's words")
	}
	const further = "#vidare"
	if got := coordinator.Get(note).Want(http.StatusOK).Text(further); !strings.Contains(got, "En metod som införs eller fasas ut") {
		t.Errorf("the coordinator can make it %q", got)
	}
	if lead.Get(note).Want(http.StatusOK).Text(further) != "" {
		t.Error("a unit's own can make something of it")
	}
	matter := coordinator.Post(note, url.Values{"do": {"matter"}, "version": {"1"}}).Want(http.StatusSeeOther).Location
	if got := lead.Get(note).Text("main"); !strings.Contains(got, "Tagen vidare") || !strings.Contains(got, "Viktor Vård") {
		t.Errorf("the note: %q", got)
	}

	prepare := coordinator.Get(matter).Want(http.StatusOK).Form(matter)
	prepare.Set("do", "prepare")
	prepare.Set("tried", "Allt vi kunde")
	prepare.Set("asked", "Ett beslut")
	coordinator.Post(matter, prepare).Want(http.StatusSeeOther)
	coordinator.Post(matter, url.Values{"do": {"lift"}, "version": {"1"}, "lifted_to": {"1"}, "lifted_note": {"Att veta"}}).Want(http.StatusSeeOther)
	council := lead.Get("/gruppen/programomradet/till-kunskapsradet").Want(http.StatusOK).Text("main")
	for _, part := range []string{"Nytt stöd", "Allt vi kunde", "Ett beslut", "Att veta"} {
		if !strings.Contains(council, part) {
			t.Errorf("the page for the council lacks %q", part)
		}
	}
	if pdf := lead.Get("/gruppen/programomradet/till-kunskapsradet.pdf").Want(http.StatusOK); !strings.HasPrefix(pdf.Body, "%PDF") {
		t.Error("no PDF")
	}
	lead.Get("/gruppen/programomradet/metodstod").Want(http.StatusOK)
	as(t, f, testgroup.Member).Get("/gruppen/programomradet").Want(http.StatusForbidden)
}
