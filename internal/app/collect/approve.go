package collect

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Approve accepts what the unit has handed in, as the convener saw it: version is
// that of the submission reviewed, and another one is fault.ErrConflict.
func (room *Room) Approve(ctx context.Context, actor org.Actor, where Where, version int) error {
	return room.step(ctx, actor, where, stepping{
		action: "submission.approve", permission: org.ApproveFigures, seen: version,
		take: func(_ context.Context, _ *postgres.Tx, _ place, s *quality.Submission) error {
			return s.Approve(actor, room.now())
		},
	})
}
