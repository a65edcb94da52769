package collect

import (
	"context"
	"encoding/json"
	"errors"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

var (
	// errCancelled ends work that somebody has cancelled.
	errCancelled = errors.New("cancelled")
	// errOvertaken ends work that was to store what is not so any more.
	errOvertaken = errors.New("overtaken")
	// errBegun ends work that somebody else got before with the first figure of a
	// form: it has to be planned once more.
	errBegun = errors.New("begun")
)

// mostPlans is how often storing is planned, when others begin the same forms.
const mostPlans = 5

// WorkFile does a job with an uploaded file: reads it, or stores it. Whoever has
// uploaded it sees how far it has come. A run that another process has, or that is
// not waited for any more, is passed over.
//
// The run begins in a transaction of its own. All that it does is in one other,
// which holds a lock that the server lets go of when the process dies; the run's end
// is committed with what it did. So either all is stored and the file says so, or
// nothing is, and whoever looks finds the file running without anybody holding it.
func (room *Room) WorkFile(ctx context.Context, job postgres.ImportJob) error {
	w, err := room.claim(ctx, job)
	if w == nil || err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	end := w.report.keep(ctx, stop)
	err = w.run(ctx)
	end()
	return w.settle(ctx, err)
}

// workDirectly does it while somebody waits, who sees no progress and cannot stop it.
func (room *Room) workDirectly(ctx context.Context, job postgres.ImportJob) error {
	w, err := room.claim(ctx, job)
	if w == nil || err != nil {
		return err
	}
	return w.settle(ctx, w.run(ctx))
}

// fileWork is one run of work on a file.
type fileWork struct {
	room   *Room
	file   postgres.ImportFile
	report *reporter
	upload exchange.Upload
	plan   *filePlan
}

// claim begins the run; nil when there is nothing to do.
func (room *Room) claim(ctx context.Context, job postgres.ImportJob) (*fileWork, error) {
	w := &fileWork{room: room}
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		w.file, err = tx.ClaimImport(ctx, job, room.now())
		return err
	})
	if errors.Is(err, fault.ErrNotFound) {
		return nil, nil
	}
	w.report = &reporter{room: room, file: w.file}
	return w, err
}

// run does the file's task. Storing what has been overtaken is reading it again.
func (w *fileWork) run(ctx context.Context) error {
	err := errBegun
	for n := 0; n < mostPlans && errors.Is(err, errBegun); n++ {
		err = w.held(ctx, func(tx *postgres.Tx) error { return w.do(ctx, tx) })
	}
	if !errors.Is(err, errOvertaken) {
		return err
	}
	w.file.Overtaken, w.file.Task = true, postgres.ReadFile
	return w.held(ctx, func(tx *postgres.Tx) error { return w.list(ctx, tx) })
}

// do does the task in the transaction.
func (w *fileWork) do(ctx context.Context, tx *postgres.Tx) error {
	if err := w.read(ctx, tx); err != nil {
		return err
	}
	switch {
	case len(w.upload.Problems) > 0:
		return w.end(ctx, tx, postgres.FileUnreadable)
	case w.file.Task == postgres.StoreFile:
		return w.store(ctx, tx)
	}
	return w.list(ctx, tx)
}

// held runs fn in a transaction that shows others that the work is alive.
func (w *fileWork) held(ctx context.Context, fn func(*postgres.Tx) error) error {
	return w.room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.HoldImport(ctx, w.file.ID); err != nil {
			return err
		}
		return fn(tx)
	})
}

// read reads the file, once however often the transaction runs, and finds out what
// storing it would do.
func (w *fileWork) read(ctx context.Context, tx *postgres.Tx) error {
	if w.upload.Rows == nil && w.upload.Problems == nil {
		w.report.at(Reading, 0)
		content, err := tx.ImportContent(ctx, w.file.ID)
		if err != nil {
			return err
		}
		limits := fileLimits
		limits.Watch = func(part float64) error {
			w.report.at(Reading, part)
			return context.Cause(ctx)
		}
		if w.upload, err = exchange.ReadUpload(content, limits); err != nil || len(w.upload.Problems) > 0 {
			return err
		}
	}
	actor, err := w.room.actorOf(ctx, tx, w.file)
	if err != nil {
		return err
	}
	w.plan, err = w.room.planFile(ctx, tx, planning{actor: actor, file: w.file, rows: w.upload.Rows, report: w.report,
		lock: w.file.Task == postgres.StoreFile})
	return err
}

// actorOf is who uploaded the file, with the roles held today: rights that have ended
// since then are not the file's.
func (room *Room) actorOf(ctx context.Context, tx *postgres.Tx, f postgres.ImportFile) (org.Actor, error) {
	person, err := tx.Person(ctx, f.PersonID)
	if err != nil {
		return org.Actor{}, err
	}
	if person.HasLeft(room.today()) {
		return org.Actor{}, fault.ErrForbidden
	}
	memberships, err := tx.MembershipsOn(ctx, f.PersonID, room.today())
	return org.Actor{Person: person, Memberships: memberships, ClientAddress: f.ClientAddress, RequestID: f.RequestID}, err
}

// list keeps the rows to be looked at.
func (w *fileWork) list(ctx context.Context, tx *postgres.Tx) error {
	pages, err := w.plan.pages(func(part float64) { w.report.at(Listing, part) })
	if err != nil {
		return err
	}
	if err := tx.SetImportPages(ctx, w.file.ID, pages); err != nil {
		return err
	}
	return w.end(ctx, tx, postgres.FileRead)
}

// end settles the run in the transaction that did its work.
func (w *fileWork) end(ctx context.Context, tx *postgres.Tx, state postgres.FileState) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	outcome := FileOutcome{Problems: w.upload.Problems, Notes: w.upload.Notes}
	if w.plan != nil {
		outcome = w.plan.outcome
		outcome.Notes = w.upload.Notes
	}
	raw, err := json.Marshal(outcome)
	if err != nil {
		return err
	}
	f, now := w.file, w.room.now()
	f.State, f.SettledAt, f.Outcome, f.Progress = state, &now, raw, 100
	return tx.SettleImport(ctx, f)
}

// settle notes how the run ended when nothing of it was kept. The error is one that
// whoever runs the program should know of.
func (w *fileWork) settle(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	f, now := w.file, w.room.now()
	f.State, f.SettledAt, f.Overtaken = postgres.FileFailed, &now, false
	f.Stage, f.Progress = w.report.now()
	cancelled := errors.Is(err, errCancelled) || errors.Is(context.Cause(ctx), errCancelled)
	if cancelled {
		f.State = postgres.FileCancelled
	}
	// Also when the time is up or the program is stopping.
	ctx = context.WithoutCancel(ctx)
	settled := w.room.db.Write(ctx, func(tx *postgres.Tx) error { return tx.SettleImport(ctx, f) })
	if errors.Is(settled, fault.ErrConflict) {
		settled = nil // somebody has found it dead, and said so
	}
	if cancelled {
		return settled
	}
	return errors.Join(err, settled)
}
