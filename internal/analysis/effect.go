package analysis

import (
	"time"

	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// FewestEachSide is how many values there must be on each side of the day something
// began for anything to be said of its effect. It is our own choice: with quarters it
// is a year, so that every season is on both sides.
const FewestEachSide = 4

// EffectSide is on which side of the day a period lies.
type EffectSide string

// The sides.
const (
	BeforeDay EffectSide = "before"
	// AroundDay holds the day: what was before and after are mixed in its value.
	AroundDay EffectSide = "around"
	AfterDay  EffectSide = "after"
	// ApartFrom cannot be compared: another definition or length, or from before a
	// level that the group has decided to count anew.
	ApartFrom EffectSide = "apart"
)

// EffectVerdict is what can be said of a line before and after a day.
type EffectVerdict string

// The verdicts. None of them says that the one thing caused the other.
const (
	NothingAfter EffectVerdict = "nothing_after" // no value yet from after the day
	TooFewBefore EffectVerdict = "few_before"
	TooFewAfter  EffectVerdict = "few_after"
	// NotComparable: the definition, or how often it is reported, changed between.
	NotComparable EffectVerdict = "not_comparable"
	// MaybeChance: the values vary as before, as far as can be told.
	MaybeChance EffectVerdict = "chance"
	// ChangedEarlier: a run that is longer than chance explains, but much of it is from
	// before the day.
	ChangedEarlier EffectVerdict = "earlier"
	// Differs: all after together differ from all before by more than chance explains,
	// but there is no run that shows that it lasts.
	Differs EffectVerdict = "differs"
	// Lasts: more values in a row on one side of the median before the day than chance
	// explains, from about the day on.
	Lasts EffectVerdict = "lasts"
)

// Effect is a line before and after something began to be done.
type Effect struct {
	// Control is the line as a run chart whose median is that of the values before the
	// day, held on over those after it; it has no centre while there are too few before.
	// Its only phase is the periods that are compared, and its signals are the runs that
	// reach past the day.
	Control Control
	Began   time.Time
	Sides   []EffectSide // one per period
	// ValuesBefore and ValuesAfter are how many periods have a value that takes part.
	ValuesBefore, ValuesAfter int
	// MedianBefore and MedianAfter are in the unit shown; nil without values.
	MedianBefore, MedianAfter *float64
	// Before and After are all the children of each side together; NotEntered where
	// there are none, and for a count, which is not added up over different times.
	Before, After Result
	// Change is After less Before; nil when they cannot be compared.
	Change  *Change
	Verdict EffectVerdict
	// Meaning is whether what Differs, Lasts or ChangedEarlier is about is for the better.
	Meaning stats.Meaning
	// Since is the index of the period where the run began; for Lasts and ChangedEarlier.
	Since int
}

// Effects are what the unit's lines of the measure say before and after the day, one
// for each stratum; the group's together for unit zero. None for a measure that is not
// Charted, or when there is no such line. Load all the years that there are with their
// line decisions; of a masked dataset they are made of the published years alone.
func (ds *Dataset) Effects(m *Measure, unit org.UnitID, began time.Time) ([]Effect, error) {
	var all []Effect
	for _, course := range ds.Courses(m) {
		if course.Line.Unit.ID != unit {
			continue
		}
		e, err := ds.Effect(course, began)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

// Effect is what the line says before and after the day. The period that holds the day
// belongs to neither side, unless it begins with it. Levels that the group has decided
// to count anew are heeded before the day and not after it: they may be the effect
// itself. Points that the group has left out stay out. The error is a figure that
// cannot be what it says.
//
// Source: a median frozen before an intervention and extended over what follows, judged
// by Anhøj's rules: Anhøj J, Olesen AV, PLoS ONE 2014;9:e113825; Perla RJ et al, BMJ
// Qual Saf 2011;20:46-51. Crossings are left out: they are about the whole line, and
// cannot tell on which side of the day something happened.
func (ds *Dataset) Effect(course Course, began time.Time) (Effect, error) {
	e := Effect{Began: org.DayOf(began), Sides: make([]EffectSide, len(course.Line.Results)), Before: Result{State: NotEntered}, After: Result{State: NotEntered},
		Control: Control{Course: course, Method: RunChart, Points: make([]ControlPoint, len(course.Line.Results))}}
	for n, r := range course.Line.Results {
		e.Control.Points[n] = ControlPoint{Result: r, Charted: r.Point,
			Unsettled: r.Standing == quality.Preliminary || course.Line.Unit.ID == 0 && r.Units < r.ExpectedUnits}
		if t := ds.target(course.Measure.ID, course.Timeline.Periods[n].LastYear(), course.Line.Unit.ID); t != nil && t.Kind == quality.ValueTarget {
			e.Control.Points[n].Target, e.Control.Points[n].Second = t.Threshold, t.Second
		}
		e.Sides[n] = ApartFrom
	}
	s, lastBefore, broken := e.around()
	e.Verdict = NotComparable
	if broken {
		return e, nil
	}
	phase := ds.phaseBefore(&e.Control, &s, lastBefore)
	for n := s.first; n < s.end; n++ {
		e.Sides[n] = sideOf(course.Timeline.Periods[n], e.Began)
	}
	e.weigh(ds.Group.ReliabilityLimit)
	if err := e.draw(s, phase); err != nil {
		return Effect{}, err
	}
	e.conclude()
	return e, nil
}

// sideOf is the period's side of the day.
func sideOf(p quality.Period, day time.Time) EffectSide {
	switch {
	case p.End().Before(day):
		return BeforeDay
	case p.Start().Before(day):
		return AroundDay
	}
	return AfterDay
}

// around is the part of the line that the day divides, and the index of the last
// period before it, -1 for none; broken when what follows the day cannot be compared
// with what was before.
func (e *Effect) around() (s segment, lastBefore int, broken bool) {
	lastBefore, firstAfter := -1, -1
	for n, p := range e.Control.Timeline.Periods {
		switch sideOf(p, e.Began) {
		case BeforeDay:
			lastBefore = n
		case AfterDay:
			if firstAfter < 0 {
				firstAfter = n
			}
		}
	}
	for _, each := range e.Control.segments() {
		if lastBefore < 0 || each.first <= lastBefore && lastBefore < each.end {
			return each, lastBefore, lastBefore >= 0 && firstAfter >= each.end
		}
	}
	return segment{}, lastBefore, false
}

// phaseBefore narrows the segment to the level that held before the day, notes the
// points that the group has left out, and gives the phase that it becomes.
func (ds *Dataset) phaseBefore(c *Control, s *segment, lastBefore int) ControlPhase {
	p := ds.plan(c, *s)
	phase := ControlPhase{Start: s.start}
	first := s.first
	for at, d := range p.decisions {
		if n := s.first + at; n > first && n <= lastBefore {
			first, phase.Start, phase.Decision = n, Decided, d
		}
	}
	s.first = first
	phase.First, phase.End = s.first, s.end
	if s.end > s.first {
		phase.Definition = c.definition(s.end - 1)
	}
	return phase
}

// on are the points of a side that have a value and take part.
func (e *Effect) on(side EffectSide) []ControlPoint {
	var points []ControlPoint
	for n, p := range e.Control.Points {
		if e.Sides[n] == side && p.Charted != nil && p.LeftOut == nil {
			points = append(points, p)
		}
	}
	return points
}

// weigh works out the two sides' medians, and all their children together.
func (e *Effect) weigh(limit int) {
	before, after := e.on(BeforeDay), e.on(AfterDay)
	e.ValuesBefore, e.ValuesAfter = len(before), len(after)
	e.MedianBefore, e.MedianAfter = median(before), median(after)
	if e.Control.Measure.Kind == quality.Count {
		return
	}
	if len(before) > 0 {
		e.Before = together(before, limit)
	}
	if len(after) > 0 {
		e.After = together(after, limit)
	}
	e.Change = change(e.After, e.Before)
}

func median(points []ControlPoint) *float64 {
	var values []float64
	for _, p := range points {
		values = append(values, *p.Charted)
	}
	if m, ok := stats.Median(values); ok {
		return &m
	}
	return nil
}

// together is all the children of the points, which have values of the same measure
// for as long each.
func together(points []ControlPoint, limit int) Result {
	last := points[len(points)-1].Result
	r := Result{State: Reported, Kind: last.Kind, Definition: last.Definition}
	values := make([]quality.Value, len(points))
	for n, p := range points {
		values[n] = p.Value
		r.settle(p.Standing)
	}
	r.Value = sum(r.Kind, values)
	r.measured(limit)
	return r
}

// Months is how many months the line's last period has; 0 without periods.
func (e *Effect) Months() int {
	periods := e.Control.Timeline.Periods
	if len(periods) == 0 {
		return 0
	}
	return periods[len(periods)-1].Months
}
