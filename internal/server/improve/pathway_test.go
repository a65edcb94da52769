package improve

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/improve"
	"samsyn/internal/chart"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// introducing is a browser on the pages of introductions, signed in as the person.
func introducing(t *testing.T, f *testgroup.Fixture, id org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(improve.New(f.DB, testgroup.Clock), chart.NewRenderer(chart.Config{Engines: 1}))
	const at = "/forbattring/inforanden"
	const one = at + "/{pathway}"
	return pagetest.New(t, f.Visitor(id), []pagetest.Route{
		{Pattern: "GET " + at, Handler: h.ShowPathways},
		{Pattern: "GET " + at + "/tidslinje", Handler: h.ShowTimeline},
		{Pattern: "GET " + at + "/nytt", Handler: h.EditNewPathway},
		{Pattern: "POST " + at + "/nytt", Handler: h.CreatePathway},
		{Pattern: "GET " + at + "/mallar", Handler: h.ShowPathwayTemplates},
		{Pattern: "GET " + at + "/mallar/ny", Handler: h.EditPathwayTemplate},
		{Pattern: "POST " + at + "/mallar/ny", Handler: h.SavePathwayTemplate},
		{Pattern: "GET " + at + "/mallar/{template}", Handler: h.EditPathwayTemplate},
		{Pattern: "POST " + at + "/mallar/{template}", Handler: h.SavePathwayTemplate},
		{Pattern: "GET " + one, Handler: h.ShowPathway},
		{Pattern: "GET " + one + "/sammanfattning", Handler: h.ShowSummary},
		{Pattern: "GET " + one + "/andra", Handler: h.EditPathway},
		{Pattern: "POST " + one + "/andra", Handler: h.SavePathway},
		{Pattern: "GET " + one + "/avsluta", Handler: h.EditEnd},
		{Pattern: "POST " + one + "/avsluta", Handler: h.EndPathway},
		{Pattern: "POST " + one + "/oppna", Handler: h.ReopenPathway},
		{Pattern: "GET " + one + "/faser/{phase}", Handler: h.ShowPhase},
		{Pattern: "POST " + one + "/faser/{phase}/kryss", Handler: h.TickPhase},
		{Pattern: "GET " + one + "/faser/{phase}/andra", Handler: h.EditPhase},
		{Pattern: "POST " + one + "/faser/{phase}/andra", Handler: h.SavePhase},
		{Pattern: "POST " + one + "/faser/{phase}/flytta", Handler: h.MovePhase},
		{Pattern: "POST " + one + "/faser/{phase}/stang", Handler: h.ClosePhase},
		{Pattern: "POST " + one + "/faser/{phase}/oppna", Handler: h.OpenPhase},
		{Pattern: "GET " + one + "/karntrupp", Handler: h.EditNewCoreMember},
		{Pattern: "POST " + one + "/karntrupp", Handler: h.CreateCoreMember},
		{Pattern: "GET " + one + "/karntrupp/{member}", Handler: h.EditCoreMember},
		{Pattern: "POST " + one + "/karntrupp/{member}", Handler: h.SaveCoreMember},
		{Pattern: "POST " + one + "/karntrupp/{member}/ta-bort", Handler: h.RemoveCoreMember},
		{Pattern: "GET " + one + "/malbilder/ny", Handler: h.EditVision},
		{Pattern: "POST " + one + "/malbilder/ny", Handler: h.SaveVision},
		{Pattern: "GET " + one + "/malbilder/{patients}", Handler: h.EditVision},
		{Pattern: "POST " + one + "/malbilder/{patients}", Handler: h.SaveVision},
		{Pattern: "GET " + one + "/nulage/{unit}/{measure}", Handler: h.ShowPathwayGap},
		{Pattern: "POST " + one + "/nulage/{unit}/{measure}", Handler: h.SavePathwayGap},
		{Pattern: "GET " + one + "/enheter/{unit}", Handler: h.EditPathwayUnit},
		{Pattern: "POST " + one + "/enheter/{unit}", Handler: h.SavePathwayUnit},
		{Pattern: "GET " + one + "/halsoekonomi", Handler: h.EditEconomics},
		{Pattern: "POST " + one + "/halsoekonomi", Handler: h.SaveEconomics},
		{Pattern: "GET " + one + "/aktiviteter/ny", Handler: h.EditNewActivity},
		{Pattern: "POST " + one + "/aktiviteter/ny", Handler: h.CreateActivity},
		{Pattern: "GET " + one + "/avstamningar/ny", Handler: h.EditNewCheck},
		{Pattern: "POST " + one + "/avstamningar/ny", Handler: h.CreateCheck},
		{Pattern: "GET " + one + "/utvardering", Handler: h.ShowEvaluation},
		{Pattern: "GET " + actionPath + "{action}", Handler: h.ShowAction},
		{Pattern: "GET " + one + "/utvardering/diagram/{measure}", Handler: h.ShowEvaluationChart},
	})
}

// begun is an introduction from 1 April 2026, of the temperature, and its address.
func begun(t *testing.T, f *testgroup.Fixture) (b *pagetest.Browser, at string) {
	t.Helper()
	f.Exec(measured)
	b = introducing(t, f, testgroup.Convener)
	const list = "/forbattring/inforanden"
	form := b.Get(list + "/nytt").Want(http.StatusOK).Form(list + "/nytt")
	if a := b.Post(list+"/nytt", form).Want(http.StatusUnprocessableEntity); a.Text("#title-error") == "" {
		t.Error("an introduction without a name was taken")
	}
	form.Set("title", "Varm från födelsen")
	form.Set("lead", "")
	form.Set("starts_on", "2026-04-01")
	form["measures"] = []string{"1"}
	form["units"] = []string{"1", "2"}
	b.Post(list+"/nytt", form).Want(http.StatusSeeOther)
	return b, list + "/1"
}

func TestPhasePages(t *testing.T) {
	f := testgroup.New(t)
	b, at := begun(t, f)
	first := at + "/faser/1"
	p := b.Get(first).Want(http.StatusOK)
	if got := p.Text("main"); !strings.Contains(got, "1 april 2026 till 12 maj 2026") || !strings.Contains(got, "6 veckor") || !strings.Contains(got, "3 klarkriterier kvar") {
		t.Errorf("the phase: %s", got)
	}
	closing := p.Form(first + "/stang")
	if a := b.Post(first+"/stang", closing).Want(http.StatusUnprocessableEntity); !strings.Contains(a.Text("#reason-error"), "Alla klarkriterier är inte uppfyllda") {
		t.Errorf("closed with criteria left: %s", a.Text("main"))
	}
	ticks := p.Form(first + "/kryss")
	ticks["ticked"] = []string{"1", "2", "3"}
	b.Post(first+"/kryss", ticks).Want(http.StatusSeeOther)
	moving := b.Get(first).Form(first + "/flytta")
	moving.Set("to", "2026-05-20")
	if a := b.Post(first+"/flytta", moving).Want(http.StatusUnprocessableEntity); a.Text("#why-error") == "" || a.Value("to") != "2026-05-20" {
		t.Error("moved without why, or what was typed is lost")
	}
	moving.Set("why", "Datapaketet dröjer")
	b.Post(first+"/flytta", moving).Want(http.StatusSeeOther)
	if a := b.Post(first+"/flytta", moving).Want(http.StatusConflict); !strings.Contains(a.Text(".notice"), "Sara Samman") || a.Value("why") != "Datapaketet dröjer" {
		t.Errorf("an old form: %s", a.Text(".notice"))
	}
	if got := b.Get(at).Want(http.StatusOK).Text("main"); !strings.Contains(got, "Slutet på Förberedelse flyttades från 12 maj 2026 till 20 maj 2026: Datapaketet dröjer (Sara Samman, 4 maj 2026)") ||
		!strings.Contains(got, "21 maj 2026 till 1 juli 2026") || !strings.Contains(got, "2 juli 2026 till 1 oktober 2026") {
		t.Errorf("moved: %s", got)
	}
	b.Post(first+"/stang", b.Get(first).Form(first+"/stang")).Want(http.StatusSeeOther)
	p = b.Get(first).Want(http.StatusOK)
	if got := p.Text("main"); !strings.Contains(got, "Stängd 4 maj 2026") || p.Find(`form[action$="/kryss"]`).Length() != 0 || p.Find(`form[action$="/oppna"]`).Length() != 1 {
		t.Errorf("closed: %s", got)
	}
	lines := b.Get(at + "/faser/2/andra").Want(http.StatusOK).Form(at + "/faser/2/andra")
	lines.Set("criteria", "Ett kriterium\n\n")
	b.Post(at+"/faser/2/andra", lines).Want(http.StatusSeeOther)
	if got := b.Get(at + "/faser/2").Text("main"); !strings.Contains(got, "Ett kriterium") || !strings.Contains(got, "1 klarkriterium kvar") {
		t.Errorf("lines: %s", got)
	}
	b.Get(at + "/faser/4").Want(http.StatusNotFound)
	reader := introducing(t, f, testgroup.Member)
	if r := reader.Get(at + "/faser/2").Want(http.StatusOK); r.Find("main form").Length() != 0 || !strings.Contains(r.Text("main"), "inte avbockat") {
		t.Errorf("the receiving body: %s", r.Text("main"))
	}
}

func TestCoreTeamPages(t *testing.T) {
	f := testgroup.New(t)
	b, at := begun(t, f)
	form := b.Get(at + "/karntrupp").Want(http.StatusOK).Form(at + "/karntrupp")
	if a := b.Post(at+"/karntrupp", form).Want(http.StatusUnprocessableEntity); a.Text("#name-error") == "" || a.Text("#competence-error") == "" {
		t.Error("nobody was taken")
	}
	form.Set("person", "1")
	form.Set("competence", "Neonatolog")
	b.Post(at+"/karntrupp", form).Want(http.StatusSeeOther)
	if got := b.Get(at).Text("#karntrupp"); !strings.Contains(got, "Alla i kärntruppen är läkare") || !strings.Contains(got, "Ingen i kärntruppen kommer från Bo.") || !strings.Contains(got, "Lena Läkare") {
		t.Errorf("what the team lacks: %s", got)
	}
	form.Set("person", "")
	form.Set("name", "Gäst Gästsson")
	form.Set("email", "gast@exempel.se")
	form.Set("profession", "nurse")
	form.Set("unit", "2")
	b.Post(at+"/karntrupp", form).Want(http.StatusSeeOther)
	got := b.Get(at).Want(http.StatusOK)
	if got.Find("#karntrupp .notice").Length() != 0 || !strings.Contains(got.Text("#karntrupp"), "från annan organisation") {
		t.Errorf("the team: %s", got.Text("#karntrupp"))
	}
	edit := b.Get(at + "/karntrupp/2").Want(http.StatusOK).Form(at + "/karntrupp/2")
	edit.Set("competence", "Amning")
	b.Post(at+"/karntrupp/2", edit).Want(http.StatusSeeOther)
	b.Post(at+"/karntrupp/2", edit).Want(http.StatusConflict)
	member := introducing(t, f, testgroup.MedicalLead)
	member.Get(at + "/karntrupp").Want(http.StatusForbidden)
	vision := member.Get(at + "/malbilder/ny").Want(http.StatusOK).Form(at + "/malbilder/ny")
	vision.Set("name", "Alla barn")
	vision.Set("vision", "Varma från första stund")
	member.Post(at+"/malbilder/ny", vision).Want(http.StatusSeeOther)
	if got := b.Get(at).Text("#malbild"); !strings.Contains(got, "Varma från första stund") {
		t.Errorf("vision: %s", got)
	}
	introducing(t, f, testgroup.UnitManager).Get(at + "/malbilder/1").Want(http.StatusForbidden)
	remove := b.Get(at + "/karntrupp/2").Form(at + "/karntrupp/2/ta-bort")
	b.Post(at+"/karntrupp/2/ta-bort", remove).Want(http.StatusSeeOther)
	b.Get(at + "/karntrupp/2").Want(http.StatusNotFound)
}

func TestWhatTheUnitsSayOfAnIntroduction(t *testing.T) {
	f := testgroup.New(t)
	_, at := begun(t, f)
	lead := introducing(t, f, testgroup.MedicalLead)
	form := lead.Get(at + "/enheter/ALA").Want(http.StatusOK).Form(at + "/enheter/ALA")
	form.Set("state", "not_applicable")
	if a := lead.Post(at+"/enheter/ALA", form).Want(http.StatusUnprocessableEntity); a.Text("#why-error") == "" {
		t.Error("not applicable without why")
	}
	form.Set("state", "introduced")
	form.Set("since", "2025-01-01")
	lead.Post(at+"/enheter/ALA", form).Want(http.StatusSeeOther)
	form.Set("state", "begun")
	if a := lead.Post(at+"/enheter/ALA", form).Want(http.StatusConflict); !strings.Contains(a.Text(".notice"), "Infört") {
		t.Errorf("conflict: %s", a.Text(".notice"))
	}
	lead.Get(at + "/enheter/BO").Want(http.StatusForbidden)

	gap := lead.Get(at + "/nulage/ALA/MED1").Want(http.StatusOK)
	if got := gap.Text(".beside-figures"); !strings.Contains(got, "80 %") || !strings.Contains(got, "Mål: minst 90 %") {
		t.Errorf("figures: %s", got)
	}
	sheet := gap.Form(at + "/nulage/ALA/MED1")
	sheet.Set("goal", "90 % före årets slut")
	lead.Post(at+"/nulage/ALA/MED1", sheet).Want(http.StatusSeeOther)
	if a := lead.Post(at+"/nulage/ALA/MED1", sheet).Want(http.StatusConflict); !strings.Contains(a.Text(".notice"), "Lena Läkare") {
		t.Errorf("conflict: %s", a.Text(".notice"))
	}
	other := introducing(t, f, testgroup.UnitManager)
	if got := other.Get(at + "/nulage/ALA/MED1").Want(http.StatusOK); got.Find("main form").Length() != 0 || !strings.Contains(got.Text("main"), "90 % före årets slut") {
		t.Errorf("another unit reads: %s", got.Text("main"))
	}
	if got := other.Get(at).Text("#nulage"); !strings.Contains(got, "1 av 2 enheter har skrivit.") {
		t.Errorf("list: %s", got)
	}
	body := introducing(t, f, testgroup.Member)
	body.Get(at + "/nulage/ALA/MED1").Want(http.StatusForbidden)
	if got := body.Get(at).Want(http.StatusOK); got.Find("#nulage").Length() != 0 || !strings.Contains(got.Text("#enheter"), "1 av 2 har infört") {
		t.Errorf("the receiving body: %s", got.Text("#enheter"))
	}
	activity := lead.Get(at + "/aktiviteter/ny?enhet=ALA&matt=MED1").Want(http.StatusOK).Form(at + "/aktiviteter/ny")
	if activity.Get("measure") != "1" || activity.Get("unit") != "1" {
		t.Errorf("filled in: %v", activity)
	}
	lead.Post(at+"/aktiviteter/ny", filled(activity)).Want(http.StatusSeeOther)
	if got := lead.Get(at).Text("#aktiviteter"); !strings.Contains(got, "Varma barn hela vägen") {
		t.Errorf("activities: %s", got)
	}
}

func TestEvaluationPages(t *testing.T) {
	f := testgroup.New(t)
	b, at := begun(t, f)
	f.Exec(`UPDATE pathway_introduction SET effect_from = '2025-01-01'; UPDATE pathway_unit SET state = 'introduced', since = '2025-01-01', noted_at = now() WHERE unit_id = 1`)
	p := b.Get(at + "/utvardering").Want(http.StatusOK)
	if got := p.Text("main"); !strings.Contains(got, "Det säger inte vad som var orsaken.") || !strings.Contains(got, "median 50 %") || !strings.Contains(got, "median 80 %") || !strings.Contains(got, "sedan 1 januari 2025") ||
		!strings.Contains(got, "Inget av det bevisar att det var arbetet som hjälpte.") {
		t.Errorf("evaluation: %s", got)
	}
	if svg := b.Get(at + "/utvardering/diagram/MED1").Want(http.StatusOK); !strings.Contains(svg.Header.Get("Content-Type"), "svg") {
		t.Errorf("the picture is %s", svg.Header.Get("Content-Type"))
	}
	b.Get(at + "/utvardering/diagram/OMV1").Want(http.StatusNotFound)
	s := b.Get(at + "/sammanfattning").Want(http.StatusOK)
	if got := s.Text(".pathway-summary"); !strings.Contains(got, "1 april 2026 till") || !strings.Contains(got, "3 klarkriterier kvar") || !strings.Contains(got, "Temperatur vid inskrivning") {
		t.Errorf("summary: %s", got)
	}
	t.Run("time line", func(t *testing.T) {
		p := b.Get("/forbattring/inforanden/tidslinje").Want(http.StatusOK)
		if got := p.Find(".pathway-bars rect"); got.Length() != 3 || p.Find(".bar-now").Length() != 2 || p.Find("#tabell tbody tr").Length() != 3 {
			t.Errorf("%d bars", got.Length())
		}
		if got := p.Text("#tabell"); !strings.Contains(got, "Pågår nu") || !strings.Contains(got, "Kommer") {
			t.Errorf("table: %s", got)
		}
		f.Exec(`UPDATE pathway_introduction SET starts_on = '2026-02-01'`)
		if p := b.Get("/forbattring/inforanden/tidslinje"); p.Find(".pathway-bars .bar-late").Length() != 1 || !strings.Contains(p.Text("#tabell"), "Skulle ha varit stängd") {
			t.Error("a phase that should have been closed is not marked")
		}
		if got := b.Get(at).Text("main"); !strings.Contains(got, "Fasen Förberedelse skulle ha slutat 14 mars 2026.") {
			t.Errorf("the introduction: %s", got)
		}
	})
}

func TestTemplatePages(t *testing.T) {
	f := testgroup.New(t)
	b := introducing(t, f, testgroup.Chair)
	const at = "/forbattring/inforanden/mallar"
	if got := b.Get(at).Want(http.StatusOK).Text("main"); !strings.Contains(got, "Följer med Samsyn.") || !strings.Contains(got, "6 veckor, 3 klarkriterier, 6 på checklistan") {
		t.Errorf("templates: %s", got)
	}
	form := b.Get(at + "/ny").Want(http.StatusOK).Form(at + "/ny")
	form.Set("count1", "0")
	if a := b.Post(at+"/ny", form).Want(http.StatusUnprocessableEntity); !strings.Contains(a.Text("#count1-error"), "mellan 1 och 104") {
		t.Errorf("no length: %s", a.Text("main"))
	}
	form.Set("count1", "8")
	form.Set("title", "Vår mall")
	b.Post(at+"/ny", form).Want(http.StatusSeeOther)
	edit := b.Get(at + "/1").Want(http.StatusOK).Form(at + "/1")
	edit.Set("checks3", "En sak")
	b.Post(at+"/1", edit).Want(http.StatusSeeOther)
	b.Post(at+"/1", edit).Want(http.StatusConflict)
	if got := b.Get(at).Text("#mall-1"); !strings.Contains(got, "8 veckor") || !strings.Contains(got, "1 på checklistan") {
		t.Errorf("changed: %s", got)
	}
	b.Get(at + "/9").Want(http.StatusNotFound)
}

// Somebody invited sees the introduction, without the room's tabs and without links to what
// they do not read.
func TestSomebodyInvitedSeesTheIntroductionAlone(t *testing.T) {
	f := testgroup.New(t)
	b, at := begun(t, f)
	f.Exec(`INSERT INTO person (email, name, profession) VALUES ('gast@exempel.se', 'Gäst', 'other');
		INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (9, 1, 'invited', '2026-01-01')`)
	form := b.Get(at + "/karntrupp").Form(at + "/karntrupp")
	for name, value := range map[string]string{"name": "Gäst", "email": "gast@exempel.se", "competence": "Narkos", "profession": "other"} {
		form.Set(name, value)
	}
	guest := introducing(t, f, 9)
	guest.Get(at).Want(http.StatusForbidden)
	b.Post(at+"/karntrupp", form).Want(http.StatusSeeOther)
	b.Post(at+"/aktiviteter/ny", filled(url.Values(b.Get(at+"/aktiviteter/ny").Form(at+"/aktiviteter/ny")))).Want(http.StatusSeeOther)
	p := guest.Get(at).Want(http.StatusOK)
	if p.Find("main form").Length() != 0 || p.Find("#nulage").Length() != 0 || p.Find(`main a[href^="/resultat"], main a[href^="/forbattring/atgarder"], main a[href^="/gruppen"], main a[href=""]`).Length() != 0 {
		t.Errorf("the page of somebody invited: %s", p.Text("main"))
	}
	list := guest.Get("/forbattring/inforanden").Want(http.StatusOK)
	if list.Find(".tabs").Length() != 0 || !strings.Contains(list.Text("main"), "Varm från födelsen") {
		t.Errorf("the list: %s", list.Text("main"))
	}
	guest.Get(at + "/faser/1").Want(http.StatusOK)
	guest.Get(at + "/halsoekonomi").Want(http.StatusForbidden)
	guest.Get(at + "/enheter/ALA").Want(http.StatusForbidden)
	introducing(t, f, testgroup.Observer).Get(at).Want(http.StatusForbidden)
}

// TestAnIntroductionIsTalkedAbout: those who talk in the group are led to it, and others not.
func TestAnIntroductionIsTalkedAbout(t *testing.T) {
	f := testgroup.New(t)
	b, at := begun(t, f)
	if got := b.Get(at).Want(http.StatusOK).Find(`a[href="/forbattring/samtal/inforande/1"]`).Length(); got != 1 {
		t.Errorf("%d links to the talk", got)
	}
	if got := introducing(t, f, testgroup.Member).Get(at).Want(http.StatusOK).Find(`a[href*="/forbattring/samtal/"]`).Length(); got != 0 {
		t.Error("a reader outside the group is led to its talk")
	}
}
