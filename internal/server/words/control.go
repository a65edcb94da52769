package words

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// LineVerdict is what can be said of a line over time as it is now, in a sentence.
func LineVerdict(ctx context.Context, c *analysis.Control) string {
	switch c.Verdict() {
	case analysis.HasSignal:
		return i18n.T(ctx, "Signal: något har ändrats, mer än slumpen förklarar.")
	case analysis.NoSignal:
		return i18n.T(ctx, "Ingen signal: värdena varierar som slumpen gör.")
	}
	phase, _ := c.Current()
	months := 0
	if n := len(c.Timeline.Periods); n > 0 {
		months = c.Timeline.Periods[n-1].Months
	}
	few := tooFew(ctx, months)
	if c.Method == analysis.BetweenEvents {
		few = i18n.T(ctx, "För få händelser")
	}
	if c.Method == analysis.XmRChart {
		return i18n.N(ctx, "%s: %d värde av minst %d. Det går inte att säga om något har ändrats.",
			"%s: %d värden av minst %d. Det går inte att säga om något har ändrats.", phase.Useful, tooFew(ctx, months), phase.Useful, stats.FewestUseful)
	}
	return i18n.N(ctx, "%s: %d värde skiljer sig från mittlinjen, och det behövs minst %d. Det går inte att säga om något har ändrats.",
		"%s: %d värden skiljer sig från mittlinjen, och det behövs minst %d. Det går inte att säga om något har ändrats.",
		phase.Useful, few, phase.Useful, stats.FewestUseful)
}

// tooFew says that there are too few periods of so many months.
func tooFew(ctx context.Context, months int) string {
	switch months {
	case 1:
		return i18n.T(ctx, "För få månader")
	case 3:
		return i18n.T(ctx, "För få kvartal")
	case 4:
		return i18n.T(ctx, "För få tertial")
	case 12:
		return i18n.T(ctx, "För få år")
	}
	return i18n.T(ctx, "För få perioder")
}

// Between is what lies between a measure's rare events.
func Between(ctx context.Context, m *analysis.Measure) string {
	switch m.Kind {
	case quality.Proportion:
		return i18n.T(ctx, "Antal mellan händelserna (nämnaren)")
	case quality.Rate:
		return i18n.T(ctx, "Mellan händelserna (nämnaren)")
	}
	return i18n.T(ctx, "Månader mellan händelserna")
}

// OnChart is a number of the line's chart as it is shown: a value, a centre line or a
// limit.
func OnChart(ctx context.Context, c *analysis.Control, v float64) string {
	if c.Method == analysis.BetweenEvents {
		return i18n.Number(ctx, v, 0)
	}
	phase, _ := c.Current()
	return Measured(ctx, c.Measure.Kind, phase.Definition, v)
}

// Center is the name of a line's centre line.
func Center(ctx context.Context, m analysis.Method) string {
	if m == analysis.RunChart || m == analysis.BetweenEvents {
		return i18n.T(ctx, "Median")
	}
	return i18n.T(ctx, "Medelnivå")
}

// RunSignal is a signal by Anhøj's rules in a sentence or two: what, when, and what
// chance explains.
func RunSignal(ctx context.Context, s analysis.RunSignal) string {
	first, last := ShortPeriod(ctx, s.First), ShortPeriod(ctx, s.Last)
	switch {
	case s.Rule == analysis.FewCrossings:
		return i18n.N(ctx, "Linjen korsar mittlinjen %d gång från %s till %s. Av en slump blir det minst %d: nivån har ändrats.",
			"Linjen korsar mittlinjen %d gånger från %s till %s. Av en slump blir det minst %d: nivån har ändrats.", s.Count, s.Count, first, last, s.Limit)
	case s.Above:
		return i18n.T(ctx, "%d värden i rad över mittlinjen, %s till %s. Av en slump blir det högst %d.", s.Count, first, last, s.Limit) + meaning(ctx, s.Meaning)
	}
	return i18n.T(ctx, "%d värden i rad under mittlinjen, %s till %s. Av en slump blir det högst %d.", s.Count, first, last, s.Limit) + meaning(ctx, s.Meaning)
}

// Signal is a signal of the line in a sentence or two: what, when, and what chance
// explains.
func Signal(ctx context.Context, c *analysis.Control, s analysis.Signal) string {
	first, last := ShortPeriod(ctx, c.Timeline.Periods[s.First]), ShortPeriod(ctx, c.Timeline.Periods[s.Last])
	switch s.Rule {
	case analysis.LongRun, analysis.FewCrossings:
		return RunSignal(ctx, c.Run(s))
	case analysis.OutsideLimits:
		if s.Above {
			return i18n.T(ctx, "%s ligger över den övre gränsen.", first) + meaning(ctx, s.Meaning)
		}
		return i18n.T(ctx, "%s ligger under den undre gränsen.", first) + meaning(ctx, s.Meaning)
	case analysis.SevenTrend:
		if s.Above {
			return i18n.T(ctx, "Minst sju värden i rad stiger, %s till %s.", first, last) + meaning(ctx, s.Meaning)
		}
		return i18n.T(ctx, "Minst sju värden i rad sjunker, %s till %s.", first, last) + meaning(ctx, s.Meaning)
	case analysis.TwoOfThree:
		if s.Above {
			return i18n.T(ctx, "Två av tre värden ligger nära den övre gränsen, %s till %s.", first, last) + meaning(ctx, s.Meaning)
		}
		return i18n.T(ctx, "Två av tre värden ligger nära den undre gränsen, %s till %s.", first, last) + meaning(ctx, s.Meaning)
	}
	if s.Above {
		return i18n.T(ctx, "Minst sju värden i rad ligger över medelnivån, %s till %s.", first, last) + meaning(ctx, s.Meaning)
	}
	return i18n.T(ctx, "Minst sju värden i rad ligger under medelnivån, %s till %s.", first, last) + meaning(ctx, s.Meaning)
}

// meaning is whether a side is the better one, after a sentence.
func meaning(ctx context.Context, m stats.Meaning) string {
	switch m {
	case stats.Improvement:
		return " " + i18n.T(ctx, "Det är åt rätt håll.")
	case stats.Concern:
		return " " + i18n.T(ctx, "Det är åt fel håll.")
	}
	return ""
}

// PointSignal is what there is to say of a point, in a few words; "" for nothing.
func PointSignal(ctx context.Context, p analysis.ControlPoint) string {
	switch {
	case p.LeftOut != nil:
		return i18n.T(ctx, "räknas inte med: %s", p.LeftOut.Reason)
	case p.Beyond == stats.AboveLimit:
		return i18n.T(ctx, "över övre gränsen")
	case p.Beyond == stats.BelowLimit:
		return i18n.T(ctx, "under undre gränsen")
	case p.InSignal:
		return i18n.T(ctx, "ingår i en signal")
	}
	return ""
}

// PhaseStart is why a phase begins, in a sentence; the group's own words are in the
// decision.
func PhaseStart(ctx context.Context, s analysis.PhaseStart) string {
	switch s {
	case analysis.NewDefinition:
		return i18n.T(ctx, "Ny definition. Tal från före går inte att jämföra.")
	case analysis.NewPeriodLength:
		return i18n.T(ctx, "Lämnas in med andra mellanrum, eller visas per ett annat antal.")
	}
	return ""
}

// Assurance is what the limits say of the target, in a sentence; "" for nothing.
func Assurance(ctx context.Context, a stats.Assurance) string {
	switch a {
	case stats.ConsistentPass:
		return i18n.T(ctx, "Så länge inget ändras nås målet varje gång.")
	case stats.ConsistentFail:
		return i18n.T(ctx, "Så länge inget ändras nås målet inte: det krävs ett nytt arbetssätt.")
	case stats.Inconsistent:
		return i18n.T(ctx, "Så länge inget ändras nås målet ibland och ibland inte, av en slump.")
	}
	return ""
}

// ChartKind is what a control chart is called where charts are known by letters.
func ChartKind(ctx context.Context, k stats.ChartKind) string {
	switch k {
	case stats.PChart:
		return i18n.T(ctx, "p-diagram")
	case stats.PPrimeChart:
		return i18n.T(ctx, "p′-diagram")
	case stats.UChart:
		return i18n.T(ctx, "u-diagram")
	case stats.UPrimeChart:
		return i18n.T(ctx, "u′-diagram")
	case stats.CChart:
		return i18n.T(ctx, "c-diagram")
	case stats.GChart:
		return i18n.T(ctx, "g-diagram")
	case stats.TChart:
		return i18n.T(ctx, "t-diagram")
	case stats.IChart:
		return i18n.T(ctx, "I-diagram")
	}
	return ""
}

var noteKinds = map[quality.TimeNoteKind]string{
	quality.Intervention: i18n.Mark("Något vi gjorde för att bli bättre"),
	quality.Remark:       i18n.Mark("Något annat som kan synas i siffrorna"),
}

// NoteKind is the kind of a note on a time line.
func NoteKind(ctx context.Context, k quality.TimeNoteKind) string { return i18n.T(ctx, noteKinds[k]) }

var decisionKinds = map[quality.LineDecisionKind]string{
	quality.NewPhase: i18n.Mark("Räkna nivån på nytt från perioden"),
	quality.LeftOut:  i18n.Mark("Låt perioden inte räknas med"),
}

// DecisionKind is what a group decides about lines over time.
func DecisionKind(ctx context.Context, k quality.LineDecisionKind) string {
	return i18n.T(ctx, decisionKinds[k])
}
