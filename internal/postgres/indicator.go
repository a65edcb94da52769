package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// versionRow is a definition as it lies in the table, without its indicator.
type versionRow struct {
	ValidFrom       time.Time
	Name            string
	NameEN          string
	NumeratorText   string
	DenominatorText string
	Exclusions      string
	Icd10           string
	Gestation       string
	DataSource      string
	Source          string
	Note            string
	UnitLabel       string
	RatePer         *float64
	Direction       quality.Direction
	Decimals        int
	ReportingMonths int
	ScaleMin        *float64
	ScaleMax        *float64
	ChangeNote      string
	Comparable      bool
}

func (r versionRow) version() quality.Version {
	v := quality.Version{
		ValidFrom: r.ValidFrom, Name: r.Name, NameEnglish: r.NameEN,
		NumeratorText: r.NumeratorText, DenominatorText: r.DenominatorText, Exclusions: r.Exclusions,
		ICD10: r.Icd10, Gestation: r.Gestation,
		DataSource: r.DataSource, Source: r.Source, Note: r.Note, UnitLabel: r.UnitLabel,
		Direction: r.Direction, Decimals: r.Decimals, ReportingMonths: r.ReportingMonths,
		ScaleMin: r.ScaleMin, ScaleMax: r.ScaleMax, ChangeNote: r.ChangeNote, Comparable: r.Comparable,
	}
	if r.RatePer != nil {
		v.RatePer = *r.RatePer
	}
	return v
}

const versionColumns = `v.valid_from, v.name, v.name_en, v.numerator_text, v.denominator_text, v.exclusions, v.icd10, v.gestation,
       v.data_source, v.source, v.note, v.unit_label, v.rate_per, v.direction, v.decimals,
       v.reporting_months, v.scale_min, v.scale_max, v.change_note, v.comparable`

// The definition that holds on a day, or the first one for days before it: a
// figure older than every definition is still read by the oldest.
const versionOn = `
CROSS JOIN LATERAL (
    SELECT * FROM indicator_version w WHERE w.indicator_id = i.id` + holdsOn + `) v`

const holdsOn = `
    ORDER BY (w.valid_from <= @day) DESC,
             CASE WHEN w.valid_from <= @day THEN w.valid_from END DESC, w.valid_from
    LIMIT 1`

type indicatorRow struct {
	ID               quality.IndicatorID
	GroupID          org.GroupID
	Code             string
	Category         quality.Category
	Scope            quality.Scope
	ReportedBy       []string
	Kind             quality.Kind
	CountsChildren   bool
	Certainty        quality.Certainty
	CareStep         string
	CarriesOver      bool
	ConditionID      quality.IndicatorID
	ConditionBelow   *float64
	StratificationID int64
	versionRow
}

const selectIndicators = `-- name: indicators
SELECT i.id, i.group_id, i.code, i.category, i.scope, i.reported_by, i.kind, i.counts_children, i.certainty,
       i.care_step, i.carries_over, coalesce(i.condition_indicator_id, 0) AS condition_id, i.condition_below,
       coalesce(i.stratification_id, 0) AS stratification_id, ` + versionColumns + `
FROM indicator i` + versionOn + `
WHERE i.group_id = @group
ORDER BY i.position, i.id`

// Indicators reads the group's whole library in its own order, each with the
// definition that holds on the day. Two queries.
func (tx *Tx) Indicators(ctx context.Context, group org.GroupID, day time.Time) ([]quality.Indicator, error) {
	rows, err := collect[indicatorRow](ctx, tx, selectIndicators, pgx.StrictNamedArgs{"group": group, "day": day})
	if err != nil {
		return nil, err
	}
	strata, err := tx.strata(ctx, group)
	if err != nil {
		return nil, err
	}
	indicators := make([]quality.Indicator, len(rows))
	for n, r := range rows {
		indicators[n] = r.indicator(strata)
	}
	return indicators, nil
}

func (r indicatorRow) indicator(strata map[int64][]quality.Stratum) quality.Indicator {
	levels := make([]org.CareLevel, len(r.ReportedBy))
	for n, level := range r.ReportedBy {
		levels[n] = org.CareLevel(level)
	}
	return quality.Indicator{
		ID: r.ID, GroupID: r.GroupID, Code: r.Code, Category: r.Category, Scope: r.Scope,
		ReportedBy: levels, Kind: r.Kind, CountsChildren: r.CountsChildren, Certainty: r.Certainty,
		CareStep: r.CareStep, CarriesOver: r.CarriesOver, Condition: r.condition(), Strata: strata[r.StratificationID], Definition: r.version(),
	}
}

func (r indicatorRow) condition() *quality.Condition {
	if r.ConditionID == 0 {
		return nil
	}
	return &quality.Condition{IndicatorID: r.ConditionID, Below: r.ConditionBelow}
}

const selectStrata = `-- name: strata
SELECT s.stratification_id, s.id, s.code, s.name, coalesce(s.valid_from, '0001-01-01') AS valid_from,
       coalesce(s.valid_to, '0001-01-01') AS valid_to
FROM stratum s
JOIN stratification t ON t.id = s.stratification_id
WHERE t.group_id = @group
ORDER BY s.position, s.id`

// strata reads the group's strata by the division they belong to.
func (tx *Tx) strata(ctx context.Context, group org.GroupID) (map[int64][]quality.Stratum, error) {
	type stratumRow struct {
		StratificationID int64
		quality.Stratum
	}
	rows, err := collect[stratumRow](ctx, tx, selectStrata, pgx.StrictNamedArgs{"group": group})
	if err != nil {
		return nil, err
	}
	strata := map[int64][]quality.Stratum{}
	for _, r := range rows {
		strata[r.StratificationID] = append(strata[r.StratificationID], r.Stratum)
	}
	return strata, nil
}

const selectVersions = `-- name: indicator versions
SELECT ` + versionColumns + `
FROM indicator_version v
WHERE v.indicator_id = @indicator
ORDER BY v.valid_from`

// Versions reads all definitions the indicator has had, oldest first.
func (tx *Tx) Versions(ctx context.Context, indicator quality.IndicatorID) ([]quality.Version, error) {
	rows, err := collect[versionRow](ctx, tx, selectVersions, pgx.StrictNamedArgs{"indicator": indicator})
	if err != nil {
		return nil, err
	}
	versions := make([]quality.Version, len(rows))
	for n, r := range rows {
		versions[n] = r.version()
	}
	return versions, nil
}

// Reference is a published value from elsewhere, as the source words it. It is
// never the group's own result.
type Reference struct {
	IndicatorID quality.IndicatorID
	ValueText   string
	Population  string
	YearText    string
	Source      string
}

const selectReferences = `-- name: references
SELECT r.indicator_id, r.value_text, r.population, r.year_text, r.source
FROM reference_value r
JOIN indicator i ON i.id = r.indicator_id
WHERE i.group_id = @group
ORDER BY r.indicator_id, r.id`

// References reads the published values of the group's whole library.
func (tx *Tx) References(ctx context.Context, group org.GroupID) ([]Reference, error) {
	return collect[Reference](ctx, tx, selectReferences, pgx.StrictNamedArgs{"group": group})
}

// IndicatorPromise ties an indicator to a promise it serves.
type IndicatorPromise struct {
	IndicatorID quality.IndicatorID
	PromiseID   quality.PromiseID
}

const selectIndicatorPromises = `-- name: indicator promises
SELECT ip.indicator_id, ip.promise_id
FROM indicator_promise ip
JOIN indicator i ON i.id = ip.indicator_id
JOIN patient_promise p ON p.id = ip.promise_id
WHERE i.group_id = @group
ORDER BY ip.indicator_id, p.position`

// IndicatorPromises reads which promises the group's indicators serve.
func (tx *Tx) IndicatorPromises(ctx context.Context, group org.GroupID) ([]IndicatorPromise, error) {
	return collect[IndicatorPromise](ctx, tx, selectIndicatorPromises, pgx.StrictNamedArgs{"group": group})
}
