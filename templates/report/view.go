// Package report is the yearly report's pages: the report itself, made to be
// printed, and the page where a section is written. It must not know where the
// words and figures come from.
package report

import "samsyn/templates/ui"

// View is a year's report.
type View struct {
	Title string
	Lead  string
	Facts []ui.Definition
	Years []ui.Link
	// Masked tells the reader that small numbers are hidden.
	Masked   bool
	Sections []Section
}

// Section is one heading of the report with its text and the data under it;
// only the kind of data that belongs to the section is set.
type Section struct {
	ID         string
	Heading    string
	EditURL    string // "" for those who do not write
	Paragraphs []string
	Written    string // who wrote last, and when
	// WaitsForText says that the section has neither text nor data yet.
	WaitsForText bool

	Overview    []OverviewGoal
	Goals       []Goal
	NoGoals     bool // the category has no goal this year
	Process     *Process
	LongTerm    []LongTermGoal
	Needs       []Need
	NoNeeds     bool // nobody has written any for the year
	NextGoals   []NextGoal
	Quality     *DataQuality
	Definitions []Definition
}

// OverviewGoal is a goal's lines in the table that sums up the year.
type OverviewGoal struct {
	Title    string
	Measures []OverviewMeasure
}

// OverviewMeasure is how it went for everybody together with one measure.
type OverviewMeasure struct {
	Name   string
	Anchor string
	Value  string
	Detail string
	Change string
	Status ui.Status
}

// Goal is a goal with the results of its measures.
type Goal struct {
	Title    string
	Value    string // why it has value for children and families
	Promises []string
	Measures []Measure
}

// Measure is one measure's pages in the report: table, pictures, what the units
// have written.
type Measure struct {
	Anchor     string
	Title      string
	Target     string
	Measured   string // what is counted, in one sentence
	YearBefore string // headings of the two columns of earlier years; "" for none
	TwoBefore  string
	Rows       []ResultRow // the units in fixed order, then the regions and the total
	TimeLine   *Picture
	Comparison *Picture
	Comments   []Comment
	Notes      []string
}

// ResultRow is one line of a measure's table.
type ResultRow struct {
	Name       string
	Counts     string
	Value      string
	Interval   string
	YearBefore string
	TwoBefore  string
	Status     ui.Status
	Standing   ui.Standing // "" when there is no figure
	Note       string
	Sum        bool // a region or the total
}

// Picture is a chart as the server drew it.
type Picture struct {
	Title string
	Alt   string
	// Source is a data: address, so that the saved page is whole.
	Source string
}

// Comment is what a unit has written with its figure.
type Comment struct{ Unit, Period, Text string }

// Process is the sites' conditions side by side.
type Process struct {
	Units []string
	Rows  []ProcessRow
}

// ProcessRow is one process measure for every unit.
type ProcessRow struct {
	Name  string
	Cells []string
}

// LongTermGoal is a goal of three to five years.
type LongTermGoal struct{ Title, Span, Vision string }

// Need is something to develop or to learn, and what became of it.
type Need struct{ Unit, Kind, Text, State, Outcome string }

// NextGoal is a goal for the year to come.
type NextGoal struct{ Title, Category, Value string }

// DataQuality is what is known of the figures the report rests on.
type DataQuality struct {
	Rows    []QualityRow
	Gaps    []Gap
	Changes []string // definitions that changed
}

// QualityRow is how much one unit has handed in, and how settled it is.
type QualityRow struct {
	Unit    string
	Entered string
	Missing string
	States  string
}

// Gap is a figure that is missing, and why.
type Gap struct{ Unit, Measure, Period, Reason string }

// Definition is a measure's definition as it stood at the end of the year.
type Definition struct {
	Name  string
	Items []ui.Definition
}

// SectionView is the page where a section is written.
type SectionView struct {
	Heading  string
	Year     string
	Body     string
	Version  string
	Error    string
	Problems []ui.FieldProblem
	BackURL  string
	// Conflict is what somebody else wrote meanwhile; nil when nobody did.
	Conflict *Conflict
}

// Conflict is the text that stands now, beside the one that was typed.
type Conflict struct {
	By   string
	When string
	Body string
}

// YearsView is the list of years with a report.
type YearsView struct {
	Years []ui.TaskProps
}
