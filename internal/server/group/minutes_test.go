package group

import (
	"bytes"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"samsyn/internal/app/group"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// write begins the meeting's minutes and writes in them.
func write(t *testing.T, b *pagetest.Browser, address string) {
	t.Helper()
	b.Post(address+"/dagordning", url.Values{"do": {"add"}, "title": {"Läget"}}).Want(http.StatusSeeOther)
	b.Post(address+"/protokoll", b.Get(address).Form(address+"/protokoll")).Want(http.StatusSeeOther)
	form := b.Get(address + "/protokoll/skriv").Want(http.StatusOK).Form(address + "/protokoll/skriv")
	form.Set("discussed.1", "Det sades\nmycket")
	form.Set("new_decision.1", "Vi följer värmen")
	form.Set("do", "done")
	if got := b.Post(address+"/protokoll/skriv", form).Want(http.StatusSeeOther).Location; got != address+"/protokoll" {
		t.Errorf("leads to %s", got)
	}
}

func TestMinutesAreWrittenAndPublished(t *testing.T) {
	f := testgroup.New(t)
	b, member := as(t, f, testgroup.Convener), as(t, f, testgroup.Member)
	address := plan(t, b)
	b.Get(address + "/protokoll").Want(http.StatusNotFound)
	write(t, b, address)
	for _, path := range []string{"", "/protokoll", "/protokoll.pdf"} {
		member.Get(address + path).Want(http.StatusNotFound)
	}
	if got := member.Get("/gruppen/moten").Want(http.StatusOK).Text("main"); strings.Contains(got, "<möte>") {
		t.Errorf("a draft in the outside reader's list: %q", got)
	}
	as(t, f, testgroup.Observer).Get("/gruppen/moten").Want(http.StatusForbidden)
	draft := as(t, f, testgroup.MedicalLead).Get(address + "/protokoll").Want(http.StatusOK)
	if got := draft.Text(".minutes-item"); got != "1. LägetDet sades mycketBeslut § 1Vi följer värmen" || !strings.Contains(draft.Text(".notice"), "Utkast") {
		t.Errorf("the draft: %q", got)
	}
	confirm := b.Get(address + "/protokoll/publicera").Want(http.StatusOK)
	if got := confirm.Text(".notice li"); got != "Närvaron är inte ifylld för 4 deltagare." {
		t.Errorf("to think of: %q", got)
	}
	b.Post(address+"/protokoll/publicera", confirm.Form(address+"/protokoll/publicera")).Want(http.StatusSeeOther)
	b.Get(address + "/protokoll/skriv").Want(http.StatusConflict)
	member.Get(address).Want(http.StatusSeeOther)
	shown := member.Get(address + "/protokoll").Want(http.StatusOK)
	if got := shown.Text("main"); !strings.Contains(got, "Minnesanteckningar 2026:1") || !strings.Contains(got, "Publicerade 4 maj 2026 av Sara Samman.") {
		t.Errorf("published: %q", got)
	}
	if link := shown.Find(`a[href="` + address + `"]`).Length(); link != 0 {
		t.Error("an outside reader is led to the meeting's own page")
	}
	list := member.Get("/gruppen/beslut?sok=värmen&ar=2026&uppgifter=inga").Want(http.StatusOK)
	if got := list.Text("#beslutslista tbody"); got != "2026:1 § 1Vi följer värmenGruppens <möte> 4 maj 2026Inga uppgifter" {
		t.Errorf("decisions %q", got)
	}
	member.Get("/gruppen/beslut?uppgifter=alla").Want(http.StatusNotFound)
}

func TestWhoWritesLastLosesNothing(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	address := plan(t, b)
	write(t, b, address)
	page := address + "/protokoll/skriv"
	mine, theirs := b.Get(page).Form(page), b.Get(page).Form(page)
	theirs.Set("discussed.1", "Deras ord")
	theirs.Set("decision.1", "")
	as(t, f, testgroup.Chair).Post(page, theirs).Want(http.StatusSeeOther)
	mine.Set("discussed.1", "Mina ord")
	mine.Set("decision.1", "Vi följer värmen noga")
	back := b.Post(page, mine).Want(http.StatusConflict)
	if got := back.Text(".notice"); !strings.Contains(got, "Olle Ordförande ändrade") || !strings.Contains(got, "LägetDeras ord") {
		t.Errorf("what is stored now: %q", got)
	}
	if back.Value("discussed.1") != "Mina ord" || back.Value("new_decision.0") != "Vi följer värmen noga" {
		t.Errorf("mine: %q, %q", back.Value("discussed.1"), back.Value("new_decision.0"))
	}
	b.Post(page, back.Form(page)).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT discussed || '|' || (SELECT string_agg(text, ',') FROM decision) FROM agenda_item`); got != "Mina ord|Vi följer värmen noga" {
		t.Errorf("stored: %s", got)
	}
	// The same when an item is taken away by somebody who has not seen the words.
	b.Post(address+"/dagordning", url.Values{"do": {"add"}, "title": {"Övrigt"}}).Want(http.StatusSeeOther)
	mine = b.Get(page).Form(page)
	as(t, f, testgroup.Chair).Post(address+"/dagordning/2", url.Values{"do": {"delete"}}).Want(http.StatusSeeOther)
	mine.Set("discussed.2", "Ord om det som togs bort")
	back = b.Post(page, mine).Want(http.StatusConflict)
	if got := back.Value("minutes_text"); got != "Ord om det som togs bort" {
		t.Errorf("words about an item that is gone: %q", got)
	}
}

func TestMinutesAsPDF(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	address := plan(t, b)
	write(t, b, address)
	pdf := b.Get(address + "/protokoll.pdf").Want(http.StatusOK)
	if got := pdf.Header.Get("Content-Disposition"); got != "attachment; filename=minnesanteckningar-2026-1-utkast.pdf" || pdf.Header.Get("Content-Type") != "application/pdf" {
		t.Errorf("named %q", got)
	}
	file := filepath.Join(t.TempDir(), "protokoll.pdf")
	if err := os.WriteFile(file, []byte(pdf.Body), 0o600); err != nil {
		t.Fatal(err)
	}
	said := func(name string, args ...string) string {
		t.Helper()
		out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		return string(out)
	}
	text := said("pdftotext", file, "-")
	for _, want := range []string{"Provgruppen", "Minnesanteckningar 2026:1", "Gruppens <möte>", "Utkast, inte publicerat", "4 maj 2026 kl. 17:00–19:30", "1. Läget", "Beslut § 1", "Vi följer värmen", "1 (1)"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	info, structure := said("pdfinfo", file), said("pdfinfo", "-struct", file)
	if !strings.Contains(info, "Tagged:          yes") || !strings.Contains(info, "Minnesanteckningar 2026:1, Provgruppen") || !bytes.Contains([]byte(pdf.Body), []byte("/Lang (sv)")) {
		t.Errorf("info\n%s", info)
	}
	for _, want := range []string{"H1", "H2", "LI"} {
		if !strings.Contains(structure, want) {
			t.Errorf("no %s among the tags\n%s", want, structure)
		}
	}
	without := pagetest.New(t, f.Visitor(testgroup.Convener), meetingRoutes(New(group.New(f.DB, testgroup.Clock))))
	without.Get(address + "/protokoll.pdf").Want(http.StatusNotFound)
	shown := without.Get(address + "/protokoll").Want(http.StatusOK)
	if shown.Find(`a[href$=".pdf"]`).Length() != 0 || !strings.Contains(shown.Text("main"), "behöver programmet WeasyPrint installeras") {
		t.Error("without the program there is a way to the PDF, or nothing says why not")
	}
}
