package collect

import (
	"context"
	"encoding/json"
	"time"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

const (
	// fileLife is how long an uploaded file waits for the decision to store it.
	fileLife = 12 * time.Hour
	// MaxFile is the most bytes that an uploaded file may have.
	MaxFile = 25 << 20
	// MaxFileRows is the most rows that it may have.
	MaxFileRows = 100_000
	// directSize is the most bytes that a file may hold, unpacked, to be worked on
	// while its uploader waits: some thousand rows. A job takes the larger ones.
	directSize = 1 << 20
)

// fileLimits bound what one uploaded file may hold.
var fileLimits = exchange.Limits{Bytes: MaxFile, Rows: MaxFileRows}

// File is a file that the actor uploads.
type File struct {
	Where   Where // without unit and period when it may be about any
	Name    string
	Content []byte
}

// FileState is how far the work on a file has come.
type FileState = postgres.FileState

// The states: nothing of a file that is not Stored has been stored.
const (
	Queued     = postgres.FileQueued
	Running    = postgres.FileRunning
	Read       = postgres.FileRead // waits for the decision
	Unreadable = postgres.FileUnreadable
	Stored     = postgres.FileStored
	Cancelled  = postgres.FileCancelled
	Failed     = postgres.FileFailed
)

// FileStatus is an uploaded file and what has become of it.
type FileStatus struct {
	ID    int64
	Where Where // without unit and period when it may be about any
	Name  string
	// State is how far the work has come; ToStore says that the work is, or was, to
	// store the file and not only to read it.
	State   FileState
	ToStore bool
	// Stage is what is going on and Progress how far the whole has come, in percent.
	Stage      Stage
	Progress   int
	Cancelling bool
	// Overtaken says that it was to be stored, but something had changed.
	Overtaken             bool
	UploadedAt, SettledAt time.Time
	FileOutcome
}

// FileOutcome is what is in a file, held against what is stored.
type FileOutcome struct {
	New, Changed, Same, Wrong int
	// Problems are those of the file as a whole and Notes what to know of it.
	Problems, Notes []exchange.Problem
	// Seen tells this plan from one made when the figures were others.
	Seen string
	// Unit and Period are the codes of the one form that the rows are about, ""
	// when they are about several.
	Unit, Period string
}

// Working reports whether somebody works on the file, or is about to.
func (s FileStatus) Working() bool { return s.State == Queued || s.State == Running }

// Count is how many rows would do so.
func (o FileOutcome) Count(kind Outcome) int {
	return map[Outcome]int{NewFigure: o.New, ChangedFigure: o.Changed, SameFigure: o.Same, WrongRow: o.Wrong}[kind]
}

// TakeFile keeps an uploaded file and finds out what storing it would do: at once
// when it is small, else by a job. It gives the file's number. Nothing of it is
// stored as figures.
func (room *Room) TakeFile(ctx context.Context, actor org.Actor, file File) (int64, error) {
	job := postgres.ImportJob{Run: 1}
	direct := room.isDirect(file.Content)
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if _, err := room.places(ctx, tx, actor, file.Where); err != nil {
			return err
		}
		now := room.now()
		if err := tx.DeleteImportFiles(ctx, now); err != nil {
			return err
		}
		var err error
		job.FileID, err = tx.AddImportFile(ctx, postgres.ImportFile{
			GroupID: file.Where.GroupID, PersonID: actor.Person.ID, UnitCode: file.Where.UnitCode, PeriodCode: file.Where.PeriodCode,
			Name: file.Name, UploadedAt: now, ExpiresAt: now.Add(fileLife)}, file.Content)
		if err != nil || direct {
			return err
		}
		return tx.QueueImport(ctx, job)
	})
	if err == nil && direct {
		err = room.workDirectly(ctx, job)
	}
	return job.FileID, err
}

func (room *Room) isDirect(content []byte) bool { return exchange.Unpacked(content) <= room.direct }

// dead is how long after it began work may be found to have no process: longer than
// any process takes from beginning to holding the file.
const dead = 15 * time.Second

// FileStatus reads what has become of a file that the actor has uploaded to the
// group; fault.ErrNotFound when there is none, or not any more. Work whose process
// has died is settled as failed, or asked for again when it had not begun.
func (room *Room) FileStatus(ctx context.Context, actor org.Actor, group org.GroupID, id int64) (FileStatus, error) {
	f, err := room.ownFile(ctx, actor, group, id)
	if err == nil && f.State == postgres.FileRunning && f.ClaimedAt.Add(dead).Before(room.now()) {
		err = room.db.Write(ctx, func(tx *postgres.Tx) error {
			if _, err := tx.BreakOffImport(ctx, f, room.now()); err != nil {
				return err
			}
			f, err = tx.ImportFile(ctx, id, actor.Person.ID, room.now())
			return err
		})
	}
	if err == nil && f.State == postgres.FileQueued {
		err = room.queueLost(ctx, postgres.ImportJob{FileID: f.ID, Run: f.Run})
	}
	if err != nil {
		return FileStatus{}, err
	}
	return statusOf(f)
}

// queueLost queues the run once more if its job has gone with a process that died.
func (room *Room) queueLost(ctx context.Context, job postgres.ImportJob) error {
	var lost bool
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		lost, err = tx.ImportIsLost(ctx, job)
		return err
	})
	if err != nil || !lost {
		return err
	}
	// Others may do the same: whoever begins the run first does it.
	return room.db.Write(ctx, func(tx *postgres.Tx) error { return tx.QueueImport(ctx, job) })
}

// ownFile reads the actor's file.
func (room *Room) ownFile(ctx context.Context, actor org.Actor, group org.GroupID, id int64) (postgres.ImportFile, error) {
	var f postgres.ImportFile
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if f, err = tx.ImportFile(ctx, id, actor.Person.ID, room.now()); err == nil && f.GroupID != group {
			err = fault.ErrNotFound
		}
		return err
	})
	return f, err
}

// Files lists the actor's files that wait for something, the newest first.
func (room *Room) Files(ctx context.Context, actor org.Actor, group org.GroupID) ([]FileStatus, error) {
	var list []FileStatus
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		list = nil // the transaction may run again
		files, err := tx.ImportFiles(ctx, group, actor.Person.ID, room.now())
		for _, f := range files {
			status, wrong := statusOf(f)
			if wrong != nil {
				return wrong
			}
			if f.State != postgres.FileUnreadable {
				list = append(list, status)
			}
		}
		return err
	})
	return list, err
}

func statusOf(f postgres.ImportFile) (FileStatus, error) {
	s := FileStatus{ID: f.ID, Name: f.Name, Where: Where{GroupID: f.GroupID, UnitCode: f.UnitCode, PeriodCode: f.PeriodCode},
		ToStore: f.Task == postgres.StoreFile, State: f.State, Stage: Stage(f.Stage), Progress: f.Progress, Cancelling: f.Cancel,
		Overtaken: f.Overtaken, UploadedAt: f.UploadedAt}
	if f.SettledAt != nil {
		s.SettledAt = *f.SettledAt
	}
	if f.Outcome == nil {
		return s, nil
	}
	return s, json.Unmarshal(f.Outcome, &s.FileOutcome)
}
