package page

import (
	"context"
	"errors"
	"net/http"

	"samsyn/internal/fault"
)

// Errors is the sentence to show beside each field that has a problem, the
// field's first one, by field name. For views of forms with many fields.
func (f *Form) Errors(ctx context.Context) map[string]string {
	errors := map[string]string{}
	for _, p := range f.Summary(ctx) {
		if _, seen := errors[p.Name]; !seen {
			errors[p.Name] = p.Text
		}
	}
	return errors
}

// Status is what the page with the form is answered with: 422 when it came back
// with problems.
func (f *Form) Status() int {
	if f.Err() != nil {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// AtField moves the problems of err to the form's own field name. Other errors stay
// as they are.
func AtField(err error, field string) error {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	var moved fault.ValidationError
	for _, p := range invalid.Problems {
		moved.Add(field, p.Code, p.Args...)
	}
	return moved.OrNil()
}
