package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"samsyn/internal/app/upkeep"
	"samsyn/internal/backup"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
)

// oneWord reads the options, which may stand before or after the one word beside them: a
// file's name, or an address.
func oneWord(flags *flag.FlagSet, args []string, how string) (word string, err error) {
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return "", err
		}
		if args = flags.Args(); len(args) == 0 {
			break
		}
		if word != "" {
			return "", fmt.Errorf("skriv bara en: %s eller %s", word, args[0])
		}
		word, args = args[0], args[1:]
	}
	if word == "" {
		return "", errors.New("något saknas. Skriv: " + how)
	}
	return word, nil
}

// makeBackup copies the database into a file, also while Samsyn runs.
func makeBackup(ctx context.Context, env environment, args []string) error {
	flags := flag.NewFlagSet("backup", flag.ContinueOnError)
	flags.SetOutput(env.out)
	path, err := oneWord(flags, args, "samsyn backup FIL")
	if err != nil {
		return err
	}
	access, err := accessAsOwner(ctx, env)
	if err != nil {
		return err
	}
	defer access.close()
	m, err := backup.Make(ctx, backup.Order{OwnerURL: access.ownerURL, Path: path, Program: page.Version, Now: env.now(),
		Before: func(ctx context.Context, m backup.Manifest) error { return noteBackup(ctx, env, access, m) }})
	if err != nil {
		return err
	}
	fmt.Fprintf(env.out, "Klart: %s (%s)\n  %d rader i %d tabeller, schema %d, PostgreSQL %s\n", path, megabytes(m.Bytes), m.Rows(), len(m.Tables),
		m.Migration, serverVersion(m.Server))
	fmt.Fprintln(env.out, "  Filen innehåller allt, även lösenordens hashar. Förvara den som själva databasen.")
	return nil
}

// noteBackup writes into the log of changes that everything was handed out. A database of
// an older version, copied before it is brought up to date, has a log of another form.
func noteBackup(ctx context.Context, env environment, access ownerAccess, m backup.Manifest) error {
	pending, err := postgres.Pending(ctx, access.ownerURL)
	if err != nil {
		return err
	}
	if len(pending) > 0 {
		fmt.Fprintln(env.out, "Databasen är äldre än programmet, och kopian antecknas inte i ändringsloggen.")
		return nil
	}
	db, err := postgres.Open(ctx, access.appURL)
	if err != nil {
		return err
	}
	defer db.Close()
	return upkeep.New(db, env.now).NoteBackup(ctx, upkeep.Copy{MadeAt: m.MadeAt, Rows: m.Rows(), SHA256: m.SHA256})
}

// megabytes is a file's size for people.
func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

// serverVersion is PostgreSQL's version as people write it.
func serverVersion(number int) string { return fmt.Sprintf("%d.%d", number/10000, number%10000) }
