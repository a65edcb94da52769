package report

import (
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/postgres"
)

// FileJob is one try at making a file.
type FileJob = postgres.ReportFileJob

// MakeFile makes a file of the document, and tells how far it has come as often as it
// likes. What it cannot make is a *FileError, or the context's error.
type MakeFile func(ctx context.Context, doc *edition.Document, order FileOrder, progress func(stage string, done, total int)) (name string, content []byte, err error)

// FileError is why a file could not be made.
type FileError struct {
	Problem edition.FileProblem
	Err     error
}

// Error is for whoever runs the program.
func (e *FileError) Error() string { return string(e.Problem) + ": " + e.Err.Error() }

// Unwrap gives what went wrong.
func (e *FileError) Unwrap() error { return e.Err }

// ErrFileCancelled ends work on a file that nobody wants any more.
var ErrFileCancelled = errors.New("the file is not wanted any more")

const (
	// heardEvery is how often the database hears of a file that is being made.
	heardEvery = 400 * time.Millisecond
	// quiet is how long it may hear nothing before another process makes the file: long
	// enough for a restart of the database, short enough to wait for.
	quiet = 30 * time.Second
	// mostTries is how often a file is begun, when processes die making it.
	mostTries = 3
	// keptFor is how long a draft's files are kept.
	keptFor = 14 * 24 * time.Hour
)

// WorkOnFile makes the file that the job is about, within the time. A file that another
// process has, or that nobody wants, is passed over or is ErrFileCancelled. When the
// context ends, the file is put back for another process. Other errors are for whoever
// runs the program; the file's page tells them too.
func (room *Room) WorkOnFile(ctx context.Context, job FileJob, within time.Duration, makeFile MakeFile) error {
	var f File
	var doc *edition.Document
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if f, err = tx.ClaimReportFile(ctx, job); err != nil {
			return err
		}
		stored, err := tx.ReportDocument(ctx, f.SHA256)
		if err != nil {
			return err
		}
		doc, err = edition.Decode(stored.Content)
		return err
	})
	if errors.Is(err, fault.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	timed, cancel := context.WithTimeout(working, within)
	defer cancel()
	w := &fileWork{room: room, file: f}
	end := w.keep(working, stop)
	name, content, err := makeFile(timed, doc, FileOrder{Format: edition.FileFormat(f.Format), UnitID: f.UnitID}, w.at)
	end()
	return w.settle(ctx, working, made{name, content, err})
}

// made is what came of making a file.
type made struct {
	name    string
	content []byte
	err     error
}

// fileWork is a try at making a file.
type fileWork struct {
	room *Room
	mu   sync.Mutex
	file File
}

// at notes how far it has come.
func (w *fileWork) at(stage string, done, total int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.file.Stage, w.file.Done, w.file.Total = stage, done, total
}

func (w *fileWork) now() File {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.file
}

// keep tells the database that the work goes on until it is told to end, and stops the
// work when nobody wants the file any more.
func (w *fileWork) keep(ctx context.Context, stop context.CancelCauseFunc) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(heardEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			f := w.now()
			err := w.room.db.Write(ctx, func(tx *postgres.Tx) error { return tx.HearOfReportFile(ctx, f) })
			if errors.Is(err, fault.ErrNotFound) {
				stop(ErrFileCancelled)
				return
			}
		}
	}()
	return func() { cancel(); <-done }
}

// settle stores what came of it, also when the context has ended.
func (w *fileWork) settle(ctx, working context.Context, m made) error {
	stopping, f := ctx.Err() != nil, w.now()
	if errors.Is(context.Cause(working), ErrFileCancelled) {
		return ErrFileCancelled
	}
	now := w.room.now()
	var failed *FileError
	switch {
	case m.err == nil:
		sum := sha256.Sum256(m.content)
		f.State, f.Name, f.ContentSHA256, f.MadeAt = FileMade, m.name, sum[:], &now
	case stopping:
		f.State = FileWaiting
	case errors.As(m.err, &failed):
		f.State, f.Problem = FileFailed, string(failed.Problem)
	case errors.Is(m.err, context.DeadlineExceeded):
		f.State, f.Problem = FileFailed, string(edition.TookTooLong)
	default:
		f.State, f.Problem = FileFailed, string(edition.ProgramFailed)
	}
	ctx = context.WithoutCancel(ctx)
	settled := w.room.db.Write(ctx, func(tx *postgres.Tx) error {
		if f.State == FileWaiting {
			return tx.PutBackReportFile(ctx, f)
		}
		return tx.SettleReportFile(ctx, f, m.content)
	})
	if errors.Is(settled, fault.ErrConflict) {
		return ErrFileCancelled
	}
	return errors.Join(m.err, settled)
}

// TendFiles lets the files that a dead process was making be made, and forgets the old
// ones of drafts. Any number of processes may call it again and again.
func (room *Room) TendFiles(ctx context.Context) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.TakeUpLostReportFiles(ctx, quiet, mostTries); err != nil {
			return err
		}
		return tx.DeleteOldReportFiles(ctx, room.now().Add(-keptFor))
	})
}

// lastingFormats are made of every edition, and kept with it.
var lastingFormats = []edition.FileFormat{edition.PDFFile, edition.ArchiveFile, edition.HTMLFile}

// AskForFiles asks for the files that every edition has, of one of its documents, in the
// transaction that fixes it: the document must be there. Nobody is logged as having asked,
// since fixing it is.
func AskForFiles(ctx context.Context, tx *postgres.Tx, doc postgres.ReportDocument) error {
	for _, format := range lastingFormats {
		if _, err := tx.AskForReportFile(ctx, File{SHA256: doc.SHA256, Format: string(format), Maker: edition.FilesVersion, AskedAt: doc.MadeAt}, 0); err != nil {
			return err
		}
	}
	return nil
}
