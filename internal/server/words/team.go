package words

import (
	"context"
	"slices"
	"strconv"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

var teamStates = map[improvement.TeamState]string{
	improvement.TeamPlanned:    i18n.Mark("Planerat"),
	improvement.TeamRunning:    i18n.Mark("Pågår"),
	improvement.TeamHandedOver: i18n.Mark("Överlämnat"),
	improvement.TeamEnded:      i18n.Mark("Avslutat"),
}

// TeamState is how far a learning team has come.
func TeamState(ctx context.Context, s improvement.TeamState) string {
	return i18n.T(ctx, teamStates[s])
}

var teamMemberKinds = map[improvement.TeamMemberKind]string{
	improvement.ExpertMember:  i18n.Mark("Expertgruppen"),
	improvement.LocalMember:   i18n.Mark("En enhets lokala team"),
	improvement.InvitedMember: i18n.Mark("Inbjuden utifrån"),
}

// TeamMemberKind is as what somebody takes part.
func TeamMemberKind(ctx context.Context, k improvement.TeamMemberKind) string {
	return i18n.T(ctx, teamMemberKinds[k])
}

var competences = map[improvement.Competence]string{
	improvement.Clinical:       i18n.Mark("Vården på området"),
	improvement.ImprovingWork:  i18n.Mark("Förbättringsarbete"),
	improvement.DataCompetence: i18n.Mark("Data och uppföljning"),
	improvement.PatientVoice:   i18n.Mark("Patient eller närstående"),
	improvement.Leading:        i18n.Mark("Ledning"),
	improvement.OtherComp:      i18n.Mark("Annat"),
}

// Competence is what somebody brings to a team.
func Competence(ctx context.Context, c improvement.Competence) string {
	return i18n.T(ctx, competences[c])
}

var expertGaps = map[improvement.ExpertGap]string{
	improvement.NoExperts:        i18n.Mark("Ingen är med i expertgruppen än."),
	improvement.OneProfession:    i18n.Mark("Alla i expertgruppen har samma yrke. Ta med någon från ett annat."),
	improvement.NoPatientVoice:   i18n.Mark("Ingen patient eller närstående är med."),
	improvement.NoImprovingWork:  i18n.Mark("Ingen med kunskap om förbättringsarbete är med."),
	improvement.NoDataCompetence: i18n.Mark("Ingen som kan data och uppföljning är med."),
}

// ExpertGap says what an expert group lacks.
func ExpertGap(ctx context.Context, g improvement.ExpertGap) string {
	return i18n.T(ctx, expertGaps[g])
}

var rhythms = map[improvement.Rhythm]string{
	improvement.Weekly:    i18n.Mark("Varje vecka"),
	improvement.Monthly:   i18n.Mark("Varje månad"),
	improvement.Quarterly: i18n.Mark("Varje kvartal"),
}

// Rhythm is how often something is counted.
func Rhythm(ctx context.Context, r improvement.Rhythm) string { return i18n.T(ctx, rhythms[r]) }

// TeamPeriod is the period that begins on the day: "vecka 45 2026", "november 2026",
// "kvartal 4 2026".
func TeamPeriod(ctx context.Context, r improvement.Rhythm, start time.Time) string {
	switch r {
	case improvement.Weekly:
		year, week := start.ISOWeek()
		return i18n.T(ctx, "vecka %d %s", week, strconv.Itoa(year))
	case improvement.Quarterly:
		return Period(ctx, quality.PeriodFrom(start, 3))
	}
	return Period(ctx, quality.PeriodFrom(start, 1))
}

var teamPointStates = map[analysis.TeamPointState]string{
	analysis.TeamNoChildren:    i18n.Mark("Inga barn att mäta"),
	analysis.TeamMissing:       i18n.Mark("Uppgift saknas"),
	analysis.TeamNotApplicable: i18n.Mark("Ej tillämpligt"),
	analysis.TeamNotEntered:    i18n.Mark("Ännu inget värde"),
	analysis.TeamMasked:        i18n.Mark("Dolt (få barn)"),
	analysis.TeamFewUnits:      i18n.Mark("Dolt (för få enheter)"),
}

// smallShare is the share under which a whole number of per cent says too little.
const smallShare = 0.1

// teamDecimals is how many decimals the shares of a line have, all the same: those of the
// group's measure that it follows, and for a team's own one where half of them are small, or
// where its target has one.
func teamDecimals(l analysis.TeamLine) int {
	switch m := l.Measure; {
	case m.IndicatorID != 0:
		return m.Decimals
	case m.Target != nil && percentDecimals(*m.Target) > 0, l.Median != nil && *l.Median < smallShare:
		return 1
	}
	return 0
}

// TeamPoint is the share of a point of the line, or why there is none.
func TeamPoint(ctx context.Context, l analysis.TeamLine, p analysis.TeamPoint) string {
	if share := p.Share(); share != nil {
		return i18n.Percent(ctx, *share, teamDecimals(l))
	}
	if p.State == analysis.TeamMissing && p.Reason != "" {
		return i18n.T(ctx, "Uppgift saknas: %s", p.Reason)
	}
	return i18n.T(ctx, teamPointStates[p.State])
}

// TeamBasis is what a point's share is made of: "18 av 25"; "" without one.
func TeamBasis(ctx context.Context, p analysis.TeamPoint) string {
	if p.State != analysis.TeamValue {
		return ""
	}
	return i18n.T(ctx, "%s av %s", i18n.Integer(ctx, int64(p.Numerator)), i18n.Integer(ctx, int64(p.Denominator)))
}

// TeamTarget is what a measure of a team's is to reach: "minst 80 %"; "" for none.
func TeamTarget(ctx context.Context, m improvement.TeamMeasure) string {
	switch {
	case m.Target == nil:
		return ""
	case m.Direction == quality.Lower:
		return i18n.T(ctx, "högst %s", share(ctx, *m.Target))
	}
	return i18n.T(ctx, "minst %s", share(ctx, *m.Target))
}

// share is a number of per cent.
func share(ctx context.Context, percent float64) string {
	return i18n.Percent(ctx, percent/100, percentDecimals(percent))
}

// percentDecimals is how many decimals a number of per cent that somebody has typed has.
func percentDecimals(percent float64) int {
	if percent != float64(int(percent)) {
		return 1
	}
	return 0
}

// TeamBaseline is where a measure of a team's began: "62 %"; "" when nobody has said.
func TeamBaseline(ctx context.Context, m improvement.TeamMeasure) string {
	if m.Baseline == nil {
		return ""
	}
	return share(ctx, *m.Baseline)
}

// TeamRecent says what the latest periods together are, with their interval; "" without any.
func TeamRecent(ctx context.Context, l analysis.TeamLine) string {
	r := l.Recent
	if r == nil {
		return ""
	}
	decimals := teamDecimals(l)
	value := i18n.T(ctx, "%s (%s av %s; 95 %% intervall %s–%s)", i18n.Percent(ctx, r.Interval.Value, decimals), i18n.Integer(ctx, int64(r.Numerator)),
		i18n.Integer(ctx, int64(r.Denominator)), i18n.Number(ctx, 100*r.Interval.Lower, decimals), i18n.Percent(ctx, r.Interval.Upper, decimals))
	last := TeamPeriod(ctx, l.Measure.Rhythm, r.Last)
	switch {
	case r.Periods == 1:
		return i18n.T(ctx, "Senast, %s: %s.", last, value)
	case l.Measure.Rhythm == improvement.Weekly:
		return i18n.T(ctx, "De %d senaste veckorna med siffror tillsammans, till och med %s: %s.", r.Periods, last, value)
	case l.Measure.Rhythm == improvement.Quarterly:
		return i18n.T(ctx, "De %d senaste kvartalen med siffror tillsammans, till och med %s: %s.", r.Periods, last, value)
	}
	return i18n.T(ctx, "De %d senaste månaderna med siffror tillsammans, till och med %s: %s.", r.Periods, last, value)
}

// TeamAgainst says where the latest periods are to the target, and no more than their
// interval allows; "" without a target or without a share.
func TeamAgainst(ctx context.Context, l analysis.TeamLine) string {
	if l.Recent == nil || l.Measure.Target == nil {
		return ""
	}
	target := TeamTarget(ctx, l.Measure)
	reached := stats.Above
	if l.Measure.Direction == quality.Lower {
		reached = stats.Below
	}
	switch l.Recent.Position {
	case stats.Spans:
		return i18n.T(ctx, "Om målet, %s, är nått går inte att säga: slumpen kan förklara skillnaden.", target)
	case reached:
		return i18n.T(ctx, "Målet, %s, är nått, mer än slumpen förklarar.", target)
	}
	return i18n.T(ctx, "Målet, %s, är inte nått, mer än slumpen förklarar.", target)
}

// TeamTurn says whether something has changed, and no more than the runs allow.
func TeamTurn(ctx context.Context, l analysis.TeamLine) string {
	switch l.Turn() {
	case analysis.TeamTooFew:
		return i18n.T(ctx, "För få värden för att säga om något har ändrats: %d av de %d som behövs ligger vid sidan av medianen.", l.Runs.Useful, stats.FewestUseful)
	case analysis.TeamSteady:
		return i18n.T(ctx, "Inget har ändrats mer än slumpen förklarar.")
	case analysis.TeamBetter:
		return i18n.T(ctx, "De senaste värdena ligger samlade på den bättre sidan om medianen, fler i rad än slumpen förklarar. Vad som gjorde det säger siffrorna inte.")
	case analysis.TeamWorse:
		return i18n.T(ctx, "De senaste värdena ligger samlade på den sämre sidan om medianen, fler i rad än slumpen förklarar.")
	}
	return i18n.T(ctx, "Något har ändrats mer än slumpen förklarar, men de senaste värdena pekar inte åt ett håll.")
}

// teamNothing says why a line has nothing to show: it is hidden, as the latest period that is
// says, or there is nothing yet.
func teamNothing(ctx context.Context, l analysis.TeamLine) string {
	for _, p := range slices.Backward(l.Points) {
		if p.State == analysis.TeamMasked || p.State == analysis.TeamFewUnits {
			return i18n.T(ctx, teamPointStates[p.State]) + "."
		}
	}
	return i18n.T(ctx, "Inga siffror att visa än.")
}

// TeamCourse is the summary of how a line goes.
func TeamCourse(ctx context.Context, l analysis.TeamLine) string {
	recent := TeamRecent(ctx, l)
	if recent == "" {
		return teamNothing(ctx, l)
	}
	text := recent
	if against := TeamAgainst(ctx, l); against != "" {
		text += " " + against
	}
	return text + " " + TeamTurn(ctx, l)
}
