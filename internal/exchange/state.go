package exchange

// The values of the columns that have a choice, in English and Swedish.
var (
	stateNames = map[string]string{
		"reported": Reported, "inrapporterad": Reported, "rapporterad": Reported,
		"missing": Missing, "saknas": Missing,
		"not_applicable": NotApplicable, "ej tillämpligt": NotApplicable, "ej tillämplig": NotApplicable,
	}
	kindNames = map[string]string{
		"proportion": "proportion", "andel": "proportion",
		"rate": "rate", "frekvens": "rate",
		"mean": "mean", "medelvärde": "mean",
		"score": "score", "poäng": "score",
		"count": "count", "antal": "count",
		"text":   "text",
		"yes_no": "yes_no", "ja/nej": "yes_no",
	}
	yesNames       = map[string]string{"yes": "yes", "ja": "yes", "no": "no", "nej": "no"}
	directionNames = map[string]string{
		"higher": "higher", "högre": "higher",
		"lower": "lower", "lägre": "lower",
		"range": "range", "inom": "range",
		"none": "none", "ingen": "none",
	}
)

// choice reads one of the names, in any letter case; empty when not given.
func (r *rowReader) choice(column Column, names map[string]string) string {
	text := r.row.Raw(column)
	if text == "" {
		return ""
	}
	value, ok := names[fold(text)]
	if !ok {
		r.problem(column, UnknownChoice)
	}
	return value
}

// checkState settles the state and keeps a value, a missing value and one that
// does not apply apart: a row says exactly one of them.
func (r *rowReader) checkState() {
	row := &r.row
	if row.State == "" && row.Raw(State) == "" {
		row.State = Reported
		if row.MissingReason != "" {
			row.State = Missing
		}
	}
	first := row.firstValue()
	switch row.State {
	case Reported:
		if first == "" {
			r.problem("", ValueRequired)
		}
	case Missing, NotApplicable:
		if first != "" {
			r.problem(first, ValueNotExpected)
		}
	}
	if row.State == Missing && row.MissingReason == "" {
		r.problem(MissingReason, ReasonRequired)
	}
	if row.State != Missing && row.State != "" && row.MissingReason != "" {
		r.problem(MissingReason, ReasonNotNeeded)
	}
}

// firstValue is the first column with a value, readable or not; "" if none.
func (r Row) firstValue() Column {
	for _, column := range []Column{Numerator, Denominator, Mean, SD, N, Text, Yes} {
		if r.Raw(column) != "" {
			return column
		}
	}
	return ""
}

// checkProportion compares the parts of a row that says it is a proportion.
// Without the column kind only the indicator knows: a rate may well have more
// events than exposure.
func (r *rowReader) checkProportion() {
	row := r.row
	if row.Create.Kind == "proportion" && row.Numerator != nil && row.Denominator != nil && *row.Numerator > *row.Denominator {
		r.problem(Numerator, OverDenominator)
	}
}
