package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
)

// verdicts is what is said of every line by the first choice of rules, when each is
// drawn and none is judged in the chart.
func (p indicatorPage) verdicts(ctx context.Context) ([]view.LineVerdict, error) {
	if p.control != nil || len(p.Timeline.Periods) < 2 {
		return nil, nil
	}
	var list []view.LineVerdict
	for _, course := range p.courses() {
		c, err := p.Dataset.Control(course, analysis.RunChart)
		if err != nil {
			return nil, err
		}
		chosen := p.chosen
		chosen.Line = lineCode(course.Line)
		l := view.LineVerdict{Name: i18n.T(ctx, "Alla enheter"), Own: p.who.isOwn(course.Line.Unit.ID),
			URL: indicatorURL(p.Measure.Code, chosen) + "#over-tid", Verdict: words.LineVerdict(ctx, &c)}
		if course.Line.Unit.ID != 0 {
			l.Name = course.Line.Unit.ShortName
		}
		for _, s := range c.Signals {
			if s.Phase == len(c.Phases)-1 {
				l.Signals = append(l.Signals, words.Signal(ctx, &c, s))
			}
		}
		list = append(list, l)
	}
	return list, nil
}
