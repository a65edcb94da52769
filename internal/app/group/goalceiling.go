package group

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SaveGoalCeiling stores how many goals the group means to have at most in a year;
// fault.ErrConflict when the settings have been changed since they were read.
func (room *Room) SaveGoalCeiling(ctx context.Context, actor org.Actor, seen Seen, ceiling org.GoalCeiling) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		if err := ceiling.Check(); err != nil {
			return nil, err
		}
		before, err := tx.Group(ctx, seen.GroupID)
		if err != nil || before.GoalCeiling == int(ceiling) {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.save_goal_ceiling", Before: auditedCeiling{before.GoalCeiling}, After: auditedCeiling{int(ceiling)}},
			tx.SaveGoalCeiling(ctx, seen.GroupID, int(ceiling))
	})
}

// auditedCeiling is what the log keeps of the ceiling.
type auditedCeiling struct {
	GoalCeiling int `json:"goal_ceiling"`
}
