package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectIndicatorRevision = `-- name: indicator revision
SELECT i.revision FROM indicator i WHERE i.id = @id`

// IndicatorRevision counts the changes to an indicator, its definitions and its
// promises; what is saved must name the one it was read with.
func (tx *Tx) IndicatorRevision(ctx context.Context, id quality.IndicatorID) (int, error) {
	return value[int](ctx, tx, selectIndicatorRevision, pgx.StrictNamedArgs{"id": id})
}

// NewIndicator is an indicator to add to a group's library, with its first
// definition.
type NewIndicator struct {
	Indicator        quality.Indicator
	StratificationID int64 // zero: not divided
	Promises         []quality.PromiseID
	CreatedBy        org.PersonID
}

const insertIndicator = `-- name: insert indicator
INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, stratification_id, counts_children,
                       certainty, care_step, carries_over, condition_indicator_id, condition_below, position)
SELECT @group, @code, @category, @scope, @reported_by, @kind, nullif(@stratification::bigint, 0), @counts_children,
       @certainty, @care_step, @carries_over, nullif(@condition::bigint, 0), @condition_below, (SELECT coalesce(max(i.position), 0) + 1 FROM indicator i WHERE i.group_id = @group)
RETURNING id`

// AddIndicator stores a new indicator last in the group's library and gives its
// id. A code that is taken is a problem at "code".
func (tx *Tx) AddIndicator(ctx context.Context, n NewIndicator) (quality.IndicatorID, error) {
	i := n.Indicator
	id, err := value[quality.IndicatorID](ctx, tx, insertIndicator, pgx.StrictNamedArgs{
		"group": i.GroupID, "code": i.Code, "category": i.Category, "scope": i.Scope, "reported_by": i.ReportedBy,
		"kind": i.Kind, "stratification": n.StratificationID, "counts_children": i.CountsChildren,
		"certainty": i.Certainty, "care_step": i.CareStep, "carries_over": i.CarriesOver,
		"condition": conditionOf(i.Condition).IndicatorID, "condition_below": conditionOf(i.Condition).Below})
	if err != nil {
		return 0, err
	}
	if err := tx.insertVersion(ctx, id, i.Definition, n.CreatedBy); err != nil {
		return 0, err
	}
	return id, tx.setIndicatorPromises(ctx, id, n.Promises)
}

// conditionOf is the zero Condition when there is none.
func conditionOf(c *quality.Condition) quality.Condition {
	if c == nil {
		return quality.Condition{}
	}
	return *c
}

const updateCondition = `-- name: set indicator condition
UPDATE indicator SET condition_indicator_id = nullif(@condition::bigint, 0), condition_below = @below WHERE id = @id`

// SetCondition says what it takes for the indicator to apply to a unit, nil for
// nothing. The condition's measure must be one of the same group.
func (tx *Tx) SetCondition(ctx context.Context, id quality.IndicatorID, c *quality.Condition) error {
	return exec(ctx, tx, updateCondition, pgx.StrictNamedArgs{"id": id, "condition": conditionOf(c).IndicatorID,
		"below": conditionOf(c).Below}, 1, fault.ErrNotFound)
}

const insertVersion = `-- name: insert indicator version
INSERT INTO indicator_version (indicator_id, valid_from, name, name_en, numerator_text, denominator_text, exclusions, icd10, gestation,
    data_source, source, note, unit_label, rate_per, direction, decimals, reporting_months, scale_min, scale_max,
    change_note, comparable, created_by)
VALUES (@indicator, @valid_from, @name, @name_en, @numerator, @denominator, @exclusions, @icd10, @gestation,
    @data_source, @source, @note, @unit_label, nullif(@rate_per::numeric, 0), @direction, @decimals, @months, @scale_min,
    @scale_max, @change_note, @comparable, nullif(@created_by::bigint, 0))`

func (tx *Tx) insertVersion(ctx context.Context, id quality.IndicatorID, d quality.Version, by org.PersonID) error {
	args := definitionArgs(id, d)
	args["created_by"] = by
	return exec(ctx, tx, insertVersion, args, 1, fault.ErrConflict)
}

func definitionArgs(id quality.IndicatorID, d quality.Version) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{
		"indicator": id, "valid_from": d.ValidFrom, "name": d.Name, "name_en": d.NameEnglish,
		"numerator": d.NumeratorText, "denominator": d.DenominatorText, "exclusions": d.Exclusions, "icd10": d.ICD10, "gestation": d.Gestation,
		"data_source": d.DataSource, "source": d.Source, "note": d.Note, "unit_label": d.UnitLabel,
		"rate_per": d.RatePer, "direction": d.Direction, "decimals": d.Decimals, "months": d.ReportingMonths,
		"scale_min": d.ScaleMin, "scale_max": d.ScaleMax, "change_note": d.ChangeNote, "comparable": d.Comparable}
}

const touchIndicator = `-- name: touch indicator
UPDATE indicator SET revision = revision + 1 WHERE id = @id AND revision = @revision`

// IndicatorChange is what a change to an indicator is held against: which one,
// the revision it was read with, and who makes it.
type IndicatorChange struct {
	ID       quality.IndicatorID
	Revision int
	By       org.PersonID
}

func (tx *Tx) touchIndicator(ctx context.Context, c IndicatorChange) error {
	return exec(ctx, tx, touchIndicator,
		pgx.StrictNamedArgs{"id": c.ID, "revision": c.Revision}, 1, fault.ErrConflict)
}

// AddVersion gives the indicator one more definition, valid from its first day.
// fault.ErrConflict when the indicator was changed since the revision was read;
// a day that has a definition already is a problem at "valid_from".
func (tx *Tx) AddVersion(ctx context.Context, c IndicatorChange, d quality.Version) error {
	if err := tx.touchIndicator(ctx, c); err != nil {
		return err
	}
	return tx.insertVersion(ctx, c.ID, d, c.By)
}

const updateVersion = `-- name: correct indicator version
UPDATE indicator_version SET name = @name, name_en = @name_en, numerator_text = @numerator,
    denominator_text = @denominator, exclusions = @exclusions, icd10 = @icd10, gestation = @gestation, data_source = @data_source, source = @source,
    note = @note, unit_label = @unit_label, rate_per = nullif(@rate_per::numeric, 0), direction = @direction,
    decimals = @decimals, reporting_months = @months, scale_min = @scale_min, scale_max = @scale_max,
    change_note = @change_note, comparable = @comparable
WHERE indicator_id = @indicator AND valid_from = @valid_from`

// IndicatorUse is what an indicator is used for, beside its definition.
type IndicatorUse struct {
	Category       quality.Category
	Scope          quality.Scope
	ReportedBy     []org.CareLevel
	CountsChildren bool
	Certainty      quality.Certainty
	CareStep       string
	CarriesOver    bool
	Condition      *quality.Condition
	Promises       []quality.PromiseID
}

const updateIndicator = `-- name: update indicator
UPDATE indicator SET category = @category, scope = @scope, reported_by = @reported_by,
    counts_children = @counts_children, certainty = @certainty, care_step = @care_step, carries_over = @carries_over,
    condition_indicator_id = nullif(@condition::bigint, 0), condition_below = @condition_below
WHERE id = @id`

// CorrectIndicator changes what the indicator is used for and the definition
// that is valid from the day d names, in place. fault.ErrConflict when the
// indicator was changed since the revision was read.
func (tx *Tx) CorrectIndicator(ctx context.Context, c IndicatorChange, use IndicatorUse, d quality.Version) error {
	if err := tx.touchIndicator(ctx, c); err != nil {
		return err
	}
	err := exec(ctx, tx, updateIndicator, pgx.StrictNamedArgs{"id": c.ID, "category": use.Category, "scope": use.Scope,
		"reported_by": use.ReportedBy, "counts_children": use.CountsChildren,
		"certainty": use.Certainty, "care_step": use.CareStep, "carries_over": use.CarriesOver,
		"condition": conditionOf(use.Condition).IndicatorID, "condition_below": conditionOf(use.Condition).Below}, 1, fault.ErrConflict)
	if err != nil {
		return err
	}
	if err := exec(ctx, tx, updateVersion, definitionArgs(c.ID, d), 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setIndicatorPromises(ctx, c.ID, use.Promises)
}

const clearIndicatorPromises = `-- name: clear indicator promises
DELETE FROM indicator_promise WHERE indicator_id = @indicator AND promise_id <> ALL(@promises::bigint[])`

const insertIndicatorPromises = `-- name: insert indicator promises
INSERT INTO indicator_promise (indicator_id, promise_id)
SELECT @indicator, chosen.id FROM unnest(@promises::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

func (tx *Tx) setIndicatorPromises(ctx context.Context, id quality.IndicatorID, promises []quality.PromiseID) error {
	args := pgx.StrictNamedArgs{"indicator": id, "promises": nonNil(promises)}
	if err := exec(ctx, tx, clearIndicatorPromises, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertIndicatorPromises, args, -1, nil)
}

// Stratification is a way of dividing the children that indicators can use.
type Stratification struct {
	ID      int64
	Code    string
	Name    string
	Kind    quality.DivisionKind
	Version int
}

const selectStratifications = `-- name: stratifications
SELECT s.id, s.code, s.name, s.kind, s.version FROM stratification s WHERE s.group_id = @group ORDER BY s.id`

// Stratifications lists the group's ways of dividing the children.
func (tx *Tx) Stratifications(ctx context.Context, group org.GroupID) ([]Stratification, error) {
	return collect[Stratification](ctx, tx, selectStratifications, pgx.StrictNamedArgs{"group": group})
}
