package collect

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// oneRow is what the form's script sends of a row.
func oneRow(p pagetest.Answer, indicator string) url.Values {
	values := url.Values{}
	for name, list := range p.Form(alaForm) {
		if strings.HasPrefix(name, "figure."+indicator+".") {
			values[name] = list
		}
	}
	return values
}

func TestARowIsSavedByItself(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	row := oneRow(b.Get(alaForm), "1")
	row.Set(field("1", "numerator"), "7/12")
	a := b.Post(alaForm+"/rad", row).Want(http.StatusOK)
	if at, _ := a.Find("[data-rows-saved]").Attr("data-at"); at != "16:02" {
		t.Errorf("saved at %q", at)
	}
	if progress, _ := a.Find("[data-rows-saved]").Attr("data-progress"); progress != "1 av 6 ifyllda" {
		t.Errorf("progress %q", progress)
	}
	if a.Find("[data-row]").Length() != 1 || a.Find("html > body > h1").Length() != 0 {
		t.Error("more than the row came back")
	}
	if a.Value(field("1", "numerator")) != "7" || a.Value(field("1", "denominator")) != "12" || !strings.HasPrefix(a.Value(field("1", "read")), "1-") {
		t.Errorf("the row says %s of %s, read %s", a.Value(field("1", "numerator")), a.Value(field("1", "denominator")), a.Value(field("1", "read")))
	}
	if got := f.Text(`SELECT numerator || '/' || denominator FROM figure WHERE indicator_id = 1 AND submission_id = 2`); got != "7/12" {
		t.Errorf("stored %s", got)
	}
	// With the mark that came back it can be changed again; with the old one it is a
	// conflict of the user with itself in another window.
	row.Set(field("1", "numerator"), "8")
	row.Set(field("1", "denominator"), "12")
	a2 := b.Post(alaForm+"/rad", row).Want(http.StatusConflict)
	wants(t, "the conflict", said(a2, ".entry-conflict"), "Sparat nu 58 %, 7 av 12 Du skrev 8 av 12")
	row.Set(field("1", "read"), a.Value(field("1", "read")))
	b.Post(alaForm+"/rad", row).Want(http.StatusOK)
}

func TestARowThatIsWrongComesBackWithTheReason(t *testing.T) {
	f := open(t)
	b := as(t, f, testgroup.MedicalLead)
	row := oneRow(b.Get(alaForm), "1")
	row.Set(field("1", "numerator"), "13")
	row.Set(field("1", "denominator"), "12")
	a := b.Post(alaForm+"/rad", row).Want(http.StatusUnprocessableEntity)
	if got := said(a, "#figure-1-0-2026K1-numerator-error"); got != "Täljaren kan inte vara större än nämnaren." {
		t.Errorf("beside the field: %q", got)
	}
	if n := f.Text(`SELECT count(*)::text FROM submission WHERE period_start = '2026-01-01'`); n != "0" {
		t.Error("a row that was refused began a submission")
	}
	as(t, f, testgroup.UnitManager).Post(alaForm+"/rad", row).Want(http.StatusForbidden)
	b.Post(alaForm+"/rad", url.Values{}).Want(http.StatusConflict)
}

func TestWhatLooksOddIsAskedAboutInTheRow(t *testing.T) {
	f := open(t)
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, approved_at) VALUES
		    (1, 1, '2025-01-01', 3, 'approved', now()), (1, 1, '2025-04-01', 3, 'approved', now()), (1, 1, '2025-07-01', 3, 'approved', now());
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
		SELECT id, 1, 1, 'proportion', period_start, 3, 'reported', 18, 20, now() FROM submission WHERE period_start < '2025-10-01'`)
	b := as(t, f, testgroup.MedicalLead)
	p := b.Get(alaForm)
	if _, hidden := p.Find("#figure-1-0-2026K1-row [data-odd]").Attr("hidden"); !hidden {
		t.Error("nothing is odd yet")
	}
	row := oneRow(p, "1")
	row.Set(field("1", "numerator"), "2")
	row.Set(field("1", "denominator"), "20")
	a := b.Post(alaForm+"/rad", row).Want(http.StatusOK)
	if _, hidden := a.Find("[data-odd]").Attr("hidden"); hidden {
		t.Error("two of twenty is odd")
	}
	wants(t, "what is odd", said(a, "[data-part=odd]"), "Ovanligt för er. Mellan 11 och 20 av 20 väntas, sett till era senaste 4 perioder.")
	row = oneRow(b.Get(alaForm), "1")
	row.Set(field("1", "confirmation"), "Trasig termometer")
	b.Post(alaForm+"/rad", row).Want(http.StatusOK)
	summary := b.Get(alaForm + "/lamna-in").Want(http.StatusOK)
	if strings.Contains(said(summary, "main"), "ser ovanlig ut") {
		t.Error("what is confirmed is asked about again")
	}
}

func TestTheFormTellsItsScriptWhatToSay(t *testing.T) {
	f := open(t)
	p := as(t, f, testgroup.MedicalLead).Get(alaForm)
	words, _ := p.Find("[data-entry-page]").Attr("data-words")
	wants(t, "the words", words, `"saving":"Sparar …"`)
	if person, _ := p.Find("[data-entry-page]").Attr("data-person"); person != "1" {
		t.Errorf("drafts are kept for person %q", person)
	}
	if url, _ := p.Find("form[data-entry]").Attr("data-row-url"); url != alaForm+"/rad" {
		t.Errorf("rows are sent to %q", url)
	}
}
