package quality

import (
	"slices"
	"time"

	"samsyn/internal/org"
)

// Category is which side of care an indicator or a goal is about.
type Category string

// The categories. Process measures describe a site and belong to no goal.
const (
	Medical             Category = "medical"
	Nursing             Category = "nursing"
	PatientSatisfaction Category = "patient_satisfaction"
	Process             Category = "process"
)

// Categories lists the categories in the order they are shown.
func Categories() []Category { return []Category{Medical, Nursing, PatientSatisfaction, Process} }

// Scope is which care an indicator mirrors.
type Scope string

// The scopes, from the group's mandate.
const (
	ScopeHighlySpecialised Scope = "highly_specialised" // the care given mainly at one site
	ScopeAllUnits          Scope = "all_units"          // the care all units give
)

// Kind is the kind of measure, which decides the shape of its figures.
type Kind string

// The kinds.
const (
	Proportion Kind = "proportion" // numerator of denominator, both whole
	Rate       Kind = "rate"       // events per so much exposure
	Mean       Kind = "mean"       // mean with n and, if known, sd
	Score      Kind = "score"      // mean on a bounded scale, with n and sd
	Count      Kind = "count"      // a number alone
	Text       Kind = "text"       // words
	YesNo      Kind = "yes_no"     // yes or no, with optional words
	Gestation  Kind = "gestation"  // a gestational age in weeks and days, as the text 27+3
)

// Numeric reports whether the kind has a value that can be drawn and compared.
func (k Kind) Numeric() bool { return !k.Words() && k != YesNo }

// Words reports whether the kind is read and not counted.
func (k Kind) Words() bool { return k == Text || k == Gestation }

// Direction is which way is better.
type Direction string

// The directions.
const (
	Higher      Direction = "higher"
	Lower       Direction = "lower"
	WithinRange Direction = "range"
	NoDirection Direction = "none"
)

// Certainty is how well the library's definition is founded.
type Certainty string

// The certainties.
const (
	Sourced       Certainty = "sourced"        // definition or target stands in the source named
	PartlySourced Certainty = "partly_sourced" // definition from the source, cut or target proposed
	Proposal      Certainty = "proposal"       // general knowledge; the group must review it
)

// Indicator is a measure in a group's library, with the definition that holds
// for the period it was read for.
type Indicator struct {
	ID             IndicatorID
	GroupID        org.GroupID
	Code           string
	Category       Category
	Scope          Scope
	ReportedBy     []org.CareLevel
	Kind           Kind
	CountsChildren bool
	Certainty      Certainty
	// CareStep is where in the chain of care the measure belongs, in the group's own
	// words; "" where it has not said.
	CareStep string
	// CarriesOver says that the measure tells how something is, such as cots or what
	// the unit does not treat: an answer holds until another is given.
	CarriesOver bool
	// Condition is what it takes for the measure to apply to a unit; nil when it
	// applies to every unit that reports it.
	Condition  *Condition
	Strata     []Stratum // empty when the measure is not divided
	Definition Version
}

// Condition makes a measure follow from another that says what a unit does: it
// applies where the answer is yes, or where the number is below a limit.
type Condition struct {
	IndicatorID IndicatorID
	// Below is the limit for a number, in days for a gestational age; nil for yes
	// or no.
	Below *float64
}

// Version is one definition of an indicator, valid from a day on until the next.
type Version struct {
	ValidFrom       time.Time
	Name            string
	NameEnglish     string
	NumeratorText   string
	DenominatorText string
	Exclusions      string
	// ICD10 is the diagnoses that the children counted have, as codes of ICD-10-SE and
	// ranges of them, and Gestation their gestational ages; "" where everybody is counted.
	ICD10, Gestation string
	DataSource       string
	Source           string
	Note             string
	UnitLabel        string  // "%", "per 1 000 vårddygn", "dygn"
	RatePer          float64 // a rate's exposure unit, 1000 for per 1 000; 0 for other kinds
	Direction        Direction
	Decimals         int
	ReportingMonths  int // 3 quarter, 4 tertial, 12 year
	ScaleMin         *float64
	ScaleMax         *float64
	ChangeNote       string // why the definition changed
	Comparable       bool   // whether earlier figures can be compared with later
}

// AppliesTo reports whether the unit reports the measure. A unit it does not
// apply to is "not applicable", which is neither missing nor red.
func (i Indicator) AppliesTo(u org.Unit) bool {
	if u.Participation == org.ProcessOnly && i.Category != Process {
		return false
	}
	return slices.Contains(i.ReportedBy, u.CareLevel)
}

// DuePeriods is the figure's own periods that are handed in with a submission
// for the collection period: those of the measure's reporting length that end
// within it. None for a yearly measure in the first quarter; four for a
// quarterly measure where a group collects once a year.
func (i Indicator) DuePeriods(collection Period) []Period {
	var due []Period
	p := PeriodOf(collection.End(), i.Definition.ReportingMonths)
	if p.End().After(collection.End()) {
		p = p.Previous()
	}
	for ; !p.End().Before(collection.Start()); p = p.Previous() {
		due = append(due, p)
	}
	slices.Reverse(due)
	return due
}
