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
