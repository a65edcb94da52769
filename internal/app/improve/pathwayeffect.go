package improve

import (
	"context"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Evaluation is what the figures say before and after an introduction.
type Evaluation struct {
	PathwayPage
	// From is the day that before and after are told apart by, for the units together.
	From  time.Time
	Lines []EvaluatedMeasure
}

// EvaluatedMeasure is one of the pathway's measures before and after.
type EvaluatedMeasure struct {
	// Measure is nil when the group has never collected it; Name and Code are as they are
	// defined today.
	Measure    *analysis.Measure
	Name, Code string
	// Joint is the line of all units together, one for each stratum; none before the day.
	Joint []analysis.Effect
	// Units are those that work by the pathway, each from its own day.
	Units []EvaluatedUnit
}

// EvaluatedUnit is a unit's own line before and after the day that it began on.
type EvaluatedUnit struct {
	PathwayUnitRow
	Effects []analysis.Effect
}

// Evaluate reads what the figures say before and after, with small numbers hidden from
// those who do not see them. Nothing of it says what the cause was.
func (room *Room) Evaluate(ctx context.Context, actor org.Actor, ref PathwayRef) (Evaluation, error) {
	var e Evaluation
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if e.PathwayPage, err = room.readPathway(ctx, tx, actor, ref); err != nil {
			return err
		}
		e.From = e.LooksFrom(e.Phases)
		for _, m := range e.Followed {
			e.Lines = append(e.Lines, EvaluatedMeasure{Name: m.Definition.Name, Code: m.Code})
		}
		years, err := tx.ResultYears(ctx, ref.GroupID)
		if err != nil || len(years) == 0 {
			return err
		}
		whole, err := dataset.LoadLines(ctx, tx, ref.GroupID, years[0].Year, years[len(years)-1].Year)
		if err != nil {
			return err
		}
		ds, err := dataset.Seen(ctx, tx, actor, whole, analysis.Span{})
		if err != nil {
			return err
		}
		return e.weigh(ds)
	})
	return e, err
}

// weigh works out the effects.
func (e *Evaluation) weigh(ds *analysis.Dataset) (err error) {
	for n := range e.Lines {
		line := &e.Lines[n]
		m, ok := ds.Measure(line.Code)
		if line.Measure = m; !ok {
			line.Measure = nil
			continue
		}
		if !e.From.After(e.Today) {
			if line.Joint, err = ds.Effects(m, 0, e.From); err != nil {
				return err
			}
		}
		for _, u := range e.PathwayPage.Units {
			if !u.State.Works() || u.Since == nil {
				continue
			}
			effects, err := ds.Effects(m, u.UnitID, *u.Since)
			if err != nil {
				return err
			}
			if len(effects) > 0 {
				line.Units = append(line.Units, EvaluatedUnit{u, effects})
			}
		}
	}
	return nil
}
