package collect

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

func TestTheFormSaysWhatEachFieldMeans(t *testing.T) {
	f := open(t)
	p := as(t, f, testgroup.MedicalLead).Get(alaForm).Want(http.StatusOK)
	if got := said(p, "h1"); got != "Ala, kvartal 1 2026" {
		t.Errorf("the heading is %q", got)
	}
	wants(t, "the deadline", said(p, ".page-heading .task-late"), "Skulle ha lämnats 30 april 2026, för 4 dagar sedan")
	var sections []string
	p.Find(".entry-section h2").Each(func(_ int, s *goquery.Selection) { sections = append(sections, s.Text()) })
	if strings.Join(sections, ", ") != "Varma barn, Processmått" {
		t.Errorf("sections %q", sections)
	}
	row := "#figure-1-0-2026K1-row"
	wants(t, "the row", said(p, row+" legend"), "Temperatur vid inskrivning")
	wants(t, "the numerator's help", said(p, "#figure-1-0-2026K1-numerator-description"), "Barn med rätt temperatur")
	if by, _ := p.Find("#figure-1-0-2026K1-numerator").Attr("aria-describedby"); by != "figure-1-0-2026K1-numerator-description" {
		t.Errorf("the numerator is described by %q", by)
	}
	wants(t, "the definition", said(p, row+" .definitions"), "Definitionen står i den källa som anges")
	wants(t, "the past", said(p, row+" .past"), "K4 2025 75 % 15 av 20 Godkänd")
	wants(t, "the first quarter a year ago", said(p, row+" .past"), "K1 2025 Inget lämnat")
	modes := map[string]string{}
	p.Find("form[data-entry] input[inputmode]").Each(func(_ int, s *goquery.Selection) {
		name, _ := s.Attr("name")
		modes[name], _ = s.Attr("inputmode")
	})
	for name, mode := range map[string]string{field("1", "numerator"): "numeric", field("1", "denominator"): "numeric",
		field("2", "denominator"): "decimal", field("4", "mean"): "decimal", field("4", "denominator"): "numeric", field("5", "numerator"): "numeric"} {
		if modes[name] != mode {
			t.Errorf("%s has the keyboard %q, want %q", name, modes[name], mode)
		}
	}
	// Every field has a label, and retired reasons are not offered.
	p.Find("form[data-entry] :is(input:not([type=hidden]), select, textarea)").Each(func(_ int, s *goquery.Selection) {
		id, _ := s.Attr("id")
		if p.Find(`label[for="`+id+`"]`).Length() != 1 {
			t.Errorf("the field %s has no label", id)
		}
	})
	if got := said(p, "#figure-1-0-2026K1-reason"); got != "Uppgiften finns Uppgift saknas: Registret är inte ifyllt Ej tillämpligt: gäller inte oss" {
		t.Errorf("reasons: %q", got)
	}
	if p.Find("script:not([src]), style, [style]").Length() > 0 {
		t.Error("there is inline script or style")
	}
}

func TestSavingTakesNumbersTheWayPeopleWriteThem(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	a := b.Post(alaForm, fill(b.Get(alaForm).Form(alaForm))).Want(http.StatusSeeOther)
	if a.Location != alaForm {
		t.Errorf("goes to %s", a.Location)
	}
	p := b.Get(alaForm).Want(http.StatusOK)
	for name, want := range map[string]string{field("1", "numerator"): "12", field("2", "denominator"): "1480,5", field("4", "mean"): "4,25",
		field("4", "sd"): "0,5", field("5", "numerator"): "0", field("6", "yes"): "nej", field("6", "text"): "Startar i höst",
		field("6", "valid_from"): "2026-01-01", field("8", "text"): "Från vecka 22"} {
		if got := p.Value(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	wants(t, "the worked-out share", said(p, "#figure-1-0-2026K1-row output"), "60 %")
	wants(t, "the worked-out rate", said(p, "#figure-2-0-2026K1-row output"), "0,7 per 1 000 vårddygn")
	wants(t, "the state", said(p, "main"), "Senast sparad 16:02 av Lena Läkare")
	wants(t, "the progress", said(p, ".save-bar"), "6 av 6 ifyllda")
	if n := f.Text(`SELECT count(*)::text FROM figure WHERE version > 1`); n != "0" {
		t.Errorf("%s figures were saved twice", n)
	}
	// An untouched form changes nothing.
	b.Post(alaForm, p.Form(alaForm)).Want(http.StatusSeeOther)
	if n := f.Text(`SELECT sum(version)::text FROM figure WHERE submission_id = 2`); n != "6" {
		t.Errorf("versions add up to %s", n)
	}
}

func TestSaveAndGoOnToHandingIn(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	form := b.Get(alaForm).Form(alaForm)
	form.Set("then", "submit")
	if a := b.Post(alaForm, form).Want(http.StatusSeeOther); a.Location != alaForm+"/lamna-in" {
		t.Errorf("goes to %s", a.Location)
	}
}

func TestWhatWasTypedComesBackWithItsProblems(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	form := fill(b.Get(alaForm).Form(alaForm))
	bad := map[string]string{
		field("1", "numerator"): "tolv", field("1", "comment"): "Väntar på journalen",
		field("2", "numerator"): "1,5",
		field("4", "mean"):      "6",
		field("5", "reason"):    "1",
		field("6", "valid_to"):  "i vår",
	}
	for name, value := range bad {
		form.Set(name, value)
	}
	p := b.Post(alaForm, form).Want(http.StatusUnprocessableEntity)
	for name, value := range bad {
		if got := p.Value(name); got != value {
			t.Errorf("%s came back as %q, want %q", name, got, value)
		}
	}
	for name := range form {
		if !strings.HasSuffix(name, ".read") && p.Value(name) != form.Get(name) {
			t.Errorf("%s came back as %q, want %q", name, p.Value(name), form.Get(name))
		}
	}
	for id, sentence := range map[string]string{
		"figure-1-0-2026K1-numerator": "Skriv ett tal, till exempel 12 eller 12,5.",
		"figure-2-0-2026K1-numerator": "Skriv ett heltal, utan decimaler.",
		"figure-4-0-2026K1-mean":      "Talet ska vara mellan 1 och 5.",
		"figure-5-0-2026K1-reason":    "Här finns både en uppgift och en orsak till att den saknas. Ta bort det ena.",
		"figure-6-0-2026K1-valid_to":  "Skriv datumet som år-månad-dag, till exempel 2026-02-28.",
	} {
		if got := said(p, "#"+id+"-error"); got != sentence {
			t.Errorf("beside %s: %q, want %q", id, got, sentence)
		}
		if p.Find(`#error-summary a[href="#`+id+`"]`).Length() != 1 {
			t.Errorf("the summary does not lead to %s", id)
		}
	}
	if _, open := p.Find("#figure-5-0-2026K1-row details:has(select)").Attr("open"); !open {
		t.Error("the reason with a problem is folded away")
	}
	wants(t, "the page", said(p, "main"), "En uppgift är sparad.")
	if got := f.Text(`SELECT string_agg(indicator_id::text, ' ') FROM figure WHERE submission_id = 2`); got != "8" {
		t.Errorf("saved: %s", got)
	}
	// Mended and sent again from the page that came back, all of it is stored.
	b.Post(alaForm, fill(mended(p))).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT count(*)::text FROM figure WHERE submission_id = 2`); got != "6" {
		t.Errorf("%s figures after mending", got)
	}
}

func mended(p pagetest.Answer) url.Values {
	form := p.Form(alaForm)
	form.Set(field("5", "reason"), "")
	form.Set(field("6", "valid_to"), "")
	return form
}

func TestMissingAndNotApplicableAreChosenWithoutScript(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	form := b.Get(alaForm).Form(alaForm)
	form.Set(field("1", "reason"), "1")
	form.Set(field("2", "reason"), notApplicable)
	b.Post(alaForm, form).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT string_agg(state, ' ' ORDER BY indicator_id) FROM figure WHERE submission_id = 2`); got != "missing not_applicable" {
		t.Errorf("stored %q", got)
	}
	p := b.Get(alaForm)
	if p.Value(field("1", "reason")) != "1" || p.Value(field("2", "reason")) != notApplicable {
		t.Error("the choices are not shown again")
	}
	form = p.Form(alaForm)
	form.Set(field("1", "reason"), "2000")
	form.Set(field("2", "reason"), "2") // retired: still the group's own
	if got := said(b.Post(alaForm, form).Want(http.StatusUnprocessableEntity), "#figure-1-0-2026K1-reason-error"); got != "Välj ett av alternativen." {
		t.Errorf("a made-up reason: %q", got)
	}
}

func TestTwoEditorsChooseAndLoseNothing(t *testing.T) {
	f := open(t)
	lead, convener := as(t, f, testgroup.MedicalLead), as(t, f, testgroup.Convener)
	lead.Post(alaForm, fill(lead.Get(alaForm).Form(alaForm))).Want(http.StatusSeeOther)
	mine, theirs := lead.Get(alaForm).Form(alaForm), convener.Get(alaForm)
	wants(t, "the convener's form", said(theirs, ".notice"), "Du fyller i åt Ala")
	form := theirs.Form(alaForm)
	form.Set(field("1", "numerator"), "11")
	form.Set(field("5", "numerator"), "7")
	convener.Post(alaForm, form).Want(http.StatusSeeOther)

	mine.Set(field("1", "numerator"), "13")
	mine.Set(field("1", "comment"), "Räknat om")
	mine.Set(field("2", "numerator"), "2")
	p := lead.Post(alaForm, mine).Want(http.StatusConflict)
	row := "#figure-1-0-2026K1-row"
	wants(t, "the conflict", said(p, row+" .entry-conflict"), "Uppgiften ändrades medan du skrev: sparad 16:02 av Sara Samman, sammanställande, åt enheten.")
	wants(t, "theirs", said(p, row+" .entry-conflict"), "Sparat nu 55 %, 11 av 20")
	wants(t, "mine", said(p, row+" .entry-conflict"), "Du skrev 13 av 20, Räknat om")
	if p.Value(field("1", "numerator")) != "13" || p.Value(field("1", "comment")) != "Räknat om" {
		t.Error("what the lead typed is gone")
	}
	if p.Value(field("1", "choice")) != "" {
		t.Error("the choice was made for the user")
	}
	if p.Find(".entry-conflict").Length() != 1 || p.Value(field("5", "numerator")) != "7" || p.Value(field("2", "numerator")) != "2" {
		t.Error("rows that only one of them changed are no conflict")
	}
	if p.Find(`#error-summary a[href="#figure-1-0-2026K1-choice"]`).Length() != 1 || p.Find("#figure-1-0-2026K1-choice").Length() != 1 {
		t.Error("the summary does not lead to the choice")
	}
	// Not choosing keeps the question; choosing answers it.
	again := lead.Post(alaForm, p.Form(alaForm)).Want(http.StatusConflict)
	form = again.Form(alaForm)
	form.Set(field("1", "choice"), "mine")
	lead.Post(alaForm, form).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT concat(trim_scale(numerator), ' ', comment) FROM figure WHERE indicator_id = 1 AND submission_id = 2`); got != "13 Räknat om" {
		t.Errorf("stored %q", got)
	}
}

func TestAFormThatCouldNotBeSavedShowsWhatWasTyped(t *testing.T) {
	f := open(t)
	lead, convener := as(t, f, testgroup.MedicalLead), as(t, f, testgroup.Convener)
	lead.Post(alaForm, fill(lead.Get(alaForm).Form(alaForm))).Want(http.StatusSeeOther)
	form := lead.Get(alaForm).Form(alaForm)
	convener.Post(alaForm+"/lamna-in", nil).Want(http.StatusSeeOther)
	form.Set(field("1", "numerator"), "13")
	form.Set(field("2", "numerator"), "två")
	p := lead.Post(alaForm, form).Want(http.StatusConflict)
	if got := said(p, ".unsaved"); got != "Temperatur vid inskrivning 13 av 20 Sen infektion två av 1480,5" {
		t.Errorf("unsaved: %q", got)
	}
	if p.Find("form[data-entry]").Length() != 0 {
		t.Error("there is a form that cannot be sent")
	}
}

func TestTheFormOfOthers(t *testing.T) {
	f := submitted(t)
	read := as(t, f, testgroup.MedicalLead).Get(alaForm).Want(http.StatusOK)
	if read.Find("form[data-entry]").Length() != 0 || read.Find(".entry-row").Length() != 6 {
		t.Error("what is handed in is shown to read")
	}
	wants(t, "the figure", said(read, "#figure-1-0-2026K1-row .entry-now"), "60 % 12 av 20")
	wants(t, "the yes or no", said(read, "#figure-6-0-2026K1-row .entry-now"), "Nej Startar i höst. Gäller från 2026-01-01")
	wants(t, "zero", said(read, "#figure-5-0-2026K1-row .entry-now"), "0")
	as(t, f, testgroup.UnitManager).Get(alaForm).Want(http.StatusForbidden)
	as(t, f, testgroup.UnitManager).Post(alaForm, url.Values{}).Want(http.StatusForbidden)
	as(t, f, testgroup.MedicalLead).Get("/inrapportering/FEL/2026K1").Want(http.StatusNotFound)
	later := as(t, f, testgroup.MedicalLead).Get("/inrapportering/ALA/2026K3").Want(http.StatusOK)
	wants(t, "a quarter to come", said(later, ".notice"), "Den kan fyllas i från och med 1 juli 2026.")
	empty := as(t, f, testgroup.MedicalLead).Get("/inrapportering/ALA/2025K4").Want(http.StatusOK)
	wants(t, "a year with nothing chosen", said(empty, ".empty-state"), "Inget att lämna för perioden")
}
