package document

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"time"
)

// The programs, by the names they are started with.
const (
	weasyprint = "weasyprint"
	pandoc     = "pandoc"
	rsvg       = "rsvg-convert"
)

// debianPackage is where a program is found in Debian and Ubuntu.
var debianPackage = map[string]string{weasyprint: "weasyprint", pandoc: "pandoc", rsvg: "librsvg2-bin"}

// purpose is what a program is for.
var purpose = map[string]string{weasyprint: "göra PDF", pandoc: "göra Word-filer", rsvg: "få figurer i Word-filer"}

// MissingError: a program is not installed.
type MissingError struct {
	Program string // "weasyprint", "pandoc" or "rsvg-convert"
}

// Error says which program, what it is for and how to get it.
func (e *MissingError) Error() string {
	return fmt.Sprintf("Programmet %s finns inte på servern. Det behövs för att %s: apt-get install %s",
		e.Program, purpose[e.Program], debianPackage[e.Program])
}

// VersionError: a program is installed, in a version that is not known to work.
type VersionError struct {
	Program, Found string
}

// Error says which version is needed.
func (e *VersionError) Error() string {
	return fmt.Sprintf("Programmet %s finns på servern i version %s, men här behövs version %s, den i Debian 12.", e.Program, e.Found, weasyprintVersion)
}

// weasyprintVersion is the one whose inner parts the scripts know.
const weasyprintVersion = "57"

// otherVersion begins what weasyprint/main.py says when it finds another.
const otherVersion = "other version: "

// TimeoutError: a paper took longer than it may.
type TimeoutError struct {
	Program string
	Within  time.Duration
}

// Error says how long it was let run.
func (e *TimeoutError) Error() string {
	return fmt.Sprintf("Filen blev inte klar på %s och avbröts. Försök igen när servern har mindre att göra.", inWords(e.Within))
}

// Unwrap is context.DeadlineExceeded.
func (e *TimeoutError) Unwrap() error { return context.DeadlineExceeded }

// CancelledError: whoever asked for the file does not want it any more.
type CancelledError struct{}

// Error says that it was called off.
func (CancelledError) Error() string { return "Filen gjordes inte klar: arbetet avbröts." }

// Unwrap is context.Canceled.
func (CancelledError) Unwrap() error { return context.Canceled }

// DiskFullError: there is no room in the folder for temporary files.
type DiskFullError struct {
	Dir string
	Err error // what the system or the program said
}

// Error says that room must be made.
func (e *DiskFullError) Error() string {
	return fmt.Sprintf("Disken är full: filen fick inte plats i %s på servern. Frigör utrymme där och försök igen.", e.Dir)
}

// Unwrap gives what the system or the program said.
func (e *DiskFullError) Unwrap() error { return e.Err }

// MemoryError: a paper needed more memory than it may have.
type MemoryError struct {
	Program string
}

// Error says that the paper is too big.
func (e *MemoryError) Error() string {
	return fmt.Sprintf("Filen blev för stor: %s fick inte minnet att räcka. Gör dokumentet kortare, eller dela upp det.", e.Program)
}

// FailedError: a program failed for a reason of its own.
type FailedError struct {
	Program string
	Said    string // the last line it said, for the log
	Err     error  // how it ended; may be nil
}

// Error says that it failed, and its own last words.
func (e *FailedError) Error() string {
	return fmt.Sprintf("Filen gick inte att göra: %s misslyckades (%s).", e.Program, e.Said)
}

// Unwrap gives how the program ended.
func (e *FailedError) Unwrap() error { return e.Err }

// fullDisk and noMemory are the words that programs have for them.
var (
	fullDisk = []string{"No space left on device", "Disk quota exceeded", "resource exhausted (No space"}
	noMemory = []string{"MemoryError", "heap overflow", "Cannot allocate memory", "Error creating thread", "out of memory", "Out of memory"}
)

// diskFullOr turns an error that comes of a full disk into the sentence about it.
func diskFullOr(dir string, err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || err != nil && containsAny(err.Error(), fullDisk) {
		return &DiskFullError{Dir: dir, Err: err}
	}
	return err
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// lastLine is the end of what a program said, where it says what was wrong.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	return lines[len(lines)-1]
}

// inWords is a time to read.
func inWords(d time.Duration) string {
	if d < 2*time.Minute {
		return fmt.Sprintf("%.3g sekunder", d.Seconds())
	}
	return fmt.Sprintf("%.3g minuter", d.Minutes())
}
