package words

import (
	"context"

	"samsyn/internal/i18n"
)

// LogArea is a part of the log by what it is about.
type LogArea struct {
	Code  string // in addresses
	Word  string
	Rooms []string // what its actions begin with
}

var logAreas = []LogArea{
	{"siffror", i18n.Mark("Siffror och inlämning"), []string{"figure", "submission", "board", "reading", "rule", "import"}},
	{"resultat", i18n.Mark("Resultat"), []string{"results", "read", "page"}},
	{"mal", i18n.Mark("Mål och mått"), []string{"goals"}},
	{"forbattring", i18n.Mark("Förbättring och samtal"), []string{"improve", "example", "talk", "support", "round", "method"}},
	{"rapport", i18n.Mark("Årsrapport"), []string{"report"}},
	{"moten", i18n.Mark("Möten, beslut och frågor"), []string{"meeting", "decision", "matter"}},
	{"programomradet", i18n.Mark("Programområdet"), []string{"area", "consultation", "person_nomination", "declaration", "chair", "working_group", "outlook"}},
	{"gruppen", i18n.Mark("Gruppen, påminnelser och brev"), []string{"group", "reminder", "letter", "setup", "document", "link", "recipient"}},
	{"oppet", i18n.Mark("Öppet för alla, och patienter"), []string{"open", "patient"}},
	{"konton", i18n.Mark("Konton och roller"), []string{"account"}},
	{"loggen", i18n.Mark("Loggen själv"), []string{"audit"}},
	{"drift", i18n.Mark("Säkerhetskopior"), []string{"installation"}},
}

// LogAreas are the parts of the log, in the order they are chosen among.
func LogAreas(ctx context.Context) []LogArea {
	list := make([]LogArea, len(logAreas))
	for n, a := range logAreas {
		list[n] = LogArea{a.Code, i18n.T(ctx, a.Word), a.Rooms}
	}
	return list
}
