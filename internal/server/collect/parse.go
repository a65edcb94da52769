package collect

import (
	"context"
	"iter"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
)

// notApplicable is the choice in the list of reasons that says the measure does
// not concern the unit; the others are the reasons' numbers.
const notApplicable = "ej-tillampligt"

// typing is what came back of the form, row by row.
type typing struct {
	form *page.Form // all that was typed, with every problem found so far
	// entries are the rows that could be read; failed are those that could not.
	entries []collect.Entry
	failed  map[quality.FigureKey]bool
}

// parseRows reads the rows that were on the page the user had. A row that cannot
// be read is kept out, with its problems in the form, and does not stop the rest.
func parseRows(form *page.Form, values url.Values, rows []collect.Row) typing {
	t := typing{form: form, failed: map[quality.FigureKey]bool{}}
	for row := range withChanges(rows) {
		if !values.Has(collect.FieldName(row.Key(), "read")) {
			continue // not on the page, or not to be changed there
		}
		one := page.NewForm(values)
		entry := parseRow(one, row)
		if t.form.Rejected(one.Err()) {
			t.failed[row.Key()] = true
			continue
		}
		t.entries = append(t.entries, entry)
	}
	return t
}

// withChanges walks through the rows and the answers within them.
func withChanges(rows []collect.Row) iter.Seq[collect.Row] {
	return func(yield func(collect.Row) bool) {
		for _, row := range rows {
			for _, r := range append([]collect.Row{row}, row.Changes...) {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// parseRow reads one row; the problems are left in the form.
func parseRow(form *page.Form, row collect.Row) collect.Entry {
	name := func(part string) string { return collect.FieldName(row.Key(), part) }
	e := collect.Entry{Key: row.Key(), Read: form.Value(name("read")), Seen: form.Value(name("seen")),
		Choice: collect.Choice(form.Choice(name("choice"), string(collect.Mine), string(collect.Theirs)))}
	e.Figure.Comment = form.Text(name("comment"), quality.MaxComment)
	e.Figure.Confirmation = form.Text(name("confirmation"), quality.MaxComment)
	e.Figure.Review.ChangeReason = form.Text(name("change_reason"), quality.MaxComment)
	e.Figure.Value = parseValue(form, row, name)
	reason := form.Value(name("reason"))
	switch {
	case reason == "":
		if !e.Figure.Value.IsEmpty() {
			e.Figure.State = quality.Reported
		}
	case !e.Figure.Value.IsEmpty():
		form.Problem(name("reason"), "value_and_missing")
	case reason == notApplicable:
		e.Figure.State = quality.NotApplicable
	default:
		e.Figure.State, e.Figure.MissingReasonID = quality.Missing, quality.ReasonID(form.ID(name("reason")))
	}
	return e
}

// parseValue reads the fields that the measure's kind has.
func parseValue(form *page.Form, row collect.Row, name func(string) string) quality.Value {
	var v quality.Value
	switch row.Indicator.Kind {
	case quality.Proportion, quality.Rate:
		form.Split(name("numerator"), name("denominator"))
		v.Numerator, v.Denominator = form.Decimal(name("numerator")), form.Decimal(name("denominator"))
	case quality.Count:
		v.Numerator = form.Decimal(name("numerator"))
	case quality.Mean, quality.Score:
		v.Mean, v.SD, v.Denominator = form.Decimal(name("mean")), form.Decimal(name("sd")), form.Decimal(name("denominator"))
	case quality.Gestation:
		v.Text = form.Text(name("text"), quality.MaxText)
		if days, ok := quality.ParseGestation(v.Text); ok {
			v.Text = quality.WeeksAndDays(days)
		}
	case quality.Text:
		v.Text = form.Text(name("text"), quality.MaxText)
	case quality.YesNo:
		v.Text = form.Text(name("text"), quality.MaxText)
		if answer := form.Choice(name("yes"), "ja", "nej"); answer != "" {
			yes := answer == "ja"
			v.Yes = &yes
		}
	}
	if row.Indicator.CarriesOver {
		v.ValidFrom, v.ValidTo = form.Date(name("valid_from")), form.Date(name("valid_to"))
	}
	return v
}

// typedText is a row as the user typed it, in one line, to be shown back. value
// is what was typed into a field.
func typedText(ctx context.Context, value func(name string) string, row collect.Row, list reasons) string {
	typed := func(part string) string { return strings.TrimSpace(value(collect.FieldName(row.Key(), part))) }
	parts := []string{typed("yes"), typed("text"), typed("mean")}
	if top, bottom := typed("numerator"), typed("denominator"); top != "" && bottom != "" {
		parts = append(parts, i18n.T(ctx, "%s av %s", top, bottom))
	} else {
		parts = append(parts, top, bottom)
	}
	parts = append(parts, typed("sd"), typed("valid_from"), typed("valid_to"))
	if reason := typed("reason"); reason == notApplicable {
		parts = append(parts, i18n.T(ctx, "Ej tillämpligt"))
	} else if id, err := strconv.ParseInt(reason, 10, 64); err == nil {
		parts = append(parts, i18n.T(ctx, "Uppgift saknas"), list[quality.ReasonID(id)])
	}
	return joined(", ", append(parts, typed("comment"))...)
}
