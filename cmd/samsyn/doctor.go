package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"samsyn/internal/config"
	"samsyn/internal/doctor"
	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
)

// errUnwell: something does not work; what has been printed.
var errUnwell = errors.New("något behöver rättas, se raderna med FEL")

// examine says what is wrong with the installation. Its status is 1 when something is.
func examine(ctx context.Context, env environment, args []string) error {
	flags := flag.NewFlagSet("doctor", flag.ContinueOnError)
	flags.SetOutput(env.out)
	quiet := flags.Bool("quiet", false, "skriv bara det som är fel eller värt att veta")
	if err := flags.Parse(args); err != nil {
		return err
	}
	patient := doctor.Patient{Config: env.config, Settings: env.wrong, Now: env.now,
		Unknown: config.Unknown()}
	if env.config.DatabaseURL == "" {
		if patient.DataDir = env.config.DataDir; patient.DataDir == "" {
			patient.DataDir, _ = localpg.DefaultDir() // without one, opening the database tells
		}
	}
	if env.wrong == nil && (patient.DataDir == "" || localpg.Exists(patient.DataDir)) {
		access, err := accessAsOwner(ctx, env)
		if err == nil {
			defer access.close()
		}
		patient.Database = func(ctx context.Context) (postgres.Inspection, error) {
			if err != nil {
				return postgres.Inspection{}, err
			}
			return postgres.Inspect(ctx, access.ownerURL, env.now)
		}
		patient.Open = func(ctx context.Context) error {
			db, err := postgres.Open(ctx, access.appURL)
			if err == nil {
				db.Close()
			}
			return err
		}
	}
	patient.Log = func(ctx context.Context) (check postgres.AuditCheck, err error) {
		db, err := openBeside(ctx, env, false)
		if err != nil {
			return check, err
		}
		defer db.close()
		return check, db.Read(ctx, func(tx *postgres.Tx) error {
			check, err = tx.VerifyAudit(ctx, nil)
			return err
		})
	}
	found := doctor.Examine(ctx, patient)
	for _, f := range found {
		if !*quiet || f.Level != doctor.Fine {
			fmt.Fprintf(env.out, "%-4s %s\n", f.Level, f.Text)
		}
	}
	if doctor.Worst(found) == doctor.Wrong {
		return errUnwell
	}
	return nil
}
