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
