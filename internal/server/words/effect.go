package words

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Effect is what can be said of a line before and after something began, in a sentence
// or two. It never says that the one thing caused the other.
func Effect(ctx context.Context, e analysis.Effect) string {
	few := tooFew(ctx, e.Months())
	switch e.Verdict {
	case analysis.NothingAfter:
		return i18n.T(ctx, "Det finns inga värden från tiden efter %s än.", i18n.LongDate(ctx, e.Began))
	case analysis.TooFewBefore:
		return i18n.T(ctx, "%s före för att jämföra med: %d av minst %d.", few, e.ValuesBefore, analysis.FewestEachSide)
	case analysis.TooFewAfter:
		return i18n.T(ctx, "%s efter för att säga något: %d av minst %d.", few, e.ValuesAfter, analysis.FewestEachSide)
	case analysis.NotComparable:
		return i18n.T(ctx, "Tiden före och efter går inte att jämföra: måttets definition eller hur ofta det lämnas ändrades däremellan.")
	case analysis.Lasts:
		return effectLasts(ctx, e.Meaning) + sinceBefore(ctx, e) + " " + otherwise(ctx)
	case analysis.Differs:
		return effectDiffers(ctx, e.Meaning) + " " + i18n.T(ctx, "Om det håller i sig går inte att säga än.") + " " + otherwise(ctx)
	case analysis.ChangedEarlier:
		return effectEarlier(ctx, e.Meaning) + sinceBefore(ctx, e)
	}
	return i18n.T(ctx, "Ingen säker ändring: skillnaden före och efter kan vara slump.")
}

func effectLasts(ctx context.Context, m stats.Meaning) string {
	switch m {
	case stats.Improvement:
		return i18n.T(ctx, "Tydlig förbättring, som håller i sig efter att arbetet började.")
	case stats.Concern:
		return i18n.T(ctx, "Tydlig försämring, som håller i sig efter att arbetet började.")
	}
	return i18n.T(ctx, "Tydlig ändring, som håller i sig efter att arbetet började.")
}

func effectDiffers(ctx context.Context, m stats.Meaning) string {
	switch m {
	case stats.Improvement:
		return i18n.T(ctx, "Bättre än före, mer än slumpen förklarar.")
	case stats.Concern:
		return i18n.T(ctx, "Sämre än före, mer än slumpen förklarar.")
	}
	return i18n.T(ctx, "Skiljer sig från före, mer än slumpen förklarar.")
}

func effectEarlier(ctx context.Context, m stats.Meaning) string {
	switch m {
	case stats.Improvement:
		return i18n.T(ctx, "Nivån har blivit bättre, men det hade börjat innan arbetet började.")
	case stats.Concern:
		return i18n.T(ctx, "Nivån har blivit sämre, men det hade börjat innan arbetet började.")
	}
	return i18n.T(ctx, "Nivån har ändrats, men det hade börjat innan arbetet började.")
}

// sinceBefore says since when the values lie on one side, when that is before the day.
func sinceBefore(ctx context.Context, e analysis.Effect) string {
	if e.Sides[e.Since] != analysis.BeforeDay {
		return ""
	}
	return " " + i18n.T(ctx, "Värdena ligger på samma sida om medianen sedan %s.", Period(ctx, e.Control.Timeline.Periods[e.Since]))
}

func otherwise(ctx context.Context) string {
	return i18n.T(ctx, "Men annat kan ha hänt samtidigt.")
}

// ShortEffect is the same in a few words, for a list.
func ShortEffect(ctx context.Context, e analysis.Effect) string {
	switch e.Verdict {
	case analysis.NothingAfter, analysis.TooFewAfter, analysis.TooFewBefore:
		return i18n.T(ctx, "För tidigt att säga")
	case analysis.NotComparable:
		return i18n.T(ctx, "Går inte att jämföra")
	case analysis.ChangedEarlier:
		return i18n.T(ctx, "Ändrades redan före")
	case analysis.MaybeChance:
		return i18n.T(ctx, "Kan vara slump")
	}
	switch e.Meaning {
	case stats.Improvement:
		return i18n.T(ctx, "Bättre än före")
	case stats.Concern:
		return i18n.T(ctx, "Sämre än före")
	}
	return i18n.T(ctx, "Ändrat")
}

// EffectDifference is how all after differ from all before, with its limits and whether
// chance explains it: "+20,2 procentenheter (95 % intervall +15,6 till +24,4), mer än
// slumpen förklarar"; "" when they cannot be compared.
func EffectDifference(ctx context.Context, e analysis.Effect) string {
	if e.Change == nil {
		return ""
	}
	text := Difference(ctx, e.After, e.Change.Difference)
	if e.Change.Lower != nil && e.Change.Upper != nil {
		text += " " + i18n.T(ctx, "(95 %% intervall %s till %s)", signed(ctx, e.After.Definition, *e.Change.Lower), signed(ctx, e.After.Definition, *e.Change.Upper))
	}
	if certainty := ChangeCertainty(ctx, e.Change); certainty != "" {
		text += ", " + certainty
	}
	return text
}

func signed(ctx context.Context, def quality.Version, v float64) string {
	if v > 0 {
		return "+" + i18n.Number(ctx, v, def.Decimals)
	}
	return i18n.Number(ctx, v, def.Decimals)
}

var effectSides = map[analysis.EffectSide]string{
	analysis.BeforeDay: i18n.Mark("Före"),
	analysis.AroundDay: i18n.Mark("Räknas inte: började då"),
	analysis.AfterDay:  i18n.Mark("Efter"),
	analysis.ApartFrom: i18n.Mark("Räknas inte: går inte att jämföra"),
}

// EffectSide is on which side of the day a period lies, in a table.
func EffectSide(ctx context.Context, s analysis.EffectSide) string {
	return i18n.T(ctx, effectSides[s])
}
