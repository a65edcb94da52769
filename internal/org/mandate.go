package org

import (
	"slices"
	"strings"
	"time"
)

// MandateID is a version of a mandate. They are types so that another thing's id
// cannot be passed where a mandate's is meant.
type MandateID int64

// The most characters that a mandate's parts may have.
const (
	MaxMandateTitle  = 200
	MaxMandateBody   = 20000
	MaxMandateGiver  = 200
	MaxMandateChange = 1000
)

// Mandate is one version of what a group is asked to do: a draft until it is adopted,
// and never changed after that.
type Mandate struct {
	ID      MandateID
	GroupID GroupID
	// Number counts the group's versions, from 1.
	Number  int
	Title   string
	Body    string // paragraphs with an empty line between them
	GivenBy string // who asks
	GivenOn *time.Time
	// ChangeNote is what differs from the version before, in words.
	ChangeNote string
	AdoptedAt  *time.Time // nil for a draft
	AdoptedBy  string     // by name; "" for a draft, or when a command did
	Version    int
}

// Draft reports whether the version may still be changed.
func (m Mandate) Draft() bool { return m.AdoptedAt == nil }

// Current is the version that holds at the moment: the latest that had been adopted by
// then, among versions in any order. The zero Mandate when there was none.
func Current(versions []Mandate, at time.Time) Mandate {
	var current Mandate
	for _, m := range versions {
		if m.AdoptedAt != nil && !m.AdoptedAt.After(at) && m.Number > current.Number {
			current = m
		}
	}
	return current
}

// Acknowledgement is a head of clinic's signature under a version of the mandate.
type Acknowledgement struct {
	MandateID MandateID
	UnitID    UnitID
	PersonID  PersonID
	Name      string // as it was when it was signed
	At        time.Time
}

// ParagraphChange is what has become of a paragraph between two versions of a text.
type ParagraphChange string

// The changes.
const (
	Kept    ParagraphChange = "kept"
	Removed ParagraphChange = "removed" // only in the version before
	Added   ParagraphChange = "added"   // only in the version after
)

// Paragraph is a paragraph of a text, held against another version.
type Paragraph struct {
	Text   string
	Change ParagraphChange
}

// Paragraphs divides a text at its empty lines. Lines within a paragraph stay lines.
func Paragraphs(text string) []string {
	var list []string
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n") + "\n\n") {
		if line = strings.TrimRight(line, " \t\n"); line != "" {
			lines = append(lines, line)
		} else if len(lines) > 0 {
			list, lines = append(list, strings.Join(lines, "\n")), nil
		}
	}
	return list
}

// Difference holds two versions of a text against each other, paragraph by paragraph:
// as many paragraphs as possible are kept (the longest common subsequence, by the
// table of Wagner and Fischer, "The string-to-string correction problem", 1974), and
// what was removed stands before what came in its place.
func Difference(before, after string) []Paragraph {
	a, b := Paragraphs(before), Paragraphs(after)
	// common[i][j] is how many paragraphs a[i:] and b[j:] have in common.
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var list []Paragraph
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			list = append(list, Paragraph{a[i], Kept})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			list = append(list, Paragraph{a[i], Removed})
			i++
		default:
			list = append(list, Paragraph{b[j], Added})
			j++
		}
	}
	return list
}

// Unsigned are the units, among those that take part in full, whose head of clinic has
// not acknowledged the version, in the units' order.
func Unsigned(units []Unit, signed []Acknowledgement, id MandateID) []Unit {
	var list []Unit
	for _, u := range units {
		has := slices.ContainsFunc(signed, func(a Acknowledgement) bool { return a.MandateID == id && a.UnitID == u.ID })
		if u.Participation == Full && !has {
			list = append(list, u)
		}
	}
	return list
}
