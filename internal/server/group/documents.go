package group

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const documentsURL = "/gruppen/dokument"

func documentURL(id improvement.DocumentID) string { return documentsURL + "/" + page.Digits(id) }

// yearsOfDocuments is how many years can be chosen, this one and those before it.
const yearsOfDocuments = 10

// ShowDocuments lists what the group has written and keeps.
func (h *Handlers) ShowDocuments(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked := group.DocumentsAsked{GroupID: visitor.Group.ID, Kind: improvement.DocumentKind(page.Query(r).Value(kindName))}
	var err error
	if asked.Year, err = addressNumber(r, yearName, 0, 1990, 2200); err != nil {
		return err
	}
	if asked.Page, err = addressNumber(r, pageName, 1, 1, mostPages); err != nil {
		return err
	}
	if asked.Kind != "" && !slices.Contains(improvement.DocumentKinds(), asked.Kind) {
		return fault.ErrNotFound
	}
	list, err := h.room.Documents(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Dokument"), Content: view.Documents(newDocumentsView(ctx, visitor, asked, list))})
}

func newDocumentsView(ctx context.Context, visitor page.Visitor, asked group.DocumentsAsked, list group.Documents) view.DocumentsView {
	v := view.DocumentsView{Tabs: tabs(ctx, visitor, documentsURL), Filter: ui.FilterProps{Action: documentsURL, Label: i18n.T(ctx, "Välj dokument")},
		Kind:  ui.SelectProps{Name: kindName, Label: i18n.T(ctx, "Slag"), Empty: i18n.T(ctx, "Alla"), Value: string(asked.Kind)},
		Year:  ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Empty: i18n.T(ctx, "Alla år")},
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Inget dokument att visa"), Text: i18n.T(ctx, "Här står det som gruppen har skrivit, när det är publicerat.")}}
	for _, k := range improvement.DocumentKinds() {
		v.Kind.Options = append(v.Kind.Options, ui.Option{Value: string(k), Label: words.DocumentKind(ctx, k)})
	}
	var years []int
	for year := visitor.Today().Year() + 1; year > visitor.Today().Year()-yearsOfDocuments; year-- {
		years = append(years, year)
	}
	if v.Year.Options = yearOptions(years); asked.Year != 0 {
		v.Year.Value = strconv.Itoa(asked.Year)
	}
	if asked.Kind != "" || asked.Year != 0 {
		v.Filter.ResetURL = documentsURL
	}
	if list.CanWrite {
		v.NewURL = documentsURL + "/nytt"
	}
	for _, d := range list.List {
		v.Rows = append(v.Rows, documentRow(ctx, d))
	}
	for _, e := range list.Editions {
		v.Rows = append(v.Rows, editionRow(ctx, e))
	}
	for _, m := range list.Minutes {
		v.Rows = append(v.Rows, view.DocumentRow{Title: m.Title, URL: meetingURL(m.ID) + "/protokoll", About: m.MinutesName(), Kind: words.DocumentKind(ctx, improvement.NotesDocument),
			Year: strconv.Itoa(m.StartsAt.Year()), State: words.DocumentState(ctx, improvement.DocumentPublished), Day: i18n.Date(ctx, *m.PublishedAt),
			Readers: words.DocumentReaders(ctx, improvement.ReadByBody)})
	}
	last := asked.Page
	if list.More {
		last++
	}
	v.Pages = listPages(ctx, documentsURL, url.Values{kindName: {string(asked.Kind)}, yearName: {v.Year.Value}}, asked.Page, last*group.DocumentsPage, group.DocumentsPage)
	if visitor.May(org.ViewWork, 0) {
		v.Ways = append(v.Ways, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Länkar"), URL: linksURL}, Text: i18n.T(ctx, "Riktlinjer, vårdprogram, register och den nationella planen.")})
	}
	if visitor.May(org.Discuss, 0) {
		v.Ways = append(v.Ways, ui.Way{Link: ui.Link{Text: i18n.T(ctx, "Mottagare"), URL: recipientsURL}, Text: i18n.T(ctx, "Vem gruppen berättar för, och vem som har fått veta.")})
	}
	return v
}

// documentRow is a document in the list.
func documentRow(ctx context.Context, d group.DocumentRow) view.DocumentRow {
	row := view.DocumentRow{Title: d.Title, URL: documentURL(d.ID), Kind: words.DocumentKind(ctx, d.Kind), Readers: words.DocumentReaders(ctx, d.Readers),
		State: words.DocumentState(ctx, d.State), Year: i18n.NoValue}
	if d.Year != 0 {
		row.Year = strconv.Itoa(d.Year)
	}
	switch {
	case d.GoalTitle != "":
		row.About = i18n.T(ctx, "Mål: %s", d.GoalTitle)
	case d.MeasureName != "":
		row.About = d.MeasureName
	}
	if d.WithdrawnAt != nil {
		row.State, row.Day = i18n.T(ctx, "Tillbakadraget"), i18n.Date(ctx, *d.WithdrawnAt)
		return row
	}
	if d.PublishedAt != nil {
		row.Day = i18n.T(ctx, "version %d, %s", d.Published, i18n.Date(ctx, *d.PublishedAt))
	}
	return row
}

// editionRow is an edition of the yearly report in the list.
func editionRow(ctx context.Context, e group.Edition) view.DocumentRow {
	row := view.DocumentRow{Title: i18n.T(ctx, "Årsrapport %s", edition.Name(e.Year, e.Number)), URL: "/arsrapport/" + strconv.Itoa(e.Year) + "/utgavor/" + strconv.Itoa(e.Number),
		Kind: words.DocumentKind(ctx, improvement.ReportDocument), Year: strconv.Itoa(e.Year), State: i18n.T(ctx, "Fastställd"), Day: i18n.Date(ctx, e.FixedAt),
		Readers: words.DocumentReaders(ctx, improvement.ReadByBody)}
	if e.PublishedAt != nil {
		row.Readers = words.DocumentReaders(ctx, improvement.ReadByAll)
	}
	return row
}
