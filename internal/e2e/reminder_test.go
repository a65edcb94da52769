package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/testdb/testmail"
)

// The coordinator reminds from the board; one of two programs sends the mail, once.
func TestARemindersWayToItsReader(t *testing.T) {
	t.Parallel()
	server := testmail.New(t)
	database := startDatabase(t)
	settings := append(database, "SAMSYN_SMTP_URL=smtp://"+server.Addr, "SAMSYN_MAIL_FROM=Samsyn <samsyn@exempel.se>",
		"SAMSYN_BASE_URL=https://samsyn.exempel.se")
	first := startSiteWith(t, settings, "--demo", "--migrate")
	startSiteWith(t, settings, "--demo")

	v := newVisitor(t, first, desktop)
	v.signIn("sammanstallande@exempel.se")
	v.open("/inrapportering/oversikt")
	v.see("påhittade adresser") // no mail to them
	_, owner, _ := strings.Cut(database[1], "=")
	conn, err := pgx.Connect(t.Context(), owner)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	// Here the addresses lead to the test's own mail server.
	if _, err := conn.Exec(t.Context(), `UPDATE programme_group SET example_data = false`); err != nil {
		t.Fatal(err)
	}
	v.open("/inrapportering/oversikt")
	v.press("Påminn alla som saknas")
	v.see("inom någon minut")

	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	for waiting := 1; waiting > 0; {
		if err := conn.QueryRow(ctx, `SELECT count(*) FILTER (WHERE state <> 'sent') FROM reminder`).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("%d reminders still wait", waiting)
		}
	}
	var queued, figures int // letters about other things go the same way
	if err := conn.QueryRow(ctx, `SELECT count(*), count(*) FILTER (WHERE occasion <> 'letter') FROM reminder`).Scan(&queued, &figures); err != nil {
		t.Fatal(err)
	}
	mails, bodies := server.Mails()
	if len(mails) != queued || queued == 0 {
		t.Errorf("%d mails came of %d reminders", len(mails), queued)
	}
	seen, led := map[string]bool{}, 0
	for n, m := range mails {
		if id := m.Header.Get("Message-Id"); seen[id] {
			t.Errorf("%s came twice", id)
		} else {
			seen[id] = true
		}
		if !strings.Contains(bodies[n], "https://samsyn.exempel.se/") {
			t.Errorf("no link in\n%s", bodies[n])
		}
		if strings.Contains(bodies[n], "https://samsyn.exempel.se/inrapportering/") {
			led++
		}
	}
	if led != figures || figures == 0 {
		t.Errorf("%d mails lead to figures, of %d reminders of them", led, figures)
	}
	v.open("/inrapportering/paminnelser")
	v.see("Skickad för hand")
}
