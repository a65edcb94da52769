package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// The addresses of the links, and of the national plan among them.
const (
	linksURL        = "/gruppen/lankar"
	nationalPlanURL = linksURL + "/nationell-plan"
)

// ShowLinks lists the group's links.
func (h *Handlers) ShowLinks(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.room.LibraryLinks(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.LibraryLinksView{PlanURL: nationalPlanURL, Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Länkar"), Trail: []ui.Link{{Text: i18n.T(ctx, "Dokument"), URL: documentsURL}},
		Lead: i18n.T(ctx, "Riktlinjer, vårdprogram, register och forskning som gruppen går efter. De som gäller ett mått står också på måttets sida, och årets forskning i årsrapporten.")},
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Ingen länk är inskriven än")}}
	if p.CanWrite {
		v.NewURL = linksURL + "/ny"
	}
	for _, k := range improvement.LinkKinds() {
		part := view.LibraryLinkPart{Title: words.LinkKind(ctx, k)}
		for _, l := range p.List {
			if l.Kind == k {
				part.Rows = append(part.Rows, linkRow(ctx, l, p))
			}
		}
		if len(part.Rows) > 0 {
			v.Parts = append(v.Parts, part)
		}
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.LibraryLinks(v)})
}

// linkRow is one link with who wrote it and when it was last seen to hold.
func linkRow(ctx context.Context, l group.LibraryLinkRow, p group.LibraryLinks) view.LibraryLinkRow {
	row := view.LibraryLinkRow{Title: l.Title, URL: l.URL, Source: l.Source, What: l.What, Measure: l.MeasureName, MeasureURL: "/mal/matt/" + l.MeasureCode, Old: l.Old(p.Today),
		Checked: i18n.T(ctx, "Kontrollerad %s", i18n.Date(ctx, l.CheckedOn))}
	if l.Year != 0 {
		row.Source = l.Source + ", " + strconv.Itoa(l.Year)
	}
	if row.Old {
		row.Checked = i18n.T(ctx, "Kontrollerad %s, för mer än ett år sedan", i18n.Date(ctx, l.CheckedOn))
	}
	if p.CanWrite {
		row.EditURL, row.CheckURL = linksURL+"/"+page.Digits(l.ID), linksURL+"/"+page.Digits(l.ID)+"/kontrollerad"
	}
	return row
}

// ShowNationalPlan is the national programme area's plan beside the group's own actions.
func (h *Handlers) ShowNationalPlan(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	areas, canWrite, err := h.room.NationalPlan(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.NationalPlanView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Nationella planen bredvid vår"), Trail: []ui.Link{{Text: i18n.T(ctx, "Länkar"), URL: linksURL}},
		Lead: i18n.T(ctx, "Det nationella programområdets plan, insatsområde för insatsområde. En åtgärd står här när dess handlingsplan nämner insatsområdet som den NPO-plan den hör till.")},
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Inget är inskrivet ur den nationella planen.")}}
	if canWrite {
		v.NewURL = linksURL + "/ny?" + url.Values{kindName: {string(improvement.NationalPlanLink)}}.Encode()
	}
	for n, a := range areas {
		area := view.NationalArea{ID: "omrade-" + strconv.Itoa(n+1), Title: a.Area}
		for _, e := range a.Entries {
			area.Entries = append(area.Entries, linkRow(ctx, e, group.LibraryLinks{Today: visitor.Today(), CanWrite: canWrite}))
		}
		for _, action := range a.Actions {
			unit := action.UnitName
			if unit == "" {
				unit = i18n.T(ctx, "Gemensamt")
			}
			area.Actions = append(area.Actions, ui.Way{Link: ui.Link{Text: action.Area, URL: page.ActionURL(action.ID)}, Text: unit + ", " + words.LowerActionState(ctx, action.State)})
		}
		v.Areas = append(v.Areas, area)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.NationalPlan(v)})
}
