package collect

import (
	"context"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
)

// reasons is the group's words for missing figures, by id.
type reasons map[quality.ReasonID]string

func reasonsOf(form collect.Form) reasons {
	list := reasons{}
	for _, r := range form.Reasons {
		list[r.ID] = r.Text
	}
	return list
}

// value is a figure to read: what it says, or what stands instead of a value.
func (list reasons) value(ctx context.Context, i quality.Indicator, f quality.Figure) view.Value {
	v := view.Value{Comment: f.Comment}
	switch f.State {
	case quality.Missing:
		v.Text, v.Detail = i18n.T(ctx, "Uppgift saknas"), list[f.MissingReasonID]
	case quality.NotApplicable:
		v.Text = i18n.T(ctx, "Ej tillämpligt")
	case quality.Reported:
		reported(ctx, &v, i, f.Value)
	default:
		v.Text = i18n.T(ctx, "Inget lämnat")
	}
	return v
}

// line is a figure in one line.
func (list reasons) line(ctx context.Context, i quality.Indicator, f quality.Figure) string {
	v := list.value(ctx, i, f)
	return joined(", ", v.Text, v.Detail, v.Comment)
}

func reported(ctx context.Context, v *view.Value, i quality.Indicator, value quality.Value) {
	switch i.Kind {
	case quality.Gestation:
		v.Text, v.Detail = value.Text, validity(ctx, value)
		return
	case quality.Text:
		v.Text, v.Long, v.Detail = value.Text, true, validity(ctx, value)
		return
	case quality.YesNo:
		if value.Yes != nil {
			v.Text = words.YesNo(ctx, *value.Yes)
		}
		v.Detail = joined(". ", value.Text, validity(ctx, value))
		return
	}
	v.Number = true
	v.Detail = joined(", ", basis(ctx, i.Kind, value), spread(ctx, value))
	if i.CarriesOver {
		v.Detail = validity(ctx, value)
	}
	if point, ok := value.Point(i.Kind, i.Definition.RatePer); ok {
		v.Text = words.WithUnit(ctx, i.Kind, i.Definition, point)
		return
	}
	// Nobody to measure: a denominator of zero is an answer, not a gap.
	v.Text = i18n.NoValue
}

// basis is what a value was worked out from: "12 av 20", "3 på 1 204,5".
func basis(ctx context.Context, kind quality.Kind, value quality.Value) string {
	switch kind {
	case quality.Proportion:
		return i18n.T(ctx, "%s av %s", plain(ctx, value.Numerator), plain(ctx, value.Denominator))
	case quality.Rate:
		return i18n.T(ctx, "%s på %s", plain(ctx, value.Numerator), plain(ctx, value.Denominator))
	case quality.Mean, quality.Score:
		return i18n.T(ctx, "antal %s", plain(ctx, value.Denominator))
	}
	return ""
}

// spread is a mean's standard deviation; "" when there is none.
func spread(ctx context.Context, value quality.Value) string {
	if value.SD == nil {
		return ""
	}
	return i18n.T(ctx, "standardavvikelse %s", plain(ctx, value.SD))
}

// validity says since and until when something is so.
func validity(ctx context.Context, value quality.Value) string {
	switch {
	case value.ValidFrom != nil && value.ValidTo != nil:
		return i18n.T(ctx, "Gäller %s till %s", i18n.Date(ctx, *value.ValidFrom), i18n.Date(ctx, *value.ValidTo))
	case value.ValidFrom != nil:
		return i18n.T(ctx, "Gäller från %s", i18n.Date(ctx, *value.ValidFrom))
	}
	return ""
}

// plain writes a number with the decimals it has.
func plain(ctx context.Context, n *float64) string {
	if n == nil {
		return i18n.NoValue
	}
	return i18n.Number(ctx, *n, decimals(*n))
}

func decimals(n float64) int {
	_, fraction, _ := strings.Cut(strconv.FormatFloat(n, 'f', -1, 64), ".")
	return len(fraction)
}

// typedNumber is a stored number as it stands in a field to be changed: no
// spaces between thousands, and the reader's own decimal sign.
func typedNumber(ctx context.Context, n *float64) string {
	if n == nil {
		return ""
	}
	text := strconv.FormatFloat(*n, 'f', -1, 64)
	if i18n.LanguageOf(ctx) == i18n.English {
		return text
	}
	return strings.Replace(text, ".", ",", 1)
}

func typedDate(day *time.Time) string {
	if day == nil {
		return ""
	}
	return day.Format(time.DateOnly)
}

// joined puts together the texts that are not empty.
func joined(separator string, texts ...string) string {
	var some []string
	for _, text := range texts {
		if text != "" {
			some = append(some, text)
		}
	}
	return strings.Join(some, separator)
}
