package words

import (
	"context"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

// mostNamed is how many units that miss a target are told one by one.
const mostNamed = 6

// Told is a result with what it rests on: "69 % (74 av 108, 95 % säkerhet 59–77 %)".
func Told(ctx context.Context, r analysis.Result) string {
	basis := Basis(ctx, r)
	if interval := Interval(ctx, r); interval != "" {
		if basis != "" {
			basis += ", "
		}
		basis += i18n.T(ctx, "95 %% säkerhet %s", interval)
	}
	if basis == "" {
		return Value(ctx, r)
	}
	return Value(ctx, r) + " (" + basis + ")"
}

// Shortfall says how the results miss their target.
func Shortfall(ctx context.Context, m analysis.MeasureVariation) string {
	row, period := m.Row, Period(ctx, m.Row.Period)
	var text []string
	if t := row.Total.Target; t != nil && t.Threshold != nil && row.Total.Known() {
		target := Target(ctx, *t, row.Measure.Kind, row.Definition)
		switch {
		case m.Group:
			text = append(text, i18n.T(ctx, "Alla enheter tillsammans hade %s %s. Målet är %s, och slumpen räcker inte som förklaring.", Told(ctx, row.Total.Result), period, target))
		case m.Perhaps:
			text = append(text, i18n.T(ctx, "Alla enheter tillsammans hade %s %s. Målet är %s, men för alla tillsammans kan slumpen vara förklaringen.", Told(ctx, row.Total.Result), period, target))
		default:
			text = append(text, i18n.T(ctx, "Alla enheter tillsammans hade %s %s. Målet är %s.", Told(ctx, row.Total.Result), period, target))
		}
	}
	if len(m.Missed) > mostNamed {
		text = append(text, i18n.T(ctx, "%d enheter når säkert inte målet.", len(m.Missed)))
	} else if len(m.Missed) > 0 {
		var names []string
		for _, c := range m.Missed {
			name := c.Unit.ShortName + ", " + Told(ctx, c.Result)
			if c.Target.UnitID != 0 {
				name += ", " + i18n.T(ctx, "eget mål %s", Target(ctx, *c.Target, row.Measure.Kind, row.Definition))
			}
			names = append(names, name)
		}
		text = append(text, i18n.T(ctx, "Säkert inte i mål: %s.", strings.Join(names, "; ")))
	}
	return strings.Join(text, " ")
}

// Spreading says how much the units differ, and how it was before.
func Spreading(ctx context.Context, m analysis.MeasureVariation) string {
	row := m.Row
	kind, def := row.Measure.Kind, row.Definition
	text := i18n.T(ctx, "De %d enheternas resultat %s skiljer sig %s så mycket som slumpen ensam ger. Så stora skillnader ger slumpen %s.",
		m.Units, Period(ctx, row.Period), Times(ctx, m.Times), Chance(ctx, m.P))
	if m.Lowest != nil {
		text += " " + i18n.T(ctx, "Enheterna går från %s till %s.", Measured(ctx, kind, def, *m.Lowest), Measured(ctx, kind, def, *m.Highest))
	}
	if m.Between != nil && m.Before != nil && m.Before.Between != nil {
		text += " " + i18n.T(ctx, "Avståndet utan slump är %s, mot %s tiden före.", Apart(ctx, kind, def, m.Between), Apart(ctx, kind, def, m.Before.Between))
	}
	return text
}

// MissesAim names the units that for certain miss what is proposed; "" when none does.
func MissesAim(ctx context.Context, units []analysis.Cell) string {
	if len(units) == 0 {
		return ""
	}
	if len(units) > mostNamed {
		return i18n.T(ctx, "%d enheter når säkert inte det föreslagna värdet.", len(units))
	}
	names := make([]string, len(units))
	for n, c := range units {
		names[n] = c.Unit.ShortName + ", " + Told(ctx, c.Result)
	}
	return i18n.T(ctx, "Når säkert inte det föreslagna värdet: %s.", strings.Join(names, "; "))
}

// SinceBefore says how a result differs from the span before, and whether that is more
// than chance explains; "" when there is nothing to compare with.
func SinceBefore(ctx context.Context, r analysis.Result, c *analysis.Change) string {
	if c == nil {
		return ""
	}
	before := Measured(ctx, r.Kind, r.Definition, c.Before)
	text := i18n.T(ctx, "Året före var det %s: %s", before, Difference(ctx, r, c.Difference))
	switch {
	case !c.Tested:
		return i18n.T(ctx, "%s. Det går inte att säga om det är mer än slumpen.", text)
	case !c.Real:
		return i18n.T(ctx, "%s. Det kan vara slump.", text)
	case r.Definition.Direction != quality.Higher && r.Definition.Direction != quality.Lower:
		return i18n.T(ctx, "%s. Det är mer än slumpen förklarar.", text)
	case c.Better(r.Definition.Direction):
		return i18n.T(ctx, "%s. Det är en förbättring, mer än slumpen förklarar.", text)
	}
	return i18n.T(ctx, "%s. Det är en försämring, mer än slumpen förklarar.", text)
}

// AgainstAim says how a result is to what is proposed, in children where it is made of
// them: "Med det föreslagna värdet, minst 85 %, hade 8 barn till behövts". "" when it
// cannot be held against it.
func AgainstAim(ctx context.Context, m *analysis.Measure, c analysis.Cell) string {
	if c.Target == nil || c.Target.Kind != quality.ValueTarget || !c.Known() {
		return ""
	}
	aim := Target(ctx, *c.Target, c.Kind, c.Definition)
	text := ""
	switch c.Judgement.Status {
	case quality.Met:
		return i18n.T(ctx, "Det föreslagna värdet, %s, är redan nått.", aim)
	case quality.ProbablyMet:
		return i18n.T(ctx, "Det föreslagna värdet, %s, är redan nått, men slumpen kan vara förklaringen.", aim)
	case quality.Uncertain:
		if c.Judgement.PointMeets {
			return i18n.T(ctx, "Det föreslagna värdet, %s, är nått, men barnen är för få för att säga det säkert.", aim)
		}
		text = i18n.T(ctx, "Det föreslagna värdet, %s, är inte nått, men slumpen kan vara förklaringen", aim)
	case quality.NotMet:
		text = i18n.T(ctx, "Det föreslagna värdet, %s, är inte nått", aim)
	default:
		return ""
	}
	if gap := Gap(ctx, m, c.Distance); gap != "" {
		text += ": " + gap
	}
	return text + "."
}
