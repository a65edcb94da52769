package collect

import (
	"context"
	"strings"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// returned is what came back of a form that could not be saved whole.
type returned struct {
	typing
	saved collect.Saved
	// shut says that the figures could not be changed at all any more.
	shut bool
	// seeing is the form of a head of the clinic that came back, nil for none, and anew says
	// that something else has been handed in since it was opened.
	seeing *page.Form
	anew   bool
}

// keeps reports whether the row shows what was typed: it could not be read, had
// a problem, or was changed by somebody else too. Every other row is saved.
func (b returned) keeps(key quality.FigureKey) bool {
	if b.failed[key] {
		return true
	}
	if _, both := b.conflict(key); both {
		return true
	}
	for _, p := range b.saved.Problems {
		if strings.HasPrefix(p.Field, collect.FieldName(key, "")) {
			return true
		}
	}
	return false
}

func (b returned) conflict(key quality.FigureKey) (collect.Conflict, bool) {
	for _, c := range b.saved.Conflicts {
		if c.Key == key {
			return c, true
		}
	}
	return collect.Conflict{}, false
}

func (b returned) value(name string) string { return b.form.Value(name) }

// errors is the sentence at each field that has a problem.
func (b returned) errors(ctx context.Context) map[string]string {
	if b.form == nil {
		return nil
	}
	return b.form.Errors(ctx)
}

// summary is the problems with the name of the measure before each.
func (b returned) summary(ctx context.Context, form collect.Form) []ui.FieldProblem {
	if b.form == nil {
		return nil
	}
	problems := b.form.Summary(ctx)
	for n := range problems {
		for row := range withChanges(form.Rows) {
			if strings.HasPrefix(problems[n].Name, collect.FieldName(row.Key(), "")) {
				name := joined(", ", row.Indicator.Definition.Name, about(ctx, form, row))
				problems[n].Text, problems[n].Named = i18n.T(ctx, "%s: %s", name, problems[n].Text), true
			}
		}
	}
	return problems
}

// unsaved lists what was typed and differs from what is stored, when the form
// could not be changed any more.
func unsaved(ctx context.Context, form collect.Form, back returned) []view.Unsaved {
	var list []view.Unsaved
	for row := range withChanges(form.Rows) {
		if text := typedText(ctx, back.value, row, reasonsOf(form)); text != "" && back.differs(row) {
			list = append(list, view.Unsaved{Name: row.Indicator.Definition.Name, Typed: text})
		}
	}
	return list
}

// differs reports whether the row was typed as something else than is stored.
func (b returned) differs(row collect.Row) bool {
	if b.failed[row.Key()] {
		return true
	}
	for _, e := range b.entries {
		if e.Key == row.Key() {
			return !e.Figure.Same(row.Figure)
		}
	}
	return false
}
