package improve

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

func TestEndingAnIntroductionOnItsPage(t *testing.T) {
	f := testgroup.New(t)
	b, at := begun(t, f)
	note := b.Get(at + "/halsoekonomi").Want(http.StatusOK).Form(at + "/halsoekonomi")
	note.Set("assumptions", "Kortare vårdtid")
	if a := b.Post(at+"/halsoekonomi", note).Want(http.StatusUnprocessableEntity); a.Text("#assumed_from-error") == "" {
		t.Error("an assumption without a source was taken")
	}
	note.Set("assumed_from", "En studie")
	b.Post(at+"/halsoekonomi", note).Want(http.StatusSeeOther)
	form := b.Get(at + "/avsluta").Want(http.StatusOK).Form(at + "/avsluta")
	form.Set("state", "finished")
	form.Set("end_note", "Slut")
	form.Set("carried_on", "Följs")
	if a := b.Post(at+"/avsluta", form).Want(http.StatusUnprocessableEntity); !strings.Contains(a.Text("#state-error"), "En fas är inte stängd.") {
		t.Errorf("finished with open phases: %s", a.Text("main"))
	}
	form.Set("state", "stopped")
	b.Post(at+"/avsluta", form).Want(http.StatusSeeOther)
	p := b.Get(at).Want(http.StatusOK)
	if got := p.Text("main"); !strings.Contains(got, "Avbrutet") || !strings.Contains(got, "Följs") || !strings.Contains(got, "En studie") {
		t.Errorf("stopped: %s", got)
	}
	if got := b.Get("/forbattring/inforanden").Text("#avslutade"); !strings.Contains(got, "Varm från födelsen") {
		t.Errorf("list: %s", got)
	}
	b.Post(at+"/oppna", p.Form(at+"/oppna")).Want(http.StatusSeeOther)
	if got := b.Get("/forbattring/inforanden").Text("#pagar"); !strings.Contains(got, "Varm från födelsen") {
		t.Errorf("list: %s", got)
	}
	edit := b.Get(at + "/andra").Want(http.StatusOK).Form(at + "/andra")
	edit.Set("aim", "Ingen fryser")
	b.Post(at+"/andra", edit).Want(http.StatusSeeOther)
	b.Post(at+"/andra", edit).Want(http.StatusConflict)
	meeting := b.Get(at + "/avstamningar/ny?fas=2").Want(http.StatusOK).Form(at + "/avstamningar/ny")
	meeting.Set("starts", "25:00")
	if a := b.Post(at+"/avstamningar/ny", meeting).Want(http.StatusUnprocessableEntity); a.Text("#starts-error") == "" {
		t.Error("25 o'clock was taken")
	}
	meeting.Set("starts", "08:30")
	b.Post(at+"/avstamningar/ny", meeting).Want(http.StatusSeeOther)
	if got := b.Get(at).Text("#avstamningar"); !strings.Contains(got, "Avstämning: Varm från födelsen") || !strings.Contains(got, "Uppstart") {
		t.Errorf("meetings: %s", got)
	}
	b.Get(at + "/avstamningar/ny?fas=9").Want(http.StatusNotFound)
}

// TestAnEndedIntroductionLooksBack: no day of it is still to come, and what is still open is
// said where it is ended and afterwards.
func TestAnEndedIntroductionLooksBack(t *testing.T) {
	f := testgroup.New(t)
	b, at := begun(t, f)
	core := b.Get(at + "/karntrupp").Form(at + "/karntrupp")
	core.Set("person", "1")
	core.Set("competence", "Neonatolog")
	b.Post(at+"/karntrupp", core).Want(http.StatusSeeOther)
	b.Post(at+"/aktiviteter/ny", filled(url.Values(b.Get(at+"/aktiviteter/ny").Form(at+"/aktiviteter/ny")))).Want(http.StatusSeeOther)
	meeting := b.Get(at + "/avstamningar/ny?fas=1").Form(at + "/avstamningar/ny")
	meeting.Set("starts", "08:30")
	b.Post(at+"/avstamningar/ny", meeting).Want(http.StatusSeeOther)
	for _, phase := range []string{"1", "2", "3"} {
		closing := b.Get(at + "/faser/" + phase).Form(at + "/faser/" + phase + "/stang")
		closing.Set("reason", "Räcker")
		b.Post(at+"/faser/"+phase+"/stang", closing).Want(http.StatusSeeOther)
	}
	open := func(p pagetest.Answer) {
		t.Helper()
		if got := p.Find(`.notice a[href="/gruppen/moten/1"], .notice a[href="/forbattring/atgarder/1"]`).Length(); got != 2 || !strings.Contains(p.Text("main"), "Det här är fortfarande öppet") {
			t.Errorf("%d links to what is open: %s", got, p.Text("main"))
		}
	}
	ending := b.Get(at + "/avsluta").Want(http.StatusOK)
	open(ending)
	form := ending.Form(at + "/avsluta")
	form.Set("end_note", "Slut")
	form.Set("carried_on", "Följs")
	b.Post(at+"/avsluta", form).Want(http.StatusSeeOther)
	p := b.Get(at).Want(http.StatusOK)
	open(p)
	for text, want := range map[string]bool{"1 april 2026 till 4 maj 2026": true, "började aldrig": true, "före och efter 4 maj 2026": true, "juni 2026": false, "Kärntruppen kan behöva fler": false} {
		if got := p.Text("main .definitions") + p.Text("#faser") + p.Text("#utvardering") + p.Text("#karntrupp"); strings.Contains(got, text) != want {
			t.Errorf("%q is there: %t: %s", text, !want, got)
		}
	}
	line := b.Get("/forbattring/inforanden/tidslinje").Want(http.StatusOK)
	if line.Find(".pathway-bars rect").Length() != 1 || !strings.Contains(line.Text("#tabell"), "började aldrig") {
		t.Errorf("%d bars: %s", line.Find(".pathway-bars rect").Length(), line.Text("#tabell"))
	}
	action := b.Get("/forbattring/atgarder/1").Want(http.StatusOK)
	if link := action.Find(`main a[href="` + at + `"]`); link.Text() != "Varm från födelsen" {
		t.Errorf("the action leads back to %q", link.Text())
	}
	f.Exec(`UPDATE pathway_introduction SET state = 'stopped'; UPDATE pathway_phase SET closed_on = NULL, closed_by = NULL, close_reason = ''`)
	if got := b.Get(at).Text("#faser"); !strings.Contains(got, "Avbröts") || !strings.Contains(got, "Började aldrig") || strings.Contains(got, "Kommer") {
		t.Errorf("stopped on the way: %s", got)
	}
}

// TestTheTimelineSaysEveryYear where narrow screens leave labels out too.
func TestTheTimelineSaysEveryYear(t *testing.T) {
	f := testgroup.New(t)
	b, _ := begun(t, f)
	f.Exec(`UPDATE pathway_introduction SET starts_on = '2024-11-01'; UPDATE pathway_phase SET count = 300, unit = 'day'`)
	p := b.Get("/forbattring/inforanden/tidslinje").Want(http.StatusOK)
	wide, narrow := "", ""
	p.Find(".pathway-axis g").Each(func(_ int, g *goquery.Selection) {
		wide += g.Find(".axis-year:not(.narrow-year)").Text() + " "
		if !g.HasClass("seldom") {
			narrow += g.Find(".axis-year").Text() + " "
		}
	})
	for name, years := range map[string]string{"wide": wide, "narrow": narrow} {
		if got := strings.Join(strings.Fields(years), " "); got != "2024 2025 2026 2027" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
