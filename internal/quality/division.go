package quality

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
)

// DivisionKind is what children are divided by.
type DivisionKind string

// The kinds. The first three are those that a description of patients asks for.
const (
	ByGestation  DivisionKind = "gestation"
	BySex        DivisionKind = "sex"
	ByHomeRegion DivisionKind = "home_region"
	ByOther      DivisionKind = "other"
)

// DivisionKinds lists the kinds in the order they are told of.
func DivisionKinds() []DivisionKind {
	return []DivisionKind{ByGestation, BySex, ByHomeRegion, ByOther}
}

// Division is a way of dividing the children that a measure counts, with its parts in
// order: every child belongs to one of them.
type Division struct {
	ID      int64
	Code    string
	Name    string
	Kind    DivisionKind
	Strata  []Stratum
	Version int
}

// The limits of a division.
const (
	maxDivisionName = 100
	maxDivisionCode = 30
	maxStrata       = 20
)

// Check lists what is wrong with the division, or nil. Fields: "name", "code", "kind",
// "parts", and "part.N.code", "part.N.name", "part.N.from" and "part.N.to" from 0.
func (d Division) Check() error {
	var v fault.ValidationError
	NeededText(&v, "name", d.Name, maxDivisionName)
	checkCode(&v, "code", d.Code)
	if !slices.Contains(DivisionKinds(), d.Kind) {
		v.Add("kind", "unknown_choice")
	}
	if len(d.Strata) < 2 {
		v.Add("parts", "parts_few")
	}
	if len(d.Strata) > maxStrata {
		v.Add("parts", "too_many_rows", maxStrata)
	}
	seen := map[string]bool{}
	for n, s := range d.Strata {
		at := func(field string) string { return fmt.Sprintf("part.%d.%s", n, field) }
		NeededText(&v, at("name"), s.Name, maxDivisionName)
		checkCode(&v, at("code"), s.Code)
		if code := strings.ToLower(s.Code); code != "" && seen[code] {
			v.Add(at("code"), "code_taken")
		} else {
			seen[code] = true
		}
		for _, day := range []struct {
			field string
			day   time.Time
		}{{"from", s.ValidFrom}, {"to", s.ValidTo}} {
			if !day.day.IsZero() && day.day.Day() != 1 {
				v.Add(at(day.field), "first_of_period")
			}
		}
		if !s.ValidTo.IsZero() && !s.ValidTo.After(s.ValidFrom) {
			v.Add(at("to"), "date_order")
		}
	}
	return v.OrNil()
}

// checkCode checks a code that stands in addresses and files.
func checkCode(v *fault.ValidationError, field, code string) {
	switch {
	case code == "":
		v.Add(field, "required")
	case len(code) > maxDivisionCode:
		v.Add(field, "too_long", maxDivisionCode)
	case !codePattern.MatchString(code):
		v.Add(field, "code_letters")
	}
}
