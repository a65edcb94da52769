package analysis

import (
	"slices"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// unitResult is one unit's result over the periods, from its figures that are
// about those periods; without periods nothing is due. Figures from before a definition that cannot be compared
// with the latest are left out, and so are the periods they belong to.
func (ds *Dataset) unitResult(m *Measure, u org.Unit, periods []quality.Period, figures []Figure) Result {
	r := Result{State: NotEntered, Kind: m.Kind, Definition: m.Definition}
	switch {
	case !m.AppliesTo(u):
		r.State = NotApplicable
		return r
	case len(periods) == 0:
		r.State = NotDue
		return r
	}
	last := periods[len(periods)-1]
	r.Definition = m.VersionOn(last.Start())
	if v, broken := m.breakWithin(periods[0].Start(), last.Start()); broken {
		r.BreakFrom = &v.ValidFrom
	}
	counted := slices.DeleteFunc(slices.Clone(periods), func(p quality.Period) bool {
		return r.BreakFrom != nil && p.Start().Before(*r.BreakFrom) || !u.ActiveDuring(p.Start(), p.End())
	})
	var own []Figure
	for _, f := range figures {
		if slices.Contains(counted, f.Period) {
			own = append(own, f)
		}
	}
	if len(counted) == 0 && len(own) == 0 {
		r.State = NotApplicable
		return r
	}
	r.count(ds, counted, own)
	value, any := Pool(m.Kind, own)
	switch {
	case any && !nobody(m.Kind, value):
		r.State, r.Value = Reported, value
		r.measured(ds.Group.ReliabilityLimit)
	case len(r.Gaps) > 0:
		r.State = Missing
	case any:
		r.State, r.Value = Nobody, value
	case r.Expected == 0:
		r.State = NotApplicable
	}
	return r
}

// count notes which of the periods have been handed in, what is missing from
// them, what was written, and how settled it all is.
func (r *Result) count(ds *Dataset, periods []quality.Period, figures []Figure) {
	r.Expected = len(periods)
	for _, p := range periods {
		entered, applies := false, true
		for _, f := range figures {
			if f.Period != p {
				continue
			}
			entered, applies = true, f.State != quality.NotApplicable
			if f.State == quality.Missing {
				r.Gaps = append(r.Gaps, Gap{UnitID: f.UnitID, Period: p, Reason: ds.Reasons[f.MissingReasonID]})
			}
			if f.Comment != "" {
				r.Comments = append(r.Comments, Comment{UnitID: f.UnitID, Period: p, Text: f.Comment})
			}
			r.settle(f.Standing)
			r.Changed = r.Changed || f.Changed
		}
		switch {
		case !applies:
			r.Expected--
		case entered:
			r.Entered++
		}
	}
}

// settle makes the standing that of the least settled part.
func (r *Result) settle(s quality.Standing) {
	if r.Standing == "" {
		r.Standing = s
		return
	}
	if s != "" {
		r.Standing = r.Standing.Lesser(s)
	}
}

// since is the day from which a figure holds: its own if it names one, else its period's first.
func since(f Figure) time.Time {
	if f.Value.ValidFrom != nil {
		return *f.Value.ValidFrom
	}
	return f.Period.Start()
}
