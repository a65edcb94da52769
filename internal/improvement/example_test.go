package improvement_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
)

var exampleDay = time.Date(2026, time.May, 4, 0, 0, 0, 0, time.UTC)

// problemsOf are an error's problems, "field: code".
func problemsOf(t *testing.T, err error) []string {
	t.Helper()
	var invalid *fault.ValidationError
	if err != nil && !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	var list []string
	if invalid != nil {
		for _, p := range invalid.Problems {
			list = append(list, p.Field+": "+p.Code)
		}
	}
	return list
}

// toldExample is an example with all that others need.
func toldExample() improvement.Example {
	return improvement.Example{GroupID: 1, UnitID: 2, Title: "Hud mot hud under flytten", Problem: "Få låg hud mot hud.",
		Done: "De får ligga så under flytten.", Result: "Fler ligger så.", ContactText: "Avdelningens expedition", State: improvement.ExampleDraft}
}

func TestWhatAnExampleNeeds(t *testing.T) {
	late, early := exampleDay.AddDate(0, 0, 1), time.Date(1926, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		change func(*improvement.Example)
		want   []string
	}{
		"a draft":               {func(e *improvement.Example) { *e = improvement.Example{UnitID: 1, Title: "Utkast"} }, nil},
		"nothing":               {func(e *improvement.Example) { *e = improvement.Example{} }, []string{"unit: unit_required", "title: required"}},
		"too much":              {func(e *improvement.Example) { e.Done = strings.Repeat("å", improvement.MostText+1) }, []string{"done: too_long"}},
		"as much as there may":  {func(e *improvement.Example) { e.Done = strings.Repeat("å", improvement.MostText) }, nil},
		"somebody's number":     {func(e *improvement.Example) { e.Problem = "Barnet 20121212-1212 föddes" }, []string{"problem: personal_number"}},
		"a measure, but no day": {func(e *improvement.Example) { e.IndicatorID = 3 }, []string{"began_on: began_required"}},
		"a day to come":         {func(e *improvement.Example) { e.BeganOn = &late }, []string{"began_on: date_to_come"}},
		"a day long ago":        {func(e *improvement.Example) { e.BeganOn = &early }, []string{"began_on: date_limits"}},
		"a day alone":           {func(e *improvement.Example) { e.BeganOn = &exampleDay }, nil},
		"too many tags":         {func(e *improvement.Example) { e.Tags = make([]string, improvement.MostTags+1) }, []string{"tags: too_many_tags"}},
		"a long tag":            {func(e *improvement.Example) { e.Tags = []string{strings.Repeat("x", improvement.MostTag+1)} }, []string{"tags: too_long"}},
		"published with nothing": {func(e *improvement.Example) {
			*e = improvement.Example{UnitID: 1, Title: "x", State: improvement.ExamplePublished}
		}, []string{"problem: needed_by_others", "done: needed_by_others", "result: needed_by_others", "contact: contact_required"}},
	} {
		e := toldExample()
		c.change(&e)
		if got := problemsOf(t, e.Check(exampleDay)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestAnExampleIsPublishedAndWithdrawn(t *testing.T) {
	e, err := toldExample().Publish(exampleDay)
	if err != nil || e.State != improvement.ExamplePublished || !e.PublishedAt.Equal(exampleDay) {
		t.Fatalf("%v %+v", err, e)
	}
	if _, err := e.Publish(exampleDay); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("published twice: %v", err)
	}
	if e, err = e.Withdraw(); err != nil || e.State != improvement.ExampleWithdrawn || e.PublishedAt == nil {
		t.Fatalf("%v %+v", err, e)
	}
	if _, err := e.Withdraw(); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("withdrawn twice: %v", err)
	}
	if e, err = e.Publish(exampleDay.AddDate(0, 1, 0)); err != nil || !e.PublishedAt.Equal(exampleDay) {
		t.Errorf("published anew: %v %v", err, e.PublishedAt)
	}
	if _, err := (improvement.Example{UnitID: 1, Title: "x"}).Publish(exampleDay); len(problemsOf(t, err)) != 4 {
		t.Errorf("published empty: %v", err)
	}
}

func TestTags(t *testing.T) {
	got := improvement.ParseTags(" Amning, #hud  mot hud;amning\n\n,  flytt ")
	if want := []string{"Amning", "hud mot hud", "flytt"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := improvement.ParseTags(" ,;# "); len(got) != 0 {
		t.Errorf("of nothing: %q", got)
	}
}

func TestAdoptions(t *testing.T) {
	a := improvement.Adoption{UnitID: 1, State: improvement.Trying, Since: exampleDay}
	for name, c := range map[string]struct {
		change func(*improvement.Adoption)
		want   []string
	}{
		"trying":                {func(*improvement.Adoption) {}, nil},
		"nothing":               {func(a *improvement.Adoption) { *a = improvement.Adoption{} }, []string{"unit: unit_required", "state: unknown_choice", "since: required"}},
		"not for us, no why":    {func(a *improvement.Adoption) { a.State, a.Why = improvement.NotForUs, " " }, []string{"why: required"}},
		"not for us":            {func(a *improvement.Adoption) { a.State, a.Why = improvement.NotForUs, "Annat hus" }, nil},
		"to come":               {func(a *improvement.Adoption) { a.Since = exampleDay.AddDate(0, 0, 1) }, []string{"since: date_to_come"}},
		"a made-up state":       {func(a *improvement.Adoption) { a.State = "none" }, []string{"state: unknown_choice"}},
		"somebody's number why": {func(a *improvement.Adoption) { a.Why = "121212-1212" }, []string{"why: personal_number"}},
	} {
		a := a
		c.change(&a)
		if got := problemsOf(t, a.Check(exampleDay)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	var all []improvement.Adoption
	for n, s := range improvement.AdoptionStates() {
		for range n + 1 {
			all = append(all, improvement.Adoption{State: s})
		}
	}
	if got := improvement.SpreadOf(append(all, improvement.Adoption{})); got != (improvement.Spread{Considering: 1, Trying: 2, Introduced: 3, NotForUs: 4}) {
		t.Errorf("%+v", got)
	}
	if !improvement.Trying.Uses() || !improvement.Introduced.Uses() || improvement.Considering.Uses() || improvement.NotForUs.Uses() {
		t.Error("who does as in the example")
	}
}
