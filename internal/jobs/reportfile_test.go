package jobs_test

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/edition"
	"samsyn/internal/jobs"
	"samsyn/internal/postgres"
	"samsyn/internal/server/reportfile"
	"samsyn/internal/testdb/testgroup"
)

// filesProcess is a process that makes reports' files, until stop is called.
func filesProcess(t *testing.T, f *testgroup.Fixture, makeFile report.MakeFile) (stop func()) {
	t.Helper()
	db, err := postgres.Open(t.Context(), f.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	end, err := jobs.Start(t.Context(), jobs.Config{DB: db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Every: 200 * time.Millisecond,
		Collect: collect.New(db, testgroup.Clock), Report: report.New(db, testgroup.Clock), MakeFile: makeFile})
	if err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	stop = func() {
		once.Do(func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			if err := end(ctx); err != nil && ctx.Err() != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

// realMaker makes files as the program does, with the programs that are found.
func realMaker(press *document.Press) report.MakeFile {
	maker := reportfile.New(chart.NewRenderer(chart.Config{}), press)
	return func(ctx context.Context, doc *edition.Document, order report.FileOrder, progress func(string, int, int)) (string, []byte, error) {
		made, err := maker.Make(ctx, doc, reportfile.Order{Format: order.Format, UnitID: int64(order.UnitID)}, progress)
		if err != nil && ctx.Err() == nil {
			err = &report.FileError{Problem: reportfile.Problem(err), Err: err}
		}
		return made.Name, made.Content, err
	}
}

// ask asks for a file of a small report in each of the formats.
func ask(t *testing.T, f *testgroup.Fixture, formats ...edition.FileFormat) (ids []int64) {
	t.Helper()
	doc := &edition.Document{Format: edition.Format, Group: "Provgruppen", GroupCode: "prov", Year: 2025, Audience: edition.Internal, Language: "sv",
		Title: "Årsrapport 2025", AsOf: testgroup.Now, Sections: []edition.Section{{ID: "a", Heading: "Slutsats", Content: "text",
			Blocks: []edition.Block{{Paragraph: "Det går bra."}}}}}
	for _, format := range formats {
		id, err := report.New(f.DB, testgroup.Clock).AskForFile(t.Context(), f.Actor(testgroup.Convener), testgroup.Group, doc, report.FileOrder{Format: format})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

func TestTwoProcessesMakeEveryFileOnce(t *testing.T) {
	f := testgroup.New(t)
	ask(t, f, edition.PDFFile, edition.WordFile, edition.HTMLFile, edition.WorkbookFile, edition.TablesFile)
	for range 2 {
		filesProcess(t, f, realMaker(document.Find()))
	}
	until(t, f, `SELECT count(*) || ' ' || count(*) FILTER (WHERE state = 'made' AND size > 100 AND try = 1) FROM report_file`, "5 5")
	until(t, f, `SELECT count(*)::text FROM river.river_job WHERE kind = 'report_file' AND state = 'completed'`, "5")
	if got := f.Text(`SELECT string_agg(name, ' ' ORDER BY id) FROM report_file`); got != "prov-arsrapport-2025-utkast-intern.pdf prov-arsrapport-2025-utkast-intern.docx "+
		"prov-arsrapport-2025-utkast-intern.html prov-arsrapport-2025-utkast-intern.xlsx prov-arsrapport-2025-utkast-intern-tabeller.zip" {
		t.Errorf("named %s", got)
	}
}

// TestADeadProcessesFileIsMadeByAnother: the file was left as being made.
func TestADeadProcessesFileIsMadeByAnother(t *testing.T) {
	f := testgroup.New(t)
	ids := ask(t, f, edition.WorkbookFile, edition.TablesFile, edition.HTMLFile)
	f.Exec(`UPDATE report_file SET state = 'working', stage = 'charts', heard_at = now() - interval '1 minute' WHERE format = 'xlsx';
	        UPDATE report_file SET state = 'working', try = 3, heard_at = now() - interval '1 minute' WHERE format = 'csv';
	        UPDATE report_file SET heard_at = now() - interval '1 minute' WHERE format = 'html';
	        DELETE FROM river.river_job WHERE kind = 'report_file'`)
	filesProcess(t, f, realMaker(document.Find()))
	until(t, f, `SELECT string_agg(concat(format, ' ', state, ' ', try, problem), ', ' ORDER BY id) FROM report_file`, "xlsx made 2, csv failed 4interrupted, html made 2")
	if len(ids) != 3 {
		t.Error(ids)
	}
}

// TestAProcessThatIsStoppedLetsAnotherMakeTheFile, and one that is told that the file is
// not wanted stops.
func TestAProcessThatIsStoppedLetsAnotherMakeTheFile(t *testing.T) {
	f := testgroup.New(t)
	ask(t, f, edition.WorkbookFile)
	begun, ended := make(chan struct{}), make(chan error, 1)
	stop := filesProcess(t, f, func(ctx context.Context, _ *edition.Document, _ report.FileOrder, progress func(string, int, int)) (string, []byte, error) {
		progress("charts", 1, 2)
		close(begun)
		<-ctx.Done()
		ended <- ctx.Err()
		return "", nil, ctx.Err()
	})
	<-begun
	until(t, f, `SELECT concat(state, ' ', stage, ' ', done, ' ', total) FROM report_file`, "working charts 1 2")
	stop()
	<-ended
	until(t, f, `SELECT concat(state, ' ', try) FROM report_file`, "waiting 2")
	filesProcess(t, f, realMaker(document.Find()))
	until(t, f, `SELECT concat(state, ' ', try) FROM report_file`, "made 2")
}

func TestACancelledFileStopsItsJob(t *testing.T) {
	f := testgroup.New(t)
	ids := ask(t, f, edition.WorkbookFile)
	begun := make(chan struct{})
	filesProcess(t, f, func(ctx context.Context, _ *edition.Document, _ report.FileOrder, _ func(string, int, int)) (string, []byte, error) {
		close(begun)
		<-ctx.Done()
		return "", nil, ctx.Err()
	})
	<-begun
	which := report.FileID{Group: testgroup.Group, Year: 2025, ID: ids[0]}
	if _, err := report.New(f.DB, testgroup.Clock).CancelFile(t.Context(), f.Actor(testgroup.Convener), which); err != nil {
		t.Fatal(err)
	}
	until(t, f, `SELECT concat(f.state, ' ', j.state) FROM report_file f, river.river_job j WHERE j.kind = 'report_file'`, "cancelled cancelled")
}

func TestAMissingProgramIsTold(t *testing.T) {
	f := testgroup.New(t)
	ask(t, f, edition.PDFFile, edition.WordFile)
	filesProcess(t, f, realMaker(nil))
	until(t, f, `SELECT string_agg(concat(state, ' ', problem), ', ') FROM report_file`, "failed program_missing, failed program_missing")
}
