package collect

import (
	"slices"
	"strings"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// Outcome is what storing a row of a file would do.
type Outcome string

// The outcomes.
const (
	NewFigure     Outcome = "new"
	ChangedFigure Outcome = "changed"
	SameFigure    Outcome = "same" // says what is stored, or was left as it was
	WrongRow      Outcome = "wrong"
)

// Outcomes lists the outcomes in the order they are shown.
func Outcomes() []Outcome { return []Outcome{WrongRow, NewFigure, ChangedFigure, SameFigure} }

// plannedRow is a row of the file and what it would do.
type plannedRow struct {
	up      *exchange.UploadRow
	outcome Outcome
	at      *placed      // nil when there is no form for the row
	due     *quality.Due // nil when the form has no such row
	stored  *quality.Figure
	after   quality.Figure  // as it would be; without State when it would be emptied
	wrong   []fault.Problem // at the parts of the row: "unit", "numerator", "reason" …
	theirs  *Conflict       // somebody else has changed the figure since the file was made
	// mark is that of the stored figure and becomes the digest of after.
	mark, becomes string
}

// changes reports whether storing the row would change anything.
func (r *plannedRow) changes() bool { return r.outcome == NewFigure || r.outcome == ChangedFigure }

// planPlace settles the rows of one form.
func (p *filePlan) planPlace(at *placed) {
	form := p.read.form(p.actor, place{p.group, at.unit, at.period})
	byCode := make(map[dueCode][]*Row, len(form.Rows))
	for n := range form.Rows {
		row := &form.Rows[n]
		code := dueCode{row.Indicator.Code, row.Period}
		byCode[code] = append(byCode[code], row)
	}
	s := saving{form: &form}
	for _, n := range at.rows {
		r := &p.planned[n]
		strata := byCode[dueCode{r.up.Indicator, p.periods[r.up.Period]}]
		found := slices.IndexFunc(strata, func(row *Row) bool { return row.Stratum.Code == r.up.Stratum })
		switch {
		case found >= 0:
			p.planRow(&s, r, *strata[found])
		case len(strata) > 0:
			r.wrong = []fault.Problem{{Field: "stratum", Code: "unknown_stratum"}}
		default:
			r.wrong = []fault.Problem{{Field: "indicator", Code: "not_due"}}
		}
	}
}

// dueCode is what a file calls a row of a form by, besides its stratum.
type dueCode struct {
	indicator string
	period    quality.Period
}

// shared is the figure to hand in, the same for all units that hand it in.
func (p *filePlan) shared(d quality.Due) *quality.Due {
	known := p.dues[d.Key()]
	if known == nil {
		known = &d
		p.dues[d.Key()] = known
	}
	return known
}

// planRow settles one row, by the rules that the form's rows are saved by.
func (p *filePlan) planRow(s *saving, r *plannedRow, row Row) {
	r.due, r.mark = p.shared(row.Due), Mark(row.Figure)
	if row.Figure.Version > 0 {
		r.stored = &row.Figure
	}
	leaveIt := func() { r.outcome, r.after, r.becomes = SameFigure, row.Figure, digestIn(r.mark) }
	if r.up.Mark == "" && r.up.Empty {
		leaveIt()
		return
	}
	figure, wrong := figureIn(r.up, row, p.read.reasons)
	if r.wrong = wrong; len(wrong) > 0 {
		return
	}
	figure.Confirmation = row.Figure.Confirmation // not in files
	if row.Figure.Review.Approved != nil {
		figure.Review.ChangeReason = figure.Comment // a file has one column for words
	}
	figure = row.settled(figure)
	r.after, r.becomes = figure, digest(figure)
	e := Entry{Key: row.Key(), Figure: figure, Read: r.up.Mark}
	if r.up.Mark == "" {
		e.Read = r.mark
	}
	switch s.decide(e, row) {
	case leave:
		leaveIt()
		return
	case conflict:
		r.theirs = &Conflict{Key: row.Key(), Theirs: row.Figure, By: row.EnteredBy}
		return
	}
	if r.wrong = s.check(row, figure); len(r.wrong) > 0 {
		for n := range r.wrong {
			r.wrong[n].Field = strings.TrimPrefix(r.wrong[n].Field, FieldName(row.Key(), ""))
		}
		return
	}
	switch {
	case !row.CanRecord:
		r.wrong = []fault.Problem{{Field: "period", Code: s.form.closed()}}
	case r.stored == nil:
		r.outcome = NewFigure
	default:
		r.outcome = ChangedFigure
	}
}
