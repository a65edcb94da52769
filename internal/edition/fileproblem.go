package edition

// FileProblem is why a file could not be made, as a code that pages have words for.
type FileProblem string

// The problems.
const (
	ProgramMissing FileProblem = "program_missing" // on the computer that makes files
	TookTooLong    FileProblem = "took_too_long"
	DiskFull       FileProblem = "disk_full"
	FileTooLarge   FileProblem = "too_large" // for the memory there is
	ProgramFailed  FileProblem = "program_failed"
	Interrupted    FileProblem = "interrupted" // again and again
)
