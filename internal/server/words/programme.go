package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
)

var programmeKinds = map[improvement.ProgrammeKind]string{
	improvement.TeamProgramme:    i18n.Mark("Förbättringsteam"),
	improvement.PathwayProgramme: i18n.Mark("Införande"),
	improvement.MethodProgramme:  i18n.Mark("Metod"),
}

// ProgrammeKind is what sort of programme it is.
func ProgrammeKind(ctx context.Context, k improvement.ProgrammeKind) string {
	return i18n.T(ctx, programmeKinds[k])
}
