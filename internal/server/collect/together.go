package collect

import (
	"context"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	view "samsyn/templates/collect"
)

// newTogether is what the strata of the form's divided measures come to, each by the row of
// its last stratum.
func newTogether(ctx context.Context, form collect.Form) []view.Together {
	var list []view.Together
	for _, t := range form.Together() {
		v := view.Together{Key: rowKey(t.Key())}
		if t.Known {
			v.Text = i18n.T(ctx, "Alla grupper tillsammans: %s", togetherWords(ctx, t))
			if t.Filled < t.Parts {
				v.Text = i18n.T(ctx, "Tillsammans hittills: %s (%d av %d grupper)", togetherWords(ctx, t), t.Filled, t.Parts)
			}
		}
		list = append(list, v)
	}
	return list
}

// togetherWords is the sum as it can be held against another: its children, or its value
// where it has no others.
func togetherWords(ctx context.Context, t collect.Together) string {
	if text := basis(ctx, t.Indicator.Kind, t.Value); text != "" {
		return text
	}
	if point, ok := t.Value.Point(t.Indicator.Kind, t.Indicator.Definition.RatePer); ok {
		return i18n.Number(ctx, point, t.Indicator.Definition.Decimals)
	}
	return i18n.NoValue
}
