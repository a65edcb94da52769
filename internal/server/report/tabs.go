package report

import (
	"context"
	"strconv"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// The pages of a year's report, by the end of their address.
const (
	readTab     = ""
	stateTab    = "/lage"
	sectionsTab = "/avsnitt"
	roundTab    = "/synpunkter"
	editionsTab = "/utgavor"
	filesTab    = "/filer"
	slidesTab   = "/bildspel"
)

// headOf is the heading of a page about the year's report, with the ways to the others
// that the visitor may open.
func headOf(ctx context.Context, visitor page.Visitor, year int, current, title string) view.HeadView {
	h := view.HeadView{Title: title, Lead: visitor.Group.Line()}
	if current != readTab {
		h.Trail = []ui.Link{{Text: i18n.T(ctx, "Årsrapport"), URL: "/arsrapport"}, {Text: strconv.Itoa(year), URL: yearURL(year)}}
	}
	group := visitor.May(org.ViewBoard, 0)
	for _, tab := range []struct {
		end, text string
		shown     bool
	}{
		{readTab, i18n.T(ctx, "Rapporten"), true},
		{stateTab, i18n.T(ctx, "Läget"), group},
		{sectionsTab, i18n.T(ctx, "Avsnitt"), visitor.May(org.WriteReport, 0)},
		{roundTab, i18n.T(ctx, "Enheternas synpunkter"), group},
		{editionsTab, i18n.T(ctx, "Utgåvor"), true},
		{filesTab, i18n.T(ctx, "Filer"), group},
		{slidesTab, i18n.T(ctx, "Bildspel"), group},
	} {
		if tab.shown {
			h.Tabs = append(h.Tabs, ui.Link{Text: tab.text, URL: yearURL(year) + tab.end, Current: tab.end == current})
		}
	}
	return h
}
