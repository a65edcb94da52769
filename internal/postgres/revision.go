package postgres

import (
	"context"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

const selectRevision = `-- name: group revision
SELECT coalesce((SELECT r.revision::text FROM group_revision r WHERE r.group_id = @group), '')`

// Revision is a mark of all that the group has: whenever something of it has been
// changed since, by any process, it is another. "" while nothing has ever been changed.
func (tx *Tx) Revision(ctx context.Context, group org.GroupID) (string, error) {
	return value[string](ctx, tx, selectRevision, pgx.StrictNamedArgs{"group": group})
}

const saveRevisions = `-- name: save group revisions
INSERT INTO group_revision (group_id, revision)
SELECT g.id, gen_random_uuid() FROM programme_group g WHERE @every OR g.id = ANY(@groups::bigint[]) ORDER BY g.id
ON CONFLICT (group_id) DO UPDATE SET revision = excluded.revision, changed_at = now()`

// saveRevisions gives the groups that the transaction has changed another mark. It is
// done last, right before the commit, so that others who change the same group wait no
// longer than for that; and always in the same order, so that nobody waits for ever.
func (tx *Tx) saveRevisions(ctx context.Context) error {
	if len(tx.changed) == 0 && !tx.changedEvery {
		return nil
	}
	return exec(ctx, tx, saveRevisions, pgx.StrictNamedArgs{"every": tx.changedEvery, "groups": slices.Collect(maps.Keys(tx.changed))}, -1, nil)
}

// noteChange notes what the entry of the log says has been changed.
func (tx *Tx) noteChange(e AuditEntry) {
	tx.changedEvery = tx.changedEvery || e.EveryGroup
	if e.GroupID == 0 || e.OnlyRead {
		return
	}
	if tx.changed == nil {
		tx.changed = map[org.GroupID]bool{}
	}
	tx.changed[e.GroupID] = true
}
