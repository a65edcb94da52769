package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"samsyn/internal/setup"
)

// fill adds made-up groups to a database with example data, to measure with, and says
// how far it has come.
func fill(ctx context.Context, env environment, args []string) error {
	size := setup.Filling{}
	flags := flag.NewFlagSet("fill", flag.ContinueOnError)
	flags.SetOutput(env.out)
	flags.IntVar(&size.Groups, "groups", 500, "så många grupper")
	flags.IntVar(&size.Units, "units", 23, "så många enheter i varje grupp")
	flags.IntVar(&size.Years, "years", 12, "siffror för så många år")
	flags.IntVar(&size.Work, "work", 0, "så många åtgärder, exempel, inlägg, möten och annat i varje grupp")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if size.Groups < 1 || size.Units < 1 || size.Years < 1 || size.Work < 0 {
		return fmt.Errorf("--groups, --units och --years ska vara minst 1, och --work inte mindre än 0")
	}
	db, err := openBeside(ctx, env, false)
	if err != nil {
		return err
	}
	defer db.close()
	begun, told := env.now(), time.Time{}
	return setup.Fill(ctx, db.DB, begun, size, func(f setup.Filled) {
		now := env.now()
		if f.Groups < size.Groups && now.Sub(told) < 5*time.Second {
			return
		}
		told = now
		fmt.Fprintf(env.out, "%d av %d grupper, %d siffror, %s\n", f.Groups, size.Groups, f.Figures, now.Sub(begun).Round(time.Second))
	})
}
