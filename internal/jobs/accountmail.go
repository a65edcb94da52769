package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/mail"
	"samsyn/internal/postgres"
)

// accountMailer sends one mail about somebody's account: an invitation, a key for a new
// password, or word of a change.
type accountMailer struct {
	river.WorkerDefaults[postgres.AccountMailJob]
	config Config
}

// Timeout is longer than the conversation with a slow server.
func (w *accountMailer) Timeout(*river.Job[postgres.AccountMailJob]) time.Duration {
	return sendTimeout
}

// Work does the job. A mail is claimed, and its key made, in a transaction of its own
// before it is sent: whatever happens after, nobody else sends it, and the key stands
// nowhere but in the mail.
func (w *accountMailer) Work(ctx context.Context, job *river.Job[postgres.AccountMailJob]) error {
	m, err := w.config.Accounts.ClaimMail(ctx, job.Args.MailID, w.config.AccountHead)
	if errors.Is(err, fault.ErrWrongState) {
		return nil
	}
	if err != nil {
		return err
	}
	failed := w.config.Mail.Send(ctx, accountMessage(m, job.Attempt))
	state := stateAfter(failed, job.Attempt >= job.MaxAttempts)
	answer := ""
	if failed != nil {
		answer = failed.Error()
	}
	// Also when the time is up: what has been sent must be noted.
	err = w.config.Accounts.SettleMail(context.WithoutCancel(ctx), m, state, answer)
	if state == postgres.ReminderQueued || failed == nil {
		return errors.Join(failed, err)
	}
	w.config.Log.WarnContext(ctx, "account mail not sent", "mail", m.ID, "state", state, "error", failed)
	return errors.Join(river.JobCancel(failed), err)
}

// accountMessage is the mail to send. Its Message-ID is another at each attempt, since a
// new key makes it another mail.
func accountMessage(m account.Mail, attempt int) mail.Message {
	return mail.Message{ID: fmt.Sprintf("account-%d-%d-%d", m.ID, m.QueuedAt.Unix(), attempt), To: m.To,
		Subject: m.Subject, Text: m.Text, At: m.QueuedAt}
}

// accountPlanArgs asks for a look at which mails about accounts wait without a job.
type accountPlanArgs struct{}

// Kind names the job in the queue.
func (accountPlanArgs) Kind() string { return "plan_account_mails" }

// InsertOpts: the next look comes soon, so one that failed is not repeated.
func (accountPlanArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 1} }

// accountPlanner gives up the mails of processes that are gone, and makes a job of every
// mail that waits; each has one from the start, unless the queue has been emptied.
type accountPlanner struct {
	river.WorkerDefaults[accountPlanArgs]
	config Config
}

// Work does the job.
func (w *accountPlanner) Work(ctx context.Context, _ *river.Job[accountPlanArgs]) error {
	ids, err := w.config.Accounts.WaitingMails(ctx)
	if err != nil || len(ids) == 0 {
		return err
	}
	var mails []river.InsertManyParams
	for _, id := range ids {
		mails = append(mails, river.InsertManyParams{Args: postgres.AccountMailJob{MailID: id}})
	}
	client, err := river.ClientFromContextSafely[pgx.Tx](ctx)
	if err != nil {
		return err
	}
	_, err = client.InsertMany(ctx, mails)
	return err
}

// addAccountMails lets the workers send mails about accounts.
func addAccountMails(c Config, workers *river.Workers, config *river.Config) error {
	if c.Mail == nil || c.Accounts == nil {
		return nil
	}
	config.PeriodicJobs = append(config.PeriodicJobs, river.NewPeriodicJob(river.PeriodicInterval(c.Every),
		func() (river.JobArgs, *river.InsertOpts) { return accountPlanArgs{}, nil },
		&river.PeriodicJobOpts{ID: accountPlanArgs{}.Kind(), RunOnStart: true}))
	return errors.Join(river.AddWorkerSafely(workers, &accountMailer{config: c}), river.AddWorkerSafely(workers, &accountPlanner{config: c}))
}
