package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// AccountMail is one mail to one person about the own account. What it says is written when
// it is sent. Its states are those of a Reminder.
type AccountMail struct {
	ID       int64
	PersonID org.PersonID
	Kind     string
	AskedBy  org.PersonID // zero when the person asked, or the clock
	// Address is where it goes; "" for the address that the person has when it is sent.
	Address  string
	QueuedAt time.Time
}

// AccountMailJob asks for one mail to be sent.
type AccountMailJob struct {
	MailID int64 `json:"mail_id"`
}

// AccountMailAttempts is how often a mail is tried; with river's pauses, which grow, the
// last comes some four hours after the first.
const AccountMailAttempts = 9

// Kind names the job in the queue.
func (AccountMailJob) Kind() string { return "send_account_mail" }

// InsertOpts: each mail is one job, however often it is asked for.
func (AccountMailJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: AccountMailAttempts, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

const insertAccountMail = `-- name: queue account mail
INSERT INTO account_mail (person_id, kind, asked_by, address, queued_at)
VALUES (@person, @kind, nullif(@by::bigint, 0), @address, @at)
RETURNING id`

// QueueAccountMail puts the mail into the queue, with the job that sends it, which begins
// when the transaction is committed; it gives the mail's id.
func (tx *Tx) QueueAccountMail(ctx context.Context, m AccountMail) (int64, error) {
	id, err := value[int64](ctx, tx, insertAccountMail, pgx.StrictNamedArgs{"person": m.PersonID, "kind": m.Kind,
		"by": m.AskedBy, "address": m.Address, "at": m.QueuedAt})
	if err != nil {
		return 0, err
	}
	client, err := river.NewClient(riverpgxv5.New(nil), &river.Config{Schema: JobSchema})
	if err != nil {
		return 0, err
	}
	_, err = client.InsertTx(ctx, tx.tx, AccountMailJob{MailID: id}, nil)
	return id, translate(err)
}

const selectWaitingMails = `-- name: waiting account mails
SELECT m.id FROM account_mail m WHERE m.state = 'queued' ORDER BY m.id LIMIT 1000`

// WaitingAccountMails reads which mails wait to be sent, the oldest first, at most a thousand.
func (tx *Tx) WaitingAccountMails(ctx context.Context) ([]int64, error) {
	type row struct{ ID int64 }
	rows, err := collect[row](ctx, tx, selectWaitingMails, pgx.StrictNamedArgs{})
	ids := make([]int64, len(rows))
	for n, r := range rows {
		ids[n] = r.ID
	}
	return ids, err
}

const claimAccountMail = `-- name: claim account mail
UPDATE account_mail SET state = 'sending', tried_at = @at, attempts = attempts + 1
WHERE id = @id AND state = 'queued'
RETURNING id, person_id, kind, coalesce(asked_by, 0) AS asked_by, address, queued_at`

// ClaimAccountMail takes a queued mail in order to send it. Only one can: for all others,
// and when it does not wait any more, it is fault.ErrWrongState.
func (tx *Tx) ClaimAccountMail(ctx context.Context, id int64, at time.Time) (AccountMail, error) {
	rows, err := collect[AccountMail](ctx, tx, claimAccountMail, pgx.StrictNamedArgs{"id": id, "at": at})
	if err == nil && len(rows) == 0 {
		err = fault.ErrWrongState
	}
	if err != nil {
		return AccountMail{}, err
	}
	return rows[0], nil
}

const settleAccountMail = `-- name: settle account mail
UPDATE account_mail SET state = @state, problem = left(@problem, 1000)
WHERE id = @id AND state = 'sending'`

// SettleAccountMail notes what became of a mail that was claimed; ReminderQueued puts it
// back, to be tried again. problem is the mail server's answer, "" when it was a yes.
func (tx *Tx) SettleAccountMail(ctx context.Context, id int64, state ReminderState, problem string) error {
	return exec(ctx, tx, settleAccountMail, pgx.StrictNamedArgs{"id": id, "state": state, "problem": problem}, 1, fault.ErrWrongState)
}

const abandonAccountMails = `-- name: abandon account mails
UPDATE account_mail SET state = 'unsure' WHERE state = 'sending' AND tried_at < @before
RETURNING id, person_id, kind, coalesce(asked_by, 0) AS asked_by, address, queued_at`

// AbandonAccountMails gives up the mails that were claimed before the moment and never
// settled: whoever claimed them is gone, and nobody knows if they were sent. It gives them.
func (tx *Tx) AbandonAccountMails(ctx context.Context, before time.Time) ([]AccountMail, error) {
	return collect[AccountMail](ctx, tx, abandonAccountMails, pgx.StrictNamedArgs{"before": before})
}

const countAccountMails = `-- name: count account mails
SELECT count(*) FROM account_mail m
WHERE m.person_id = @person AND m.kind = @kind AND m.asked_by IS NULL AND m.queued_at >= @since`

// AskedMails is how many mails of the kind the person has asked for since the moment.
func (tx *Tx) AskedMails(ctx context.Context, person org.PersonID, kind string, since time.Time) (int, error) {
	return value[int](ctx, tx, countAccountMails, pgx.StrictNamedArgs{"person": person, "kind": kind, "since": since})
}

const cancelAccountMails = `-- name: cancel account mails
UPDATE account_mail SET state = 'cancelled' WHERE person_id = @person AND kind = @kind AND state = 'queued'`

// CancelAccountMails takes back the mails of the kind to the person that still wait.
func (tx *Tx) CancelAccountMails(ctx context.Context, person org.PersonID, kind string) error {
	return exec(ctx, tx, cancelAccountMails, pgx.StrictNamedArgs{"person": person, "kind": kind}, -1, nil)
}

const selectIsExample = `-- name: is example
SELECT EXISTS (SELECT FROM membership m JOIN programme_group g ON g.id = m.group_id WHERE m.person_id = @person AND g.example_data)
    OR NOT EXISTS (SELECT FROM membership m WHERE m.person_id = @person AND m.group_id IS NOT NULL)
       AND EXISTS (SELECT FROM programme_group g WHERE g.example_data)
       AND NOT EXISTS (SELECT FROM programme_group g WHERE NOT g.example_data)`

// IsExample reports whether the person's address may be made up: somebody in a group with
// example data, or outside the groups where all of them have.
func (tx *Tx) IsExample(ctx context.Context, person org.PersonID) (bool, error) {
	return value[bool](ctx, tx, selectIsExample, pgx.StrictNamedArgs{"person": person})
}
