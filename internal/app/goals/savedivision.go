package goals

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

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
