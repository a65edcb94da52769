package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// ReportHeading is one of the headings of the group's template, which a year's report
// begins with when there is no earlier one. Content says which part of the data stands
// under it; "text" is the writer's words alone.
type ReportHeading struct {
	ID      int64
	Heading string
	Content string
}

const selectReportHeadings = `-- name: report headings
SELECT h.id, h.heading, h.content FROM report_heading h WHERE h.group_id = @group ORDER BY h.position, h.id`

// ReportHeadings reads the group's template in its order.
func (tx *Tx) ReportHeadings(ctx context.Context, group org.GroupID) ([]ReportHeading, error) {
	return collect[ReportHeading](ctx, tx, selectReportHeadings, pgx.StrictNamedArgs{"group": group})
}

// Report is the work on one year's report, once it has begun. Names are empty where a
// command did it. RoundDue is the last day to answer in the commentary round; nil until
// the units have been asked.
type Report struct {
	Year          int
	BegunAt       time.Time
	BegunBy       string
	RoundOpenedAt *time.Time
	RoundDue      *time.Time
	Version       int
}

const selectReport = `-- name: report
SELECT r.year, r.begun_at, coalesce(p.name, '') AS begun_by, r.round_opened_at, r.round_due, r.version
FROM report r LEFT JOIN person p ON p.id = r.begun_by
WHERE r.group_id = @group AND r.year = @year`

// Report reads the work on the year's report; fault.ErrNotFound until it has begun.
func (tx *Tx) Report(ctx context.Context, group org.GroupID, year int) (Report, error) {
	return one[Report](ctx, tx, selectReport, pgx.StrictNamedArgs{"group": group, "year": year})
}

const insertReport = `-- name: begin report
INSERT INTO report (group_id, year, begun_at, begun_by) VALUES (@group, @year, @at, nullif(@by::bigint, 0))
ON CONFLICT (group_id, year) DO NOTHING`

const insertPlannedSections = `-- name: plan report sections
INSERT INTO report_section (group_id, year, content, heading, position, author_id)
SELECT @group, @year, s.content, s.heading, s.position, s.author_id
FROM report_section s
WHERE s.group_id = @group AND s.year = (SELECT max(r.year) FROM report r WHERE r.group_id = @group AND r.year < @year)
UNION ALL
SELECT @group, @year, h.content, h.heading, h.position, NULL
FROM report_heading h
WHERE h.group_id = @group AND NOT EXISTS (SELECT 1 FROM report r WHERE r.group_id = @group AND r.year < @year)
ORDER BY position`

// BeginReport begins the work on the year's report, with the sections and authors of the
// latest earlier one, or the group's template when there is none. fault.ErrConflict when
// it has begun already.
func (tx *Tx) BeginReport(ctx context.Context, group org.GroupID, year int, at time.Time, by org.PersonID) error {
	args := pgx.StrictNamedArgs{"group": group, "year": year, "at": at, "by": by}
	if err := exec(ctx, tx, insertReport, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	return exec(ctx, tx, insertPlannedSections, pgx.StrictNamedArgs{"group": group, "year": year}, -1, nil)
}

// ReportSection is one section of a year's report. ID is zero for one of a report that has
// not begun, as it will stand when it does. State is "waiting", "writing" or "ready".
// EditedAt is nil when nobody has written in it.
type ReportSection struct {
	ID       int64
	Heading  string
	Content  string
	Body     string
	State    string
	AuthorID org.PersonID // zero for nobody
	Author   string
	DueOn    *time.Time
	Version  int
	EditedAt *time.Time
	EditedBy string
}

const selectReportSections = `-- name: report sections
SELECT s.id, s.heading, s.content, s.body, s.state, coalesce(s.author_id, 0) AS author_id, coalesce(a.name, '') AS author,
       s.due_on, s.version, s.edited_at, coalesce(p.name, '') AS edited_by
FROM report_section s
LEFT JOIN person a ON a.id = s.author_id
LEFT JOIN person p ON p.id = s.edited_by
WHERE s.group_id = @group AND s.year = @year
ORDER BY s.position, s.id`

const selectPlannedSections = `-- name: planned report sections
SELECT 0::bigint AS id, s.heading, s.content, '' AS body, 'waiting' AS state, coalesce(s.author_id, 0) AS author_id, coalesce(a.name, '') AS author,
       NULL::date AS due_on, 0 AS version, NULL::timestamptz AS edited_at, '' AS edited_by
FROM (SELECT s.heading, s.content, s.position, s.id, s.author_id FROM report_section s
      WHERE s.group_id = @group AND s.year = (SELECT max(r.year) FROM report r WHERE r.group_id = @group AND r.year < @year)
      UNION ALL
      SELECT h.heading, h.content, h.position, h.id, NULL FROM report_heading h
      WHERE h.group_id = @group AND NOT EXISTS (SELECT 1 FROM report r WHERE r.group_id = @group AND r.year < @year)) s
LEFT JOIN person a ON a.id = s.author_id
WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.group_id = @group AND r.year = @year)
ORDER BY s.position, s.id`

// ReportSections reads the year's sections in their order; those it would begin with when
// it has not begun.
func (tx *Tx) ReportSections(ctx context.Context, group org.GroupID, year int) ([]ReportSection, error) {
	args := pgx.StrictNamedArgs{"group": group, "year": year}
	sections, err := collect[ReportSection](ctx, tx, selectReportSections, args)
	if err != nil {
		return nil, err
	}
	planned, err := collect[ReportSection](ctx, tx, selectPlannedSections, args)
	return append(sections, planned...), err
}

const updateReportSection = `-- name: update report section
UPDATE report_section
SET body = @body, state = @state, version = version + 1, edited_at = @at, edited_by = nullif(@by::bigint, 0)
WHERE id = @id AND group_id = @group AND year = @year AND version = @version`

// SectionEdit is a text to store in place of the one that was read with Version.
type SectionEdit struct {
	GroupID   org.GroupID
	Year      int
	SectionID int64
	Body      string
	State     string
	Version   int
	At        time.Time
	By        org.PersonID
}

// SaveReportSection stores the text, or fault.ErrConflict when somebody else has
// written since it was read.
func (tx *Tx) SaveReportSection(ctx context.Context, e SectionEdit) error {
	return exec(ctx, tx, updateReportSection, pgx.StrictNamedArgs{"id": e.SectionID, "group": e.GroupID, "year": e.Year,
		"body": e.Body, "state": e.State, "at": e.At, "by": e.By, "version": e.Version}, 1, fault.ErrConflict)
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

const selectBegunReports = `-- name: begun reports
SELECT r.year FROM report r WHERE r.group_id = @group ORDER BY r.year DESC`

// BegunReports reads the years whose report has been begun, newest first.
func (tx *Tx) BegunReports(ctx context.Context, group org.GroupID) ([]int, error) {
	type yearRow struct{ Year int }
	rows, err := collect[yearRow](ctx, tx, selectBegunReports, pgx.StrictNamedArgs{"group": group})
	years := make([]int, len(rows))
	for n, r := range rows {
		years[n] = r.Year
	}
	return years, err
}
