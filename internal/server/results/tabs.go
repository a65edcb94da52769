package results

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/templates/ui"
)

// roomTabs are the room's views of all measures, the current one marked.
func roomTabs(ctx context.Context, current string) []ui.Link {
	tabs := []ui.Link{
		{Text: i18n.T(ctx, "Så går det"), URL: roomPath},
		{Text: i18n.T(ctx, "Enhet för enhet"), URL: matrixPath},
		{Text: i18n.T(ctx, "Variation"), URL: variationPath},
		{Text: i18n.T(ctx, "Signaler"), URL: signalsPath},
	}
	for n := range tabs {
		tabs[n].Current = tabs[n].URL == current
	}
	return tabs
}
