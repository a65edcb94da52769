package improvement

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// PackageSection is a heading of a data package.
type PackageSection string

// The sections, after what those who begin an introduction of a care pathway are given
// (Kunskapsstyrning hälso- och sjukvård, Stockholm-Gotland, 2020): how many the patients
// are, their age and sex, where in care they are, which professions they meet, and the
// pathway's indicators.
const (
	PackagePatients    PackageSection = "patients"
	PackageChildren    PackageSection = "children"
	PackageCare        PackageSection = "care"
	PackageProfessions PackageSection = "professions"
	PackageResults     PackageSection = "results"
	PackageVariation   PackageSection = "variation"
	PackageConclusions PackageSection = "conclusions"
)

// PackageSections lists the sections in the order they stand in.
func PackageSections() []PackageSection {
	return []PackageSection{PackagePatients, PackageChildren, PackageCare, PackageProfessions, PackageResults, PackageVariation, PackageConclusions}
}

// DataPackage is what is known of a group of patients, put together out of the group's
// measures: what it is to be made of. It is kept as it was in its editions.
type DataPackage struct {
	ID       PackageID
	GroupID  org.GroupID
	Title    string
	Question string // which patients it is about, and what it is to answer
	// PathwayID and TeamID are the introduction or the team that it was made for; zero for
	// none.
	PathwayID, TeamID int64
	// FirstYear and LastYear are the years it is about; the results are those of the last.
	FirstYear, LastYear int
	Indicators          []quality.IndicatorID
	// Units are those that are told of one by one; none for all. All units together are
	// always all, so that nobody can find a unit by taking others away.
	Units       []org.UnitID
	Professions []PackageProfession
	Notes       []PackageNote
	WrittenAt   time.Time // the last time
	WrittenBy   org.PersonID
	Version     int
}

// PackageProfession is a profession that the patients meet, as those who make the package
// know it: figures of single patients are nowhere in the program.
type PackageProfession struct {
	Profession string `json:"profession"`
	What       string `json:"what"`   // when and how, in words or as an aggregate
	Source     string `json:"source"` // where that is known from
}

// PackageNote is what is said under a heading.
type PackageNote struct {
	Section PackageSection `json:"section"`
	Text    string         `json:"text"` // Markdown
}

// The limits of a package.
const (
	MaxPackageYears       = 10
	MaxPackageProfessions = 20
)

// Note is what is said under the heading; "" for nothing.
func (p DataPackage) Note(s PackageSection) string {
	for _, n := range p.Notes {
		if n.Section == s {
			return n.Text
		}
	}
	return ""
}

// Shows reports whether the unit is told of by itself.
func (p DataPackage) Shows(unit org.UnitID) bool {
	return len(p.Units) == 0 || slices.Contains(p.Units, unit)
}

// Settle drops what says nothing: empty notes, and lines of professions without a word.
func (p *DataPackage) Settle() {
	p.Notes = slices.DeleteFunc(p.Notes, func(n PackageNote) bool { return strings.TrimSpace(n.Text) == "" })
	p.Professions = slices.DeleteFunc(p.Professions, func(f PackageProfession) bool { return f.Profession+f.What+f.Source == "" })
}

// Check lists what is wrong with the package, or nil. Fields: "title", "question",
// "first_year", "last_year", "measures", "note.SECTION", and "profession.N", "what.N" and
// "source.N" from 0: whoever says which professions patients meet says where that is known
// from.
func (p DataPackage) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", p.Title, MaxLine)
	quality.NeededText(&v, "question", p.Question, MaxText)
	quality.YearWithin(&v, "first_year", p.FirstYear, firstDay.Year(), lastDay.Year())
	quality.YearWithin(&v, "last_year", p.LastYear, firstDay.Year(), lastDay.Year())
	if p.LastYear < p.FirstYear || p.LastYear-p.FirstYear >= MaxPackageYears {
		v.Add("last_year", "package_years", MaxPackageYears)
	}
	if len(p.Indicators) == 0 {
		v.Add("measures", "required")
	}
	for n, f := range p.Professions {
		at := func(field string) string { return fmt.Sprintf("%s.%d", field, n) }
		quality.NeededText(&v, at("profession"), f.Profession, MaxLine)
		quality.NeededText(&v, at("what"), f.What, MaxText)
		quality.NeededText(&v, at("source"), f.Source, MaxLine)
	}
	if len(p.Professions) > MaxPackageProfessions {
		v.Add("profession.0", "too_many_rows", MaxPackageProfessions)
	}
	for _, n := range p.Notes {
		choice(&v, "note."+string(n.Section), n.Section, PackageSections())
		quality.FreeText(&v, "note."+string(n.Section), n.Text, maxPackageNote)
	}
	return v.OrNil()
}

// maxPackageNote is the longest note under a heading, in characters.
const maxPackageNote = 10000
