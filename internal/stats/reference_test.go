package stats_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"samsyn/internal/stats"
)

// referenceCase is one case of testdata; see testdata/README.md.
type referenceCase struct {
	ID        string          `json:"id"`
	Method    string          `json:"method"`
	Input     json.RawMessage `json:"input"`
	Expected  json.RawMessage `json:"expected"`
	Tolerance float64         `json:"tolerance"`
}

// limits are the expected numbers of an interval; a nil is one that the case
// leaves out or says is not defined.
type limits struct {
	Value, Lower, Upper *float64
}

// readCases reads a file of reference cases and insists on how many there are,
// so that a lost case is noticed.
func readCases(t *testing.T, file string, want int) []referenceCase {
	t.Helper()
	content, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []referenceCase
	if err := json.Unmarshal(content, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) != want {
		t.Fatalf("%s has %d cases, want %d", file, len(cases), want)
	}
	return cases
}

func decode[T any](t *testing.T, raw json.RawMessage) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// assertClose compares within the case's tolerance: absolute up to 1 in size,
// relative above.
func assertClose(t *testing.T, c referenceCase, what string, got, want float64) {
	t.Helper()
	if diff := math.Abs(got - want); !(diff <= c.Tolerance*max(1, math.Abs(want))) {
		t.Errorf("%s %s: got %.15g, want %.15g", c.ID, what, got, want)
	}
}

func assertInterval(t *testing.T, c referenceCase, got stats.Interval, ok bool) {
	t.Helper()
	want := decode[limits](t, c.Expected)
	if want.Lower == nil {
		if ok {
			t.Errorf("%s: got %+v, want not defined", c.ID, got)
		}
		return
	}
	if !ok {
		t.Errorf("%s: not defined, want %v to %v", c.ID, *want.Lower, *want.Upper)
		return
	}
	if want.Value != nil {
		assertClose(t, c, "value", got.Value, *want.Value)
	}
	assertClose(t, c, "lower", got.Lower, *want.Lower)
	assertClose(t, c, "upper", got.Upper, *want.Upper)
}

func TestProportionReference(t *testing.T) {
	for _, c := range readCases(t, "proportions.json", 75) {
		in := decode[struct{ Numerator, Denominator, Confidence float64 }](t, c.Input)
		got, ok := stats.Proportion{Numerator: in.Numerator, Denominator: in.Denominator}.Interval(in.Confidence)
		assertInterval(t, c, got, ok)
	}
}

func TestRateReference(t *testing.T) {
	for _, c := range readCases(t, "rates.json", 47) {
		in := decode[struct{ Count, Exposure, Multiplier, Confidence float64 }](t, c.Input)
		got, ok := stats.Rate{Count: in.Count, Exposure: in.Exposure, Multiplier: in.Multiplier}.Interval(in.Confidence)
		assertInterval(t, c, got, ok)
	}
}

func TestMeanReference(t *testing.T) {
	for _, c := range readCases(t, "means.json", 22) {
		switch c.Method {
		case "t_from_summary":
			in := decode[struct {
				Mean, SD, Confidence float64
				N                    int
			}](t, c.Input)
			got, ok := stats.Group{N: in.N, Mean: in.Mean, SD: in.SD, SDKnown: true}.Interval(in.Confidence)
			assertInterval(t, c, got, ok)
		case "t_from_values":
			in := decode[struct {
				Values     []float64
				Confidence float64
			}](t, c.Input)
			// Each value is a group of one, so pooling them is the two-pass
			// calculation of mean and standard deviation.
			group, ok := stats.Pool(single(in.Values))
			if !ok {
				t.Fatalf("%s: no group", c.ID)
			}
			got, ok := group.Interval(in.Confidence)
			assertInterval(t, c, got, ok)
		case "pool_groups":
			in := decode[struct {
				N        []int
				Mean, SD []float64
			}](t, c.Input)
			groups := make([]stats.Group, len(in.N))
			for i := range in.N {
				groups[i] = stats.Group{N: in.N[i], Mean: in.Mean[i], SD: in.SD[i], SDKnown: in.N[i] > 1}
			}
			got, ok := stats.Pool(groups)
			want := decode[struct {
				N        int
				Mean, SD float64
			}](t, c.Expected)
			if !ok || got.N != want.N || !got.SDKnown {
				t.Errorf("%s: got %+v %v, want n %d with sd", c.ID, got, ok, want.N)
			}
			assertClose(t, c, "mean", got.Mean, want.Mean)
			assertClose(t, c, "sd", got.SD, want.SD)
		default:
			t.Errorf("%s: unknown method %q", c.ID, c.Method)
		}
	}
}

func TestQuantileReference(t *testing.T) {
	at := map[string]float64{"min": 0, "p5": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "p95": 0.95, "max": 1}
	for _, c := range readCases(t, "quantiles.json", 9) {
		in := decode[struct{ Rates []*float64 }](t, c.Input)
		var values []float64
		for _, rate := range in.Rates {
			if rate != nil { // units without data are left out
				values = append(values, *rate)
			}
		}
		want := decode[map[string]*float64](t, c.Expected)
		for name, p := range at {
			if want[name] == nil {
				t.Errorf("%s lacks %s", c.ID, name)
				continue
			}
			got, ok := stats.Quantile(values, p)
			if !ok {
				t.Errorf("%s %s: not defined", c.ID, name)
			}
			assertClose(t, c, name, got, *want[name])
		}
	}
}

// single makes a group of one of each value.
func single(values []float64) []stats.Group {
	groups := make([]stats.Group, len(values))
	for i, v := range values {
		groups[i] = stats.Group{N: 1, Mean: v}
	}
	return groups
}
