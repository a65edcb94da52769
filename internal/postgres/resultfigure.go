package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ResultFigure is a figure as results are made of it.
type ResultFigure struct {
	UnitID          org.UnitID
	IndicatorID     quality.IndicatorID
	Kind            quality.Kind
	StratumID       quality.StratumID
	Period          quality.Period
	State           quality.FigureState
	Value           quality.Value
	MissingReasonID quality.ReasonID
	Comment         string
	Review          quality.ReviewState
	SubmissionState quality.SubmissionState
	// Changed says that the figure says something else than when it was approved.
	Changed bool
}

// Whoever changes a figure takes its approval away, so that only a figure without one
// is held against what was approved.
const selectResultFigures = `-- name: result figures
SELECT f.unit_id, f.indicator_id, f.kind, coalesce(f.stratum_id, 0), f.period_start, f.period_months, f.state,
       f.numerator::float8, f.denominator::float8, f.mean::float8, f.sd::float8, coalesce(f.text_value, ''), f.yes_value,
       f.valid_from, f.valid_to, coalesce(f.missing_reason_id, 0), f.comment, coalesce(f.review, ''), s.state,
       CASE WHEN f.review IS NULL THEN EXISTS (
           SELECT FROM approved_figure a WHERE a.figure_id = f.id
             AND (a.state, a.numerator, a.denominator, a.mean, a.sd, coalesce(a.text_value, ''), a.yes_value, a.valid_from, a.valid_to,
                  a.missing_reason_id, a.comment)
                 IS DISTINCT FROM (f.state, f.numerator, f.denominator, f.mean, f.sd, coalesce(f.text_value, ''), f.yes_value, f.valid_from, f.valid_to,
                  f.missing_reason_id, f.comment)) ELSE false END
FROM figure f
JOIN submission s ON s.id = f.submission_id
WHERE s.group_id = @group AND s.state = ANY(@states) AND f.review IS DISTINCT FROM 'returned'
  AND f.indicator_id = ANY(@indicators) AND f.period_start BETWEEN @from AND @to
  AND f.period_start + make_interval(months => f.period_months) > @after
ORDER BY f.indicator_id, f.period_start, f.unit_id, f.stratum_id`

// Years is the span of calendar years that periods end in.
type Years struct{ First, Last int }

// longestYears is how many years the longest period covers.
const longestYears = 5

// ResultFigures reads the figures of the indicators, from all units, that may appear
// in results, for periods that end in the years. It is read for every page of results,
// so each row is scanned without a look at the columns' names.
func (tx *Tx) ResultFigures(ctx context.Context, group org.GroupID, indicators []quality.IndicatorID, years Years) ([]ResultFigure, error) {
	first := time.Date(years.First, time.January, 1, 0, 0, 0, 0, time.UTC)
	rows, err := tx.tx.Query(ctx, selectResultFigures, pgx.StrictNamedArgs{
		"group": group, "states": quality.ShownStates(), "indicators": nonNil(indicators),
		"from": first.AddDate(1-longestYears, 0, 0), "to": time.Date(years.Last, time.December, 31, 0, 0, 0, 0, time.UTC), "after": first})
	if err != nil {
		return nil, translate(err)
	}
	var list []ResultFigure
	var f ResultFigure
	var start time.Time
	var months int
	v := &f.Value
	_, err = pgx.ForEachRow(rows, []any{&f.UnitID, &f.IndicatorID, &f.Kind, &f.StratumID, &start, &months, &f.State,
		&v.Numerator, &v.Denominator, &v.Mean, &v.SD, &v.Text, &v.Yes, &v.ValidFrom, &v.ValidTo, &f.MissingReasonID, &f.Comment,
		&f.Review, &f.SubmissionState, &f.Changed}, func() error {
		f.Period = quality.PeriodFrom(start, months)
		if f.Period.LastYear() <= years.Last {
			list = append(list, f)
		}
		return nil
	})
	return list, translate(err)
}
