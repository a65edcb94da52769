package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MattersAsked is which questions to list.
type MattersAsked struct {
	GroupID org.GroupID
	State   string // "waiting", an improvement.MatterState, or "" for all
	Words   string
	Page    int // from 1
}

// MattersPage is how many questions stand on a page.
const MattersPage = 25

// Matters is a page of the group's questions.
type Matters struct {
	List  []postgres.MatterRow
	Count int // in all
}

// Matters lists the questions to the group, the latest first, for those inside it.
func (room *Room) Matters(ctx context.Context, actor org.Actor, asked MattersAsked) (Matters, error) {
	var list Matters
	if !actor.May(org.AskMatter, asked.GroupID, 0) {
		return list, fault.ErrForbidden
	}
	q := postgres.MattersAsked{GroupID: asked.GroupID, State: asked.State, Words: asked.Words, Most: MattersPage, First: (max(asked.Page, 1) - 1) * MattersPage}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if list.Count, err = tx.MatterCount(ctx, q); err != nil {
			return err
		}
		list.List, err = tx.Matters(ctx, q)
		return err
	})
	return list, err
}

// matterSubject is what the log calls a change of a question.
const matterSubject = "matter"
