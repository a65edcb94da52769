package page

import (
	"context"
	"time"

	"samsyn/internal/i18n"
	"samsyn/templates/ui"
)

// Overtaken says that somebody else saved first, by name and time when they are
// known.
func Overtaken(ctx context.Context, name string, at time.Time) string {
	if name == "" {
		return i18n.T(ctx, "Någon annan ändrade medan du hade sidan öppen. Det du skrev är inte sparat.")
	}
	return i18n.T(ctx, "%s ändrade %s kl. %s, medan du hade sidan öppen. Det du skrev är inte sparat.",
		name, i18n.LongDate(ctx, at), i18n.Clock(ctx, at))
}

// Differing keeps the definitions whose stored text is another than the typed one;
// both are the same terms in the same order.
func Differing(stored, typed []ui.Definition) []ui.Definition {
	var now []ui.Definition
	for n, d := range stored {
		if d.Text == typed[n].Text {
			continue
		}
		if d.Text == "" {
			d.Text = i18n.NoValue
		}
		now = append(now, d)
	}
	return now
}
