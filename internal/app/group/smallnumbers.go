package group

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Hidden is what a threshold means: how many of the units' values of a year readers
// outside the group are not shown. Year is zero when there are no values.
type Hidden struct {
	Year, Hidden, Of int
}

// hidden counts them for the latest year with figures.
func hidden(ctx context.Context, tx *postgres.Tx, group org.GroupID, s org.SmallNumbers) (Hidden, error) {
	var h Hidden
	years, err := tx.ResultYears(ctx, group)
	if err != nil {
		return h, err
	}
	for _, y := range years {
		if y.HasFigures {
			h.Year = y.Year
		}
	}
	if h.Year == 0 {
		return h, nil
	}
	ds, err := dataset.Load(ctx, tx, group, h.Year, h.Year)
	if err != nil {
		return h, err
	}
	ds.Group.MaskingThreshold = s.MaskingThreshold
	masked := ds.Mask()
	for _, block := range masked.Overview(h.Year) {
		for _, row := range block.Rows {
			if row.Measure.Kind.Numeric() && row.Measure.CountsChildren {
				h.count(row)
			}
		}
	}
	return h, nil
}

func (h *Hidden) count(row analysis.Row) {
	for _, c := range row.Units {
		switch c.State {
		case analysis.Masked:
			h.Hidden, h.Of = h.Hidden+1, h.Of+1
		case analysis.Reported:
			h.Of++
		}
	}
}

// TrySmallNumbers works out what would be hidden with other limits, without changing
// anything.
func (room *Room) TrySmallNumbers(ctx context.Context, actor org.Actor, group org.GroupID, s org.SmallNumbers) (Hidden, error) {
	var h Hidden
	if !actor.May(org.EditGroup, group, 0) {
		return h, fault.ErrForbidden
	}
	if err := s.Check(); err != nil {
		return h, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		h, err = hidden(ctx, tx, group, s)
		return err
	})
	return h, err
}

// SaveSmallNumbers stores the group's limits for values of few children, from now on
// for all years; fault.ErrConflict when the settings have been changed since they were
// read.
func (room *Room) SaveSmallNumbers(ctx context.Context, actor org.Actor, seen Seen, s org.SmallNumbers) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		if err := s.Check(); err != nil {
			return nil, err
		}
		before, err := tx.Group(ctx, seen.GroupID)
		if err != nil || before.SmallNumbers() == s {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.save_small_numbers", Before: auditedSmallNumbers(before.SmallNumbers()), After: auditedSmallNumbers(s)},
			tx.SaveSmallNumbers(ctx, seen.GroupID, s)
	})
}

// auditedSmallNumbers is what the log keeps of the limits.
type auditedSmallNumbers struct {
	MaskingThreshold int `json:"masking_threshold"`
	ReliabilityLimit int `json:"reliability_limit"`
}
