package goals

import (
	"context"
	"errors"
	"fmt"
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

// SaveDivision stores a division, a new one when it has no id. Its code never changes. A
// part with figures keeps its code and cannot be removed, and the time that it is reported
// for must hold them; it is retired instead. Problems stand at the fields of
// quality.Division.Check. fault.ErrConflict when somebody else changed it since it was read.
func (room *Room) SaveDivision(ctx context.Context, actor org.Actor, group org.GroupID, d quality.Division) (id int64, err error) {
	if !actor.May(org.EditIndicators, group, 0) {
		return 0, fault.ErrForbidden
	}
	id = d.ID
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockDivisions(ctx, group); err != nil {
			return err
		}
		list, _, err := room.readDivisions(ctx, tx, group)
		if err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "goals.create_division", GroupID: group, Subject: "stratification"}
		var before DivisionUse
		if d.ID != 0 {
			if before, err = (Divisions{List: list}).Of(d.ID); err != nil {
				return err
			}
			d.Code = before.Code
			entry.Action, entry.Before = "goals.save_division", keptDivision(before.Division)
		}
		if err := checkDivisionParts(d, before); err != nil {
			return err
		}
		if d.ID == 0 {
			id, err = tx.AddDivision(ctx, group, d)
		} else {
			err = tx.SaveDivision(ctx, group, d)
		}
		if err != nil {
			return err
		}
		entry.SubjectID, entry.After = id, keptDivision(d)
		return tx.AppendAudit(ctx, actor, entry)
	})
	return id, err
}

// checkDivisionParts adds to what the division's own check said what its figures forbid.
func checkDivisionParts(d quality.Division, before DivisionUse) error {
	var v fault.ValidationError
	var invalid *fault.ValidationError
	if errors.As(d.Check(), &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	for n, s := range d.Strata {
		if s.ID == 0 {
			continue
		}
		at := slices.IndexFunc(before.Strata, func(was quality.Stratum) bool { return was.ID == s.ID })
		if at < 0 {
			return fault.ErrNotFound
		}
		used := before.Parts[s.ID]
		switch {
		case used.Figures == 0:
		case before.Strata[at].Code != s.Code:
			v.Add(fmt.Sprintf("part.%d.code", n), "part_used")
		case used.First.Before(s.ValidFrom):
			v.Add(fmt.Sprintf("part.%d.from", n), "part_from_used")
		case !s.ValidTo.IsZero() && !used.Last.Before(s.ValidTo):
			v.Add(fmt.Sprintf("part.%d.to", n), "part_from_used")
		}
	}
	for _, was := range before.Strata {
		kept := slices.ContainsFunc(d.Strata, func(s quality.Stratum) bool { return s.ID == was.ID })
		if !kept && before.Parts[was.ID].Figures > 0 {
			v.Add("parts", "part_used")
		}
	}
	return v.OrNil()
}

// DeleteDivision removes a division that no measure is divided by.
func (room *Room) DeleteDivision(ctx context.Context, actor org.Actor, group org.GroupID, d quality.Division) error {
	if !actor.May(org.EditIndicators, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockDivisions(ctx, group); err != nil {
			return err
		}
		list, _, err := room.readDivisions(ctx, tx, group)
		if err != nil {
			return err
		}
		before, err := (Divisions{List: list}).Of(d.ID)
		if err != nil {
			return err
		}
		if len(before.Measures) > 0 || before.Figures() > 0 {
			return fault.ErrWrongState
		}
		if err := tx.DeleteDivision(ctx, group, d); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "goals.delete_division", GroupID: group,
			Subject: "stratification", SubjectID: d.ID, Before: keptDivision(before.Division)})
	})
}

// DivideMeasure says how the children of a measure are divided, zero for not, as long as no
// figure has been handed in for it: figures of all children cannot become figures of some.
func (room *Room) DivideMeasure(ctx context.Context, actor org.Actor, group org.GroupID, code string, division int64) error {
	if !actor.May(org.EditIndicators, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockDivisions(ctx, group); err != nil {
			return err
		}
		library, err := tx.Indicators(ctx, group, room.now())
		if err != nil {
			return err
		}
		n := slices.IndexFunc(library, func(i quality.Indicator) bool { return i.Code == code })
		if n < 0 {
			return fault.ErrNotFound
		}
		all, err := tx.Stratifications(ctx, group)
		if err != nil {
			return err
		}
		name := ""
		for _, s := range all {
			if s.ID == division {
				name = s.Name
			}
		}
		if division != 0 && (name == "" || !divisible(library[n])) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "stratification", Code: "unknown_choice"}}}
		}
		if err := tx.DivideIndicator(ctx, group, library[n].ID, division); errors.Is(err, fault.ErrConflict) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "stratification", Code: "divided_already"}}}
		} else if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "goals.divide_measure", GroupID: group, Subject: "indicator",
			SubjectID: int64(library[n].ID), After: map[string]any{"code": code, "division": name}})
	})
}

// divisible reports whether the measure counts children, so that they can be divided. What
// carries over from one period to the next describes a site.
func divisible(i quality.Indicator) bool {
	return i.Kind.Numeric() && i.CountsChildren && !i.CarriesOver
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
