package collect

import (
	"context"
	"errors"
	"sync"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/postgres"
)

// Stage is what is being done with a file.
type Stage string

// The stages, in order. A task has some of them.
const (
	Reading   Stage = "reading"   // the file
	Comparing Stage = "comparing" // with what is stored
	Listing   Stage = "listing"   // what would become of each row
	Storing   Stage = "storing"   // the figures
	Logging   Stage = "logging"   // what was changed
)

// spans are where in the whole each stage begins and how long it is, in percent, for
// each task: about what they take for many rows.
var spans = map[postgres.FileTask]map[Stage][2]float64{
	postgres.ReadFile:  {Reading: {0, 45}, Comparing: {45, 30}, Listing: {75, 25}},
	postgres.StoreFile: {Reading: {0, 20}, Comparing: {20, 15}, Storing: {35, 40}, Logging: {75, 25}},
}

// reporter tells whoever waits how far a run has come, and hears when it is to stop.
type reporter struct {
	room *Room
	file postgres.ImportFile

	mu      sync.Mutex
	stage   Stage
	percent int
}

// at notes how much of a stage has been done, 0 to 1.
func (r *reporter) at(stage Stage, part float64) {
	if r == nil {
		return
	}
	span, known := spans[r.file.Task][stage]
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stage = stage; known {
		r.percent = int(span[0] + span[1]*min(max(part, 0), 1))
	}
}

func (r *reporter) now() (stage string, percent int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return string(r.stage), r.percent
}

// reportEvery is how often what has been done is told.
const reportEvery = 400 * time.Millisecond

// keep tells how far the run has come until it is told to end, and stops the run when
// somebody has cancelled it. It works beside the run's transaction, on a connection of
// its own, since nothing that a transaction writes is seen before its end.
func (r *reporter) keep(ctx context.Context, stop context.CancelCauseFunc) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(reportEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			cancelled, err := r.tell(ctx)
			if cancelled {
				stop(errCancelled)
			}
			if errors.Is(err, fault.ErrNotFound) {
				return // the run has ended
			}
		}
	}()
	return func() { cancel(); <-done }
}

// tell writes what has been done. That it fails now and then hurts nobody: the run
// itself finds out when the database is gone.
func (r *reporter) tell(ctx context.Context) (cancelled bool, err error) {
	f := r.file
	f.Stage, f.Progress = r.now()
	err = r.room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		cancelled, err = tx.ReportImport(ctx, f)
		return err
	})
	return cancelled, err
}
