package words

import (
	"context"
	"math"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Verdict says whether units differ more than chance explains, in a sentence that
// claims no more than the figures do; "" for what is not tested.
func Verdict(ctx context.Context, v analysis.Variation) string {
	switch v.Verdict {
	case analysis.MoreThanChance:
		return i18n.T(ctx, "Enheterna skiljer sig mer än slumpen förklarar.")
	case analysis.PerhapsMore:
		return i18n.T(ctx, "Enheterna kan skilja sig mer än slumpen förklarar, men bland så många mått hamnar något här av en slump.")
	case analysis.ChanceEnough:
		return i18n.T(ctx, "Skillnaderna mellan enheterna är inte större än slumpen kan förklara. Det betyder inte att enheterna är lika.")
	case analysis.HiddenUnits:
		return i18n.T(ctx, "Några enheter visas inte, eftersom få barn berörs. Då går det inte att säga hur mycket enheterna skiljer sig.")
	case analysis.NoStandardDeviation:
		return i18n.T(ctx, "Standardavvikelser saknas. Utan dem går det inte att räkna på slumpen.")
	case analysis.TooFew:
		if v.Units < 2 {
			return i18n.T(ctx, "Färre än två enheter har ett värde, så det finns inget att jämföra.")
		}
		return i18n.T(ctx, "För få fall för att säga om enheterna skiljer sig mer än slumpen förklarar.")
	}
	return ""
}

var verdicts = map[analysis.Verdict]string{
	analysis.MoreThanChance:      i18n.Mark("Mer än slumpen"),
	analysis.PerhapsMore:         i18n.Mark("Kanske mer än slumpen"),
	analysis.ChanceEnough:        i18n.Mark("Kan vara slump"),
	analysis.TooFew:              i18n.Mark("För få för att säga"),
	analysis.NoStandardDeviation: i18n.Mark("Standardavvikelse saknas"),
	analysis.HiddenUnits:         i18n.Mark("Några enheter visas inte"),
	analysis.NotTested:           i18n.Mark("Prövas inte"),
}

// ShortVerdict is Verdict in two or three words.
func ShortVerdict(ctx context.Context, v analysis.Verdict) string { return i18n.T(ctx, verdicts[v]) }

// Times is how many times larger a variation is than chance alone makes it: "4,2
// gånger"; "" when it is not known.
func Times(ctx context.Context, times *float64) string {
	if times == nil {
		return ""
	}
	return i18n.T(ctx, "%s gånger", i18n.Number(ctx, *times, 1))
}

// Chance is a probability as how often: "3 gånger av 100", "färre än 1 gång av
// 1 000"; "" when it is not known.
func Chance(ctx context.Context, p *float64) string {
	switch {
	case p == nil:
		return ""
	case *p < 0.001:
		return i18n.T(ctx, "färre än 1 gång av 1 000")
	case *p < 0.01:
		n := int(math.Round(*p * 1000))
		return i18n.N(ctx, "%d gång av 1 000", "%d gånger av 1 000", n, n)
	}
	n := int(math.Round(*p * 100))
	return i18n.N(ctx, "%d gång av 100", "%d gånger av 100", n, n)
}

// Apart is a distance between units in the unit shown: "3,1 procentenheter"; ""
// when it is not known.
func Apart(ctx context.Context, kind quality.Kind, def quality.Version, distance *float64) string {
	if distance == nil {
		return ""
	}
	text := i18n.Number(ctx, *distance, max(1, def.Decimals))
	if kind != quality.Proportion {
		return text
	}
	many := 2
	if text == i18n.Number(ctx, 1, max(1, def.Decimals)) {
		many = 1
	}
	return i18n.N(ctx, "%s procentenhet", "%s procentenheter", many, text)
}

// Placed says where in a funnel a unit lies.
func Placed(ctx context.Context, class stats.FunnelClass) string {
	switch class {
	case stats.High2SD:
		return i18n.T(ctx, "Över 2 SD")
	case stats.High3SD:
		return i18n.T(ctx, "Över 3 SD")
	case stats.Low2SD:
		return i18n.T(ctx, "Under 2 SD")
	case stats.Low3SD:
		return i18n.T(ctx, "Under 3 SD")
	}
	return i18n.T(ctx, "Innanför gränserna")
}

// AgainstOthers says what a unit's difference from the others allows.
func AgainstOthers(ctx context.Context, d analysis.Difference) string {
	switch {
	case !d.Known:
		return i18n.T(ctx, "Går inte att jämföra")
	case d.Distinction == analysis.AboveOthers:
		return i18n.T(ctx, "Högre än övriga, mer än slumpen förklarar")
	case d.Distinction == analysis.BelowOthers:
		return i18n.T(ctx, "Lägre än övriga, mer än slumpen förklarar")
	case d.Distinction == analysis.NotDistinct:
		return i18n.T(ctx, "Kan vara slump")
	}
	return i18n.T(ctx, "För få barn för att säga")
}

// Sizes is what makes a result sure: children, measurements, or the exposure.
func Sizes(ctx context.Context, m *analysis.Measure, def quality.Version) string {
	switch {
	case m.Kind == quality.Mean || m.Kind == quality.Score:
		return i18n.T(ctx, "Antal mätvärden")
	case m.Kind == quality.Proportion && m.CountsChildren:
		return i18n.T(ctx, "Antal barn")
	case def.DenominatorText != "":
		return i18n.T(ctx, "Nämnare")
	}
	return i18n.T(ctx, "Antal")
}
