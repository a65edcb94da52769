package collect

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Returning is what it takes to send a submission back.
type Returning struct {
	Version int // of the submission reviewed; another one is fault.ErrConflict
	Reason  string
}

// Return sends what the unit has handed in back to be mended; the reason is
// required and is shown to the unit.
func (room *Room) Return(ctx context.Context, actor org.Actor, where Where, r Returning) error {
	return room.step(ctx, actor, where, stepping{
		action: "submission.return", permission: org.ApproveFigures, seen: r.Version,
		take: func(_ context.Context, _ *postgres.Tx, _ place, s *quality.Submission) error {
			return s.Return(actor, room.now(), r.Reason)
		},
	})
}
