package group

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// tabs are the room's views that the visitor may open, the current one marked.
func tabs(ctx context.Context, visitor page.Visitor, current string) []ui.Link {
	all := []struct {
		open bool
		ui.Link
	}{
		{visitor.May(org.ViewGroup, 0), ui.Link{Text: i18n.T(ctx, "Om gruppen"), URL: groupURL}},
		{visitor.May(org.ViewWork, 0), ui.Link{Text: i18n.T(ctx, "Möten"), URL: meetingsURL}},
		{visitor.May(org.ViewWork, 0), ui.Link{Text: i18n.T(ctx, "Beslut"), URL: decisionsURL}},
		{visitor.May(org.AskMatter, 0), ui.Link{Text: i18n.T(ctx, "Frågor"), URL: mattersURL}},
	}
	var links []ui.Link
	for _, tab := range all {
		if tab.open {
			tab.Current = tab.URL == current
			links = append(links, tab.Link)
		}
	}
	return links
}
