package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// LinkKind is what sort of thing a link leads to.
type LinkKind string

// The kinds.
const (
	GuidelineLink     LinkKind = "guideline"
	RegisterLink      LinkKind = "register"
	CareProgrammeLink LinkKind = "care_programme"
	NationalPlanLink  LinkKind = "national_plan" // an entry of the national programme area's plan
	PublicationLink   LinkKind = "publication"   // research near the patients
	ResearchLink      LinkKind = "research_project"
	OtherLink         LinkKind = "other"
)

// firstResearch is the earliest year that research can be of.
const firstResearch = 1900

// LinkKinds lists the kinds in the order they are shown.
func LinkKinds() []LinkKind {
	return []LinkKind{GuidelineLink, CareProgrammeLink, RegisterLink, NationalPlanLink, PublicationLink, ResearchLink, OtherLink}
}

// Research reports whether it is research, which has a year.
func (k LinkKind) Research() bool { return k == PublicationLink || k == ResearchLink }

// LibraryLink is something that others have written and the group goes by.
type LibraryLink struct {
	ID      LibraryLinkID
	GroupID org.GroupID
	Kind    LinkKind
	Title   string
	URL     string // "" when it cannot be read on the web
	Source  string // who has written it
	// Area is the improvement area of an entry of the national plan, "" for other kinds,
	// and What says more.
	Area, What string
	// Year is when a publication came out or a research project began; zero for others.
	Year int
	// IndicatorID is the measure that it is about; zero for all.
	IndicatorID quality.IndicatorID
	// CheckedOn is when somebody last saw that it still holds.
	CheckedOn time.Time
	CheckedBy org.PersonID
	EndedAt   *time.Time // when it was taken away; nil while it is there
	WrittenAt time.Time
	Version   int
}

// Old reports whether it is long since anybody saw that the link still holds.
func (l LibraryLink) Old(today time.Time) bool { return l.CheckedOn.AddDate(1, 0, 0).Before(today) }

// Check lists what is wrong with the link on the day that is today, or nil. Fields: "kind",
// "title", "url", "source", "year", "area", "what" and "checked_on".
func (l LibraryLink) Check(today time.Time) error {
	var v fault.ValidationError
	choice(&v, "kind", l.Kind, LinkKinds())
	quality.NeededText(&v, "title", l.Title, MaxLine)
	checkWebLink(&v, "url", l.URL)
	quality.NeededText(&v, "source", l.Source, MaxLine)
	switch {
	case l.Kind.Research() && l.Year == 0:
		v.Add("year", "required")
	case l.Year != 0:
		quality.YearWithin(&v, "year", l.Year, firstResearch, today.Year()+1)
	}
	if l.Kind == NationalPlanLink {
		quality.NeededText(&v, "area", l.Area, MaxLine)
	} else {
		quality.FreeText(&v, "area", l.Area, MaxLine)
		if l.URL == "" {
			v.Add("url", "required")
		}
	}
	quality.FreeText(&v, "what", l.What, MaxText)
	if l.CheckedOn.IsZero() {
		v.Add("checked_on", "required")
	} else {
		checkPast(&v, "checked_on", l.CheckedOn, today)
	}
	return v.OrNil()
}
