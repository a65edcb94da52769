package jobs_test

import (
	"strconv"
	"testing"
	"time"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
	"samsyn/internal/testdb/testmail"
)

// moveClock lets all that waits in the queue have waited until the last of it is due, and
// tells how long that was: every moment in the queue is moved back.
const moveClock = `WITH wait AS (SELECT greatest(max(scheduled_at) - now(), interval '0') AS long FROM river.river_job WHERE state = 'retryable'),
	mails AS (UPDATE reminder SET claimed_at = claimed_at - wait.long, queued_at = queued_at - wait.long FROM wait),
	moved AS (UPDATE river.river_job SET scheduled_at = scheduled_at - wait.long, created_at = created_at - wait.long, attempted_at = attempted_at - wait.long
	          FROM wait WHERE kind = 'send_reminder')
	SELECT extract(epoch FROM long)::bigint::text FROM wait`

// TestAMailServerThatIsDownForAnHour: nobody's mail is given up meanwhile, and everybody
// gets it once when the server is there again. Two processes send; the queue's clock is
// moved, not waited for.
func TestAMailServerThatIsDownForAnHour(t *testing.T) {
	f, addr := testgroup.New(t), testmail.Nowhere(t)
	f.Exec(many)
	second, err := postgres.Open(t.Context(), f.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(second.Close)
	work(t, f.DB, addr)
	work(t, second, addr)
	var down time.Duration
	tried := 0
	for down < time.Hour {
		tried++
		until(t, f, `SELECT concat(count(*) FILTER (WHERE state = 'queued' AND attempts >= `+strconv.Itoa(tried)+`), ' ', count(*)) FROM reminder`, "12 12")
		until(t, f, `SELECT count(*)::text FROM river.river_job WHERE kind = 'send_reminder' AND state = 'running'`, "0")
		seconds, err := strconv.Atoi(f.Text(moveClock))
		if err != nil {
			t.Fatal(err)
		}
		down += time.Duration(seconds) * time.Second
	}
	server := testmail.At(t, addr)
	until(t, f, `SELECT count(*) || ' ' || count(*) FILTER (WHERE state = 'sent') FROM reminder`, "12 12")
	for to, n := range receivers(t, server) {
		if n != 1 {
			t.Errorf("%s got %d mails", to, n)
		}
	}
	if got := len(receivers(t, server)); got != 12 {
		t.Errorf("%d of 12 got a mail", got)
	}
	t.Logf("tried %d times in %v", tried, down)
}

// TestAMailWhoseProcessDiedBeforeItBegan: its job was taken out of the queue, and nobody
// had claimed the mail.
func TestAMailWhoseProcessDiedBeforeItBegan(t *testing.T) {
	f, addr := testgroup.New(t), testmail.Nowhere(t)
	f.Exec(many)
	stop := work(t, f.DB, addr)
	until(t, f, `SELECT concat(count(*) FILTER (WHERE state = 'queued' AND attempts > 0), ' ', count(*)) FROM reminder`, "12 12")
	stop()
	f.Exec(`UPDATE river.river_job SET state = 'running', finalized_at = NULL, attempted_at = now() - interval '6 minutes', attempted_by = '{dead}' WHERE kind = 'send_reminder'`)
	again, err := postgres.Open(t.Context(), f.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(again.Close)
	server := testmail.At(t, addr)
	work(t, again, addr)
	until(t, f, `SELECT count(*) || ' ' || count(*) FILTER (WHERE state = 'sent') FROM reminder`, "12 12")
	if got := receivers(t, server); len(got) != 12 {
		t.Errorf("%d of 12 got a mail", len(got))
	}
}
