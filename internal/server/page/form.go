package page

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"samsyn/internal/fault"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// FormLimit is how many bytes a form may be.
const FormLimit = 1 << 20

// errBadForm: what came is not a form at all.
var errBadForm = errors.New("not a readable form")

// Form is what a user sent: typed values are read from it, problems gathered in
// it, and what was typed is kept so that the page can come back with it.
type Form struct {
	values   url.Values
	problems fault.ValidationError
}

// ParseForm reads the body of a POST. Values in the address are not mixed in.
// A body over FormLimit is an *http.MaxBytesError.
func ParseForm(w http.ResponseWriter, r *http.Request) (*Form, error) {
	r.Body = http.MaxBytesReader(w, r.Body, FormLimit)
	if err := r.ParseForm(); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, err
		}
		return nil, fmt.Errorf("%w: %w", errBadForm, err)
	}
	return &Form{values: r.PostForm}, nil
}

// Query reads the values in the address, for filters.
func Query(r *http.Request) *Form { return &Form{values: r.URL.Query()} }

// NewForm is a form as if it had been sent, to open a page with what is stored.
func NewForm(values url.Values) *Form { return &Form{values: values} }

// Value is what was typed into the field, untouched.
func (f *Form) Value(name string) string { return f.values.Get(name) }

// Values is everything that was chosen in a group of check boxes.
func (f *Form) Values(name string) []string { return f.values[name] }

// All is everything that was sent, to read it once more without its problems.
func (f *Form) All() url.Values { return f.values }

// Has reports whether the field was sent at all, even empty.
func (f *Form) Has(name string) bool { return f.values.Has(name) }

// Encoded is everything that was sent, as in the body of a POST.
func (f *Form) Encoded() string { return f.values.Encode() }

// Problem notes that something is wrong with a field.
func (f *Form) Problem(field, code string, args ...any) { f.problems.Add(field, code, args...) }

// Err is a *fault.ValidationError with the problems so far, nil when there are none.
func (f *Form) Err() error { return f.problems.OrNil() }

// Rejected takes over the problems when err is a *fault.ValidationError and
// reports whether it was one: then the page comes back with 422 and what was
// typed. Other errors are the caller's to return.
func (f *Form) Rejected(err error) bool {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return false
	}
	if invalid != &f.problems {
		f.problems.Problems = append(f.problems.Problems, invalid.Problems...)
	}
	return true
}

// Error is the sentence to show beside the field: the first problem's, "" when
// there is none.
func (f *Form) Error(ctx context.Context, name string) string {
	for _, p := range f.problems.Problems {
		if p.Field == name {
			return words.Problem(ctx, p)
		}
	}
	return ""
}

// Summary is all problems, for the summary above the form.
func (f *Form) Summary(ctx context.Context) []ui.FieldProblem {
	all := make([]ui.FieldProblem, 0, len(f.problems.Problems))
	for _, p := range f.problems.Problems {
		all = append(all, ui.FieldProblem{Name: p.Field, Text: words.Problem(ctx, p), Wait: strings.HasPrefix(p.Code, "braked")})
	}
	return all
}

// Text is what was typed, without space around it, without invisible control
// characters (PostgreSQL takes no zero byte) and with plain line breaks. Text
// longer than limit characters is a problem.
func (f *Form) Text(name string, limit int) string {
	text := strings.ReplaceAll(strings.ToValidUTF8(f.values.Get(name), ""), "\r\n", "\n")
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text))
	if utf8.RuneCountInString(text) > limit {
		f.Problem(name, "too_long", limit)
	}
	return text
}

// Bool reports whether a check box was checked.
func (f *Form) Bool(name string) bool { return f.values.Get(name) != "" }

// Choice is one of the allowed values, or "" when nothing was chosen.
func (f *Form) Choice(name string, allowed ...string) string {
	value := f.values.Get(name)
	if value != "" && !slices.Contains(allowed, value) {
		f.Problem(name, "unknown_choice")
		return ""
	}
	return value
}

// RequiredChoice is a Choice that has to be made.
func (f *Form) RequiredChoice(name string, allowed ...string) string {
	if f.values.Get(name) == "" {
		f.Problem(name, "required")
		return ""
	}
	return f.Choice(name, allowed...)
}
