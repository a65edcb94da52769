package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os/signal"
	"syscall"
	"time"

	"samsyn/internal/config"
	"samsyn/internal/i18n"
)

// command is one thing the program can be told to do.
type command struct {
	name  string
	about string
	run   func(ctx context.Context, env environment, args []string) error
}

// environment is what every command works in.
type environment struct {
	config config.Config
	out    io.Writer
	errOut io.Writer
	log    *slog.Logger
	now    func() time.Time
}

func commands() []command {
	return []command{
		{"serve", "startar Samsyn (--demo fyller på med exempeldata, --migrate uppdaterar databasen)", serve},
		{"import", "läser in siffror från en CSV-fil (provkörning; --apply skriver, --create lägger upp det som saknas)", importFile},
		{"report", "gör en fil av en årsrapport (--group, --year, --format, --out; --edition, --audience, --unit)", makeReport},
		{"fill", "fyller på en databas med exempeldata med påhittade grupper, att mäta med (--groups, --units, --years, --work)", fill},
		{"verify-audit", "kontrollerar att loggen är som den skrevs (--receipt FIL jämför med kvitton)", verifyAudit},
		{"thin-audit", "gallrar det som är äldre än fem år ur loggen (--before DAG; --apply gallrar)", thinAudit},
	}
}

// errUsage: what was typed is not a command; the usage has been printed.
var errUsage = errors.New("okänt kommando")

// run is the program: it gives the exit status. Signals to stop end the command's
// context, so that what runs can finish.
func run(args []string, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	err := dispatch(ctx, args, out, errOut)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage), errors.Is(err, flag.ErrHelp):
		usage(errOut)
		return 2
	}
	fmt.Fprintln(errOut, "samsyn: "+err.Error())
	return 1
}

func dispatch(ctx context.Context, args []string, out, errOut io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		settings, err := config.Load()
		if err != nil {
			return err
		}
		env := environment{
			config: settings, out: out, errOut: errOut,
			log: slog.New(slog.NewTextHandler(errOut, nil)),
			now: func() time.Time { return time.Now().In(i18n.Location()) },
		}
		return c.run(ctx, env, args[1:])
	}
	return errUsage
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "Användning: samsyn KOMMANDO [VAL]")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-12s %s\n", c.name, c.about)
	}
}
