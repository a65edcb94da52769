package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// ReportHeading is one of the headings under which a group writes its yearly
// report. Content says which part of the data stands under it; "text" is the
// writer's words alone.
type ReportHeading struct {
	ID      int64
	Heading string
	Content string
}

const selectReportHeadings = `-- name: report headings
SELECT h.id, h.heading, h.content FROM report_heading h WHERE h.group_id = @group ORDER BY h.position, h.id`

// ReportHeadings reads the group's headings in their order.
func (tx *Tx) ReportHeadings(ctx context.Context, group org.GroupID) ([]ReportHeading, error) {
	return collect[ReportHeading](ctx, tx, selectReportHeadings, pgx.StrictNamedArgs{"group": group})
}

// ReportSection is what has been written under a heading for a year. EditedBy is
// the writer's name, empty when a command wrote it.
type ReportSection struct {
	HeadingID int64
	Body      string
	Version   int
	EditedAt  time.Time
	EditedBy  string
}

const selectReportSections = `-- name: report sections
SELECT s.heading_id, s.body, s.version, s.edited_at, coalesce(p.name, '') AS edited_by
FROM report_section s
JOIN report_heading h ON h.id = s.heading_id
LEFT JOIN person p ON p.id = s.edited_by
WHERE h.group_id = @group AND s.year = @year
ORDER BY h.position, h.id`

// ReportSections reads what has been written for the year.
func (tx *Tx) ReportSections(ctx context.Context, group org.GroupID, year int) ([]ReportSection, error) {
	return collect[ReportSection](ctx, tx, selectReportSections, pgx.StrictNamedArgs{"group": group, "year": year})
}

const insertReportSection = `-- name: insert report section
INSERT INTO report_section (heading_id, year, body, edited_at, edited_by)
VALUES (@heading, @year, @body, @at, nullif(@by::bigint, 0))
ON CONFLICT (heading_id, year) DO NOTHING`

const updateReportSection = `-- name: update report section
UPDATE report_section SET body = @body, version = version + 1, edited_at = @at, edited_by = nullif(@by::bigint, 0)
WHERE heading_id = @heading AND year = @year AND version = @version`

// SectionEdit is a text to store in place of the one that was read with Version;
// zero when nothing had been written.
type SectionEdit struct {
	HeadingID int64
	Year      int
	Body      string
	Version   int
	At        time.Time
	By        org.PersonID
}

// SaveReportSection stores the text, or fault.ErrConflict when somebody else has
// written since it was read.
func (tx *Tx) SaveReportSection(ctx context.Context, e SectionEdit) error {
	args := pgx.StrictNamedArgs{"heading": e.HeadingID, "year": e.Year, "body": e.Body, "at": e.At, "by": e.By}
	if e.Version == 0 {
		return exec(ctx, tx, insertReportSection, args, 1, fault.ErrConflict)
	}
	args["version"] = e.Version
	return exec(ctx, tx, updateReportSection, args, 1, fault.ErrConflict)
}

const selectReportYears = `-- name: report years
SELECT DISTINCT s.year FROM selected_indicator s WHERE s.group_id = @group ORDER BY s.year DESC`

// ReportYears reads the years for which the group has chosen what to follow,
// newest first.
func (tx *Tx) ReportYears(ctx context.Context, group org.GroupID) ([]int, error) {
	type yearRow struct{ Year int }
	rows, err := collect[yearRow](ctx, tx, selectReportYears, pgx.StrictNamedArgs{"group": group})
	years := make([]int, len(rows))
	for n, r := range rows {
		years[n] = r.Year
	}
	return years, err
}
