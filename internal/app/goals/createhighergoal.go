package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// CreateHigherGoal writes down a goal above the group's own.
func (room *Room) CreateHigherGoal(ctx context.Context, actor org.Actor, h quality.HigherGoal) error {
	if err := mayEdit(actor, h.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		n, err := room.checkHigher(ctx, tx, h)
		if err != nil {
			return err
		}
		h = h.Filled()
		id, err := tx.AddHigherGoal(ctx, h)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.create_higher_goal", GroupID: h.GroupID, Subject: "higher_goal",
			SubjectID: int64(id), After: n.higher(h)})
	})
}

// checkHigher checks a goal above, and that its parts are the group's own.
func (room *Room) checkHigher(ctx context.Context, tx *postgres.Tx, h quality.HigherGoal) (higherThings, error) {
	n, err := room.higherNames(ctx, tx, h.GroupID)
	if err != nil {
		return n, err
	}
	var v fault.ValidationError
	if h.RegionID != 0 && n.regions[h.RegionID] == "" {
		v.Add("region", "unknown_choice")
	}
	if h.FromYear != 0 {
		quality.YearWithin(&v, "from_year", h.FromYear, firstYear, lastYear)
	}
	if h.ToYear != 0 {
		quality.YearWithin(&v, "to_year", h.ToYear, firstYear, lastYear)
	}
	if err := v.OrNil(); err != nil {
		return n, err
	}
	return n, h.Check(n.all, n.library)
}
