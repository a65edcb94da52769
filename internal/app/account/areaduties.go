package account

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AreaDuties reads what waits for the actor in a programme area's duties, by day. Somebody
// outside the group may have a declaration of interests to write.
func (room *Room) AreaDuties(ctx context.Context, actor org.Actor, group org.GroupID) ([]improvement.Duty, error) {
	if !actor.May(org.ViewPublished, group, 0) {
		return nil, nil
	}
	var mine []improvement.Duty
	today := org.DayOf(room.now())
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		mine = nil
		area, units, err := tx.Area(ctx, group, today)
		for _, d := range area.Duties(today) {
			if d.Of(actor, group, units) {
				mine = append(mine, d)
			}
		}
		return err
	})
	return mine, err
}
