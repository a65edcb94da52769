// Package collect is the pages of the collect room: what is due, the form,
// handing in, the board and the review. A view holds finished words and numbers;
// a template must not know rules, permissions or the database.
package collect

import "samsyn/templates/ui"

// Head is what stands first on the pages about one unit's period.
type Head struct {
	Heading  ui.PageHeadingProps
	State    ui.SubmissionState
	Standing ui.Standing
	// Deadline is in words, for example "Senast 30 oktober 2026, om 12 dagar".
	Deadline string
	Late     bool
	Notices  []Notice
}

// Notice is something to know before reading on.
type Notice struct {
	Kind  ui.Color
	Title string
	Text  string
	// Detail says who and when.
	Detail string
}

// Section is a goal with its measures, or the process measures.
type Section struct {
	ID    string
	Title string
	// Tag is the goal's category in words.
	Tag  string
	Lead string
	Rows []Row
}

// Row is one measure of the form.
type Row struct {
	// ID is the row's place on the page.
	ID   string
	Name string
	// About is what tells the row from others of the same measure: the children it
	// counts, or its own period when that is not the form's.
	About string
	Kind  string
	// Fields are the one-line fields, in the order they are filled in; YesNo and
	// Text come first when there are any.
	YesNo  *ui.SelectProps
	Text   *ui.TextAreaProps
	Fields []ui.FieldProps
	// Error concerns the row as a whole.
	Error   string
	Result  Result
	Missing ui.SelectProps
	// MissingOpen and CommentOpen show what is otherwise folded away.
	MissingOpen bool
	Comment     ui.TextAreaProps
	CommentOpen bool
	Definition  []ui.Definition
	Past        []Past
	// Saved says when and by whom the row was last saved, "" when it was not.
	Saved    string
	Hidden   []ui.Hidden
	Conflict *Conflict
	// Now is the row's figure as it stands, for pages where it cannot be changed.
	Now Value
}

// Result is the value worked out from what is typed.
type Result struct {
	// Text is the finished value, "" when there is none yet.
	Text string
	// Scale, Decimals and Unit let the script work it out while typing; Scale is
	// "" for measures whose value is not worked out.
	Scale, Decimals, Unit string
}

// Value is a figure as it is read.
type Value struct {
	// Text is the value, or what stands instead of one.
	Text string
	// Detail is what it was worked out from, or why it is missing.
	Detail string
	// Number says that Text is a number.
	Number bool
	// Long says that Text is a text to read, not a value to glance at.
	Long    bool
	Comment string
}

// Past is an earlier period beside a row.
type Past struct {
	Period   string
	Value    Value
	Standing ui.Standing // "" when nothing was entered
}

// Conflict is what to choose between when somebody else has changed the row.
type Conflict struct {
	// Text says who saved what and when.
	Text   string
	Theirs string
	Mine   string
	Choice ui.ChoiceGroupProps
}

// Unsaved is what was typed into a form that could no longer be changed.
type Unsaved struct {
	Name  string
	Typed string
}
