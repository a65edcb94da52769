package collect

import (
	"context"
	"errors"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ReadingPage is how one unit reads a measure, and how the others do.
type ReadingPage struct {
	Unit      org.Unit
	Indicator quality.Indicator // with the definition that holds today
	Own       postgres.Reading  // of Version zero when there never was one
	Others    []UnitReading     // in the group's own order of units
}

// UnitReading is a reading with its unit.
type UnitReading struct {
	Unit org.Unit
	postgres.Reading
}

// WhereReading is a unit's reading of a measure, as it stands in an address.
type WhereReading struct {
	GroupID       org.GroupID
	UnitCode      string
	IndicatorCode string
}

// Reading reads the page where a unit writes how it reads a measure, for those who
// enter its figures. A measure that the unit does not report is fault.ErrNotFound.
func (room *Room) Reading(ctx context.Context, actor org.Actor, where WhereReading) (ReadingPage, error) {
	var p ReadingPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var units []org.Unit
		var err error
		if p, units, err = room.readingPlace(ctx, tx, actor, where); err != nil {
			return err
		}
		if p.Own, err = ownReading(ctx, tx, p); err != nil {
			return err
		}
		all, err := tx.Readings(ctx, where.GroupID)
		p.Others = nil
		for _, r := range all {
			for _, unit := range units {
				if r.IndicatorID == p.Indicator.ID && r.UnitID == unit.ID && unit.ID != p.Unit.ID {
					p.Others = append(p.Others, UnitReading{unit, r})
				}
			}
		}
		return err
	})
	return p, err
}

// Readings reads how every unit reads the measures, measure by measure and the units
// in the group's own order; none for readers outside the group.
func (room *Room) Readings(ctx context.Context, actor org.Actor, group org.GroupID) ([]UnitReading, error) {
	var list []UnitReading
	if !actor.May(org.ViewReadings, group, 0) {
		return nil, nil
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		units, err := tx.Units(ctx, group)
		if err != nil {
			return err
		}
		all, err := tx.Readings(ctx, group)
		list = nil
		for _, r := range all {
			n := slices.IndexFunc(units, func(u org.Unit) bool { return u.ID == r.UnitID })
			if n >= 0 {
				list = append(list, UnitReading{units[n], r})
			}
		}
		return err
	})
	return list, err
}

// SaveReading stores how the unit reads the measure; no words take the reading
// away. fault.ErrConflict when somebody else wrote it since the version was read.
func (room *Room) SaveReading(ctx context.Context, actor org.Actor, where WhereReading, r quality.Reading) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, _, err := room.readingPlace(ctx, tx, actor, where)
		if err != nil {
			return err
		}
		if err := r.Check(); err != nil {
			return err
		}
		before, err := ownReading(ctx, tx, p)
		if err != nil {
			return err
		}
		switch {
		case before.Version != r.Version:
			return fault.ErrConflict
		case before.Text == r.Text:
			return nil
		}
		r.IndicatorID, r.UnitID, r.WrittenAt, r.WrittenBy = p.Indicator.ID, p.Unit.ID, room.now(), actor.Person.ID
		if err := tx.SaveReading(ctx, where.GroupID, r); err != nil {
			return err
		}
		kept := func(text string) map[string]string {
			return map[string]string{"indicator": p.Indicator.Code, "reading": text}
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "reading.save", GroupID: where.GroupID, UnitID: p.Unit.ID,
			Subject: "indicator_reading", SubjectID: int64(p.Indicator.ID), Before: kept(before.Text), After: kept(r.Text)})
	})
}

// readingPlace finds the unit and the measure among today's, and checks that the
// actor enters the unit's figures. Three queries.
func (room *Room) readingPlace(ctx context.Context, tx *postgres.Tx, actor org.Actor, where WhereReading) (ReadingPage, []org.Unit, error) {
	var p ReadingPage
	unit, units, err := room.unitIn(ctx, tx, actor, unitAction{where.GroupID, where.UnitCode, org.EnterFigures})
	if err != nil {
		return p, nil, err
	}
	p.Unit = unit
	library, err := tx.Indicators(ctx, where.GroupID, room.today())
	if err != nil {
		return p, nil, err
	}
	for _, i := range library {
		if i.Code == where.IndicatorCode && i.AppliesTo(p.Unit) {
			p.Indicator = i
			return p, units, nil
		}
	}
	return p, nil, fault.ErrNotFound
}

// ownReading is the unit's reading, an empty one of version zero when there never
// was one.
func ownReading(ctx context.Context, tx *postgres.Tx, p ReadingPage) (postgres.Reading, error) {
	r, err := tx.Reading(ctx, p.Indicator.ID, p.Unit.ID)
	if errors.Is(err, fault.ErrNotFound) {
		return postgres.Reading{Reading: quality.Reading{IndicatorID: p.Indicator.ID, UnitID: p.Unit.ID}}, nil
	}
	return r, err
}
