package goals

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Divisions lists the ways of dividing the children that a new measure can use,
// and the region's promises.
func (room *Room) Divisions(ctx context.Context, actor org.Actor, group org.GroupID) (divisions []postgres.Stratification, promises []quality.Promise, err error) {
	if err := mayEdit(actor, group); err != nil {
		return nil, nil, err
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if divisions, err = tx.Stratifications(ctx, group); err != nil {
			return err
		}
		promises, err = tx.Promises(ctx, group)
		return err
	})
	return divisions, promises, err
}

// CreateIndicator adds a measure with its first definition to the library.
func (room *Room) CreateIndicator(ctx context.Context, actor org.Actor, n postgres.NewIndicator) error {
	group := n.Indicator.GroupID
	if err := mayEdit(actor, group); err != nil {
		return err
	}
	n.CreatedBy = actor.Person.ID
	n.Indicator.Definition.Comparable = true // nothing came before it
	if err := n.Indicator.CheckNew(); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		promises, err := promiseCodes(ctx, tx, group, n.Promises)
		if err != nil {
			return err
		}
		if err := checkDivision(ctx, tx, group, n.StratificationID); err != nil {
			return err
		}
		id, err := tx.AddIndicator(ctx, n)
		if err != nil {
			return err
		}
		kept := keptIndicator(n.Indicator, n.Indicator.Definition)
		kept.Promises = promises
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.create_indicator", GroupID: group, Subject: "indicator", SubjectID: int64(id),
			After: kept})
	})
}
