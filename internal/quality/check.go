package quality

import (
	"math"

	"samsyn/internal/fault"
)

// The longest texts that are taken.
const (
	MaxComment = 2000
	MaxText    = 4000
)

// Check lists what is wrong with a figure before it may be saved, each problem
// at the part of the figure it concerns: "numerator", "denominator", "mean",
// "sd", "text", "yes", "reason", "comment", "confirmation" or "change_reason". None means it may be saved.
func (i Indicator) Check(f Figure) []fault.Problem {
	var v fault.ValidationError
	FreeText(&v, "comment", f.Comment, MaxComment)
	FreeText(&v, "confirmation", f.Confirmation, MaxComment)
	FreeText(&v, "change_reason", f.Review.ChangeReason, MaxComment)
	FreeText(&v, "text", f.Value.Text, MaxText)
	switch f.State {
	case Missing:
		if f.MissingReasonID == 0 {
			v.Add("reason", "reason_required")
		}
	case Reported:
		i.checkValue(f.Value, &v)
	}
	return v.Problems
}

func (i Indicator) checkValue(value Value, v *fault.ValidationError) {
	switch i.Kind {
	case Proportion:
		num := whole("numerator", value.Numerator, v)
		den := whole("denominator", value.Denominator, v)
		if num && den && *value.Numerator > *value.Denominator {
			v.Add("numerator", "numerator_exceeds_denominator")
		}
	case Rate:
		num := whole("numerator", value.Numerator, v)
		den := number("denominator", value.Denominator, v)
		if num && den && *value.Denominator == 0 && *value.Numerator > 0 {
			v.Add("denominator", "exposure_required")
		}
	case Count:
		if number("numerator", value.Numerator, v) && i.Definition.Decimals == 0 {
			whole("numerator", value.Numerator, v)
		}
	case Mean, Score:
		i.checkMean(value, v)
	case Text:
		if value.Text == "" {
			v.Add("text", "required")
		}
	case Gestation:
		if value.Text == "" {
			v.Add("text", "required")
		} else if _, ok := ParseGestation(value.Text); !ok {
			v.Add("text", "gestation_invalid")
		}
	case YesNo:
		if value.Yes == nil {
			v.Add("yes", "required")
		}
	}
	if value.ValidFrom != nil && value.ValidTo != nil && value.ValidTo.Before(*value.ValidFrom) {
		v.Add("valid_to", "date_order")
	}
}

// checkMean takes n = 0 without a mean: nobody to measure is not a missing value.
func (i Indicator) checkMean(value Value, v *fault.ValidationError) {
	if !whole("denominator", value.Denominator, v) {
		return
	}
	if *value.Denominator == 0 {
		if value.Mean != nil || value.SD != nil {
			v.Add("mean", "mean_of_nobody")
		}
		return
	}
	if value.Mean == nil {
		v.Add("mean", "required")
		return
	}
	def := i.Definition
	below := def.ScaleMin != nil && *value.Mean < *def.ScaleMin
	above := def.ScaleMax != nil && *value.Mean > *def.ScaleMax
	if below || above {
		v.Add("mean", "out_of_range", bound(def.ScaleMin), bound(def.ScaleMax))
	}
	if value.SD != nil && *value.SD < 0 {
		v.Add("sd", "negative")
	}
	if value.SD != nil && *value.Denominator < 2 {
		v.Add("sd", "sd_of_one")
	}
}

func bound(b *float64) any {
	if b == nil {
		return "–"
	}
	return *b
}

func number(field string, n *float64, v *fault.ValidationError) bool {
	switch {
	case n == nil:
		v.Add(field, "required")
	case *n < 0:
		v.Add(field, "negative")
	case math.IsInf(*n, 0) || math.IsNaN(*n) || *n > 1e9:
		v.Add(field, "too_large")
	default:
		return true
	}
	return false
}

func whole(field string, n *float64, v *fault.ValidationError) bool {
	if !number(field, n, v) {
		return false
	}
	if *n != math.Trunc(*n) {
		v.Add(field, "not_whole")
		return false
	}
	return true
}
