package localpg

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// Tools are PostgreSQL's programs for copying a database, which need not be on the
// computer where the server is.
type Tools struct {
	Major int // their version
	dir   string
}

// Dump is the path of pg_dump.
func (t Tools) Dump() string { return filepath.Join(t.dir, "pg_dump") }

// Restore is the path of pg_restore.
func (t Tools) Restore() string { return filepath.Join(t.dir, "pg_restore") }

// Psql is the path of psql.
func (t Tools) Psql() string { return filepath.Join(t.dir, "psql") }

// NoToolsError: the programs are not on the computer, or only in too old a version.
type NoToolsError struct{ Major int }

// Error says what to install.
func (e *NoToolsError) Error() string {
	return fmt.Sprintf("Hittar inte PostgreSQL:s program pg_dump, pg_restore och psql i version %d eller senare. "+
		"Installera dem (apt install postgresql-client).", e.Major)
}

// toolVersion finds the major version in "pg_dump (PostgreSQL) 15.18 (Debian …)".
var toolVersion = regexp.MustCompile(`^pg_dump \(PostgreSQL\) (\d+)`)

// FindTools looks for the programs of the version, or of the first one after it: newer
// ones can copy an older server's database, older ones not a newer's.
func FindTools(ctx context.Context, major int) (Tools, error) {
	var found []Tools
	for _, pattern := range defaultSearch() {
		dirs, err := filepath.Glob(pattern)
		if err != nil {
			continue // a folder on PATH with an odd name
		}
		for _, dir := range dirs {
			if tools, ok := toolsIn(ctx, dir); ok && tools.Major >= major {
				found = append(found, tools)
			}
		}
	}
	if len(found) == 0 {
		return Tools{}, &NoToolsError{Major: major}
	}
	return slices.MinFunc(found, func(a, b Tools) int { return a.Major - b.Major }), nil
}

// toolsIn asks the folder's pg_dump which version it is. Debian's wrapper, which
// chooses one by rules of its own, is passed by.
func toolsIn(ctx context.Context, dir string) (Tools, bool) {
	for _, name := range []string{"pg_dump", "pg_restore", "psql"} {
		real, err := filepath.EvalSymlinks(filepath.Join(dir, name))
		if err != nil || filepath.Base(real) != name {
			return Tools{}, false
		}
	}
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "pg_dump"), "--version").Output()
	match := toolVersion.FindSubmatch(out)
	if err != nil || match == nil {
		return Tools{}, false
	}
	major, err := strconv.Atoi(string(match[1]))
	return Tools{Major: major, dir: dir}, err == nil
}
