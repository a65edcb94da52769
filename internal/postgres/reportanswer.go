package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ReportAnswer is what a unit says of its pages in a year's report: Body as it is being
// written, SentBody as it was last sent. AnsweredAt is nil until it has answered. Names are
// empty where a command did it.
type ReportAnswer struct {
	UnitID     org.UnitID
	Body       string
	SentBody   string
	AnsweredAt *time.Time
	AnsweredBy string
	// Seen is the results that were on the page when it answered, as JSON.
	Seen     []byte
	Version  int
	EditedAt time.Time
	EditedBy string
	// Comments are on single measures, by the measure's id.
	Comments []AnswerComment `db:"-"`
}

// AnswerComment is what a unit says of one measure, as ReportAnswer of all.
type AnswerComment struct {
	IndicatorID quality.IndicatorID
	Body        string
	SentBody    string
}

const selectReportAnswers = `-- name: report answers
SELECT a.unit_id, a.body, a.sent_body, a.answered_at, coalesce(p.name, '') AS answered_by, a.seen, a.version, a.edited_at,
       coalesce(e.name, '') AS edited_by
FROM report_answer a
LEFT JOIN person p ON p.id = a.answered_by
LEFT JOIN person e ON e.id = a.edited_by
WHERE a.group_id = @group AND a.year = @year
ORDER BY a.unit_id`

const selectAnswerComments = `-- name: report answer comments
SELECT c.unit_id, c.indicator_id, c.body, c.sent_body
FROM report_answer_comment c
WHERE c.group_id = @group AND c.year = @year
ORDER BY c.unit_id, c.indicator_id`

// ReportAnswers reads what the units have answered about the year's report, and what they
// have begun to.
func (tx *Tx) ReportAnswers(ctx context.Context, group org.GroupID, year int) ([]ReportAnswer, error) {
	args := pgx.StrictNamedArgs{"group": group, "year": year}
	answers, err := collect[ReportAnswer](ctx, tx, selectReportAnswers, args)
	if err != nil {
		return nil, err
	}
	type row struct {
		UnitID org.UnitID
		AnswerComment
	}
	comments, err := collect[row](ctx, tx, selectAnswerComments, args)
	for n := range answers {
		for _, c := range comments {
			if c.UnitID == answers[n].UnitID {
				answers[n].Comments = append(answers[n].Comments, c.AnswerComment)
			}
		}
	}
	return answers, err
}

// AnswerEdit is an answer to store in place of the one that was read with Version; zero for
// a unit that had none. Seen is the results it was given about, as JSON, when it is sent;
// nil for a draft, which leaves what was sent as it is.
type AnswerEdit struct {
	GroupID  org.GroupID
	Year     int
	UnitID   org.UnitID
	Version  int
	Body     string
	Comments []AnswerComment // whose Body is read
	Seen     []byte
	At       time.Time
	By       org.PersonID
}

const insertReportAnswer = `-- name: begin report answer
INSERT INTO report_answer (group_id, year, unit_id, version, edited_at)
VALUES (@group, @year, @unit, 0, @at) ON CONFLICT DO NOTHING`

const updateReportAnswer = `-- name: save report answer
UPDATE report_answer
SET body = @body, version = version + 1, edited_at = @at, edited_by = nullif(@by::bigint, 0),
    sent_body = CASE WHEN @seen::jsonb IS NULL THEN sent_body ELSE @body END,
    answered_at = CASE WHEN @seen::jsonb IS NULL THEN answered_at ELSE @at END,
    answered_by = CASE WHEN @seen::jsonb IS NULL THEN answered_by ELSE nullif(@by::bigint, 0) END,
    seen = coalesce(@seen::jsonb, seen)
WHERE group_id = @group AND year = @year AND unit_id = @unit AND version = @version`

const deleteAnswerComments = `-- name: clear report answer comments
DELETE FROM report_answer_comment c
WHERE c.group_id = @group AND c.year = @year AND c.unit_id = @unit AND (@send OR c.sent_body = '')
  AND NOT c.indicator_id = ANY(@measures::bigint[])`

const upsertAnswerComments = `-- name: save report answer comments
INSERT INTO report_answer_comment (group_id, year, unit_id, indicator_id, body, sent_body)
SELECT @group, @year, @unit, c.indicator_id, c.body, CASE WHEN @send THEN c.body ELSE '' END
FROM unnest(@measures::bigint[], @bodies::text[]) AS c(indicator_id, body)
ON CONFLICT (group_id, year, unit_id, indicator_id) DO UPDATE
SET body = excluded.body, sent_body = CASE WHEN @send THEN excluded.body ELSE report_answer_comment.sent_body END`

const emptyAnswerComments = `-- name: empty report answer comments
UPDATE report_answer_comment c SET body = ''
WHERE c.group_id = @group AND c.year = @year AND c.unit_id = @unit AND NOT c.indicator_id = ANY(@measures::bigint[])`

// SaveReportAnswer stores the answer; fault.ErrConflict when somebody else has written
// since it was read.
func (tx *Tx) SaveReportAnswer(ctx context.Context, e AnswerEdit) error {
	who := func(more pgx.StrictNamedArgs) pgx.StrictNamedArgs {
		args := pgx.StrictNamedArgs{"group": e.GroupID, "year": e.Year, "unit": e.UnitID}
		for name, v := range more {
			args[name] = v
		}
		return args
	}
	if e.Version == 0 {
		if err := exec(ctx, tx, insertReportAnswer, who(pgx.StrictNamedArgs{"at": e.At}), 1, fault.ErrConflict); err != nil {
			return err
		}
	}
	if err := exec(ctx, tx, updateReportAnswer, who(pgx.StrictNamedArgs{"body": e.Body, "seen": nullJSON(e.Seen), "at": e.At,
		"by": e.By, "version": e.Version}), 1, fault.ErrConflict); err != nil {
		return err
	}
	measures, bodies := []int64{}, []string{}
	for _, c := range e.Comments {
		if c.Body != "" {
			measures, bodies = append(measures, int64(c.IndicatorID)), append(bodies, c.Body)
		}
	}
	send := e.Seen != nil
	if err := exec(ctx, tx, deleteAnswerComments, who(pgx.StrictNamedArgs{"measures": measures, "send": send}), -1, nil); err != nil {
		return err
	}
	if err := exec(ctx, tx, emptyAnswerComments, who(pgx.StrictNamedArgs{"measures": measures}), -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, upsertAnswerComments, who(pgx.StrictNamedArgs{"measures": measures, "bodies": bodies, "send": send}), -1, nil)
}

// nullJSON is NULL for no JSON.
func nullJSON(b []byte) *string {
	if b == nil {
		return nil
	}
	text := string(b)
	return &text
}
