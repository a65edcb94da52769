package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// drawXmR adds a segment by the NHS rules. What is left out is not part of the
// series, which those rules have no other way for.
func (c *Control) drawXmR(s segment, p plan) error {
	var values []*float64
	for _, point := range c.Points[s.first:s.end] {
		if point.LeftOut != nil {
			point.Charted = nil
		}
		values = append(values, point.Charted)
	}
	last := c.Points[s.end-1]
	of := stats.XmRPlan{Screened: true, Phases: p.Phases, Better: better(c.definition(s.end - 1).Direction)}
	if of.Better != stats.Neutral {
		of.Target = last.Target
	}
	drawn, err := stats.NewXmR(values, of)
	if err != nil {
		return err
	}
	for _, phase := range drawn.Phases {
		added := c.newPhase(s, p, phase.Phase, phase.End)
		added.Used = phase.Used
		causes := make([]stats.XmRPoint, 0, phase.End-phase.First)
		useful := 0
		for n := phase.First; n < phase.End; n++ {
			from, to := drawn.Points[n], &c.Points[s.first+n]
			to.Center, added.Center = from.Mean, from.Mean
			if from.Value != nil {
				useful++
			}
			if phase.Used >= stats.FewestUseful {
				to.Lower, to.Upper = from.Lower, from.Upper
				causes = append(causes, from)
			}
		}
		c.Phases = append(c.Phases, added)
		if useful >= stats.FewestUseful {
			c.signalCauses(causes)
		}
		c.judge(useful)
		if useful >= stats.FewestUseful && phase.Used >= stats.FewestUseful {
			c.Assurance = drawn.Assurance
		} else {
			c.Assurance = stats.NoAssurance
		}
	}
	return nil
}

func better(d quality.Direction) stats.Direction {
	switch d {
	case quality.Higher:
		return stats.HigherIsBetter
	case quality.Lower:
		return stats.LowerIsBetter
	}
	return stats.Neutral
}
