package words

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
)

// fileProblems is the sentence for each code of what can be wrong with an uploaded
// file or a row of it, beside those of forms.
var fileProblems = map[string]string{
	"file_required":          i18n.Mark("Välj en fil."),
	"file_empty":             i18n.Mark("Filen är tom."),
	"file_too_large":         i18n.Mark("Filen är för stor. Den får vara högst %s MB."),
	"file_unpacks_too_large": i18n.Mark("Filen blir för stor när den packas upp. Spara bara bladet med siffror i en ny fil."),
	"file_kind":              i18n.Mark("Det här är varken en Excelfil eller en CSV-fil. Spara som .xlsx eller .csv."),
	"file_old_excel":         i18n.Mark("Filen är sparad i ett äldre Excelformat. Öppna den i Excel och spara den som .xlsx."),
	"file_password":          i18n.Mark("Filen har ett lösenord. Öppna den i Excel, ta bort lösenordet och spara den igen."),
	"file_broken":            i18n.Mark("Filen är skadad och går inte att läsa. Öppna den i Excel och spara den på nytt."),
	"encoding_broken":        i18n.Mark("Filen innehåller tecken som inte går att läsa. Spara den som CSV UTF-8 eller som .xlsx."),
	"no_rows":                i18n.Mark("Filen har rubriker men inga rader."),
	"too_many_rows":          i18n.Mark("Filen har för många rader. Dela upp den i filer med högst %s rader."),
	"template_too_old":       i18n.Mark("Filen är gjord med en för gammal version av mallen. Hämta en ny fil här och för över siffrorna."),
	"template_too_new":       i18n.Mark("Filen är gjord med version %s av mallen, men här läses högst version %s. Hämta en ny fil här och för över siffrorna."),
	"only_hidden_sheet":      i18n.Mark("Bladet ”%s” med siffrorna är dolt. Visa det i Excel och spara filen igen."),
	"hidden_sheet":           i18n.Mark("Bladet ”%s” har också siffror, men är dolt i Excel och läses inte."),
	"hidden_rows":            i18n.Mark("Några rader är dolda i Excel men läses ändå: %s stycken, rad %s."),
	"merged_cells":           i18n.Mark("Cellerna är sammanfogade. Dela dem, så att varje siffra har sin egen cell."),
	"quotes":                 i18n.Mark("Citattecknen går inte ihop. Spara filen på nytt från Excel."),
	"unknown_column":         i18n.Mark("Kolumnen ”%s” hör inte till mallen. Ta bort den."),
	"missing_column":         i18n.Mark("Kolumnen ”%s” saknas. Använd mallens rubriker."),
	"duplicate_column":       i18n.Mark("Kolumnen ”%s” finns två gånger. Ta bort den ena."),
	"duplicate_row":          i18n.Mark("Samma siffra står redan på rad %s. Ta bort en av raderna."),
	"formula_error":          i18n.Mark("Formeln ger felet %s. Skriv siffran i stället."),
	"date_not_number":        i18n.Mark("Här står ett datum. Skriv täljaren och nämnaren i var sin cell."),
	"control_character":      i18n.Mark("Texten innehåller ett tecken som inte går att visa. Skriv den på nytt."),
	"period_invalid":         i18n.Mark("Perioden går inte att läsa. Skriv till exempel 2026K1 eller 2026."),
	"value_not_expected":     i18n.Mark("Här ska inget stå för det här måttet, eller så finns redan en orsak till att uppgiften saknas."),
	"value_required":         i18n.Mark("Raden säger att uppgiften är lämnad, men siffran saknas."),
	"reason_not_expected":    i18n.Mark("En orsak hör bara till en uppgift som saknas."),
	"other_group":            i18n.Mark("Raden hör till en annan grupp."),
	"other_unit":             i18n.Mark("Raden gäller en annan enhet än den som filen lämnas för."),
	"other_period":           i18n.Mark("Raden gäller en annan period än den som filen lämnas för."),
	"unknown_unit":           i18n.Mark("Enheten finns inte i gruppen under perioden."),
	"not_your_unit":          i18n.Mark("Du får inte lämna siffror för den här enheten."),
	"too_many_places":        i18n.Mark("Filen gäller fler än %s enheter och perioder. Dela upp den."),
	"not_due":                i18n.Mark("Måttet finns inte, eller så ska enheten inte lämna det för perioden."),
	"unknown_stratum":        i18n.Mark("Delgruppen finns inte för måttet."),
	"awaits_approval":        i18n.Mark("Perioden är inlämnad och väntar på att granskas. Be den som är sammanställande att lämna tillbaka den."),
	"already_approved":       i18n.Mark("Siffrorna är godkända. Be den som är sammanställande att öppna perioden igen."),
	"not_open":               i18n.Mark("Perioden är inte öppen för ändringar."),
}

// FileProblem is the sentence about one thing wrong with an uploaded file.
func FileProblem(ctx context.Context, p fault.Problem) string {
	sentence, known := fileProblems[p.Code]
	if !known {
		return Problem(ctx, p)
	}
	args := make([]any, len(p.Args))
	for n, arg := range p.Args {
		args[n] = written(ctx, arg)
	}
	return i18n.T(ctx, sentence, args...)
}
