package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// FilledGroup is a group made to fill a database with: a copy of another's measures
// and goals, with units and figures of its own.
type FilledGroup struct {
	From      org.GroupID // whose measures are copied
	Code      string
	Name      string
	Units     int
	FirstYear int
	LastYear  int // whose figures are the last ones; the measures are collected the year after too
}

const insertFilledGroup = `-- name: insert filled group
INSERT INTO programme_group (healthcare_region_id, body_id, code, name, short_name, example_data, collection_months)
SELECT g.healthcare_region_id, g.body_id, @code, @name, @name, true, g.collection_months
FROM programme_group g WHERE g.id = @from
RETURNING id`

const insertFilledUnits = `-- name: insert filled units
WITH clinics AS (
    SELECT u.clinic_id, row_number() OVER (ORDER BY gu.position) - 1 AS n, count(*) OVER () AS of
    FROM group_unit gu JOIN unit u ON u.id = gu.unit_id
    WHERE gu.group_id = @from AND gu.participation = 'full'),
added AS (
    INSERT INTO unit (clinic_id, code, name, short_name, care_level)
    SELECT c.clinic_id, @code || '-' || k, 'Enhet ' || k, 'Enhet ' || k,
           CASE WHEN k = 1 THEN 'highly_specialised' ELSE 'general' END
    FROM generate_series(1, @units::int) k JOIN clinics c ON c.n = k % c.of
    RETURNING id)
INSERT INTO group_unit (group_id, unit_id, participation, position)
SELECT @group, a.id, 'full', row_number() OVER (ORDER BY a.id) FROM added a`

const copyIndicators = `-- name: copy indicators
WITH copied AS (
    INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, counts_children, certainty, position)
    SELECT @group, i.code, i.category, i.scope, '{highly_specialised,general}', i.kind, i.counts_children, i.certainty, i.position
    FROM indicator i
    WHERE i.group_id = @from AND EXISTS (SELECT FROM selected_indicator s WHERE s.indicator_id = i.id)
    RETURNING id, code),
pair AS (SELECT c.id AS new, i.id AS old FROM copied c JOIN indicator i ON i.group_id = @from AND i.code = c.code),
promises AS (
    INSERT INTO indicator_promise (indicator_id, promise_id)
    SELECT p.new, ip.promise_id FROM pair p JOIN indicator_promise ip ON ip.indicator_id = p.old),
selected AS (
    INSERT INTO selected_indicator (group_id, year, indicator_id, position)
    SELECT @group, y, p.new, row_number() OVER (PARTITION BY y ORDER BY p.new)
    FROM pair p, generate_series(@first::int, @last::int + 1) y),
targets AS (
    INSERT INTO target (indicator_id, year, kind, threshold, second, basis)
    SELECT DISTINCT ON (p.new, y) p.new, y, t.kind, t.threshold, t.second, t.basis
    FROM pair p JOIN target t ON t.indicator_id = p.old AND t.unit_id IS NULL, generate_series(@first::int, @last::int + 1) y
    ORDER BY p.new, y, t.year DESC)
INSERT INTO indicator_version (indicator_id, valid_from, name, name_en, numerator_text, denominator_text, unit_label,
    rate_per, direction, decimals, reporting_months, scale_min, scale_max)
SELECT DISTINCT ON (p.new) p.new, make_date(@first, 1, 1), v.name, v.name_en, v.numerator_text, v.denominator_text, v.unit_label,
    v.rate_per, v.direction, v.decimals, v.reporting_months, v.scale_min, v.scale_max
FROM pair p JOIN indicator_version v ON v.indicator_id = p.old
ORDER BY p.new, v.valid_from DESC`

const insertFilledSubmissions = `-- name: insert filled submissions
INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, approved_at)
SELECT gu.group_id, gu.unit_id, d::date, g.collection_months, 'approved', d + interval '4 months', d + interval '5 months'
FROM group_unit gu JOIN programme_group g ON g.id = gu.group_id,
     generate_series(make_date(@first, 1, 1), make_date(@last, 12, 1), make_interval(months => g.collection_months)) d
WHERE gu.group_id = @group
ORDER BY d, gu.unit_id`

const insertFilledFigures = `-- name: insert filled figures
WITH drawn AS (
    SELECT s.id AS submission_id, s.unit_id, i.id AS indicator_id, i.kind, s.approved_at, v.reporting_months,
           (m.first + make_interval(months => 1 - v.reporting_months))::date AS period_start,
           20 + floor(60 * random()) AS n, random() AS r, coalesce(v.scale_min, 0) AS low, coalesce(v.scale_max, 100) AS high
    FROM submission s
    JOIN indicator i ON i.group_id = s.group_id AND i.kind IN ('proportion', 'rate', 'mean', 'score', 'count')
    JOIN indicator_version v ON v.indicator_id = i.id
    -- A figure is handed in with the submission that its period ends in.
    CROSS JOIN generate_series(s.period_start, s.period_start + make_interval(months => s.period_months - 1), '1 month') m(first)
    WHERE s.group_id = @group AND extract(month FROM m.first)::int % v.reporting_months = 0
    ORDER BY s.period_start, s.unit_id, i.id),
stored AS (
    INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator,
        denominator, mean, entered_at, review, reviewed_at)
    SELECT d.submission_id, d.unit_id, d.indicator_id, d.kind, d.period_start, d.reporting_months, 'reported',
           CASE d.kind WHEN 'proportion' THEN floor(d.n * (0.6 + 0.4 * d.r)) WHEN 'rate' THEN floor(5 * d.r) WHEN 'count' THEN d.n END,
           CASE d.kind WHEN 'count' THEN NULL WHEN 'rate' THEN 10 * d.n ELSE d.n END,
           CASE WHEN d.kind IN ('mean', 'score') THEN round((d.low + (d.high - d.low) * (0.5 + 0.4 * d.r))::numeric, 1) END,
           d.approved_at, 'approved', d.approved_at
    FROM drawn d
    RETURNING id, state, numerator, denominator, mean, comment, version, reviewed_at),
approved AS (
    INSERT INTO approved_figure (figure_id, state, numerator, denominator, mean, comment, version, approved_at)
    SELECT id, state, numerator, denominator, mean, comment, version, reviewed_at FROM stored)
SELECT count(*) FROM stored`

// FillGroup makes the group and its figures, all of them approved, and gives its id
// and how many figures it got. It is for trying how the program does with much data.
func (tx *Tx) FillGroup(ctx context.Context, f FilledGroup) (org.GroupID, int, error) {
	group, err := value[org.GroupID](ctx, tx, insertFilledGroup, pgx.StrictNamedArgs{"from": f.From, "code": f.Code, "name": f.Name})
	if err != nil {
		return 0, 0, err
	}
	years := pgx.StrictNamedArgs{"group": group, "first": f.FirstYear, "last": f.LastYear}
	for _, step := range []struct {
		sql  string
		args pgx.StrictNamedArgs
	}{
		{insertFilledUnits, pgx.StrictNamedArgs{"group": group, "from": f.From, "code": f.Code, "units": f.Units}},
		{copyIndicators, pgx.StrictNamedArgs{"group": group, "from": f.From, "first": f.FirstYear, "last": f.LastYear}},
		{insertFilledSubmissions, years},
	} {
		if err := exec(ctx, tx, step.sql, step.args, -1, nil); err != nil {
			return 0, 0, err
		}
	}
	figures, err := value[int](ctx, tx, insertFilledFigures, pgx.StrictNamedArgs{"group": group})
	return group, figures, err
}
