package main

import (
	"context"

	"samsyn/internal/app/collect"
	"samsyn/internal/app/group"
	"samsyn/internal/app/improve"
	"samsyn/internal/app/report"
	"samsyn/internal/jobs"
	"samsyn/internal/mail"
	"samsyn/internal/postgres"
	"samsyn/internal/server/words"
)

// startJobs begins the work in the background: large files, and reminders when
// there is a mail server to send through. The function it gives ends it, and lets
// what runs finish.
func startJobs(ctx context.Context, env environment, db *postgres.DB) (stop func(), err error) {
	var sender *mail.Sender
	if env.config.SMTPURL != "" {
		if sender, err = mail.New(env.config.SMTPURL, env.config.MailFrom); err != nil {
			return nil, err
		}
	}
	end, err := jobs.Start(ctx, jobs.Config{DB: db, Log: env.log, Collect: collect.New(db, env.now), Mail: sender,
		Head: letterhead(env), Plans: []func(context.Context) error{
			improve.New(db, env.now).WithBaseURL(env.config.BaseURL).PlanDigests,
			group.New(db, env.now).WithBaseURL(env.config.BaseURL).PlanLetters,
			improve.New(db, env.now).WithBaseURL(env.config.BaseURL).RemindOfActions,
			report.New(db, env.now).WithBaseURL(env.config.BaseURL).PlanLetters,
		}})
	if err != nil {
		return nil, err
	}
	return func() {
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		if err := end(patience); err != nil {
			env.log.Error("the jobs did not stop in time", "error", err)
		}
	}, nil
}

// letterhead is what mails need of the settings, and words for the periods.
func letterhead(env environment) collect.Letterhead {
	return collect.Letterhead{BaseURL: env.config.BaseURL, Period: words.Period}
}
