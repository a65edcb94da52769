package collect

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// planning is what a file's rows are held against what is stored by.
type planning struct {
	actor  org.Actor
	file   postgres.ImportFile
	rows   []exchange.UploadRow
	report *reporter
	// lock keeps everybody else from changing what the rows are about until the
	// transaction ends.
	lock bool
}

// filePlan is what storing a file would do, row by row in the file's order.
type filePlan struct {
	planning
	room    *Room
	tx      *postgres.Tx
	group   org.Group
	units   map[string]org.Unit
	periods map[string]quality.Period // by code; the zero Period for one that is none
	read    *formReader
	dues    map[quality.FigureKey]*quality.Due // shared by the rows of all units
	places  []*placed
	planned []plannedRow
	outcome FileOutcome
}

// placed is the rows of a file that are about one form.
type placed struct {
	unit   org.Unit
	period quality.Period
	rows   []int // their places in the file
}

func (p *placed) key() placeKey { return placeKey{p.unit.ID, p.period} }

// closed is why figures of the form may not be changed.
func (form *Form) closed() string {
	switch form.Submission.State {
	case quality.Submitted:
		return "awaits_approval"
	case quality.Approved, quality.Final:
		return "already_approved"
	}
	return "not_open"
}

// planFile says what storing the file's rows would do. The number of queries does
// not depend on what is in the file.
func (room *Room) planFile(ctx context.Context, tx *postgres.Tx, given planning) (*filePlan, error) {
	p := &filePlan{planning: given, room: room, tx: tx, units: map[string]org.Unit{}, periods: map[string]quality.Period{},
		dues: map[quality.FigureKey]*quality.Due{}, planned: make([]plannedRow, len(given.rows))}
	p.report.at(Comparing, 0)
	where := Where{GroupID: p.file.GroupID, UnitCode: p.file.UnitCode, PeriodCode: p.file.PeriodCode}
	if _, err := room.places(ctx, tx, p.actor, where); err != nil {
		return nil, err
	}
	var err error
	if p.group, err = tx.Group(ctx, p.file.GroupID); err != nil {
		return nil, err
	}
	units, err := tx.Units(ctx, p.group.ID)
	if err != nil {
		return nil, err
	}
	for _, unit := range units {
		p.units[unit.Code] = unit
	}
	span := p.place()
	if p.lock {
		if err := p.lockPlaces(ctx, span); err != nil {
			return nil, err
		}
	}
	if p.read, err = room.formReader(ctx, tx, p.group, span.firstYear, span.lastYear); err != nil {
		return nil, err
	}
	span.from = span.from.AddDate(-historyYears, 0, 0) // answers that may still hold
	if err := p.read.read(ctx, tx, span.enteredSpan); err != nil {
		return nil, err
	}
	for n, at := range p.places {
		p.planPlace(at)
		if n%100 == 0 {
			p.report.at(Comparing, 0.5+0.5*float64(n)/float64(len(p.places)))
			if err := context.Cause(ctx); err != nil {
				return nil, err
			}
		}
	}
	p.count()
	return p, nil
}

// place finds the form of each row, or what is wrong with where it belongs, and the
// span of all forms.
func (p *filePlan) place() (span fileSpan) {
	known := map[placeKey]*placed{}
	for n := range p.rows {
		r := &p.rows[n]
		p.planned[n] = plannedRow{up: r, outcome: WrongRow}
		if len(r.Problems) > 0 {
			continue
		}
		unit, collection, problem := p.placeOf(r)
		if problem != nil {
			p.planned[n].wrong = []fault.Problem{*problem}
			continue
		}
		key := placeKey{unit.ID, collection}
		at := known[key]
		if at == nil {
			at = &placed{unit: unit, period: collection}
			known[key] = at
			p.places = append(p.places, at)
		}
		at.rows = append(at.rows, n)
		p.planned[n].at = at
		span.widen(at, p.periods[r.Period])
	}
	return span
}

// fileSpan is what the forms of a file take: whose figures of which days, and what
// the group collects in which years.
type fileSpan struct {
	enteredSpan
	firstYear, lastYear int
}

// widen lets the span cover the form, and a figure's period.
func (span *fileSpan) widen(at *placed, own quality.Period) {
	year := at.period.LastYear()
	if span.units == nil {
		span.from, span.to, span.firstYear, span.lastYear = own.Start(), own.End(), year, year
	}
	if !slices.Contains(span.units, at.unit.ID) {
		span.units = append(span.units, at.unit.ID)
	}
	for _, p := range []quality.Period{at.period, own} {
		if p.Start().Before(span.from) {
			span.from = p.Start()
		}
		if p.End().After(span.to) {
			span.to = p.End()
		}
	}
	span.firstYear, span.lastYear = min(span.firstYear, year), max(span.lastYear, year)
}

// placeOf is the form that the row is about, or what is wrong with the row.
func (p *filePlan) placeOf(r *exchange.UploadRow) (org.Unit, quality.Period, *fault.Problem) {
	period, read := p.periods[r.Period]
	if !read {
		period, _ = quality.ParsePeriod(r.Period)
		p.periods[r.Period] = period
	}
	if period == (quality.Period{}) {
		return org.Unit{}, period, &fault.Problem{Field: "period", Code: "period_invalid"}
	}
	collection := quality.PeriodOf(period.End(), p.group.CollectionMonths)
	unit, exists := p.units[r.Unit]
	problem := func(field, code string) *fault.Problem { return &fault.Problem{Field: field, Code: code} }
	switch {
	case r.Group != "" && r.Group != p.group.Code:
		return unit, collection, problem("group", "other_group")
	case p.file.UnitCode != "" && r.Unit != p.file.UnitCode:
		return unit, collection, problem("unit", "other_unit")
	case p.file.PeriodCode != "" && collection.Code() != p.file.PeriodCode:
		return unit, collection, problem("period", "other_period")
	case !exists || !unit.ActiveDuring(collection.Start(), collection.End()):
		return unit, collection, problem("unit", "unknown_unit")
	case !p.actor.May(org.EnterFigures, p.group.ID, unit.ID):
		return unit, collection, problem("unit", "not_your_unit")
	}
	return unit, collection, nil
}

// lockPlaces keeps what the group collects, and the submissions that there are, as
// they are until the transaction ends.
func (p *filePlan) lockPlaces(ctx context.Context, span fileSpan) error {
	if len(p.places) == 0 {
		return nil
	}
	for year := span.firstYear; year <= span.lastYear; year++ {
		if err := p.tx.ShareGoals(ctx, p.group.ID, quality.WholeYear(year)); err != nil {
			return err
		}
	}
	places := make([]postgres.Place, len(p.places))
	for n, at := range p.places {
		places[n] = postgres.Place{UnitID: at.unit.ID, Period: at.period}
	}
	_, err := p.tx.LockSubmissions(ctx, p.group.ID, places)
	return err
}

// count sums the rows up.
func (p *filePlan) count() {
	o, sum := &p.outcome, fnv.New64a()
	for n := range p.planned {
		r := &p.planned[n]
		switch r.outcome {
		case NewFigure:
			o.New++
		case ChangedFigure:
			o.Changed++
		case SameFigure:
			o.Same++
		default:
			o.Wrong++
		}
		fmt.Fprintln(sum, r.outcome, r.mark, r.becomes) // a hash takes everything
	}
	o.Seen = fmt.Sprintf("%016x", sum.Sum64())
	if len(p.places) == 1 {
		o.Unit, o.Period = p.places[0].unit.Code, p.places[0].period.Code()
	}
}
