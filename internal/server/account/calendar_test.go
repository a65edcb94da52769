package account

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/server/page"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

func TestTheCalendarFromTheAccountsPage(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE programme_group SET short_name = 'Barn, unga; ' || repeat('åäö', 30) WHERE id = 1`)
	h := New(account.New(f.DB, testgroup.Clock), nil).WithBaseURL("https://samsyn.exempel.se")
	b := pagetest.New(t, f.Visitor(testgroup.MedicalLead), []pagetest.Route{
		{Pattern: "GET /konto", Handler: h.ShowProfile},
		{Pattern: "POST /konto/kalender", Handler: h.CreateCalendar},
		{Pattern: "POST /konto/kalender/ta-bort", Handler: h.RevokeCalendar},
	})
	if b.Get("/konto").Want(http.StatusOK).Find(`form[action="/konto/kalender/ta-bort"]`).Length() != 0 {
		t.Error("an address that is not can be ended")
	}
	made := b.Post("/konto/kalender", url.Values{}).Want(http.StatusOK)
	address := made.Value("calendar")
	if !strings.HasPrefix(address, "https://samsyn.exempel.se/kalender/") {
		t.Fatalf("address %q", address)
	}
	again := b.Get("/konto").Want(http.StatusOK)
	if again.Find(`[name="calendar"]`).Length() != 0 || !strings.Contains(again.Find("#kalender").Text(), "4 maj 2026") {
		t.Errorf("shown again: %s", again.Find("#kalender").Text())
	}
	body := subscribed(t, h, strings.TrimPrefix(address, "https://samsyn.exempel.se"), http.StatusOK)
	checkCalendar(t, body)
	b.Post("/konto/kalender/ta-bort", url.Values{}).Want(http.StatusSeeOther)
	subscribed(t, h, strings.TrimPrefix(address, "https://samsyn.exempel.se"), http.StatusNotFound)
	subscribed(t, h, "/kalender/x.ics", http.StatusNotFound)
}

// subscribed is what a calendar gets, which is not signed in.
func subscribed(t *testing.T, h *Handlers, path string, status int) string {
	t.Helper()
	router := chi.NewRouter()
	router.Get("/kalender/{token}.ics", func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(page.WithVisitor(r.Context(), page.Visitor{Now: testgroup.Now}))
		if err := h.ShowCalendar(w, r); err != nil {
			http.NotFound(w, r)
		}
	})
	w := httptest.NewRecorder()
	router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != status {
		t.Fatalf("%s: status %d, want %d", path, w.Code, status)
	}
	if kind := w.Header().Get("Content-Type"); status == http.StatusOK && kind != "text/calendar; charset=utf-8" {
		t.Errorf("type %s", kind)
	}
	return w.Body.String()
}

// checkCalendar reads the calendar by lines, as RFC 5545 has them, and as a whole.
func checkCalendar(t *testing.T, body string) {
	t.Helper()
	if strings.Count(body, "\n") != strings.Count(body, "\r\n") {
		t.Error("lines end otherwise than with CRLF")
	}
	for _, line := range strings.Split(body, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d bytes: %s", len(line), line)
		}
	}
	whole := strings.ReplaceAll(body, "\r\n ", "")
	for _, want := range []string{"UID:inrapportering-prov-2025K4@samsyn\r\n", "DTSTART;VALUE=DATE:20260130\r\n", "DTEND;VALUE=DATE:20260131\r\n",
		`SUMMARY:Lämna in kvartal 4 2025\, Barn\, unga\; ` + strings.Repeat("åäö", 30) + "\r\n",
		"UID:arsrapport-prov-2025@samsyn\r\n", "DTSTART;VALUE=DATE:20260228\r\n", "DTSTAMP:20260504T140200Z\r\n"} {
		if !strings.Contains(whole, want) {
			t.Errorf("no %q in\n%s", want, whole)
		}
	}
	read, err := ics.ParseCalendar(strings.NewReader(body))
	if err != nil || len(read.Events()) != 12 {
		t.Errorf("%d events, %v", len(read.Events()), err)
	}
}
