package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// ExampleOpening is a published example with how far it has come to be read by everybody.
type ExampleOpening struct {
	ID       improvement.ExampleID
	UnitID   org.UnitID
	UnitName string
	Title    string
	Version  int
	// ConsentedVersion is the version that the unit has agreed to; zero for none.
	ConsentedVersion int
	ConsentedAt      *time.Time
	ConsentedBy      string
	OpenedAt         *time.Time // when the group opened it; nil while it has not
	OpenedBy         string
}

// Agreed reports whether the unit has agreed to the example as it reads now.
func (o ExampleOpening) Agreed() bool { return o.ConsentedAt != nil && o.ConsentedVersion == o.Version }

// Open reports whether everybody may read it, when the group has opened examples at all.
func (o ExampleOpening) Open() bool { return o.Agreed() && o.OpenedAt != nil }

const exampleOpeningColumns = `
SELECT e.id, e.unit_id, u.name AS unit_name, e.title, e.version, coalesce(o.consented_version, 0) AS consented_version, o.consented_at,
       coalesce(c.name, '') AS consented_by, o.opened_at, coalesce(p.name, '') AS opened_by
FROM example e
JOIN unit u ON u.id = e.unit_id
LEFT JOIN example_opening o ON o.example_id = e.id
LEFT JOIN person c ON c.id = o.consented_by
LEFT JOIN person p ON p.id = o.opened_by`

const selectExampleOpenings = `-- name: example openings
` + exampleOpeningColumns + `
WHERE e.group_id = @group AND e.state = 'published'
ORDER BY e.published_at DESC, e.id DESC`

// ExampleOpenings reads the group's published examples, those that nobody has agreed to too,
// the newest first.
func (tx *Tx) ExampleOpenings(ctx context.Context, group org.GroupID) ([]ExampleOpening, error) {
	return collect[ExampleOpening](ctx, tx, selectExampleOpenings, pgx.StrictNamedArgs{"group": group})
}

const selectExampleOpening = `-- name: example opening
` + exampleOpeningColumns + `
WHERE e.group_id = @group AND e.id = @id AND e.state = 'published'
FOR UPDATE OF e`

// LockExampleOpening is one of ExampleOpenings, that stays as it is until the transaction
// ends; fault.ErrNotFound when the example is not the group's, or not published.
func (tx *Tx) LockExampleOpening(ctx context.Context, group org.GroupID, id improvement.ExampleID) (ExampleOpening, error) {
	return one[ExampleOpening](ctx, tx, selectExampleOpening, pgx.StrictNamedArgs{"group": group, "id": id})
}

const upsertConsent = `-- name: agree to open an example
INSERT INTO example_opening (example_id, consented_version, consented_at, consented_by)
VALUES (@example, @version, @at, nullif(@by::bigint, 0))
ON CONFLICT (example_id) DO UPDATE SET consented_version = excluded.consented_version, consented_at = excluded.consented_at,
    consented_by = excluded.consented_by`

// AgreeToOpen stores that the unit has agreed to the example's version.
func (tx *Tx) AgreeToOpen(ctx context.Context, o ExampleOpening, at time.Time, by org.PersonID) error {
	return exec(ctx, tx, upsertConsent, pgx.StrictNamedArgs{"example": o.ID, "version": o.Version, "at": at, "by": by}, 1, fault.ErrConflict)
}

const deleteConsent = `-- name: take back the word about an example
DELETE FROM example_opening WHERE example_id = @example`

// TakeBackConsent forgets that the unit has agreed, and that the group opened the example;
// fault.ErrWrongState when the unit has not.
func (tx *Tx) TakeBackConsent(ctx context.Context, id improvement.ExampleID) error {
	return exec(ctx, tx, deleteConsent, pgx.StrictNamedArgs{"example": id}, 1, fault.ErrWrongState)
}

const updateExampleOpened = `-- name: open an example
UPDATE example_opening SET opened_at = @at, opened_by = nullif(@by::bigint, 0)
WHERE example_id = @example AND (opened_at IS NULL) <> (@at::timestamptz IS NULL)`

// OpenExample stores that the group opened the example at the moment, nil for closed it;
// fault.ErrConflict when it was so already.
func (tx *Tx) OpenExample(ctx context.Context, id improvement.ExampleID, at *time.Time, by org.PersonID) error {
	if at == nil {
		by = 0
	}
	return exec(ctx, tx, updateExampleOpened, pgx.StrictNamedArgs{"example": id, "at": at, "by": by}, 1, fault.ErrConflict)
}

const selectOpenExamples = `-- name: open examples
` + exampleColumns + `
JOIN example_opening o ON o.example_id = e.id
WHERE e.group_id = @group AND e.state = 'published' AND o.opened_at IS NOT NULL AND o.consented_version = e.version
ORDER BY e.published_at DESC, e.id DESC`

// OpenExamples reads the examples that everybody may read when the group has opened examples,
// the newest first.
func (tx *Tx) OpenExamples(ctx context.Context, group org.GroupID) ([]improvement.Example, error) {
	return collect[improvement.Example](ctx, tx, selectOpenExamples, pgx.StrictNamedArgs{"group": group})
}
