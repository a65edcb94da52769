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

func meetingRoutes(h *Handlers) []pagetest.Route {
	return []pagetest.Route{
		{Pattern: "GET /gruppen/moten", Handler: h.ShowMeetings},
		{Pattern: "GET /gruppen/moten/nytt", Handler: h.EditNewMeeting},
		{Pattern: "POST /gruppen/moten/nytt", Handler: h.CreateMeeting},
		{Pattern: "GET /gruppen/moten/serier", Handler: h.ShowSeries},
		{Pattern: "GET /gruppen/moten/serier/ny", Handler: h.EditNewSeries},
		{Pattern: "POST /gruppen/moten/serier/ny", Handler: h.CreateSeries},
		{Pattern: "GET /gruppen/moten/serier/{series}", Handler: h.EditSeries},
		{Pattern: "POST /gruppen/moten/serier/{series}", Handler: h.SaveSeries},
		{Pattern: "POST /gruppen/moten/serier/{series}/nasta", Handler: h.CreateNextMeeting},
		{Pattern: "GET /gruppen/moten/{meeting}", Handler: h.ShowMeeting},
		{Pattern: "GET /gruppen/moten/{meeting}/andra", Handler: h.EditMeeting},
		{Pattern: "POST /gruppen/moten/{meeting}/andra", Handler: h.SaveMeeting},
		{Pattern: "GET /gruppen/moten/{meeting}/mote.ics", Handler: h.ShowMeetingFile},
		{Pattern: "GET /gruppen/moten/{meeting}/dagordning", Handler: h.EditAgenda},
		{Pattern: "POST /gruppen/moten/{meeting}/dagordning", Handler: h.AddToAgenda},
		{Pattern: "GET /gruppen/moten/{meeting}/dagordning/{item}", Handler: h.EditAgendaItem},
		{Pattern: "POST /gruppen/moten/{meeting}/dagordning/{item}", Handler: h.SaveAgendaItem},
		{Pattern: "GET /gruppen/moten/{meeting}/deltagare", Handler: h.EditParticipants},
		{Pattern: "POST /gruppen/moten/{meeting}/deltagare", Handler: h.SaveParticipants},
		{Pattern: "POST /gruppen/moten/{meeting}/kalla", Handler: h.CallMeeting},
		{Pattern: "POST /gruppen/moten/{meeting}/stall-in", Handler: h.CancelMeeting},
		{Pattern: "GET /gruppen/moten/{meeting}/protokoll", Handler: h.ShowMinutes},
		{Pattern: "POST /gruppen/moten/{meeting}/protokoll", Handler: h.BeginMinutes},
		{Pattern: "GET /gruppen/moten/{meeting}/protokoll.pdf", Handler: h.ShowMinutesPDF},
		{Pattern: "GET /gruppen/moten/{meeting}/protokoll/skriv", Handler: h.EditMinutes},
		{Pattern: "POST /gruppen/moten/{meeting}/protokoll/skriv", Handler: h.SaveMinutes},
		{Pattern: "GET /gruppen/moten/{meeting}/protokoll/publicera", Handler: h.ConfirmPublish},
		{Pattern: "POST /gruppen/moten/{meeting}/protokoll/publicera", Handler: h.PublishMinutes},
		{Pattern: "GET /gruppen/beslut", Handler: h.ShowDecisions},
		{Pattern: "GET /gruppen/beslut/{decision}", Handler: h.ShowDecision},
		{Pattern: "POST /gruppen/beslut/{decision}/uppgifter", Handler: h.CreateTask},
		{Pattern: "POST /gruppen/beslut/{decision}/uppgifter/{task}", Handler: h.SettleTask},
		{Pattern: "GET /gruppen/fragor", Handler: h.ShowMatters},
		{Pattern: "GET /gruppen/fragor/ny", Handler: h.EditNewMatter},
		{Pattern: "POST /gruppen/fragor/ny", Handler: h.CreateMatter},
		{Pattern: "GET /gruppen/fragor/{matter}", Handler: h.ShowMatter},
		{Pattern: "POST /gruppen/fragor/{matter}", Handler: h.SaveMatter},
	}
}

// plan plans a meeting of today, the tests' 4 May 2026, by its form, and gives its address.
func plan(t *testing.T, b *pagetest.Browser) string {
	t.Helper()
	form := b.Get("/gruppen/moten/nytt").Want(http.StatusOK).Form("/gruppen/moten/nytt")
	form.Set("title", "Gruppens <möte>")
	form.Set("day", "2026-05-04")
	form.Set("starts", "17:00")
	form.Set("ends", "19:30")
	form.Set("place", "Linköping")
	form.Set("video_link", "https://video.exempel.se")
	return b.Post("/gruppen/moten/nytt", form).Want(http.StatusSeeOther).Location
}

func TestAMeetingOnThePages(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	form := b.Get("/gruppen/moten/nytt").Form("/gruppen/moten/nytt")
	form.Set("day", "2026-03-29")
	form.Set("starts", "02:30")
	form.Set("video_link", "http://video.exempel.se")
	wrong := b.Post("/gruppen/moten/nytt", form).Want(http.StatusUnprocessableEntity)
	if got := wrong.Text("#starts-error"); got != "Skriv tiden som 09:30. Den ska finnas den dagen." {
		t.Errorf("an hour that is not: %q", got)
	}
	if wrong.Value("video_link") != "http://video.exempel.se" || wrong.Value("day") != "2026-03-29" {
		t.Error("what was typed is lost")
	}
	address := plan(t, b)
	shown := b.Get(address).Want(http.StatusOK)
	if got := shown.Text(".page-heading"); got != "MötenGruppens <möte>4 maj 2026 kl. 17:00–19:30Gemensamt mötePlanerat" {
		t.Errorf("heading %q", got)
	}
	if link, _ := shown.Find(`main a[href="https://video.exempel.se"]`).Attr("rel"); link != "noopener noreferrer" {
		t.Error("the link to the video meeting is not there, or tells whence one comes")
	}
	if got := f.Text(`SELECT starts_at::text FROM meeting`); !strings.HasPrefix(got, "2026-05-04 15:00:00+00") && !strings.HasPrefix(got, "2026-05-04 17:00:00+02") {
		t.Errorf("begins %s", got)
	}
	edit := b.Get(address + "/andra").Want(http.StatusOK).Form(address + "/andra")
	if edit.Get("starts") != "17:00" || edit.Get("day") != "2026-05-04" {
		t.Errorf("opened with %v", edit)
	}
	edit.Set("place", "Kalmar")
	b.Post(address+"/andra", edit).Want(http.StatusSeeOther)
	edit.Set("place", "Jönköping")
	conflict := b.Post(address+"/andra", edit).Want(http.StatusConflict)
	if got := conflict.Text(".notice"); !strings.Contains(got, "PlatsKalmar") || conflict.Value("place") != "Jönköping" {
		t.Errorf("overtaken: %q, %q", got, conflict.Value("place"))
	}
	b.Post(address+"/andra", conflict.Form(address+"/andra")).Want(http.StatusSeeOther)
	calendar := b.Get(address + "/mote.ics").Want(http.StatusOK)
	if !strings.HasPrefix(calendar.Header.Get("Content-Type"), "text/calendar") || !strings.Contains(calendar.Body, "DTSTART:20260504T150000Z") ||
		!strings.Contains(calendar.Body, "LOCATION:Jönköping") {
		t.Errorf("file %s", calendar.Body)
	}
	form = b.Get(address).Form(address + "/kalla")
	b.Post(address+"/kalla", form).Want(http.StatusSeeOther)
	b.Post(address+"/kalla", form).Want(http.StatusConflict)
	if got := b.Get(address).Text("#kallelse"); !strings.Contains(got, "Kallelsen skickades 4 maj 2026 kl. 16:02.Alla med e-postadress har fått den.") {
		t.Errorf("called: %q", got)
	}
	list := b.Get("/gruppen/moten?slag=joint&ar=2026").Want(http.StatusOK)
	if got := list.Text("#kommande-moten tbody tr"); got != "Gruppens <möte>4 maj 2026 kl. 17:00–19:30JönköpingGemensamt möteKallat" {
		t.Errorf("listed: %q", got)
	}
	for _, address := range []string{"/gruppen/moten?slag=fest", "/gruppen/moten?ar=1", "/gruppen/moten?sida=0", "/gruppen/moten/99", "/gruppen/moten/x"} {
		b.Get(address).Want(http.StatusNotFound)
	}
	b.Post(address+"/stall-in", b.Get(address).Form(address+"/stall-in")).Want(http.StatusSeeOther)
	if got := b.Get(address).Text(".notice"); !strings.Contains(got, "Mötet är inställt") {
		t.Errorf("called off: %q", got)
	}
	b.Get(address + "/andra").Want(http.StatusConflict)
}

func TestTheAgendaOnThePages(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	series := url.Values{"title": {"Serien"}, "agenda": {"Inledning (10 min)\nLäget (30 min)"}}
	b.Post("/gruppen/moten/serier/ny", series).Want(http.StatusSeeOther)
	b.Post("/gruppen/moten/serier/1/nasta", nil).Want(http.StatusSeeOther)
	form := b.Get("/gruppen/moten/nytt?serie=1").Form("/gruppen/moten/nytt")
	form.Set("day", "2026-06-10")
	address := b.Post("/gruppen/moten/nytt", form).Want(http.StatusSeeOther).Location
	if got := b.Get(address).Text(".agenda"); got != "09:001. Inledning10 min09:102. Läget30 min" {
		t.Errorf("agenda %q", got)
	}
	as(t, f, testgroup.MedicalLead).Post("/gruppen/fragor/ny", url.Values{"title": {"Hur gör ni?"}, "link": {"http://example.com/mal/matt?ar=2026#x"}}).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT link FROM matter`); got != "/mal/matt?ar=2026#x" {
		t.Errorf("a pasted address: %s", got)
	}
	take := url.Values{"do": {"take"}, "matter": {"1"}, "other": {"forslag"}}
	b.Post(address+"/dagordning", take).Want(http.StatusSeeOther)
	add := url.Values{"do": {"add"}, "title": {"Ny punkt"}, "minutes": {"0"}}
	if got := b.Post(address+"/dagordning", add).Want(http.StatusUnprocessableEntity).Text("#minutes-error"); got != "Talet ska vara mellan 1 och 600." {
		t.Errorf("no minutes: %q", got)
	}
	page := b.Get(address + "/dagordning").Want(http.StatusOK)
	if page.Find(`input[name="matter"]`).Length() != 0 || page.Find(`input[value="forslag"]`).Length() != 0 {
		t.Error("what is on the agenda can be taken up again")
	}
	if got := page.Text(".agenda-edit .task-title a"); got != "1. Inledning2. Läget3. Förslag till mål4. Hur gör ni?" {
		t.Errorf("items %s", got)
	}
	b.Post(address+"/dagordning/4", url.Values{"do": {"up"}}).Want(http.StatusSeeOther)
	edit := b.Get(address + "/dagordning/4").Want(http.StatusOK).Form(address + "/dagordning/4")
	edit.Set("presenter", "Lena")
	b.Post(address+"/dagordning/4", edit).Want(http.StatusSeeOther)
	edit.Set("presenter", "Viktor")
	if got := b.Post(address+"/dagordning/4", edit).Want(http.StatusConflict); got.Value("presenter") != "Viktor" || !strings.Contains(got.Text(".notice"), "Lena") {
		t.Errorf("overtaken: %q", got.Text(".notice"))
	}
	b.Post(address+"/dagordning/4", url.Values{"do": {"delete"}}).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT string_agg(title, ', ' ORDER BY position) || ' ' || (SELECT state FROM matter) FROM agenda_item WHERE meeting_id = 1`); got != "Inledning, Läget, Förslag till mål open" {
		t.Errorf("stored: %s", got)
	}
}

func TestParticipantsOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	address := plan(t, b)
	form := b.Get(address + "/deltagare").Want(http.StatusOK).Form(address + "/deltagare")
	form.Del("participant.1.invited") // the chair
	form.Set("participant.0.attended", "remote")
	form.Set("participant.0.mandate", "Mandat för hela länet")
	form.Set("participant.5.organisation", "Riket")
	wrong := b.Post(address+"/deltagare", form).Want(http.StatusUnprocessableEntity)
	if got := wrong.Text("#participant-5-name-error"); got != "Fyll i uppgiften." || wrong.Value("participant.5.organisation") != "Riket" {
		t.Errorf("a guest without a name: %q", got)
	}
	form.Set("participant.5.name", "Gun Gäst")
	b.Post(address+"/deltagare", form).Want(http.StatusSeeOther)
	if got := b.Get(address).Text("#deltagarlista tbody"); got != "Lena Läkare AlaRegion NorrMandat för hela länetPå distansSara Samman Viktor Vård BoRegion SydGun Gäst (adjungerad)Riket" {
		t.Errorf("participants %q", got)
	}
	if got := b.Post(address+"/deltagare", form).Want(http.StatusConflict); got.Value("participant.5.name") != "Gun Gäst" {
		t.Error("what was typed is lost")
	}
	// Somebody else removes one and adds another while the page is open.
	mine, theirs := b.Get(address+"/deltagare").Form(address+"/deltagare"), b.Get(address+"/deltagare").Form(address+"/deltagare")
	theirs.Del("participant.0.invited")
	theirs.Set("participant.5.name", "Nils Ny")
	b.Post(address+"/deltagare", theirs).Want(http.StatusSeeOther)
	mine.Set("participant.0.mandate", "Mitt mandat")
	back := b.Post(address+"/deltagare", mine).Want(http.StatusConflict)
	if back.Value("participant.0.mandate") != "Mitt mandat" {
		t.Error("what was typed is lost")
	}
	b.Post(address+"/deltagare", back.Form(address+"/deltagare")).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT string_agg(concat_ws(' ', name, nullif(mandate, '')), ', ' ORDER BY name) FROM meeting_participant`); got != "Gun Gäst, Lena Läkare Mitt mandat, Nils Ny, Sara Samman, Viktor Vård" {
		t.Errorf("in the end: %s", got)
	}
	again := b.Get(address + "/deltagare")
	if got := again.Value("participant.5.invited"); got != "" { // the chair, after those invited
		t.Errorf("the chair is invited: %q", got)
	}
}

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
	if got := shown.Text("main"); !strings.Contains(got, "Protokoll 2026:1") || !strings.Contains(got, "Publicerat 4 maj 2026 av Sara Samman.") {
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
	if got := pdf.Header.Get("Content-Disposition"); got != "attachment; filename=protokoll-2026-1-utkast.pdf" || pdf.Header.Get("Content-Type") != "application/pdf" {
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
	for _, want := range []string{"Provgruppen", "Protokoll 2026:1", "Gruppens <möte>", "Utkast, inte publicerat", "4 maj 2026 kl. 17:00–19:30", "1. Läget", "Beslut § 1", "Vi följer värmen", "1 (1)"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	info, structure := said("pdfinfo", file), said("pdfinfo", "-struct", file)
	if !strings.Contains(info, "Tagged:          yes") || !strings.Contains(info, "Protokoll 2026:1, Provgruppen") || !bytes.Contains([]byte(pdf.Body), []byte("/Lang (sv)")) {
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

func TestADecisionsTasksOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b, lead := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	address := plan(t, b)
	write(t, b, address)
	const decision = "/gruppen/beslut/1"
	form := b.Get(decision).Want(http.StatusOK).Form(decision + "/uppgifter")
	form.Set("anchor", "1")
	wrong := b.Post(decision+"/uppgifter", form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#title-error") == "" || wrong.Text("#due_on-error") == "" || wrong.Value("anchor") != "1" {
		t.Errorf("nothing typed: %q", wrong.Text(".error-summary"))
	}
	form.Set("title", "Förankra")
	form.Set("due_on", "2026-05-01")
	b.Post(decision+"/uppgifter", form).Want(http.StatusSeeOther)
	shown := lead.Get(decision).Want(http.StatusOK)
	if got := shown.Text("#uppgifter .section-lead"); got != "0 av 2 uppgifter är klara, 2 försenad" {
		t.Errorf("so far %q", got)
	}
	if shown.Find("#uppgift-1 form").Length() != 1 || shown.Find("#uppgift-2 form").Length() != 0 {
		t.Error("the representative in the north settles what is of the south, or not the own")
	}
	settle := shown.Form(decision + "/uppgifter/1")
	settle.Set("do", "drop")
	if got := lead.Post(decision+"/uppgifter/1", settle).Want(http.StatusUnprocessableEntity).Text("#outcome-1-error"); got != "Fyll i uppgiften." {
		t.Errorf("dropped without a reason: %q", got)
	}
	settle.Set("outcome.1", "Behövs inte här")
	lead.Post(decision+"/uppgifter/1", settle).Want(http.StatusSeeOther)
	lead.Post(decision+"/uppgifter/1", settle).Want(http.StatusConflict)
	lead.Post(decision+"/uppgifter/2", url.Values{"do": {"done"}, "version": {"1"}}).Want(http.StatusForbidden)
	if got := b.Get(decision).Text("#uppgift-1"); !strings.Contains(got, "Behövs inte här") || !strings.Contains(got, "Struken") {
		t.Errorf("dropped: %q", got)
	}
	b.Post(decision+"/uppgifter/2", url.Values{"do": {"delete"}, "version": {"1"}}).Want(http.StatusSeeOther)
	if got := b.Get(address).Text(".decision"); got != "§ 1 Vi följer värmenStrukenRegion Norr: Förankra Gruppens ledamöter i Region Norr. Lena Läkare, 4 maj 2026" {
		t.Errorf("on the meeting's page: %q", got)
	}
}

func TestQuestionsOnThePages(t *testing.T) {
	f := testgroup.New(t)
	b, lead := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	if got := lead.Post("/gruppen/fragor/ny", url.Values{"link": {"https://annan.exempel.se/x"}}).Want(http.StatusUnprocessableEntity); got.Text("#link-error") == "" || got.Text("#title-error") == "" {
		t.Error("a question without words, about another site")
	}
	address := lead.Post("/gruppen/fragor/ny", url.Values{"title": {"Hur <gör> ni?"}, "body": {"Rad ett\nrad två"}}).Want(http.StatusSeeOther).Location
	shown := lead.Get(address).Want(http.StatusOK)
	if got := shown.Text(".page-heading"); got != "FrågorHur <gör> ni?Lena Läkare, Ala, 4 maj 2026 Öppen" || shown.Find("#svara, #lyft").Length() != 0 || shown.Find("#andra").Length() != 1 {
		t.Errorf("the asker sees %q", got)
	}
	page := b.Get(address).Want(http.StatusOK)
	lift := url.Values{"do": {"lift"}, "version": {"1"}, "lifted_to": {"1"}}
	wrong := b.Post(address, lift).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#lifted_note-error") != "Fyll i uppgiften." {
		t.Errorf("nothing to know: %q", wrong.Text(".error-summary"))
	}
	lift.Set("lifted_note", "Att veta")
	b.Post(address, lift).Want(http.StatusSeeOther)
	answer := page.Form(address) // opened before it was lifted
	answer.Set("do", "answer")
	answer.Set("answer", "Så här")
	stale := b.Post(address, answer).Want(http.StatusConflict)
	if stale.Value("answer") != "Så här" || !strings.Contains(stale.Text(".notice"), "Någon annan hann före") {
		t.Error("what was typed is lost")
	}
	again := stale.Form(address)
	again.Set("do", "answer")
	b.Post(address, again).Want(http.StatusSeeOther)
	if got := lead.Get(address).Text(".matter-history"); got != "Ställd Lena Läkare, Ala, 4 maj 2026 Lyft till Provområdet barn Sara Samman, 4 maj 2026 Att vetaBesvarad av Provområdet barn Sara Samman, 4 maj 2026 Så här" {
		t.Errorf("history %q", got)
	}
	if got := b.Get("/gruppen/fragor?lage=besvarade&sok=gör").Want(http.StatusOK).Find(".task").Length(); got != 1 {
		t.Errorf("%d answered", got)
	}
	if got := b.Get("/gruppen/fragor?lage=vantar").Text(".empty-state"); !strings.Contains(got, "Ingen fråga att visa") {
		t.Errorf("none waits: %q", got)
	}
	b.Get("/gruppen/fragor?lage=glomda").Want(http.StatusNotFound)
	b.Post(address, url.Values{"do": {"dance"}}).Want(http.StatusNotFound)
	as(t, f, testgroup.Member).Get("/gruppen/fragor").Want(http.StatusForbidden)
	as(t, f, testgroup.Member).Get(address).Want(http.StatusForbidden)
}
