package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
)

// Adoption is how far a unit has come with an example, with the name of who noted it.
type Adoption struct {
	improvement.Adoption
	PersonName string
}

const selectAdoptions = `-- name: example adoptions
SELECT a.example_id, a.group_id, a.unit_id, a.state, a.why, a.since, coalesce(a.action_id, 0) AS action_id, a.person_id,
       a.noted_at, a.version, p.name AS person_name
FROM example_adoption a
JOIN person p ON p.id = a.person_id
WHERE a.example_id = @example
ORDER BY a.unit_id`

// Adoptions reads how far the units have come with the example.
func (tx *Tx) Adoptions(ctx context.Context, example improvement.ExampleID) ([]Adoption, error) {
	return collect[Adoption](ctx, tx, selectAdoptions, pgx.StrictNamedArgs{"example": example})
}

const insertAdoption = `-- name: insert example adoption
INSERT INTO example_adoption (example_id, group_id, unit_id, state, why, since, action_id, person_id, noted_at)
VALUES (@example, @group, @unit, @state, @why, @since, nullif(@action::bigint, 0), @person, @at)
ON CONFLICT (example_id, unit_id) DO NOTHING`

const updateAdoption = `-- name: update example adoption
UPDATE example_adoption SET state = @state, why = @why, since = @since, action_id = nullif(@action::bigint, 0),
    person_id = @person, noted_at = @at, version = version + 1
WHERE example_id = @example AND group_id = @group AND unit_id = @unit AND version = @version`

// SaveAdoption stores how far a unit has come: anew when Version is 0, else instead of
// that version; fault.ErrConflict when somebody else noted something since. The example
// and the unit are fault.ErrNotFound when they are not the group's.
func (tx *Tx) SaveAdoption(ctx context.Context, a improvement.Adoption) error {
	args := pgx.StrictNamedArgs{"example": a.ExampleID, "group": a.GroupID, "unit": a.UnitID, "state": a.State, "why": a.Why,
		"since": a.Since, "action": a.ActionID, "person": a.PersonID, "at": a.NotedAt}
	if a.Version == 0 {
		return exec(ctx, tx, insertAdoption, args, 1, fault.ErrConflict)
	}
	args["version"] = a.Version
	return exec(ctx, tx, updateAdoption, args, 1, fault.ErrConflict)
}
