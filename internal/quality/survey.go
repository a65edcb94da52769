package quality

import "samsyn/internal/fault"

// Survey is how a group counts the answers to its survey: one of its measures has how many
// answered out of how many were asked, unit by unit and period by period like any other, and
// is read beside the survey's results. The zero Survey is none.
type Survey struct {
	IndicatorID IndicatorID
	// Limit is the response rate, in per cent, below which results are marked.
	Limit int
}

// Carries reports whether the measure can hold a survey's answers: a share of those asked
// what patients and relatives think.
func (s Survey) Carries(i Indicator) bool {
	return i.Category == PatientSatisfaction && i.Kind == Proportion && len(i.Strata) == 0
}

// Counts reports whether the measure's results are answers to the survey.
func (s Survey) Counts(i Indicator) bool {
	return s.IndicatorID != 0 && i.Category == PatientSatisfaction && i.ID != s.IndicatorID
}

// Check lists what is wrong with the survey, at "response_measure" and "response_limit", or
// nil; library are the group's measures.
func (s Survey) Check(library []Indicator) error {
	var v fault.ValidationError
	if s.IndicatorID == 0 {
		return nil // no response rates
	}
	found := false
	for _, i := range library {
		found = found || i.ID == s.IndicatorID && s.Carries(i)
	}
	if !found {
		v.Add("response_measure", "unknown_choice")
	}
	if s.Limit < 1 || s.Limit > 100 {
		v.Add("response_limit", "out_of_range", 1, 100)
	}
	return v.OrNil()
}
