package goals

import (
	"context"
	"reflect"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Correction is a mistake to mend in a measure: in what it is used for, and in
// the wording of the definition that is valid from the day Definition names.
type Correction struct {
	GroupID    org.GroupID
	Code       string
	Revision   int // the one it was read with
	Use        postgres.IndicatorUse
	Definition quality.Version
}

// CorrectIndicator mends a mistake in place. Once figures are stored, only words
// can be mended: what changes the measure itself is a problem at "", since it
// needs a new definition. fault.ErrConflict when somebody else has changed the
// measure since it was read.
func (room *Room) CorrectIndicator(ctx context.Context, actor org.Actor, c Correction) error {
	if err := mayEdit(actor, c.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		i, err := room.indicatorIn(ctx, tx, c.GroupID, c.Code)
		if err != nil {
			return err
		}
		page := IndicatorPage{Indicator: i}
		if err := page.read(ctx, tx, c.GroupID); err != nil {
			return err
		}
		if page.Revision != c.Revision {
			return fault.ErrConflict
		}
		before, found := versionFrom(page.Versions, c.Definition)
		if !found {
			return fault.ErrNotFound
		}
		if err := checkCorrection(page, before, c); err != nil {
			return err
		}
		return room.storeCorrection(ctx, tx, actor, correcting{page, before, c})
	})
}

// versionFrom is the definition that begins the same day.
func versionFrom(versions []quality.Version, d quality.Version) (quality.Version, bool) {
	for _, v := range versions {
		if v.ValidFrom.Equal(d.ValidFrom) {
			return v, true
		}
	}
	return quality.Version{}, false
}

func checkCorrection(page IndicatorPage, before quality.Version, c Correction) error {
	if page.Figures > 0 && !before.SameBut(c.Definition) {
		return &fault.ValidationError{Problems: []fault.Problem{{Code: "needs_new_definition"}}}
	}
	var v fault.ValidationError
	for _, err := range []error{withUse(page.Indicator, c.Use).CheckUse(), c.Definition.Check(page.Indicator.Kind)} {
		if invalid, ok := err.(*fault.ValidationError); ok {
			v.Problems = append(v.Problems, invalid.Problems...)
		}
	}
	return v.OrNil()
}

// withUse is the measure with another use.
func withUse(i quality.Indicator, use postgres.IndicatorUse) quality.Indicator {
	i.Category, i.Scope, i.ReportedBy = use.Category, use.Scope, use.ReportedBy
	i.CountsChildren, i.Certainty, i.CareStep = use.CountsChildren, use.Certainty, use.CareStep
	i.CarriesOver, i.Condition = use.CarriesOver, use.Condition
	return i
}

// correcting is a correction with what it corrects.
type correcting struct {
	page   IndicatorPage
	before quality.Version
	change Correction
}

func (room *Room) storeCorrection(ctx context.Context, tx *postgres.Tx, actor org.Actor, c correcting) error {
	i := c.page.Indicator
	before, after := keptIndicator(i, c.before), keptIndicator(withUse(i, c.change.Use), c.change.Definition)
	var err error
	if before.Promises, err = promiseCodes(ctx, tx, i.GroupID, c.page.Serves); err != nil {
		return err
	}
	if after.Promises, err = promiseCodes(ctx, tx, i.GroupID, c.change.Use.Promises); err != nil {
		return err
	}
	if before.Condition, err = room.checkCondition(ctx, tx, i); before.Condition == "" && err != nil {
		return err
	}
	if after.Condition, err = room.checkCondition(ctx, tx, withUse(i, c.change.Use)); err != nil {
		return err
	}
	if reflect.DeepEqual(before, after) {
		return nil
	}
	holds := validityOf(c.page.Versions, c.before)
	if !sameUse(before, after) {
		holds = validity{} // in every year
	}
	if err := room.unruled(ctx, tx, c.page, holds); err != nil {
		return err
	}
	change := postgres.IndicatorChange{ID: i.ID, Revision: c.change.Revision, By: actor.Person.ID}
	if err := tx.CorrectIndicator(ctx, change, c.change.Use, c.change.Definition); err != nil {
		return err
	}
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
		At: room.now(), Action: "goals.correct_indicator", GroupID: i.GroupID, Subject: "indicator", SubjectID: int64(i.ID),
		Before: before, After: after})
}
