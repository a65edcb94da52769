package quality

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"samsyn/internal/fault"
)

var someReasons = Reasons{{ID: 1, Text: "Registret är inte ifyllt", Active: true}, {ID: 2, Text: "Tekniskt fel", Active: true},
	{ID: 3, Text: "Gammal orsak"}}

func TestWordsOfAReason(t *testing.T) {
	for text, want := range map[string]string{
		"Ny orsak":                    "",
		" ":                           "text required",
		strings.Repeat("å", 201):      "text too_long",
		"Barnet 20121212-1212":        "text personal_number",
		" tekniskt FEL ":              "text reason_taken",
		"gammal orsak":                "text reason_out_of_use",
		strings.Repeat("å", 200):      "",
		"Registret är inte ifyllt än": "",
	} {
		if got := strings.Join(problems(someReasons.Check(Reason{Text: text})), ", "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if err := someReasons.Check(Reason{ID: 2, Text: "tekniskt fel"}); err != nil {
		t.Errorf("a reason stands in its own way: %v", err)
	}
}

func ids(list Reasons) string {
	var all []string
	for _, r := range list {
		mark := ""
		if !r.Active {
			mark = "-"
		}
		all = append(all, fmt.Sprintf("%d%s", r.ID, mark))
	}
	return strings.Join(all, " ")
}

func TestOrderOfReasons(t *testing.T) {
	for name, test := range map[string]struct {
		got  Reasons
		want string
	}{
		"the second up":              {someReasons.Moved(2, true), "2 1 3-"},
		"the first down":             {someReasons.Moved(1, false), "2 1 3-"},
		"the first up":               {someReasons.Moved(1, true), "1 2 3-"},
		"the last in use down":       {someReasons.Moved(2, false), "1 2 3-"},
		"one that is not there":      {someReasons.Moved(9, true), "1 2 3-"},
		"a new one":                  {someReasons.With(Reason{ID: 4, Active: true}), "1 2 4 3-"},
		"the first taken out of use": {someReasons.With(Reason{ID: 1}), "2 3- 1-"},
		"the old one back":           {someReasons.With(Reason{ID: 3, Active: true}), "1 2 3"},
		"other words":                {someReasons.With(Reason{ID: 1, Active: true, Text: "Nya ord"}), "1 2 3-"},
	} {
		if got := ids(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	if ids(someReasons) != "1 2 3-" || someReasons[0].Text != "Registret är inte ifyllt" {
		t.Error("the list itself was changed")
	}
}

func TestOneReasonIsAlwaysLeft(t *testing.T) {
	if err := someReasons.CheckRetire(1); err != nil {
		t.Error(err)
	}
	left := someReasons.With(Reason{ID: 1})
	if got := strings.Join(problems(left.CheckRetire(2)), ", "); got != "reasons last_reason" {
		t.Errorf("the last one: %q", got)
	}
	if _, err := left.Find(9); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("nobody's reason: %v", err)
	}
	if r, err := left.Find(2); err != nil || r.Text != "Tekniskt fel" {
		t.Errorf("%+v, %v", r, err)
	}
}
