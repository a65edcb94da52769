package org

import "samsyn/internal/fault"

// The least and the most that a group's limits for few children can be. Below
// MinMaskingThreshold knowing the rule can be enough to know the number.
const (
	MinMaskingThreshold, MaxMaskingThreshold = 4, 50
	MinReliabilityLimit, MaxReliabilityLimit = 1, 500
)

// SmallNumbers is what a group has decided about values of few children: two limits
// for two reasons. Nobody is to be recognised, and nobody is to read more out of a
// value than is in it.
type SmallNumbers struct {
	// MaskingThreshold is the smallest number of children, above none, that readers
	// outside the group are shown.
	MaskingThreshold int
	// ReliabilityLimit is the number of children below which a value is marked as
	// resting on few, for everybody.
	ReliabilityLimit int
}

// SmallNumbers is the group's.
func (g Group) SmallNumbers() SmallNumbers {
	return SmallNumbers{g.MaskingThreshold, g.ReliabilityLimit}
}

// Check lists what is wrong with the limits at "masking_threshold" and
// "reliability_limit", or nil.
func (s SmallNumbers) Check() error {
	var v fault.ValidationError
	if s.MaskingThreshold < MinMaskingThreshold || s.MaskingThreshold > MaxMaskingThreshold {
		v.Add("masking_threshold", "out_of_range", MinMaskingThreshold, MaxMaskingThreshold)
	}
	if s.ReliabilityLimit < MinReliabilityLimit || s.ReliabilityLimit > MaxReliabilityLimit {
		v.Add("reliability_limit", "out_of_range", MinReliabilityLimit, MaxReliabilityLimit)
	}
	return v.OrNil()
}
