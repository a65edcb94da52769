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

const exampleColumns = `
SELECT e.id, e.group_id, e.unit_id, e.title, e.problem, e.done, e.conditions, e.result, e.success_factors,
       coalesce(e.contact_id, 0) AS contact_id, e.contact_text, coalesce(e.indicator_id, 0) AS indicator_id, e.began_on,
       coalesce(e.goal_id, 0) AS goal_id, e.tags, e.state, e.published_at, e.written_at,
       coalesce(e.written_by, 0) AS written_by, e.version,
       ARRAY(SELECT p.promise_id FROM example_promise p WHERE p.example_id = e.id ORDER BY p.promise_id) AS promises
FROM example e`

const selectExample = `-- name: example
` + exampleColumns + `
WHERE e.id = @id AND e.group_id = @group`

// Example reads one of the group's examples; fault.ErrNotFound when it is not the
// group's.
func (tx *Tx) Example(ctx context.Context, group org.GroupID, id improvement.ExampleID) (improvement.Example, error) {
	return one[improvement.Example](ctx, tx, selectExample, pgx.StrictNamedArgs{"id": id, "group": group})
}

const lockExample = `-- name: lock example
` + exampleColumns + `
WHERE e.id = @id AND e.group_id = @group
FOR UPDATE OF e`

// LockExample is Example for one that is to be changed, or to have something attached:
// it stays as it is until the transaction ends.
func (tx *Tx) LockExample(ctx context.Context, group org.GroupID, id improvement.ExampleID) (improvement.Example, error) {
	return one[improvement.Example](ctx, tx, lockExample, pgx.StrictNamedArgs{"id": id, "group": group})
}

const insertExample = `-- name: insert example
INSERT INTO example (group_id, unit_id, title, problem, done, conditions, result, success_factors, contact_id, contact_text,
                     indicator_id, began_on, goal_id, tags, state, published_at, written_at, written_by)
VALUES (@group, @unit, @title, @problem, @done, @conditions, @result, @success_factors, nullif(@contact::bigint, 0), @contact_text,
        nullif(@indicator::bigint, 0), @began_on, nullif(@goal::bigint, 0), @tags, @state, @published_at, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddExample stores a new example with its promises and gives its id. fault.ErrNotFound
// for a unit or a measure that is not the group's.
func (tx *Tx) AddExample(ctx context.Context, e improvement.Example) (improvement.ExampleID, error) {
	id, err := value[improvement.ExampleID](ctx, tx, insertExample, exampleArgs(e))
	if err != nil {
		return 0, err
	}
	e.ID = id
	return id, tx.setExamplePromises(ctx, e)
}

const updateExample = `-- name: update example
UPDATE example SET unit_id = @unit, title = @title, problem = @problem, done = @done, conditions = @conditions, result = @result,
    success_factors = @success_factors, contact_id = nullif(@contact::bigint, 0), contact_text = @contact_text,
    indicator_id = nullif(@indicator::bigint, 0), began_on = @began_on, goal_id = nullif(@goal::bigint, 0), tags = @tags,
    state = @state, published_at = @published_at, written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveExample stores a changed example with its promises; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SaveExample(ctx context.Context, e improvement.Example) error {
	args := exampleArgs(e)
	args["id"], args["version"] = e.ID, e.Version
	if err := exec(ctx, tx, updateExample, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setExamplePromises(ctx, e)
}

func exampleArgs(e improvement.Example) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": e.GroupID, "unit": e.UnitID, "title": e.Title, "problem": e.Problem, "done": e.Done,
		"conditions": e.Conditions, "result": e.Result, "success_factors": e.SuccessFactors, "contact": e.ContactID,
		"contact_text": e.ContactText, "indicator": e.IndicatorID, "began_on": e.BeganOn, "goal": e.GoalID, "tags": nonNil(e.Tags),
		"state": e.State, "published_at": e.PublishedAt, "at": e.WrittenAt, "by": e.WrittenBy}
}

const clearExamplePromises = `-- name: clear example promises
DELETE FROM example_promise WHERE example_id = @example AND promise_id <> ALL(@promises::bigint[])`

const insertExamplePromises = `-- name: insert example promises
INSERT INTO example_promise (example_id, promise_id)
SELECT @example, chosen.id FROM unnest(@promises::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

func (tx *Tx) setExamplePromises(ctx context.Context, e improvement.Example) error {
	args := pgx.StrictNamedArgs{"example": e.ID, "promises": nonNil(e.Promises)}
	if err := exec(ctx, tx, clearExamplePromises, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertExamplePromises, args, -1, nil)
}

const clearExampleAttachments = `-- name: clear example attachments
DELETE FROM example_attachment WHERE example_id = @example`

const deleteExample = `-- name: delete example
DELETE FROM example WHERE id = @example AND group_id = @group AND version = @version AND published_at IS NULL`

// DeleteExample removes a draft that was never published, with what is attached to it;
// fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) DeleteExample(ctx context.Context, e improvement.Example) error {
	bare := e
	bare.Promises = nil
	if err := tx.setExamplePromises(ctx, bare); err != nil {
		return err
	}
	if err := exec(ctx, tx, clearExampleAttachments, pgx.StrictNamedArgs{"example": e.ID}, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, deleteExample,
		pgx.StrictNamedArgs{"example": e.ID, "group": e.GroupID, "version": e.Version}, 1, fault.ErrConflict)
}

// UnitContact is somebody who leads the care at a unit.
type UnitContact struct {
	UnitID org.UnitID
	Role   org.Role
	Name   string
	Email  string
}

const selectUnitContacts = `-- name: unit contacts
SELECT m.unit_id, m.role, p.name, p.email
FROM membership m
JOIN person p ON p.id = m.person_id
WHERE m.group_id = @group AND m.role IN ('medical_lead', 'unit_manager')
  AND m.valid_from <= @day AND (m.valid_to IS NULL OR m.valid_to >= @day) AND (p.left_on IS NULL OR p.left_on > @day)
ORDER BY m.unit_id, m.role, p.name COLLATE "sv-x-icu", p.id`

// UnitContacts reads who leads the care at the group's units on the day: the medical
// leads of a unit before its unit managers.
func (tx *Tx) UnitContacts(ctx context.Context, group org.GroupID, day time.Time) ([]UnitContact, error) {
	return collect[UnitContact](ctx, tx, selectUnitContacts, pgx.StrictNamedArgs{"group": group, "day": day})
}

// ExampleOf is a published example of a unit's about a measure.
type ExampleOf struct {
	ID          improvement.ExampleID
	UnitID      org.UnitID
	IndicatorID quality.IndicatorID
	Title       string
}

const selectMeasureExamples = `-- name: published examples by measure
SELECT e.id, e.unit_id, e.indicator_id, e.title
FROM example e
WHERE e.group_id = @group AND e.state = 'published' AND e.indicator_id = ANY(@indicators::bigint[])
ORDER BY e.published_at DESC, e.id DESC`

// MeasureExamples reads the published examples about the measures, the newest first.
func (tx *Tx) MeasureExamples(ctx context.Context, group org.GroupID, indicators []quality.IndicatorID) ([]ExampleOf, error) {
	return collect[ExampleOf](ctx, tx, selectMeasureExamples, pgx.StrictNamedArgs{"group": group, "indicators": nonNil(indicators)})
}
