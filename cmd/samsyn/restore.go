package main

import (
	"context"
	"flag"
	"fmt"

	"samsyn/internal/app/upkeep"
	"samsyn/internal/backup"
	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
)

// restore puts a copy into an empty database, or in the place of all that is in it.
func restore(ctx context.Context, env environment, args []string) error {
	flags := flag.NewFlagSet("restore", flag.ContinueOnError)
	flags.SetOutput(env.out)
	replace := flags.Bool("replace", false, "ersätt allt som finns i databasen")
	check := flags.Bool("check", false, "kontrollera bara att filen är hel")
	keepMail := flags.Bool("keep-mail", false, "skicka de mejl som väntade när kopian gjordes")
	path, err := oneWord(flags, args, "samsyn restore FIL")
	if err != nil {
		return err
	}
	found, err := backup.Open(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.out, "Filen är hel: %d rader i %d tabeller, gjord %s med schema %d och PostgreSQL %s.\n", found.Rows(), len(found.Tables),
		found.MadeAt.In(env.now().Location()).Format("2006-01-02 15:04"), found.Migration, serverVersion(found.Server))
	if *check {
		return nil
	}
	access, err := accessAsOwner(ctx, env)
	if err != nil {
		return err
	}
	defer access.close()
	if access.beside {
		return fmt.Errorf("databasen används. %w", &localpg.InUseError{Dir: env.config.DataDir})
	}
	if err := found.Restore(ctx, backup.Into{OwnerURL: access.ownerURL, Replace: *replace}); err != nil {
		return err
	}
	return noteRestore(ctx, env, access.appURL, upkeep.Restored{
		Copy: upkeep.Copy{MadeAt: found.MadeAt, Rows: found.Rows(), SHA256: found.SHA256}, KeepMail: *keepMail})
}

// noteRestore writes into the log of changes what was done, and says what is left to do.
func noteRestore(ctx context.Context, env environment, appURL string, r upkeep.Restored) error {
	db, err := postgres.Open(ctx, appURL)
	if err != nil {
		return err
	}
	defer db.Close()
	mails, err := upkeep.New(db, env.now).NoteRestore(ctx, r)
	if err != nil {
		return err
	}
	fmt.Fprintln(env.out, "Klart: allt är tillbaka och jämfört med filen, tabell för tabell. Alla får logga in på nytt.")
	if mails > 0 {
		fmt.Fprintf(env.out, "  %d mejl väntade när kopian gjordes. De kan vara skickade och skickas inte igen (--keep-mail skickar dem).\n", mails)
	}
	return nil
}
