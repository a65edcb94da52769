package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
)

var roundStates = map[improvement.RoundState]string{
	improvement.RoundComing:   i18n.Mark("Har inte öppnat"),
	improvement.RoundOpen:     i18n.Mark("Öppen för nomineringar"),
	improvement.RoundWeighing: i18n.Mark("Vägs av klinikerna"),
	improvement.RoundDecided:  i18n.Mark("Beslutad"),
}

// RoundState is how far a round of nominations has come, in words; "" for no such state.
func RoundState(ctx context.Context, s improvement.RoundState) string {
	return marked(ctx, roundStates[s])
}

var topicKinds = map[improvement.TopicKind]string{
	improvement.TopicDiagnosis: i18n.Mark("En diagnos eller en grupp barn"),
	improvement.TopicCare:      i18n.Mark("Omvårdnad och behandling"),
	improvement.TopicPathway:   i18n.Mark("Hur ett vårdförlopp är organiserat"),
	improvement.TopicSectors:   i18n.Mark("Samarbete mellan olika delar av vården och samhället"),
}

// TopicKind is what sort of topic is nominated, in words; "" for no such kind.
func TopicKind(ctx context.Context, k improvement.TopicKind) string {
	return marked(ctx, topicKinds[k])
}

var parties = map[improvement.Party]string{
	improvement.PartyWomensClinic:   i18n.Mark("Kvinnokliniken och förlossningen"),
	improvement.PartyMaternalCare:   i18n.Mark("Mödrahälsovården"),
	improvement.PartyChildHealth:    i18n.Mark("Barnhälsovården (BVC)"),
	improvement.PartyPrimaryCare:    i18n.Mark("Primärvården"),
	improvement.PartyHabilitation:   i18n.Mark("Barn- och ungdomshabiliteringen"),
	improvement.PartyTransport:      i18n.Mark("Ambulans och transport"),
	improvement.PartyMunicipality:   i18n.Mark("Kommunen"),
	improvement.PartyParentsSociety: i18n.Mark("Föräldrarnas organisationer"),
}

// Party is somebody whom a topic concerns, in words; "" for none of them.
func Party(ctx context.Context, p improvement.Party) string { return marked(ctx, parties[p]) }

var nominationStates = map[improvement.NominationState]string{
	improvement.NominationDraft:     i18n.Mark("Utkast"),
	improvement.NominationSent:      i18n.Mark("Inskickad"),
	improvement.NominationWithdrawn: i18n.Mark("Tillbakadragen"),
}

var topicOutcomes = map[improvement.Outcome]string{
	improvement.TopicChosen:   i18n.Mark("Vald"),
	improvement.TopicKept:     i18n.Mark("Sparad till nästa år"),
	improvement.TopicDeclined: i18n.Mark("Inte vald"),
}

// NominationState is whether a nomination is in, in a word; "" for no such state.
func NominationState(ctx context.Context, s improvement.NominationState) string {
	return marked(ctx, nominationStates[s])
}

// TopicOutcome is what was decided about a nomination, in words; "" for nothing yet.
func TopicOutcome(ctx context.Context, o improvement.Outcome) string {
	return marked(ctx, topicOutcomes[o])
}

var strengths = map[improvement.Strength]string{
	improvement.Strong:   i18n.Mark("Starkt"),
	improvement.Moderate: i18n.Mark("Måttligt"),
	improvement.Weak:     i18n.Mark("Svagt"),
}

// Strength is how strong a clinic finds that a criterion is shown to be, in a word; ""
// for none.
func Strength(ctx context.Context, s improvement.Strength) string { return marked(ctx, strengths[s]) }
