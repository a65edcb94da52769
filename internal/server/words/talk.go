package words

import (
	"context"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

var subjectKinds = map[improvement.SubjectKind]string{
	improvement.AboutGoal:      i18n.Mark("Mål"),
	improvement.AboutProposal:  i18n.Mark("Förslag till mål"),
	improvement.AboutIndicator: i18n.Mark("Mått"),
	improvement.AboutExample:   i18n.Mark("Exempel"),
	improvement.AboutAction:    i18n.Mark("Åtgärd"),
	improvement.AboutTeam:      i18n.Mark("Förbättringsteam"),
	improvement.AboutPathway:   i18n.Mark("Införande"),
}

// SubjectKind is what sort of thing a talk is about.
func SubjectKind(ctx context.Context, kind improvement.SubjectKind) string {
	return i18n.T(ctx, subjectKinds[kind])
}

// Day is a moment's day as one says it now: "i dag", "i går", "3 maj 2026".
func Day(ctx context.Context, at, now time.Time) string {
	day, today := org.DayOf(at.In(i18n.Location())), org.DayOf(now.In(i18n.Location()))
	switch {
	case day.Equal(today):
		return i18n.T(ctx, "i dag")
	case day.Equal(today.AddDate(0, 0, -1)):
		return i18n.T(ctx, "i går")
	}
	return i18n.LongDate(ctx, at)
}

// Moment is Day with the time of day.
func Moment(ctx context.Context, at, now time.Time) string {
	return i18n.T(ctx, "%s kl. %s", Day(ctx, at, now), i18n.Clock(ctx, at))
}

// Talk is a talk in a line: how much has been said, and by whom last.
func Talk(ctx context.Context, t improvement.Talk, now time.Time) string {
	if t.Posts == 0 {
		return i18n.T(ctx, "Ingen har skrivit än")
	}
	return i18n.N(ctx, "Ett inlägg, av %[2]s %[3]s", "%[1]d inlägg, senast av %[2]s %[3]s", t.Posts, t.Posts, t.LastAuthor, Day(ctx, t.LastAt, now))
}

var supportStates = map[improvement.SupportState]string{
	improvement.SupportAsked:     i18n.Mark("Väntar på svar"),
	improvement.SupportTaken:     i18n.Mark("Någon tar hand om den"),
	improvement.SupportAnswered:  i18n.Mark("Besvarad"),
	improvement.SupportClosed:    i18n.Mark("Avslutad"),
	improvement.SupportWithdrawn: i18n.Mark("Tillbakatagen"),
}

// SupportState is how far a request for support has come.
func SupportState(ctx context.Context, state improvement.SupportState) string {
	return i18n.T(ctx, supportStates[state])
}
