package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const upsertWeighing = `-- name: save weighing
INSERT INTO nomination_weighing (nomination_id, group_id, unit_id, poor_quality, variation, stand, remark, person_id, taken_at)
VALUES (@nomination, @group, @unit, @poor, @varies, @stand, @remark, @person, @at)
ON CONFLICT (nomination_id, unit_id) DO UPDATE SET poor_quality = excluded.poor_quality, variation = excluded.variation,
    stand = excluded.stand, remark = excluded.remark, person_id = excluded.person_id, taken_at = excluded.taken_at
WHERE nomination_weighing.group_id = excluded.group_id`

// SaveWeighing stores a unit's word on one of the group's nominations, instead of what it
// said before; fault.ErrNotFound when either is not the group's.
func (tx *Tx) SaveWeighing(ctx context.Context, group org.GroupID, w improvement.Weighing) error {
	return exec(ctx, tx, upsertWeighing, pgx.StrictNamedArgs{"nomination": w.NominationID, "group": group, "unit": w.UnitID,
		"poor": w.PoorQuality, "varies": w.Variation, "stand": w.Stand, "remark": w.Remark, "person": w.PersonID, "at": w.TakenAt}, 1, fault.ErrNotFound)
}

// FoundWeighing is a unit's word with the name of who said it.
type FoundWeighing struct {
	improvement.Weighing
	PersonName string
}

const selectWeighings = `-- name: weighings
SELECT w.nomination_id, w.unit_id, w.poor_quality, w.variation, w.stand, w.remark, w.person_id, p.name AS person_name, w.taken_at
FROM nomination_weighing w
JOIN nomination n ON n.id = w.nomination_id
JOIN person p ON p.id = w.person_id
JOIN group_unit gu ON gu.group_id = w.group_id AND gu.unit_id = w.unit_id
WHERE n.round_id = @round AND w.group_id = @group
ORDER BY w.nomination_id, gu.position, w.unit_id`

// Weighings reads what the units say of a round's nominations, each nomination's together
// in the units' own order.
func (tx *Tx) Weighings(ctx context.Context, group org.GroupID, round improvement.RoundID) ([]FoundWeighing, error) {
	type weighingRow struct {
		NominationID           improvement.NominationID
		UnitID                 org.UnitID
		PoorQuality, Variation improvement.Strength
		Stand                  quality.StandKind
		Remark                 string
		PersonID               org.PersonID
		PersonName             string
		TakenAt                time.Time
	}
	rows, err := collect[weighingRow](ctx, tx, selectWeighings, pgx.StrictNamedArgs{"group": group, "round": round})
	list := make([]FoundWeighing, len(rows))
	for n, r := range rows {
		list[n] = FoundWeighing{improvement.Weighing{NominationID: r.NominationID, UnitID: r.UnitID, PoorQuality: r.PoorQuality,
			Variation: r.Variation, Stand: r.Stand, Remark: r.Remark, PersonID: r.PersonID, TakenAt: r.TakenAt}, r.PersonName}
	}
	return list, err
}
