package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// InterestDeclaration is a declaration of interests with what it says. Only the use cases of whoever
// wrote it and of those who handle declarations read it.
type InterestDeclaration struct {
	improvement.InterestDeclarationStanding
	GivenByName, HandledByName string
	// Content and Assessment are nil when they are thinned; Assessment before it is handled.
	Content    *improvement.InterestDeclarationContent
	Assessment *improvement.Assessment
}

const selectDeclarations = `-- name: declarations of a nominee
SELECT i.id, i.group_id, i.nominee_id, i.given_at, i.given_by, i.valid_until, i.handled_at, coalesce(i.handled_by, 0) AS handled_by,
       i.thinned_at, i.version, g.name AS given_by_name, coalesce(h.name, '') AS handled_by_name, i.content, i.assessment
FROM interest_declaration i
JOIN person g ON g.id = i.given_by
LEFT JOIN person h ON h.id = i.handled_by
WHERE i.group_id = @group AND i.nominee_id = @nominee
ORDER BY i.id DESC`

// Declarations reads what somebody who is nominated has declared, the latest first.
func (tx *Tx) Declarations(ctx context.Context, group org.GroupID, of improvement.NomineeID) ([]InterestDeclaration, error) {
	return collect[InterestDeclaration](ctx, tx, selectDeclarations, pgx.StrictNamedArgs{"group": group, "nominee": of})
}

const insertDeclaration = `-- name: insert declaration
INSERT INTO interest_declaration (group_id, nominee_id, content, given_at, given_by, valid_until)
VALUES (@group, @nominee, @content, @at, @by, @until)
RETURNING id`

// AddDeclaration stores a declaration and gives its id.
func (tx *Tx) AddDeclaration(ctx context.Context, d improvement.InterestDeclarationStanding, content improvement.InterestDeclarationContent) (improvement.InterestDeclarationID, error) {
	return value[improvement.InterestDeclarationID](ctx, tx, insertDeclaration, pgx.StrictNamedArgs{"group": d.GroupID, "nominee": d.NomineeID,
		"content": content, "at": d.GivenAt, "by": d.GivenBy, "until": d.ValidUntil})
}

const updateDeclaration = `-- name: handle declaration
UPDATE interest_declaration SET assessment = @assessment, handled_at = @at, handled_by = @by, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version AND handled_at IS NULL AND thinned_at IS NULL`

// HandleDeclaration stores how a declaration was judged; fault.ErrConflict when somebody
// else was first.
func (tx *Tx) HandleDeclaration(ctx context.Context, d improvement.InterestDeclarationStanding, a improvement.Assessment) error {
	return exec(ctx, tx, updateDeclaration, pgx.StrictNamedArgs{"id": d.ID, "group": d.GroupID, "version": d.Version, "assessment": a,
		"at": d.HandledAt, "by": d.HandledBy}, 1, fault.ErrConflict)
}

const countThinnable = `-- name: declarations to thin
SELECT count(*) FROM interest_declaration WHERE group_id = @group AND thinned_at IS NULL AND valid_until < @before`

// DeclarationsToThin counts the declarations that ran out before the day and still have
// their text.
func (tx *Tx) DeclarationsToThin(ctx context.Context, group org.GroupID, before time.Time) (int, error) {
	return value[int](ctx, tx, countThinnable, pgx.StrictNamedArgs{"group": group, "before": before})
}

const thinDeclarations = `-- name: thin declarations
WITH thinned AS (
    UPDATE interest_declaration SET content = NULL, assessment = NULL, thinned_at = @at, thinned_by = @by, version = version + 1
    WHERE group_id = @group AND thinned_at IS NULL AND valid_until < @before
    RETURNING id, nominee_id)
SELECT t.id, e.name, n.title AS assignment FROM thinned t JOIN nominee e ON e.id = t.nominee_id JOIN person_nomination n ON n.id = e.nomination_id
ORDER BY t.id`

// Thinned is a declaration whose text is gone.
type Thinned struct {
	ID               improvement.InterestDeclarationID
	Name, Assignment string
}

// ThinDeclarations takes away the text of declarations that ran out before the day, and how
// they were judged; that they were given and handled stays.
func (tx *Tx) ThinDeclarations(ctx context.Context, group org.GroupID, before, at time.Time, by org.PersonID) ([]Thinned, error) {
	return collect[Thinned](ctx, tx, thinDeclarations, pgx.StrictNamedArgs{"group": group, "before": before, "at": at, "by": by})
}
