package collect

import (
	"context"
	"sync"
	"testing"
	"time"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// jobOf is the file's job that waits in the queue, or the last one.
func jobOf(f *testgroup.Fixture, t *testing.T, id int64) postgres.ImportJob {
	t.Helper()
	job := postgres.ImportJob{FileID: id}
	if args := f.Text(`SELECT count(*)::text FROM river.river_job WHERE kind = 'import_file' AND queue = 'import' AND max_attempts = 1`); args == "0" {
		t.Fatal("no job is queued")
	}
	job.Run = len(f.Text(`SELECT repeat('x', (max((args ->> 'run')::int))) FROM river.river_job WHERE kind = 'import_file'`))
	return job
}

// work does the file's job.
func work(t *testing.T, room *Room, job postgres.ImportJob) {
	t.Helper()
	if err := room.WorkFile(t.Context(), job); err != nil {
		t.Fatal(err)
	}
}

// jobRoom is a room that leaves every file to a job.
func jobRoom(t *testing.T) (*testgroup.Fixture, *Room) {
	t.Helper()
	f, room := open(t)
	room.direct = 0
	return f, room
}

func TestALargeFileIsWorkedOnByAJob(t *testing.T) {
	f, room := jobRoom(t)
	lead := f.Actor(testgroup.MedicalLead)
	s := take(t, room, lead, fileRows())
	if s.State != Queued || s.ToStore {
		t.Fatalf("%+v", s)
	}
	first := jobOf(f, t, s.ID)
	work(t, room, first)
	seen := status(t, room, lead, s.ID)
	if seen.State != Read || counts(seen) != "6 0 0 0" || seen.Progress != 100 {
		t.Fatalf("%+v", seen)
	}
	if s = decide(t, room, lead, seen); s.State != Queued || !s.ToStore {
		t.Fatalf("%+v", s)
	}
	decide(t, room, lead, seen) // once more, while it waits: still one job
	if n := f.Text(`SELECT count(*)::text FROM river.river_job`); n != "2" {
		t.Errorf("%s jobs", n)
	}
	work(t, room, first) // comes late, and does nothing
	if s = status(t, room, lead, s.ID); s.State != Queued {
		t.Errorf("a job of another run did it: %+v", s)
	}
	// Two processes that have got the same job.
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if err := room.WorkFile(t.Context(), jobOf(f, t, s.ID)); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if s = status(t, room, lead, s.ID); s.State != Stored || counts(s) != "6 0 0 0" {
		t.Errorf("%+v", s)
	}
	if got := f.Text(`SELECT concat((SELECT count(*) FROM figure), ' ', (SELECT count(*) FROM audit))`); got != "6 6" {
		t.Errorf("stored and logged %s", got)
	}
}

func TestWorkThatDiedIsTold(t *testing.T) {
	f, room := jobRoom(t)
	lead := f.Actor(testgroup.MedicalLead)
	id := take(t, room, lead, fileRows()).ID
	// As a process leaves it that died after it began.
	f.Exec(`UPDATE import_file SET state = 'running', claimed_at = '2026-05-04 14:02Z', stage = 'reading', progress = 12`)
	if s := status(t, room, lead, id); s.State != Running || s.Progress != 12 {
		t.Errorf("right after it began: %+v", s)
	}
	err := f.DB.Write(t.Context(), func(tx *postgres.Tx) error {
		if err := tx.HoldImport(t.Context(), id); err != nil {
			return err
		}
		if s := status(t, later(f, time.Hour), lead, id); s.State != Running {
			t.Errorf("while somebody works: %+v", s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s := status(t, later(f, time.Minute), lead, id)
	if s.State != Failed || s.Stage != Reading {
		t.Errorf("dead: %+v", s)
	}
	// It can be done again, and the work that was thought dead can end nothing.
	if err := room.RereadFile(t.Context(), lead, testgroup.Group, id); err != nil {
		t.Fatal(err)
	}
	work(t, room, jobOf(f, t, id))
	seen := status(t, room, lead, id)
	decide(t, room, lead, seen)
	w, err := room.claim(t.Context(), jobOf(f, t, id))
	if err != nil || w == nil {
		t.Fatal(err)
	}
	if s := status(t, later(f, time.Minute), lead, id); s.State != Failed {
		t.Fatalf("not thought dead: %+v", s)
	}
	if err := w.settle(t.Context(), w.run(t.Context())); err == nil {
		t.Error("work that was thought dead has stored something")
	}
	if n := f.Text(`SELECT concat((SELECT count(*) FROM figure), (SELECT count(*) FROM submission), (SELECT count(*) FROM audit))`); n != "000" {
		t.Errorf("half stored: %s", n)
	}
}

// TestWorkThatDiedBeforeItBegan: a process took the job out of the queue, and died before
// it began with the file.
func TestWorkThatDiedBeforeItBegan(t *testing.T) {
	f, room := jobRoom(t)
	lead := f.Actor(testgroup.MedicalLead)
	id := take(t, room, lead, fileRows()).ID
	jobs := func(when, want string) {
		t.Helper()
		if s := status(t, room, lead, id); s.State != Queued {
			t.Errorf("%s: %+v", when, s)
		}
		if got := f.Text(`SELECT string_agg(state::text, ' ' ORDER BY id) FROM river.river_job`); got != want {
			t.Errorf("%s: the jobs are %s, want %s", when, got, want)
		}
	}
	jobs("in the queue", "available")
	f.Exec(`UPDATE river.river_job SET state = 'running', attempted_at = now(), attempted_by = '{a}', attempt = 1`)
	jobs("just taken", "running")
	f.Exec(`UPDATE river.river_job SET attempted_at = now() - interval '1 minute'`)
	jobs("taken a while ago", "running available")
	jobs("asked again", "running available")
	f.Exec(`UPDATE river.river_job SET state = 'discarded', finalized_at = now() - interval '1 minute' WHERE state = 'running'`)
	jobs("given up by the queue", "discarded available")
	work(t, room, jobOf(f, t, id))
	if s := status(t, room, lead, id); s.State != Read {
		t.Errorf("%+v", s)
	}
}

func TestWorkIsCancelled(t *testing.T) {
	f, room := jobRoom(t)
	lead := f.Actor(testgroup.MedicalLead)
	id := take(t, room, lead, fileRows()).ID
	cancel := func() {
		t.Helper()
		if err := room.CancelFile(t.Context(), lead, testgroup.Group, id); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if s := status(t, room, lead, id); s.State != Cancelled {
		t.Fatalf("before it began: %+v", s)
	}
	work(t, room, jobOf(f, t, id))
	if err := room.RereadFile(t.Context(), lead, testgroup.Group, id); err != nil {
		t.Fatal(err)
	}
	work(t, room, jobOf(f, t, id))
	seen := status(t, room, lead, id)
	decide(t, room, lead, seen)
	// While it stores: somebody else holds the submission that it waits for.
	save(t, room, f.Actor(testgroup.Convener), alaK1, nil)
	held, release := make(chan struct{}), make(chan struct{})
	var both sync.WaitGroup
	both.Go(func() {
		err := f.DB.Write(t.Context(), func(tx *postgres.Tx) error {
			err := tx.LockGoals(t.Context(), testgroup.Group, 2026)
			close(held)
			<-release
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-held
	both.Go(func() { work(t, room, jobOf(f, t, id)) })
	for status(t, room, lead, id).State != Running {
		if t.Context().Err() != nil {
			t.Fatal("it never began")
		}
	}
	cancel()
	for status(t, room, lead, id).State == Running {
		if t.Context().Err() != nil {
			t.Fatal("it never ended")
		}
	}
	close(release)
	both.Wait()
	if s := status(t, room, lead, id); s.State != Cancelled {
		t.Errorf("while it stored: %+v", s)
	}
	cancel() // nothing is left to stop
	if n := f.Text(`SELECT concat((SELECT count(*) FROM figure), (SELECT count(*) FROM audit))`); n != "00" {
		t.Errorf("half stored: %s", n)
	}
}

func TestRightsThatEndedAreNotTheFiles(t *testing.T) {
	f, room := jobRoom(t)
	lead := f.Actor(testgroup.MedicalLead)
	id := take(t, room, lead, fileRows()).ID
	work(t, room, jobOf(f, t, id))
	decide(t, room, lead, status(t, room, lead, id))
	f.Exec(`UPDATE membership SET valid_to = '2026-05-03' WHERE person_id = 1`)
	if err := room.WorkFile(context.Background(), jobOf(f, t, id)); err == nil {
		t.Error("stored for somebody who may not any more")
	}
	if s := status(t, room, lead, id); s.State != Failed {
		t.Errorf("%+v", s)
	}
	if n := f.Text(`SELECT count(*)::text FROM figure`); n != "0" {
		t.Errorf("%s figures", n)
	}
}

// Two files begin the same form at the same moment: one is stored, and the other has
// to be looked at again.
func TestTwoFilesBeginTheSameForm(t *testing.T) {
	f, room := open(t)
	lead, convener := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	rows := fileRows()
	mine := take(t, room, lead, rows)
	rows[0]["numerator"] = "13"
	theirs := take(t, room, convener, rows)
	var both sync.WaitGroup
	both.Go(func() { decide(t, room, lead, mine) })
	both.Go(func() { decide(t, room, convener, theirs) })
	both.Wait()
	states := []FileState{status(t, room, lead, mine.ID).State, status(t, room, convener, theirs.ID).State}
	if states[0] == states[1] || states[0] != Stored && states[1] != Stored {
		t.Errorf("the files are %v", states)
	}
	if got := f.Text(`SELECT concat(count(*), ' ', sum(version), ' ', (SELECT count(*) FROM submission)) FROM figure`); got != "6 6 1" {
		t.Errorf("stored %s", got)
	}
}

func TestProgressNeverGoesBack(t *testing.T) {
	for task, stages := range spans {
		end := 0.0
		for _, stage := range []Stage{Reading, Comparing, Listing, Storing, Logging} {
			if span, has := stages[stage]; has {
				if span[0] != end {
					t.Errorf("%s: %s begins at %v, not %v", task, stage, span[0], end)
				}
				end = span[0] + span[1]
			}
		}
		if end != 100 {
			t.Errorf("%s ends at %v", task, end)
		}
	}
}
