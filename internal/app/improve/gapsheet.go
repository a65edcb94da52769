package improve

import (
	"context"
	"errors"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// GapPage is a unit's sheet about a goal, with the figures that it is written from.
type GapPage struct {
	Goal  quality.Goal
	Unit  org.Unit
	Index int // the unit's place in every analysis.Row
	Sheet improvement.GapSheet
	// Writer wrote the sheet last; "" before it is written.
	Writer  string
	Dataset *analysis.Dataset
	// Year is what the rows are about: the goal's, or the one before while the unit has
	// nothing from it.
	Year int
	// Rows are the goal's measures that apply to the unit, and Conditions the year's
	// process measures.
	Rows, Conditions []analysis.Row
	// Actions are those at the unit for the goal.
	Actions []ActionRow
}

// gapYears is how many years before the goal's own the lines in small are about.
const gapYears = 3

// GapSheet reads the unit's sheet about the goal, empty when it is not written yet.
// fault.ErrNotFound for a goal or a unit that is not the group's.
func (room *Room) GapSheet(ctx context.Context, actor org.Actor, group org.GroupID, goal quality.GoalID, unit string) (GapPage, error) {
	if err := mayInside(actor, group); err != nil {
		return GapPage{}, err
	}
	var p GapPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if err := p.find(ctx, tx, group, goal, unit); err != nil {
			return err
		}
		if err := p.readSheet(ctx, tx); err != nil {
			return err
		}
		ds, err := dataset.Load(ctx, tx, group, p.Goal.Year-gapYears, p.Goal.Year)
		if err != nil {
			return err
		}
		p.Dataset = ds
		p.fill()
		p.Actions, err = tx.Actions(ctx, postgres.ActionFilter{GroupID: group, GoalID: goal, UnitID: p.Unit.ID, Limit: pageSize})
		return err
	})
	return p, err
}

// find finds the goal and the unit.
func (p *GapPage) find(ctx context.Context, tx *postgres.Tx, group org.GroupID, goal quality.GoalID, unit string) error {
	goals, err := tx.Goals(ctx, group, firstYear, lastYear)
	if err != nil {
		return err
	}
	units, err := tx.Units(ctx, group)
	if err != nil {
		return err
	}
	var isGoal, isUnit bool
	p.Goal, isGoal = first(goals, func(g quality.Goal) bool { return g.ID == goal })
	p.Unit, isUnit = first(units, func(u org.Unit) bool { return u.Code == unit })
	if !isGoal || !isUnit {
		return fault.ErrNotFound
	}
	return nil
}

// readSheet reads the sheet and who wrote it, in as many queries whether there is one or
// not.
func (p *GapPage) readSheet(ctx context.Context, tx *postgres.Tx) error {
	var err error
	p.Sheet, err = tx.GapSheet(ctx, p.Goal.GroupID, p.Goal.ID, p.Unit.ID)
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return err
	}
	if err != nil {
		p.Sheet = improvement.GapSheet{GroupID: p.Goal.GroupID, GoalID: p.Goal.ID, UnitID: p.Unit.ID}
	}
	writer, err := tx.Person(ctx, p.Sheet.WrittenBy)
	if errors.Is(err, fault.ErrNotFound) {
		return nil
	}
	p.Writer = writer.Name
	return err
}

// fill picks what stands beside the form from the dataset.
func (p *GapPage) fill() {
	p.Index = slices.IndexFunc(p.Dataset.Units, func(u org.Unit) bool { return u.ID == p.Unit.ID })
	if p.Index < 0 { // it has not taken part for long
		return
	}
	for _, year := range []int{p.Goal.Year, p.Goal.Year - 1} {
		p.Year, p.Rows = year, nil
		known := false
		for _, id := range p.Goal.Indicators {
			m, ok := p.measure(id)
			if !ok || !m.AppliesTo(p.Unit) {
				continue
			}
			for _, part := range m.Parts() {
				row := p.Dataset.Row(m, part, year)
				known = known || row.Units[p.Index].State == analysis.Reported
				p.Rows = append(p.Rows, row)
			}
		}
		if known {
			break
		}
	}
	for _, block := range p.Dataset.Overview(p.Year) {
		for _, row := range block.Rows {
			if row.Measure.Category == quality.Process && row.Measure.AppliesTo(p.Unit) {
				p.Conditions = append(p.Conditions, row)
			}
		}
	}
}

func (p *GapPage) measure(id quality.IndicatorID) (*analysis.Measure, bool) {
	n := slices.IndexFunc(p.Dataset.Measures, func(m analysis.Measure) bool { return m.ID == id })
	if n < 0 {
		return nil, false
	}
	return &p.Dataset.Measures[n], true
}

// auditedGap is what the audit keeps of a sheet.
type auditedGap struct {
	Goal    string `json:"goal"`
	Current string `json:"current,omitempty"`
	Gap     string `json:"gap,omitempty"`
	Causes  string `json:"causes,omitempty"`
	Effort  string `json:"effort,omitempty"`
}

// SaveGapSheet stores a unit's sheet about a goal; fault.ErrConflict when somebody else
// has written it since its Version. Problems stand at the fields of
// improvement.GapSheet.Check.
func (room *Room) SaveGapSheet(ctx context.Context, actor org.Actor, s improvement.GapSheet) error {
	if !actor.May(org.EditActions, s.GroupID, s.UnitID) || s.UnitID == 0 {
		return fault.ErrForbidden
	}
	if err := s.Check(); err != nil {
		return err
	}
	s.WrittenAt, s.WrittenBy = room.now(), actor.Person.ID
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		goals, err := tx.Goals(ctx, s.GroupID, firstYear, lastYear)
		if err != nil {
			return err
		}
		goal, ok := first(goals, func(g quality.Goal) bool { return g.ID == s.GoalID })
		if !ok {
			return fault.ErrNotFound
		}
		e := postgres.AuditEntry{At: room.now(), Action: "improve.save_gap_sheet", GroupID: s.GroupID, UnitID: s.UnitID, Subject: "gap_sheet",
			After: auditedGap{goal.Title, s.Current, s.Gap, s.Causes, s.Effort}}
		before, err := tx.GapSheet(ctx, s.GroupID, s.GoalID, s.UnitID)
		switch {
		case err == nil:
			e.Before = auditedGap{goal.Title, before.Current, before.Gap, before.Causes, before.Effort}
		case !errors.Is(err, fault.ErrNotFound):
			return err
		}
		if err := tx.SaveGapSheet(ctx, s); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, e)
	})
}
