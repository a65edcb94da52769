package collect

import (
	"context"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Reopening is what it takes to open approved figures again.
type Reopening struct {
	Until  time.Time // the last day for changes
	Reason string
}

// Reopen lets the unit change approved figures until a day; the reason is
// required and is shown to the unit.
func (room *Room) Reopen(ctx context.Context, actor org.Actor, where Where, r Reopening) error {
	return room.step(ctx, actor, where, stepping{
		action: "submission.reopen", permission: org.ApproveFigures,
		take: func(_ context.Context, _ *postgres.Tx, _ place, s *quality.Submission) error {
			return s.Reopen(actor, room.now(), r.Until, r.Reason)
		},
	})
}
