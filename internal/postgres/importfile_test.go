package postgres_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/postgres"
)

// twoFiles are one with all that can be said of it, and one with as little.
func (w *world) twoFiles() (full, bare postgres.ImportFile) {
	w.t.Helper()
	full = postgres.ImportFile{GroupID: w.full, PersonID: w.anna, UnitCode: "ALA", PeriodCode: "2026K1", Name: "siffror.xlsx",
		UploadedAt: noon, ExpiresAt: noon.Add(time.Hour), Task: postgres.ReadFile, State: postgres.FileQueued, Run: 1}
	bare = postgres.ImportFile{GroupID: w.full, PersonID: w.bert, Name: "b.csv", UploadedAt: noon, ExpiresAt: noon.Add(2 * time.Hour),
		Task: postgres.ReadFile, State: postgres.FileQueued, Run: 1}
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		if full.ID, err = tx.AddImportFile(ctx, full, []byte{0, 0xff, 'a'}); err != nil {
			return err
		}
		bare.ID, err = tx.AddImportFile(ctx, bare, []byte{})
		return err
	})
	return full, bare
}

// file is the file as it is stored, with times as they are compared.
func (w *world) file(f postgres.ImportFile) postgres.ImportFile {
	w.t.Helper()
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ImportFile, error) {
		return tx.ImportFile(ctx, f.ID, f.PersonID, noon)
	})
	got.UploadedAt, got.ExpiresAt = got.UploadedAt.UTC(), got.ExpiresAt.UTC()
	for _, at := range []**time.Time{&got.ClaimedAt, &got.SettledAt} {
		if *at != nil {
			*at = ptr((*at).UTC())
		}
	}
	return got
}

func TestImportFiles(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoFiles()
	same(t, "full", w.file(full), full)
	same(t, "bare", w.file(bare), bare)
	for _, f := range []postgres.ImportFile{full, bare} {
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ImportFile, error) {
			return tx.ImportFiles(ctx, w.full, f.PersonID, noon)
		})
		same(t, "the person's own", len(list), 1)
	}
	content := func(f postgres.ImportFile) []byte {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]byte, error) { return tx.ImportContent(ctx, f.ID) })
	}
	same(t, "content", content(full), []byte{0, 0xff, 'a'})
	same(t, "no content", content(bare), []byte{})
	gone := func(what string, id postgres.ImportFile, now time.Time) {
		t.Helper()
		err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.ImportFile(ctx, id.ID, id.PersonID, now)
			return err
		})
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	theirs := full
	theirs.PersonID = w.bert
	gone("somebody else's", theirs, noon)
	gone("expired", full, noon.Add(time.Hour))
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.ClaimImport(ctx, postgres.ImportJob{FileID: bare.ID, Run: 1}, noon)
		return errors.Join(err, tx.DeleteImportFiles(ctx, noon.Add(3*time.Hour)))
	})
	gone("swept away", full, noon)
	w.file(bare) // somebody works on it
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.DeleteImportFiles(ctx, noon.Add(26*time.Hour))
	})
	gone("worked on by nobody any more", bare, noon)
}

func TestWorkOnAnImport(t *testing.T) {
	w := newWorld(t)
	f, other := w.twoFiles()
	job := postgres.ImportJob{FileID: f.ID, Run: 1}
	claim := func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.ClaimImport(ctx, job, noon)
		return err
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.QueueImport(ctx, job), claim(ctx, tx))
	})
	w.refused("claimed twice", fault.ErrNotFound, claim)
	f.State, f.ClaimedAt, f.Stage, f.Progress = postgres.FileRunning, ptr(noon), "reading", 40
	report := func(ctx context.Context, tx *postgres.Tx) (bool, error) { return tx.ReportImport(ctx, f) }
	same(t, "to be stopped", made(w, report), false)
	same(t, "running", w.file(f), f)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.CancelImport(ctx, f.ID, noon), tx.CancelImport(ctx, other.ID, noon))
	})
	same(t, "to be stopped, after it was cancelled", made(w, report), true)
	other.State, other.Cancel, other.SettledAt = postgres.FileCancelled, true, ptr(noon)
	same(t, "cancelled before it began", w.file(other), other)

	f.State, f.SettledAt, f.Progress, f.Cancel = postgres.FileRead, ptr(noon), 100, true
	f.Outcome = json.RawMessage(`{"New":3}`)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SettleImport(ctx, f) })
	same(t, "settled", w.file(f), f)
	w.refused("settled twice", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SettleImport(ctx, f) })
	w.refused("reported after it ended", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.ReportImport(ctx, f)
		return err
	})

	f.Task, f.ClientAddress, f.RequestID = postgres.StoreFile, "192.0.2.1", "prov"
	queue := func(ctx context.Context, tx *postgres.Tx) error { return tx.QueueTask(ctx, f) }
	w.write(queue)
	w.refused("asked for twice", fault.ErrConflict, queue)
	f.State, f.Run, f.ClaimedAt, f.SettledAt, f.Stage, f.Progress, f.Cancel = postgres.FileQueued, 2, nil, nil, "", 0, false
	same(t, "queued again", w.file(f), f)
	w.refused("a job of the run before", fault.ErrNotFound, claim)
	job.Run = 2
	w.write(claim)
	f.State, f.SettledAt, f.Overtaken, f.Task = postgres.FileRead, ptr(noon), true, postgres.ReadFile
	outcome := f.Outcome
	f.Outcome = nil
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SettleImport(ctx, f) })
	f.Outcome, f.ClaimedAt = outcome, ptr(noon)
	same(t, "settled without a new outcome", w.file(f), f)
}

func TestAnImportThatNobodyHoldsIsBrokenOff(t *testing.T) {
	w := newWorld(t)
	f, _ := w.twoFiles()
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.ClaimImport(ctx, postgres.ImportJob{FileID: f.ID, Run: 1}, noon)
		return err
	})
	f = w.file(f)
	broken := func() bool {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (bool, error) { return tx.BreakOffImport(ctx, f, noon) })
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		err := tx.HoldImport(ctx, f.ID)
		same(t, "while it is held", broken(), false)
		return err
	})
	same(t, "held by nobody", broken(), true)
	f.State, f.SettledAt = postgres.FileFailed, ptr(noon)
	same(t, "broken off", w.file(f), f)
	same(t, "once more", broken(), false)
}

func TestAnImportWhoseJobIsGoneIsLost(t *testing.T) {
	w := newWorld(t)
	f, other := w.twoFiles()
	job := postgres.ImportJob{FileID: f.ID, Run: 1}
	lost := func(job postgres.ImportJob) bool {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (bool, error) { return tx.ImportIsLost(ctx, job) })
	}
	change := func(sql string) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.Exec(ctx, sql) })
	}
	same(t, "without a job, as what is done at once", lost(job), false)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.QueueImport(ctx, job) })
	same(t, "in the queue", lost(job), false)
	change(`UPDATE river.river_job SET state = 'running', attempted_at = now(), attempted_by = '{a}', attempt = 1`)
	same(t, "just taken", lost(job), false)
	change(`UPDATE river.river_job SET attempted_at = now() - interval '1 minute'`)
	same(t, "taken a while ago", lost(job), true)
	same(t, "another run", lost(postgres.ImportJob{FileID: f.ID, Run: 2}), false)
	same(t, "another file", lost(postgres.ImportJob{FileID: other.ID, Run: 1}), false)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.QueueImport(ctx, job) })
	same(t, "in the queue again", lost(job), false)
}

func TestImportPages(t *testing.T) {
	w := newWorld(t)
	f, other := w.twoFiles()
	page := func(kind string, n int) postgres.ImportPage {
		return postgres.ImportPage{Kind: kind, Page: n, Rows: json.RawMessage(`[{"line":1}]`)}
	}
	set := func(pages ...postgres.ImportPage) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SetImportPages(ctx, f.ID, pages) })
	}
	pages := func(id int64, kind string, first, last int) []postgres.ImportPage {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ImportPage, error) {
			return tx.ImportPages(ctx, id, kind, first, last)
		})
	}
	set(page("new", 1), page("wrong", 1), page("new", 2), page("new", 3))
	same(t, "the first of each", pages(f.ID, "", 1, 1), []postgres.ImportPage{page("new", 1), page("wrong", 1)})
	same(t, "some of one kind", pages(f.ID, "new", 2, 3), []postgres.ImportPage{page("new", 2), page("new", 3)})
	same(t, "another file's", len(pages(other.ID, "", 1, 9)), 0)
	set(page("same", 1))
	same(t, "set again", pages(f.ID, "", 1, 9), []postgres.ImportPage{page("same", 1)})
	set()
	same(t, "none", len(pages(f.ID, "", 1, 9)), 0)
}
