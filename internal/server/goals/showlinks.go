package goals

import (
	"context"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// libraryWays lead to what others have written that the group goes by, with its source and
// when somebody last saw that it holds.
func libraryWays(ctx context.Context, p goals.IndicatorPage) (ways []ui.Way) {
	for _, l := range p.Links {
		source := l.Source
		if l.Year != 0 {
			source = l.Source + ", " + strconv.Itoa(l.Year)
		}
		ways = append(ways, ui.Way{Link: ui.Link{Text: l.Title, URL: l.URL},
			Text: i18n.T(ctx, "%s, %s. Kontrollerad %s.", words.LinkKind(ctx, l.Kind), source, i18n.Date(ctx, l.CheckedOn))})
	}
	return ways
}

// methodWays lead to what is introduced or phased out and followed by the measure.
func methodWays(ctx context.Context, p goals.IndicatorPage) (ways []ui.Way) {
	for _, m := range p.Methods {
		ways = append(ways, ui.Way{Link: ui.Link{Text: m.Title, URL: "/forbattring/metoder/" + page.Digits(m.ID)}, Text: words.MethodDirection(ctx, m.Direction)})
	}
	return ways
}

// programmeWays lead to the teams and introductions that follow the measure.
func programmeWays(ctx context.Context, p goals.IndicatorPage) (ways []ui.Way) {
	for _, of := range p.Programmes {
		ways = append(ways, ui.Way{Link: ui.Link{Text: of.Title, URL: page.ProgrammeURL(of.Kind, of.ID)}, Text: words.ProgrammeKind(ctx, of.Kind)})
	}
	return ways
}

// documentWays lead to the group's documents that belong to what is shown.
func documentWays(ctx context.Context, list []goals.DocumentRow) (ways []ui.Way) {
	for _, d := range list {
		ways = append(ways, ui.Way{Link: ui.Link{Text: d.Title, URL: "/gruppen/dokument/" + page.Digits(d.ID)},
			Text: i18n.T(ctx, "%s, version %d, %s.", words.DocumentKind(ctx, d.Kind), d.Published, i18n.Date(ctx, *d.PublishedAt))})
	}
	return ways
}
