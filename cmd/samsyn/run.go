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
	"samsyn/internal/logging"
	"samsyn/internal/mail"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
)

// command is one thing the program can be told to do.
type command struct {
	name  string
	about string
	run   func(ctx context.Context, env environment, args []string) error
	// evenIfWrong: it is run also with settings that cannot be used, to say so.
	evenIfWrong bool
}

// environment is what every command works in.
type environment struct {
	config config.Config
	// wrong is what is wrong with the settings, for a command that is run all the same.
	wrong  error
	out    io.Writer
	errOut io.Writer
	log    *slog.Logger
	now    func() time.Time
}

func commands() []command {
	return []command{
		{name: "serve", about: "startar Samsyn (--demo fyller på med exempeldata, --migrate uppdaterar databasen)", run: serve},
		{name: "import", about: "läser in siffror från en CSV-fil (provkörning; --apply skriver, --create lägger upp det som saknas)", run: importFile},
		{name: "report", about: "gör en fil av en årsrapport (--group, --year, --format, --out; --edition, --audience, --unit)", run: makeReport},
		{name: "backup", about: "gör en säkerhetskopia av hela databasen i en fil, också medan Samsyn är igång", run: makeBackup},
		{name: "restore", about: "återställer databasen från en säkerhetskopia (--check kontrollerar bara filen, --replace ersätter en databas som inte är tom)", run: restore},
		{name: "doctor", about: "undersöker installationen och säger vad som är fel (--quiet: bara det)", run: examine, evenIfWrong: true},
		{name: "user", about: "sköter konton när ingen annan kan (list, invite, password, factor-reset, role, leave)", run: careForUsers},
		{name: "verify-audit", about: "kontrollerar att loggen är som den skrevs (--receipt FIL jämför med kvitton)", run: verifyAudit},
		{name: "thin-audit", about: "gallrar det som är äldre än fem år ur loggen (--before DAG; --apply gallrar)", run: thinAudit},
		{name: "fill", about: "fyller på en databas med exempeldata med påhittade grupper, att mäta med (--groups, --units, --years, --work)", run: fill},
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
		settings, err := config.Load(checkAddresses)
		if err != nil && !c.evenIfWrong {
			return err
		}
		env := environment{
			config: settings, wrong: err, out: out, errOut: errOut,
			log: logging.New(errOut, settings.Log, page.LogRequest),
			now: func() time.Time { return time.Now().In(i18n.Location()) },
		}
		return c.run(ctx, env, args[1:])
	}
	return errUsage
}

// checkAddresses is the settings' check of what only those can judge who use it, so that
// everything that is wrong is told at once and not when it is first needed.
func checkAddresses(c config.Config, add func(variable, what string)) {
	check := func(variable, address string) {
		if wrong := postgres.CheckURL(address); address != "" && wrong != "" {
			add(variable, wrong)
		}
	}
	check("SAMSYN_DATABASE_URL", c.DatabaseURL)
	check("SAMSYN_DATABASE_OWNER_URL", c.DatabaseOwnerURL)
	check("SAMSYN_READ_DATABASE_URL", c.ReadDatabaseURL)
	if c.SMTPURL != "" && c.MailFrom != "" {
		if _, err := mail.New(c.SMTPURL, c.MailFrom); err != nil {
			add("SAMSYN_SMTP_URL", err.Error()+".")
		}
	}
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "Användning: samsyn KOMMANDO [VAL]")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-12s %s\n", c.name, c.about)
	}
}
