package improve

import (
	"context"
	"time"

	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// formFields fills fields with what was typed and what is wrong with it.
type formFields struct {
	ctx  context.Context
	form *page.Form
}

func (f formFields) field(p ui.FieldProps) ui.FieldProps {
	p.Value, p.Error = f.form.Value(p.Name), f.form.Error(f.ctx, p.Name)
	return p
}

func (f formFields) area(p ui.TextAreaProps) ui.TextAreaProps {
	p.Value, p.Error = f.form.Value(p.Name), f.form.Error(f.ctx, p.Name)
	return p
}

func (f formFields) pick(p ui.SelectProps) ui.SelectProps {
	p.Value, p.Error = f.form.Value(p.Name), f.form.Error(f.ctx, p.Name)
	return p
}

// dateValue is a day as a date field has it; "" for none.
func dateValue(d *time.Time) string {
	if d == nil || d.IsZero() {
		return ""
	}
	return d.Format("2006-01-02")
}
