package edition

import "slices"

// Count is how many there are of a status, with its word.
type Count struct {
	Status string
	Text   string
	Number int
}

// The statuses in the order that a count lists them, and from the worst: a goal with
// several measures stands no better than the worst of those that can be judged.
var (
	listed = []string{"met", "probably_met", "near", "uncertain", "not_met", "followed", "missing", "masked", "nobody", "no_data", "not_applicable", unmeasured}
	worst  = []string{"not_met", "near", "uncertain", "probably_met", "met", "followed", "masked", "missing", "nobody", "no_data", "not_applicable"}
	// judged are those that hold a value against a target, reached those that reach it.
	judged  = []string{"met", "probably_met", "near", "uncertain", "not_met"}
	reached = []string{"met", "probably_met"}
)

// unmeasured is the status of a goal that no measure follows.
const unmeasured = "unmeasured"

// tally counts results by status; those without one are not counted.
func tally(results []Result) (counts []Count) {
	for _, status := range listed {
		c := Count{Status: status}
		for _, r := range results {
			if r.Status == status {
				c.Text, c.Number = r.StatusText, c.Number+1
			}
		}
		if c.Number > 0 {
			counts = append(counts, c)
		}
	}
	return counts
}

// Total is the last sum of the measure's results: all together. False without one.
func (m *Measure) Total() (Result, bool) {
	for _, r := range slices.Backward(m.Results) {
		if r.Sum {
			return r, true
		}
	}
	return Result{}, false
}

// Together is the result that says how the goal stands: of its measures' sums the one
// that is worst. Its Status is "unmeasured" when no measure follows the goal.
func (g *Goal) Together() Result {
	_, result := g.together()
	return result
}

func (g *Goal) together() (*Measure, Result) {
	for _, status := range worst {
		for n := range g.Measures {
			if total, ok := g.Measures[n].Total(); ok && total.Status == status {
				return &g.Measures[n], total
			}
		}
	}
	return nil, Result{Status: unmeasured}
}

// chosen are the goals that the group chose: not the place of measures without a goal.
func (d *Document) chosen() (goals []*Goal) {
	for g := range d.Goals() {
		if g.ID != 0 {
			goals = append(goals, g)
		}
	}
	return goals
}

// GoalTally is the group's goals by how they stand, as words and numbers.
func (d *Document) GoalTally() []Count {
	var results []Result
	for _, g := range d.chosen() {
		results = append(results, g.Together())
	}
	return tally(results)
}

// UnitTally is the units by how they stand in the measure.
func (m *Measure) UnitTally() []Count {
	var results []Result
	for _, r := range m.Results {
		if !r.Sum && r.Status != "not_applicable" {
			results = append(results, r)
		}
	}
	return tally(results)
}

// Reached is how many units reach the measure's target, perhaps by chance, of how many
// that have a value to hold against it. Some units' values may be hidden.
func (m *Measure) Reached() (units, of int) {
	for _, r := range m.Results {
		if r.Sum || !slices.Contains(judged, r.Status) {
			continue
		}
		of++
		if slices.Contains(reached, r.Status) {
			units++
		}
	}
	return units, of
}

// Hides reports whether some unit's value is hidden.
func (m *Measure) Hides() bool {
	return slices.ContainsFunc(m.Results, func(r Result) bool { return !r.Sum && r.Status == "masked" })
}
