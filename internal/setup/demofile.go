package setup

import (
	"fmt"
	"regexp"
	"strconv"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// demoFile is demo.json. Years in it count from the year the example data are
// filled in: -1 is the year before.
type demoFile struct {
	About       string
	Accounts    []demoAccount
	Years       []demoYear
	Goals       []goalPlan // those that goals.json does not have
	UnitTargets []struct {
		Year            int
		Unit, Indicator string
		Target          targetPlan
	} `json:"unit_targets"`
	Definition struct {
		Code       string
		Year       int
		Before     string
		ChangeNote string `json:"change_note"`
	}
	// Divisions are how the children of some measures are divided.
	Divisions []demoDivision
	Volumes   []volume
	Measures  []measure
	Changes   []change
	Notes     []note
	Readings  []struct{ Unit, Indicator, Text string }
	// What happened, and from which quarters levels are computed anew.
	LineNotes []struct {
		Unit, Indicator string // without a unit about all of them
		Year            int
		Day             string // "04-07"
		Kind            quality.TimeNoteKind
		Text            string
	} `json:"line_notes"`
	LinePhases []struct{ Unit, Indicator, From, Reason string } `json:"line_phases"`
	Latest     []latest
	Review     demoReview
	// Report is last year's; Author is the code of the unit whose reporter writes the
	// section, and Due a day of this year, "02-10".
	Report         []struct{ Heading, Author, Due, Body string }
	ReportMeasures []struct{ Code, Discussion, Assessment, Next, Message string } `json:"report_measures"`
}

// demoAccount is an example person. Only those with Login can sign in.
type demoAccount struct {
	Email, Name string
	Profession  org.Profession
	Login       bool
	Roles       []struct {
		Role org.Role
		Unit string
		// Days is for how many days the role has been held, zero for since before the first
		// figure.
		Days       int
		Represents string
	}
	// Phone and Contact are how the person is reached.
	Phone, Contact string
}

// demoYear is the goals of a year, with targets that differ from the plan's.
type demoYear struct {
	Year    int
	Goals   []string // keys
	Targets map[string]targetPlan
}

// note is what is said of some figures: a comment, or also that they are missing
// or not applicable. Without a period it is said of every one.
type note struct {
	Unit    string
	Codes   []string
	Period  string
	State   quality.FigureState
	Reason  string
	Comment string
}

// latest is how far a unit has come with the latest quarter; no state means that
// nothing has been entered.
type latest struct {
	Unit   string
	State  quality.SubmissionState
	Reason string
}

// byUnit is a value for each unit's code, "*" for those not named.
type byUnit map[string]float64

// at is the unit's value, and whether it has one.
func (b byUnit) at(unit string) (float64, bool) {
	if v, named := b[unit]; named {
		return v, true
	}
	v, all := b["*"]
	return v, all
}

var relativeQuarter = regexp.MustCompile(`^(-?\d)K([1-4])$`)

// quarterIn reads a quarter such as "-1K2", the second of the year before.
func quarterIn(code string, year int) (quality.Period, error) {
	m := relativeQuarter.FindStringSubmatch(code)
	if m == nil {
		return quality.Period{}, fmt.Errorf("%q is no quarter", code)
	}
	offset, err := strconv.Atoi(m[1])
	if err != nil {
		return quality.Period{}, err
	}
	q, err := strconv.Atoi(m[2])
	return quality.Quarter(year+offset, q), err
}
