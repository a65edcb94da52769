package improvement

// ProgrammeKind is what sort of programme an action or a meeting belongs to.
type ProgrammeKind string

// The kinds; NoProgramme is that of what belongs to none.
const (
	NoProgramme      ProgrammeKind = ""
	TeamProgramme    ProgrammeKind = "team"
	PathwayProgramme ProgrammeKind = "pathway"
	MethodProgramme  ProgrammeKind = "method"
)
