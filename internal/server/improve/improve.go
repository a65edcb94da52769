// Package improve is the pages about what is done to get better. It turns requests into
// calls of the use cases and their answers into views; it must not know SQL or any rule.
package improve

import (
	"context"
	"slices"

	"samsyn/internal/app/group"
	"samsyn/internal/app/improve"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// Handlers are the improvement room's handlers.
type Handlers struct {
	room   *improve.Room
	charts *chart.Renderer
	// press makes PDF, if the program for it is there.
	press *document.Press
	// documents is where the action plan is filed.
	documents *group.Room
}

// New gives the handlers of the use cases; charts draws for pages without JavaScript.
func New(room *improve.Room, charts *chart.Renderer) *Handlers {
	return &Handlers{room: room, charts: charts}
}

// WithPDF gives the handlers with what makes PDF; nil makes none.
func (h *Handlers) WithPDF(press *document.Press) *Handlers {
	with := *h
	with.press = press
	return &with
}

// actionsURL is the room's first page.
const actionsURL = "/forbattring"

// tabs are the room's pages that the visitor may see.
func tabs(ctx context.Context, visitor page.Visitor, current string) []ui.Link {
	links := []ui.Link{{Text: i18n.T(ctx, "Åtgärder"), URL: actionsURL}, {Text: i18n.T(ctx, "Handlingsplan"), URL: planURL},
		{Text: i18n.T(ctx, "Goda exempel"), URL: examplesURL}, {Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL},
		{Text: i18n.T(ctx, "Införanden"), URL: pathwaysURL}, {Text: i18n.T(ctx, "Metoder"), URL: methodsURL}}
	if !visitor.May(org.ViewWork, 0) { // somebody asked in: what one is in, and nothing beside it
		links = slices.DeleteFunc(links, func(l ui.Link) bool { return l.URL != current })
	}
	if improve.Inside(visitor.Actor, visitor.Group.ID) {
		links = append(links, ui.Link{Text: i18n.T(ctx, "Gapanalys"), URL: gapsURL}, ui.Link{Text: i18n.T(ctx, "Behov"), URL: needsURL})
	}
	if visitor.May(org.Discuss, 0) {
		links = append(links, ui.Link{Text: i18n.T(ctx, "Samtal"), URL: improvement.TalksAddress}, ui.Link{Text: i18n.T(ctx, "Stöd"), URL: supportURL})
	}
	for n := range links {
		links[n].Current = links[n].URL == current
	}
	return links
}
