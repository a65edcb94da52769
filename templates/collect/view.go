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
	// Together stands after the last stratum of a divided measure; nil for other rows.
	Together *Together
	// ID is the row's place on the page, and Key what its fields' names begin with.
	ID, Key string
	Name    string
	// About is what tells the row from others of the same measure: the children it
	// counts, or its own period when that is not the form's.
	About string
	Kind  string
	// Standing is how settled the figure is, "" while that needs no saying.
	Standing ui.Standing
	// Notes are what the reader should know of the figure: that it came back, that
	// it was changed, what it follows from.
	Notes []Note
	// Warnings are what looks odd in the figure by itself, Broken the group's rules
	// across measures that do not hold, and Confirmed the unit's answer to both.
	Warnings, Broken []string
	Confirmed        string
	// Closed says that the row is to read, in a form where others can be changed.
	Closed bool
	// Folded keeps the fields away, where the row has an answer without them.
	Folded bool
	// Fields are the one-line fields, in the order they are filled in; YesNo and
	// Text come first when there are any.
	YesNo  *ui.SelectProps
	Text   *ui.TextAreaProps
	Fields []ui.FieldProps
	Result Result
	// Missing is the list of reasons for having no figure; answers within the
	// period have none.
	Missing ui.SelectProps
	// MissingOpen, CommentOpen and ValidityOpen show what is otherwise folded away.
	MissingOpen  bool
	Comment      ui.TextAreaProps
	CommentOpen  bool
	Validity     []ui.FieldProps
	ValidityOpen bool
	// Confirm is the answer to what looks odd, Why the reason for changing an
	// approved figure, nil when it is not one.
	Confirm    ui.TextAreaProps
	Why        *ui.TextAreaProps
	Definition []ui.Definition
	// Readings is how the units read the definition, and ReadingURL where the unit
	// writes how it does, "" for those who may not.
	Readings   []OtherReading
	ReadingURL string
	HistoryURL string
	Past       []Past
	// Saved says when and by whom the row was last saved, "" when it was not.
	Saved    string
	Hidden   []ui.Hidden
	Conflict *Conflict
	// Changes are the answers that took the first one's place within the period, the
	// last being one to add; IsNew says of a row that it is that.
	Changes []Row
	IsNew   bool
	// Now is the row's figure as it stands, for pages where it cannot be changed,
	// and Then the answers that took its place within the period.
	Now  Value
	Then []ui.Definition
	// Decide is how the convener decides about the figure, nil when nothing is to be
	// decided.
	Decide *Decide
}

// Note is something to know about a row.
type Note struct {
	Kind   ui.Color
	Title  string
	Text   string
	Detail string // who and when
}

// Decide is the forms about one figure that waits.
type Decide struct {
	FigureField, Figure string
	SeenField, Seen     string
	ApproveURL          string // "" when it is approved
	ReturnURL           string // "" when it was sent back
	Reason              ui.TextAreaProps
}

// Later is a measure that is handed in with another period.
type Later struct {
	Name, About string
	With        string
	WithURL     string // "" when the period has not begun
	Now         Value
	Standing    ui.Standing
	Last        string // the period before and what it said, "" when nothing
}

// SavedRows is what the script gets back of rows that were saved.
type SavedRows struct {
	At       string // the time, for example 14:02
	Progress string
	Rows     []Row
	// Broken are all of the form's rows where a rule across measures does not hold
	// now.
	Broken []Row
	// Together are all of the form's divided measures.
	Together []Together
}

// Together is what the strata of a measure come to, at the row of the last of them; Text is
// "" while none has a value.
type Together struct{ Key, Text string }

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
