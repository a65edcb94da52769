package edition

// Goal is a goal of the year with the results of its measures. The measures that follow no
// goal have one without Value and Promises.
type Goal struct {
	ID       int64     `json:"id,omitempty"`
	Title    string    `json:"title"`
	Value    string    `json:"value,omitempty"`    // why it is of value for children and families
	Patients string    `json:"patients,omitempty"` // how patients and relatives have been involved
	Promises []string  `json:"promises,omitempty"`
	Marks    string    `json:"marks,omitempty"` // the sides of good care that it is about
	Measures []Measure `json:"measures,omitempty"`
	// Work is what has been done for it and what is planned: actions, in words.
	Work []string `json:"work,omitempty"`
}

// Measure is one measure's pages: a table of results, pictures, then what is said of them
// (discussion and implications, assessment, what is done next).
type Measure struct {
	// Anchor is unique in the document, and the same for the same measure and part in
	// every document of the group.
	Anchor   string   `json:"anchor"`
	Code     string   `json:"code"` // the library's
	ID       int64    `json:"id"`
	Title    string   `json:"title"`
	Measured string   `json:"measured,omitempty"` // what is counted, in one sentence
	Target   string   `json:"target"`
	Period   string   `json:"period"`           // the time that the values are about
	Before   string   `json:"before,omitempty"` // headings of the earlier years; "" without one
	Earlier  string   `json:"earlier,omitempty"`
	Missing  bool     `json:"missing,omitempty"` // some row has a share that is missing
	Results  []Result `json:"results"`           // the units in their fixed order, then sums
	// Message is how it went in one sentence.
	Message  string    `json:"message,omitempty"`
	Pictures []Picture `json:"pictures,omitempty"`
	Course   *Course   `json:"course,omitempty"` // only in internal documents
	Notes    []string  `json:"notes,omitempty"`  // what a reader must know: another definition, few children
	// Comments are what units have written, with their figures and in the commentary round.
	Comments   []Statement `json:"comments,omitempty"`
	Discussion *Prose      `json:"discussion,omitempty"`
	Assessment *Prose      `json:"assessment,omitempty"`
	Next       *Prose      `json:"next,omitempty"`
}

// Result is one line of a measure's table.
type Result struct {
	Who    string `json:"who"`
	UnitID int64  `json:"unit_id,omitempty"` // zero for a sum
	Sum    bool   `json:"sum,omitempty"`     // a region, or all together
	// What stands in the table, in words.
	Counts   string `json:"counts,omitempty"`
	Value    string `json:"value"`
	Interval string `json:"interval,omitempty"`
	Before   string `json:"before,omitempty"`
	Earlier  string `json:"earlier,omitempty"`
	Note     string `json:"note,omitempty"`    // "3 av 4 kvartal"
	Missing  string `json:"missing,omitempty"` // the share of figures that are missing, in words
	// The judgement against the target, and how settled the figure is: codes and words.
	Status       string `json:"status"`
	StatusText   string `json:"status_text"`
	Standing     string `json:"standing,omitempty"`
	StandingText string `json:"standing_text,omitempty"`
	// The numbers behind; nil where there are none, as when they are hidden.
	Numerator   *float64 `json:"numerator,omitempty"`
	Denominator *float64 `json:"denominator,omitempty"`
	Point       *float64 `json:"point,omitempty"` // in the unit shown: 77.4 for 77.4 %
	Lower       *float64 `json:"lower,omitempty"` // 95 % limits
	Upper       *float64 `json:"upper,omitempty"`
	// Since says how a fixed edition's line is otherwise now. It is put in where the edition
	// is read, and never kept.
	Since string `json:"-"`
}
