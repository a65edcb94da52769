package prose

import (
	"slices"
	"strings"

	"samsyn/internal/quality"
)

// Form is what a reference tells of a measure.
type Form string

// The forms, as they are typed last in a reference. The first needs not be typed.
const (
	Value    Form = "värde"
	Counts   Form = "antal"      // 24 av 31
	Interval Form = "intervall"  // the value's 95 % limits
	Target   Form = "mål"        // the target, in words
	Change   Form = "förändring" // since the year before, and whether chance explains it
	Name     Form = "namn"       // the measure's
	// How many of the units, or of the measures for a Set, stand how to the target.
	Reached  Form = "nådde"    // the value reaches it, chance aside
	Surely   Form = "säkert"   // and the whole interval agrees
	Unclear  Form = "oklart"   // chance could explain that it is reached, or is not
	Missed   Form = "missade"  // not reached, and the whole interval agrees
	Spread   Form = "skillnad" // whether the units differ by more than chance
	Missing  Form = "bortfall" // how much is missing of what should have been handed in
	Improved Form = "bättre"   // the measures of a Set that are better than chance explains
	Worsened Form = "sämre"    // and worse
)

// Forms are all the forms.
func Forms() []Form {
	return []Form{Value, Counts, Interval, Target, Change, Name, Reached, Surely, Unclear, Missed, Spread, Missing, Improved, Worsened}
}

// The sets of a year's measures, typed where a code else stands.
const (
	All     = "alla"
	Medical = "medicinska"
	Nursing = "omvårdnad"
	Patient = "patientnöjdhet"
)

// Reference is what is typed in double square brackets: "[[MED01 2025 Kalmar antal]]".
type Reference struct {
	// Typed is what stands between the brackets.
	Typed string
	// Code is the measure's in the library, or the name of a set.
	Code string
	// Names is what is left when code, period and form are taken out: the name of one
	// of the measure's parts, of a unit or a region, or both, in any order. They may hold
	// spaces, so only who knows them can tell them apart.
	Names string
	// Period is a year, a quarter or another period; zero for the report's year.
	Period quality.Period
	Form   Form
}

// Set reports whether the reference is about several measures.
func (r Reference) Set() bool {
	return slices.Contains([]string{All, Medical, Nursing, Patient}, strings.ToLower(r.Code))
}

// ParseReference reads what stands between the brackets; false when nothing does. The
// words may be parted by spaces and commas, a period may stand anywhere, and the form
// stands last. What cannot be a form is taken for a part of a name.
func ParseReference(typed string) (Reference, bool) {
	fields := strings.FieldsFunc(typed, func(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\t' || r == ',' })
	if len(fields) == 0 {
		return Reference{}, false
	}
	r := Reference{Typed: strings.TrimSpace(typed), Code: fields[0], Form: Value}
	rest := fields[1:]
	if n := len(rest) - 1; n >= 0 {
		if form := Form(strings.ToLower(rest[n])); slices.Contains(Forms(), form) {
			r.Form, rest = form, rest[:n]
		}
	}
	var names []string
	for _, word := range rest {
		if period, ok := quality.ParsePeriod(strings.ToUpper(word)); ok && r.Period.Months == 0 {
			r.Period = period
			continue
		}
		names = append(names, word)
	}
	r.Names = strings.Join(names, " ")
	return r, true
}

// SameName compares names as they are compared in references: whatever the case, and
// with no heed to commas and the kinds of spaces.
func SameName(a, b string) bool { return plainName(a) == plainName(b) }

func plainName(name string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '\u00a0' || r == ',' }), " "))
}

// String is the reference as it is typed into a text; Typed is not heeded.
func (r Reference) String() string {
	words := []string{r.Code}
	if r.Period.Months > 0 {
		words = append(words, r.Period.Code())
	}
	if r.Names != "" {
		words = append(words, r.Names)
	}
	if r.Form != "" && r.Form != Value {
		words = append(words, string(r.Form))
	}
	return "[[" + strings.Join(words, " ") + "]]"
}
