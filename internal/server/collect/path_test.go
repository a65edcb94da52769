package collect

import (
	"net/http"
	"net/url"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestTheFirstPageSaysWhatToDoNow(t *testing.T) {
	f := open(t)
	p := as(t, f, testgroup.MedicalLead).Get("/inrapportering").Want(http.StatusOK)
	wants(t, "now", said(p, "#att-gora"), "Ala, kvartal 1 2026 0 av 6 ifyllda Försenad Skulle ha lämnats 30 april 2026, för 4 dagar sedan")
	wants(t, "running", said(p, "#pagar"), "Ala, kvartal 2 2026")
	if url, _ := p.Find("#att-gora a").Attr("href"); url != alaForm {
		t.Errorf("leads to %s", url)
	}
	f = submitted(t)
	p = as(t, f, testgroup.MedicalLead).Get("/inrapportering")
	wants(t, "now", said(p, "#att-gora"), "Allt är inlämnat")
	wants(t, "earlier", said(p, "#tidigare"), "Ala, kvartal 1 2026 Inlämnad 6 av 6 4 maj 2026, 4 dagar sen")
	p = as(t, f, testgroup.Chair).Get("/inrapportering").Want(http.StatusOK)
	wants(t, "the chair's page", said(p, "main"), "Du rapporterar inte för någon enhet")
	as(t, f, testgroup.Member).Get("/inrapportering").Want(http.StatusForbidden)
}

func TestHandingInAndTheReceipt(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	form := b.Get(alaForm).Form(alaForm)
	form.Set(field("1", "numerator"), "12")
	form.Set(field("1", "denominator"), "20")
	b.Post(alaForm, form).Want(http.StatusSeeOther)
	p := b.Get(alaForm + "/lamna-in").Want(http.StatusOK)
	wants(t, "the summary", said(p, ".notice"), "5 uppgifter är tomma")
	if url, _ := p.Find(".notice a").First().Attr("href"); url != alaForm+"#figure-2-0-2026K1-row" {
		t.Errorf("the first empty row is at %s", url)
	}
	if p.Find(`form[action="`+alaForm+`/lamna-in"]`).Length() != 0 {
		t.Error("it can be handed in with empty rows")
	}
	back := b.Post(alaForm+"/lamna-in", nil).Want(http.StatusUnprocessableEntity)
	if got := said(back, "#figure-2-0-2026K1-numerator-error"); got != "Fyll i uppgiften, eller ange varför den saknas." {
		t.Errorf("beside the empty field: %q", got)
	}
	if n := back.Find("#error-summary li a").Length(); n != 5 {
		t.Errorf("%d problems in the summary", n)
	}
	if back.Value(field("1", "numerator")) != "12" {
		t.Error("the form that came back lost what was saved")
	}

	b.Post(alaForm, fill(back.Form(alaForm))).Want(http.StatusSeeOther)
	p = b.Get(alaForm + "/lamna-in").Want(http.StatusOK)
	if got := said(p, "h1"); got != "Lämna in kvartal 1 2026 för Ala" {
		t.Errorf("the heading is %q", got)
	}
	wants(t, "the button", said(p, `form[action="`+alaForm+`/lamna-in"]`), "Lämna in kvartal 1 2026")
	wants(t, "the table", said(p, "#uppgifter"), "Temperatur vid inskrivning 60 % 12 av 20")
	if a := b.Post(alaForm+"/lamna-in", nil).Want(http.StatusSeeOther); a.Location != alaForm+"/lamna-in" {
		t.Errorf("goes to %s", a.Location)
	}
	p = b.Get(alaForm + "/lamna-in").Want(http.StatusOK)
	wants(t, "the receipt", said(p, "main"), "Inlämnad, väntar på att granskas")
	wants(t, "the steps", said(p, ".steps"), "16:02 av Lena Läkare")
	b.Post(alaForm+"/lamna-in", nil).Want(http.StatusConflict)
}

func TestTheConvenerReturnsAndApproves(t *testing.T) {
	f := submitted(t)
	convener, lead := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	p := convener.Get(alaReview).Want(http.StatusOK)
	wants(t, "the review", said(p, ".notice"), "Väntar på att du granskar Inlämnad 16:02 av Lena Läkare")
	wants(t, "the figure", said(p, "#figure-1-0-2026K1-row"), "60 % 12 av 20")
	form := p.Form(alaReview + "/aterlamna")
	back := convener.Post(alaReview+"/aterlamna", form).Want(http.StatusUnprocessableEntity)
	if got := said(back, "#reason-error"); got != "Fyll i uppgiften." {
		t.Errorf("without a reason: %q", got)
	}
	form.Set("reason", "Mars saknas\noch april")
	convener.Post(alaReview+"/aterlamna", form).Want(http.StatusSeeOther)
	p = lead.Get(alaForm).Want(http.StatusOK)
	wants(t, "the form", said(p, ".notice"), "Återlämnad för att rättas Mars saknas och april 16:02 av Sara Samman")
	wants(t, "the tasks", said(lead.Get("/inrapportering"), "#att-gora"), "Att rätta: Mars saknas och april Återlämnad Rätta och lämna in igen")
	lead.Post(alaForm+"/lamna-in", nil).Want(http.StatusSeeOther)

	// A decision that rests on what was returned is no decision on what came after.
	convener.Post(alaReview+"/godkann", url.Values{"version": form["version"]}).Want(http.StatusConflict)
	form.Set("reason", "Maj saknas också, se över det.")
	late := convener.Post(alaReview+"/aterlamna", form).Want(http.StatusConflict)
	if got := late.Find("#skrivet textarea[readonly]").Text(); got != "Maj saknas också, se över det." {
		t.Errorf("what was typed can be copied: %q", got)
	}
	convener.Post(alaReview+"/godkann", convener.Get(alaReview).Form(alaReview+"/godkann")).Want(http.StatusSeeOther)
	wants(t, "the review", said(convener.Get(alaReview), "main"), "Godkänd")

	p = convener.Post(alaReview+"/oppna", url.Values{"reason": {"Ett barn till"}, "until": {"2026-05-03"}}).Want(http.StatusUnprocessableEntity)
	wants(t, "a day that has been", said(p, "#until-error"), "Datumet har redan varit.")
	if p.Value("reason") != "Ett barn till" || p.Value("until") != "2026-05-03" {
		t.Error("what was typed is gone")
	}
	p = convener.Post(alaReview+"/oppna", url.Values{}).Want(http.StatusUnprocessableEntity)
	wants(t, "neither", said(p, "#error-summary"), "2 uppgifter behöver rättas")
	convener.Post(alaReview+"/oppna", url.Values{"reason": {"Ett barn till"}, "until": {"2026-05-11"}}).Want(http.StatusSeeOther)
	wants(t, "the form", said(lead.Get(alaForm), ".notice"), "Öppnad för ändring till och med 11 maj 2026 Ett barn till")
}

func TestTheReviewIsTheConveners(t *testing.T) {
	f := submitted(t)
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.UnitManager, testgroup.Chair, testgroup.Member, testgroup.Observer} {
		b := as(t, f, id)
		b.Get(alaReview).Want(http.StatusForbidden)
		for _, step := range []string{"/godkann", "/aterlamna"} {
			b.Post(alaReview+step, url.Values{"version": {"2"}, "reason": {"x"}}).Want(http.StatusForbidden)
		}
		b.Post(alaReview+"/oppna", url.Values{"until": {"2026-06-01"}, "reason": {"x"}}).Want(http.StatusForbidden)
		b.Post("/inrapportering/oversikt/faststall", url.Values{"year": {"2026"}, "confirm": {"1"}}).Want(http.StatusForbidden)
	}
	if got := f.Text(`SELECT state FROM submission WHERE id = 2`); got != "submitted" {
		t.Errorf("the state is %s", got)
	}
}

func TestTheBoardShowsEveryUnit(t *testing.T) {
	f := submitted(t)
	convener := as(t, f, testgroup.Convener)
	p := convener.Get("/inrapportering/oversikt").Want(http.StatusOK)
	wants(t, "Ala", said(p, "#oversikt tbody tr:nth-child(1)"), "Inlämnad 6 av 6, 100 % 4 dagar sen Granska Ala, kvartal 1 2026")
	wants(t, "Bo", said(p, "#oversikt tbody tr:nth-child(2)"), "Försenad 0 av 6, 0 % 4 dagar sen Öppna Bo, kvartal 1 2026")
	wants(t, "Ceda", said(p, "#oversikt tbody tr:nth-child(3)"), "Försenad 0 av 1, 0 %")
	wants(t, "the deadlines", said(p, "#oversikt thead"), "K1 2026 Senast 30 april 2026")
	if url, _ := p.Find("#oversikt tbody a").First().Attr("href"); url != alaReview {
		t.Errorf("Ala's cell leads to %s", url)
	}
	if p.Find("#faststall").Length() != 0 {
		t.Error("nothing is approved, and yet the year can be made final")
	}
	own := as(t, f, testgroup.UnitManager).Get("/inrapportering/oversikt").Want(http.StatusOK)
	if n := own.Find("#oversikt tbody a").Length(); n != 2 {
		t.Errorf("a representative is led to %d periods, want the own unit's two", n)
	}
	wants(t, "the year before", said(convener.Get("/inrapportering/oversikt?ar=2025").Want(http.StatusOK), "h1"), "2025")
	for _, year := range []string{"x", "99999", "-1"} {
		convener.Get("/inrapportering/oversikt?ar=" + year).Want(http.StatusNotFound)
	}
	as(t, f, testgroup.Observer).Get("/inrapportering/oversikt").Want(http.StatusForbidden)
}

func TestAYearIsMadeFinalWithATick(t *testing.T) {
	f := submitted(t)
	convener := as(t, f, testgroup.Convener)
	convener.Post(alaReview+"/godkann", convener.Get(alaReview).Form(alaReview+"/godkann")).Want(http.StatusSeeOther)
	p := convener.Get("/inrapportering/oversikt")
	wants(t, "the form", said(p, "#faststall"), "En godkänd inlämning blir fastställd och kan sedan inte ändras. 11 inlämningar är inte godkända och påverkas inte.")
	form := p.Form("/inrapportering/oversikt/faststall")
	wants(t, "without a tick", said(convener.Post("/inrapportering/oversikt/faststall", form).Want(http.StatusUnprocessableEntity), "#confirm-error"), "Kryssa i rutan")
	form.Set("confirm", "1")
	if a := convener.Post("/inrapportering/oversikt/faststall", form).Want(http.StatusSeeOther); a.Location != "/inrapportering/oversikt?ar=2026" {
		t.Errorf("goes to %s", a.Location)
	}
	wants(t, "the form", said(as(t, f, testgroup.MedicalLead).Get(alaForm), ".notice"), "Årets siffror är fastställda")
}
