package localpg

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// NotInstalledError: there is no PostgreSQL 15 or later on the computer.
type NotInstalledError struct{}

// Error says what to install.
func (NotInstalledError) Error() string {
	return fmt.Sprintf("Hittar ingen PostgreSQL %d eller senare. Installera den (apt install postgresql), "+
		"eller ange adressen till en egen databas i SAMSYN_DATABASE_URL.", oldestMajor)
}

// OtherMajorError: the folder was made by another major version of PostgreSQL
// than those installed.
type OtherMajorError struct {
	Dir     string
	Cluster int   // the major version that made the folder
	Found   []int // the major versions installed
}

// Error says which version to install.
func (e *OtherMajorError) Error() string {
	found := "ingen PostgreSQL"
	if len(e.Found) > 0 {
		found = "bara PostgreSQL " + strings.Trim(fmt.Sprint(e.Found), "[]")
	}
	return fmt.Sprintf("Databasen i %s är gjord med PostgreSQL %d, men på datorn finns %s. "+
		"Installera PostgreSQL %d (apt install postgresql-%d), eller ange en annan mapp i SAMSYN_DATA_DIR.",
		e.Dir, e.Cluster, found, e.Cluster, e.Cluster)
}

// InUseError: another process holds the folder.
type InUseError struct {
	Dir string
	PID string // the other process, as it noted itself; may be empty
}

// Error says which process to stop.
func (e *InUseError) Error() string {
	who := "Samsyn"
	if e.PID != "" {
		who = "Samsyn (process " + e.PID + ")"
	}
	return fmt.Sprintf("Mappen %s används redan av en annan %s. Stäng den först, eller ange en annan mapp i SAMSYN_DATA_DIR.", e.Dir, who)
}

// NotWritableError: the account may not write in the folder, or not reach it.
type NotWritableError struct {
	Dir     string // the folder that stands in the way
	Account string // the account that was refused
	Err     error  // what the system said; may be nil
}

// Error says which right is missing.
func (e *NotWritableError) Error() string {
	return fmt.Sprintf("Kontot %s kommer inte åt mappen %s. Ge kontot rätt att skriva där, "+
		"eller ange en annan mapp i SAMSYN_DATA_DIR.", e.Account, e.Dir)
}

// Unwrap gives what the system said.
func (e *NotWritableError) Unwrap() error { return e.Err }

// DiskFullError: there is no room where the folder is.
type DiskFullError struct {
	Dir string
	Err error // what the system or PostgreSQL said
}

// Error says that room must be made.
func (e *DiskFullError) Error() string {
	return fmt.Sprintf("Disken är full: databasen i %s får inte plats. "+
		"Frigör utrymme och starta igen; det som redan är sparat finns kvar.", e.Dir)
}

// Unwrap gives what the system or PostgreSQL said.
func (e *DiskFullError) Unwrap() error { return e.Err }

// NoNameError: PostgreSQL refuses to run under an account without a name.
type NoNameError struct {
	UID int
}

// Error says which account to use.
func (e *NoNameError) Error() string {
	return fmt.Sprintf("Kontot med nummer %d har inget namn på datorn, och PostgreSQL kräver ett. "+
		"Starta Samsyn under ett konto som finns i /etc/passwd, eller ange adressen till en egen databas i SAMSYN_DATABASE_URL.", e.UID)
}

// IncompleteError: the folder holds something that is not a whole cluster.
type IncompleteError struct {
	Dir string
}

// Error says what to do with the folder.
func (e *IncompleteError) Error() string {
	return fmt.Sprintf("Mappen %s innehåller filer men ingen hel databas. "+
		"Återställ den från en säkerhetskopia, eller ange en annan mapp i SAMSYN_DATA_DIR.", e.Dir)
}

// FailedError: one of PostgreSQL's programs failed for a reason of its own.
type FailedError struct {
	Program string
	Log     string // the file that tells more; may be empty
	Output  string // the last of what the program said
}

// Error gives PostgreSQL's own words, and where there are more.
func (e *FailedError) Error() string {
	more := ""
	if e.Log != "" {
		more = " Mer står i " + e.Log + "."
	}
	return fmt.Sprintf("PostgreSQL (%s) gick inte att starta.%s\n%s", e.Program, more, e.Output)
}

// fullDisk are the words PostgreSQL's programs have for a full disk: the system's
// own for it and for a full quota, and the hint to a write that was cut short.
var fullDisk = []string{"No space left on device", "Disk quota exceeded", "Check free disk space"}

// diskFullOr turns an error that comes of a full disk into the sentence about it.
func diskFullOr(dir string, err error) error {
	full := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
	for _, words := range fullDisk {
		full = full || err != nil && strings.Contains(err.Error(), words)
	}
	if full {
		return &DiskFullError{Dir: dir, Err: err}
	}
	return err
}

// notWritableOr turns a refusal by the file system into the sentence about it.
func notWritableOr(dir, account string, err error) error {
	if errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOTDIR) {
		return &NotWritableError{Dir: dir, Account: account, Err: err}
	}
	return err
}
