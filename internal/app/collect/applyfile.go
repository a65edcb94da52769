package collect

import (
	"context"
	"errors"
	"slices"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ApplyFile stores the file's rows, all or none. Seen is that of the plan that
// the actor decided upon. When any row is wrong, or the figures have become others
// since then, nothing is stored and the plan that holds now comes back without
// Stored. A file that is stored already changes nothing.
func (room *Room) ApplyFile(ctx context.Context, actor org.Actor, file File, apply Applying) (FilePlan, error) {
	var plan FilePlan
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := room.newPlanning(ctx, tx, actor, file)
		if err != nil {
			return err
		}
		var changing []*placed
		if plan, changing, err = p.plan(ctx, apply.Rows); err != nil {
			return err
		}
		if plan.Wrong > 0 || plan.New+plan.Changed > 0 && plan.Seen != apply.Seen {
			return errNothing
		}
		locked, err := p.lock(ctx, changing)
		if err != nil {
			return err
		}
		// Somebody may have saved between the plan and the locks.
		if plan, changing, err = p.plan(ctx, apply.Rows); err != nil {
			return err
		}
		if plan.Wrong > 0 || len(changing) > 0 && plan.Seen != apply.Seen {
			return errNothing
		}
		for _, form := range changing {
			if err := p.store(ctx, form, locked[form.at.key()], plan); err != nil {
				return err
			}
		}
		plan.Stored = true
		return nil
	})
	if errors.Is(err, errNothing) {
		err = nil
	}
	return plan, err
}

// Applying is the decision to store a file.
type Applying struct {
	Rows []FileRow
	Seen string // FilePlan.Seen
}

// lock keeps everybody else from changing the forms until the transaction ends,
// in an order that is always the same.
func (p planning) lock(ctx context.Context, forms []*placed) (map[placeKey]quality.Submission, error) {
	slices.SortFunc(forms, func(a, b *placed) int {
		if a.at.unit.ID != b.at.unit.ID {
			return int(a.at.unit.ID - b.at.unit.ID)
		}
		return a.at.period.Start().Compare(b.at.period.Start())
	})
	locked := map[placeKey]quality.Submission{}
	for _, form := range forms {
		s, err := p.tx.LockSubmission(ctx, p.group.ID, form.at.unit.ID, form.at.period)
		if err != nil {
			return nil, err
		}
		locked[form.at.key()] = s
	}
	return locked, nil
}

// store writes the rows of one form that change anything.
func (p planning) store(ctx context.Context, form *placed, submission quality.Submission, plan FilePlan) error {
	s := saving{tx: p.tx, actor: p.actor, at: form.at, now: p.room.now(), form: &form.form,
		submission: submission, file: p.file.Name}
	for _, n := range form.rows {
		r := plan.Rows[n]
		if r.Outcome != NewFigure && r.Outcome != ChangedFigure {
			continue
		}
		if err := s.store(ctx, stored{Row: r.Row}, r.After); err != nil {
			return err
		}
	}
	return s.finish(ctx, &form.reading, &Saved{})
}

// key tells the place from others of the group.
func (at place) key() placeKey { return placeKey{at.unit.ID, at.period} }
