package collect

import (
	"context"
	"strconv"
	"strings"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// rowForm fills one row's fields: with what is stored, or with what was typed
// when the row came back.
type rowForm struct {
	ctx     context.Context
	row     collect.Row
	reasons []collect.Reason
	errors  map[string]string // sentences by field name
	typed   func(name string) string
	// kept says that the typed texts are shown and not the stored ones.
	kept bool
}

func (f rowForm) name(part string) string { return collect.FieldName(f.row.Key(), part) }

// text is what stands in a field.
func (f rowForm) text(part, stored string) string {
	if f.kept {
		return f.typed(f.name(part))
	}
	return stored
}

func (f rowForm) fill(r *view.Row) {
	def, value := f.row.Indicator.Definition, f.row.Figure.Value
	number := func(part, label, description string, n *float64) ui.FieldProps {
		return ui.NumberField(ui.FieldProps{Name: f.name(part), Label: label, Description: known(description),
			Value: f.text(part, typedNumber(f.ctx, n)), Error: f.errors[f.name(part)]}, 0)
	}
	decimal := func(props ui.FieldProps) ui.FieldProps { return ui.NumberField(props, 1) }
	switch f.row.Indicator.Kind {
	case quality.Proportion:
		r.Fields = []ui.FieldProps{
			number("numerator", i18n.T(f.ctx, "Täljare"), def.NumeratorText, value.Numerator),
			number("denominator", i18n.T(f.ctx, "Nämnare"), def.DenominatorText, value.Denominator)}
		r.Result = f.result("100", "%")
	case quality.Rate:
		r.Fields = []ui.FieldProps{
			number("numerator", i18n.T(f.ctx, "Täljare"), def.NumeratorText, value.Numerator),
			decimal(number("denominator", i18n.T(f.ctx, "Nämnare"), def.DenominatorText, value.Denominator))}
		r.Result = f.result(strconv.FormatFloat(def.RatePer, 'f', -1, 64), def.UnitLabel)
	case quality.Count:
		count := number("numerator", i18n.T(f.ctx, "Antal"), def.NumeratorText, value.Numerator)
		if def.Decimals > 0 {
			count = decimal(count)
		}
		r.Fields = []ui.FieldProps{count}
	case quality.Mean, quality.Score:
		mean := decimal(number("mean", joined(", ", i18n.T(f.ctx, "Medelvärde"), def.UnitLabel), def.NumeratorText, value.Mean))
		sd := decimal(number("sd", i18n.T(f.ctx, "Standardavvikelse"), "", value.SD))
		sd.Optional = true
		r.Fields = []ui.FieldProps{mean, number("denominator", i18n.T(f.ctx, "Antal"), def.DenominatorText, value.Denominator), sd}
	case quality.Text:
		r.Text = &ui.TextAreaProps{Name: f.name("text"), Label: i18n.T(f.ctx, "Beskrivning"),
			Description: f.inWords(known(def.NumeratorText)), Rows: 3, Value: f.text("text", value.Text), Error: f.errors[f.name("text")]}
	case quality.YesNo:
		f.fillYesNo(r, def, value)
	}
	if hasValidity(f.row.Indicator.Kind) {
		r.Fields = append(r.Fields,
			f.date("valid_from", i18n.T(f.ctx, "Gäller från"), typedDate(value.ValidFrom)),
			f.date("valid_to", i18n.T(f.ctx, "Gäller till"), typedDate(value.ValidTo)))
	}
	f.fillMore(r)
}

func (f rowForm) fillYesNo(r *view.Row, def quality.Version, value quality.Value) {
	answer := ""
	if value.Yes != nil {
		answer = map[bool]string{true: "ja", false: "nej"}[*value.Yes]
	}
	r.YesNo = &ui.SelectProps{Name: f.name("yes"), Label: i18n.T(f.ctx, "Svar"), Description: known(def.NumeratorText),
		Empty: i18n.T(f.ctx, "Välj"), Value: f.text("yes", answer), Error: f.errors[f.name("yes")],
		Options: []ui.Option{{Value: "ja", Label: words.YesNo(f.ctx, true)}, {Value: "nej", Label: words.YesNo(f.ctx, false)}}}
	r.Fields = append(r.Fields, ui.FieldProps{Name: f.name("text"), Label: i18n.T(f.ctx, "Förtydligande"), Optional: true,
		Description: f.inWords(""), Value: f.text("text", value.Text), Error: f.errors[f.name("text")]})
}

// inWords is the help at a field for words: what it is about, and what not to write.
func (f rowForm) inWords(about string) string {
	return joined(". ", strings.TrimSuffix(about, "."), i18n.T(f.ctx, "Skriv inget om enskilda barn."))
}

func (f rowForm) date(part, label, stored string) ui.FieldProps {
	return ui.FieldProps{Name: f.name(part), Label: label, Type: "date", Optional: true,
		Value: f.text(part, stored), Error: f.errors[f.name(part)]}
}

// result is the value worked out from what is stored; the script works it out
// from what is typed.
func (f rowForm) result(scale, unit string) view.Result {
	def := f.row.Indicator.Definition
	r := view.Result{Scale: scale, Decimals: strconv.Itoa(def.Decimals), Unit: unit}
	if f.kept {
		return r
	}
	if point, ok := f.row.Figure.Value.Point(f.row.Indicator.Kind, def.RatePer); ok {
		r.Text = words.WithUnit(f.ctx, f.row.Indicator.Kind, def, point)
	}
	return r
}

// fillMore fills in what is folded away until it matters: why there is no
// figure, and the comment.
func (f rowForm) fillMore(r *view.Row) {
	stored := ""
	switch f.row.Figure.State {
	case quality.Missing:
		stored = strconv.FormatInt(int64(f.row.Figure.MissingReasonID), 10)
	case quality.NotApplicable:
		stored = notApplicable
	}
	r.Missing = ui.SelectProps{Name: f.name("reason"), Label: i18n.T(f.ctx, "Varför finns ingen uppgift?"),
		Empty: i18n.T(f.ctx, "Uppgiften finns"), Value: f.text("reason", stored), Error: f.errors[f.name("reason")]}
	for _, reason := range f.reasons {
		if reason.Active || reason.ID == f.row.Figure.MissingReasonID {
			r.Missing.Options = append(r.Missing.Options, ui.Option{Value: strconv.FormatInt(int64(reason.ID), 10),
				Label: i18n.T(f.ctx, "Uppgift saknas: %s", reason.Text)})
		}
	}
	r.Missing.Options = append(r.Missing.Options, ui.Option{Value: notApplicable,
		Label: i18n.T(f.ctx, "Ej tillämpligt: gäller inte oss")})
	r.MissingOpen = r.Missing.Value != "" || r.Missing.Error != ""
	r.Comment = ui.TextAreaProps{Name: f.name("comment"), Label: i18n.T(f.ctx, "Kommentar"), Rows: 2,
		Description: i18n.T(f.ctx, "Det som behövs för att förstå siffran. Skriv inget om enskilda barn."),
		Value:       f.text("comment", f.row.Figure.Comment), Error: f.errors[f.name("comment")]}
	r.CommentOpen = r.Comment.Value != "" || r.Comment.Error != ""
}
