package improvement

import (
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// The identities of what belongs to introductions of care pathways.
type (
	PathwayID         int64
	PathwayTemplateID int64
	PathwayItemID     int64
	CoreMemberID      int64
	PatientGroupID    int64
)

// PathwayState is where an introduction stands as a whole.
type PathwayState string

// The states.
const (
	PathwayRunning  PathwayState = "running" // planned too: its phases say how far it has come
	PathwayFinished PathwayState = "finished"
	PathwayStopped  PathwayState = "stopped" // before its end, with why
)

// PathwayStates lists the states in the order they are shown.
func PathwayStates() []PathwayState {
	return []PathwayState{PathwayRunning, PathwayFinished, PathwayStopped}
}

// PathwayIntroduction is how a care pathway (vårdförlopp) is introduced, in phases that
// follow each other.
type PathwayIntroduction struct {
	ID      PathwayID
	GroupID org.GroupID
	Title   string // the pathway's name
	Aim     string
	Source  string // the pathway or the knowledge support that is introduced, in words or as an address
	// LeadID leads the work, and the core team; zero for nobody yet, and for somebody of the
	// core team without an account.
	LeadID org.PersonID
	// StartsOn is the first day of the first phase, at midnight UTC.
	StartsOn time.Time
	// EffectFrom is the day from which an effect is looked for; nil is the first day of the
	// last phase.
	EffectFrom *time.Time
	// Measures are the pathway's indicators, in the order they are shown.
	Measures []quality.IndicatorID
	Economics
	State   PathwayState
	EndedOn *time.Time
	// EndNote is what came of it, or why it was stopped, and CarriedOn what ordinary work
	// goes on with, who follows it and how.
	EndNote, CarriedOn string
	WrittenAt          time.Time
	WrittenBy          org.PersonID // zero for a command
	Version            int
}

// On is the introduction as it stood on the day: one that ended later still went on.
func (p PathwayIntroduction) On(day time.Time) PathwayIntroduction {
	if p.EndedOn != nil && p.EndedOn.After(day) {
		p.State, p.EndedOn, p.EndNote, p.CarriedOn = PathwayRunning, nil, "", ""
	}
	return p
}

// Economics are notes on costs and effects; all may be empty.
type Economics struct {
	Costs, Effects string
	// Assumptions are what is assumed, and AssumedFrom where that is known from.
	Assumptions, AssumedFrom string
}

// Written reports whether there is anything in the notes.
func (e Economics) Written() bool { return e != Economics{} }

// MostPathwayMeasures is how many indicators an introduction follows at most.
const MostPathwayMeasures = 20

// Check lists what is wrong with the introduction, or nil. Fields: "title", "aim",
// "source", "starts_on", "effect_from" and "measures".
func (p PathwayIntroduction) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", p.Title, MaxLine)
	quality.FreeText(&v, "aim", p.Aim, MaxText)
	quality.FreeText(&v, "source", p.Source, MaxText)
	if p.StartsOn.IsZero() {
		v.Add("starts_on", "required")
	} else {
		within(&v, "starts_on", p.StartsOn)
	}
	if p.EffectFrom != nil {
		within(&v, "effect_from", *p.EffectFrom)
	}
	if len(p.Measures) > MostPathwayMeasures {
		v.Add("measures", "too_many_chosen", MostPathwayMeasures)
	}
	return v.OrNil()
}

// Check lists what is wrong with the notes, or nil. Fields: "costs", "effects",
// "assumptions" and "assumed_from", which is needed of what is assumed.
func (e Economics) Check() error {
	var v fault.ValidationError
	quality.FreeText(&v, "costs", e.Costs, MaxLongText)
	quality.FreeText(&v, "effects", e.Effects, MaxLongText)
	quality.FreeText(&v, "assumptions", e.Assumptions, MaxLongText)
	if strings.TrimSpace(e.Assumptions) != "" {
		quality.NeededText(&v, "assumed_from", e.AssumedFrom, MaxText)
	} else {
		quality.FreeText(&v, "assumed_from", e.AssumedFrom, MaxText)
	}
	return v.OrNil()
}

// Ending is how an introduction is ended.
type Ending struct {
	State              PathwayState // finished or stopped
	EndNote, CarriedOn string
}

// End is the introduction as it is ended on the day. All its phases must be closed for it
// to be finished. Problems stand at "state", "end_note" and, for one that is finished,
// "carried_on"; fault.ErrWrongState for one that has ended.
func (p PathwayIntroduction) End(e Ending, phases Phases, today time.Time) (PathwayIntroduction, error) {
	if p.State != PathwayRunning {
		return p, fault.ErrWrongState
	}
	var v fault.ValidationError
	switch e.State {
	case PathwayFinished:
		if phases.Current() != nil {
			v.Add("state", "phases_open")
		}
		quality.NeededText(&v, "carried_on", e.CarriedOn, MaxLongText)
	case PathwayStopped:
		quality.FreeText(&v, "carried_on", e.CarriedOn, MaxLongText)
	default:
		v.Add("state", "required")
	}
	quality.NeededText(&v, "end_note", e.EndNote, MaxLongText)
	p.State, p.EndNote, p.CarriedOn, p.EndedOn = e.State, e.EndNote, e.CarriedOn, &today
	return p, v.OrNil()
}

// Reopen is the introduction as it goes on after all; fault.ErrWrongState for one that has
// not ended. What was written of its end stays.
func (p PathwayIntroduction) Reopen() (PathwayIntroduction, error) {
	if p.State == PathwayRunning {
		return p, fault.ErrWrongState
	}
	p.State, p.EndedOn = PathwayRunning, nil
	return p, nil
}

// PhaseLasted are the days that a phase of the introduction takes, or took: none after the
// day that it was closed or the introduction ended. False for one that never began.
func (p PathwayIntroduction) PhaseLasted(phase PathwayPhase) (Dates, bool) {
	over := phase.ClosedOn
	if over == nil {
		over = p.EndedOn
	}
	d := phase.Dates
	if over != nil && over.Before(d.End) {
		d.End = *over
	}
	return d, !d.End.Before(d.Start)
}

// Lasted are the days that the introduction takes, or took. False for one that never began.
func (p PathwayIntroduction) Lasted(phases Phases) (Dates, bool) {
	d := Dates{Start: p.StartsOn, End: p.StartsOn.AddDate(0, 0, -1)}
	for _, phase := range phases {
		if lasted, began := p.PhaseLasted(phase); began && lasted.End.After(d.End) {
			d.End = lasted.End
		}
	}
	if p.EndedOn != nil && !p.EndedOn.Before(d.Start) {
		d.End = *p.EndedOn
	}
	return d, !d.End.Before(d.Start)
}

// LooksFrom is the day from which an effect is looked for: without one that somebody has
// chosen the first of the last phase, or the day that it was closed before it had begun.
func (p PathwayIntroduction) LooksFrom(phases Phases) time.Time {
	if p.EffectFrom != nil {
		return *p.EffectFrom
	}
	last := phases[len(phases)-1]
	if lasted, began := p.PhaseLasted(last); !began {
		return lasted.End
	}
	return last.Start
}

// Follows reports whether the measure is one of the pathway's.
func (p PathwayIntroduction) Follows(measure quality.IndicatorID) bool {
	return slices.Contains(p.Measures, measure)
}
