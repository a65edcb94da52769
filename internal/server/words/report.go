package words

import (
	"context"

	"samsyn/internal/i18n"
)

var sectionStates = map[string]string{
	"waiting": i18n.Mark("Väntar"),
	"writing": i18n.Mark("Skrivs"),
	"ready":   i18n.Mark("Klart"),
}

// SectionState is how far a section of the yearly report has come.
func SectionState(ctx context.Context, state string) string { return i18n.T(ctx, sectionStates[state]) }

var sectionContents = map[string]string{
	"text":                 i18n.Mark("Bara text"),
	"group":                i18n.Mark("Gruppen och dess möten"),
	"overview":             i18n.Mark("Årets mål i korthet"),
	"medical":              i18n.Mark("Medicinska mål och mått"),
	"nursing":              i18n.Mark("Mål och mått i omvårdnad"),
	"patient_satisfaction": i18n.Mark("Mål och mått om patientnöjdhet"),
	"process":              i18n.Mark("Processmått per enhet"),
	"variation":            i18n.Mark("Skillnader mellan enheterna"),
	"promises":             i18n.Mark("Patientlöftena"),
	"examples":             i18n.Mark("Goda exempel"),
	"actions":              i18n.Mark("Åtgärder"),
	"methods":              i18n.Mark("Införande och utfasning av metoder"),
	"needs":                i18n.Mark("Behov av utveckling och utbildning"),
	"next_goals":           i18n.Mark("Mål för kommande år"),
	"long_term_goals":      i18n.Mark("Långsiktiga mål"),
	"questions":            i18n.Mark("Frågor till ledningen"),
	"data_quality":         i18n.Mark("Datakvalitet"),
	"appendix":             i18n.Mark("Definitioner"),
}

// SectionContent is what stands under a heading of the yearly report, beside its text.
func SectionContent(ctx context.Context, content string) string {
	return i18n.T(ctx, sectionContents[content])
}
