package server

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/chart"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

const newPassword = "blå trappa i regn"

// mailingSite is the whole site where mails are sent, and a room to make keys in.
func mailingSite(t *testing.T) (*testgroup.Fixture, *httptest.Server, *account.Room) {
	t.Helper()
	f := testgroup.New(t)
	site := httptest.NewServer(New(Config{DB: f.DB, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: testgroup.Clock,
		Charts: chart.NewRenderer(chart.Config{Engines: 1}), Mail: true, BaseURL: "https://samsyn.exempel.se"}))
	t.Cleanup(site.Close)
	return f, site, account.New(f.DB, testgroup.Clock)
}

func keyFor(t *testing.T, f *testgroup.Fixture, room *account.Room, id org.PersonID, purpose account.KeyPurpose) string {
	t.Helper()
	path, err := room.MakeKey(t.Context(), f.Actor(testgroup.Administrator), id, purpose)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// wantWords fails the test unless the answer has the status and the words.
func (p *person) wantWords(what string, a answer, status int, words ...string) {
	p.t.Helper()
	for _, w := range words {
		if a.status != status || !strings.Contains(a.body, w) {
			p.t.Errorf("%s: %d, want %d and %q in %s", what, a.status, status, w, a.body)
		}
	}
}

func TestTheInvitedChoosesAPasswordAndIsIn(t *testing.T) {
	f, site, room := mailingSite(t)
	path := keyFor(t, f, room, testgroup.MedicalLead, account.InvitationKey)
	p := visit(t, site)
	for range 2 { // a mail program may open it first
		p.wantWords("the invitation", p.get(path), http.StatusOK, "Välkommen till Samsyn, Lena Läkare", "Amir Admin har gett dig ett konto",
			"Medicinskt ledningsansvarig läkare, Ala, Provgruppen", "lead@exempel.se")
	}
	p.wantWords("an easy one", p.post(path, url.Values{"password": {"Sommaren2026"}, "repeat": {"Sommaren2026"}}), http.StatusUnprocessableEntity, "för lätt att gissa")
	form := url.Values{"password": {newPassword}, "repeat": {newPassword}}
	before := p.token()
	p.wantRedirect("chosen", p.post(path, form), "/")
	if p.token() == before || p.token() == "" {
		t.Error("the session has the same name as before")
	}
	p.wantWords("in", p.get("/"), http.StatusOK, "Lena Läkare", "Att göra nu")
	other := visit(t, site)
	other.wantWords("used", other.post(path, form), http.StatusGone, "Länken är använd")
	other.wantRedirect("signing in", other.signIn("lead@exempel.se", newPassword, "/"), "/")
	for _, wrong := range []string{"/valkommen/x", "/nytt-losenord/x", strings.Replace(path, "valkommen", "nytt-losenord", 1)} {
		other.wantWords(wrong, other.get(wrong), http.StatusNotFound, "Länken fungerar inte")
		other.wantWords(wrong, other.post(wrong, form), http.StatusNotFound, "Länken fungerar inte")
	}
}

// A role that begins later lets nobody in before.
func TestTheInvitedOfALaterRoleWaits(t *testing.T) {
	f, site, room := mailingSite(t)
	f.Exec(`UPDATE membership SET valid_from = '2026-06-01' WHERE person_id = 1`)
	path := keyFor(t, f, room, testgroup.MedicalLead, account.InvitationKey)
	p := visit(t, site)
	p.wantWords("the invitation", p.get(path), http.StatusOK, "Provgruppen, från 1 juni 2026")
	p.wantRedirect("chosen", p.post(path, url.Values{"password": {newPassword}, "repeat": {newPassword}}), "/logga-in")
	p.wantWords("not in", p.get("/logga-in"), http.StatusOK, "Du kan logga in när din roll har börjat.")
}

// A new password by mail lets nobody in by itself: signing in comes after, with its steps.
func TestAResetEndsSessionsAndSignsNobodyIn(t *testing.T) {
	f, site, room := mailingSite(t)
	hash, err := account.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	f.Exec(`UPDATE person SET password_hash = '` + hash + `'`)
	inside := visit(t, site)
	inside.wantRedirect("signing in", inside.signIn("lead@exempel.se", password, "/"), "/")
	path := keyFor(t, f, room, testgroup.MedicalLead, account.ResetKey)
	p := visit(t, site)
	p.wantWords("the key", p.get(path), http.StatusOK, "Välj ett nytt lösenord")
	p.wantRedirect("chosen", p.post(path, url.Values{"password": {newPassword}, "repeat": {newPassword}}), "/logga-in")
	p.wantRedirect("not in", p.get("/mal"), "/logga-in?return=%2Fmal")
	inside.wantRedirect("the open session", inside.get("/mal"), "/logga-in?return=%2Fmal")
	if got := f.Text(`SELECT kind FROM account_mail`); got != "password_changed" {
		t.Errorf("the owner is told: %q", got)
	}
}

// Whoever asks is told the same, in the same time, whether or not there is an account.
func TestForgottenTellsNothing(t *testing.T) {
	f, site, room := mailingSite(t)
	keyFor(t, f, room, testgroup.MedicalLead, account.InvitationKey)
	p := visit(t, site)
	p.wantWords("the page", p.get("/logga-in/glomt"), http.StatusOK, "Skicka länken")
	p.wantWords("no address", p.post("/logga-in/glomt", url.Values{"email": {""}}), http.StatusUnprocessableEntity, "Fyll i uppgiften.")
	p.wantWords("no address", p.post("/logga-in/glomt", url.Values{"email": {"lena"}}), http.StatusUnprocessableEntity, "Skriv en e-postadress")
	for _, email := range []string{"lead@exempel.se", "ingen@exempel.se"} {
		began := time.Now()
		p.wantRedirect(email, p.post("/logga-in/glomt", url.Values{"email": {email}}), "/logga-in/glomt?skickat=1")
		if took := time.Since(began); took < 400*time.Millisecond {
			t.Errorf("%s: the answer came after %s", email, took)
		}
	}
	p.wantWords("afterwards", p.get("/logga-in/glomt?skickat=1"), http.StatusOK, "Om det finns ett konto med adressen")
	if got := f.Text(`SELECT string_agg(person_id || kind, ' ') FROM account_mail`); got != "1invitation" {
		t.Errorf("mails: %q", got)
	}
	_, quiet := newSite(t) // where no mails are sent
	q := visit(t, quiet)
	q.wantWords("without mail", q.get("/logga-in/glomt"), http.StatusOK, "Här skickas inga mejl.")
	q.wantWords("without mail", q.post("/logga-in/glomt", url.Values{"email": {"lead@exempel.se"}}), http.StatusConflict, "")
}

func TestAnOldInvitationIsSentAgain(t *testing.T) {
	f, site, room := mailingSite(t)
	path := keyFor(t, f, room, testgroup.MedicalLead, account.InvitationKey)
	p := visit(t, site)
	p.wantWords("while it holds", p.post(path+"/ny", nil), http.StatusOK, "Välkommen till Samsyn")
	f.Exec(`UPDATE person_key SET made_at = '2026-04-01', expires_at = '2026-04-15'`)
	p.wantWords("too old", p.get(path), http.StatusGone, "Den gällde till 15 april 2026.", path+"/ny")
	p.wantRedirect("asked for", p.post(path+"/ny", nil), "/logga-in")
	if got := f.Text(`SELECT kind || ' ' || state FROM account_mail`); got != "invitation queued" {
		t.Errorf("mail: %q", got)
	}
	p.wantWords("no key", p.post("/valkommen/x/ny", nil), http.StatusNotFound, "Länken fungerar inte")
}
