package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MethodRow is a method with the code and the name of its measure, "" for none.
type MethodRow struct {
	improvement.Method
	MeasureCode, MeasureName string
}

// The measure is named as it is defined last.
const methodColumns = `
SELECT m.id, m.group_id, m.direction, m.kind, m.title, m.why, m.children, m.source, m.source_url, m.decided_by, m.decided_on,
       m.priority::int AS priority, m.position::int AS position, m.target_on, coalesce(m.indicator_id, 0) AS indicator_id,
       m.follow_up_months::int[] AS follow_up_months, m.ended_on, m.written_at, coalesce(m.written_by, 0) AS written_by, m.version,
       coalesce((SELECT array_agg(mp.promise_id ORDER BY pp.position, pp.id) FROM method_promise mp
                 JOIN patient_promise pp ON pp.id = mp.promise_id WHERE mp.method_id = m.id), '{}') AS promises,
       coalesce(i.code, '') AS measure_code,
       coalesce((SELECT v.name FROM indicator_version v WHERE v.indicator_id = m.indicator_id ORDER BY v.valid_from DESC LIMIT 1), '') AS measure_name
FROM method m
LEFT JOIN indicator i ON i.id = m.indicator_id`

const selectMethods = `-- name: methods` + methodColumns + `
WHERE m.group_id = @group
ORDER BY m.direction, m.priority, m.position, m.title COLLATE "sv-x-icu", m.id`

// Methods reads the group's methods, those that are introduced before those that are phased
// out, and each in the group's order.
func (tx *Tx) Methods(ctx context.Context, group org.GroupID) ([]MethodRow, error) {
	return collect[MethodRow](ctx, tx, selectMethods, pgx.StrictNamedArgs{"group": group})
}

const selectMethod = `-- name: method` + methodColumns + `
WHERE m.group_id = @group AND m.id = @id`

// Method reads one of the group's methods; fault.ErrNotFound when it is not the group's.
func (tx *Tx) Method(ctx context.Context, group org.GroupID, id improvement.MethodID) (MethodRow, error) {
	return one[MethodRow](ctx, tx, selectMethod, pgx.StrictNamedArgs{"group": group, "id": id})
}

const lockMethod = selectMethod + `
FOR NO KEY UPDATE OF m`

// LockMethod is Method, and keeps everybody else from changing the method, and from
// following it up, until the transaction ends.
func (tx *Tx) LockMethod(ctx context.Context, group org.GroupID, id improvement.MethodID) (MethodRow, error) {
	return one[MethodRow](ctx, tx, lockMethod, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertMethod = `-- name: insert method
INSERT INTO method (group_id, direction, kind, title, why, children, source, source_url, decided_by, decided_on, priority, position,
    target_on, indicator_id, follow_up_months, ended_on, written_at, written_by)
VALUES (@group, @direction, @kind, @title, @why, @children, @source, @source_url, @decided_by, @decided_on, @priority, @position,
    @target_on, nullif(@indicator::bigint, 0), @follow_up_months, @ended_on, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddMethod stores a new method with its promises and gives its id; fault.ErrNotFound for a
// measure that is not the group's.
func (tx *Tx) AddMethod(ctx context.Context, m improvement.Method) (improvement.MethodID, error) {
	id, err := value[improvement.MethodID](ctx, tx, insertMethod, methodArgs(m))
	if err != nil {
		return 0, err
	}
	m.ID = id
	return id, tx.setMethodPromises(ctx, m)
}

const updateMethod = `-- name: update method
UPDATE method SET direction = @direction, kind = @kind, title = @title, why = @why, children = @children, source = @source,
    source_url = @source_url, decided_by = @decided_by, decided_on = @decided_on, priority = @priority, position = @position,
    target_on = @target_on, indicator_id = nullif(@indicator::bigint, 0), follow_up_months = @follow_up_months, ended_on = @ended_on,
    written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveMethod stores a changed method with its promises; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) SaveMethod(ctx context.Context, m improvement.Method) error {
	args := methodArgs(m)
	args["id"], args["version"] = m.ID, m.Version
	if err := exec(ctx, tx, updateMethod, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setMethodPromises(ctx, m)
}

func methodArgs(m improvement.Method) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": m.GroupID, "direction": m.Direction, "kind": m.Kind, "title": m.Title, "why": m.Why,
		"children": m.Children, "source": m.Source, "source_url": m.SourceURL, "decided_by": m.DecidedBy, "decided_on": m.DecidedOn,
		"priority": m.Priority, "position": m.Position, "target_on": m.TargetOn, "indicator": m.IndicatorID,
		"follow_up_months": nonNil(m.FollowUpMonths), "ended_on": m.EndedOn, "at": m.WrittenAt, "by": m.WrittenBy}
}

const clearMethodPromises = `-- name: clear method promises
DELETE FROM method_promise WHERE method_id = @method AND promise_id <> ALL(@promises::bigint[])`

const insertMethodPromises = `-- name: insert method promises
INSERT INTO method_promise (method_id, promise_id)
SELECT @method, chosen.id FROM unnest(@promises::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

func (tx *Tx) setMethodPromises(ctx context.Context, m improvement.Method) error {
	args := pgx.StrictNamedArgs{"method": m.ID, "promises": nonNil(m.Promises)}
	if err := exec(ctx, tx, clearMethodPromises, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertMethodPromises, args, -1, nil)
}

// MethodOf is a method that a measure follows.
type MethodOf struct {
	ID          improvement.MethodID
	IndicatorID quality.IndicatorID
	Direction   improvement.MethodDirection
	Title       string
}

const selectMeasureMethods = `-- name: methods by measure
SELECT m.id, m.indicator_id, m.direction, m.title
FROM method m
WHERE m.group_id = @group AND m.indicator_id = ANY(@indicators::bigint[]) AND m.ended_on IS NULL
ORDER BY m.direction, m.priority, m.position, m.id`

// MeasureMethods reads the methods that the measures follow, in the group's order; those
// that have ended are left out.
func (tx *Tx) MeasureMethods(ctx context.Context, group org.GroupID, indicators []quality.IndicatorID) ([]MethodOf, error) {
	return collect[MethodOf](ctx, tx, selectMeasureMethods, pgx.StrictNamedArgs{"group": group, "indicators": nonNil(indicators)})
}
