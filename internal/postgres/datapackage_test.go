package postgres_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// twoPackages are one with all that a package can have, and one with only what it needs.
func (w *world) twoPackages() (full, bare improvement.DataPackage) {
	full = improvement.DataPackage{GroupID: w.full, Title: "Tidigt födda", Question: "Hur många?", PathwayID: 7, TeamID: 8, FirstYear: 2024, LastYear: 2025,
		Indicators: []quality.IndicatorID{w.divided.ID, w.plain.ID}, Units: []org.UnitID{w.ala},
		Professions: []improvement.PackageProfession{{Profession: "Barnmorska", What: "vid födelsen", Source: "egen kartläggning"}},
		Notes:       []improvement.PackageNote{{Section: improvement.PackagePatients, Text: "Få barn"}}, WrittenAt: noon, WrittenBy: w.anna}
	bare = improvement.DataPackage{GroupID: w.full, Title: "Alla", Question: "", FirstYear: 2025, LastYear: 2025,
		Indicators: []quality.IndicatorID{w.plain.ID}, WrittenAt: noon}
	for _, p := range []*improvement.DataPackage{&full, &bare} {
		w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
			p.ID, err = tx.AddDataPackage(ctx, *p)
			return err
		})
		p.Version = 1
	}
	return full, bare
}

func (w *world) dataPackage(id improvement.PackageID) postgres.PackageRow {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.PackageRow, error) {
		return tx.DataPackage(ctx, w.full, id)
	})
}

func TestDataPackages(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoPackages()
	bare.Units, bare.Professions, bare.Notes = []org.UnitID{}, []improvement.PackageProfession{}, []improvement.PackageNote{}
	got := w.dataPackage(full.ID)
	same(t, "the name of who wrote it", got.Writer, "Anna")
	same(t, "all of it", got.DataPackage, full)
	same(t, "only what it needs", w.dataPackage(bare.ID).DataPackage, bare)
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.DataPackage(ctx, w.bare, full.ID)
		return err
	})

	full.Title, full.LastYear, full.Units, full.Notes = "Mycket tidigt födda", 2026, []org.UnitID{w.ala, w.bo}, []improvement.PackageNote{}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveDataPackage(ctx, full) })
	w.refused("an older version", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveDataPackage(ctx, full) })
	full.Version = 2
	same(t, "changed", w.dataPackage(full.ID).DataPackage, full)

	ids := func(of postgres.PackagesFor) (list []improvement.PackageID) {
		for _, p := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PackageRow, error) {
			return tx.DataPackages(ctx, of)
		}) {
			list = append(list, p.ID)
		}
		return list
	}
	same(t, "the newest first", ids(postgres.PackagesFor{GroupID: w.full}), []improvement.PackageID{bare.ID, full.ID})
	same(t, "those of an introduction", ids(postgres.PackagesFor{GroupID: w.full, PathwayID: 7}), []improvement.PackageID{full.ID})
	same(t, "those of a team", ids(postgres.PackagesFor{GroupID: w.full, TeamID: 7}), nil)
	same(t, "another group's", ids(postgres.PackagesFor{GroupID: w.bare}), nil)
}

func TestPackageEditions(t *testing.T) {
	w := withDocuments(t)
	full, bare := w.twoPackages()
	add := func(number int, reason string, by org.PersonID) (e postgres.PackageEdition) {
		e = postgres.PackageEdition{PackageID: full.ID, Number: number, InternalSHA256: sum32('d'), PublicSHA256: sum32('p'), MadeAt: noon, Reason: reason}
		w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
			if err := tx.LockDataPackage(ctx, w.full, full.ID); err != nil {
				return err
			}
			e.ID, err = tx.AddPackageEdition(ctx, e, by)
			return err
		})
		return e
	}
	first := add(1, "", w.anna)
	first.MadeBy = "Anna"
	second := add(2, "Nya siffror", 0)
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PackageEdition, error) {
		return tx.PackageEditions(ctx, full.ID)
	})
	for n := range got {
		got[n].MadeAt = got[n].MadeAt.In(time.UTC)
		if !got[n].MadeAt.Equal(noon) {
			t.Errorf("made at %s", got[n].MadeAt)
		}
		got[n].MadeAt = noon
	}
	same(t, "the latest first", got, []postgres.PackageEdition{second, first})
	list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PackageRow, error) {
		return tx.DataPackages(ctx, postgres.PackagesFor{GroupID: w.full})
	})
	if list[0].ID != bare.ID || list[0].Latest.Number != 0 || list[1].Latest.Number != 2 {
		t.Errorf("the latest of each: %+v", list)
	}
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.LockDataPackage(ctx, w.bare, full.ID)
	})

	// Its documents are kept however old they are, and are no drafts of the year's report.
	pdf := w.askFile('d', "pdf", 0)
	files := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportFile, error) {
		return tx.ReportFilesOfDocument(ctx, sum32('d'))
	})
	if len(files) != 1 || files[0].ID != pdf {
		t.Errorf("the document's files: %+v", files)
	}
	drafts := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportFile, error) {
		return tx.ReportFiles(ctx, postgres.ReportFilesOf{GroupID: w.full, Year: 2026, Audience: "internal"})
	})
	if slices.ContainsFunc(drafts, func(f postgres.ReportFile) bool { return f.ID == pdf }) {
		t.Error("a package's file is among those of the year's drafts")
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.DeleteOldReportFiles(ctx, noon.AddDate(1, 0, 0))
	})
	if _, err := fetch2(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ReportDocument, error) {
		return tx.ReportDocument(ctx, sum32('d'))
	}); err != nil {
		t.Errorf("the package's document is gone: %v", err)
	}
}

// fetch2 reads something that may not be there.
func fetch2[T any](w *world, fn func(context.Context, *postgres.Tx) (T, error)) (got T, err error) {
	err = w.try(func(ctx context.Context, tx *postgres.Tx) (err error) {
		got, err = fn(ctx, tx)
		return err
	})
	return got, err
}
