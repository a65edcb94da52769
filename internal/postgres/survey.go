package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectSurvey = `-- name: survey
SELECT s.indicator_id, s.response_limit::int AS "limit" FROM group_survey s WHERE s.group_id = @group`

// Survey reads how the group counts the answers to its survey; the zero one when it does not.
func (tx *Tx) Survey(ctx context.Context, group org.GroupID) (quality.Survey, error) {
	s, err := one[quality.Survey](ctx, tx, selectSurvey, pgx.StrictNamedArgs{"group": group})
	if errors.Is(err, fault.ErrNotFound) {
		return quality.Survey{}, nil
	}
	return s, err
}

const upsertSurvey = `-- name: save survey
INSERT INTO group_survey (group_id, indicator_id, response_limit) VALUES (@group, @indicator, @limit)
ON CONFLICT (group_id) DO UPDATE SET indicator_id = excluded.indicator_id, response_limit = excluded.response_limit`

const deleteSurvey = `-- name: remove survey
DELETE FROM group_survey WHERE group_id = @group`

// SaveSurvey stores how the group counts the answers; the zero Survey is that it does not.
func (tx *Tx) SaveSurvey(ctx context.Context, group org.GroupID, s quality.Survey) error {
	if s.IndicatorID == 0 {
		return exec(ctx, tx, deleteSurvey, pgx.StrictNamedArgs{"group": group}, -1, nil)
	}
	return exec(ctx, tx, upsertSurvey, pgx.StrictNamedArgs{"group": group, "indicator": s.IndicatorID, "limit": s.Limit}, 1, fault.ErrConflict)
}
