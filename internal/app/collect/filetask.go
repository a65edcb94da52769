package collect

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// StoreFile decides to store the file, all of it or nothing: at once when it is
// small, else by a job. seen is FileStatus.Seen of what the actor decided upon;
// when the figures have become others nothing is stored, and the file's status says
// so. Deciding again changes nothing. fault.ErrWrongState when the file is not to be
// stored: it has not been read, or has rows to mend.
func (room *Room) StoreFile(ctx context.Context, actor org.Actor, group org.GroupID, ask FileDecision) error {
	f, err := room.ownFile(ctx, actor, group, ask.ID)
	if err != nil {
		return err
	}
	status, err := statusOf(f)
	switch {
	case err != nil:
		return err
	case f.State == postgres.FileStored, f.Task == postgres.StoreFile && f.State == postgres.FileQueued,
		f.Task == postgres.StoreFile && f.State == postgres.FileRunning:
		return nil // decided already
	case f.State != postgres.FileRead || status.Wrong > 0 || status.New+status.Changed == 0:
		return fault.ErrWrongState
	case status.Seen != ask.Seen:
		return fault.ErrConflict
	}
	f.Task = postgres.StoreFile
	return room.workOn(ctx, actor, f)
}

// FileDecision is which file to store, and what the decision rests on.
type FileDecision struct {
	ID   int64
	Seen string
}

// RereadFile reads a file once more, after work on it was stopped or broke off, or
// to see what storing it would do now. A file that is stored stays so.
func (room *Room) RereadFile(ctx context.Context, actor org.Actor, group org.GroupID, id int64) error {
	f, err := room.ownFile(ctx, actor, group, id)
	if err != nil || f.State == postgres.FileStored {
		return err
	}
	f.Task = postgres.ReadFile
	return room.workOn(ctx, actor, f)
}

// workOn asks for the file's task; somebody who asked a moment before is as good.
func (room *Room) workOn(ctx context.Context, actor org.Actor, f postgres.ImportFile) error {
	f.ClientAddress, f.RequestID = actor.ClientAddress, actor.RequestID
	job := postgres.ImportJob{FileID: f.ID, Run: f.Run + 1}
	direct := false
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.QueueTask(ctx, f); err != nil {
			return err
		}
		content, err := tx.ImportContent(ctx, f.ID)
		if err != nil {
			return err
		}
		if direct = room.isDirect(content); direct {
			return nil
		}
		return tx.QueueImport(ctx, job)
	})
	switch {
	case errors.Is(err, fault.ErrConflict):
		return nil
	case err == nil && direct:
		return room.workDirectly(ctx, job)
	}
	return err
}

// CancelFile stops the work on the actor's file. What has been stored stays.
func (room *Room) CancelFile(ctx context.Context, actor org.Actor, group org.GroupID, id int64) error {
	if _, err := room.ownFile(ctx, actor, group, id); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error { return tx.CancelImport(ctx, id, room.now()) })
}
