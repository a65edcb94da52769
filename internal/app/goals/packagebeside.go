package goals

import (
	"context"
	"slices"

	"samsyn/internal/edition"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// WantedPackage is the data package that a proposal is written from.
type WantedPackage struct {
	GroupID org.GroupID
	// ID is the one asked for; zero for the latest that is about any of the measures.
	ID         improvement.PackageID
	Indicators []quality.IndicatorID
}

// PackageBeside is a data package as it was saved, to stand beside a proposal's form.
type PackageBeside struct {
	postgres.PackageRow
	// Document is what its latest edition says to the actor; nil when there is no such package.
	Document *edition.Document
}

// PackageBeside reads the package that is wanted, with small numbers hidden from those who may
// not see them, as on its own page. There is none for those who may not read the group's
// packages, of a package that has only been drafted, and where nothing is wanted.
func (room *Room) PackageBeside(ctx context.Context, actor org.Actor, wanted WantedPackage) (PackageBeside, error) {
	var p PackageBeside
	if err := mayPropose(actor, wanted.GroupID); err != nil || !actor.May(org.ViewWork, wanted.GroupID, 0) {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		rows, err := tx.DataPackages(ctx, postgres.PackagesFor{GroupID: wanted.GroupID})
		if err != nil {
			return err
		}
		n := slices.IndexFunc(rows, wanted.fits)
		if n < 0 {
			return nil
		}
		sum := rows[n].Latest.PublicSHA256
		if actor.May(org.ViewUnmasked, wanted.GroupID, 0) {
			sum = rows[n].Latest.InternalSHA256
		}
		kept, err := tx.ReportDocument(ctx, sum)
		if err != nil {
			return err
		}
		p.PackageRow = rows[n]
		p.Document, err = edition.Decode(kept.Content)
		return err
	})
	return p, err
}

// fits reports whether the package is the one wanted; rows come the newest first.
func (w WantedPackage) fits(row postgres.PackageRow) bool {
	switch {
	case row.Latest.Number == 0:
		return false
	case w.ID != 0:
		return row.ID == w.ID
	}
	return slices.ContainsFunc(row.Indicators, func(id quality.IndicatorID) bool { return slices.Contains(w.Indicators, id) })
}
