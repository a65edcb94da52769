package collect

import (
	"encoding/json"
	"time"

	"samsyn/internal/exchange"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// keptLine is a row of a file as it is kept to be looked at: in codes and numbers,
// which are put into words when somebody looks.
type keptLine struct {
	Line      int                        `json:"line"`
	Hidden    bool                       `json:"hidden,omitempty"`
	Unit      string                     `json:"unit"`
	Indicator string                     `json:"indicator"`
	Stratum   string                     `json:"stratum,omitempty"`
	Period    string                     `json:"period"`
	Found     quality.IndicatorID        `json:"found,omitempty"` // the measure, when the row is one of a form
	Part      quality.StratumID          `json:"part,omitempty"`
	Now       *content                   `json:"now,omitempty"`   // nil when nothing is stored
	After     *content                   `json:"after,omitempty"` // nil when it would be emptied, or the row is wrong
	Raw       map[exchange.Column]string `json:"raw,omitempty"`
	Problems  []exchange.Problem         `json:"problems,omitempty"`
	Conflict  bool                       `json:"conflict,omitempty"` // somebody else has changed the figure
	At        time.Time                  `json:"at,omitzero"`
	By        Author                     `json:"by,omitzero"`
	Mark      string                     `json:"mark,omitempty"`
}

// writtenColumns are what somebody fills in in a row.
var writtenColumns = []exchange.Column{exchange.Numerator, exchange.Denominator, exchange.Mean, exchange.SD, exchange.N,
	exchange.Yes, exchange.Text, exchange.State, exchange.MissingReason, exchange.Comment}

// kept is the row as it is kept. A wrong one is kept as it was written too, so that
// it can be mended.
func (r *plannedRow) kept() keptLine {
	up := r.up
	k := keptLine{Line: up.Line, Hidden: up.Hidden, Unit: up.Unit, Indicator: up.Indicator, Stratum: up.Stratum, Period: up.Period}
	if r.due != nil {
		k.Found, k.Part = r.due.Indicator.ID, r.due.Stratum.ID
	}
	if r.stored != nil {
		now := contentOf(*r.stored)
		k.Now = &now
	}
	if r.outcome != WrongRow {
		if r.after.State != "" {
			after := contentOf(r.after)
			k.After = &after
		}
		return k
	}
	k.Problems, k.Mark, k.Raw = r.problems(), up.Mark, map[exchange.Column]string{}
	for _, column := range writtenColumns {
		if text := up.Raw(column); text != "" && !quality.HoldsPersonalNumber(text) { // which is not to be shown again
			k.Raw[column] = text
		}
	}
	if r.theirs != nil {
		k.Conflict, k.Mark, k.By, k.At = true, r.mark, r.theirs.By, r.theirs.Theirs.EnteredAt
	}
	return k
}

// pages are the rows to be looked at: those that would do the same together, in the
// file's order.
func (p *filePlan) pages(done func(part float64)) ([]postgres.ImportPage, error) {
	lines, numbers := map[Outcome][]keptLine{}, map[Outcome]int{}
	var pages []postgres.ImportPage
	turn := func(kind Outcome) error {
		raw, err := json.Marshal(lines[kind])
		numbers[kind]++
		pages = append(pages, postgres.ImportPage{Kind: string(kind), Page: numbers[kind], Rows: raw})
		lines[kind] = lines[kind][:0]
		return err
	}
	for n := range p.planned {
		r := &p.planned[n]
		if lines[r.outcome] = append(lines[r.outcome], r.kept()); len(lines[r.outcome]) == LinesOnPage {
			if err := turn(r.outcome); err != nil {
				return nil, err
			}
			done(float64(n) / float64(len(p.planned)))
		}
	}
	for _, kind := range Outcomes() {
		if len(lines[kind]) > 0 {
			if err := turn(kind); err != nil {
				return nil, err
			}
		}
	}
	return pages, nil
}
