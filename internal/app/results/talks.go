package results

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Talks counts what is said about a measure, and about one comparison of it.
type Talks struct{ Measure, Compared improvement.Talk }

// Talks reads what is said about the measure, and about the comparison of its units in
// the span with the code; nothing for readers outside the group's talks.
func (room *Room) Talks(ctx context.Context, actor org.Actor, a AboutMeasure, span string) (Talks, error) {
	var t Talks
	if !actor.May(org.Discuss, a.GroupID, 0) {
		return t, nil
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		id, err := tx.MeasureWith(ctx, a.GroupID, a.Code)
		if err != nil {
			return err
		}
		about := improvement.Subject{Kind: improvement.AboutIndicator, ID: int64(id)}
		compared := about
		compared.Span = span
		talks, err := tx.Talks(ctx, a.GroupID, about, compared)
		if err == nil {
			t = Talks{talks[0], talks[1]}
		}
		return err
	})
	return t, err
}
