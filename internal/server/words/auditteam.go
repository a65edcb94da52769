package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
)

// auditTeam is a value of a learning team's that the log keeps, in words.
func auditTeam(ctx context.Context, key, value string) string {
	switch key {
	case "team_state":
		return TeamState(ctx, improvement.TeamState(value))
	case "member_kind":
		return TeamMemberKind(ctx, improvement.TeamMemberKind(value))
	case "competence":
		return Competence(ctx, improvement.Competence(value))
	case "rhythm":
		return Rhythm(ctx, improvement.Rhythm(value))
	}
	return TeamFigureState(ctx, improvement.TeamFigureState(value))
}

var teamFigureStates = map[improvement.TeamFigureState]string{
	improvement.FigureValue:         i18n.Mark("Lämnad"),
	improvement.FigureMissing:       i18n.Mark("Uppgift saknas"),
	improvement.FigureNotApplicable: i18n.Mark("Ej tillämpligt"),
}

// TeamFigureState is what a unit says of a period.
func TeamFigureState(ctx context.Context, s improvement.TeamFigureState) string {
	return i18n.T(ctx, teamFigureStates[s])
}
