package page

import (
	"strconv"

	"samsyn/internal/improvement"
)

var programmePaths = map[improvement.ProgrammeKind]string{
	improvement.TeamProgramme:    "/forbattring/team/",
	improvement.PathwayProgramme: "/forbattring/inforanden/",
	improvement.MethodProgramme:  "/forbattring/metoder/",
}

// ProgrammeURL leads to a team, an introduction or a method.
func ProgrammeURL(kind improvement.ProgrammeKind, id int64) string {
	return programmePaths[kind] + strconv.FormatInt(id, 10)
}
