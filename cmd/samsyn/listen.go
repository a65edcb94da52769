package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/postgres"
	"samsyn/internal/server"
	"samsyn/internal/server/monitor"
	"samsyn/internal/server/page"
	"samsyn/internal/server/reportfile"
	"samsyn/internal/setup"
)

const (
	// stopTimeout is how long a stop waits for what runs.
	stopTimeout     = 20 * time.Second
	chartCacheBytes = 64 << 20
)

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
	watch := monitor.New(monitor.Config{DB: db.DB, Now: env.now, Version: page.Version})
	handler, err := siteHandler(env, db, site{charts: charts, press: press, watch: watch, demo: demo})
	if err != nil {
		return err
	}
	for _, format := range []document.Format{document.PDF, document.Word} {
		if err := press.Missing(format); err != nil {
			fmt.Fprintln(env.out, err)
		}
	}
	failed := make(chan error, 2)
	site, at, err := open(env, listener{"SAMSYN_ADDR", env.config.Addr, handler}, failed)
	if err != nil {
		return err
	}
	if env.config.AdminAddr != "" {
		admin, at, err := open(env, listener{"SAMSYN_ADMIN_ADDR", env.config.AdminAddr, watch.Handler()}, failed)
		if err != nil {
			return errors.Join(err, site.Close())
		}
		defer admin.Close() // last: it tells that the program is stopping
		fmt.Fprintf(env.out, "För drift: %s\n", at)
	}
	fmt.Fprintf(env.out, "Samsyn svarar på http://%s\n", at)
	accounts.Print(env.out)

	sweep, stopSweep := context.WithCancel(ctx)
	defer stopSweep()
	go sweepSessions(sweep, env, db.DB)
	go keepReceipts(sweep, env, db.DB)

	select {
	case err = <-failed:
	case <-db.lost:
		err = db.why()
	case <-ctx.Done():
		watch.Stopping()
		env.log.Info("stopping", "delay", env.config.StopDelay)
		select { // no new requests come from a proxy that has seen /readyz
		case <-time.After(env.config.StopDelay):
		case err = <-failed:
		case <-db.lost:
			err = db.why()
		}
	}
	return errors.Join(err, finish(ctx, site, stopJobs))
}

// site is what the pages are made with.
type site struct {
	charts *chart.Renderer
	press  *document.Press
	watch  *monitor.Monitor
	demo   bool
}

// siteHandler is the whole site as one handler, with the probes outside of it.
func siteHandler(env environment, db *database, s site) (http.Handler, error) {
	start, err := setup.GroupStart()
	if err != nil {
		return nil, err
	}
	libraries, err := setup.Libraries()
	if err != nil {
		return nil, err
	}
	return s.watch.Probes(server.New(server.Config{DB: db.DB, Log: env.log, Now: env.now,
		Mail: env.config.SMTPURL != "", BaseURL: env.config.BaseURL, Documents: s.press,
		GroupStart: start, Libraries: libraries, Observe: s.watch.Observe,
		SecondFactor: account.SecondFactorPolicy{Required: env.config.Required(s.demo), Everyone: env.config.Everyone(), SecretKey: env.config.SecretKey},
		Providers:    providers(env), Sessions: server.SessionTimes{Idle: env.config.SessionIdle, Limit: env.config.SessionLimit},
		Proxies: env.config.TrustedProxies, AtOnce: env.config.AtOnce, Charts: s.charts})), nil
}

// listener is an address to answer on, and what answers there.
type listener struct {
	setting, address string
	handler          http.Handler
}

// open begins to answer, and gives the address that was got. What ends it is told to failed.
func open(env environment, l listener, failed chan<- error) (*http.Server, net.Addr, error) {
	listening, err := net.Listen("tcp", l.address)
	if err != nil {
		return nil, nil, fmt.Errorf("adressen %s går inte att lyssna på (%s): %w", l.address, l.setting, err)
	}
	s := newSite(l.handler, patience{header: 10 * time.Second, request: time.Minute, answer: 2 * time.Minute, idle: 2 * time.Minute})
	s.ErrorLog = slog.NewLogLogger(env.log.Handler(), slog.LevelWarn)
	go func() {
		if err := s.Serve(listening); !errors.Is(err, http.ErrServerClosed) {
			failed <- err
		}
	}()
	return s, listening.Addr(), nil
}

// finish lets the requests and the jobs that run come to an end, beside each other. What
// takes longer than that is cut off; a job is then handed back to the queue.
func finish(ctx context.Context, site *http.Server, stopJobs func()) error {
	enough, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	var jobs sync.WaitGroup
	jobs.Go(stopJobs)
	defer jobs.Wait()
	if err := site.Shutdown(enough); err != nil {
		return errors.Join(err, site.Close())
	}
	return nil
}

// sweepSessions forgets ended sessions, and tries to sign in that count no longer, now and
// then. Any number of processes may do it at once.
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
