package improve

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestCyclePages(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.MedicalLead)
	_, address := made(t, b, "/forbattring/atgarder/ny", func(url.Values) {})
	form := b.Get(address + "/pdsa/ny").Want(http.StatusOK).Form(address + "/pdsa/ny")
	a := b.Post(address+"/pdsa/ny", form).Want(http.StatusUnprocessableEntity)
	if a.Text("#plan-error") == "" {
		t.Error("an empty plan was taken")
	}
	form.Set("plan", "Pröva med fem barn\ndagtid")
	form.Set("started_on", "2026-04-01")
	b.Post(address+"/pdsa/ny", form).Want(http.StatusSeeOther)
	form = b.Get(address + "/pdsa/1").Want(http.StatusOK).Form(address + "/pdsa/1")
	stale := url.Values{}
	for name, values := range form {
		stale[name] = values
	}
	form.Set("outcome", "adapt")
	form.Set("study", "Det gick")
	b.Post(address+"/pdsa/1", form).Want(http.StatusSeeOther)
	if got := b.Get(address).Text("#cykel-1"); !strings.Contains(got, "Cykel 1") || !strings.Contains(got, "från 2026-04-01") || !strings.Contains(got, "Justera och pröva igen") || !strings.Contains(got, "Det gick") {
		t.Errorf("cycle: %q", got)
	}
	stale.Set("study", "Något annat")
	a = b.Post(address+"/pdsa/1", stale).Want(http.StatusConflict)
	if got := a.Text(".notice"); !strings.Contains(got, "Det gick") || a.Value("study") != "Något annat" {
		t.Errorf("conflict: %s", got)
	}
	b.Get(address + "/pdsa/9").Want(http.StatusNotFound)
	as(t, f, testgroup.UnitManager).Get(address + "/pdsa/1").Want(http.StatusForbidden)
}

// TestGapSheetPages: the figures stand beside the form, outsiders read nothing of it, and
// an action is made from it.
func TestGapSheetPages(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(measured)
	b := as(t, f, testgroup.MedicalLead)
	list := b.Get("/forbattring/gap").Want(http.StatusOK)
	if got := list.Text("#mal-1"); !strings.Contains(got, "0 av 2 enheter har skrivit.") || !strings.Contains(got, "din enhet") {
		t.Errorf("list: %q", got)
	}
	p := b.Get("/forbattring/gap/1/ALA").Want(http.StatusOK)
	for _, want := range []string{"Enhetens siffror 2026", "80 %", "80 av 100", "95 % säkerhet", "Mål: minst 90 %", "Värdet når inte målet", "Med 10 barn till hade målet nåtts", "Region Norr", "Alla enheter", "K1 2024 till K1 2026"} {
		if got := p.Text(".beside-figures"); !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	form := p.Form("/forbattring/gap/1/ALA")
	stale := url.Values{"version": form["version"], "gap": {"Annat"}}
	form.Set("causes", "Kalla rum\noch få täcken")
	b.Post("/forbattring/gap/1/ALA", form).Want(http.StatusSeeOther)
	a := b.Post("/forbattring/gap/1/ALA", stale).Want(http.StatusConflict)
	if got := a.Text(".notice"); !strings.Contains(got, "Lena Läkare ändrade") || !strings.Contains(got, "Kalla rum") || a.Value("gap") != "Annat" {
		t.Errorf("conflict: %s", got)
	}
	other := as(t, f, testgroup.UnitManager)
	if read := other.Get("/forbattring/gap/1/ALA").Want(http.StatusOK); read.Find(".beside form").Length() > 0 || !strings.Contains(read.Text(".beside-form"), "Kalla rum") {
		t.Errorf("another unit: %s", read.Text("main"))
	}
	other.Post("/forbattring/gap/1/ALA", form).Want(http.StatusForbidden)
	for _, address := range []string{"/forbattring/gap", "/forbattring/gap/1/ALA"} {
		as(t, f, testgroup.Member).Get(address).Want(http.StatusForbidden)
	}
	b.Get("/forbattring/gap/9/ALA").Want(http.StatusNotFound)
	b.Get("/forbattring/gap?ar=2020").Want(http.StatusNotFound)
	link, _ := b.Get("/forbattring/gap/1/ALA").Find(`#atgarder a[href*="atgarder/ny"]`).Attr("href")
	shown, _ := made(t, b, link, func(url.Values) {})
	if got := shown.Text("main"); !strings.Contains(got, "Gapanalysen") || !strings.Contains(got, "Temperatur vid inskrivning") {
		t.Errorf("the action: %s", got)
	}
	if got := b.Get("/forbattring/gap/1/ALA").Text("#atgarder"); !strings.Contains(got, "Varma barn hela vägen") {
		t.Errorf("the sheet's actions: %q", got)
	}
}

func TestNeedPages(t *testing.T) {
	f := testgroup.New(t)
	b := as(t, f, testgroup.MedicalLead)
	_, address := made(t, b, "/forbattring/atgarder/ny", func(url.Values) {})
	if got := b.Get("/forbattring/behov").Want(http.StatusOK).Text(".empty-state"); !strings.Contains(got, "årsrapporten") {
		t.Errorf("empty: %q", got)
	}
	form := b.Get("/forbattring/behov/nytt?atgard=1").Want(http.StatusOK).Form("/forbattring/behov/nytt")
	b.Post("/forbattring/behov/nytt", form).Want(http.StatusUnprocessableEntity)
	form.Set("text", "Lära sig mäta temperatur")
	form.Set("kind", "training")
	if a := b.Post("/forbattring/behov/nytt", form).Want(http.StatusSeeOther); !strings.HasPrefix(a.Location, address) {
		t.Errorf("leads to %s", a.Location)
	}
	if got := b.Get(address).Text("#behov"); !strings.Contains(got, "Lära sig mäta temperatur") {
		t.Errorf("the action's needs: %q", got)
	}
	form = b.Get("/forbattring/behov/1").Want(http.StatusOK).Form("/forbattring/behov/1")
	form.Set("state", "met")
	if a := b.Post("/forbattring/behov/1", form).Want(http.StatusUnprocessableEntity); a.Text("#outcome-error") == "" {
		t.Error("met without an outcome")
	}
	stale := url.Values{}
	for name, values := range form {
		stale[name] = append([]string{}, values...)
	}
	form.Set("outcome", "Kurs i mars")
	b.Post("/forbattring/behov/1", form).Want(http.StatusSeeOther)
	stale.Set("outcome", "Ingen kurs")
	if a := b.Post("/forbattring/behov/1", stale).Want(http.StatusConflict); !strings.Contains(a.Text(".notice"), "Kurs i mars") || a.Value("outcome") != "Ingen kurs" {
		t.Errorf("conflict: %s", a.Text("main"))
	}
	row := b.Get("/forbattring/behov?ar=2026&enhet=ALA&slag=training&lage=met").Want(http.StatusOK).Text("#behov tbody tr")
	if !strings.Contains(row, "Uppfyllt") || !strings.Contains(row, "Kurs i mars") || !strings.Contains(row, "Åtgärd: Varma barn hela vägen") {
		t.Errorf("list: %q", row)
	}
	if got := b.Get("/forbattring/behov?enhet=BO").Text(".empty-state"); !strings.Contains(got, "stämmer med valet") {
		t.Errorf("nothing: %q", got)
	}
	for _, wrong := range []string{"?lage=x", "?slag=x", "?enhet=x", "?sida=3", "?ar=x"} {
		b.Get("/forbattring/behov" + wrong).Want(http.StatusNotFound)
	}
	as(t, f, testgroup.Member).Get("/forbattring/behov").Want(http.StatusForbidden)
	as(t, f, testgroup.UnitManager).Get("/forbattring/behov/1").Want(http.StatusForbidden)
	as(t, f, testgroup.Chair).Get("/forbattring/behov/nytt").Want(http.StatusForbidden)
}
