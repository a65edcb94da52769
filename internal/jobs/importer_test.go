package jobs_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/jobs"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// A large file is read and then stored by two processes, neither of which has a mail
// server: each task is done by one of them.
func TestALargeFileIsReadAndStored(t *testing.T) {
	f := testgroup.New(t)
	many := testgroup.Many{Units: 40, FirstYear: 2018, Last: 2025, Comment: strings.Repeat("Räknat. ", 25)} // more than one waits for
	f.Exec(many.SQL())
	second, err := postgres.Open(t.Context(), f.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(second.Close)
	for _, db := range []*postgres.DB{f.DB, second} {
		end, err := jobs.Start(t.Context(), jobs.Config{DB: db, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
			Collect: collect.New(db, testgroup.Clock)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			if err := end(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	room, convener := collect.New(f.DB, testgroup.Clock), f.Actor(testgroup.Convener)
	id, err := room.TakeFile(t.Context(), convener, collect.File{Where: collect.Where{GroupID: testgroup.Group}, Name: "stor.csv", Content: many.CSV(0)})
	if err != nil {
		t.Fatal(err)
	}
	until(t, f, `SELECT concat(task, ' ', state) FROM import_file`, "read read")
	s, err := room.FileStatus(t.Context(), convener, testgroup.Group, id)
	if err != nil || s.New != many.Figures() || s.Wrong > 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	if err := room.StoreFile(t.Context(), convener, testgroup.Group, collect.FileDecision{ID: id, Seen: s.Seen}); err != nil {
		t.Fatal(err)
	}
	until(t, f, `SELECT concat(task, ' ', state) FROM import_file`, "store stored")
	if got := f.Text(`SELECT concat((SELECT count(*) FROM figure), ' ', (SELECT count(*) FROM audit WHERE action = 'figure.save'))`); got != "6400 6400" {
		t.Errorf("stored and logged %s", got)
	}
	until(t, f, `SELECT count(*)::text FROM river.river_job WHERE kind = 'import_file' AND state = 'completed'`, "2")
}
