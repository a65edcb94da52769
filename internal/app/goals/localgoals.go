package goals

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// LocalPageSize is how many of the units' own goals one page has.
const LocalPageSize = 50

// LocalFilter says which of the units' own goals to show.
type LocalFilter struct {
	Year  int    // zero as for Overview
	Unit  string // a unit's code, "" for all
	Goal  quality.GoalID
	Own   bool // only those that are no step towards a shared goal
	State quality.LocalState
	Page  int // from 1
}

// LocalGoals is a page of the units' own goals of a year.
type LocalGoals struct {
	Overview
	Page, Pages int
	Total       int
	List        []quality.LocalGoal
}

// LocalGoals reads the units' own goals. fault.ErrNotFound for a unit that the year does
// not have, or a page that there is none of.
func (room *Room) LocalGoals(ctx context.Context, actor org.Actor, group org.GroupID, f LocalFilter) (LocalGoals, error) {
	page := LocalGoals{Page: max(1, f.Page)}
	if err := mayView(actor, group); err != nil {
		return page, err
	}
	if f.Year != 0 && (f.Year < firstYear || f.Year > lastYear) {
		return page, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if page.Overview, err = room.overview(ctx, tx, group, f.Year); err != nil {
			return err
		}
		wanted := postgres.LocalGoals{GroupID: group, Year: page.Year, GoalID: f.Goal, OwnOnly: f.Own, State: f.State,
			Limit: LocalPageSize, Skip: (page.Page - 1) * LocalPageSize}
		if f.Unit != "" {
			unit, known := page.unit(f.Unit)
			if !known {
				return fault.ErrNotFound
			}
			wanted.UnitID = unit.ID
		}
		if page.List, page.Total, err = tx.LocalGoals(ctx, wanted); err != nil {
			return err
		}
		if page.Pages = max(1, (page.Total+LocalPageSize-1)/LocalPageSize); page.Page > page.Pages {
			return fault.ErrNotFound
		}
		return nil
	})
	return page, err
}

// unit is the year's unit with the code; false when it has none.
func (o Overview) unit(code string) (org.Unit, bool) {
	for _, u := range o.Units {
		if u.Code == code {
			return u, true
		}
	}
	return org.Unit{}, false
}

// UnitYear is one unit in one year, zero as for Overview.
type UnitYear struct {
	Code string
	Year int
}

// UnitGoals is what one unit wants in a year, beside what all want, with its results.
type UnitGoals struct {
	Overview
	Unit org.Unit
	// Dataset has the year's results as the actor may see them; Index is the unit's
	// place in every analysis.Row.
	Dataset *analysis.Dataset
	Index   int
	Locally []quality.LocalGoal
}

// UnitGoals reads one unit's goals. fault.ErrNotFound for a unit that the year does not
// have.
func (room *Room) UnitGoals(ctx context.Context, actor org.Actor, group org.GroupID, of UnitYear) (UnitGoals, error) {
	var page UnitGoals
	if err := mayView(actor, group); err != nil {
		return page, err
	}
	if of.Year != 0 && (of.Year < firstYear || of.Year > lastYear) {
		return page, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if page.Overview, err = room.overview(ctx, tx, group, of.Year); err != nil {
			return err
		}
		var known bool
		if page.Unit, known = page.unit(of.Code); !known {
			return fault.ErrNotFound
		}
		if page.Dataset, err = yearSeen(ctx, tx, actor, groupYear{group, page.Year}); err != nil {
			return err
		}
		for n, u := range page.Dataset.Units {
			if u.ID == page.Unit.ID {
				page.Index = n
			}
		}
		page.Locally, _, err = tx.LocalGoals(ctx, postgres.LocalGoals{GroupID: group, Year: page.Year, UnitID: page.Unit.ID})
		return err
	})
	return page, err
}

// yearSeen is the year's results as the actor may see them.
func yearSeen(ctx context.Context, tx *postgres.Tx, actor org.Actor, of groupYear) (*analysis.Dataset, error) {
	whole, err := dataset.Load(ctx, tx, of.group, of.year, of.year)
	if err != nil {
		return nil, err
	}
	return dataset.Seen(ctx, tx, actor, whole, analysis.YearSpan(of.year))
}
