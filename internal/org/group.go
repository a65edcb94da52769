package org

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// GroupNames is what a group is called, and what it belongs to.
type GroupNames struct {
	Name      string
	ShortName string
	BodyID    BodyID // who receives the yearly material; zero for nobody
	// NationalArea is the national programme area that the field belongs to, in words.
	NationalArea string
	// From and To are the days that a group with a task for a time has; the first day
	// is 2000-01-01 where none has been set, and nil is no last day.
	From time.Time
	To   *time.Time
}

// FormerName is something that a group has been called. A year is zero where it is
// not known.
type FormerName struct {
	ID               int64
	Name             string
	FromYear, ToYear int // the first and the last year of the name
}

// Body is something above a group: a programme area, a council, a board.
type Body struct {
	ID        BodyID
	ParentID  BodyID // zero for the highest
	Name      string
	ShortName string
}

// CodeOf makes a code for addresses and files out of a name: its letters without
// marks and its digits, in lower case, with hyphens between the words. "" when there
// is nothing to make it of.
func CodeOf(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
		case unicode.Is(unicode.Mn, r): // the ring of an å
		default:
			gap = true
		}
		if b.Len() >= longestMadeCode {
			break
		}
	}
	return b.String()
}

// longestMadeCode leaves room within a code for a number after it.
const longestMadeCode = 30

// FreeCode is the code, with a number after it when it is taken.
func FreeCode(code string, taken func(string) bool) string {
	free := code
	for n := 2; taken(free); n++ {
		free = code + "-" + strconv.Itoa(n)
	}
	return free
}
