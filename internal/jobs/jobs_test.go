package jobs_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/jobs"
	"samsyn/internal/mail"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
	"samsyn/internal/testdb/testmail"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// many puts a measure to collect and ten people at Ala into the database.
const many = `
INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Varma barn', 'Barn ska inte frysa');
INSERT INTO selected_indicator (group_id, year, indicator_id, goal_id, position) VALUES (1, 2026, 1, 1, 1);
INSERT INTO person (email, name) SELECT 'person' || n || '@exempel.se', 'Person ' || n FROM generate_series(1, 10) n;
INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) SELECT id, 1, 1, 'delegate', '2020-01-01' FROM person WHERE email LIKE 'person%';
DELETE FROM membership WHERE unit_id = 2;
INSERT INTO reminder_setting (group_id, days, digest_weekday) VALUES (1, '{4}', 1)`

// morning is the fourth day after the first quarter's figures were due.
var morning = time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC)

func work(t *testing.T, db *postgres.DB, server string) (stop func()) {
	t.Helper()
	return workLogging(t, db, server, io.Discard)
}

func workLogging(t *testing.T, db *postgres.DB, server string, log io.Writer) (stop func()) {
	t.Helper()
	sender, err := mail.New("smtp://"+server, "Samsyn <samsyn@exempel.se>")
	if err != nil {
		t.Fatal(err)
	}
	end, err := jobs.Start(t.Context(), jobs.Config{DB: db, Log: slog.New(slog.NewTextHandler(log, nil)),
		Collect: collect.New(db, func() time.Time { return morning }), Mail: sender, Every: 200 * time.Millisecond,
		Head: collect.Letterhead{BaseURL: "https://samsyn.exempel.se", Period: func(_ context.Context, p quality.Period) string { return p.Code() }}})
	if err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	stop = func() {
		once.Do(func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			if err := end(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

// until waits for the query to give the text.
func until(t *testing.T, f *testgroup.Fixture, sql, want string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ask := time.NewTicker(100 * time.Millisecond)
	defer ask.Stop()
	for {
		got := f.Text(sql)
		if got == want {
			return
		}
		select {
		case <-ask.C:
		case <-ctx.Done():
			t.Fatalf("%s: %q, want %q\njobs: %s", sql, got, want, f.Text(`SELECT string_agg(concat(kind, ' ', state, ' ', errors), E'\n') FROM river.river_job`))
		}
	}
}

// receivers counts the mails by receiver.
func receivers(t *testing.T, server *testmail.Server) map[string]int {
	t.Helper()
	mails, _ := server.Mails()
	count := map[string]int{}
	for _, m := range mails {
		to, err := m.Header.AddressList("To")
		if err != nil || len(to) != 1 {
			t.Fatalf("To: %v, %v", to, err)
		}
		count[to[0].Address]++
	}
	return count
}

func TestTwoProcessesSendEveryMailOnce(t *testing.T) {
	f, server := testgroup.New(t), testmail.New(t)
	f.Exec(many)
	second, err := postgres.Open(t.Context(), f.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(second.Close)
	stops := []func(){work(t, f.DB, server.Addr), work(t, second, server.Addr)}
	// Ten delegates, the medical lead, and the convener's digest on a Monday.
	until(t, f, `SELECT count(*) || ' ' || count(*) FILTER (WHERE state = 'sent') FROM reminder`, "12 12")
	// Several looks later, and after a restart, there are no more.
	looks := f.Text(`SELECT count(*) FROM river.river_job WHERE kind = 'plan_reminders' AND state = 'completed'`)
	until(t, f, `SELECT (count(*) > `+looks+` + 3)::text FROM river.river_job WHERE kind = 'plan_reminders' AND state = 'completed'`, "true")
	for _, stop := range stops {
		stop()
	}
	got := receivers(t, server)
	for to, n := range got {
		if n != 1 {
			t.Errorf("%s got %d mails", to, n)
		}
	}
	if len(got) != 12 || got["lead@exempel.se"] != 1 || got["convener@exempel.se"] != 1 {
		t.Errorf("mails to %v", got)
	}
}

func TestARefusedMailIsTriedAgainOrGivenUp(t *testing.T) {
	f, server := testgroup.New(t), testmail.New(t)
	f.Exec(many)
	var mu sync.Mutex
	refusals := 0
	server.Refuse(func(to string) error {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case strings.HasPrefix(to, "person1@"):
			return testmail.Never
		case strings.HasPrefix(to, "person2@") && refusals == 0:
			refusals++
			return testmail.Later
		}
		return nil
	})
	var log lockedBuffer
	stop := workLogging(t, f.DB, server.Addr, &log)
	until(t, f, `SELECT string_agg(state || n, ' ' ORDER BY state) FROM (SELECT state, count(*) AS n FROM reminder GROUP BY state) s`, "failed1 sent11")
	if got := f.Text(`SELECT string_agg(attempts || ' ' || substr(error, strpos(error, '550'), 3), ',' ORDER BY r.id)
	                  FROM reminder r JOIN person p ON p.id = r.person_id WHERE p.email LIKE 'person1@%' OR p.email LIKE 'person2@%'`); !strings.HasPrefix(got, "1 550,2") {
		t.Errorf("attempts %q", got)
	}
	if got := receivers(t, server); got["person2@exempel.se"] != 1 || got["person1@exempel.se"] != 0 {
		t.Errorf("mails to %v", got)
	}
	stop()
	if !strings.Contains(log.String(), "reminder not sent") || strings.Contains(log.String(), "no such mailbox") {
		t.Errorf("the log repeats the mail server, which may name somebody, or does not tell:\n%s", log.String())
	}
}

// lockedBuffer is a log that many write.
type lockedBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
