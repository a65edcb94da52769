package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/reportfile"
)

// reportOptions is what follows "samsyn report".
type reportOptions struct {
	group    string // code
	year     int
	edition  int // zero for the report as it stands now
	audience string
	unit     string // code
	format   string
	out      string // a file, or a folder for one with the file's own name
	migrate  bool
}

// parseReport reads the options.
func parseReport(args []string, out io.Writer) (reportOptions, error) {
	var o reportOptions
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&o.group, "group", "", "gruppens kod")
	flags.IntVar(&o.year, "year", 0, "rapportens år")
	flags.IntVar(&o.edition, "edition", 0, "utgåvans nummer; annars rapporten som den är nu")
	flags.StringVar(&o.audience, "audience", string(edition.Internal), "för vem: internal (alla siffror) eller public (små tal dolda)")
	flags.StringVar(&o.unit, "unit", "", "enhetens kod, för --format unit")
	flags.StringVar(&o.format, "format", "", "filens slag: "+formatNames())
	flags.StringVar(&o.out, "out", "", "filen som skrivs, eller mappen den läggs i; finns filen skrivs den över")
	flags.BoolVar(&o.migrate, "migrate", false, "uppdatera databasens tabeller först")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("%q är inget val", flags.Arg(0))
	case o.group == "" || o.year == 0 || o.format == "" || o.out == "":
		return o, errors.New("skriv vilken rapport och vilken fil: samsyn report --group KOD --year ÅR --format pdf --out FIL.pdf")
	case !slices.Contains(edition.FileFormats, edition.FileFormat(o.format)):
		return o, fmt.Errorf("formatet %q finns inte. Välj ett av: %s", o.format, formatNames())
	case o.audience != string(edition.Internal) && o.audience != string(edition.Public):
		return o, fmt.Errorf("--audience ska vara internal eller public, inte %q", o.audience)
	case (o.format == string(edition.UnitFile)) != (o.unit != ""):
		return o, errors.New("--unit hör ihop med --format unit: ange båda eller ingen")
	case o.edition < 0:
		return o, errors.New("--edition ska vara utgåvans nummer, till exempel 1")
	}
	return o, nil
}

func formatNames() string {
	var names []string
	for _, f := range edition.FileFormats {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// makeReport makes a file of a report, and tells on the standard error how far it has come.
// The database is read, and nothing is written to it but that the file was made.
func makeReport(ctx context.Context, env environment, args []string) error {
	o, err := parseReport(args, env.out)
	if err != nil {
		return err
	}
	db, err := openBeside(ctx, env, o.migrate)
	if err != nil {
		return err
	}
	defer db.close()
	room := report.New(db.DB, env.now)
	doc, err := documentOf(ctx, env, room, o)
	if err != nil {
		return err
	}
	order := reportfile.Order{Format: edition.FileFormat(o.format)}
	if o.unit != "" {
		n := slices.IndexFunc(doc.Units, func(u edition.Unit) bool { return u.Code == o.unit })
		if n < 0 {
			return fmt.Errorf("enheten %q finns inte i rapporten", o.unit)
		}
		order.UnitID = doc.Units[n].ID
	}
	maker := reportfile.New(chart.NewRenderer(chart.Config{}), document.Find()).WithLimit(env.config.FileTimeout)
	told := &teller{out: env.errOut}
	file, err := maker.Make(ctx, doc, order, told.progress)
	if err != nil {
		return err
	}
	if err := room.NoteMade(ctx, o.group, o.year, file.Name); err != nil {
		return err
	}
	path, err := writeReport(o.out, file)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.out, "Klart: %s (%d byte)\n", path, len(file.Content))
	return nil
}

// documentOf is the document that the options name.
func documentOf(ctx context.Context, env environment, room *report.Room, o reportOptions) (*edition.Document, error) {
	if o.edition > 0 {
		doc, err := room.WholeEdition(ctx, o.group, report.FilesOf{Year: o.year, Number: o.edition, Audience: edition.Audience(o.audience)})
		if errors.Is(err, fault.ErrNotFound) {
			err = fmt.Errorf("gruppen %q har ingen utgåva %s", o.group, edition.Name(o.year, o.edition))
		}
		return doc, err
	}
	found, err := room.Whole(ctx, o.group, o.year)
	if errors.Is(err, fault.ErrNotFound) {
		return nil, fmt.Errorf("gruppen %q har ingen årsrapport för %d", o.group, o.year)
	}
	if err != nil {
		return nil, err
	}
	if o.audience == string(edition.Public) {
		found = found.Public()
	}
	return compose.Document(ctx, found, compose.Frame{AsOf: org.DayOf(env.now())})
}

// writeReport writes the file whole or not at all, and gives its path.
func writeReport(out string, file reportfile.File) (string, error) {
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		out = filepath.Join(out, file.Name)
	}
	beside, err := os.CreateTemp(filepath.Dir(out), ".samsyn-*")
	if err != nil {
		return "", fmt.Errorf("filen går inte att skriva: %w", err)
	}
	defer os.Remove(beside.Name()) // not there any more when all went well
	_, err = beside.Write(file.Content)
	if err = errors.Join(err, beside.Chmod(0o644), beside.Close()); err == nil {
		err = os.Rename(beside.Name(), out)
	}
	if err != nil {
		return "", fmt.Errorf("filen går inte att skriva: %w", err)
	}
	return out, nil
}
