package stats_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"samsyn/internal/stats"
)

var funnelMethods = map[string]method{
	"phe_proportion_units":        proportionFunnelCase,
	"arcsine_limits_clamped":      arcsineCase,
	"exact_binomial_interpolated": binomialLimitsCase,
	"exact_poisson_interpolated":  poissonLimitsCase,
	"funnelplotr_PR":              proportionDispersionCase,
	"funnelplotr_SR_CQC":          ratioDispersionCase(stats.SquareRoot),
	"funnelplotr_SR_SHMI":         ratioDispersionCase(stats.Logarithm),
	"funnelplotr_RC":              recordOnlyCase,
}

var (
	// FunnelPlotR has its z rounded to six decimals.
	rounded95  = 2*distuv.UnitNormal.CDF(1.959964) - 1
	rounded998 = 2*distuv.UnitNormal.CDF(3.090232) - 1
)

// unitLimits collects the limits of units by the cases' names.
type unitLimits map[string][]any

func (u unitLimits) add(prefix string, l stats.Limits, ok bool) {
	for name, limit := range map[string]float64{"lower95": l.Lower95, "upper95": l.Upper95, "lower998": l.Lower998, "upper998": l.Upper998} {
		u[prefix+name] = append(u[prefix+name], null(limit, ok))
	}
}

func (u unitLimits) into(out outcome) outcome {
	for name, values := range u {
		out[name] = values
	}
	return out
}

func proportionFunnelCase(t *testing.T, c referenceCase) outcome {
	in := input[struct{ Numerator, Denominator []float64 }](t, c)
	words := map[stats.FunnelClass]string{stats.WithinLimits: "Not significant", stats.Low2SD: "Low (0.025)", stats.Low3SD: "Low (0.001)",
		stats.High2SD: "High (0.025)", stats.High3SD: "High (0.001)"}
	funnel, ok := stats.ProportionFunnel(proportionsOf(in.Numerator, in.Denominator))
	var classes []any
	limits := unitLimits{}
	for _, p := range funnel.Points {
		limits.add("", p.Limits, p.Defined)
		classes = append(classes, words[p.Class])
	}
	return limits.into(outcome{"average": null(funnel.Average, ok), "class": classes})
}

func arcsineCase(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Target, Tau2 float64
		Denominator  []float64
	}](t, c)
	limits := unitLimits{}
	for _, n := range in.Denominator {
		plain, ok := stats.ArcsineLimits(in.Target, n, 0)
		limits.add("", plain, ok)
		wide, ok := stats.ArcsineLimits(in.Target, n, in.Tau2)
		limits.add("od_", wide, ok)
	}
	return limits.into(outcome{})
}

func limitsOutcome(l stats.Limits, ok bool) outcome {
	return outcome{"lower95": null(l.Lower95, ok), "upper95": null(l.Upper95, ok), "lower998": null(l.Lower998, ok), "upper998": null(l.Upper998, ok)}
}

func binomialLimitsCase(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Target float64
		N      int
	}](t, c)
	return limitsOutcome(stats.BinomialLimits(in.Target, in.N))
}

func poissonLimitsCase(t *testing.T, c referenceCase) outcome {
	in := input[struct{ Expected float64 }](t, c)
	return limitsOutcome(stats.PoissonLimits(in.Expected))
}

// gridded is a limit on the arcsine scale. FunnelPlotR's is the same within the
// scale. Beyond its end the angle is folded back, and below a size that its
// drawing grid decides, limits are set to 0 or 1; this package's is then the end
// of the scale.
type gridded struct {
	limit, angle float64
	units        int
}

func (g gridded) matches(want any, tolerance float64) (bool, float64) {
	w, ok := want.(float64)
	if !ok {
		return want == nil && g.units < 2, 0 // the package has none for one unit
	}
	off := math.Abs(g.limit - w)
	if off <= tolerance {
		return true, off
	}
	folded := math.Sin(g.angle) * math.Sin(g.angle)
	beyond := g.angle < 0 || g.angle > math.Pi/2
	return w == 0 || w == 1 || beyond && math.Abs(folded-w) <= tolerance, 0
}

func proportionDispersionCase(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Numerator, Denominator []float64
		Trim                   float64
	}](t, c)
	units := proportionsOf(in.Numerator, in.Denominator)
	d, ok := stats.ProportionDispersion(units, in.Trim)
	if c.Expected["error"] == true {
		// The package stops where all are cases; here nothing varies.
		limits, _ := d.Limits(in.Denominator[0])
		if !ok || d.Tau2 != 0 || d.Advised() || limits != (stats.Limits{Lower95: 1, Upper95: 1, Lower998: 1, Upper998: 1}) {
			t.Errorf("%s: %+v, limits %+v", c.ID, d, limits)
		}
		return outcome{"error": true}
	}
	plain := d
	plain.Tau2 = 0
	out := outcome{}
	limits := unitLimits{}
	for _, n := range in.Denominator {
		for prefix, funnel := range map[string]stats.Dispersion{"": plain, "od_": d} {
			for level, confidence := range map[string]float64{"95": rounded95, "998": rounded998} {
				lower, upper := funnel.TransformedLimits(n, confidence)
				limits[prefix+"lower"+level] = append(limits[prefix+"lower"+level], gridded{clamped(lower), lower, len(units)})
				limits[prefix+"upper"+level] = append(limits[prefix+"upper"+level], gridded{clamped(upper), upper, len(units)})
			}
		}
	}
	out["outlier"] = outliers(c, func(i int) float64 { return in.Numerator[i] / in.Denominator[i] })
	return limits.into(dispersion(out, d, ok))
}

// clamped takes an angle back to a share.
func clamped(angle float64) float64 {
	s := math.Sin(min(math.Pi/2, max(0, angle)))
	return s * s
}

func dispersion(out outcome, d stats.Dispersion, ok bool) outcome {
	out["phi"], out["tau2"], out["target"] = null(d.Phi, ok), null(d.Tau2, ok), null(d.Target, ok)
	if ok && len(d.Z) < 2 {
		out["tau2"] = orNull(d.Tau2) // the package has none for one unit
	}
	out["z"], out["winsorised_z"] = d.Z, d.Trimmed
	return out
}

// outliers are the units outside the limits that the case has at 99.8 %, which
// are FunnelPlotR's: those that allow for over-dispersion, whether there is any
// or not.
func outliers(c referenceCase, value func(i int) float64) []any {
	lower, upper := c.Expected["od_lower998"].([]any), c.Expected["od_upper998"].([]any)
	var flags []any
	for i := range lower {
		from, okFrom := lower[i].(float64)
		to, okTo := upper[i].(float64)
		outlier := 0.0
		if (stats.Limits{Lower95: from, Upper95: to, Lower998: from, Upper998: to}).Class(value(i)) != stats.WithinLimits {
			outlier = 1
		}
		if okFrom && okTo {
			flags = append(flags, outlier)
		} else {
			flags = append(flags, orNull(0))
		}
	}
	return flags
}

// ratioDispersionCase: on the square root scale FunnelPlotR shows the limits of
// the scale as if they were ratios, so that is what they are compared with.
func ratioDispersionCase(scale stats.Scale) method {
	return func(t *testing.T, c referenceCase) outcome {
		in := input[struct {
			Observed, Expected []float64
			Trim               float64
		}](t, c)
		d, ok := stats.RatioDispersion(in.Observed, in.Expected, scale, in.Trim)
		out := outcome{}
		limits := unitLimits{}
		for _, e := range in.Expected {
			plain, okPlain := stats.RatioLimits(e)
			limits.add("", plain, okPlain)
			for level, confidence := range map[string]float64{"95": rounded95, "998": rounded998} {
				lower, upper := d.TransformedLimits(e, confidence)
				if scale == stats.Logarithm {
					lower, upper = math.Exp(lower), math.Exp(upper)
				}
				limits["od_lower"+level], limits["od_upper"+level] = append(limits["od_lower"+level], lower), append(limits["od_upper"+level], upper)
			}
		}
		out["outlier"] = outliers(c, func(i int) float64 { return in.Observed[i] / in.Expected[i] })
		return limits.into(dispersion(out, d, ok))
	}
}

// recordOnly is a number of FunnelPlotR that must not be matched: its limits for
// rates treat the exposure as if it were a count of children.
type recordOnly struct{}

func (recordOnly) matches(any, float64) (bool, float64) { return true, 0 }

// recordOnlyCase holds for such a case only that observed by expected, which is
// what rates have here, gives limits that follow from the events: wider than the
// record's, which hardly follow from anything.
func recordOnlyCase(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Numerator, Denominator []float64
		Trim                   float64
	}](t, c)
	funnel, ok := stats.RateFunnel(ratesOf(in.Numerator, in.Denominator))
	if !ok {
		t.Errorf("%s: no funnel", c.ID)
		return outcome{}
	}
	lower, upper := c.Expected["lower95"].([]any), c.Expected["upper95"].([]any)
	for i, p := range funnel.Points {
		from, _ := lower[i].(float64)
		to, ok := upper[i].(float64)
		if ok && p.Limits.Upper95-p.Limits.Lower95 <= to-from {
			t.Errorf("%s: unit %d has the limits %+v, the record %v to %v", c.ID, i, p.Limits, lower[i], upper[i])
		}
	}
	out := outcome{"target": funnel.Average}
	for name := range c.Expected {
		if name != "target" {
			out[name] = recordOnly{}
		}
	}
	return out
}
