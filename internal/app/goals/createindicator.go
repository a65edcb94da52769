package goals

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Choices is what a new measure can be given.
type Choices struct {
	Divisions  []postgres.Stratification // ways of dividing the children
	Promises   []quality.Promise         // the region's
	Conditions []quality.Indicator       // measures that it can depend on
}

// Choices lists what there is to choose among for a new measure.
func (room *Room) Choices(ctx context.Context, actor org.Actor, group org.GroupID) (c Choices, err error) {
	if err := mayDefine(actor, group); err != nil {
		return c, err
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if c.Divisions, err = tx.Stratifications(ctx, group); err != nil {
			return err
		}
		library, err := tx.Indicators(ctx, group, room.now())
		if err != nil {
			return err
		}
		c.Conditions = conditions(library)
		c.Promises, err = tx.Promises(ctx, group)
		return err
	})
	return c, err
}

// mayDefine is fault.ErrForbidden for those who may not add a measure to the library:
// whoever proposes a goal may need one that is not there.
func mayDefine(actor org.Actor, group org.GroupID) error {
	if actor.May(org.ProposeGoals, group, 0) {
		return nil
	}
	return mayEdit(actor, group)
}

// CreateIndicator adds a measure with its first definition to the library. It is not
// collected until a goal with it is decided.
func (room *Room) CreateIndicator(ctx context.Context, actor org.Actor, n postgres.NewIndicator) error {
	group := n.Indicator.GroupID
	if err := mayDefine(actor, group); err != nil {
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
		condition, err := room.checkCondition(ctx, tx, n.Indicator)
		if err != nil {
			return err
		}
		id, err := tx.AddIndicator(ctx, n)
		if err != nil {
			return err
		}
		kept := keptIndicator(n.Indicator, n.Indicator.Definition)
		kept.Promises, kept.Condition = promises, condition
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.create_indicator", GroupID: group, Subject: "indicator", SubjectID: int64(id),
			After: kept})
	})
}
