package goals

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// careLevels are those that a measure can be reported by.
var careLevels = []org.CareLevel{org.HighlySpecialised, org.GeneralCare, org.BirthSite}

// readWords reads the wording of a definition over what it was.
func readWords(form *page.Form, d quality.Version) quality.Version {
	d.Name, d.NameEnglish = form.Text("name", maxTyped), form.Text("name_en", maxTyped)
	d.NumeratorText, d.DenominatorText = form.Text("numerator_text", maxTyped), form.Text("denominator_text", maxTyped)
	d.Exclusions, d.UnitLabel = form.Text("exclusions", maxTyped), form.Text("unit_label", maxTyped)
	d.ICD10, d.Gestation = form.Text("icd10", maxTyped), form.Text("gestation", maxTyped)
	d.DataSource, d.Source = form.Text("data_source", maxTyped), form.Text("source", maxTyped)
	d.Note = form.Text("note", maxTyped)
	if decimals := form.Whole("decimals"); decimals != nil {
		d.Decimals = int(*decimals)
	}
	return d
}

// readMeasuring reads what a definition measures over what it was.
func readMeasuring(form *page.Form, d quality.Version) quality.Version {
	d.Direction, d.RatePer = quality.Direction(form.Value("direction")), 0
	d.ScaleMin, d.ScaleMax = form.Decimal("scale_min"), form.Decimal("scale_max")
	if per := form.Decimal("rate_per"); per != nil {
		d.RatePer = *per
	}
	if months := form.Whole("reporting_months"); months != nil {
		d.ReportingMonths = int(*months)
	}
	return d
}

func readUse(form *page.Form) goals.IndicatorUse {
	use := goals.IndicatorUse{
		Category: quality.Category(form.Value("category")), Scope: quality.Scope(form.Value("scope")),
		CountsChildren: form.Bool("counts_children"), CarriesOver: form.Bool("carries_over"), Condition: readCondition(form), Certainty: quality.Certainty(form.Value("certainty")),
		CareStep: form.Text("care_step", maxTyped),
	}
	for _, level := range form.Values("reported_by") {
		use.ReportedBy = append(use.ReportedBy, org.CareLevel(level))
	}
	for _, id := range form.IDs("promises") {
		use.Promises = append(use.Promises, quality.PromiseID(id))
	}
	return use
}

// readCondition reads which measure this one depends on; a limit is a number, or a
// gestational age in weeks and days.
func readCondition(form *page.Form) *quality.Condition {
	id := form.ID("condition")
	if id == 0 {
		if form.Value("condition_below") != "" {
			form.Problem("condition", "required")
		}
		return nil
	}
	c := &quality.Condition{IndicatorID: quality.IndicatorID(id)}
	if days, ok := quality.ParseGestation(strings.TrimSpace(form.Value("condition_below"))); ok && strings.Contains(form.Value("condition_below"), "+") {
		below := float64(days)
		c.Below = &below
	} else {
		c.Below = form.Decimal("condition_below")
	}
	return c
}

func readRevision(form *page.Form) int {
	if revision := form.Whole("version"); revision != nil {
		return int(*revision)
	}
	return 0
}

// readDay reads a day chosen in a list; zero when none is.
func readDay(form *page.Form, name string) time.Time {
	if day := form.Date(name); day != nil {
		return *day
	}
	return time.Time{}
}

// definitionValues is a stored definition as if it had been typed.
func definitionValues(ctx context.Context, d quality.Version) url.Values {
	values := url.Values{
		"name": {d.Name}, "name_en": {d.NameEnglish}, "numerator_text": {d.NumeratorText},
		"denominator_text": {d.DenominatorText}, "exclusions": {d.Exclusions}, "icd10": {d.ICD10}, "gestation": {d.Gestation}, "unit_label": {d.UnitLabel},
		"data_source": {d.DataSource}, "source": {d.Source}, "note": {d.Note}, "decimals": {strconv.Itoa(d.Decimals)},
		"direction": {string(d.Direction)}, "reporting_months": {strconv.Itoa(d.ReportingMonths)},
		"scale_min": {typedNumber(d.ScaleMin)}, "scale_max": {typedNumber(d.ScaleMax)},
	}
	if d.RatePer != 0 {
		values.Set("rate_per", typedNumber(&d.RatePer))
	}
	if !d.ValidFrom.IsZero() {
		values.Set("valid_from", i18n.Date(ctx, d.ValidFrom))
	}
	return values
}

// useValues adds what a stored measure is used for.
func useValues(values url.Values, p goals.IndicatorPage) url.Values {
	i := p.Indicator
	values.Set("category", string(i.Category))
	values.Set("scope", string(i.Scope))
	values.Set("certainty", string(i.Certainty))
	values.Set("care_step", i.CareStep)
	if i.CountsChildren {
		values.Set("counts_children", "1")
	}
	if i.CarriesOver {
		values.Set("carries_over", "1")
	}
	if i.Condition != nil {
		values.Set("condition", number(i.Condition.IndicatorID))
		values.Set("condition_below", conditionLimit(p))
	}
	for _, level := range i.ReportedBy {
		values.Add("reported_by", string(level))
	}
	for _, id := range p.Serves {
		values.Add("promises", number(id))
	}
	return values
}

// conditionLimit is the limit of the measure's condition as it is typed.
func conditionLimit(p goals.IndicatorPage) string {
	c := p.Indicator.Condition
	for _, on := range p.Conditions {
		if c.Below != nil && on.ID == c.IndicatorID && on.Kind == quality.Gestation {
			return quality.WeeksAndDays(int(*c.Below))
		}
	}
	return typedNumber(c.Below)
}

// formFields are the names of the form's fields with one value each.
var formFields = []string{"code", "valid_from", "change_note", "name", "name_en", "numerator_text", "denominator_text",
	"exclusions", "icd10", "gestation", "unit_label", "data_source", "source", "note", "decimals", "reporting_months", "rate_per", "scale_min",
	"scale_max", "counts_children", "carries_over", "condition", "condition_below", "stratification", "care_step"}

// choiceFields are those where one or more are chosen among a few.
var choiceFields = []string{"kind", "comparable", "direction", "category", "scope", "certainty", "reported_by", "promises"}

// newIndicatorFormView is the form with what was typed; the caller says which
// parts it has.
func newIndicatorFormView(ctx context.Context, form *page.Form, promises []quality.Promise, conditions []quality.Indicator) view.IndicatorFormView {
	v := view.IndicatorFormView{
		FormState: ui.FormState{Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Values:    map[string]string{}, Chosen: map[string][]string{}, Options: definitionOptions(ctx),
	}
	for _, name := range formFields {
		v.Values[name] = form.Value(name)
	}
	for _, name := range choiceFields {
		v.Chosen[name] = form.Values(name)
	}
	for _, p := range promises {
		v.Options["promises"] = append(v.Options["promises"], ui.Option{Value: number(p.ID), Label: p.Code + " " + p.Text})
	}
	for _, i := range conditions {
		v.Options["condition"] = append(v.Options["condition"], ui.Option{Value: number(i.ID), Label: i.Definition.Name})
	}
	return v
}

func definitionOptions(ctx context.Context) map[string][]ui.Option {
	options := map[string][]ui.Option{
		"kind":        choices(ctx, quality.Kinds(), words.Kind),
		"direction":   choices(ctx, quality.Directions(), words.Direction),
		"category":    choices(ctx, quality.Categories(), words.Category),
		"scope":       choices(ctx, quality.Scopes(), words.Scope),
		"certainty":   choices(ctx, quality.Certainties(), words.Certainty),
		"reported_by": choices(ctx, careLevels, words.CareLevel),
		"comparable": {{Value: "ja", Label: i18n.T(ctx, "Ja, de betyder samma sak")},
			{Value: "nej", Label: i18n.T(ctx, "Nej, diagrammen ska visa ett avbrott")}},
	}
	for decimals := range 5 {
		text := strconv.Itoa(decimals)
		options["decimals"] = append(options["decimals"], ui.Option{Value: text, Label: text})
	}
	for _, months := range quality.ReportingLengths() {
		options["reporting_months"] = append(options["reporting_months"],
			ui.Option{Value: strconv.Itoa(months), Label: words.ReportingLength(ctx, months)})
	}
	return options
}

// periodStarts is the days that a definition can begin on in the years from first
// to last: the first days of quarters, tertials and years.
func periodStarts(ctx context.Context, first, last int) []ui.Option {
	var options []ui.Option
	for day := quality.WholeYear(first).Start(); day.Year() <= last; day = day.AddDate(0, 1, 0) {
		quarter, tertial := quality.PeriodOf(day, 3), quality.PeriodOf(day, 4)
		label := i18n.LongDate(ctx, day)
		switch startsQuarter, startsTertial := quarter.Start().Equal(day), tertial.Start().Equal(day); {
		case startsQuarter && startsTertial:
			label += " (" + words.Period(ctx, quality.WholeYear(day.Year())) + ")"
		case startsQuarter:
			label += " (" + words.Period(ctx, quarter) + ")"
		case startsTertial:
			label += " (" + words.Period(ctx, tertial) + ")"
		default:
			continue
		}
		options = append(options, ui.Option{Value: i18n.Date(ctx, day), Label: label})
	}
	return options
}
