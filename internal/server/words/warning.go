package words

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/plausibility"
)

// warnings is the sentence for each code of a plausibility.Warning. Every %s takes
// one of its args, in their order.
var warnings = map[string]string{
	plausibility.UnusualCases:    i18n.Mark("Ovanligt för er. Mellan %s och %s av %s väntas, sett till era senaste %s perioder."),
	plausibility.UnusualValue:    i18n.Mark("Ovanligt för er. Mellan %s och %s väntas, sett till era senaste %s perioder."),
	plausibility.DenominatorJump: i18n.Mark("Nämnaren brukar hos er vara omkring %s."),
	plausibility.Repeated:        i18n.Mark("Exakt samma siffror som förra perioden."),
	plausibility.RuleBroken:      i18n.Mark("%s Nu står här %s, och %s är %s."),
}

// Warning is the sentence about something that looks odd in a figure.
func Warning(ctx context.Context, w plausibility.Warning) string {
	sentence, known := warnings[w.Code]
	if !known {
		return Problem(ctx, fault.Problem{Code: w.Code})
	}
	args := make([]any, len(w.Args))
	for n, arg := range w.Args {
		args[n] = written(ctx, arg)
	}
	return i18n.T(ctx, sentence, args...)
}
