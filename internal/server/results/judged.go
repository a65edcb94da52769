package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	"samsyn/internal/stats"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// judged is the chosen line with what is said of it, and the table behind its chart.
func judged(ctx context.Context, p indicatorPage) *view.Judged {
	c := p.control
	v := &view.Judged{Methods: p.methodLinks(ctx), Verdict: words.LineVerdict(ctx, c), Kind: verdictColor(c.Verdict()),
		Facts: p.lineFacts(ctx), Center: words.Center(ctx, c.Method), Explain: p.explanations(ctx), Phases: p.linePhases(ctx)}
	for _, s := range c.Signals {
		text := words.Signal(ctx, c, s)
		if s.Phase < len(c.Phases)-1 {
			text += " " + i18n.T(ctx, "Det var före den nuvarande nivån.")
		}
		v.Signals = append(v.Signals, text)
	}
	if c.Now != nil && c.Now.Judgement.Status != quality.Followed {
		v.Now = view.Mark{Status: looks.Status(*c.Now)}
	}
	if c.Method == analysis.BetweenEvents {
		v.Between = words.Between(ctx, p.Measure)
	}
	for n := range c.Points {
		v.Limits = v.Limits || c.Points[n].Lower != nil || c.Points[n].Upper != nil
		v.Rows = append(v.Rows, p.judgedRow(ctx, n))
	}
	return v
}

func verdictColor(v analysis.LineVerdict) ui.Color {
	switch v {
	case analysis.HasSignal:
		return ui.Warning
	case analysis.NoSignal:
		return ui.Info
	}
	return ui.Neutral
}

// judgedRow is one period of the line.
func (p indicatorPage) judgedRow(ctx context.Context, n int) view.JudgedRow {
	point := p.control.Points[n]
	measured := func(v *float64) string {
		if v == nil {
			return i18n.NoValue
		}
		return words.OnChart(ctx, p.control, *v)
	}
	if p.control.Method == analysis.BetweenEvents {
		point.Target = nil
	}
	row := view.JudgedRow{Period: words.ShortPeriod(ctx, p.Timeline.Periods[n]), Value: periodCell(ctx, point.Result),
		Center: measured(point.Center), Lower: measured(point.Lower), Upper: measured(point.Upper),
		Target: i18n.NoValue, Signal: words.Sentence(words.PointSignal(ctx, point))}
	if p.control.Method == analysis.BetweenEvents {
		row.Between = measured(point.Charted)
	}
	if point.Target != nil {
		t := quality.Target{Kind: quality.ValueTarget, Threshold: point.Target, Second: point.Second}
		row.Target = words.Target(ctx, t, p.Measure.Kind, p.Row.Definition)
	}
	for _, b := range p.Timeline.Breaks {
		if b.Index == n {
			row.Notes = append(row.Notes, breakLabel(ctx, b))
		}
	}
	for _, phase := range p.control.Phases {
		if phase.First == n && phase.Start == analysis.Decided {
			row.Notes = append(row.Notes, i18n.T(ctx, "Ny nivå"))
		}
	}
	for _, note := range looks.Notes(p.notes(), p.Timeline.Periods) {
		if note.Period == n {
			row.Notes = append(row.Notes, i18n.T(ctx, "Anteckning %d", note.Number))
		}
	}
	return row
}

// lineFacts are what else is known of the line now.
func (p indicatorPage) lineFacts(ctx context.Context) []string {
	c := p.control
	phase, any := c.Current()
	if !any {
		return nil
	}
	var list []string
	if phase.Center != nil {
		list = append(list, i18n.T(ctx, "%s sedan %s: %s.", words.Center(ctx, c.Method), words.ShortPeriod(ctx, p.Timeline.Periods[phase.First]),
			p.level(ctx, phase)))
	}
	switch {
	case c.Method == analysis.RunChart:
	case phase.Used < stats.FewestUseful:
		list = append(list, i18n.T(ctx, "Gränser visas först när det finns tio värden."))
	case phase.PreliminaryLimits():
		list = append(list, i18n.N(ctx, "Gränserna bygger på %d värde och är preliminära tills det finns tolv.",
			"Gränserna bygger på %d värden och är preliminära tills det finns tolv.", phase.Used, phase.Used))
	}
	if c.WideAdvised && c.Method == analysis.ControlChart {
		list = append(list, i18n.T(ctx, "Värdena varierar mer än gränserna räknar med. Välj ”Vidare gränser”."))
	}
	if c.RareAdvised && c.Method != analysis.BetweenEvents {
		list = append(list, i18n.T(ctx, "De flesta perioder har ingen händelse. Välj ”Mellan händelser”."))
	}
	if text := words.Assurance(ctx, c.Assurance); text != "" {
		list = append(list, text)
	}
	if c.Now != nil && c.Now.Judgement.Status != quality.Followed {
		list = append(list, i18n.T(ctx, "Alla värden i den nuvarande delen tillsammans: %s (%s), mot målet %d:",
			words.Value(ctx, c.Now.Result), words.Interval(ctx, c.Now.Result), c.Now.Target.Year))
	}
	return list
}

// level is a phase's centre line with its unit.
func (p indicatorPage) level(ctx context.Context, phase analysis.ControlPhase) string {
	if p.control.Method == analysis.BetweenEvents {
		return words.OnChart(ctx, p.control, *phase.Center)
	}
	return words.WithUnit(ctx, p.Measure.Kind, phase.Definition, *phase.Center)
}

// linePhases are the parts of the line, when there are several or one is decided on.
func (p indicatorPage) linePhases(ctx context.Context) []view.LinePhase {
	c := p.control
	if len(c.Phases) == 0 || len(c.Phases) == 1 && c.Phases[0].Decision == nil {
		return nil
	}
	var list []view.LinePhase
	for n, phase := range c.Phases {
		l := view.LinePhase{Title: i18n.T(ctx, "%s till %s", words.ShortPeriod(ctx, p.Timeline.Periods[phase.First]), words.ShortPeriod(ctx, p.Timeline.Periods[phase.End-1])),
			Level: words.Center(ctx, c.Method) + " " + i18n.NoValue, Why: words.PhaseStart(ctx, phase.Start)}
		if phase.Center != nil {
			l.Level = words.Center(ctx, c.Method) + " " + p.level(ctx, phase)
		}
		if d := phase.Decision; d != nil {
			l.Why = d.Reason
			if d.Baseline > 0 {
				l.Why += " " + i18n.T(ctx, "(Nivån räknas på delens %d första perioder.)", d.Baseline)
			}
		}
		l.Verdict = phaseVerdict(ctx, c.Phases[n])
		list = append(list, l)
	}
	return list
}

// phaseVerdict is a phase's verdict in a few words.
func phaseVerdict(ctx context.Context, p analysis.ControlPhase) string {
	switch p.Verdict {
	case analysis.HasSignal:
		return i18n.T(ctx, "Signal")
	case analysis.NoSignal:
		return i18n.T(ctx, "Ingen signal")
	}
	return i18n.T(ctx, "För få värden (%d)", p.Useful)
}

// controlAlt says in a sentence or two what the chart of the line shows.
func (p indicatorPage) controlAlt(ctx context.Context) string {
	alt := p.lineName(ctx) + ". " + words.LineVerdict(ctx, p.control)
	if phase, any := p.control.Current(); any && phase.Center != nil {
		alt += " " + words.Center(ctx, p.control.Method) + " " + p.level(ctx, phase) + "."
	}
	return alt
}

// lineName is whose the chosen line is.
func (p indicatorPage) lineName(ctx context.Context) string {
	if unit := p.control.Line.Unit; unit.ID != 0 {
		return unit.ShortName
	}
	return i18n.T(ctx, "Alla enheter")
}
