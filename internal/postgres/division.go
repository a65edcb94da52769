package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// IndicatorDivision is the way that an indicator's children are divided.
type IndicatorDivision struct {
	IndicatorID quality.IndicatorID
	Stratification
}

const selectIndicatorDivisions = `-- name: divisions of indicators
SELECT i.id AS indicator_id, s.id, s.code, s.name, s.kind, s.version
FROM indicator i
JOIN stratification s ON s.id = i.stratification_id
WHERE i.group_id = @group
ORDER BY i.id`

// IndicatorDivisions reads how those of the group's indicators that are divided are so.
func (tx *Tx) IndicatorDivisions(ctx context.Context, group org.GroupID) ([]IndicatorDivision, error) {
	return collect[IndicatorDivision](ctx, tx, selectIndicatorDivisions, pgx.StrictNamedArgs{"group": group})
}

// Division is a way of dividing the children with its parts.
type Division struct {
	Stratification
	Strata []quality.Stratum // in their order
}

// Divisions reads the group's ways of dividing the children with their parts. Two queries.
func (tx *Tx) Divisions(ctx context.Context, group org.GroupID) ([]Division, error) {
	all, err := tx.Stratifications(ctx, group)
	if err != nil {
		return nil, err
	}
	strata, err := tx.strata(ctx, group)
	if err != nil {
		return nil, err
	}
	list := make([]Division, len(all))
	for n, s := range all {
		list[n] = Division{s, strata[s.ID]}
	}
	return list, nil
}
