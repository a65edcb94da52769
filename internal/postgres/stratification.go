package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// DivisionUse is what a part of a division has been used for.
type DivisionUse struct {
	StratificationID int64
	StratumID        quality.StratumID
	// Figures are handed in for the part, the first period of which begins on First and the
	// last on Last; the zero times when there are none.
	Figures     int
	First, Last time.Time
}

const selectDivisionUse = `-- name: use of divisions
SELECT s.stratification_id, s.id AS stratum_id, count(f.id)::int AS figures,
       coalesce(min(f.period_start), '0001-01-01') AS first, coalesce(max(f.period_start), '0001-01-01') AS last
FROM stratification t
JOIN stratum s ON s.stratification_id = t.id
LEFT JOIN figure f ON f.stratum_id = s.id
WHERE t.group_id = @group
GROUP BY s.stratification_id, s.id
ORDER BY s.id`

// DivisionUses reads how the parts of all the group's divisions have been used.
func (tx *Tx) DivisionUses(ctx context.Context, group org.GroupID) ([]DivisionUse, error) {
	return collect[DivisionUse](ctx, tx, selectDivisionUse, pgx.StrictNamedArgs{"group": group})
}

const lockDivisions = `-- name: lock divisions
SELECT pg_advisory_xact_lock(hashtextextended('divisions', @group::bigint))`

// LockDivisions keeps others from changing the group's divisions, and what is divided by
// them, until the transaction ends.
func (tx *Tx) LockDivisions(ctx context.Context, group org.GroupID) error {
	return exec(ctx, tx, lockDivisions, pgx.StrictNamedArgs{"group": group}, -1, nil)
}

const selectGroupRegions = `-- name: regions of group
SELECT r.id, r.name
FROM programme_group g
JOIN region r ON r.healthcare_region_id = g.healthcare_region_id
WHERE g.id = @group
ORDER BY r.position, r.id`

// GroupRegions reads the regions of the group's healthcare region, in their order.
func (tx *Tx) GroupRegions(ctx context.Context, group org.GroupID) ([]Region, error) {
	return collect[Region](ctx, tx, selectGroupRegions, pgx.StrictNamedArgs{"group": group})
}

const insertStratification = `-- name: insert stratification
INSERT INTO stratification (group_id, code, name, kind) VALUES (@group, @code, @name, @kind) RETURNING id`

const insertStratum = `-- name: insert stratum
INSERT INTO stratum (stratification_id, code, name, position, valid_from, valid_to)
VALUES (@division, @code, @name, @position, nullif(@from::date, '0001-01-01'), nullif(@to::date, '0001-01-01'))`

// AddDivision stores a new way of dividing the children with its parts, and gives its id. A
// code that is taken is a problem at "code".
func (tx *Tx) AddDivision(ctx context.Context, group org.GroupID, d quality.Division) (int64, error) {
	id, err := value[int64](ctx, tx, insertStratification, pgx.StrictNamedArgs{"group": group, "code": d.Code, "name": d.Name, "kind": d.Kind})
	if err != nil {
		return 0, err
	}
	return id, tx.saveStrata(ctx, id, d.Strata)
}

const updateStratification = `-- name: update stratification
UPDATE stratification SET name = @name, kind = @kind, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

const deleteStrata = `-- name: delete strata
DELETE FROM stratum WHERE stratification_id = @division AND NOT id = ANY(@kept::bigint[])`

// SaveDivision stores a changed division, whose code never changes: parts with an id are
// changed, those without are added, and those that are not there any more are removed.
// fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) SaveDivision(ctx context.Context, group org.GroupID, d quality.Division) error {
	args := pgx.StrictNamedArgs{"id": d.ID, "group": group, "name": d.Name, "kind": d.Kind, "version": d.Version}
	if err := exec(ctx, tx, updateStratification, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	kept := []quality.StratumID{}
	for _, s := range d.Strata {
		if s.ID != 0 {
			kept = append(kept, s.ID)
		}
	}
	if err := exec(ctx, tx, deleteStrata, pgx.StrictNamedArgs{"division": d.ID, "kept": kept}, -1, nil); err != nil {
		return err
	}
	return tx.saveStrata(ctx, d.ID, d.Strata)
}

const updateStratum = `-- name: update stratum
UPDATE stratum SET code = @code, name = @name, position = @position,
    valid_from = nullif(@from::date, '0001-01-01'), valid_to = nullif(@to::date, '0001-01-01')
WHERE id = @id AND stratification_id = @division`

func (tx *Tx) saveStrata(ctx context.Context, division int64, strata []quality.Stratum) error {
	for n, s := range strata {
		args := pgx.StrictNamedArgs{"division": division, "code": s.Code, "name": s.Name, "position": n + 1, "from": s.ValidFrom, "to": s.ValidTo}
		sql := insertStratum
		if s.ID != 0 {
			sql, args["id"] = updateStratum, s.ID
		}
		if err := exec(ctx, tx, sql, args, 1, fault.ErrConflict); err != nil {
			return err
		}
	}
	return nil
}

const deleteStratification = `-- name: delete stratification
DELETE FROM stratification WHERE id = @id AND group_id = @group AND version = @version`

// DeleteDivision removes a division that nothing has been divided by; fault.ErrConflict
// when somebody else changed it since it was read.
func (tx *Tx) DeleteDivision(ctx context.Context, group org.GroupID, d quality.Division) error {
	if err := exec(ctx, tx, deleteStrata, pgx.StrictNamedArgs{"division": d.ID, "kept": []quality.StratumID{}}, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, deleteStratification, pgx.StrictNamedArgs{"id": d.ID, "group": group, "version": d.Version}, 1, fault.ErrConflict)
}

const divideIndicator = `-- name: divide indicator
UPDATE indicator SET stratification_id = nullif(@division::bigint, 0)
WHERE id = @id AND group_id = @group AND NOT EXISTS (SELECT 1 FROM figure f WHERE f.indicator_id = @id)`

// DivideIndicator says how the children of an indicator without figures are divided, zero
// for not; fault.ErrConflict when it has figures.
func (tx *Tx) DivideIndicator(ctx context.Context, group org.GroupID, id quality.IndicatorID, division int64) error {
	return exec(ctx, tx, divideIndicator, pgx.StrictNamedArgs{"group": group, "id": id, "division": division}, 1, fault.ErrConflict)
}
