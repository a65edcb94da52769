package org

import (
	"strconv"
	"strings"
	"time"
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

// plainLetters are the letters with marks that Nordic names have, without them.
var plainLetters = strings.NewReplacer("å", "a", "ä", "a", "á", "a", "à", "a", "ö", "o", "ø", "o", "ó", "o",
	"é", "e", "è", "e", "ë", "e", "ü", "u", "æ", "ae")

// CodeOf makes a code for addresses and files out of a name: its letters without
// marks and its digits, in lower case, with hyphens between the words. "" when there
// is nothing to make it of.
func CodeOf(name string) string {
	words := strings.FieldsFunc(plainLetters.Replace(strings.ToLower(name)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	code := strings.Join(words, "-")
	return strings.TrimSuffix(code[:min(len(code), longestMadeCode)], "-")
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
