package results

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Revision is a mark of all that the group's results are made of, for somebody who may
// see them: whenever something has been changed since, it is another. To be read before
// the results that it is to be the mark of, so that it is never newer than they are.
func (room *Room) Revision(ctx context.Context, actor org.Actor, group org.GroupID) (string, error) {
	var revision string
	err := room.read(ctx, actor, group, func(tx *postgres.Tx) (err error) {
		revision, err = tx.Revision(ctx, group)
		return err
	})
	return revision, err
}
