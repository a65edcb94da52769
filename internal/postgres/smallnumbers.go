package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const updateSmallNumbers = `-- name: update small numbers of group
UPDATE programme_group SET masking_threshold = @threshold, reliability_limit = @limit WHERE id = @group`

// SaveSmallNumbers stores the group's limits for values of few children.
func (tx *Tx) SaveSmallNumbers(ctx context.Context, group org.GroupID, s org.SmallNumbers) error {
	return exec(ctx, tx, updateSmallNumbers, pgx.StrictNamedArgs{"group": group,
		"threshold": s.MaskingThreshold, "limit": s.ReliabilityLimit}, 1, fault.ErrNotFound)
}
