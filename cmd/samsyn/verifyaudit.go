package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/postgres"
	"samsyn/internal/server/words"
)

// verifyAudit works the log's chain out again and says in sentences what is whole and what
// is not. A log that is not as it was written is an error.
func verifyAudit(ctx context.Context, env environment, args []string) error {
	flags := flag.NewFlagSet("verify-audit", flag.ContinueOnError)
	flags.SetOutput(env.out)
	file := flags.String("receipt", "", "fil med kvitton att jämföra med; är loggen hel läggs ett nytt kvitto till")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q är inget val", flags.Arg(0))
	}
	kept, err := receiptsFile(env)
	if err != nil {
		return err
	}
	var receipts []postgres.AuditReceipt
	for _, path := range []string{kept, *file} {
		more, err := readReceipts(path)
		if err != nil {
			return err
		}
		receipts = append(receipts, more...)
	}
	db, err := openBeside(ctx, env, false)
	if err != nil {
		return err
	}
	defer db.close()
	var check postgres.AuditCheck
	if err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		check, err = tx.VerifyAudit(ctx, receipts)
		return err
	}); err != nil {
		return err
	}
	if !check.Whole() {
		printBreaches(ctx, env.out, check)
		return fmt.Errorf("loggen är inte som den skrevs. Sådant som står ovan har ändrats i databasen vid sidan av Samsyn. " +
			"Har en äldre säkerhetskopia lästs tillbaka saknas det som skrevs efter den")
	}
	printWhole(env.out, check, len(receipts))
	if *file == "" {
		return nil
	}
	return addReceipt(*file, check.Receipt)
}

func printWhole(out io.Writer, check postgres.AuditCheck, receipts int) {
	if check.Links == 0 {
		fmt.Fprintln(out, "Loggen är tom.")
		return
	}
	fmt.Fprintf(out, "Loggen är hel: %d rader i %d länkar, den senaste från %s.\n", check.Rows, check.Links, moment(check.Receipt.At))
	if check.Thinned > 0 {
		fmt.Fprintf(out, "%d länkar är gallrade på det sätt som loggen själv berättar om.\n", check.Thinned)
	}
	if receipts > 0 {
		fmt.Fprintf(out, "Den stämmer med %d kvitton från tidigare.\n", receipts)
	}
	fmt.Fprintf(out, "Kvitto, att spara någon annanstans än i databasen:\n%s\n", check.Receipt)
}

func printBreaches(ctx context.Context, out io.Writer, check postgres.AuditCheck) {
	for _, b := range check.Breaches {
		fmt.Fprintln(out, breachText(ctx, b))
	}
	if more := check.Found - len(check.Breaches); more > 0 {
		fmt.Fprintf(out, "… och %d till.\n", more)
	}
}

// breachText is what is wrong in a sentence.
func breachText(ctx context.Context, b postgres.AuditBreach) string {
	row := fmt.Sprintf("Rad %d", b.Row)
	if b.ActorName != "" {
		row = fmt.Sprintf("Rad %d (nu %s, %s: %s)", b.Row, moment(b.At), b.ActorName, words.AuditAction(ctx, b.Action))
	}
	link := fmt.Sprintf("Länk %d", b.Link)
	if b.Last > b.Link {
		link = fmt.Sprintf("Länkarna %d till %d", b.Link, b.Last)
	}
	switch b.Kind {
	case postgres.RowChanged:
		return row + " har ändrats sedan den skrevs."
	case postgres.RowRemoved:
		return fmt.Sprintf("%s, skriven %s, är borttagen.", row, moment(b.At))
	case postgres.RowAdded:
		return row + " har lagts in utan att Samsyn skrev den."
	case postgres.LinkChanged:
		return fmt.Sprintf("%s, från %s, har ändrats.", link, moment(b.At))
	case postgres.LinkRemoved:
		return fmt.Sprintf("%s, från före %s, är borttagen ur kedjan, och de rader som hörde dit.", link, moment(b.At))
	case postgres.LinkForged:
		return fmt.Sprintf("%s, från %s, hör inte ihop med den före.", link, moment(b.At))
	case postgres.ThinnedTo:
		return fmt.Sprintf("Raderna i länk %d, från %s, är borta utan att loggen berättar om någon gallring.", b.Link, moment(b.At))
	case postgres.EndRemoved:
		return fmt.Sprintf("%s är borta från slutet av loggen: ett kvitto från %s visar att de fanns.", link, moment(b.At))
	case postgres.PastChanged:
		return fmt.Sprintf("%s är en annan än den som fanns när ett kvitto skrevs (%s): loggen är omskriven fram till dit.", link, moment(b.At))
	}
	return fmt.Sprintf("%s: %s", link, b.Kind)
}

func moment(at time.Time) string { return at.In(i18n.Location()).Format("2006-01-02 15:04:05") }
