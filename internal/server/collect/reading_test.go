package collect

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/collect"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

const alaReading = "/inrapportering/ALA/tolkning/MED1"

// reading is a browser on the page where a unit writes how it reads a measure.
func reading(t *testing.T, f *testgroup.Fixture, person org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(collect.New(f.DB, testgroup.Clock))
	return pagetest.New(t, f.Visitor(person), []pagetest.Route{
		{Pattern: "GET /inrapportering/{unit}/tolkning/{code}", Handler: h.EditReading},
		{Pattern: "POST /inrapportering/{unit}/tolkning/{code}", Handler: h.SaveReading},
	})
}

func TestAUnitWritesHowItReadsAMeasure(t *testing.T) {
	f := open(t)
	b := reading(t, f, testgroup.MedicalLead)
	shown := b.Get(alaReading).Want(http.StatusOK)
	if got := shown.Text("h1") + shown.Text("#definition dd:first-of-type"); !strings.HasPrefix(got, "Så räknar Ala") || !strings.Contains(got, "Barn med rätt temperatur") {
		t.Errorf("the page says %q", got)
	}
	if got := shown.Text("#andra"); !strings.Contains(got, "Ingen annan enhet") {
		t.Errorf("others: %q", got)
	}
	form := shown.Form(alaReading)
	form.Set("text", "Första mätningen.\r\nPå avdelningen.")
	if to := b.Post(alaReading, form).Want(http.StatusSeeOther).Location; to != "/mal/matt/MED1#tolkningar" {
		t.Errorf("led to %s", to)
	}
	again := b.Get(alaReading)
	if again.Value("text") != "Första mätningen.\nPå avdelningen." || again.Text(".note") != "Skrivet av Lena Läkare, 4 maj 2026" {
		t.Errorf("%q, %q", again.Value("text"), again.Text(".note"))
	}
	other := reading(t, f, testgroup.UnitManager).Get("/inrapportering/BO/tolkning/MED1").Want(http.StatusOK)
	if got := other.Text("#andra"); !strings.Contains(got, "AlaFörsta mätningen. På avdelningen. Skrivet av Lena Läkare, 4 maj 2026") {
		t.Errorf("another unit sees %q", got)
	}
}

func TestAReadingComesBack(t *testing.T) {
	f := open(t)
	b := reading(t, f, testgroup.MedicalLead)
	form := b.Get(alaReading).Form(alaReading)
	form.Set("text", "Som för 20121212-1212.")
	wrong := b.Post(alaReading, form).Want(http.StatusUnprocessableEntity)
	if !strings.Contains(wrong.Text("#text-error"), "personnummer") || wrong.Value("text") != "Som för 20121212-1212." {
		t.Errorf("a child's number: %q", wrong.Text("#text-error"))
	}
	form.Set("text", strings.Repeat("å", 1001))
	if got := b.Post(alaReading, form).Want(http.StatusUnprocessableEntity).Text("#text-error"); !strings.Contains(got, "högst 1 000 tecken") {
		t.Errorf("too long: %q", got)
	}
	form.Set("text", "Mina ord.")
	b.Post(alaReading, form).Want(http.StatusSeeOther)
	form.Set("text", "Andras ord.")
	conflict := reading(t, f, testgroup.Convener).Post(alaReading, form).Want(http.StatusConflict)
	if got := conflict.Text(".notice"); !strings.Contains(got, "Lena Läkare ändrade") || !strings.Contains(got, "Mina ord.") {
		t.Errorf("overtaken: %q", got)
	}
	reading(t, f, testgroup.Convener).Post(alaReading, conflict.Form(alaReading)).Want(http.StatusSeeOther)
	if got := b.Get(alaReading); got.Value("text") != "Andras ord." || !strings.Contains(got.Text(".note"), "Sara Samman") {
		t.Errorf("stored %q", got.Value("text"))
	}
}

func TestReadingsAreTheUnitsOwn(t *testing.T) {
	f := open(t)
	for _, person := range []org.PersonID{testgroup.UnitManager, testgroup.Chair, testgroup.Member, testgroup.Observer} {
		b := reading(t, f, person)
		b.Get(alaReading).Want(http.StatusForbidden)
		b.Post(alaReading, url.Values{"version": {"0"}, "text": {"Ord"}}).Want(http.StatusForbidden)
	}
	b := reading(t, f, testgroup.MedicalLead)
	for _, path := range []string{"/inrapportering/NIL/tolkning/MED1", "/inrapportering/ALA/tolkning/NIL"} {
		b.Get(path).Want(http.StatusNotFound)
	}
}
