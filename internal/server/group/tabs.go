package group

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// The addresses of the room's own pages.
const (
	mandateURL = "/gruppen/uppdrag"
	wheelURL   = "/gruppen/arshjul"
	healthURL  = "/gruppen/laget"
)

// tabs are the room's pages that the visitor may see.
func tabs(ctx context.Context, v page.Visitor, current string) []ui.Link {
	var links []ui.Link
	for _, tab := range []struct {
		text, url string
		open      bool
	}{
		{i18n.T(ctx, "Om gruppen"), groupURL, v.May(org.ViewGroup, 0)},
		{i18n.T(ctx, "Uppdrag"), mandateURL, v.May(org.ViewWork, 0)},
		{i18n.T(ctx, "Årshjul"), wheelURL, v.May(org.Discuss, 0)},
		{i18n.T(ctx, "Möten"), meetingsURL, v.May(org.ViewWork, 0)},
		{i18n.T(ctx, "Beslut"), decisionsURL, v.May(org.ViewWork, 0)},
		{i18n.T(ctx, "Frågor"), mattersURL, v.May(org.AskMatter, 0)},
		{i18n.T(ctx, "Programområdet"), areaURL, v.May(org.Discuss, 0)},
		{i18n.T(ctx, "Dokument"), documentsURL, v.May(org.ViewPublished, 0)},
		{i18n.T(ctx, "Gruppens läge"), healthURL, v.May(org.ViewWork, 0)},
		{i18n.T(ctx, "Vem får vad"), permissionsURL, true},
	} {
		if tab.open {
			links = append(links, ui.Link{Text: tab.text, URL: tab.url, Current: tab.url == current})
		}
	}
	return links
}
