package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"samsyn/internal/stats"
)

// awkward is the numbers that functions break on: gonum's quantiles panic at
// parameters of 0, and NaN and infinities spread.
var awkward = []float64{0, 1, 2, 3, 10, 0.5, -1, 1e-12, 1e9, 1e300, math.NaN(), math.Inf(1), math.Inf(-1)}

// TestNothingPanicsAndNoNaNLeaks calls everything with awkward numbers in many
// combinations. What comes out must be numbers, and whatever is not defined zero,
// nil or false.
func TestNothingPanicsAndNoNaNLeaks(t *testing.T) {
	random := rand.New(rand.NewPCG(41, 42))
	pick := func() float64 { return awkward[random.IntN(len(awkward))] }
	series := func() []float64 {
		values := make([]float64, random.IntN(6))
		for i := range values {
			values[i] = pick()
		}
		return values
	}
	same := func(like []float64) []float64 {
		values := make([]float64, len(like))
		for i := range values {
			values[i] = pick()
		}
		return values
	}
	units := func() []stats.Proportion { x := series(); return proportionsOf(x, same(x)) }
	rates := func() []stats.Rate { x := series(); return ratesOf(x, same(x)) }
	group := func() stats.Group {
		return stats.Group{N: random.IntN(4) - 1, Mean: pick(), SD: pick(), SDKnown: random.IntN(2) == 0}
	}
	observations := func() []stats.Observation {
		var all []stats.Observation
		for range random.IntN(8) {
			all = append(all, stats.Observation{Numerator: pick(), Denominator: pick(), Missing: random.IntN(5) == 0})
		}
		return all
	}
	confidence := func() float64 { return []float64{0.95, 0.998, 0, 1, math.NaN()}[random.IntN(5)] }
	calls := map[string]func() []any{
		"Proportion": func() []any {
			p, target := stats.Proportion{Numerator: pick(), Denominator: pick()}, pick()
			return results(result(p.Interval(confidence())), result(p.ExactInterval(confidence())), result(p.Test(target, confidence())), result(p.Meets(target, stats.LowerIsBetter)))
		},
		"Rate": func() []any {
			r := stats.Rate{Count: pick(), Exposure: pick(), Multiplier: pick()}
			return results(result(r.Interval(confidence())), result(r.ExactInterval(confidence())))
		},
		"Group":         func() []any { return results(result(group().Interval(confidence()))) },
		"GroupFromSums": func() []any { return results(result(stats.GroupFromSums(random.IntN(4)-1, pick(), pick()))) },
		"CompareProportions": func() []any {
			return results(result(stats.CompareProportions(firstOf(units()), firstOf(units()), confidence())))
		},
		"CompareRates": func() []any {
			return results(result(stats.CompareRates(firstOf(rates()), firstOf(rates()), confidence())))
		},
		"CompareMeans": func() []any { return results(result(stats.CompareMeans(group(), group(), confidence()))) },
		"PooledZ": func() []any {
			z, p, _ := stats.PooledZ(firstOf(units()), firstOf(units()))
			return []any{z, p}
		},
		"Funnels": func() []any {
			return results(result(stats.ProportionFunnel(units())), result(stats.RateFunnel(rates())))
		},
		"ProportionLimits": func() []any { return results(result(stats.ProportionLimits(pick(), pick()))) },
		"ArcsineLimits":    func() []any { return results(result(stats.ArcsineLimits(pick(), pick(), pick()))) },
		"RatioLimits": func() []any {
			x := small(pick())
			return results(result(stats.RatioLimits(x)), result(stats.PoissonLimits(x)), result(stats.ExpectedLimits(x)))
		},
		"BinomialLimits": func() []any { return results(result(stats.BinomialLimits(pick(), random.IntN(5)-1))) },
		"Dispersion": func() []any {
			o := series()
			d, ok := stats.ProportionDispersion(units(), stats.Trim)
			r, okRatio := stats.RatioDispersion(o, same(o), stats.Scale(random.IntN(3)), stats.Trim)
			out := results(result(d, ok), result(r, okRatio))
			if ok {
				out = append(out, results(result(d.Limits(pick())))...)
			}
			return out
		},
		"Heterogeneity": func() []any {
			return results(result(stats.ProportionHeterogeneity(units())), result(stats.RateHeterogeneity(rates())))
		},
		"Between": func() []any {
			return results(result(stats.BetweenMeans([]stats.Group{group(), group(), group()})), result(stats.BetweenProportions(units())))
		},
		"Systematic": func() []any {
			o := series()
			e := same(o)
			return results(result(stats.Systematic(o, e)), result(stats.Shrink(o, e)))
		},
		"Spread": func() []any {
			var values []*float64
			for _, v := range series() {
				values = append(values, &v)
			}
			return results(result(stats.SpreadOf(values)), result(stats.LinearTrend(values)))
		},
		"Trends": func() []any {
			x := series()
			return results(result(stats.ProportionTrend(units())), result(stats.RateTrend(rates())), result(stats.KendallTauB(x, same(x))))
		},
		"Chart": func() []any {
			chart, err := stats.NewChart(observations(), stats.Plan{Kind: stats.ChartKind(random.IntN(10)), Screened: random.IntN(2) == 0})
			return results(result(chart, err == nil))
		},
		"XmR": func() []any {
			values := make([]*float64, random.IntN(9))
			for i := range values {
				if random.IntN(4) > 0 {
					values[i] = new(pick())
				}
			}
			x, err := stats.NewXmR(values, stats.XmRPlan{Screened: random.IntN(2) == 0, Target: new(pick())})
			return results(result(x, err == nil))
		},
	}
	for name, call := range calls {
		for range 4000 {
			for _, got := range call() {
				if where := notANumber(reflect.ValueOf(got), ""); where != "" {
					t.Errorf("%s: %s in %+v", name, where, got)
					break
				}
			}
			if t.Failed() {
				break
			}
		}
	}
}

// small keeps what takes time in proportion to the number within bounds.
func small(v float64) float64 { return min(v, 1e9) }

// result is a value when it is defined, and nothing otherwise.
func result[T any](value T, ok bool) any {
	if !ok {
		return nil
	}
	return value
}

func results(all ...any) []any { return all }

func firstOf[T any](all []T) (first T) {
	if len(all) > 0 {
		return all[0]
	}
	return first
}

// notANumber says where in the value a number is not one.
func notANumber(v reflect.Value, where string) string {
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			return fmt.Sprintf("%s is %v", where, f)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return notANumber(v.Elem(), where)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if found := notANumber(v.Field(i), where+"."+v.Type().Field(i).Name); found != "" {
				return found
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if found := notANumber(v.Index(i), fmt.Sprintf("%s[%d]", where, i)); found != "" {
				return found
			}
		}
	}
	return ""
}

func TestRunsGoThroughWhatIsMissingOrOnTheCentreLine(t *testing.T) {
	value := func(v float64) *float64 { return &v }
	values := []*float64{nil, value(3), nil, value(2), value(5), value(1), value(2), value(3)}
	want := []stats.Run{{First: 1, Last: 4, Length: 2, Above: true}, {First: 5, Last: 5, Length: 1}, {First: 7, Last: 7, Length: 1, Above: true}}
	if got := stats.RunsOf(values, 2); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := stats.RunsOf([]*float64{nil, value(2)}, 2); len(got) != 0 {
		t.Errorf("a line on its centre has the runs %+v", got)
	}
}
