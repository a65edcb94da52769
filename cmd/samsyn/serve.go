package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/postgres"
	"samsyn/internal/server"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/reportfile"
	"samsyn/internal/setup"
)

// How long a client may take, and how long a stop waits for what runs.
const (
	readHeaderTimeout = 10 * time.Second
	readTimeout       = time.Minute
	writeTimeout      = 2 * time.Minute
	idleTimeout       = 2 * time.Minute
	stopTimeout       = 20 * time.Second
	chartCacheBytes   = 64 << 20
)

func serve(ctx context.Context, env environment, args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(env.out)
	demo := flags.Bool("demo", false, "fyll på med exempeldata och exempelkonton")
	migrate := flags.Bool("migrate", false, "uppdatera databasens tabeller först")
	if err := flags.Parse(args); err != nil {
		return err
	}
	tuneMemory()
	db, err := openDatabase(ctx, env, *migrate)
	if err != nil {
		return err
	}
	defer db.close()
	if err := setup.Default(ctx, db.DB, env.now()); err != nil {
		return err
	}
	var accounts setup.DemoAccounts
	if *demo {
		if accounts, err = setup.Demo(ctx, db.DB, env.now(), env.config.DemoPassword); err != nil {
			return err
		}
		if err := setup.DemoEditions(ctx, db.DB, env.now(), compose.Edition); err != nil {
			return err
		}
	}
	return listen(ctx, env, db, accounts, *demo)
}

// listen answers requests until the context ends or the private database is
// lost, and then lets those that run finish.
func listen(ctx context.Context, env environment, db *database, accounts setup.DemoAccounts, demo bool) error {
	// Pages and files share what has been drawn, and the programs that make documents.
	charts, press := chart.NewRenderer(chart.Config{CacheBytes: chartCacheBytes}), document.Find()
	stopJobs, err := startJobs(ctx, env, db.DB, reportfile.New(charts, press).WithLimit(env.config.FileTimeout))
	if err != nil {
		return err
	}
	defer stopJobs()
	listener, err := net.Listen("tcp", env.config.Addr)
	if err != nil {
		return fmt.Errorf("adressen %s går inte att lyssna på (SAMSYN_ADDR): %w", env.config.Addr, err)
	}
	start, err := setup.GroupStart()
	if err != nil {
		return err
	}
	libraries, err := setup.Libraries()
	if err != nil {
		return err
	}
	for _, format := range []document.Format{document.PDF, document.Word} {
		if err := press.Missing(format); err != nil {
			fmt.Fprintln(env.out, err)
		}
	}
	site := &http.Server{
		Handler: server.New(server.Config{DB: db.DB, Log: env.log, Now: env.now,
			Mail: env.config.SMTPURL != "", BaseURL: env.config.BaseURL, Documents: press,
			GroupStart: start, Libraries: libraries,
			SecondFactor: account.SecondFactorPolicy{Required: env.config.Required(demo), SecretKey: env.config.SecretKey},
			Charts:       charts}),
		ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
	}
	failed := make(chan error, 1)
	go func() { failed <- site.Serve(listener) }()
	fmt.Fprintf(env.out, "Samsyn svarar på http://%s\n", listener.Addr())
	accounts.Print(env.out)

	sweep, stopSweep := context.WithCancel(ctx)
	defer stopSweep()
	go sweepSessions(sweep, env, db.DB)

	select {
	case err = <-failed:
		return err
	case <-db.lost:
		err = db.why()
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	return errors.Join(err, site.Shutdown(patience))
}

// sweepSessions forgets ended sessions, and tries to sign in that count no longer, now and then. Any number of processes may
// do it at once.
func sweepSessions(ctx context.Context, env environment, db *postgres.DB) {
	every := time.NewTicker(time.Hour)
	defer every.Stop()
	for {
		if err := postgres.NewSessionStore(db).DeleteExpired(ctx, env.now()); err != nil && ctx.Err() == nil {
			env.log.Error("ended sessions were not removed", "error", err)
		}
		if err := account.New(db, env.now).SweepBrakes(ctx); err != nil && ctx.Err() == nil {
			env.log.Error("old tries to sign in were not removed", "error", err)
		}
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
	}
}
