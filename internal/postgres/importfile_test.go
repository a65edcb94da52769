package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/fault"
	"samsyn/internal/postgres"
)

func TestImportFiles(t *testing.T) {
	w := newWorld(t)
	file := postgres.ImportFile{GroupID: w.full, PersonID: w.anna, UnitCode: "ALA", PeriodCode: "2026K1", Name: "siffror.xlsx",
		Content: []byte{0, 0xff, 'a'}, UploadedAt: noon, ExpiresAt: noon.Add(time.Hour)}
	bare := postgres.ImportFile{GroupID: w.full, PersonID: w.bert, Name: "b.csv", Content: []byte{}, UploadedAt: noon, ExpiresAt: noon.Add(2 * time.Hour)}
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		if file.ID, err = tx.AddImportFile(ctx, file); err != nil {
			return err
		}
		bare.ID, err = tx.AddImportFile(ctx, bare)
		return err
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		for _, want := range []postgres.ImportFile{file, bare} {
			got, err := tx.ImportFile(ctx, want.ID, want.PersonID, noon)
			got.UploadedAt, got.ExpiresAt = got.UploadedAt.UTC(), got.ExpiresAt.UTC()
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
		}
		if _, err := tx.ImportFile(ctx, file.ID, w.bert, noon); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("somebody else's file: %v", err)
		}
		if _, err := tx.ImportFile(ctx, file.ID, w.anna, noon.Add(time.Hour)); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("an expired file: %v", err)
		}
		if err := tx.DeleteImportFiles(ctx, noon.Add(time.Hour)); err != nil {
			return err
		}
		if _, err := tx.ImportFile(ctx, file.ID, w.anna, noon); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a file that was swept away: %v", err)
		}
		_, err := tx.ImportFile(ctx, bare.ID, w.bert, noon)
		return err
	})
}
