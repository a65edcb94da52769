package postgres_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

func inspect(t *testing.T, url string) postgres.Inspection {
	t.Helper()
	i, err := postgres.Inspect(t.Context(), url, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestInspectFindsNothingWrong(t *testing.T) {
	d := testdb.New(t)
	i := inspect(t, d.OwnerURL)
	if i.Server < 150000 || i.Encoding != "UTF8" || i.Bytes < 1e6 || i.Damaged != 0 || len(i.Pending)+len(i.Newer) > 0 || i.Work == nil {
		t.Errorf("%+v", i)
	}
	if diff := cmp.Diff(postgres.RoleCheck{Exists: true, Powers: []string{}, Owns: []string{}, Closed: []string{}}, i.Role); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(postgres.WorkCheck{}, *i.Work); diff != "" {
		t.Error(diff)
	}
	if real, err := postgres.Inspect(t.Context(), d.OwnerURL, time.Now); err != nil || real.Ahead.Abs() > time.Second {
		t.Errorf("the same computer's clocks differ %v, %v", real.Ahead, err)
	}
}

func TestInspectFindsWhatIsWrong(t *testing.T) {
	d := testdb.New(t)
	conn := connect(t, d.OwnerURL)
	for _, sql := range []string{
		`GRANT UPDATE ON audit TO samsyn_app`, `REVOKE ALL ON figure FROM samsyn_app`, `ALTER TABLE unit OWNER TO samsyn_app`,
		`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)`,
		`INSERT INTO healthcare_region (code, name) VALUES ('R', 'R')`,
		`INSERT INTO programme_group (healthcare_region_id, code, name, short_name, example_data) SELECT id, c, c, c, e FROM healthcare_region, (VALUES ('a', true), ('b', false), ('c', false)) v (c, e) WHERE healthcare_region.code = 'R'`,
		`INSERT INTO person (email, name, left_on) VALUES ('a@b', 'A', NULL), ('b@b', 'B', '2026-05-04'), ('c@b', 'C', NULL)`,
		`INSERT INTO membership (person_id, role, valid_from, valid_to) SELECT id, 'administrator', '2020-01-01', CASE name WHEN 'C' THEN date '2026-05-03' END FROM person`,
		`INSERT INTO river.river_job (kind, state, args, max_attempts, queue, scheduled_at, attempted_at, finalized_at)
		 SELECT 'k', s::river.river_job_state, '{}', 3, 'default', timestamptz '2026-05-04 11:30Z', a, f FROM (VALUES ('available', NULL, NULL), ('running', timestamptz '2026-05-04 10:00Z', NULL),
		   ('discarded', NULL, timestamptz '2026-05-01'), ('discarded', NULL, timestamptz '2026-04-01')) v (s, a, f)`,
		`INSERT INTO account_mail (person_id, kind, queued_at, state) SELECT (SELECT min(id) FROM person), 'x', timestamptz '2026-05-04 06:00Z', s FROM unnest('{queued,failed,unsure,unsure,sent}'::text[]) s`,
		`INSERT INTO audit (happened_at, actor_name, action, subject) VALUES ('2026-05-01 01:00Z', 'samsyn backup', 'installation.backup', 'installation'), ('2026-05-05Z', 'x', 'y', 'z')`,
	} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	i := inspect(t, d.OwnerURL)
	if diff := cmp.Diff(postgres.RoleCheck{Exists: true, Powers: []string{}, Owns: []string{"unit"}, AltersLog: true, Closed: []string{"figure"}}, i.Role); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int64{99999}, i.Newer); diff != "" {
		t.Error(diff)
	}
	want := postgres.WorkCheck{Waiting: 30 * time.Minute, Running: 2 * time.Hour, Failed: 1, MailWaiting: 6 * time.Hour, MailFailed: 1, MailUnsure: 2,
		Administrators: 1, People: 3, Examples: 1, Groups: 2,
		LastChange: time.Date(2026, time.May, 5, 0, 0, 0, 0, time.UTC), LastBackup: time.Date(2026, time.May, 1, 1, 0, 0, 0, time.UTC)}
	i.Work.LastChange, i.Work.LastBackup = i.Work.LastChange.UTC(), i.Work.LastBackup.UTC()
	if diff := cmp.Diff(want, *i.Work); diff != "" {
		t.Error(diff)
	}
}

func TestInspectOfAnEmptyDatabase(t *testing.T) {
	i := inspect(t, testdb.NewEmpty(t).OwnerURL)
	if len(i.Pending) < 40 || i.Work != nil || !strings.HasSuffix(i.Pending[0], ".sql") {
		t.Errorf("%+v", i)
	}
}

func TestLettersOfACopyAreUnsure(t *testing.T) {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if n, err := tx.UnsettleMails(ctx, noon, "why"); err != nil || n != 0 {
			t.Errorf("of none: %d, %v", n, err)
		}
		if err := tx.Exec(ctx, `INSERT INTO account_mail (person_id, kind, queued_at, state) SELECT min(id), 'x', now(), s FROM person, unnest('{queued,sent}'::text[]) s GROUP BY s`); err != nil {
			return err
		}
		n, err := tx.UnsettleMails(ctx, noon, "why")
		if err != nil || n != 1 {
			t.Errorf("%d, %v", n, err)
		}
		got, err := tx.Text(ctx, `SELECT string_agg(state || problem, ' ' ORDER BY state) FROM account_mail`)
		if got != "sent unsurewhy" {
			t.Error(got)
		}
		return err
	})
}
