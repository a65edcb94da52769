package results

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Askable is a unit that has become better at something than chance explains, and whom
// to ask there how.
type Askable struct {
	Row  analysis.Row
	Cell analysis.Cell // the unit's, with its change
	// Contacts are the unit's medical leads, or its unit managers when it has none.
	Contacts []postgres.UnitContact
	// Examples are what the unit has published about the measure, the newest first.
	Examples []postgres.ExampleOf
}

// question is which units ask, and the results that they ask about.
type question struct {
	units []org.UnitID
	rows  []analysis.Row
}

// askable are whom the units could ask; nobody for a reader without a unit, nor for one
// who sees masked figures. Two queries, however many there are to ask.
func (room *Room) askable(ctx context.Context, tx *postgres.Tx, ds *analysis.Dataset, a question) ([]Askable, error) {
	if ds.Masked || len(a.units) == 0 {
		return nil, nil
	}
	contacts, err := tx.UnitContacts(ctx, ds.Group.ID, org.DayOf(room.now()))
	if err != nil {
		return nil, err
	}
	var measures []quality.IndicatorID
	for _, row := range a.rows {
		measures = append(measures, row.Measure.ID)
	}
	examples, err := tx.MeasureExamples(ctx, ds.Group.ID, measures)
	if err != nil {
		return nil, err
	}
	var all []Askable
	for _, row := range a.rows {
		for _, c := range ds.WhoImproved(row, a.units) {
			found := Askable{Row: row, Cell: c, Contacts: leading(contacts, c.Unit.ID)}
			for _, e := range examples {
				if e.UnitID == c.Unit.ID && e.IndicatorID == row.Measure.ID {
					found.Examples = append(found.Examples, e)
				}
			}
			all = append(all, found)
		}
	}
	return all, nil
}

// leading are those who lead the care at the unit: of the list, which has medical leads
// before unit managers, those with the first one's role.
func leading(contacts []postgres.UnitContact, unit org.UnitID) []postgres.UnitContact {
	var list []postgres.UnitContact
	for _, c := range contacts {
		if c.UnitID == unit && (len(list) == 0 || list[0].Role == c.Role) {
			list = append(list, c)
		}
	}
	return list
}

// unitsOf are the units that the actor belongs to in the group, when the actor is one of
// the group's own.
func unitsOf(actor org.Actor, group org.GroupID) []org.UnitID {
	var units []org.UnitID
	for _, m := range actor.Memberships {
		if m.GroupID == group && m.Role.OfUnit() && !slices.Contains(units, m.UnitID) {
			units = append(units, m.UnitID)
		}
	}
	return units
}

// own is the unit when it is among the others, and none otherwise.
func own(units []org.UnitID, unit org.UnitID) []org.UnitID {
	if slices.Contains(units, unit) {
		return []org.UnitID{unit}
	}
	return nil
}

// rowsOf are the rows of all the blocks.
func rowsOf(blocks []analysis.Block) []analysis.Row {
	var rows []analysis.Row
	for _, b := range blocks {
		rows = append(rows, b.Rows...)
	}
	return rows
}
