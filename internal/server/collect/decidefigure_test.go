package collect

import (
	"net/http"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

const decideURL = alaReview + "/uppgift"

func TestTheConvenerDecidesAboutOneFigure(t *testing.T) {
	f := submitted(t)
	convener, lead := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	p := convener.Get(alaReview).Want(http.StatusOK)
	row := "#figure-1-0-2026K1-row"
	wants(t, "the standing", said(p, row+" .standing"), "Preliminär")
	form := p.Form(decideURL + "/aterlamna") // the first row's
	back := convener.Post(decideURL+"/aterlamna", form).Want(http.StatusUnprocessableEntity)
	if got := said(back, "#reason-figure-1-0-2026K1--error"); got != "Fyll i uppgiften." {
		t.Errorf("without a reason: %q", got)
	}
	if back.Find("#error-summary a[href='#reason-figure-1-0-2026K1-']").Length() != 1 {
		t.Error("the summary does not lead to the reason")
	}
	form.Set("reason.figure.1.0.2026K1.", "Räkna temperaturerna igen")
	lead.Post(decideURL+"/aterlamna", form).Want(http.StatusForbidden)
	if a := convener.Post(decideURL+"/aterlamna", form).Want(http.StatusSeeOther); a.Location != alaReview {
		t.Errorf("leads to %s", a.Location)
	}
	p = convener.Get(alaReview)
	wants(t, "what is left", said(p, ".decide"), "En uppgift är återlämnad och väntar på enheten. Godkänn de övriga")
	// The unit sees the reason at the figure and can change that one.
	mine := lead.Get(alaForm).Want(http.StatusOK)
	wants(t, "the notice", said(mine, ".notice"), "En uppgift är återlämnad.")
	wants(t, "the row", said(mine, row), "Räkna temperaturerna igen")
	if mine.Find("form[data-entry] fieldset.entry-row").Length() != 1 || mine.Find("form[data-entry] .sheet-row").Length() != 5 {
		t.Error("only what was returned can be changed")
	}
	wants(t, "the first page", said(lead.Get("/inrapportering"), "#att-gora"), "En uppgift är återlämnad.")
	wants(t, "the board", said(convener.Get("/inrapportering/oversikt"), "#oversikt"), "En uppgift är återlämnad.")
	again := mine.Form(alaForm)
	again.Set(field("1", "numerator"), "13")
	again.Set("then", "submit")
	lead.Post(alaForm, again).Want(http.StatusSeeOther)
	lead.Post(alaForm+"/lamna-in", nil).Want(http.StatusSeeOther)
	p = convener.Get(alaReview)
	wants(t, "the row", said(p, row), "Rättad efter återlämning Räkna temperaturerna igen")
	// Approved on what was seen, not on what has become of it since.
	form = p.Form(decideURL + "/godkann")
	stale := form.Get("seen")
	form.Set("seen", "1-0000")
	convener.Post(decideURL+"/godkann", form).Want(http.StatusConflict)
	form.Set("seen", stale)
	convener.Post(decideURL+"/godkann", form).Want(http.StatusSeeOther)
	p = convener.Get(alaReview)
	wants(t, "the standing", said(p, row+" .standing"), "Godkänd")
	form.Set("figure", "figure.99.0.2026K1.")
	convener.Post(decideURL+"/godkann", form).Want(http.StatusNotFound)
	convener.Post(alaReview+"/godkann", p.Form(alaReview+"/godkann")).Want(http.StatusSeeOther)
	wants(t, "all of it", said(convener.Get(alaReview), ".notice"), "Godkänd")
}

func TestTheHistoryOfAFigure(t *testing.T) {
	f := submitted(t)
	lead := as(t, f, testgroup.MedicalLead)
	url, _ := lead.Get(alaForm).Find("#figure-1-0-2026K1-row .entry-saved a").Attr("href")
	p := lead.Get(url).Want(http.StatusOK)
	if got := said(p, "h1"); got != "Historik: Temperatur vid inskrivning" {
		t.Errorf("the heading is %q", got)
	}
	wants(t, "the events", said(p, "#historik tbody"), "2026-05-04 16:02 Lena Läkare Lämnade in 2026-05-04 16:02 Lena Läkare Fyllde i 60 %, 12 av 20")
	as(t, f, testgroup.Convener).Get(url).Want(http.StatusOK)
	as(t, f, testgroup.UnitManager).Get(url).Want(http.StatusForbidden)
	lead.Get(alaForm + "/historik/INGET").Want(http.StatusNotFound)
}
