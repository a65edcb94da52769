package reportfile

import (
	"context"
	"strings"

	"samsyn/internal/edition"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
)

// resultSheet is every result of the document as a row, numbers as numbers. Two results
// that are the same in two places of the document stand once for each.
func resultSheet(ctx context.Context, d *edition.Document) sheetOf {
	s := exchange.Stream{Name: i18n.T(ctx, "Resultat"), Wrap: true, Header: []string{
		i18n.T(ctx, "Mål"), i18n.T(ctx, "Kod"), i18n.T(ctx, "Mått"), i18n.T(ctx, "Enhet"), i18n.T(ctx, "Period"),
		i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare"), i18n.T(ctx, "Värde"), i18n.T(ctx, "Undre gräns"), i18n.T(ctx, "Övre gräns"),
		i18n.T(ctx, "Som det visas"), i18n.T(ctx, "Målvärde"), i18n.T(ctx, "Mot målet"), i18n.T(ctx, "Siffrans läge"),
		i18n.T(ctx, "Året före"), i18n.T(ctx, "Två år före"), i18n.T(ctx, "Uppgift saknas"), i18n.T(ctx, "Anmärkning"),
	}, Formats: []string{"", "", "", "", "", "", "", valueFormat, valueFormat, valueFormat}}
	s.Rows = func(yield func([]any) bool) {
		for g := range d.Goals() {
			for _, m := range g.Measures {
				for _, r := range m.Results {
					if !yield([]any{g.Title, m.Code, m.Title, r.Who, m.Period, r.Numerator, r.Denominator, r.Point, r.Lower, r.Upper,
						r.Value, m.Target, r.StatusText, r.StandingText, earlierText(m.Before, r.Before), earlierText(m.Earlier, r.Earlier),
						r.Missing, strings.TrimSpace(r.Note)}) {
						return
					}
				}
			}
		}
	}
	return sheetOf{s, "resultat", i18n.T(ctx, "Alla resultat")}
}

// valueFormat shows a value with one to three decimals; the cell has them all.
const valueFormat = "0.0##"

// earlierText is an earlier year's value with its year.
func earlierText(year, value string) string {
	if year == "" || value == "" {
		return ""
	}
	return year + ": " + value
}
