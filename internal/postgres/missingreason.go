package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MissingReason is one of the group's own reasons for a figure that is missing.
type MissingReason struct {
	ID     quality.ReasonID
	Text   string
	Active bool
}

const selectMissingReasons = `-- name: missing reasons
SELECT r.id, r.text, r.active FROM missing_reason r WHERE r.group_id = @group ORDER BY r.position, r.id`

// MissingReasons reads the group's reasons for missing figures, retired ones too.
func (tx *Tx) MissingReasons(ctx context.Context, group org.GroupID) ([]MissingReason, error) {
	return collect[MissingReason](ctx, tx, selectMissingReasons, pgx.StrictNamedArgs{"group": group})
}
