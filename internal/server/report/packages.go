package report

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// packagesURL is the list of data packages; they stand with what is done to get better.
const packagesURL = "/forbattring/datapaket"

func packageURL(id improvement.PackageID) string { return packagesURL + "/" + page.Digits(id) }

// packageTrail leads from the improvement room to the list.
func packageTrail(ctx context.Context) []ui.Link {
	return []ui.Link{{Text: i18n.T(ctx, "Förbättring"), URL: "/forbattring"}, {Text: i18n.T(ctx, "Datapaket"), URL: packagesURL}}
}

// ShowPackages lists the group's data packages; `?inforande=` and `?team=` those of one.
func (h *Handlers) ShowPackages(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	query := page.Query(r)
	of := report.PackagesFor{GroupID: visitor.Group.ID, PathwayID: query.ID("inforande"), TeamID: query.ID("team")}
	p, err := h.room.Packages(ctx, visitor.Actor, of)
	if err != nil {
		return err
	}
	v := view.PackagesView{Trail: packageTrail(ctx)[:1]}
	if p.CanMake {
		v.NewURL = packagesURL + "/nytt"
	}
	for _, k := range p.List {
		v.Rows = append(v.Rows, newPackageRow(ctx, k))
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Datapaket"), Content: view.Packages(v)})
}

func newPackageRow(ctx context.Context, k report.PackageRow) view.PackageRow {
	row := view.PackageRow{Title: k.Title, URL: packageURL(k.ID), Question: k.Question, Span: packageSpan(ctx, k.DataPackage),
		Measures: i18n.N(ctx, "Ett mått", "%d mått", len(k.Indicators)), State: i18n.T(ctx, "Utkast")}
	if k.Latest.Number > 0 {
		row.State = i18n.T(ctx, "Version %d, %s", k.Latest.Number, i18n.LongDate(ctx, k.Latest.MadeAt.In(i18n.Location())))
	}
	return row
}

func packageSpan(ctx context.Context, k improvement.DataPackage) string {
	if k.FirstYear == k.LastYear {
		return strconv.Itoa(k.LastYear)
	}
	return i18n.T(ctx, "%s till %s", strconv.Itoa(k.FirstYear), strconv.Itoa(k.LastYear))
}

// askedPackage is the package, and its edition, that the address names.
func askedPackage(r *http.Request) (report.AskedPackage, error) {
	id, err := page.ID(r, "package")
	return report.AskedPackage{Group: page.VisitorOf(r).Group.ID, ID: improvement.PackageID(id),
		Public: page.Query(r).Value(audienceName) == forAll}, err
}
