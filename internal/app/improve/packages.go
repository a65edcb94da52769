package improve

import (
	"context"
	"slices"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PackageRow is a data package as it stands in a list.
type PackageRow = postgres.PackageRow

// readPackages lists the data packages that were made for a programme, the newest first; for
// those who may not see small numbers the ones that are fixed, which are masked for them.
func readPackages(ctx context.Context, tx *postgres.Tx, actor org.Actor, of postgres.PackagesFor) ([]PackageRow, error) {
	list, err := tx.DataPackages(ctx, of)
	if !actor.May(org.ViewUnmasked, of.GroupID, 0) {
		list = slices.DeleteFunc(list, func(r PackageRow) bool { return r.Latest.Number == 0 })
	}
	return list, err
}
