package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// NewVersion is a changed definition of a measure.
type NewVersion struct {
	GroupID    org.GroupID
	Code       string
	Revision   int // the one the measure was read with
	Definition quality.Version
}

// AddVersion gives a measure a new definition from the first day of a period. It
// must begin after the newest one and say why; figures of earlier periods keep
// the definition they were handed in under. fault.ErrConflict when somebody else
// has changed the measure since it was read.
func (room *Room) AddVersion(ctx context.Context, actor org.Actor, n NewVersion) error {
	if err := mayEdit(actor, n.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		i, err := room.indicatorIn(ctx, tx, n.GroupID, n.Code)
		if err != nil {
			return err
		}
		page := IndicatorPage{Indicator: i}
		if err := page.read(ctx, tx, n.GroupID); err != nil {
			return err
		}
		if page.Revision != n.Revision {
			return fault.ErrConflict
		}
		if err := checkVersion(i.Kind, page.Newest(), n.Definition); err != nil {
			return err
		}
		if err := room.unruled(ctx, tx, page, validity{from: n.Definition.ValidFrom}); err != nil {
			return err
		}
		change := postgres.IndicatorChange{ID: i.ID, Revision: n.Revision, By: actor.Person.ID}
		if err := tx.AddVersion(ctx, change, n.Definition); err != nil {
			return err
		}
		before, after := keptIndicator(i, page.Newest()), keptIndicator(i, n.Definition)
		if before.Promises, err = promiseCodes(ctx, tx, n.GroupID, page.Serves); err != nil {
			return err
		}
		after.Promises = before.Promises
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.add_version", GroupID: n.GroupID, Subject: "indicator", SubjectID: int64(i.ID),
			Before: before, After: after})
	})
}

func checkVersion(kind quality.Kind, newest, d quality.Version) error {
	var v fault.ValidationError
	if invalid, ok := d.Check(kind).(*fault.ValidationError); ok {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	if d.ChangeNote == "" {
		v.Add("change_note", "required")
	}
	if !d.ValidFrom.IsZero() && !d.ValidFrom.After(newest.ValidFrom) {
		v.Add("valid_from", "version_not_latest", newest.ValidFrom)
	}
	return v.OrNil()
}
