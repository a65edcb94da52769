package collect

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// fileLife is how long an uploaded file waits for the decision to store it.
const fileLife = 12 * time.Hour

// MaxFile is the most bytes that an uploaded file may have.
const MaxFile = 10 << 20

// File is a file that the actor has uploaded.
type File struct {
	ID    int64
	Where Where // without unit and period when it may be about any
	Name  string
	// Content is the file itself.
	Content []byte
}

// KeepFile keeps an uploaded file until the actor has seen what is in it and
// decided, and gives its number. Nothing of it is stored as figures.
func (room *Room) KeepFile(ctx context.Context, actor org.Actor, file File) (int64, error) {
	var id int64
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if _, err := room.places(ctx, tx, actor, file.Where); err != nil {
			return err
		}
		now := room.now()
		if err := tx.DeleteImportFiles(ctx, now); err != nil {
			return err
		}
		var err error
		id, err = tx.AddImportFile(ctx, postgres.ImportFile{
			GroupID: file.Where.GroupID, PersonID: actor.Person.ID, UnitCode: file.Where.UnitCode, PeriodCode: file.Where.PeriodCode,
			Name: file.Name, Content: file.Content, UploadedAt: now, ExpiresAt: now.Add(fileLife)})
		return err
	})
	return id, err
}

// File reads a file that the actor has uploaded to the group; fault.ErrNotFound
// when there is none, or not any more.
func (room *Room) File(ctx context.Context, actor org.Actor, group org.GroupID, id int64) (File, error) {
	var file File
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		kept, err := tx.ImportFile(ctx, id, actor.Person.ID, room.now())
		if err != nil {
			return err
		}
		file = File{ID: kept.ID, Name: kept.Name, Content: kept.Content,
			Where: Where{GroupID: group, UnitCode: kept.UnitCode, PeriodCode: kept.PeriodCode}}
		if kept.GroupID != group {
			return fault.ErrNotFound
		}
		return nil
	})
	return file, err
}
