package exchange

// Problem is one thing wrong with the file.
type Problem struct {
	// Sheet is the workbook's sheet and Cell the place in it, "G5", or "A5:C5" for
	// several; empty in a CSV file and for what concerns the whole.
	Sheet, Cell string
	// Line is counted from 1; 0 when the problem concerns the whole file.
	Line int
	// Column is the column's English name; empty when the problem concerns the
	// whole row. For a column that is not known it is the file's own name.
	Column string
	// Value is what stands there; empty when it holds somebody's personal number,
	// which is not to be shown or logged again.
	Value string
	// Code names what is wrong and is the key of the sentence the user reads.
	Code string
	// Args are the values that the sentence needs, in its order.
	Args []any
}

// The codes that Read gives. Those that package fault's problems have too bear
// the same name and mean the same.
const (
	FileEmpty       = "file_empty"        // nothing in the file
	FileTooLarge    = "file_too_large"    // arg: the limit in bytes
	EncodingBroken  = "encoding_broken"   // neither UTF-8 nor Windows-1252
	NoRows          = "no_rows"           // a header and nothing more
	TooManyRows     = "too_many_rows"     // arg: the limit
	TooManyProblems = "too_many_problems" // arg: how many are listed; the rest of the file is not read
	Quotes          = "quotes"            // quotation marks that do not pair up
	FieldCount      = "field_count"       // args: columns in the header, fields in the row
	UnknownColumn   = "unknown_column"
	MissingColumn   = "missing_column"
	DuplicateColumn = "duplicate_column"
	DuplicateRow    = "duplicate_row" // arg: the line that has the same figure

	Required         = "required"
	NotANumber       = "not_a_number"
	Negative         = "negative"
	NotWhole         = "not_whole"
	OutOfRange       = "out_of_range" // args: least and greatest
	UnknownChoice    = "unknown_choice"
	PeriodInvalid    = "period_invalid"
	ControlCharacter = "control_character" // an unprintable character
	OverDenominator  = "numerator_exceeds_denominator"
	ReasonRequired   = "reason_required"     // a missing figure without its reason
	ValueRequired    = "value_required"      // a row that says nothing
	ValueNotExpected = "value_not_expected"  // a value in a row that says there is none
	ReasonNotNeeded  = "reason_not_expected" // a reason in a row that is not missing
	PersonalNumber   = "personal_number"     // somebody's, in a text

	// The ones that only an upload (ReadUpload) has.
	FileKind            = "file_kind"              // no workbook and no CSV file
	FileOldExcel        = "file_old_excel"         // Excel's format from before 2007
	FilePassword        = "file_password"          // a workbook that a password is needed to open
	FileBroken          = "file_broken"            // cannot be unpacked or read
	FileUnpacksTooLarge = "file_unpacks_too_large" // far larger than it looks
	TemplateTooOld      = "template_too_old"       // of a version that is not read any more
	TemplateTooNew      = "template_too_new"       // args: its version, the newest that is read
	OnlyHiddenSheet     = "only_hidden_sheet"      // arg: the sheet with figures, which nobody sees
	MergedCells         = "merged_cells"
	FormulaError        = "formula_error"   // arg: what stands there
	DateNotNumber       = "date_not_number" // a date, where Excel was given a fraction

	// The ones that an upload has as notes.
	HiddenRows  = "hidden_rows"  // args: how many, the first of them; they are read
	HiddenSheet = "hidden_sheet" // arg: a sheet with figures, which is not read
)
