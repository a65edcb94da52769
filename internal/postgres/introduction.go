package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

const selectIntroduction = `-- name: introduction steps
SELECT s.step FROM introduction_step s WHERE s.person_id = @person AND s.group_id = @group ORDER BY s.step`

// IntroductionSteps reads what of the group's introduction the person has ticked off.
func (tx *Tx) IntroductionSteps(ctx context.Context, person org.PersonID, group org.GroupID) (map[string]bool, error) {
	type row struct{ Step string }
	rows, err := collect[row](ctx, tx, selectIntroduction, pgx.StrictNamedArgs{"person": person, "group": group})
	done := map[string]bool{}
	for _, r := range rows {
		done[r.Step] = true
	}
	return done, err
}

const insertIntroduction = `-- name: tick introduction step
INSERT INTO introduction_step (person_id, group_id, step, done_at)
VALUES (@person, @group, @step, @at)
ON CONFLICT DO NOTHING`

// TickIntroduction notes that the person has done the step; nothing when it is noted.
func (tx *Tx) TickIntroduction(ctx context.Context, person org.PersonID, group org.GroupID, step string, at time.Time) error {
	return exec(ctx, tx, insertIntroduction, pgx.StrictNamedArgs{"person": person, "group": group, "step": step, "at": at}, -1, nil)
}

const deleteIntroduction = `-- name: untick introduction step
DELETE FROM introduction_step WHERE person_id = @person AND group_id = @group AND step = @step`

// UntickIntroduction takes the note back; nothing when there is none.
func (tx *Tx) UntickIntroduction(ctx context.Context, person org.PersonID, group org.GroupID, step string) error {
	return exec(ctx, tx, deleteIntroduction, pgx.StrictNamedArgs{"person": person, "group": group, "step": step}, -1, nil)
}
