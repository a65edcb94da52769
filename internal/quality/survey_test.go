package quality

import (
	"fmt"
	"testing"
)

func TestASurveyIsCountedByAShareOfThoseAsked(t *testing.T) {
	answered := Indicator{ID: 1, Category: PatientSatisfaction, Kind: Proportion}
	library := []Indicator{answered, {ID: 2, Category: PatientSatisfaction, Kind: Score}, {ID: 3, Category: Medical, Kind: Proportion},
		{ID: 4, Category: PatientSatisfaction, Kind: Proportion, Strata: []Stratum{{ID: 1}}}}
	for _, test := range []struct {
		survey Survey
		want   []string
	}{
		{Survey{}, nil},
		{Survey{1, 50}, nil},
		{Survey{1, 0}, []string{"response_limit out_of_range"}},
		{Survey{1, 101}, []string{"response_limit out_of_range"}},
		{Survey{2, 50}, []string{"response_measure unknown_choice"}},
		{Survey{3, 50}, []string{"response_measure unknown_choice"}},
		{Survey{4, 50}, []string{"response_measure unknown_choice"}},
		{Survey{9, 50}, []string{"response_measure unknown_choice"}},
	} {
		if got := problems(test.survey.Check(library)); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%v: %v, want %v", test.survey, got, test.want)
		}
	}
	of := Survey{1, 50}
	if of.Counts(answered) || !of.Counts(library[1]) || of.Counts(library[2]) || (Survey{}).Counts(library[1]) {
		t.Error("the answers are beside the survey's results, and nothing else")
	}
}
