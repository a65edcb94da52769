package quality

import (
	"regexp"
	"slices"
	"unicode/utf8"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// ReportingLengths lists the lengths of period, in months, that a measure can be
// reported for.
func ReportingLengths() []int { return []int{1, 3, 4, 12, 24, 36, 48, 60} }

// Kinds lists the kinds of measure in the order they are shown.
func Kinds() []Kind { return []Kind{Proportion, Rate, Mean, Score, Count, YesNo, Text, Gestation} }

// Directions lists the directions in the order they are shown.
func Directions() []Direction { return []Direction{Higher, Lower, WithinRange, NoDirection} }

// Certainties lists the certainties, the best founded first.
func Certainties() []Certainty { return []Certainty{Sourced, PartlySourced, Proposal} }

// Scopes lists the scopes in the order they are shown.
func Scopes() []Scope { return []Scope{ScopeHighlySpecialised, ScopeAllUnits} }

// MaxCode is the longest code of a measure, and maxLabel the longest unit label.
const (
	MaxCode  = 40
	maxLabel = 40
)

// codePattern is what a measure's code is made of: it stands in addresses and files.
var codePattern = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// ValidCode reports whether a measure can have the code, or anything else whose
// code stands in addresses and files.
func ValidCode(code string) bool {
	return codePattern.MatchString(code) && len(code) <= MaxCode
}

// CheckNew lists what is wrong with a measure that is to be added to the
// library, its definition included, or nil. Fields are named as in Version.Check,
// and "code", "category", "scope", "certainty",
// "kind" and "reported_by".
func (i Indicator) CheckNew() error {
	var v fault.ValidationError
	switch {
	case i.Code == "":
		v.Add("code", "required")
	case utf8.RuneCountInString(i.Code) > MaxCode:
		v.Add("code", "too_long", MaxCode)
	case !codePattern.MatchString(i.Code):
		v.Add("code", "code_letters")
	}
	if !slices.Contains(Kinds(), i.Kind) {
		v.Add("kind", "unknown_choice")
	}
	i.checkUse(&v)
	i.Definition.check(i.Kind, &v)
	return v.OrNil()
}

// MaxCareStep is the longest name of a step in the chain of care, in characters.
const MaxCareStep = 100

// CheckUse lists what is wrong with what the measure is used for: its category,
// scope, how well it is founded and who reports it. Nil when nothing is.
func (i Indicator) CheckUse() error {
	var v fault.ValidationError
	i.checkUse(&v)
	return v.OrNil()
}

func (i Indicator) checkUse(v *fault.ValidationError) {
	if !slices.Contains(Categories(), i.Category) {
		v.Add("category", "unknown_choice")
	}
	if !slices.Contains(Scopes(), i.Scope) {
		v.Add("scope", "unknown_choice")
	}
	if !slices.Contains(Certainties(), i.Certainty) {
		v.Add("certainty", "unknown_choice")
	}
	FreeText(v, "care_step", i.CareStep, MaxCareStep)
	if len(i.ReportedBy) == 0 {
		v.Add("reported_by", "required")
	}
	for _, level := range i.ReportedBy {
		if level != org.HighlySpecialised && level != org.GeneralCare && level != org.BirthSite {
			v.Add("reported_by", "unknown_choice")
		}
	}
}

// Check lists what is wrong with the definition as one of a measure of the kind,
// or nil. Fields: "name", "name_en", "numerator_text", "denominator_text",
// "exclusions", "data_source", "source", "note", "unit_label", "rate_per",
// "direction", "decimals", "reporting_months", "valid_from", "scale_min",
// "scale_max" and "change_note".
func (d Version) Check(kind Kind) error {
	var v fault.ValidationError
	d.check(kind, &v)
	return v.OrNil()
}

func (d Version) check(kind Kind, v *fault.ValidationError) {
	d.checkWords(kind, v)
	if !slices.Contains(Directions(), d.Direction) {
		v.Add("direction", "unknown_choice")
	} else if !kind.Numeric() && d.Direction != NoDirection {
		v.Add("direction", "direction_of_words")
	}
	if d.Decimals < 0 || d.Decimals > 4 {
		v.Add("decimals", "out_of_range", 0, 4)
	}
	if kind == Rate && d.RatePer <= 0 {
		v.Add("rate_per", "required")
	}
	if kind != Rate && d.RatePer != 0 {
		v.Add("rate_per", "only_for_rate")
	}
	d.checkScale(kind, v)
	if !slices.Contains(ReportingLengths(), d.ReportingMonths) {
		v.Add("reporting_months", "unknown_choice")
	} else if !StartsPeriod(d) {
		v.Add("valid_from", "not_period_start")
	}
}

// checkWords asks for numerator and denominator where the kind has them: a
// number nobody can read the meaning of is not a measure.
func (d Version) checkWords(kind Kind, v *fault.ValidationError) {
	NeededText(v, "name", d.Name, MaxTitle)
	if kind == Proportion || kind == Rate {
		NeededText(v, "numerator_text", d.NumeratorText, MaxText)
		NeededText(v, "denominator_text", d.DenominatorText, MaxText)
	} else {
		FreeText(v, "numerator_text", d.NumeratorText, MaxText)
		FreeText(v, "denominator_text", d.DenominatorText, MaxText)
	}
	FreeText(v, "name_en", d.NameEnglish, MaxTitle)
	FreeText(v, "exclusions", d.Exclusions, MaxText)
	checkDiagnoses(v, "icd10", d.ICD10)
	FreeText(v, "gestation", d.Gestation, MaxWhere)
	FreeText(v, "data_source", d.DataSource, MaxText)
	FreeText(v, "source", d.Source, MaxText)
	FreeText(v, "note", d.Note, MaxText)
	FreeText(v, "change_note", d.ChangeNote, MaxText)
	FreeText(v, "unit_label", d.UnitLabel, maxLabel)
}

func (d Version) checkScale(kind Kind, v *fault.ValidationError) {
	if kind != Mean && kind != Score {
		if d.ScaleMin != nil || d.ScaleMax != nil {
			v.Add("scale_min", "only_for_scale")
		}
		return
	}
	if kind == Score && d.ScaleMin == nil {
		v.Add("scale_min", "required")
	}
	if kind == Score && d.ScaleMax == nil {
		v.Add("scale_max", "required")
	}
	if d.ScaleMin != nil && d.ScaleMax != nil && *d.ScaleMin >= *d.ScaleMax {
		v.Add("scale_max", "scale_order")
	}
}

// StartsPeriod reports whether the definition's first day is the first of one of
// the periods that it is reported for, so that no period has two definitions.
func StartsPeriod(d Version) bool {
	if d.ReportingMonths > 12 {
		return d.ValidFrom.Day() == 1 && d.ValidFrom.YearDay() == 1
	}
	return !d.ValidFrom.IsZero() && PeriodOf(d.ValidFrom, d.ReportingMonths).Start().Equal(d.ValidFrom)
}

// SameBut reports whether the two definitions measure the same thing, whatever
// the wording: a change that is no more than this is a spelling mistake mended,
// and any other change needs a new version.
func (d Version) SameBut(other Version) bool {
	return d.ValidFrom.Equal(other.ValidFrom) && d.RatePer == other.RatePer && d.Direction == other.Direction &&
		d.ReportingMonths == other.ReportingMonths &&
		sameNumber(d.ScaleMin, other.ScaleMin) && sameNumber(d.ScaleMax, other.ScaleMax)
}
