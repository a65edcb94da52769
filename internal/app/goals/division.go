package goals

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// DivisionUse is how a division is used.
type DivisionUse struct {
	quality.Division
	Measures []quality.Indicator // that are divided so
	Parts    map[quality.StratumID]postgres.DivisionUse
}

// Figures is how many figures have been handed in for its parts.
func (d DivisionUse) Figures() (n int) {
	for _, p := range d.Parts {
		n += p.Figures
	}
	return n
}

// Divisions are a group's ways of dividing the children, and the regions that home regions
// can be made from.
type Divisions struct {
	List    []DivisionUse
	Regions []postgres.Region
	CanEdit bool
}

// Of is the division with the id, or fault.ErrNotFound.
func (d Divisions) Of(id int64) (DivisionUse, error) {
	n := slices.IndexFunc(d.List, func(u DivisionUse) bool { return u.ID == id })
	if n < 0 {
		return DivisionUse{}, fault.ErrNotFound
	}
	return d.List[n], nil
}

// ShowDivisions lists the group's ways of dividing the children, for everybody who may see
// its measures.
func (room *Room) ShowDivisions(ctx context.Context, actor org.Actor, group org.GroupID) (Divisions, error) {
	d := Divisions{CanEdit: actor.May(org.EditIndicators, group, 0)}
	if !actor.May(org.ViewGroup, group, 0) {
		return d, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		d.List, d.Regions, err = room.readDivisions(ctx, tx, group)
		return err
	})
	return d, err
}

func (room *Room) readDivisions(ctx context.Context, tx *postgres.Tx, group org.GroupID) ([]DivisionUse, []postgres.Region, error) {
	all, err := tx.Divisions(ctx, group)
	if err != nil {
		return nil, nil, err
	}
	uses, err := tx.DivisionUses(ctx, group)
	if err != nil {
		return nil, nil, err
	}
	divided, err := tx.IndicatorDivisions(ctx, group)
	if err != nil {
		return nil, nil, err
	}
	library, err := tx.Indicators(ctx, group, room.now())
	if err != nil {
		return nil, nil, err
	}
	regions, err := tx.GroupRegions(ctx, group)
	if err != nil {
		return nil, nil, err
	}
	list := make([]DivisionUse, len(all))
	for n, d := range all {
		list[n] = DivisionUse{Division: quality.Division{ID: d.ID, Code: d.Code, Name: d.Name, Kind: d.Kind, Strata: d.Strata, Version: d.Version},
			Parts: map[quality.StratumID]postgres.DivisionUse{}}
		for _, u := range uses {
			if u.StratificationID == d.ID {
				list[n].Parts[u.StratumID] = u
			}
		}
		for _, i := range library {
			if slices.ContainsFunc(divided, func(o postgres.IndicatorDivision) bool { return o.IndicatorID == i.ID && o.ID == d.ID }) {
				list[n].Measures = append(list[n].Measures, i)
			}
		}
	}
	return list, regions, nil
}

// auditedDivision is what the log keeps of a division.
type auditedDivision struct {
	Code     string   `json:"code"`
	Division string   `json:"division"`
	Kind     string   `json:"division_kind"`
	Parts    []string `json:"parts"`
}

func keptDivision(d quality.Division) auditedDivision {
	kept := auditedDivision{Code: d.Code, Division: d.Name, Kind: string(d.Kind)}
	for _, s := range d.Strata {
		part := s.Code + " " + s.Name
		if !s.ValidFrom.IsZero() {
			part += " " + s.ValidFrom.Format(time.DateOnly) + "–"
		}
		if !s.ValidTo.IsZero() {
			part += " –" + s.ValidTo.Format(time.DateOnly)
		}
		kept.Parts = append(kept.Parts, part)
	}
	return kept
}
