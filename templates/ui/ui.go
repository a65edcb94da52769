// Package ui is the parts that every page is made of: buttons, fields, tables,
// badges, figures. Each part takes a small struct of finished words and writes
// accessible HTML with the design system's classes. It must not know the rooms,
// the domain, permissions or the database: what a view says, a part shows.
package ui

import (
	"slices"
	"strconv"
	"strings"
)

// Color is one of the design system's colours, as in data-color.
type Color string

// The colours that parts may be given. They never carry meaning alone.
const (
	Accent  Color = "accent"
	Neutral Color = "neutral"
	Success Color = "success"
	Warning Color = "warning"
	Danger  Color = "danger"
	Info    Color = "info"
)

// Link is an address with words.
type Link struct {
	Text string
	URL  string
	// Current marks the page that the reader is on.
	Current bool
	// Lang is the language of Text where it is not the page's; "" where it is.
	Lang string
}

// FieldID is the HTML id of the form field with this name:
// "figure.12.numerator" becomes "figure-12-numerator". Error summaries, labels
// and scripts all find the field by it.
func FieldID(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || r == '[' || r == ']' || r == ' ' {
			return '-'
		}
		return r
	}, name)
}

// describedBy lists the ids of the texts that describe a field, "" when none.
func describedBy(id string, hasDescription, hasError bool) string {
	var ids []string
	if hasDescription {
		ids = append(ids, id+"-description")
	}
	if hasError {
		ids = append(ids, id+"-error")
	}
	return strings.Join(ids, " ")
}

// number writes a whole number as an attribute value.
func number(n int) string { return strconv.Itoa(n) }

// or is the first value, or the second when the first is empty.
func or[T ~string](value, otherwise T) T {
	if value == "" {
		return otherwise
	}
	return value
}

// chosen says whether the value is among those chosen.
func chosen(values []string, value string) bool { return slices.Contains(values, value) }
