// Package goals is the pages about what the group wants to reach: the year's
// goals, the long-term goals, the promises, and the library of measures. It shows
// finished words; it must not know the domain or who may do what.
package goals

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/templates/ui"
)

// Frame is what the room's pages have in common.
type Frame struct {
	Tabs []ui.Link
	// CanEdit shows the ways to change things.
	CanEdit bool
}

// MeasureRow is a measure in a list.
type MeasureRow struct {
	Code, Name, URL string
	ResultURL       string
	Category        string
	Scope           string
	Certainty       string
	Target          string   // in words; "" when none is set
	Lowest          string   // the limit beside the target, in words
	Challenging     string   // the value beyond it, in words
	Own             []string // the units' own targets, in words
	Use             string   // where it is used in the year, in words
}

// partLegend names a part of a division for those who hear the form.
func partLegend(ctx context.Context, name string) string {
	if name == "" {
		return i18n.T(ctx, "Ny del")
	}
	return i18n.T(ctx, "Delen %s", name)
}
