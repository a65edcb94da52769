package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// NewBody is a body above a group. ParentID is zero for the highest.
type NewBody struct {
	ParentID              int64
	Code, Name, ShortName string
}

const ensureBody = `-- name: ensure body
WITH added AS (
    INSERT INTO body (parent_id, code, name, short_name)
    VALUES (nullif(@parent::bigint, 0), @code, @name, @short_name)
    ON CONFLICT (code) DO NOTHING RETURNING id)
SELECT id FROM added UNION ALL SELECT id FROM body WHERE code = @code`

// EnsureBody gives the id of the body with the code.
func (tx *Tx) EnsureBody(ctx context.Context, b NewBody) (int64, error) {
	return value[int64](ctx, tx, ensureBody, pgx.StrictNamedArgs{
		"parent": b.ParentID, "code": b.Code, "name": b.Name, "short_name": b.ShortName})
}

// NewGroup is a programme group with the rules that every group starts with.
// BodyID is zero when nobody receives its yearly material.
type NewGroup struct {
	HealthcareRegionID int64
	BodyID             int64
	Code, Name         string
	ShortName          string
	CollectionMonths   int
}

const ensureGroup = `-- name: ensure group
WITH added AS (
    INSERT INTO programme_group (healthcare_region_id, body_id, code, name, short_name, collection_months)
    VALUES (@healthcare_region, nullif(@body::bigint, 0), @code, @name, @short_name, @collection_months)
    ON CONFLICT (code) DO NOTHING RETURNING id)
SELECT id FROM added UNION ALL SELECT id FROM programme_group WHERE code = @code`

// EnsureGroup gives the id of the group with the code.
func (tx *Tx) EnsureGroup(ctx context.Context, g NewGroup) (org.GroupID, error) {
	return value[org.GroupID](ctx, tx, ensureGroup, pgx.StrictNamedArgs{
		"healthcare_region": g.HealthcareRegionID, "body": g.BodyID, "code": g.Code, "name": g.Name,
		"short_name": g.ShortName, "collection_months": g.CollectionMonths})
}

const ensurePromise = `-- name: ensure promise
WITH added AS (
    INSERT INTO patient_promise (healthcare_region_id, code, text, position)
    SELECT @healthcare_region, @code, @text,
           (SELECT coalesce(max(p.position), 0) + 1 FROM patient_promise p WHERE p.healthcare_region_id = @healthcare_region)
    ON CONFLICT ON CONSTRAINT patient_promise_code_unique DO NOTHING RETURNING id)
SELECT id FROM added
UNION ALL SELECT id FROM patient_promise WHERE healthcare_region_id = @healthcare_region AND code = @code`

// EnsurePromise gives the id of the healthcare region's promise with the code.
func (tx *Tx) EnsurePromise(ctx context.Context, healthcareRegion int64, code, text string) (quality.PromiseID, error) {
	return value[quality.PromiseID](ctx, tx, ensurePromise, pgx.StrictNamedArgs{
		"healthcare_region": healthcareRegion, "code": code, "text": text})
}

const ensureMissingReason = `-- name: ensure missing reason
WITH added AS (
    INSERT INTO missing_reason (group_id, text, position)
    SELECT @group, @text, (SELECT coalesce(max(r.position), 0) + 1 FROM missing_reason r WHERE r.group_id = @group)
    ON CONFLICT ON CONSTRAINT missing_reason_unique DO NOTHING RETURNING id)
SELECT id FROM added UNION ALL SELECT id FROM missing_reason WHERE group_id = @group AND text = @text`

// EnsureMissingReason gives the id of the group's reason with the text.
func (tx *Tx) EnsureMissingReason(ctx context.Context, group org.GroupID, text string) (quality.ReasonID, error) {
	return value[quality.ReasonID](ctx, tx, ensureMissingReason, pgx.StrictNamedArgs{"group": group, "text": text})
}

const insertReportHeading = `-- name: insert report heading
INSERT INTO report_heading (group_id, content, heading, position)
SELECT @group, @content, @heading,
       (SELECT coalesce(max(h.position), 0) + 1 FROM report_heading h WHERE h.group_id = @group)`

// AddReportHeading puts a heading last in the group's yearly report.
func (tx *Tx) AddReportHeading(ctx context.Context, group org.GroupID, h ReportHeading) error {
	return exec(ctx, tx, insertReportHeading,
		pgx.StrictNamedArgs{"group": group, "content": h.Content, "heading": h.Heading}, 1, nil)
}

const insertReference = `-- name: insert reference value
INSERT INTO reference_value (indicator_id, value_text, population, year_text, source)
VALUES (@indicator, @value, @population, @year, @source)`

// AddReference stores a published value from elsewhere beside the indicator.
func (tx *Tx) AddReference(ctx context.Context, r Reference) error {
	return exec(ctx, tx, insertReference, pgx.StrictNamedArgs{"indicator": r.IndicatorID, "value": r.ValueText,
		"population": r.Population, "year": r.YearText, "source": r.Source}, 1, nil)
}

const ensureStratum = `-- name: ensure stratification and stratum
WITH added_division AS (
    INSERT INTO stratification (group_id, code, name) VALUES (@group, @division, @division_name)
    ON CONFLICT ON CONSTRAINT stratification_code_unique DO NOTHING RETURNING id),
d AS (
    SELECT id FROM added_division
    UNION ALL SELECT id FROM stratification WHERE group_id = @group AND code = @division),
added AS (
    INSERT INTO stratum (stratification_id, code, name, position)
    SELECT d.id, @code, @name, (SELECT coalesce(max(s.position), 0) + 1 FROM stratum s WHERE s.stratification_id = d.id)
    FROM d
    ON CONFLICT ON CONSTRAINT stratum_code_unique DO NOTHING)
SELECT id FROM d`

// NewStratum is one part of a way of dividing the children.
type NewStratum struct {
	GroupID                org.GroupID
	Division, DivisionName string // the stratification's code and name
	Code, Name             string
}

// EnsureStratum puts the stratum last in its stratification, if it is not there,
// and gives the stratification's id.
func (tx *Tx) EnsureStratum(ctx context.Context, s NewStratum) (int64, error) {
	return value[int64](ctx, tx, ensureStratum, pgx.StrictNamedArgs{"group": s.GroupID,
		"division": s.Division, "division_name": s.DivisionName, "code": s.Code, "name": s.Name})
}
