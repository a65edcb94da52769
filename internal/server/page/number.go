package page

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/quality"
)

// Whole is a count: a whole number from 0, nil when nothing was typed or when
// it was not one. Spaces between thousands are allowed.
func (f *Form) Whole(name string) *int64 {
	number := f.Decimal(name)
	switch {
	case number == nil:
		return nil
	case *number != math.Trunc(*number):
		f.Problem(name, "not_whole")
		return nil
	case *number < 0:
		f.Problem(name, "negative")
		return nil
	}
	whole := int64(*number)
	return &whole
}

// Decimal is a number with decimal comma or point, nil when nothing was typed
// or when it was not one. It may be negative; what may not says so elsewhere.
func (f *Form) Decimal(name string) *float64 {
	text := strings.TrimSpace(f.values.Get(name))
	if text == "" {
		return nil
	}
	number, ok := quality.ParseNumber(text)
	if !ok {
		f.Problem(name, "not_a_number")
		return nil
	}
	return &number
}

// Split takes "7/12" in the first field as 7 there and 12 in the second, whatever stood in
// the second. What was typed is then as if it had been typed so.
func (f *Form) Split(numerator, denominator string) {
	top, bottom, ok := quality.SplitFraction(f.values.Get(numerator))
	if ok {
		f.values.Set(numerator, top)
		f.values.Set(denominator, bottom)
	}
}

// ID is the number of a stored thing chosen in a list or hidden in the form; 0
// when nothing was chosen. Anything but a positive whole number is a problem.
func (f *Form) ID(name string) int64 { return f.id(name, f.values.Get(name)) }

// IDs are the numbers chosen in a group of check boxes, each once.
func (f *Form) IDs(name string) []int64 {
	var ids []int64
	for _, value := range f.values[name] {
		if id := f.id(name, value); id != 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (f *Form) id(name, value string) int64 {
	if value == "" {
		return 0
	}
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil || id < 1 {
		f.Problem(name, "unknown_choice")
		return 0
	}
	return id
}

// Date is a day written 2026-02-28, at midnight UTC as dates are kept; nil when
// nothing was typed or when it was not a day.
func (f *Form) Date(name string) *time.Time {
	text := strings.TrimSpace(f.values.Get(name))
	if text == "" {
		return nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		f.Problem(name, "date_invalid")
		return nil
	}
	return &day
}
