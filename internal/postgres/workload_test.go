package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/postgres"
)

func TestWorkload(t *testing.T) {
	w := newWorld(t)
	load := func() (list []postgres.Workload) {
		w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
			list, err = tx.Workload(ctx, noon)
			return err
		})
		return list
	}
	if diff := cmp.Diff([]postgres.Workload{{What: "session", State: "open"}}, load()); diff != "" {
		t.Errorf("of nothing: %s", diff)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		for _, sql := range []string{
			`INSERT INTO session (token_hash, data, expires_at) VALUES ('a', '', $1::timestamptz + interval '1 hour'), ('b', '', $1::timestamptz - interval '1 second')`,
			`INSERT INTO account_mail (person_id, kind, queued_at, state) SELECT min(id), 'invitation', $1::timestamptz - interval '2 days' * n, s FROM person, (VALUES (1, 'queued'), (0, 'sent'), (1, 'sent')) v (n, s) GROUP BY n, s`,
			`INSERT INTO reminder (group_id, person_id, occasion, day, email, subject, body, state, queued_at, claimed_at)
			 SELECT (SELECT min(id) FROM programme_group), (SELECT min(id) FROM person), 'digest', $1::timestamptz::date + n, 'a@b', 's', 'b', 'sending', $1::timestamptz - n * interval '1 hour', $1::timestamptz FROM generate_series(1, 2) n`,
			`INSERT INTO river.river_job (kind, state, args, max_attempts, queue, scheduled_at, finalized_at)
			 SELECT k, s::river.river_job_state, '{}', 3, 'default', $1::timestamptz - interval '90 seconds', f FROM (VALUES ('send_reminder', 'available', NULL), ('send_reminder', 'discarded', $1::timestamptz), ('send_reminder', 'completed', $1::timestamptz)) v (k, s, f)`,
		} {
			if err := tx.Exec(ctx, sql, noon); err != nil {
				return err
			}
		}
		return nil
	})
	want := []postgres.Workload{
		{What: "job", Name: "send_reminder", State: "available", Count: 1, Oldest: 90},
		{What: "job", Name: "send_reminder", State: "discarded", Count: 1},
		{What: "mail", Name: "account", State: "queued", Count: 1, Oldest: 2 * 24 * 3600},
		{What: "mail", Name: "account", State: "sent", Count: 1},
		{What: "mail", Name: "reminder", State: "sending", Count: 2, Oldest: 2 * 3600},
		{What: "session", State: "open", Count: 1},
	}
	if diff := cmp.Diff(want, load()); diff != "" {
		t.Error(diff)
	}
}

func TestThePoolCountsItself(t *testing.T) {
	w := newWorld(t)
	before := w.db.PoolStat()
	var during postgres.PoolStat
	w.write(func(context.Context, *postgres.Tx) error {
		during = w.db.PoolStat()
		return nil
	})
	if during.Busy != 1 || during.Taken != before.Taken+1 || during.Most < 1 || during.Open < 1 || during.Waiting < time.Duration(0) {
		t.Errorf("%+v, before %+v", during, before)
	}
}
