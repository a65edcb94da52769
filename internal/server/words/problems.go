package words

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
)

// problems is the sentence for each code of a fault.Problem. Every %s takes one
// of the problem's args, in their order, already written the Swedish way.
var problems = map[string]string{
	"required":       i18n.Mark("Fyll i uppgiften."),
	"too_long":       i18n.Mark("Texten är för lång. Skriv högst %s tecken."),
	"not_a_number":   i18n.Mark("Skriv ett tal, till exempel 12 eller 12,5."),
	"not_whole":      i18n.Mark("Skriv ett heltal, utan decimaler."),
	"negative":       i18n.Mark("Talet får inte vara mindre än noll."),
	"too_large":      i18n.Mark("Talet är för stort."),
	"out_of_range":   i18n.Mark("Talet ska vara mellan %s och %s."),
	"unknown_choice": i18n.Mark("Välj något av alternativen i listan."),
	"date_invalid":   i18n.Mark("Skriv datumet som år-månad-dag, till exempel 2026-02-28."),
	"date_order":     i18n.Mark("Slutdatumet kan inte vara före startdatumet."),
	"date_past":      i18n.Mark("Datumet har redan varit. Välj ett senare datum."),

	"numerator_exceeds_denominator": i18n.Mark("Täljaren kan inte vara större än nämnaren."),
	"exposure_required":             i18n.Mark("Nämnaren ska vara större än noll när det finns händelser."),
	"reason_required":               i18n.Mark("Välj varför uppgiften saknas."),
	"mean_of_nobody":                i18n.Mark("Medelvärdet ska vara tomt när antalet är noll."),
	"sd_of_one":                     i18n.Mark("Standardavvikelse kräver minst två mätvärden."),

	"promise_required":   i18n.Mark("Välj minst ett patientlöfte."),
	"span_three_to_five": i18n.Mark("Ett långsiktigt mål ska löpa över tre till fem år."),
	"email_taken":        i18n.Mark("E-postadressen används redan."),
	"one_convener":       i18n.Mark("Gruppen har redan en sammanställande."),
	"code_taken":         i18n.Mark("Koden används redan."),
	"version_exists":     i18n.Mark("Det finns redan en definition som gäller från det datumet."),
}

// unknownProblem is shown for a code without a sentence, which a test prevents.
var unknownProblem = i18n.Mark("Uppgiften stämmer inte. Kontrollera den.")

// Problem is the sentence the user reads about one problem.
func Problem(ctx context.Context, p fault.Problem) string {
	sentence, known := problems[p.Code]
	if !known {
		return i18n.T(ctx, unknownProblem)
	}
	args := make([]any, len(p.Args))
	for i, arg := range p.Args {
		args[i] = written(ctx, arg)
	}
	return i18n.T(ctx, sentence, args...)
}

// written writes a problem's arg the way the reader's language does.
func written(ctx context.Context, arg any) string {
	switch v := arg.(type) {
	case string:
		return v
	case int:
		return i18n.Integer(ctx, int64(v))
	case int64:
		return i18n.Integer(ctx, v)
	case float64:
		decimals := 0
		for v*pow10(decimals) != float64(int64(v*pow10(decimals))) && decimals < 3 {
			decimals++
		}
		return i18n.Number(ctx, v, decimals)
	case time.Time:
		return i18n.Date(ctx, v)
	}
	return fmt.Sprint(arg)
}

// pow10 is 10 to the power of n, for the few decimals a limit has.
func pow10(n int) float64 { return [...]float64{1, 10, 100, 1000}[n] }
