package upkeep_test

import (
	"testing"
	"time"

	"samsyn/internal/app/upkeep"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

var made = upkeep.Copy{MadeAt: time.Date(2026, time.May, 3, 2, 0, 0, 0, time.UTC), Rows: 7, SHA256: "abc"}

func TestACopyIsInTheLog(t *testing.T) {
	f := testgroup.New(t)
	if err := upkeep.New(f.DB, testgroup.Clock).NoteBackup(t.Context(), made); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT concat_ws(' ', actor_name, person_id, action, subject, after->>'made_at', after->>'rows', after->>'sha256') FROM audit`); got !=
		"samsyn backup installation.backup installation 2026-05-03 02:00 7 abc" {
		t.Error(got)
	}
}

func TestLettersThatWaitedAreNotSentAgain(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO reminder (group_id, person_id, occasion, day, email, subject, body, state, queued_at, claimed_at, settled_at)
		SELECT 1, 1, 'digest', date '2026-05-01' + n, 'a@b', 's', 'b', s, now(), now(), CASE s WHEN 'sent' THEN now() END
		FROM (VALUES (1, 'queued'), (2, 'sending'), (3, 'sent')) v (n, s);
		INSERT INTO account_mail (person_id, kind, queued_at) VALUES (1, 'invitation', now())`)
	room := upkeep.New(f.DB, testgroup.Clock)
	mails, err := room.NoteRestore(t.Context(), upkeep.Restored{Copy: made, KeepMail: true})
	if err != nil || mails != 0 {
		t.Fatalf("%d, %v", mails, err)
	}
	const states = `SELECT string_agg(state, ' ' ORDER BY day) || ' ' || (SELECT string_agg(state, ' ') FROM account_mail) FROM reminder`
	if got := f.Text(states); got != "queued sending sent queued" {
		t.Errorf("kept: %s", got)
	}
	mark := f.Text(`SELECT string_agg(revision::text, '') FROM group_revision`)
	if mails, err = room.NoteRestore(t.Context(), upkeep.Restored{Copy: made}); err != nil || mails != 3 {
		t.Fatalf("%d, %v", mails, err)
	}
	if got := f.Text(states); got != "unsure unsure sent unsure" {
		t.Error(got)
	}
	if mark == f.Text(`SELECT string_agg(revision::text, '') FROM group_revision`) {
		t.Error("pages that were made before are still believed")
	}
	if got := f.Text(`SELECT count(*) || ' ' || min(actor_name) FROM audit WHERE action = 'installation.restore'`); got != "2 samsyn restore" {
		t.Error(got)
	}
}
