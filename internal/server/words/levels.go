package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

var localStates = map[quality.LocalState]string{
	quality.LocalActive:     i18n.Mark("Pågår"),
	quality.LocalReached:    i18n.Mark("Nått"),
	quality.LocalNotReached: i18n.Mark("Inte nått"),
	quality.LocalDropped:    i18n.Mark("Avslutat i förtid"),
}

// LocalState is how it went with a unit's own goal, in words.
func LocalState(ctx context.Context, s quality.LocalState) string {
	return i18n.T(ctx, localStates[s])
}

var milestoneStates = map[quality.MilestoneState]string{
	quality.MilestoneAhead:      i18n.Mark("Återstår"),
	quality.MilestoneReached:    i18n.Mark("Nått"),
	quality.MilestoneNotReached: i18n.Mark("Inte nått"),
}

// MilestoneState is what became of a milestone, in words.
func MilestoneState(ctx context.Context, s quality.MilestoneState) string {
	return i18n.T(ctx, milestoneStates[s])
}

var higherLevels = map[quality.HigherLevel]string{
	quality.NationalLevel:         i18n.Mark("Nationellt"),
	quality.HealthcareRegionLevel: i18n.Mark("Sjukvårdsregionen"),
	quality.RegionLevel:           i18n.Mark("Region"),
}

// HigherLevel is where a goal above the group's own is set, in words.
func HigherLevel(ctx context.Context, l quality.HigherLevel) string {
	return i18n.T(ctx, higherLevels[l])
}

var ways = map[quality.Way]string{
	quality.WayOn:       i18n.Mark("På väg"),
	quality.WayLikely:   i18n.Mark("Troligen på väg"),
	quality.WayBehind:   i18n.Mark("Efter"),
	quality.WayRight:    i18n.Mark("Går åt rätt håll"),
	quality.WayWrong:    i18n.Mark("Går åt fel håll"),
	quality.WayUnknown:  i18n.Mark("Kan inte sägas än"),
	quality.WayNoFigure: i18n.Mark("Inga siffror än"),
}

// Way says in a few words whether a measure is on its way to where a long-term goal
// wants it.
func Way(ctx context.Context, w quality.Way) string { return i18n.T(ctx, ways[w]) }
