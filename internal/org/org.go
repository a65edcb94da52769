// Package org is who: regions, hospitals, units, programme groups, people, the
// roles they hold and what a role permits. It is pure: it must not know SQL,
// HTTP, the clock, or what is measured.
package org

import "time"

// The identities of what is stored. Distinct types, so that a unit's id cannot
// be passed where a group's is meant.
type (
	RegionID     int64
	UnitID       int64
	GroupID      int64
	PersonID     int64
	MembershipID int64
	// MeetingID is here because goals are decided at meetings, and minutes are about both.
	MeetingID int64
	BodyID    int64
)

// CareLevel is how advanced the care is that a unit gives.
type CareLevel string

// The care levels, from the field's glossary (vårdnivå).
const (
	HighlySpecialised CareLevel = "highly_specialised" // the region's neonatal intensive care
	GeneralCare       CareLevel = "general"            // other neonatal units
	BirthSite         CareLevel = "birth_site"         // births without a neonatal unit
)

// Participation is what a unit takes part in within a group.
type Participation string

// The participations.
const (
	Full        Participation = "full"         // results and process measures
	ProcessOnly Participation = "process_only" // process measures alone
)

// Unit is one reporting unit as a programme group sees it.
type Unit struct {
	ID            UnitID
	Code          string
	Name          string // full name, for headings
	ShortName     string // the city, for tables and charts
	HospitalName  string
	RegionID      RegionID
	RegionName    string
	CareLevel     CareLevel
	Participation Participation
	Description   string // what is publicly known of its task
	Source        string // where that is known from
	ActiveFrom    time.Time
	ActiveTo      *time.Time // last day; nil while it lasts
}

// ActiveDuring reports whether the unit took part at any time between the two
// days, both counted.
func (u Unit) ActiveDuring(from, to time.Time) bool {
	return !u.ActiveFrom.After(to) && (u.ActiveTo == nil || !u.ActiveTo.Before(from))
}

// Group is a programme group: the clinics' people in one field, and the rules
// they have set for themselves.
type Group struct {
	ID                   GroupID
	Code                 string // in addresses and import files
	Name                 string
	ShortName            string
	HealthcareRegionName string
	BodyName             string // who receives the yearly material; empty if nobody
	BodyShortName        string
	ExampleData          bool // made-up figures: every page and print says so
	CollectionMonths     int  // months per round of collection; 3 is by quarter
	DueDays              int  // days after a period's end when its figures are due
	ReportDueMonth       time.Month
	ReportDueDay         int // a day past the month's end means its last day
	MaskingThreshold     int // fewer children than this are masked for outside readers
	ReliabilityLimit     int // a denominator below this rests on few children
	GoalCeiling          int // more goals than this in a year is worth a warning
}

// Line is the group's name with that of its healthcare region, for a heading; the name
// alone when they are the same.
func (g Group) Line() string {
	if g.HealthcareRegionName == "" || g.Name == g.HealthcareRegionName {
		return g.Name
	}
	return g.Name + ", " + g.HealthcareRegionName
}

// ReportDue is the last day to hand in the material about the year: a day in
// the year after it.
func (g Group) ReportDue(year int) time.Time {
	last := time.Date(year+1, g.ReportDueMonth+1, 0, 0, 0, 0, 0, time.UTC)
	if g.ReportDueDay >= last.Day() {
		return last
	}
	return time.Date(year+1, g.ReportDueMonth, g.ReportDueDay, 0, 0, 0, 0, time.UTC)
}

// Profession is a person's profession, as far as the group's composition needs it.
type Profession string

// The professions that a group wants both of.
const (
	Physician       Profession = "physician"
	Nurse           Profession = "nurse"
	OtherProfession Profession = "other"
)

// Person is somebody with an account, or who once had one.
type Person struct {
	ID         PersonID
	Email      string
	Name       string
	Profession Profession
	LeftOn     *time.Time // from this day no more signing in
}

// HasLeft reports whether the person has left by the day.
func (p Person) HasLeft(today time.Time) bool {
	return p.LeftOn != nil && !p.LeftOn.After(today)
}
