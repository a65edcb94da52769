package improve

import (
	"context"
	"net/url"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// packagesURL is where data packages are read and made; those pages are the report's.
const packagesURL = "/forbattring/datapaket"

// packagesView is the data packages that were made for a programme: of is the field of the
// form that names it, "inforande" or "team".
func packagesView(ctx context.Context, visitor page.Visitor, rows []improve.PackageRow, of url.Values) view.PackagesView {
	v := view.PackagesView{Links: packageWays(ctx, rows)}
	if visitor.May(org.ProposeGoals, 0) {
		v.NewURL = packagesURL + "/nytt?" + of.Encode()
	}
	return v
}

// packageWays lead to the packages.
func packageWays(ctx context.Context, rows []improve.PackageRow) (ways []ui.Way) {
	for _, r := range rows {
		way := ui.Way{Link: ui.Link{Text: r.Title, URL: packagesURL + "/" + number(r.ID)}, Text: i18n.T(ctx, "Utkast, inte sparat än.")}
		if r.Latest.Number > 0 {
			way.Text = i18n.T(ctx, "Version %d, %s.", r.Latest.Number, i18n.LongDate(ctx, r.Latest.MadeAt))
		}
		ways = append(ways, way)
	}
	return ways
}
