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
	def, value := f.row.Indicator.Definition, f.row.Says().Value
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
	case quality.Gestation:
		r.Fields = []ui.FieldProps{{Name: f.name("text"), Label: i18n.T(f.ctx, "Veckor och dagar"), Width: 10, Autocomplete: "off",
			Description: known(def.NumeratorText), Value: f.text("text", value.Text), Error: f.errors[f.name("text")]}}
	case quality.YesNo:
		f.fillYesNo(r, def, value)
	}
	f.fillMore(r)
	if f.row.Indicator.CarriesOver {
		f.fillValidity(r, value)
	}
}

// fillValidity adds since and until when an answer holds. The day is what a change
// within the period is about; for the first answer it is seldom of interest.
func (f rowForm) fillValidity(r *view.Row, value quality.Value) {
	from := f.date("valid_from", i18n.T(f.ctx, "Gäller från"), typedDate(value.ValidFrom))
	if f.row.Since != "" {
		from.Optional = false
		r.Fields = append([]ui.FieldProps{from}, r.Fields...)
		return
	}
	r.Validity = []ui.FieldProps{from, f.date("valid_to", i18n.T(f.ctx, "Gäller till"), typedDate(value.ValidTo))}
	r.ValidityOpen = r.Validity[0].Error != "" || r.Validity[1].Error != "" || r.Validity[1].Value != ""
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
// figure, the comment, and what only some figures need.
func (f rowForm) fillMore(r *view.Row) {
	stored := ""
	switch f.row.Figure.State {
	case quality.Missing:
		stored = strconv.FormatInt(int64(f.row.Figure.MissingReasonID), 10)
	case quality.NotApplicable:
		stored = notApplicable
	}
	if f.row.Since == "" {
		r.Missing = f.missing(stored)
		r.MissingOpen = r.Missing.Value != "" || r.Missing.Error != ""
	}
	r.Comment = f.words("comment", i18n.T(f.ctx, "Kommentar"), f.row.Figure.Comment)
	r.Comment.Description = i18n.T(f.ctx, "Det som behövs för att förstå siffran. Skriv inget om enskilda barn.")
	r.CommentOpen = r.Comment.Value != "" || r.Comment.Error != ""
	r.Confirm = f.words("confirmation", i18n.T(f.ctx, "Stämmer siffran? Skriv kort varför."), f.row.Figure.Confirmation)
	if f.row.Figure.Review.Approved != nil {
		why := f.words("change_reason", i18n.T(f.ctx, "Varför ändras den godkända siffran?"), f.row.Figure.Review.ChangeReason)
		r.Why = &why
	}
}

// words is a field for a few words about the figure.
func (f rowForm) words(part, label, stored string) ui.TextAreaProps {
	return ui.TextAreaProps{Name: f.name(part), Label: label, Rows: 2, Value: f.text(part, stored), Error: f.errors[f.name(part)]}
}

// missing is the list of reasons for having no figure.
func (f rowForm) missing(stored string) ui.SelectProps {
	s := ui.SelectProps{Name: f.name("reason"), Label: i18n.T(f.ctx, "Varför finns ingen uppgift?"),
		Empty: i18n.T(f.ctx, "Uppgiften finns"), Value: f.text("reason", stored), Error: f.errors[f.name("reason")]}
	for _, reason := range f.reasons {
		if reason.Active || reason.ID == f.row.Figure.MissingReasonID {
			s.Options = append(s.Options, ui.Option{Value: strconv.FormatInt(int64(reason.ID), 10),
				Label: i18n.T(f.ctx, "Uppgift saknas: %s", reason.Text)})
		}
	}
	s.Options = append(s.Options, ui.Option{Value: notApplicable, Label: i18n.T(f.ctx, "Ej tillämpligt: gäller inte oss")})
	return s
}
