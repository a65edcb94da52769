// Package jobs does in the background what no visitor waits for, with a queue in
// PostgreSQL (river) that any number of processes may work on at once: large files,
// files of reports, and, when there is a mail server, reminders and mails about accounts.
// It must not know HTTP, what is in a file, nor what a mail says.
package jobs

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"samsyn/internal/app/account"
	"samsyn/internal/app/collect"
	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/mail"
	"samsyn/internal/postgres"
)

// Config is what the work needs from outside.
type Config struct {
	DB      *postgres.DB
	Log     *slog.Logger
	Collect *collect.Room
	// Report has the files of reports that are to be made, and MakeFile makes them, each
	// within FilesWithin, or ten minutes when it is zero. Without MakeFile none are.
	Report      *report.Room
	MakeFile    report.MakeFile
	FilesWithin time.Duration
	// Mail sends the reminders; without it none are.
	Mail *mail.Sender
	Head collect.Letterhead
	// Accounts has the mails about accounts, which need AccountHead; without it, or without
	// Mail, none are sent.
	Accounts    *account.Room
	AccountHead account.Letterhead
	// Plans put the letters that the day calls for into the queue. Each is called again
	// and again, by any number of processes, and adds only what is new.
	Plans []func(context.Context) error
	// Every is how long after one look for mails to send the next comes; a minute
	// when zero.
	Every time.Duration
}

// attempts is how often a mail is tried; with river's pauses, which grow, the
// last comes some four hours after the first.
const attempts = 9

// sendTimeout is how long sending one mail may take, with what is noted of it.
const sendTimeout = 3 * time.Minute

// Start begins the work. It goes on until the function it gives is called, which
// waits for what runs: for softStop, and then stops it where that is safe.
func Start(ctx context.Context, c Config) (stop func(context.Context) error, err error) {
	if c.Every == 0 {
		c.Every = time.Minute
	}
	workers := river.NewWorkers()
	config := &river.Config{
		Schema: postgres.JobSchema, Workers: workers, Logger: quiet(c.Log), SoftStopTimeout: softStop,
		// One file at a time: it may take a core and some hundred megabytes. Somebody
		// looks at the page while it waits.
		Queues:               map[string]river.QueueConfig{postgres.ImportQueue: {MaxWorkers: 1, FetchPollInterval: time.Second}},
		RescueStuckJobsAfter: rescueAfter,
		// A connection that only listens would be one fewer for visitors, and a
		// mail may wait some seconds.
		PollOnly: true, FetchPollInterval: min(5*time.Second, c.Every),
	}
	err = errors.Join(river.AddWorkerSafely(workers, &importer{config: c}), addReportFiles(c, config), addAccountMails(c, workers, config))
	if c.Mail != nil {
		err = errors.Join(err, river.AddWorkerSafely(workers, &planner{config: c}), river.AddWorkerSafely(workers, &sender{config: c}))
		config.Queues[river.QueueDefault] = river.QueueConfig{MaxWorkers: 2}
		config.PeriodicJobs = append(config.PeriodicJobs, river.NewPeriodicJob(river.PeriodicInterval(c.Every),
			func() (river.JobArgs, *river.InsertOpts) { return planArgs{}, nil },
			&river.PeriodicJobOpts{ID: planArgs{}.Kind(), RunOnStart: true}))
	}
	if err != nil {
		return nil, err
	}
	client, err := river.NewClient(c.DB.JobDriver(), config)
	if err != nil {
		return nil, err
	}
	// The context's end stops the work at once; it is for the caller to stop it gently.
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return nil, err
	}
	return client.Stop, nil
}

// rescueAfter is how long after a job was taken its process is thought dead, if the job's
// own time is out too: what had not begun is then done by another. The library's hour would
// let a mail wait that long.
const rescueAfter = 5 * time.Minute

// softStop is how long work may go on after it was told to stop.
const softStop = 10 * time.Second

// quiet lets through what somebody should look at.
func quiet(log *slog.Logger) *slog.Logger { return slog.New(warnings{log.Handler()}) }

type warnings struct{ slog.Handler }

// Enabled is for warnings and what is worse.
func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

// planArgs asks for a look at which mails are to be sent.
type planArgs struct{}

// Kind names the job in the queue.
func (planArgs) Kind() string { return "plan_reminders" }

// InsertOpts: the next look comes soon, so one that failed is not repeated.
func (planArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 1} }

// planner finds out which reminders the day calls for, and makes a job of every
// mail that waits.
type planner struct {
	river.WorkerDefaults[planArgs]
	config Config
}

// Work does the job.
func (w *planner) Work(ctx context.Context, _ *river.Job[planArgs]) error {
	planned := w.config.Collect.PlanReminders(ctx, w.config.Head)
	for _, plan := range w.config.Plans {
		planned = errors.Join(planned, plan(ctx))
	}
	ids, err := w.config.Collect.WaitingReminders(ctx)
	if err != nil || len(ids) == 0 {
		return errors.Join(planned, err)
	}
	var mails []river.InsertManyParams
	for _, id := range ids {
		mails = append(mails, river.InsertManyParams{Args: sendArgs{ReminderID: id}})
	}
	client, err := river.ClientFromContextSafely[pgx.Tx](ctx)
	if err != nil {
		return errors.Join(planned, err)
	}
	_, err = client.InsertMany(ctx, mails)
	return errors.Join(planned, err)
}

// sendArgs is one mail to send.
type sendArgs struct {
	ReminderID int64 `json:"reminder_id"`
}

// Kind names the job in the queue.
func (sendArgs) Kind() string { return "send_reminder" }

// InsertOpts: each mail is one job, however often it is asked for.
func (sendArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: attempts, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// sender sends one mail.
type sender struct {
	river.WorkerDefaults[sendArgs]
	config Config
}

// Timeout is longer than the conversation with a slow server.
func (w *sender) Timeout(*river.Job[sendArgs]) time.Duration { return sendTimeout }

// Work does the job. A mail is claimed before it is sent, in a transaction of its
// own: whatever happens after, nobody else sends it.
func (w *sender) Work(ctx context.Context, job *river.Job[sendArgs]) error {
	r, err := w.config.Collect.ClaimReminder(ctx, job.Args.ReminderID)
	if errors.Is(err, fault.ErrWrongState) {
		return nil
	}
	if err != nil {
		return err
	}
	failed := w.config.Mail.Send(ctx, message(r))
	state := stateAfter(failed, job.Attempt >= job.MaxAttempts)
	answer := ""
	if failed != nil {
		answer = failed.Error()
	}
	// Also when the time is up: what has been sent must be noted.
	err = w.config.Collect.SettleReminder(context.WithoutCancel(ctx), r, state, answer)
	if state == postgres.ReminderQueued || failed == nil {
		return errors.Join(unnamed(failed), err)
	}
	w.config.Log.WarnContext(ctx, "reminder not sent", "reminder", r.ID, "state", state, "error", unnamed(failed))
	return errors.Join(river.JobCancel(unnamed(failed)), err)
}
