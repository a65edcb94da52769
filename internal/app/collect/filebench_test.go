package collect

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// BenchmarkImport100000 takes a CSV file with 100,000 new figures, from its bytes to
// the commit with the audit, as the two jobs do it. Beside it the same rows are copied,
// in the same run, into a plain table (bare: no key, no constraint, nothing logged) and
// into one with the keys and constraints that figures have (keyed), which is the least
// that storing them can take.
//
//	read-s     the first job: parse, plan, keep the rows to be looked at
//	whole-s    the second: parse, plan, figures, audit, commit
//	figures-s  its figures' part: the submissions begun, the figures numbered and stored
func BenchmarkImport100000(b *testing.B) {
	f := testgroup.New(b)
	many := testgroup.HundredThousand
	f.Exec(many.SQL())
	conn, err := pgx.Connect(b.Context(), f.AppURL)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(context.Background())
	room, content, convener := New(f.DB, testgroup.Clock), many.CSV(0), f.Actor(testgroup.Convener)
	room.direct = 0 // as a job
	b.SetBytes(int64(len(content)))
	var total stopwatch
	for b.Loop() {
		b.StopTimer()
		f.Exec(`DROP TABLE IF EXISTS bare, keyed; TRUNCATE figure, approved_figure, submission, import_page, import_file, audit`)
		b.StartTimer()
		if err := importOnce(b.Context(), room, convener, content, &total); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if n := f.Text(`SELECT concat((SELECT count(*) FROM figure), ' ', (SELECT count(*) FROM audit))`); n != "100000 100000" {
			b.Fatalf("stored and logged %s", n)
		}
		copies(b, f, conn, &total)
		b.StartTimer()
	}
	total.report(b)
}

// stopwatch sums up what each step took.
type stopwatch struct {
	names []string
	took  map[string]time.Duration
}

func (s *stopwatch) time(name string, do func() error) error {
	if s.took == nil {
		s.took = map[string]time.Duration{}
	}
	if _, known := s.took[name]; !known {
		s.names = append(s.names, name)
	}
	begun := time.Now()
	err := do()
	s.took[name] += time.Since(begun)
	return err
}

func (s *stopwatch) report(b *testing.B) {
	for _, name := range s.names {
		b.ReportMetric(s.took[name].Seconds()/float64(b.N), name+"-s")
	}
	b.ReportMetric(float64(s.took["figures"])/float64(s.took["bare"]), "figures/bare")
	b.ReportMetric(float64(s.took["figures"])/float64(s.took["keyed"]), "figures/keyed")
	b.ReportMetric(float64(s.took["whole"])/float64(s.took["bare"]), "whole/bare")
}

// importOnce does what the two jobs do, step by step.
func importOnce(ctx context.Context, room *Room, actor org.Actor, content []byte, watch *stopwatch) error {
	id, err := room.TakeFile(ctx, actor, File{Where: Where{GroupID: testgroup.Group}, Name: "stor.csv", Content: content})
	if err != nil {
		return err
	}
	err = watch.time("read", func() error { return room.WorkFile(ctx, postgres.ImportJob{FileID: id, Run: 1}) })
	if err != nil {
		return err
	}
	s, err := room.FileStatus(ctx, actor, testgroup.Group, id)
	if err != nil {
		return err
	}
	if s.New != 100_000 {
		return fmt.Errorf("%+v: %w", s, fault.ErrWrongState)
	}
	if err := room.StoreFile(ctx, actor, testgroup.Group, FileDecision{id, s.Seen}); err != nil {
		return err
	}
	return watch.time("whole", func() error { return storeInSteps(ctx, room, postgres.ImportJob{FileID: id, Run: 2}, watch) })
}

// storeInSteps is WorkFile, with the time that each of its steps takes.
func storeInSteps(ctx context.Context, room *Room, job postgres.ImportJob, watch *stopwatch) error {
	w, err := room.claim(ctx, job)
	if err != nil {
		return err
	}
	var storing *fileStoring
	steps := []struct {
		name string
		do   func(*postgres.Tx) error
	}{
		{"parse", func(tx *postgres.Tx) error {
			content, err := tx.ImportContent(ctx, job.FileID)
			if err != nil {
				return err
			}
			w.upload, err = exchange.ReadUpload(content, fileLimits)
			return err
		}},
		{"plan", func(tx *postgres.Tx) error { return w.read(ctx, tx) }},
		{"figures", func(tx *postgres.Tx) error {
			if err := w.plan.begin(ctx); err != nil {
				return err
			}
			storing = newFileStoring(w)
			return storing.write(ctx, tx)
		}},
		{"audit", func(tx *postgres.Tx) error { return storing.log(ctx, tx) }},
	}
	begun := time.Time{}
	err = w.held(ctx, func(tx *postgres.Tx) error {
		for _, step := range steps {
			if err := watch.time(step.name, func() error { return step.do(tx) }); err != nil {
				return err
			}
		}
		begun = time.Now()
		return w.end(ctx, tx, postgres.FileStored)
	})
	return watch.time("commit", func() error { watch.took["commit"] += time.Since(begun); return err })
}

// plainTables are one without anything, and one with all that the table of figures has.
const plainTables = `
CREATE TABLE bare AS SELECT * FROM figure WITH NO DATA;
CREATE TABLE keyed (LIKE figure INCLUDING ALL);
DO $$ DECLARE c record; BEGIN
    FOR c IN SELECT conname, pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE conrelid = 'figure'::regclass AND contype = 'f' LOOP
        EXECUTE format('ALTER TABLE keyed ADD CONSTRAINT %I %s', c.conname, c.def);
    END LOOP;
END $$;
GRANT INSERT ON bare, keyed TO samsyn_app`

// copies copies the stored figures' columns into the plain tables.
func copies(b *testing.B, f *testgroup.Fixture, conn *pgx.Conn, watch *stopwatch) {
	b.Helper()
	f.Exec(plainTables)
	rows, err := conn.Query(b.Context(), `SELECT * FROM figure`)
	if err != nil {
		b.Fatal(err)
	}
	var columns []string
	for _, d := range rows.FieldDescriptions() {
		columns = append(columns, d.Name)
	}
	values, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) ([]any, error) { return row.Values() })
	if err != nil {
		b.Fatal(err)
	}
	for _, table := range []string{"bare", "keyed"} {
		err = watch.time(table, func() error {
			_, err := conn.CopyFrom(b.Context(), pgx.Identifier{table}, columns, pgx.CopyFromRows(values))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
