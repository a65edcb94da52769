package quality

import (
	"math"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// RuleID is the identity of a stored rule.
type RuleID int64

// Part is a part of a figure that can be held against another.
type Part string

// The parts. What a measure's value is follows its kind: the percentage, the rate,
// the mean or the number.
const (
	ValuePart       Part = "value"
	NumeratorPart   Part = "numerator"
	DenominatorPart Part = "denominator" // of a mean or a score it is n
)

// Parts lists the parts that figures of the kind have; none for words.
func (k Kind) Parts() []Part {
	switch k {
	case Proportion, Rate:
		return []Part{ValuePart, NumeratorPart, DenominatorPart}
	case Mean, Score:
		return []Part{ValuePart, DenominatorPart}
	case Count:
		return []Part{ValuePart}
	}
	return nil
}

// Relation is how a rule's left part shall stand to its right one.
type Relation string

// The relations.
const (
	AtMost  Relation = "at_most"
	AtLeast Relation = "at_least"
	Equals  Relation = "equals"
)

// Relations lists the relations in the order they are shown.
func Relations() []Relation { return []Relation{AtMost, AtLeast, Equals} }

// Term is one side of a rule: a part of a measure.
type Term struct {
	IndicatorID IndicatorID
	Part        Part
	RatePer     float64 // what a rate is shown per, by its definition; 0 for other kinds
}

// Rule is something that shall hold between two of a unit's figures about the same
// time and the same children, in the words of the group's coordinator.
type Rule struct {
	ID          RuleID
	GroupID     org.GroupID
	Left        Term
	Relation    Relation
	Right       Term
	Explanation string // what the representative reads when it does not hold
	Active      bool
	Version     int
}

// MaxExplanation is the longest explanation of a rule, in characters.
const MaxExplanation = 500

// Check lists what is wrong with a rule about the two measures, or nil. A side that
// names no measure of the group has the zero Indicator. Fields: "left",
// "left_part", "relation", "right", "right_part" and "explanation".
func (r Rule) Check(left, right Indicator) error {
	var v fault.ValidationError
	known := r.Left.check(&v, "left", left, r.GroupID)
	known = r.Right.check(&v, "right", right, r.GroupID) && known
	if !slices.Contains(Relations(), r.Relation) {
		v.Add("relation", "unknown_choice")
	}
	switch {
	case !known:
	case r.Left.IndicatorID == r.Right.IndicatorID && r.Left.Part == r.Right.Part:
		v.Add("right", "rule_same_term")
	case left.Definition.ReportingMonths != right.Definition.ReportingMonths:
		v.Add("right", "rule_periods_differ")
	case !slices.Equal(left.Strata, right.Strata):
		v.Add("right", "rule_strata_differ")
	}
	NeededText(&v, "explanation", r.Explanation, MaxExplanation)
	return v.OrNil()
}

// check notes what is wrong with one side, and reports whether it names a part of a
// measure that can be compared.
func (t Term) check(v *fault.ValidationError, field string, i Indicator, group org.GroupID) bool {
	switch {
	case t.IndicatorID == 0:
		v.Add(field, "required")
	case i.ID != t.IndicatorID || i.GroupID != group:
		v.Add(field, "unknown_choice")
	case !i.Kind.Numeric():
		v.Add(field, "rule_of_words")
	case !slices.Contains(i.Kind.Parts(), t.Part):
		v.Add(field+"_part", "part_not_there")
	default:
		return true
	}
	return false
}

// Broken reports whether the two figures of a unit break the rule. It is not known
// when either is missing, not applicable or not entered, when they are about
// different periods or children, or when a value does not exist (0 of 0).
func (r Rule) Broken(left, right Figure) (broken, known bool) {
	if left.IndicatorID != r.Left.IndicatorID || right.IndicatorID != r.Right.IndicatorID ||
		left.Period != right.Period || left.StratumID != right.StratumID {
		return false, false
	}
	a, ok := r.Left.Of(left)
	b, also := r.Right.Of(right)
	if !ok || !also {
		return false, false
	}
	same := math.Abs(a-b) <= sameWithin*max(math.Abs(a), math.Abs(b))
	switch r.Relation {
	case AtMost:
		return a > b && !same, true
	case AtLeast:
		return a < b && !same, true
	default:
		return !same, true
	}
}

// sameWithin is how near, relatively, two numbers are that differ only because a
// computed value has no exact binary form: 29 of 100 is not 29 % to the last bit.
const sameWithin = 1e-9

// Of is the number that the term means of the figure; false when there is none.
func (t Term) Of(f Figure) (float64, bool) {
	if f.State != Reported || !slices.Contains(f.Kind.Parts(), t.Part) {
		return 0, false
	}
	var n *float64
	switch t.Part {
	case NumeratorPart:
		n = f.Value.Numerator
	case DenominatorPart:
		n = f.Value.Denominator
	default:
		return f.Value.Point(f.Kind, t.RatePer)
	}
	if n == nil {
		return 0, false
	}
	return *n, true
}

// Breach is a rule with two figures of a unit that break it.
type Breach struct {
	Rule        Rule
	Left, Right Figure
}

// Breaches lists which of the rules in use the unit's figures break, rule by rule.
func Breaches(rules []Rule, figures []Figure) []Breach {
	byKey := map[FigureKey]Figure{}
	for _, f := range figures {
		byKey[f.Key()] = f
	}
	var list []Breach
	for _, r := range rules {
		if !r.Active {
			continue
		}
		for _, left := range figures {
			right := byKey[FigureKey{IndicatorID: r.Right.IndicatorID, StratumID: left.StratumID, Period: left.Period}]
			if broken, known := r.Broken(left, right); broken && known {
				list = append(list, Breach{r, left, right})
			}
		}
	}
	return list
}
