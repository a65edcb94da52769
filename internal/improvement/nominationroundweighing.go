package improvement

import (
	"fmt"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ExpertField is the name of a part of a proposed expert, in problems and forms:
// "expert.0.name". The first is 0.
func ExpertField(at int, part string) string { return fmt.Sprintf("expert.%d.%s", at, part) }

// Strength is how strong a clinic finds that a criterion is shown to be.
type Strength string

// The strengths.
const (
	Weak     Strength = "weak"
	Moderate Strength = "moderate"
	Strong   Strength = "strong"
)

// Strengths lists them, the strongest first.
func Strengths() []Strength { return []Strength{Strong, Moderate, Weak} }

// Weighing is a clinic's word on a nomination.
type Weighing struct {
	NominationID           NominationID
	UnitID                 org.UnitID
	PoorQuality, Variation Strength // "" for a criterion that is not nominated
	Stand                  quality.StandKind
	Remark                 string
	PersonID               org.PersonID // who said it for the clinic
	TakenAt                time.Time
}

// Check lists what is wrong with the clinic's word on the nomination, or nil: a strength
// for each criterion that it claims, at "weigh_poor_quality" and "weigh_variation", and a
// stand with its remark as for proposed goals.
func (w Weighing) Check(n Nomination) error {
	var v fault.ValidationError
	for _, c := range []struct {
		field    string
		claimed  bool
		strength Strength
	}{{"weigh_poor_quality", n.PoorQuality.Met, w.PoorQuality}, {"weigh_variation", n.Variation.Met, w.Variation}} {
		if c.claimed && !slices.Contains(Strengths(), c.strength) {
			v.Add(c.field, "unknown_choice")
		}
	}
	stand := quality.Stand{Kind: w.Stand, Remark: w.Remark}
	if invalid, ok := stand.Check().(*fault.ValidationError); ok {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	return v.OrNil()
}

// Of is the clinic's word without strengths of what the nomination does not claim.
func (w Weighing) Of(n Nomination) Weighing {
	if !n.PoorQuality.Met {
		w.PoorQuality = ""
	}
	if !n.Variation.Met {
		w.Variation = ""
	}
	return w
}

// OutcomeOf is what a group decided about one of a round's nominations.
type OutcomeOf struct {
	ID      NominationID
	Outcome Outcome
	Reason  string
}

// RoundDecision is what a group decided about all of a round's nominations.
type RoundDecision struct {
	On        time.Time
	MeetingID org.MeetingID // zero for none
	Outcomes  []OutcomeOf
	// Confirmed says that it is so decided although more or fewer teams are chosen than
	// the round was for.
	Confirmed bool
}

// Chosen is how many nominations are chosen.
func (d RoundDecision) Chosen() int {
	chosen := 0
	for _, o := range d.Outcomes {
		if o.Outcome == TopicChosen {
			chosen++
		}
	}
	return chosen
}

// SentNomination is a nomination that is in, with what has been made of it since it was
// decided: the team that was begun from it, and the nomination in a later round that goes on
// from it; zero for none.
type SentNomination struct {
	ID        NominationID
	TeamID    TeamID
	BroughtTo NominationID
}

// Check lists what is wrong with the decision on the day: at "decided_on", at
// "outcome.ID" and "reason.ID" of each of the round's nominations, every one of which has
// to have both and an outcome that what was made of it agrees with, and at "confirm" when
// another number is chosen than the round was for.
func (d RoundDecision) Check(r NominationRound, sent []SentNomination, today time.Time) error {
	var v fault.ValidationError
	switch {
	case d.On.IsZero():
		v.Add("decided_on", "required")
	case d.On.After(today):
		v.Add("decided_on", "date_to_come")
	case d.On.Before(r.OpensOn):
		v.Add("decided_on", "round_decided_before")
	}
	for _, s := range sent {
		n := slices.IndexFunc(d.Outcomes, func(o OutcomeOf) bool { return o.ID == s.ID })
		switch {
		case n < 0 || !slices.Contains(Outcomes(), d.Outcomes[n].Outcome):
			v.Add(OutcomeField(s.ID), "outcome_required")
		case s.TeamID != 0 && d.Outcomes[n].Outcome != TopicChosen:
			v.Add(OutcomeField(s.ID), "outcome_has_team")
		case s.BroughtTo != 0 && d.Outcomes[n].Outcome != TopicKept:
			v.Add(OutcomeField(s.ID), "outcome_brought_along")
		}
		if n >= 0 {
			quality.NeededText(&v, ReasonField(s.ID), d.Outcomes[n].Reason, MostRoundWhy)
		}
	}
	if len(v.Problems) == 0 && d.Chosen() != r.Wanted && !d.Confirmed {
		v.Add("confirm", "teams_other_number", r.Wanted, d.Chosen())
	}
	return v.OrNil()
}

// OutcomeField and ReasonField are the names of what is decided about a nomination, in
// problems and forms.
func OutcomeField(id NominationID) string { return fmt.Sprintf("outcome.%d", id) }

// ReasonField is the name of why.
func ReasonField(id NominationID) string { return fmt.Sprintf("reason.%d", id) }
