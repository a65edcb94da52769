package group

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

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
		{Pattern: "POST /gruppen/beslut/{decision}/uppgifter", Handler: h.CreateAssignment},
		{Pattern: "POST /gruppen/beslut/{decision}/uppgifter/{task}", Handler: h.SettleAssignment},
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

// TestAMeetingLeadsToWhatItBelongsTo: from its page, and from its minutes, which others read.
func TestAMeetingLeadsToWhatItBelongsTo(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.Convener)
	address := plan(t, b)
	if got := b.Get(address).Find(`main a[href^="/forbattring"]`).Length(); got != 0 {
		t.Errorf("a meeting of its own leads to %d others", got)
	}
	f.Exec(`INSERT INTO pathway_introduction (group_id, title, starts_on, state, written_at) VALUES (1, 'Varm från födelsen', '2026-01-01', 'running', now());
		UPDATE meeting SET programme_kind = 'pathway', programme_id = 1`)
	b.Post(address+"/protokoll", b.Get(address).Form(address+"/protokoll")).Want(http.StatusSeeOther)
	for _, at := range []string{address, address + "/protokoll"} {
		if got := b.Get(at).Want(http.StatusOK).Text(`main a[href="/forbattring/inforanden/1"]`); got != "Varm från födelsen" {
			t.Errorf("%s leads to %q", at, got)
		}
	}
}
