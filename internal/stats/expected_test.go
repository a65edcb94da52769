package stats

import (
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func pasts(pairs ...float64) []Past {
	var list []Past
	for n := 0; n < len(pairs); n += 2 {
		list = append(list, Past{pairs[n], pairs[n+1]})
	}
	return list
}

func TestExpectedCases(t *testing.T) {
	for _, test := range []struct {
		name      string
		past      []Past
		n         float64
		low, high float64 // summed in exact fractions, by a program of its own
		ok        bool
	}{
		{"a usual share", pasts(9, 10, 8, 10, 9, 10, 10, 10), 10, 5, 10, true},
		{"nothing ever", pasts(0, 12, 0, 9, 0, 11, 0, 10), 10, 0, 3, true},
		{"always all", pasts(12, 12, 9, 9, 11, 11, 10, 10), 10, 7, 10, true},
		{"three periods", pasts(9, 10, 8, 10, 9, 10), 10, 0, 0, false},
		{"periods without children do not count", pasts(9, 10, 8, 10, 9, 10, 0, 0), 10, 0, 0, false},
		{"nobody now", pasts(9, 10, 8, 10, 9, 10, 10, 10), 0, 0, 0, false},
		{"more cases than children", pasts(19, 10, 8, 10, 9, 10, 10, 10), 10, 0, 0, false},
	} {
		got, ok := ExpectedCases(test.past, test.n)
		if ok != test.ok || ok && (got.Low != test.low || got.High != test.high) {
			t.Errorf("%s: %v %v, want %v–%v %v", test.name, got, ok, test.low, test.high, test.ok)
		}
	}
}

// TestExpectedIsSeldomWrong draws histories where nothing happens, and counts how
// often the next period is called unusual; and how often a slip is not.
func TestExpectedIsSeldomWrong(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 7))
	const tries = 4000
	for _, test := range []struct{ p, n float64 }{{0.9, 12}, {0.5, 30}, {0.05, 8}, {0.8, 200}} {
		alarms, missed, slips := 0, 0, 0
		for range tries {
			draw := func() float64 { return distuv.Binomial{N: test.n, P: test.p, Src: random}.Rand() }
			var past []Past
			for range 8 {
				past = append(past, Past{draw(), test.n})
			}
			e, ok := ExpectedCases(past, test.n)
			if !ok {
				t.Fatal("eight periods are enough")
			}
			x := draw()
			if !e.Holds(x) {
				alarms++
			}
			if swapped := test.n - x; test.p > 0.75 { // who counted those that did not
				slips++
				if e.Holds(swapped) {
					missed++
				}
			}
		}
		if share := float64(alarms) / tries; share > 0.006 {
			t.Errorf("%v of %v: %.2f %% false alarms", test.p, test.n, 100*share)
		}
		if slips > 0 && float64(missed)/float64(slips) > 0.03 {
			t.Errorf("%v of %v: %d of %d slips missed", test.p, test.n, missed, slips)
		}
	}
}

func TestExpectedEventsIsSeldomWrong(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 13))
	const tries = 4000
	for _, mean := range []float64{0.4, 3, 40, 600} {
		alarms, tenfold := 0, 0
		for range tries {
			poisson := distuv.Poisson{Lambda: mean, Src: random}
			var past []Past
			for range 8 {
				past = append(past, Past{poisson.Rand(), 1})
			}
			e, ok := ExpectedEvents(past, 1)
			if !ok {
				t.Fatal("eight periods are enough")
			}
			x := poisson.Rand()
			if !e.Holds(x) {
				alarms++
			}
			if !e.Holds(10*x + 3) { // a digit too many
				tenfold++
			}
		}
		if share := float64(alarms) / tries; share > 0.006 {
			t.Errorf("mean %v: %.2f %% false alarms", mean, 100*share)
		}
		if mean >= 40 && tenfold < tries {
			t.Errorf("mean %v: a digit too many was seen %d times of %d", mean, tenfold, tries)
		}
	}
}

// TestOverdispersionWidens what is expected: care days come in stays, not one by one.
func TestOverdispersionWidens(t *testing.T) {
	calm, wild := pasts(), pasts()
	for n, v := range []float64{3000, 3040, 2980, 3010, 2990, 3030, 2970, 3020} {
		calm = append(calm, Past{v, 1})
		wild = append(wild, Past{v + 400*float64(n%2*2-1), 1})
	}
	c, _ := ExpectedEvents(calm, 1)
	w, _ := ExpectedEvents(wild, 1)
	if !(w.Low < c.Low && w.High > c.High) || w.Holds(300) || !w.Holds(3700) || c.Holds(3700) {
		t.Errorf("calm %v, wild %v", c, w)
	}
}

func TestExpectedEventsFollowTheExposure(t *testing.T) {
	past := pasts(5, 1000, 4, 1000, 6, 1000, 5, 1000)
	one, _ := ExpectedEvents(past, 1000)
	ten, ok := ExpectedEvents(past, 10_000)
	if !ok || !(ten.High > 4*one.High) || ten.Holds(5) || !one.Holds(5) {
		t.Errorf("%v, %v", one, ten)
	}
	if _, ok := ExpectedEvents(past, 0); ok {
		t.Error("no exposure, no expectation")
	}
}

func TestExpectedValue(t *testing.T) {
	e, ok := ExpectedValue([]float64{30, 31, 29, 30, 32, 30})
	if !ok || e.Low > 26.3 || e.Low < 26 || e.High < 34.3 || e.High > 34.8 {
		t.Errorf("%v %v", e, ok) // mean 30.333, mean moving range 1.6
	}
	for name, past := range map[string][]float64{"five": {1, 2, 3, 4, 5}, "all the same": {7, 7, 7, 7, 7, 7}} {
		if _, ok := ExpectedValue(past); ok {
			t.Errorf("%s: nothing can be said", name)
		}
	}
}
