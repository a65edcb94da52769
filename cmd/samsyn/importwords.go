package main

import (
	"fmt"
	"strings"
	"time"

	"samsyn/internal/app/importing"
	"samsyn/internal/exchange"
)

// sentences explain each code of a problem; every %v takes one of its args.
var sentences = map[string]string{
	exchange.FileEmpty:        "Filen är tom.",
	exchange.FileTooLarge:     "Filen är för stor. Den får ha högst %v byte.",
	exchange.EncodingBroken:   "Filen innehåller tecken som inte går att läsa. Spara den som CSV med UTF-8.",
	exchange.NoRows:           "Filen har bara en rubrikrad.",
	exchange.TooManyRows:      "Filen har för många rader. Dela upp den; högst %v rader i taget.",
	exchange.TooManyProblems:  "Läsningen avbröts efter %v fel. Rätta dem och läs in igen.",
	exchange.Quotes:           "Citattecknen går inte ihop.",
	exchange.FieldCount:       "Rubriken har %v kolumner, men raden har %v.",
	exchange.UnknownColumn:    "Kolumnen känns inte igen.",
	exchange.MissingColumn:    "Kolumnen saknas.",
	exchange.DuplicateColumn:  "Kolumnen finns två gånger.",
	exchange.DuplicateRow:     "Samma uppgift står redan på rad %v.",
	exchange.Required:         "Uppgiften saknas.",
	exchange.NotANumber:       "Det är inget tal.",
	exchange.Negative:         "Talet får inte vara mindre än noll.",
	exchange.NotWhole:         "Talet ska vara ett heltal.",
	exchange.OutOfRange:       "Talet ska vara mellan %v och %v.",
	exchange.UnknownChoice:    "Värdet känns inte igen.",
	exchange.PeriodInvalid:    "Skriv perioden som 2026K1, 2026T1, 2026M01, 2026 eller 2002-2005.",
	exchange.ControlCharacter: "Texten innehåller ett tecken som inte går att visa.",
	exchange.OverDenominator:  "Täljaren kan inte vara större än nämnaren.",
	exchange.ReasonRequired:   "Skriv varför uppgiften saknas.",
	exchange.ValueRequired:    "Raden har inget värde.",
	exchange.ValueNotExpected: "Här ska inget värde stå för det här måttet.",
	exchange.ReasonNotNeeded:  "En orsak hör bara till en uppgift som saknas.",
	exchange.PersonalNumber:   "Texten ser ut att innehålla ett personnummer eller samordningsnummer. Ta bort det.",

	importing.UnknownGroup:     "Gruppen finns inte (%v rader). Lägg till --create för att lägga upp den.",
	importing.UnknownUnit:      "Enheten finns inte i gruppen (%v rader). Lägg till --create för att lägga upp den.",
	importing.UnknownIndicator: "Måttet finns inte i gruppen (%v rader). Lägg till --create för att lägga upp det.",
	importing.UnknownStratum:   "Delgruppen finns inte för måttet.",
	importing.UnknownReason:    "Orsaken finns inte i gruppens lista. Lägg till --create för att lägga upp den.",
	importing.StratumRequired:  "Måttet är uppdelat. Skriv vilken delgrupp raden gäller.",
	importing.StratumNotFor:    "Måttet är inte uppdelat i delgrupper.",
	importing.CodeLetters:      "En kod får ha högst %v tecken: bokstäverna a–z, siffror, bindestreck och understreck; en grupps kod bara små bokstäver, siffror och bindestreck.",
	importing.RegionCodeTaken:  "En sjukvårdsregion har redan den koden. Välj en annan kod för den nya gruppen.",
	importing.KindRequired:     "Ett nytt mått behöver ett måttslag, till exempel andel.",
	importing.KindDiffers:      "Måttet är av ett annat slag.",
	importing.PeriodLength:     "Måttet rapporteras för %v månader i taget.",
	importing.PeriodNotEnded:   "Perioden är inte slut. Den slutar %v.",
	importing.NotCollected:     "Gruppen har inte valt måttet för %v. Lägg till --create för att välja det.",
	importing.NotForUnit:       "Enheten rapporterar inte det här måttet.",
	importing.UnitInactive:     "Enheten var inte med i gruppen då.",
	importing.AlreadyApproved:  "En annan siffra är redan godkänd. Öppna inrapporteringen igen innan den ändras.",
	importing.AwaitsApproval:   "Enhetens siffror är inlämnade och väntar på godkännande.",
	importing.RatePerRequired:  "En frekvens behöver ett tal i kolumnen rate_per, till exempel 1000.",

	// The figure itself, as package quality checks it.
	"too_large":         "Talet är för stort.",
	"too_long":          "Texten får ha högst %v tecken.",
	"exposure_required": "Nämnaren ska vara större än noll när det finns händelser.",
	"mean_of_nobody":    "Medelvärdet ska vara tomt när antalet är noll.",
	"sd_of_one":         "Standardavvikelse kräver minst två mätvärden.",
	"date_order":        "Slutdatumet kan inte vara före startdatumet.",
}

// sentence is the problem in words; for a code without a sentence, the code.
func sentence(p exchange.Problem) string {
	text, known := sentences[p.Code]
	if !known {
		return p.Code
	}
	args := make([]any, len(p.Args))
	for n, arg := range p.Args {
		args[n] = arg
		if day, ok := arg.(time.Time); ok {
			args[n] = day.Format(time.DateOnly)
		}
		if number, ok := arg.(float64); ok {
			args[n] = strings.ReplaceAll(fmt.Sprint(number), ".", ",")
		}
	}
	return fmt.Sprintf(text, args[:min(len(args), strings.Count(text, "%v"))]...)
}
