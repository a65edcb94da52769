package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"samsyn/internal/app/importing"
	"samsyn/internal/exchange"
	"samsyn/internal/org"
	"samsyn/internal/setup"
)

// importOptions is what follows "samsyn import".
type importOptions struct {
	path          string
	apply, create bool
	migrate       bool
}

// parseImport reads the options, which may stand before or after the file's name.
func parseImport(args []string, out io.Writer) (importOptions, error) {
	var o importOptions
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.BoolVar(&o.apply, "apply", false, "skriv in siffrorna; annars bara en provkörning")
	flags.BoolVar(&o.create, "create", false, "lägg upp grupper, enheter och mått som saknas")
	flags.BoolVar(&o.migrate, "migrate", false, "uppdatera databasens tabeller först")
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return o, err
		}
		if args = flags.Args(); len(args) == 0 {
			break
		}
		if o.path != "" {
			return o, fmt.Errorf("läs in en fil i taget: %s eller %s", o.path, args[0])
		}
		o.path, args = args[0], args[1:]
	}
	if o.path == "" {
		return o, errors.New("skriv vilken fil som ska läsas: samsyn import FIL.csv")
	}
	return o, nil
}

// importFile reads a file of figures into the database, or says what that would
// do. Problems are printed, and are the error.
func importFile(ctx context.Context, env environment, args []string) error {
	o, err := parseImport(args, env.out)
	if err != nil {
		return err
	}
	read, err := readFigures(o.path)
	if err != nil {
		return err
	}
	if len(read.Problems) > 0 {
		return printProblems(env.out, read.Problems)
	}
	template, err := setup.GroupTemplate()
	if err != nil {
		return err
	}
	db, err := openBeside(ctx, env, o.migrate)
	if err != nil {
		return err
	}
	defer db.close()
	importer := importing.New(db.DB, env.now)
	do := importer.Plan
	if o.apply {
		do = importer.Apply
	}
	plan, problems, err := do(ctx, org.Actor{Person: org.Person{Name: "samsyn import"}}, importing.Request{
		File: filepath.Base(o.path), Rows: read.Rows, Create: o.create, Template: template})
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return printProblems(env.out, problems)
	}
	printPlan(env.out, plan, o)
	return nil
}

// readFigures reads the file.
func readFigures(path string) (exchange.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return exchange.File{}, fmt.Errorf("filen går inte att öppna: %w", err)
	}
	defer file.Close()
	read, err := exchange.Read(file, exchange.Limits{})
	if err != nil {
		return exchange.File{}, fmt.Errorf("filen går inte att läsa: %w", err)
	}
	return read, nil
}
