package analysis

import "samsyn/internal/quality"

// Response is how many of those asked in a survey have answered, from the sums of all the
// periods that the result beside it is about.
type Response struct {
	Answered, Asked float64
	// Low says that so small a share has answered that those who did may think otherwise than
	// those who did not, by the group's own limit.
	Low bool
}

// Rate is the share in per cent.
func (r Response) Rate() float64 { return 100 * r.Answered / r.Asked }

// respond puts beside the row's results how many have answered, where the measure is one of
// the group's survey: from the same units and the same time. A result that is hidden or
// missing has none, nor has one beside which the number that answered is hidden.
func (ds *Dataset) respond(row *Row) {
	if !ds.Survey.Counts(row.Measure.Indicator) {
		return
	}
	counted := ds.measure(ds.Survey.IndicatorID)
	if counted == nil {
		return
	}
	answers := ds.spread(counted, 0, row.Span)
	for n := range row.Units {
		row.Units[n].Response = ds.response(row.Units[n].Result, answers.units[n])
	}
	for n := range row.Regions {
		row.Regions[n].Response = ds.response(row.Regions[n].Result, answers.regions[n])
	}
	row.Total.Response = ds.response(row.Total.Result, answers.total)
}

func (ds *Dataset) response(of, answers Result) *Response {
	if of.State != Reported || answers.State != Reported || answers.Kind != quality.Proportion ||
		answers.Value.Numerator == nil || answers.Value.Denominator == nil || *answers.Value.Denominator <= 0 {
		return nil
	}
	r := &Response{Answered: *answers.Value.Numerator, Asked: *answers.Value.Denominator}
	r.Low = r.Rate() < float64(ds.Survey.Limit)
	return r
}
