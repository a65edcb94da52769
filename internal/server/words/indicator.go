package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

var categories = map[quality.Category]string{
	quality.Medical:             i18n.Mark("Medicinsk kvalitet"),
	quality.Nursing:             i18n.Mark("Omvårdnad"),
	quality.PatientSatisfaction: i18n.Mark("Patientnöjdhet"),
	quality.Process:             i18n.Mark("Processmått"),
}

// Category is which side of care something is about, in words.
func Category(ctx context.Context, c quality.Category) string { return i18n.T(ctx, categories[c]) }

var scopes = map[quality.Scope]string{
	quality.ScopeHighlySpecialised: i18n.Mark("Högspecialiserad vård"),
	quality.ScopeAllUnits:          i18n.Mark("Alla kliniker"),
}

// Scope is which care a measure mirrors, in words.
func Scope(ctx context.Context, s quality.Scope) string { return i18n.T(ctx, scopes[s]) }

var directions = map[quality.Direction]string{
	quality.Higher:      i18n.Mark("Högre är bättre"),
	quality.Lower:       i18n.Mark("Lägre är bättre"),
	quality.WithinRange: i18n.Mark("Ska ligga inom ett intervall"),
	quality.NoDirection: i18n.Mark("Varken högre eller lägre är bättre"),
}

// Direction is which way is better, in words.
func Direction(ctx context.Context, d quality.Direction) string { return i18n.T(ctx, directions[d]) }

var certainties = map[quality.Certainty]string{
	quality.Sourced:       i18n.Mark("Definitionen står i den källa som anges"),
	quality.PartlySourced: i18n.Mark("Definitionen bygger på källan, men gränsen eller målet är ett förslag"),
	quality.Proposal:      i18n.Mark("Ett förslag som gruppen behöver granska"),
}

// Certainty is how well a definition is founded, in words.
func Certainty(ctx context.Context, c quality.Certainty) string { return i18n.T(ctx, certainties[c]) }
