package main

import (
	"context"
	"flag"

	"samsyn/internal/server/compose"
	"samsyn/internal/setup"
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
		if err := setup.DemoPackages(ctx, db.DB, env.now(), compose.Package); err != nil {
			return err
		}
		if err := setup.DemoEditions(ctx, db.DB, env.now(), compose.Edition); err != nil {
			return err
		}
	}
	return listen(ctx, env, db, accounts, *demo)
}
