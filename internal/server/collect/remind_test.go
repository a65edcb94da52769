package collect

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/collect"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// mailing is a browser on the pages about reminders, where mail is sent or not.
func mailing(t *testing.T, f *testgroup.Fixture, person org.PersonID, on bool) *pagetest.Browser {
	t.Helper()
	h := New(collect.New(f.DB, testgroup.Clock)).WithMail(Mailing{On: on, BaseURL: "https://samsyn.exempel.se"})
	return pagetest.New(t, f.Visitor(person), []pagetest.Route{
		{Pattern: "GET /inrapportering/oversikt", Handler: h.ShowBoard},
		{Pattern: "GET /inrapportering/paminnelser", Handler: h.ShowReminders},
		{Pattern: "POST /inrapportering/paminnelser", Handler: h.SaveReminders},
		{Pattern: "POST /inrapportering/paminnelser/nu", Handler: h.RemindNow},
	})
}

const (
	board     = "/inrapportering/oversikt"
	reminders = "/inrapportering/paminnelser"
)

func TestRemindingFromTheBoard(t *testing.T) {
	f := open(t)
	b := mailing(t, f, testgroup.Convener, true)
	page := b.Get(board)
	rows := page.Find("#saknas tbody tr")
	if rows.Length() != 3 || !strings.Contains(rows.Eq(0).Text(), "Lena Läkare") || !strings.Contains(rows.Eq(0).Text(), "Aldrig") {
		t.Fatalf("%s", rows.Text())
	}
	if n := page.Find(`#saknas button[value="CED/2026K1"]`).Length(); n != 0 {
		t.Error("a unit where nobody reports can be reminded")
	}
	b.Post(reminders+"/nu", url.Values{"what": {"ALA/2026K1"}})
	b.Post(reminders+"/nu", url.Values{"what": {"all"}})
	if got := f.Text(`SELECT string_agg(email || ' ' || state, ', ' ORDER BY id) FROM reminder`); got != "lead@exempel.se queued, manager@exempel.se queued" {
		t.Errorf("queued %s", got)
	}
	if got := b.Get(board).Find("#saknas tbody tr").Eq(0).Text(); !strings.Contains(got, "16:02, Lena Läkare, I kö") {
		t.Errorf("the row says %s", got)
	}
	log := b.Get(reminders).Find("#skickade tbody tr")
	if log.Length() != 2 || !strings.Contains(log.Eq(0).Text(), "Viktor Vård") || !strings.Contains(log.Eq(0).Text(), "Bo, kvartal 1 2026") ||
		!strings.Contains(log.Eq(0).Text(), "Skickad för hand") {
		t.Errorf("the log says %s", log.Text())
	}
}

func TestWithoutMailThereIsTextToCopy(t *testing.T) {
	f := open(t)
	b := mailing(t, f, testgroup.Convener, false)
	page := b.Get(board)
	if page.Find("#saknas button").Length() != 0 || !strings.Contains(page.Find("#paminn").Text(), "inte inställt för att skicka mejl") {
		t.Errorf("%s", page.Find("#paminn").Text())
	}
	row := page.Find("#saknas tbody tr").Eq(0)
	text := row.Find("textarea").Text()
	if !strings.Contains(row.Text(), "lead@exempel.se") || !strings.Contains(text, "https://samsyn.exempel.se/inrapportering/ALA/2026K1") ||
		!strings.Contains(text, "kvartal 1 2026") {
		t.Errorf("%s", row.Text())
	}
	b.Post(reminders+"/nu", url.Values{"what": {"all"}}).Want(http.StatusConflict)
	f.Exec(`UPDATE programme_group SET example_data = true`)
	if got := mailing(t, f, testgroup.Convener, true).Get(board).Find("#paminn").Text(); !strings.Contains(got, "exempeldata") {
		t.Errorf("%s", got)
	}
}

func TestRulesAndTextsAreSaved(t *testing.T) {
	f := open(t)
	b := mailing(t, f, testgroup.Convener, true)
	page := b.Get(reminders)
	form := page.Form(reminders)
	if form.Get("before") != "7" || form.Get("after") != "7" || form.Get("due") == "" || form.Get("digest") != "1" || form.Get("body.digest") == "" {
		t.Fatalf("%v", form)
	}
	form.Set("before", "14, 3")
	form.Set("after", "")
	form.Set("digest", "")
	form.Set("subject.before", "Snart: {enhet}")
	form.Set("do", "preview")
	preview := b.Post(reminders, form)
	if got := preview.Find("#text-before .ds-alert strong").Text(); got != "Snart: Ala" {
		t.Errorf("previewed %q", got)
	}
	if got := f.Text(`SELECT count(*)::text FROM reminder_setting`); got != "0" {
		t.Error("a preview was saved")
	}
	form.Set("do", "save")
	b.Post(reminders, form)
	if got := f.Text(`SELECT concat(days, digest_weekday, (SELECT subject FROM reminder_text)) FROM reminder_setting`); got != "{-14,-3,0}Snart: {enhet}" {
		t.Errorf("saved %s", got)
	}
	if got := b.Get(reminders).Find(`input[name="before"]`).AttrOr("value", ""); got != "14, 3" {
		t.Errorf("before %q", got)
	}
}

// TestRemindersThatSomebodyElseChangedComeBack: with what was typed, and what is stored beside.
func TestRemindersThatSomebodyElseChangedComeBack(t *testing.T) {
	f := open(t)
	b := mailing(t, f, testgroup.Convener, true)
	first := b.Get(reminders).Form(reminders)
	second := maps.Clone(first)
	first.Set("do", "save")
	first.Set("body.before", "Hej! Lämna in {period}. {länk}")
	b.Post(reminders, first).Want(http.StatusSeeOther)
	second["body.before"], second["after"], second["do"] = []string{"Hej igen! Lämna in {period}. {länk}"}, []string{"9"}, []string{"save"}
	back := b.Post(reminders, second).Want(http.StatusConflict)
	if got := back.Value("body.before"); got != "Hej igen! Lämna in {period}. {länk}" {
		t.Errorf("what was typed is %q", got)
	}
	now := back.Find(".notice dl")
	if n := now.Find("dt").Length(); n != 2 || !strings.Contains(now.Text(), "Hej! Lämna in {period}.") {
		t.Errorf("%d facts are stored otherwise: %s", n, now.Text())
	}
	again := back.Form(reminders)
	again.Set("do", "save")
	b.Post(reminders, again).Want(http.StatusSeeOther)
	if got := f.Text(`SELECT concat(days, (SELECT body FROM reminder_text WHERE occasion = 'before')) FROM reminder_setting`); got != "{-7,0,9}Hej igen! Lämna in {period}. {länk}" {
		t.Errorf("saved %s", got)
	}
}

func TestRulesThatAreWrongComeBack(t *testing.T) {
	f := open(t)
	b := mailing(t, f, testgroup.Convener, true)
	form := b.Get(reminders).Form(reminders)
	form.Set("before", "en vecka")
	form.Set("body.late", "{hej}")
	page := b.Post(reminders, form)
	if got := page.Find(`input[name="before"]`).AttrOr("value", ""); got != "en vecka" || page.Find("#before-error").Length() != 1 {
		t.Errorf("before %q", got)
	}
	form.Set("before", "7")
	if got := b.Post(reminders, form).Find("#body-late-error").Text(); !strings.Contains(got, "{hej}") {
		t.Errorf("the error says %q", got)
	}
}

func TestOnlyThoseWhoApproveRemind(t *testing.T) {
	f := open(t)
	b := mailing(t, f, testgroup.MedicalLead, true)
	if b.Get(board).Find("#paminn").Length() != 0 {
		t.Error("a representative is offered to remind")
	}
	b.Get(reminders).Want(http.StatusForbidden)
	b.Post(reminders+"/nu", url.Values{"what": {"all"}}).Want(http.StatusForbidden)
}
