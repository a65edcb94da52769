package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MeasureText is what the group says of a measure's results in a year's report, each part
// in Markdown with references to figures but Message, which is one plain sentence. Version
// is zero until somebody has written something.
type MeasureText struct {
	IndicatorID quality.IndicatorID
	Discussion  string
	Assessment  string
	NextSteps   string
	Message     string
	Version     int
	EditedAt    *time.Time
	EditedBy    string
}

// Empty reports whether nothing is said.
func (t MeasureText) Empty() bool {
	return t.Discussion == "" && t.Assessment == "" && t.NextSteps == "" && t.Message == ""
}

const selectReportMeasures = `-- name: report measures
SELECT m.indicator_id, m.discussion, m.assessment, m.next_steps, m.message, m.version, m.edited_at, coalesce(p.name, '') AS edited_by
FROM report_measure m LEFT JOIN person p ON p.id = m.edited_by
WHERE m.group_id = @group AND m.year = @year
ORDER BY m.indicator_id`

// ReportMeasures reads what is said of the year's measures.
func (tx *Tx) ReportMeasures(ctx context.Context, group org.GroupID, year int) ([]MeasureText, error) {
	return collect[MeasureText](ctx, tx, selectReportMeasures, pgx.StrictNamedArgs{"group": group, "year": year})
}

const saveReportMeasure = `-- name: save report measure
INSERT INTO report_measure AS m (group_id, year, indicator_id, discussion, assessment, next_steps, message, edited_at, edited_by)
SELECT @group, @year, @indicator, @discussion, @assessment, @next, @message, @at, nullif(@by::bigint, 0)
WHERE @version::bigint = 0 OR EXISTS (SELECT 1 FROM report_measure e WHERE e.group_id = @group AND e.year = @year AND e.indicator_id = @indicator)
ON CONFLICT (group_id, year, indicator_id) DO UPDATE
SET discussion = excluded.discussion, assessment = excluded.assessment, next_steps = excluded.next_steps, message = excluded.message,
    version = m.version + 1, edited_at = excluded.edited_at, edited_by = excluded.edited_by
WHERE m.version = @version::bigint`

// MeasureEdit is texts to store in place of those that were read with their Version.
type MeasureEdit struct {
	GroupID org.GroupID
	Year    int
	MeasureText
	At time.Time
	By org.PersonID
}

// SaveReportMeasure stores the texts, or is fault.ErrConflict when somebody else has
// written since they were read.
func (tx *Tx) SaveReportMeasure(ctx context.Context, e MeasureEdit) error {
	return exec(ctx, tx, saveReportMeasure, pgx.StrictNamedArgs{"group": e.GroupID, "year": e.Year, "indicator": e.IndicatorID,
		"discussion": e.Discussion, "assessment": e.Assessment, "next": e.NextSteps, "message": e.Message,
		"at": e.At, "by": e.By, "version": e.Version}, 1, fault.ErrConflict)
}
