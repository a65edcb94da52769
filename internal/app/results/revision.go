package results

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Revision is a mark of all that the group's results are made of, for somebody who may
// see them: whenever something has been changed since, it is another. To be read before
// the results that it is to be the mark of, so that it is never newer than they are.
func (room *Room) Revision(ctx context.Context, actor org.Actor, group org.GroupID) (string, error) {
	if !actor.May(org.ViewResults, group, 0) {
		return "", fault.ErrForbidden
	}
	var revision string
	// Never of a replica: its mark may be one that has been already.
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		revision, err = tx.Revision(ctx, group)
		return err
	})
	return revision, err
}
