package main

import (
	"context"
	"sync"

	"samsyn/internal/app/account"
	"samsyn/internal/app/collect"
	"samsyn/internal/app/group"
	"samsyn/internal/app/improve"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/jobs"
	"samsyn/internal/mail"
	"samsyn/internal/postgres"
	"samsyn/internal/server/reportfile"
	"samsyn/internal/server/words"
)

// startJobs begins the work in the background: large files, files of reports, and
// reminders when there is a mail server to send through. The function it gives ends it, and lets
// what runs finish.
func startJobs(ctx context.Context, env environment, db *postgres.DB, make *reportfile.Maker) (stop func(), err error) {
	var sender *mail.Sender
	if env.config.SMTPURL != "" {
		if sender, err = mail.New(env.config.SMTPURL, env.config.MailFrom); err != nil {
			return nil, err
		}
	}
	end, err := jobs.Start(ctx, jobs.Config{DB: db, Log: env.log, Collect: collect.New(db, env.now), Mail: sender,
		Report: report.New(db, env.now), MakeFile: fileMaker(make), FilesWithin: env.config.FileTimeout,
		Accounts: account.New(db, env.now).WithMail(sender != nil, env.config.BaseURL), AccountHead: account.Letterhead{Role: words.Role},
		Head: letterhead(env), Plans: []func(context.Context) error{
			improve.New(db, env.now).WithBaseURL(env.config.BaseURL).PlanDigests,
			group.New(db, env.now).WithBaseURL(env.config.BaseURL).PlanLetters,
			improve.New(db, env.now).WithBaseURL(env.config.BaseURL).RemindOfActions,
			improve.New(db, env.now).WithBaseURL(env.config.BaseURL).RemindOfTeams,
			improve.New(db, env.now).WithBaseURL(env.config.BaseURL).RemindOfPhases,
			improve.New(db, env.now).WithBaseURL(env.config.BaseURL).RemindOfMethods,
			report.New(db, env.now).WithBaseURL(env.config.BaseURL).PlanLetters,
			improve.New(db, env.now).WithBaseURL(env.config.BaseURL).PlanRoundLetters,
		}})
	if err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() {
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		if err := end(patience); err != nil {
			env.log.Error("the jobs did not stop in time", "error", err)
		}
	}), nil
}

// fileMaker makes reports' files for the jobs, and says what went wrong in their words.
func fileMaker(make *reportfile.Maker) report.MakeFile {
	return func(ctx context.Context, doc *edition.Document, order report.FileOrder, progress func(string, int, int)) (string, []byte, error) {
		f, err := make.Make(ctx, doc, reportfile.Order{Format: order.Format, UnitID: int64(order.UnitID)}, progress)
		if err != nil && ctx.Err() == nil {
			err = &report.FileError{Problem: reportfile.Problem(err), Err: err}
		}
		return f.Name, f.Content, err
	}
}

// letterhead is what mails need of the settings, and words for the periods.
func letterhead(env environment) collect.Letterhead {
	return collect.Letterhead{BaseURL: env.config.BaseURL, Period: words.Period}
}
