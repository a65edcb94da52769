package report

import (
	"github.com/a-h/templ"

	"samsyn/templates/ui"
)

// PackagesView is the list of data packages.
type PackagesView struct {
	Trail  []ui.Link
	NewURL string // "" for those who make none
	Rows   []PackageRow
}

// PackageRow is a package in the list.
type PackageRow struct {
	Title, URL, Question, Span, Measures, State string
}

// PackageView is a package as it was saved, or a draft.
type PackageView struct {
	Trail       []ui.Link
	Title, Lead string
	URL         string
	// Number is of the version that is read; zero for a draft. Latest says that there is no
	// later one.
	Number int
	Latest bool
	Made   string // when, and by whom
	Reason string // what is new in it
	// Public says that it is what others than the group read, and Other leads to the other.
	Public bool
	Other  ui.Link
	// EditURL changes what it is made of, and FixURL saves the Next version; "" for those
	// who do not.
	EditURL, FixURL string
	Next            int
	// Since is what has become another since, nil for those who read only what is fixed, and
	// Before what differs from BeforeNumber.
	Since        *DifferencesView
	Before       DifferencesView
	BeforeNumber int
	Files        FilesView
	SHA256       string
	DocumentURL  string
	Versions     []PackageVersion
	Uses         []PackageUse
	// MadeFor leads to the introduction and the team that it was made for.
	MadeFor  []PackageFor
	Body     templ.Component
	Language string
}

// PackageFor is what a package was made for, and what sort of programme that is.
type PackageFor struct {
	Kind string
	ui.Link
}

// PackageVersion is one of a package's versions.
type PackageVersion struct {
	Text, URL, Day, Reason string
	Current                bool
}

// PackageUse is what the current state of a measure leads to.
type PackageUse struct {
	Measure, ResultURL, ProposeURL string
	Goal, GapURL                   string // "" when it follows no goal
}

// PackageFormView is the form for what a package is to be made of.
type PackageFormView struct {
	ui.FormState
	Trail    []ui.Link
	Title    string
	For      []ui.Hidden
	Values   map[string]string
	Chosen   map[string][]string
	Years    []ui.Option
	Measures []MeasureGroup
	Units    []ui.Option
	Lines    []int // the places of the lines for professions
	Notes    []PackageNoteField
	Empty    bool // the group collects nothing
}

// MeasureGroup is the measures of one category.
type MeasureGroup struct {
	Category string
	Options  []ui.Option
}

// PackageNoteField is where something is said under a heading.
type PackageNoteField struct{ Name, Heading string }

// FixPackageView is the question before a version is saved.
type FixPackageView struct {
	ui.FormState
	Trail         []ui.Link
	Title, Number string
	// Last is the number of the version before; "" for the first.
	Last        string
	Differences DifferencesView
	Reason      ui.TextAreaProps
}
