package quality

import (
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

func problemsOf(v fault.ValidationError) string {
	var list []string
	for _, p := range v.Problems {
		list = append(list, p.Field+" "+p.Code)
	}
	return strings.Join(list, ", ")
}

func TestWhatAGroupCanBeCalled(t *testing.T) {
	from := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	before := from.AddDate(0, 0, -1)
	for name, test := range map[string]struct {
		names org.GroupNames
		want  string
	}{
		"sound":     {org.GroupNames{Name: "Barndiabetes", ShortName: "Diabetes", From: from, To: &from}, ""},
		"nothing":   {org.GroupNames{}, "name required, short_name required"},
		"too long":  {org.GroupNames{Name: strings.Repeat("a", 201), ShortName: strings.Repeat("a", 41), NationalArea: strings.Repeat("a", 201)}, "name too_long, short_name too_long, national_area too_long"},
		"backwards": {org.GroupNames{Name: "A", ShortName: "A", From: from, To: &before}, "active_to date_order"},
	} {
		var v fault.ValidationError
		if CheckGroupNames(&v, test.names); problemsOf(v) != test.want {
			t.Errorf("%s: %q, want %q", name, problemsOf(v), test.want)
		}
	}
}

func TestWhatAGroupHasBeenCalled(t *testing.T) {
	for want, f := range map[string]org.FormerName{
		"":                       {Name: "RMPG", FromYear: 2009, ToYear: 2018},
		"former required":        {},
		"from_year year_limits":  {Name: "A", FromYear: 1066},
		"to_year year_limits":    {Name: "A", ToYear: 3000},
		"to_year year_order":     {Name: "A", FromYear: 2010, ToYear: 2009},
		"former personal_number": {Name: "19121212-1212"},
	} {
		var v fault.ValidationError
		if CheckFormerName(&v, f); problemsOf(v) != want {
			t.Errorf("%+v: %q, want %q", f, problemsOf(v), want)
		}
	}
}
