package jobs_test

import (
	"context"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/app/collect"
	"samsyn/internal/jobs"
	"samsyn/internal/mail"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
	"samsyn/internal/testdb/testmail"
)

// accounts is the use cases with mails that lead to a site.
func accounts(db *postgres.DB) *account.Room {
	return account.New(db, testgroup.Clock).WithMail(true, "https://samsyn.exempel.se")
}

// mailer works on the mails about accounts alone, as one process of several.
func mailer(t *testing.T, db *postgres.DB, server *testmail.Server) (stop func()) {
	t.Helper()
	sender, err := mail.New("smtp://"+server.Addr, "Samsyn <samsyn@exempel.se>")
	if err != nil {
		t.Fatal(err)
	}
	end, err := jobs.Start(t.Context(), jobs.Config{DB: db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Collect: collect.New(db, testgroup.Clock), Mail: sender, Every: 200 * time.Millisecond, Accounts: accounts(db),
		AccountHead: account.Letterhead{Role: func(_ context.Context, r org.Role) string { return string(r) }}})
	if err != nil {
		t.Fatal(err)
	}
	stop = sync.OnceFunc(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := end(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// invite adds so many people, person0@exempel.se and on, who get a mail each.
func invite(t *testing.T, f *testgroup.Fixture, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := accounts(f.DB).CreateAccount(t.Context(), f.Actor(testgroup.Administrator), account.NewAccount{
			Person: org.Person{Name: "Nina Ny", Email: name + "@exempel.se", Profession: org.Nurse},
			Role:   &account.RoleGrant{Role: org.Observer, GroupID: testgroup.Group, From: testgroup.Now}}); err != nil {
			t.Fatal(err)
		}
	}
}

var invitationKey = regexp.MustCompile(`https://samsyn\.exempel\.se/valkommen/([A-Z2-7]{26})`)

func TestTwoProcessesSendEveryInvitationOnce(t *testing.T) {
	f, server := testgroup.New(t), testmail.New(t)
	second, err := postgres.Open(t.Context(), f.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(second.Close)
	names := []string{"ett", "tva", "tre", "fyra", "fem", "sex"}
	stops := []func(){mailer(t, f.DB, server), mailer(t, second, server)}
	invite(t, f, names...)
	until(t, f, `SELECT count(*) || ' ' || count(*) FILTER (WHERE state = 'sent') FROM account_mail`, "6 6")
	looks := f.Text(`SELECT count(*) FROM river.river_job WHERE kind = 'plan_account_mails' AND state = 'completed'`)
	until(t, f, `SELECT (count(*) > `+looks+` + 2)::text FROM river.river_job WHERE kind = 'plan_account_mails' AND state = 'completed'`, "true")
	for _, stop := range stops {
		stop()
	}
	got := receivers(t, server)
	for _, name := range names {
		if got[name+"@exempel.se"] != 1 || len(got) != len(names) {
			t.Errorf("mails to %v", got)
		}
	}
	_, bodies := server.Mails()
	for _, body := range bodies {
		found := invitationKey.FindStringSubmatch(body)
		if found == nil {
			t.Fatalf("no link in\n%s", body)
		}
		opened, err := accounts(f.DB).OpenKey(t.Context(), found[1], account.InvitationKey)
		if err != nil || opened.State != account.KeyOpen || opened.Person.Name != "Nina Ny" {
			t.Errorf("the link in the mail: %+v, %v", opened, err)
		}
		// Neither a copy of the database nor of its queue opens an account.
		for _, table := range []string{"person_key", "account_mail", "audit", "river.river_job"} {
			if strings.Contains(f.Text(`SELECT coalesce(string_agg(t::text, ' '), '') FROM `+table+` t`), found[1]) {
				t.Errorf("the key stands in %s", table)
			}
		}
	}
}

func TestARefusedInvitationIsTriedAgainOrGivenUp(t *testing.T) {
	f, server := testgroup.New(t), testmail.New(t)
	var mu sync.Mutex
	refusals := 0
	server.Refuse(func(to string) error {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case strings.HasPrefix(to, "aldrig@"):
			return testmail.Never
		case strings.HasPrefix(to, "senare@") && refusals == 0:
			refusals++
			return testmail.Later
		}
		return nil
	})
	mailer(t, f.DB, server)
	invite(t, f, "aldrig", "senare")
	until(t, f, `SELECT string_agg(concat_ws(' ', p.email, m.state, m.attempts, substr(m.problem, strpos(m.problem, '550'), 3)), ',' ORDER BY m.id)
	             FROM account_mail m JOIN person p ON p.id = m.person_id`, "aldrig@exempel.se failed 1 550,senare@exempel.se sent 2 ")
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY action) FROM audit WHERE action LIKE 'account.mail_%'`); got != "account.mail_failed account.mail_sent" {
		t.Errorf("log: %s", got)
	}
	// The key of the attempt that failed is not the one that came.
	_, bodies := server.Mails()
	if n := f.Text(`SELECT count(*) FILTER (WHERE k.ended_at IS NULL) || ' ' || count(*) FROM person_key k JOIN person p ON p.id = k.person_id WHERE p.email LIKE 'senare%'`); n != "1 2" || len(bodies) != 1 {
		t.Errorf("open and all keys: %s; %d mails", n, len(bodies))
	}
	opened, err := accounts(f.DB).OpenKey(t.Context(), invitationKey.FindStringSubmatch(bodies[0])[1], account.InvitationKey)
	if err != nil || opened.State != account.KeyOpen {
		t.Errorf("%+v, %v", opened, err)
	}
}
