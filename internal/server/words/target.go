package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

// Target is what is to be reached, in words: "minst 80 %", "högst 2,0 per 1 000
// vårddygn", "36,5–37,5 °C", "bland den bättre halvan av enheterna".
func Target(ctx context.Context, t quality.Target, kind quality.Kind, def quality.Version) string {
	switch t.Kind {
	case quality.BetterHalf:
		return i18n.T(ctx, "bland den bättre halvan av enheterna")
	case quality.SmallerSpread:
		return i18n.T(ctx, "mindre skillnad mellan enheterna än året före")
	case quality.FollowOnly:
		return i18n.T(ctx, "följs, utan målvärde")
	}
	if t.Threshold == nil {
		return i18n.NoValue
	}
	value := WithUnit(ctx, kind, exactly(def, *t.Threshold), *t.Threshold)
	switch {
	case def.Direction == quality.WithinRange && t.Second != nil:
		return i18n.Number(ctx, *t.Threshold, decimalsOf(*t.Threshold)) + "–" + WithUnit(ctx, kind, exactly(def, *t.Second), *t.Second)
	case def.Direction == quality.Lower:
		return i18n.T(ctx, "högst %s", value)
	}
	return i18n.T(ctx, "minst %s", value)
}

// LowestTarget is the second threshold of a value target, in words: "Gräns för
// nära målet: 70 %"; "" when there is none.
func LowestTarget(ctx context.Context, t quality.Target, kind quality.Kind, def quality.Version) string {
	if t.Kind != quality.ValueTarget || t.Second == nil || def.Direction == quality.WithinRange {
		return ""
	}
	return i18n.T(ctx, "Gräns för nära målet: %s", WithUnit(ctx, kind, exactly(def, *t.Second), *t.Second))
}

// NearTarget is LowestTarget to stand after a target: "nära målet från 70 %"; "" when there
// is none.
func NearTarget(ctx context.Context, t quality.Target, kind quality.Kind, def quality.Version) string {
	if t.Kind != quality.ValueTarget || t.Second == nil || def.Direction == quality.WithinRange {
		return ""
	}
	value := WithUnit(ctx, kind, exactly(def, *t.Second), *t.Second)
	if def.Direction == quality.Lower {
		return i18n.T(ctx, "nära målet till %s", value)
	}
	return i18n.T(ctx, "nära målet från %s", value)
}

// ChallengingTarget is the value beyond a value target, in words: "Utmanande nivå: 95 %";
// "" when there is none.
func ChallengingTarget(ctx context.Context, t quality.Target, kind quality.Kind, def quality.Version) string {
	if t.Kind != quality.ValueTarget || t.Challenging == nil {
		return ""
	}
	return i18n.T(ctx, "Utmanande nivå: %s", WithUnit(ctx, kind, exactly(def, *t.Challenging), *t.Challenging))
}

// WholeTarget is a target with the levels around it in one sentence: "Minst 80 %; gräns
// för nära målet: 70 %; utmanande nivå: 90 %".
func WholeTarget(ctx context.Context, t quality.Target, kind quality.Kind, def quality.Version) string {
	text := Target(ctx, t, kind, def)
	for _, level := range []string{LowestTarget(ctx, t, kind, def), ChallengingTarget(ctx, t, kind, def)} {
		if level != "" {
			text += "; " + level
		}
	}
	return Sentence(text)
}

// exactly is the definition with as many decimals as the threshold was set with,
// so that a target of 90 is "90 %" and one of 2.5 "2,5".
func exactly(def quality.Version, v float64) quality.Version {
	def.Decimals = decimalsOf(v)
	return def
}

// decimalsOf is how many decimals a threshold has, at most three.
func decimalsOf(v float64) int {
	n := 0
	for n < 3 && v*pow10(n) != float64(int64(v*pow10(n))) {
		n++
	}
	return n
}
