package words

import (
	"context"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

var pathwayStates = map[improvement.PathwayState]string{
	improvement.PathwayRunning:  i18n.Mark("Pågår"),
	improvement.PathwayFinished: i18n.Mark("Avslutat"),
	improvement.PathwayStopped:  i18n.Mark("Avbrutet"),
}

// PathwayState is where an introduction stands as a whole.
func PathwayState(ctx context.Context, s improvement.PathwayState) string {
	return i18n.T(ctx, pathwayStates[s])
}

var pathwayUnitStates = map[improvement.PathwayUnitState]string{
	improvement.UnitNotBegun:      i18n.Mark("Inte påbörjat"),
	improvement.UnitBegun:         i18n.Mark("Påbörjat"),
	improvement.UnitIntroduced:    i18n.Mark("Infört"),
	improvement.UnitNotApplicable: i18n.Mark("Gäller inte oss"),
}

// PathwayUnitState is how far a unit has come with an introduction.
func PathwayUnitState(ctx context.Context, s improvement.PathwayUnitState) string {
	return i18n.T(ctx, pathwayUnitStates[s])
}

var coreKinds = map[improvement.CoreKind]string{
	improvement.CoreLead:     i18n.Mark("Leder arbetet"),
	improvement.CoreOrdinary: i18n.Mark("Ledamot"),
	improvement.CoreExpert:   i18n.Mark("Sakkunnig"),
	improvement.CorePatient:  i18n.Mark("Patient eller närstående"),
}

// CoreKind is what somebody is in a core team.
func CoreKind(ctx context.Context, k improvement.CoreKind) string { return i18n.T(ctx, coreKinds[k]) }

var lengthUnits = map[improvement.LengthUnit]string{
	improvement.InWeeks:  i18n.Mark("veckor"),
	improvement.InMonths: i18n.Mark("månader"),
}

// LengthUnit is what a phase's length is counted in, for a choice.
func LengthUnit(ctx context.Context, u improvement.LengthUnit) string {
	return i18n.T(ctx, lengthUnits[u])
}

// Length is how long a phase is: "6 veckor".
func Length(ctx context.Context, l improvement.Length) string {
	switch l.Unit {
	case improvement.InWeeks:
		return i18n.N(ctx, "%d vecka", "%d veckor", l.Count, l.Count)
	case improvement.InMonths:
		return i18n.N(ctx, "%d månad", "%d månader", l.Count, l.Count)
	}
	return i18n.N(ctx, "%d dag", "%d dagar", l.Count, l.Count)
}

var oneProfession = map[org.Profession]string{
	org.Physician:       i18n.Mark("Alla i kärntruppen är läkare. Ta med någon av en annan profession."),
	org.Nurse:           i18n.Mark("Alla i kärntruppen är sjuksköterskor. Ta med någon av en annan profession."),
	org.OtherProfession: i18n.Mark("Alla i kärntruppen har samma kompetens. Ta med någon av en annan profession."),
}

// TeamGap is what a core team lacks; unit is the short name of the one it is about.
func TeamGap(ctx context.Context, g improvement.TeamGap, unit string) string {
	if g.OneProfession != "" {
		return i18n.T(ctx, oneProfession[g.OneProfession])
	}
	return i18n.T(ctx, "Ingen i kärntruppen kommer från %s.", unit)
}

// auditPathway is a value of an introduction in the log; "" for other parts.
func auditPathway(ctx context.Context, key, value string) string {
	switch key {
	case "pathway_state":
		return PathwayState(ctx, improvement.PathwayState(value))
	case "unit_state":
		return PathwayUnitState(ctx, improvement.PathwayUnitState(value))
	case "core_kind":
		return CoreKind(ctx, improvement.CoreKind(value))
	}
	return ""
}

// ShortMonth is the month's name cut short, for an axis: "jan".
func ShortMonth(ctx context.Context, month time.Month) string {
	return string([]rune(Months(ctx)[month-1])[:3])
}
