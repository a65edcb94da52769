package stats

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// What is wrong with a series or a plan for a chart; errors.Is tells which.
var (
	// ErrPlan: phases or exclusions that do not fit the series.
	ErrPlan = errors.New("phases or exclusions do not fit the series")
	// ErrReason: a new phase, a frozen baseline or an exclusion without a reason.
	// Lines that somebody moved without saying why persuade nobody.
	ErrReason = errors.New("a phase, a frozen baseline or an exclusion needs a reason")
	// ErrSeries: numbers that the kind of chart cannot hold.
	ErrSeries = errors.New("numbers that the chart cannot hold")
)

// Phase is a part of a series with a centre line and limits of its own.
type Phase struct {
	// First is the index of its first point; the phase lasts until the next.
	First int
	// Baseline freezes the lines: they are computed from that many of the
	// phase's points, from its first, and held for the rest. 0 uses all. While
	// there are fewer points, those there are are used.
	Baseline int
	// Reason says why the lines are computed anew here, or frozen, in words for
	// readers. It may be empty only for a first phase that is not frozen.
	Reason string
}

// Exclusion is a point that is shown and judged but does not take part in centre
// line, limits or runs.
type Exclusion struct {
	// Point is its index in the series.
	Point  int
	Reason string
}

// phasesOf checks the phases for a series of n points, in order of First, and
// puts one before them if they do not begin with the series.
func phasesOf(phases []Phase, n int) ([]Phase, error) {
	if len(phases) == 0 || phases[0].First > 0 {
		phases = slices.Insert(slices.Clone(phases), 0, Phase{})
	}
	for i, p := range phases {
		misplaced := p.First < 0 || p.First > 0 && p.First >= n || i > 0 && p.First <= phases[i-1].First
		if misplaced || p.Baseline < 0 {
			return nil, fmt.Errorf("phase at %d with baseline %d in a series of %d: %w", p.First, p.Baseline, n, ErrPlan)
		}
		if (p.First > 0 || p.Baseline > 0) && strings.TrimSpace(p.Reason) == "" {
			return nil, fmt.Errorf("phase at %d: %w", p.First, ErrReason)
		}
	}
	return phases, nil
}

// excludedOf checks the exclusions for a series of n points.
func excludedOf(exclusions []Exclusion, n int) (map[int]bool, error) {
	excluded := map[int]bool{}
	for _, e := range exclusions {
		if e.Point < 0 || e.Point >= n {
			return nil, fmt.Errorf("exclusion of point %d in a series of %d: %w", e.Point, n, ErrPlan)
		}
		if strings.TrimSpace(e.Reason) == "" {
			return nil, fmt.Errorf("exclusion of point %d: %w", e.Point, ErrReason)
		}
		excluded[e.Point] = true
	}
	return excluded, nil
}

// end is the index after the last point of phase i.
func end(phases []Phase, i, n int) int {
	if i+1 < len(phases) {
		return phases[i+1].First
	}
	return n
}

// inBaseline reports whether the lines are computed from the point.
func (p Phase) inBaseline(point int) bool {
	return p.Baseline == 0 || point < p.First+p.Baseline
}
