package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const upsertStand = `-- name: save stand
INSERT INTO goal_stand (proposal_id, group_id, unit_id, stand, remark, person_id, taken_at)
VALUES (@proposal, @group, @unit, @stand, @remark, @person, @at)
ON CONFLICT (proposal_id, unit_id) DO UPDATE SET stand = excluded.stand, remark = excluded.remark,
    person_id = excluded.person_id, taken_at = excluded.taken_at
WHERE goal_stand.group_id = excluded.group_id`

// SaveStand stores what a unit of the group says of one of its proposals, instead of
// what it said before; fault.ErrNotFound when either is not the group's.
func (tx *Tx) SaveStand(ctx context.Context, group org.GroupID, s quality.Stand) error {
	return exec(ctx, tx, upsertStand, pgx.StrictNamedArgs{"proposal": s.ProposalID, "group": group, "unit": s.UnitID,
		"stand": s.Kind, "remark": s.Remark, "person": s.PersonID, "at": s.TakenAt}, 1, fault.ErrNotFound)
}

// TakenStand is a stand with the name of who took it.
type TakenStand struct {
	quality.Stand
	PersonName string
}

const selectStands = `-- name: stands
SELECT s.proposal_id, s.unit_id, s.stand, s.remark, s.person_id, p.name AS person_name, s.taken_at
FROM goal_stand s
JOIN person p ON p.id = s.person_id
JOIN group_unit gu ON gu.group_id = s.group_id AND gu.unit_id = s.unit_id
WHERE s.proposal_id = ANY(@proposals) AND s.group_id = @group
ORDER BY s.proposal_id, gu.position, s.unit_id`

// Stands reads what the group's units say of the proposals, each proposal's together in
// the units' own order.
func (tx *Tx) Stands(ctx context.Context, group org.GroupID, proposals []quality.ProposalID) ([]TakenStand, error) {
	type standRow struct {
		ProposalID quality.ProposalID
		UnitID     org.UnitID
		Stand      quality.StandKind
		Remark     string
		PersonID   org.PersonID
		PersonName string
		TakenAt    time.Time
	}
	rows, err := collect[standRow](ctx, tx, selectStands, pgx.StrictNamedArgs{"group": group, "proposals": nonNil(proposals)})
	if err != nil {
		return nil, err
	}
	list := make([]TakenStand, len(rows))
	for n, r := range rows {
		list[n] = TakenStand{quality.Stand{ProposalID: r.ProposalID, UnitID: r.UnitID, Kind: r.Stand, Remark: r.Remark,
			PersonID: r.PersonID, TakenAt: r.TakenAt}, r.PersonName}
	}
	return list, nil
}
