package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
)

// thinAudit removes what is old from the log, as the owner of the database: the program's
// own role cannot. It tells what would go, and removes it when told to apply.
func thinAudit(ctx context.Context, env environment, args []string) error {
	flags := flag.NewFlagSet("thin-audit", flag.ContinueOnError)
	flags.SetOutput(env.out)
	day := flags.String("before", "", "första dagen som blir kvar, till exempel 2021-01-01")
	apply := flags.Bool("apply", false, "gallra; annars visas bara vad som skulle tas bort")
	if err := flags.Parse(args); err != nil {
		return err
	}
	before, err := time.ParseInLocation(time.DateOnly, *day, env.now().Location())
	if err != nil || flags.NArg() > 0 {
		return errors.New("skriv vilken dag som är den första som blir kvar: samsyn thin-audit --before 2021-01-01")
	}
	db, err := openBeside(ctx, env, false)
	if err != nil {
		return err
	}
	defer db.close()
	owner, err := ownerURL(env)
	if err != nil {
		return err
	}
	order := postgres.ThinOrder{Before: before, Now: env.now(), Actor: "samsyn thin-audit", Apply: *apply}
	done, err := postgres.ThinAudit(ctx, owner, order)
	switch {
	case errors.Is(err, postgres.ErrTooYoung):
		return fmt.Errorf("%w: tidigast %s kan det före %s gallras", err, before.AddDate(postgres.AuditYears, 0, 0).Format(time.DateOnly), *day)
	case err != nil:
		return err
	case done.Rows == 0:
		fmt.Fprintf(env.out, "Loggen har inget som skrevs före %s.\n", *day)
	case *apply:
		fmt.Fprintf(env.out, "%d rader som skrevs före %s är gallrade. Loggen berättar om det, och går fortfarande att kontrollera.\n", done.Rows, *day)
	default:
		fmt.Fprintf(env.out, "%d rader skrevs före %s. Ta en säkerhetskopia, och gallra dem med --apply.\n", done.Rows, *day)
	}
	return nil
}

// ownerURL is the address of the database, which is open, as its owner.
func ownerURL(env environment) (string, error) {
	if env.config.DatabaseURL != "" {
		return env.config.OwnerURL(), nil
	}
	running, err := localpg.Find(env.config.DataDir)
	if err != nil {
		return "", err
	}
	return running.URL(localpg.OwnerRole, localpg.Database), nil
}
